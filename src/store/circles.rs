//! The circles of the store: `circles/<name>.toml`.

use jiff::Timestamp;
use toml_edit::{Datetime, DocumentMut, Table, TableLike, Value};

use crate::core::people::Roster;
use crate::core::people::{Circle, CircleKind, Every, Meeting, is_circle_name, zone_name};
use crate::store::fields::{Fields, File};
use crate::store::people::everybody;
use crate::store::{Author, FORMAT, Snapshot, Store, StoreError, Write, keep, marker};

impl Store {
    /// Returns all circles, sorted by name, also those that are over. Of a newer format, those that can be read.
    pub fn circles(&self) -> Result<Vec<Circle>, StoreError> {
        let (circles, unreadable) = self.circles_as_far_as_readable()?;
        unreadable.into_iter().next().map_or(Ok(circles), Err)
    }

    /// Returns the circles that can be read, and what is wrong with each of the others.
    pub fn circles_as_far_as_readable(&self) -> Result<(Vec<Circle>, Vec<StoreError>), StoreError> {
        let snapshot = self.snapshot()?;
        let (mut circles, mut unreadable) = (Vec::new(), Vec::new());
        for path in snapshot.list("circles")?.iter().filter(|path| path.strip_suffix(".toml").is_some()) {
            match snapshot.read(path).and_then(|text| read(path, &text.unwrap_or_default())) {
                Ok(circle) => circles.extend(circle),
                Err(error) => unreadable.push(error),
            }
        }
        circles.sort_by(|one, other| one.name.cmp(&other.name));
        Ok((circles, unreadable))
    }

    /// Writes what `edit` makes of a circle, `None` where there is none yet. It sees everybody and the circle as they are
    /// at that time. What people wrote into the file stays. `false` when everything is already so.
    pub fn change_circle<E: From<StoreError>>(
        &self,
        name: &str,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(&Roster, Option<&Circle>) -> Result<Circle, E>,
    ) -> Result<bool, E> {
        let path = format!("circles/{name}.toml");
        let written = self.change(message, author, |snapshot: &Snapshot<'_>| {
            // What is wrong with others is not for this change to judge.
            let (roster, _) = everybody(snapshot)?;
            let text = snapshot.read(&path)?;
            let before = match &text {
                // A file that cannot be read is not one that is not there.
                Some(text) => keep::document(&path, text).and_then(|_| read(&path, text))?,
                None => None,
            };
            let after = edit(&roster, before.as_ref())?;
            let text = text.unwrap_or_else(|| {
                format!("format = {FORMAT}\nname = \"{}\"\nkind = \"{}\"\n", after.name, after.kind)
            });
            Ok::<_, E>(vec![Write::Put { text: changed(&path, &text, before.as_ref(), &after)?, path: path.clone() }])
        })?;
        Ok(written.is_some())
    }
}

fn read(path: &str, text: &str) -> Result<Option<Circle>, StoreError> {
    let file = File::read(path, text)?;
    let circle = read_circle(path, &file);
    file.known(circle)
}

fn read_circle(path: &str, file: &File) -> Result<Circle, StoreError> {
    let top = file.top();
    let name = top.needed_text("name")?;
    let named = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
    if named != Some(name.as_str()) {
        return Err(top.wrong("name", "is not what the file is named after"));
    }
    if !is_circle_name(&name) {
        return Err(top.wrong("name", "is not made of small letters, digits and single hyphens, at most 39"));
    }
    let kind = top.needed_text("kind")?.parse::<CircleKind>();
    let kind = kind.map_err(|_| top.wrong("kind", "is none of peer-support, triage"))?;
    let (since, until) = (top.date("since")?, top.date("until")?);
    if since.zip(until).is_some_and(|(since, until)| until < since) {
        return Err(top.wrong("until", "is before `since`"));
    }
    let former = file.tables("former")?.iter().map(read_meeting).collect::<Result<_, _>>()?;
    Ok(Circle {
        name,
        kind,
        by_invitation: top.flag("by-invitation")?,
        projects: top.texts("projects")?,
        members: top.logins("members")?,
        invited: top.logins("invited")?,
        meeting: top.table("meeting")?.map(|fields| read_meeting(&fields)).transpose()?,
        former,
        how: top.text("how")?,
        since,
        until,
        sequence: top.number("sequence")?.unwrap_or_default(),
        changed: top.instant("changed")?,
    })
}

