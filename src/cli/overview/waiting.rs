//! What waits for one person: in the runs, in the rotation, and of those whom they mentor or who mentor them.

use jiff::ToSpan as _;

use crate::cli::context::Context;
use crate::cli::overview::or_warn;
use crate::cli::rotation::{OwnSlot, own_slots};
use crate::cli::status::{Due, Local, OpenRuns, Part};
use crate::cli::whereabouts::Where;
use crate::core::people::Pairing;
use crate::core::text::clean;
use crate::failure::Failure;
use crate::store::Store;

/// A check-in is shown so long before it is.
const DAYS_AHEAD: i64 = 7;

/// What waits for a person.
pub(super) struct Waiting {
    /// In the runs, the most pressing first.
    pub(super) due: Vec<Due>,
    pub(super) slots: Vec<OwnSlot>,
    check_ins: Vec<String>,
}

impl Waiting {
    /// Finds it.
    pub(super) fn find(context: &Context<'_>, place: &Where, runs: Option<&OpenRuns>, login: &str) -> Self {
        let clock = Local::here(context.clock.now());
        let mut due = runs.map(|runs| runs.due(login, &clock)).unwrap_or_default();
        // Others cannot go on before a sign-off is given.
        due.sort_by_key(|due| match due.part {
            Part::SignOff { .. } => 0,
            Part::Holder | Part::HolderWaits => 1,
            Part::Beside => 2,
        });
        let slots = or_warn(context, own_slots(context, &place.repository, &place.project, login)).unwrap_or_default();
        let check_ins = or_warn(context, check_ins(context, place, login)).unwrap_or_default();
        Self { due, slots, check_ins }
    }

    /// Returns a line for each thing that the person can do something about.
    pub(super) fn lines(&self) -> Vec<String> {
        let due = self.due.iter().filter(|due| due.part != Part::HolderWaits).map(|due| &due.text);
        let (offered, own): (Vec<&OwnSlot>, Vec<&OwnSlot>) = self.slots.iter().partition(|slot| slot.offered.is_some());
        let slots = |slots: Vec<&OwnSlot>| slots.into_iter().map(|slot| slot.text.clone()).collect::<Vec<_>>();
        let (offered, own) = (slots(offered), slots(own));
        due.chain(&offered).chain(&self.check_ins).chain(&own).cloned().collect()
    }
}

/// Returns what is to be said of the pairings of a person: who asks for them as mentor, and whom they talk to soon or do not
/// know when.
fn check_ins(context: &Context<'_>, place: &Where, login: &str) -> Result<Vec<String>, Failure> {
    // What is damaged there is told by the commands that are about it.
    let (pairings, _) = Store::open(&place.repository)?.pairings_as_far_as_readable()?;
    let now = context.clock.now();
    let soon = now.checked_add((DAYS_AHEAD * 24).hours()).unwrap_or(now);
    let line = |pairing: &Pairing| {
        let other = clean(pairing.other(login)).into_owned();
        match &pairing.next_check_in {
            _ if !pairing.is_going_on() => {
                let is_asked = pairing.mentor.eq_ignore_ascii_case(login);
                is_asked.then(|| format!("@{other} asks for you as mentor: `shepherd people pair {other} --accept`"))
            }
            _ if pairing.lacks_check_in(now) => Some(format!("@{other} and you have no next check-in")),
            Some(next) if next.when.is_past(soon) => {
                let how = if next.how.is_empty() { String::new() } else { format!(", {}", clean(&next.how)) };
                Some(format!("check-in with @{other}: {}{how}", next.when))
            }
            _ => None,
        }
    };
    Ok(pairings.iter().filter(|pairing| pairing.is_open() && pairing.is_of(login)).filter_map(line).collect())
}
