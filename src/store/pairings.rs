//! Who mentors whom: `pairings/<mentor>--<mentee>.toml`. No login holds `--`, so the names cannot be mixed up.

use toml_edit::{InlineTable, Item, TableLike, Value};

use crate::core::people::{CheckIn, Ending, Login, Pairing, Roster, Stage, When};
use crate::store::fields::{Fields, File};
use crate::store::people::everybody;
use crate::store::{Author, FORMAT, Snapshot, Store, StoreError, Write, keep, marker};

impl Store {
    /// Returns all pairings, sorted by mentor and mentee, also those that have ended. Of a newer format, those that can
    /// be read.
    pub fn pairings(&self) -> Result<Vec<Pairing>, StoreError> {
        let (pairings, unreadable) = self.pairings_as_far_as_readable()?;
        unreadable.into_iter().next().map_or(Ok(pairings), Err)
    }

    /// Returns the pairings that can be read, and what is wrong with each of the others.
    pub fn pairings_as_far_as_readable(&self) -> Result<(Vec<Pairing>, Vec<StoreError>), StoreError> {
        all(&self.snapshot()?)
    }

    /// Writes what `edit` makes of a pairing: it sees everybody and all pairings as they are at that time, and says how
    /// one of them is to be. What people wrote into the file stays. `false` when everything is already so.
    pub fn change_pairing<E: From<StoreError>>(
        &self,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(&Roster, &[Pairing]) -> Result<Pairing, E>,
    ) -> Result<bool, E> {
        let written = self.change(message, author, |snapshot| {
            // What is wrong with others is not for this change to judge.
            let ((roster, _), (pairings, _)) = (everybody(snapshot)?, all(snapshot)?);
            let after = edit(&roster, &pairings)?;
            let path = path(snapshot, &after)?;
            let text = match snapshot.read(&path)? {
                Some(text) => {
                    // A file that cannot be read is not one that is not there.
                    keep::document(&path, &text).and_then(|_| read(&path, &text))?;
                    text
                }
                None => new(&after),
            };
            Ok::<_, E>(vec![Write::Put { text: changed(&path, &text, &after)?, path }])
        })?;
        Ok(written.is_some())
    }
}

fn all(snapshot: &Snapshot<'_>) -> Result<(Vec<Pairing>, Vec<StoreError>), StoreError> {
    let (mut pairings, mut unreadable) = (Vec::new(), Vec::new());
    for path in snapshot.list("pairings")?.iter().filter(|path| path.strip_suffix(".toml").is_some()) {
        match snapshot.read(path).and_then(|text| read(path, &text.unwrap_or_default())) {
            Ok(pairing) => pairings.extend(pairing),
            Err(error) => unreadable.push(error),
        }
    }
    pairings.sort_by_key(|pairing| (pairing.mentor.to_lowercase(), pairing.mentee.to_lowercase()));
    Ok((pairings, unreadable))
}

/// Returns the path of a pairing: of the file that is there in any case, else of a new one.
fn path(snapshot: &Snapshot<'_>, pairing: &Pairing) -> Result<String, StoreError> {
    let usual = format!("pairings/{}--{}.toml", pairing.mentor, pairing.mentee);
    let there = snapshot.list("pairings")?;
    Ok(there.into_iter().find(|path| path.eq_ignore_ascii_case(&usual)).unwrap_or(usual))
}

fn read(path: &str, text: &str) -> Result<Option<Pairing>, StoreError> {
    let file = File::read(path, text)?;
    let pairing = read_pairing(path, &file.top());
    file.known(pairing)
}

fn read_pairing(path: &str, top: &Fields<'_>) -> Result<Pairing, StoreError> {
    let named = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")?.split_once("--"));
    let person = |key: &str, named: Option<&str>| {
        let login = top.needed_text(key)?;
        if login.parse::<Login>().is_err() {
            return Err(top.wrong(key, "is not a login of GitHub"));
        }
        if named.is_none_or(|named| !named.eq_ignore_ascii_case(&login)) {
            return Err(top.wrong(key, "is not what the file is named after, which is `MENTOR--MENTEE.toml`"));
        }
        Ok(login)
    };
    let mentor = person("mentor", named.map(|(mentor, _)| mentor))?;
    let mentee = person("mentee", named.map(|(_, mentee)| mentee))?;
    if mentor.eq_ignore_ascii_case(&mentee) {
        return Err(top.wrong("mentee", "is the mentor, and nobody mentors themselves"));
    }
    let stage = top.needed_text("stage")?.parse::<Stage>();
    let stage = stage.map_err(|_| top.wrong("stage", &format!("is none of {}", Stage::words().join(", "))))?;
    let reason = top.text("reason")?;
    Ok(Pairing {
        mentor,
        mentee,
        stage,
        asked: top.date("asked")?,
        accepted: top.date("accepted")?,
        ended: top.date("ended")?.map(|on| Ending { on, reason }),
        next_check_in: top.table("next-check-in")?.map(|fields| read_check_in(&fields)).transpose()?,
        spent_minutes: top.number("spent-minutes")?,
        sequence: top.number("sequence")?.unwrap_or_default(),
        changed: top.instant("changed")?,
    })
}

