//! The file of a pairing as people wrote it, with each mistake in it.

use crate::core::people::{CheckIn, Ending, Login, Pairing, Stage, When};
use crate::store::StoreError;
use crate::store::fields::Fields;
use crate::store::gather::{Gather, Reading};

/// Returns the pairing of a file, or the first mistake.
pub(super) fn read(path: &str, text: &str) -> Result<Option<Pairing>, StoreError> {
    reading(path, text).first()
}

/// Returns each mistake in a text that is to be the file of a pairing.
pub(in crate::store) fn mistakes(path: &str, text: &str) -> Vec<StoreError> {
    reading(path, text).mistakes
}

fn reading(path: &str, text: &str) -> Reading<Pairing> {
    Reading::of(path, text, |gather| gather.pairing(path), |_| Vec::new())
}

impl Gather<'_> {
    fn pairing(&mut self, path: &str) -> Option<Pairing> {
        let file = self.file;
        let top = file.top();
        let named = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")?.split_once("--"));
        let mentor = self.take(read_login(&top, "mentor", named.map(|(mentor, _)| mentor)));
        let mentee = self.take(read_login(&top, "mentee", named.map(|(_, mentee)| mentee)));
        if !mentor.is_empty() && mentor.eq_ignore_ascii_case(&mentee) {
            self.take(Err::<(), _>(top.wrong("mentee", "is the mentor, and nobody mentors themselves")));
        }
        let stage = self.take(read_stage(&top).map(Some));
        let reason = self.take(top.text("reason"));
        let next_check_in = self.take(top.table("next-check-in"));
        let pairing = Pairing {
            mentor,
            mentee,
            asked: self.take(top.date("asked")),
            accepted: self.take(top.date("accepted")),
            ended: self.take(top.date("ended")).map(|on| Ending { on, reason }),
            next_check_in: next_check_in.and_then(|fields| self.take(read_check_in(&fields).map(Some))),
            spent_minutes: self.take(top.number("spent-minutes")),
            sequence: self.take(top.number("sequence")).unwrap_or_default(),
            changed: self.take(top.instant("changed")),
            stage: stage?,
        };
        (!self.is_partial).then_some(pairing)
    }
}

fn read_login(top: &Fields<'_>, key: &str, named: Option<&str>) -> Result<String, StoreError> {
    let login = top.needed_text(key)?;
    if login.parse::<Login>().is_err() {
        return Err(top.wrong(key, "is not a login of GitHub"));
    }
    if named.is_none_or(|named| !named.eq_ignore_ascii_case(&login)) {
        return Err(top.wrong(key, "is not what the file is named after, which is `MENTOR--MENTEE.toml`"));
    }
    Ok(login)
}

fn read_stage(top: &Fields<'_>) -> Result<Stage, StoreError> {
    let stage = top.needed_text("stage")?.parse::<Stage>();
    stage.map_err(|_| top.wrong("stage", &format!("is none of {}", Stage::words().join(", "))))
}

pub(super) fn read_check_in(fields: &Fields<'_>) -> Result<CheckIn, StoreError> {
    let when = fields.moment("when")?.ok_or_else(|| fields.wrong("when", "is missing"))?;
    // Moments have an offset, so the zone is never used.
    let when = When::read(&when.to_string(), &jiff::tz::TimeZone::UTC);
    let when = when.map_err(|_| fields.wrong("when", "is a time that no clock shows"))?;
    Ok(CheckIn { when, how: fields.text("how")? })
}