fn read_meeting(fields: &Fields<'_>) -> Result<Meeting, StoreError> {
    let from = fields.date("from")?.ok_or_else(|| fields.wrong("from", "is missing"))?;
    let time = fields.time("time")?.ok_or_else(|| fields.wrong("time", "is missing"))?;
    let timezone = fields.needed_text("timezone")?;
    let timezone = zone_name(&timezone)
        .map_err(|error| fields.wrong("timezone", &format!("is no time zone: {}", error.remedy())))?;
    let every = match fields.text("every")?.as_str() {
        "" => Every::default(),
        text => text.parse().map_err(|_| fields.wrong("every", "is none of 1w, 2w"))?,
    };
    let minutes = fields.number("minutes")?.unwrap_or(60);
    if !(1..=24 * 60).contains(&minutes) {
        return Err(fields.wrong("minutes", "is no number of minutes of one day"));
    }
    Ok(Meeting { from, time, timezone, every, minutes })
}

/// Returns the text with what differs between the two states.
fn changed(path: &str, text: &str, before: Option<&Circle>, after: &Circle) -> Result<String, StoreError> {
    let mut document = keep::document(path, text)?;
    let nothing = Circle {
        by_invitation: false,
        projects: Vec::new(),
        members: Vec::new(),
        invited: Vec::new(),
        meeting: None,
        former: Vec::new(),
        how: String::new(),
        since: None,
        until: None,
        sequence: 0,
        changed: None,
        ..after.clone()
    };
    let before = before.unwrap_or(&nothing);
    let table = document.as_table_mut();
    if before.by_invitation != after.by_invitation {
        keep::set(table, "by-invitation", after.by_invitation.into());
    }
    keep::set_list(table, "projects", &before.projects, &after.projects);
    keep::set_list(table, "members", &before.members, &after.members);
    keep::set_list(table, "invited", &before.invited, &after.invited);
    if before.how != after.how {
        keep::set(table, "how", after.how.as_str().into());
    }
    for (key, old, new) in [("since", before.since, after.since), ("until", before.until, after.until)] {
        if let Some(day) = new.filter(|_| old != new) {
            keep::set(table, key, keep::time(path, &day.to_string())?);
        }
    }
    if before.sequence != after.sequence {
        keep::set(table, "sequence", i64::from(after.sequence).into());
    }
    if let Some(changed) = after.changed.filter(|changed| before.changed != Some(*changed)) {
        keep::set(table, "changed", keep::time(path, &shown(changed))?);
    }
    set_meeting(path, &mut document, before, after)?;
    let same = |one: &Meeting, other: &Meeting| one == other;
    keep::set_tables(path, &mut document, "former", (&before.former, &after.former), same, |table, _, former| {
        write_meeting(table, &Meeting::default(), former);
    })?;
    Ok(document.to_string())
}

fn set_meeting(path: &str, document: &mut DocumentMut, before: &Circle, after: &Circle) -> Result<(), StoreError> {
    let Some(meeting) = after.meeting.as_ref().filter(|_| before.meeting != after.meeting) else { return Ok(()) };
    let table = document.entry("meeting").or_insert_with(|| toml_edit::Item::Table(Table::new()));
    let table = table.as_table_like_mut().ok_or_else(|| marker::damaged(path, "`meeting` is no table"))?;
    write_meeting(table, before.meeting.as_ref().unwrap_or(&Meeting::default()), meeting);
    Ok(())
}

fn write_meeting(table: &mut dyn TableLike, before: &Meeting, after: &Meeting) {
    let time = |text: String| text.parse::<Datetime>().ok().map(Value::from);
    let differs = [
        ("from", before.from != after.from, time(after.from.to_string())),
        ("time", before.time != after.time, time(after.time.strftime("%H:%M:%S").to_string())),
        ("timezone", before.timezone != after.timezone, Some(after.timezone.as_str().into())),
        ("every", before.every != after.every, Some(after.every.word().into())),
        ("minutes", before.minutes != after.minutes, Some(i64::from(after.minutes).into())),
    ];
    for (key, differs, value) in differs {
        // What is not said has a default, and the same default is not to be said of another time.
        if let Some(value) = value.filter(|_| differs || !table.contains_key(key)) {
            keep::set(table, key, value);
        }
    }
}

