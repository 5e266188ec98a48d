//! The file of a slot as people wrote it, with each mistake in it.

use jiff::Timestamp;

use crate::core::people::Login;
use crate::core::rotation::{Said, Slot, State, Swap};
use crate::core::version::ReleaseKind;
use crate::store::StoreError;
use crate::store::fields::Fields;
use crate::store::gather::{Gather, Reading};
use crate::store::slots::{DUTY, parts};

/// How far a slot may be in its file; that it is done is computed from the releases.
const STATES: [State; 4] = [State::Open, State::Offered, State::Accepted, State::Cancelled];

/// Returns the slot of a file, or the first mistake.
pub(super) fn read(path: &str, text: &str) -> Result<Option<Slot>, StoreError> {
    reading(path, text).first()
}

/// Returns each mistake in a text that is to be the file of a slot.
pub(in crate::store) fn mistakes(path: &str, text: &str) -> Vec<StoreError> {
    reading(path, text).mistakes
}

fn reading(path: &str, text: &str) -> Reading<Slot> {
    Reading::of(path, text, |gather| gather.slot(path), |_| Vec::new())
}

impl Gather<'_> {
    fn slot(&mut self, path: &str) -> Option<Slot> {
        let file = self.file;
        let top = file.top();
        let (project, id) = parts(path).unwrap_or_default();
        let projects = self.take(read_projects(&top, &project));
        let kind = self.take(read_kind(&top));
        let from = self.take(read_day(&top, "from").map(Some));
        let until = self.take(top.date("until")).or(from);
        if until < from {
            self.take(Err::<(), _>(top.wrong("until", "is before `from`")));
        }
        let state = self.take(read_state(&top).map(Some));
        let shepherd = read_login(&top, "shepherd");
        let is_missing = matches!(shepherd, Ok(None));
        if let Some(state) = state.filter(|state| is_missing && matches!(state, State::Offered | State::Accepted)) {
            self.take(Err::<(), _>(top.wrong("shepherd", &format!("is missing, and the slot is {state}"))));
        }
        let shepherd = self.take(shepherd);
        let changed = self.take(read_changed(&top).map(Some));
        let uid = self.take(top.text("uid"));
        let version = Some(self.take(top.text("version"))).filter(|version| !version.is_empty());
        let (security, offered) = (self.take(top.flag("security")), self.take(top.date("offered")));
        let (accepted, sequence) = (self.take(top.date("accepted")), self.take(top.number("sequence")));
        let (learner, mentor) = (self.take(read_login(&top, "learner")), self.take(read_login(&top, "mentor")));
        // Of what people said, a later version may have more.
        let is_whole = !self.is_partial;
        let (volunteers, declines) = (self.said("volunteer"), self.said("decline"));
        let swaps = self.swaps();
        let usual = Slot::new(&project, &id, (from?, until?), changed?);
        is_whole.then_some(Slot {
            uid: if uid.is_empty() { usual.uid.clone() } else { uid },
            projects,
            version,
            kind,
            security,
            state: state?,
            shepherd,
            offered,
            accepted,
            learner,
            mentor,
            volunteers,
            declines,
            swaps,
            sequence: sequence.unwrap_or_default(),
            ..usual
        })
    }

    fn said(&mut self, name: &str) -> Vec<Said> {
        let tables = self.take(self.file.tables(name));
        let read =
            |fields: &Fields<'_>| Ok(Said { login: needed_login(fields, "login")?, on: read_day(fields, "on")? });
        tables.iter().filter_map(|fields| self.take(read(fields).map(Some))).collect()
    }

    fn swaps(&mut self) -> Vec<Swap> {
        let tables = self.take(self.file.tables("swap"));
        let read = |fields: &Fields<'_>| {
            let (from, to) = (needed_login(fields, "from")?, needed_login(fields, "to")?);
            Ok(Swap { from, to, by: read_login(fields, "by")?, on: read_day(fields, "on")? })
        };
        tables.iter().filter_map(|fields| self.take(read(fields).map(Some))).collect()
    }
}

fn read_projects(top: &Fields<'_>, project: &str) -> Result<Vec<String>, StoreError> {
    let projects = top.texts("projects")?;
    if projects.first().is_none_or(|first| !first.eq_ignore_ascii_case(project)) {
        return Err(top.wrong("projects", &format!("does not begin with {project}, under which the file lies")));
    }
    Ok(projects)
}

fn read_state(top: &Fields<'_>) -> Result<State, StoreError> {
    let word = top.needed_text("state")?;
    let state = STATES.into_iter().find(|state| state.word() == word);
    state.ok_or_else(|| top.wrong("state", &format!("is none of {}", STATES.map(State::word).join(", "))))
}

fn read_changed(top: &Fields<'_>) -> Result<Timestamp, StoreError> {
    let changed = top.moment("changed")?.and_then(|moment| moment.to_string().parse().ok());
    changed.ok_or_else(|| top.wrong("changed", "is no moment such as 2026-03-28T15:00:00Z"))
}

fn read_kind(top: &Fields<'_>) -> Result<Option<ReleaseKind>, StoreError> {
    let kinds = [ReleaseKind::Major, ReleaseKind::Minor, ReleaseKind::Patch, ReleaseKind::PreRelease];
    match top.needed_text("kind")?.as_str() {
        DUTY => Ok(None),
        word => match kinds.into_iter().find(|kind| kind.name() == word) {
            Some(kind) => Ok(Some(kind)),
            None => Err(top.wrong("kind", "is none of major, minor, patch, pre-release, duty")),
        },
    }
}

/// Returns a login; `None` where there is none.
fn read_login(fields: &Fields<'_>, key: &str) -> Result<Option<String>, StoreError> {
    match fields.text(key)? {
        text if text.is_empty() => Ok(None),
        text if text.parse::<Login>().is_ok() => Ok(Some(text)),
        _ => Err(fields.wrong(key, "is not a login of GitHub")),
    }
}

fn needed_login(fields: &Fields<'_>, key: &str) -> Result<String, StoreError> {
    read_login(fields, key)?.ok_or_else(|| fields.wrong(key, "is missing"))
}

fn read_day(fields: &Fields<'_>, key: &str) -> Result<jiff::civil::Date, StoreError> {
    fields.date(key)?.ok_or_else(|| fields.wrong(key, "is missing"))
}