fn read_check_in(fields: &Fields<'_>) -> Result<CheckIn, StoreError> {
    let when = fields.moment("when")?.ok_or_else(|| fields.wrong("when", "is missing"))?;
    // Moments have an offset, so the zone is never used.
    let when = When::read(&when.to_string(), &jiff::tz::TimeZone::UTC);
    let when = when.map_err(|_| fields.wrong("when", "is a time that no clock shows"))?;
    Ok(CheckIn { when, how: fields.text("how")? })
}

fn new(pairing: &Pairing) -> String {
    format!("format = {FORMAT}\nmentor = \"{}\"\nmentee = \"{}\"\n", pairing.mentor, pairing.mentee)
}

/// Returns the text with what differs from the pairing as it is to be.
fn changed(path: &str, text: &str, after: &Pairing) -> Result<String, StoreError> {
    let mut document = keep::document(path, text)?;
    let present = File::read(path, text)?;
    let top = present.top();
    if top.text("stage")? != after.stage.word() {
        keep::set(document.as_table_mut(), "stage", after.stage.word().into());
    }
    let ended = after.ended.as_ref();
    for (key, date) in [("asked", after.asked), ("accepted", after.accepted), ("ended", ended.map(|end| end.on))] {
        match date {
            Some(date) if top.date(key)? != Some(date) => {
                keep::set(document.as_table_mut(), key, keep::time(path, &date.to_string())?);
            }
            Some(_) => {}
            None => keep::unset(&mut document, key),
        }
    }
    match ended.map(|end| end.reason.as_str()).unwrap_or_default() {
        "" => keep::unset(&mut document, "reason"),
        reason if top.text("reason")? != reason => keep::set(document.as_table_mut(), "reason", reason.into()),
        _ => {}
    }
    let minutes = after.spent_minutes.filter(|_| after.spent_minutes != top.number("spent-minutes").ok().flatten());
    if let Some(minutes) = minutes {
        keep::set(document.as_table_mut(), "spent-minutes", i64::from(minutes).into());
    }
    if after.sequence != top.number("sequence")?.unwrap_or_default() {
        keep::set(document.as_table_mut(), "sequence", i64::from(after.sequence).into());
    }
    if let Some(moment) = after.changed.filter(|moment| top.instant("changed").ok().flatten() != Some(*moment)) {
        keep::set(
            document.as_table_mut(),
            "changed",
            keep::time(path, &moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())?,
        );
    }
    let Some(next) = &after.next_check_in else {
        keep::unset(&mut document, "next-check-in");
        return Ok(document.to_string());
    };
    let when = keep::time(path, &next.when.to_rfc3339())?;
    let item = document.entry("next-check-in").or_insert_with(|| Item::Value(InlineTable::new().into()));
    let present = top.table("next-check-in")?.map(|fields| read_check_in(&fields)).transpose()?;
    if present.as_ref().is_none_or(|present| present.when != next.when) {
        set(path, item, "when", when)?;
    }
    if present.as_ref().map(|present| present.how.as_str()).unwrap_or_default() != next.how {
        set(path, item, "how", next.how.as_str().into())?;
    }
    Ok(document.to_string())
}