/// Returns a moment in whole seconds, as UTC.
fn shown(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "circles/calls.toml";

    fn meeting(from: &str) -> Meeting {
        Meeting {
            from: from.parse().unwrap(),
            time: "15:00".parse().unwrap(),
            timezone: "Europe/Lisbon".to_owned(),
            every: Every::TwoWeeks,
            minutes: 45,
        }
    }

    fn circle() -> Circle {
        Circle {
            name: "calls".to_owned(),
            kind: CircleKind::PeerSupport,
            by_invitation: true,
            projects: vec!["octo/hello".to_owned()],
            members: vec!["mona".to_owned()],
            invited: vec!["kim".to_owned()],
            meeting: Some(meeting("2026-04-02")),
            former: Vec::new(),
            how: "https://call.example/1".to_owned(),
            since: "2026-03-28".parse().ok(),
            until: None,
            sequence: 1,
            changed: "2026-03-28T09:00:00Z".parse().ok(),
        }
    }

    const NEW: &str = "format = 1\nname = \"calls\"\nkind = \"peer-support\"\n";

    #[test]
    fn a_circle_is_written_and_read() {
        let text = changed(PATH, NEW, None, &circle()).unwrap();
        insta::assert_snapshot!(text, @r#"
        format = 1
        name = "calls"
        kind = "peer-support"
        by-invitation = true
        projects = ["octo/hello"]
        members = ["mona"]
        invited = ["kim"]
        how = "https://call.example/1"
        since = 2026-03-28
        sequence = 1
        changed = 2026-03-28T09:00:00Z

        [meeting]
        from = 2026-04-02
        time = 15:00:00
        timezone = "Europe/Lisbon"
        every = "2w"
        minutes = 45
        "#);
        assert_eq!(read(PATH, &text).unwrap(), Some(circle()));
        let commented = text.replace("members = [\"mona\"]", "members = [\n  'mona', # first\n]");
        let after = Circle {
            members: vec!["mona".to_owned(), "kim".to_owned()],
            meeting: Some(meeting("2026-05-01")),
            former: vec![meeting("2026-04-02")],
            until: "2026-12-31".parse().ok(),
            sequence: 2,
            ..circle()
        };
        let text = changed(PATH, &commented, Some(&circle()), &after).unwrap();
        insta::assert_snapshot!(text, @r#"
        format = 1
        name = "calls"
        kind = "peer-support"
        by-invitation = true
        projects = ["octo/hello"]
        members = [
          'mona', # first
          "kim",
        ]
        invited = ["kim"]
        how = "https://call.example/1"
        since = 2026-03-28
        sequence = 2
        changed = 2026-03-28T09:00:00Z
        until = 2026-12-31

        [meeting]
        from = 2026-05-01
        time = 15:00:00
        timezone = "Europe/Lisbon"
        every = "2w"
        minutes = 45

        [[former]]
        from = 2026-04-02
        time = 15:00:00
        timezone = "Europe/Lisbon"
        every = "2w"
        minutes = 45
        "#);
        assert_eq!(read(PATH, &text).unwrap(), Some(after));
    }

    #[test]
    fn files_that_are_wrong_are_told() {
        let with = |lines: &str| format!("{NEW}{lines}\n");
        let meeting = "[meeting]\nfrom = 2026-04-02\ntime = 15:00:00\ntimezone = \"UTC\"\n";
        let cases = [
            ("format = 1\nname = \"other\"\n".to_owned(), "line 2: `name` is not what the file is named after"),
            (NEW.replace("peer-support", "party"), "line 3: `kind` is none of peer-support, triage"),
            (with("members = [\"a b\"]"), "line 4: `members` holds `a b`, which is not a login of GitHub"),
            (with("since = 2026-04-02\nuntil = 2026-04-01"), "line 5: `until` is before `since`"),
            (with("[meeting]\ntime = 15:00:00"), "line 4: `meeting`: `from` is missing"),
            (
                with("[meeting]\nfrom = 2026-04-02\ntime = \"3 pm\""),
                "line 6: `meeting`: `time` is no time of day such as 15:00:00",
            ),
            (
                with(&meeting.replace("UTC", "Lisbon")),
                "line 7: `meeting`: `timezone` is no time zone: did you mean `Europe/Lisbon`?",
            ),
            (with(&format!("{meeting}every = \"day\"")), "line 8: `meeting`: `every` is none of 1w, 2w"),
            (with(&format!("{meeting}minutes = 0")), "line 8: `meeting`: `minutes` is no number of minutes of one day"),
        ];
        for (text, reason) in cases {
            let error = read(PATH, &text).unwrap_err().to_string();
            assert_eq!(error, format!("`{PATH}` in the store is damaged: {reason}"));
        }
        assert_eq!(read(PATH, "format = 2\nname = \"calls\"\n").unwrap(), None);
        let newer = changed(PATH, "format = 2\n", None, &circle());
        assert!(matches!(newer, Err(StoreError::TooNew { .. })));
    }
}