fn set(path: &str, item: &mut Item, key: &str, value: Value) -> Result<(), StoreError> {
    let table: Option<&mut dyn TableLike> = item.as_table_like_mut();
    keep::set(table.ok_or_else(|| marker::damaged(path, "`next-check-in` is no table"))?, key, value);
    if let Some(inline) = item.as_inline_table_mut() {
        // No comment can stand in it.
        inline.fmt();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "pairings/mona--kim.toml";

    fn pairing() -> Pairing {
        Pairing {
            mentor: "mona".to_owned(),
            mentee: "kim".to_owned(),
            stage: Stage::Coaching,
            asked: Some("2026-03-01".parse().unwrap()),
            accepted: Some("2026-03-02".parse().unwrap()),
            ended: None,
            next_check_in: Some(CheckIn { when: when("2026-04-02T15:00+01:00"), how: "video \"call\"".to_owned() }),
            spent_minutes: None,
            sequence: 1,
            changed: Some("2026-03-28T09:00:00Z".parse().unwrap()),
        }
    }

    fn when(text: &str) -> When {
        When::read(text, &jiff::tz::TimeZone::UTC).unwrap()
    }

    fn again(text: &str) -> Pairing {
        read(PATH, text).unwrap().unwrap()
    }

    #[test]
    fn a_pairing_is_written_and_read() {
        let text = changed(PATH, &new(&pairing()), &pairing()).unwrap();
        insta::assert_snapshot!(text, @r#"
        format = 1
        mentor = "mona"
        mentee = "kim"
        stage = "coaching"
        asked = 2026-03-01
        accepted = 2026-03-02
        sequence = 1
        changed = 2026-03-28T09:00:00Z
        next-check-in = { when = 2026-04-02T15:00:00+01:00, how = 'video "call"' }
        "#);
        assert_eq!(again(&text), pairing());
        assert_eq!(changed(PATH, &text, &pairing()).unwrap(), text);
        let ended = Ending { on: "2026-05-01".parse().unwrap(), reason: "no match".to_owned() };
        let ended = Pairing { ended: Some(ended), next_check_in: None, ..pairing() };
        let text = changed(PATH, &text, &ended).unwrap();
        assert_eq!(again(&text), ended);
        assert!(text.ends_with("ended = 2026-05-01\nreason = \"no match\"\n"), "{text}");
        let day = CheckIn { when: when("2026-06-01"), how: String::new() };
        let anew = Pairing { accepted: None, next_check_in: Some(day), ..pairing() };
        let text = changed(PATH, &text, &anew).unwrap();
        assert_eq!(again(&text), anew);
        let end = "sequence = 1\nchanged = 2026-03-28T09:00:00Z\nnext-check-in = { when = 2026-06-01 }\n";
        assert!(text.ends_with(end), "{text}");
    }

    #[test]
    fn what_people_wrote_stays() {
        let old = "# Ours.\nformat = 1\nmentor = 'mona' # she\nmentee = 'kim'\nstage = 'matchmaking' # for now\n\
                   asked = 2026-03-01\nmood = 'good'\n# Each week.\n[next-check-in]\nwhen = 2026-03-05 # a Thursday\n\
                   how = 'by post'\nroom = 7\n# The end.\n";
        let text = changed(PATH, old, &pairing()).unwrap();
        assert_eq!(again(&text), pairing());
        for part in ["# Ours.", "# she", "# for now", "mood = 'good'", "# Each week.", "# a Thursday", "room = 7"] {
            assert!(text.contains(part), "`{part}` is lost: {text}");
        }
        let over = Pairing { asked: None, accepted: None, next_check_in: None, ..pairing() };
        let text = changed(PATH, &text, &over).unwrap();
        for part in ["# Ours.", "# she", "# for now", "mood = 'good'", "# The end."] {
            assert!(text.contains(part), "`{part}` is lost: {text}");
        }
    }

    #[test]
    fn files_that_are_wrong_are_told() {
        let with = |lines: &str| format!("format = 1\nmentor = \"mona\"\nmentee = \"kim\"\n{lines}\n");
        let when = "is neither a day such as 2026-03-28 nor a moment such as 2026-03-28T15:00:00+01:00";
        let cases = [
            ("format = 1\nmentor = \"mona\"\n".to_owned(), "`mentee` is missing".to_owned()),
            (
                "format = 1\nmentor = \"ann\"\n".to_owned(),
                "line 2: `mentor` is not what the file is named after, which is `MENTOR--MENTEE.toml`".to_owned(),
            ),
            (with(""), "`stage` is missing".to_owned()),
            (
                with("stage = \"love\""),
                "line 4: `stage` is none of matchmaking, coaching, close-in-mentoring, succession".to_owned(),
            ),
            (
                with("stage = \"coaching\"\nasked = \"2026\""),
                "line 5: `asked` is no date such as 2026-03-28".to_owned(),
            ),
            (with("stage = \"coaching\"\nnext-check-in = 1"), "line 5: `next-check-in` is no table".to_owned()),
            (
                with("stage = \"coaching\"\n\n[next-check-in]\nhow = \"x\""),
                "line 6: `next-check-in`: `when` is missing".to_owned(),
            ),
            (
                with("stage = \"coaching\"\nnext-check-in = { when = 2026-04-02T15:00:00 }"),
                format!("line 5: `next-check-in`: `when` {when}"),
            ),
        ];
        for (text, reason) in cases {
            let error = read(PATH, &text).unwrap_err().to_string();
            assert_eq!(error, format!("`{PATH}` in the store is damaged: {reason}"));
        }
        let alone = read("pairings/kim--kim.toml", "format = 1\nmentor = \"kim\"\nmentee = \"kim\"\n").unwrap_err();
        assert!(
            alone.to_string().ends_with("line 3: `mentee` is the mentor, and nobody mentors themselves"),
            "{alone}"
        );
        assert_eq!(read(PATH, "format = 2\nmentor = \"mona\"\n").unwrap(), None);
        assert!(matches!(changed(PATH, "format = 2\n", &pairing()), Err(StoreError::TooNew { .. })));
    }
}
