//! The file of a circle as people wrote it, with each mistake in it.

use crate::core::people::{Circle, CircleKind, Every, Meeting, is_circle_name, zone_name};
use crate::store::StoreError;
use crate::store::fields::Fields;
use crate::store::gather::{Gather, Reading};

/// Returns the circle of a file, or the first mistake.
pub(super) fn read(path: &str, text: &str) -> Result<Option<Circle>, StoreError> {
    reading(path, text).first()
}

/// Returns each mistake in a text that is to be the file of a circle.
pub(in crate::store) fn mistakes(path: &str, text: &str) -> Vec<StoreError> {
    reading(path, text).mistakes
}

fn reading(path: &str, text: &str) -> Reading<Circle> {
    Reading::of(path, text, |gather| gather.circle(path), |_| Vec::new())
}

impl Gather<'_> {
    fn circle(&mut self, path: &str) -> Option<Circle> {
        let file = self.file;
        let top = file.top();
        let name = self.take(read_name(path, &top));
        let kind = self.take(read_kind(&top).map(Some));
        let (since, until) = (self.take(top.date("since")), self.take(top.date("until")));
        if since.zip(until).is_some_and(|(since, until)| until < since) {
            self.take(Err::<(), _>(top.wrong("until", "is before `since`")));
        }
        let meeting = self.take(top.table("meeting")).map(|fields| self.take(read_meeting(&fields)));
        let former = self.take(file.tables("former"));
        let circle = Circle {
            name,
            kind: kind?,
            by_invitation: self.take(top.flag("by-invitation")),
            projects: self.take(top.texts("projects")),
            members: self.take(top.logins("members")),
            invited: self.take(top.logins("invited")),
            meeting,
            former: former.iter().map(|fields| self.take(read_meeting(fields))).collect(),
            how: self.take(top.text("how")),
            since,
            until,
            sequence: self.take(top.number("sequence")).unwrap_or_default(),
            changed: self.take(top.instant("changed")),
        };
        (!self.is_partial).then_some(circle)
    }
}

fn read_name(path: &str, top: &Fields<'_>) -> Result<String, StoreError> {
    let name = top.needed_text("name")?;
    let named = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
    if named != Some(name.as_str()) {
        return Err(top.wrong("name", "is not what the file is named after"));
    }
    if !is_circle_name(&name) {
        return Err(top.wrong("name", "is not made of small letters, digits and single hyphens, at most 39"));
    }
    Ok(name)
}

fn read_kind(top: &Fields<'_>) -> Result<CircleKind, StoreError> {
    let kind = top.needed_text("kind")?.parse::<CircleKind>();
    kind.map_err(|_| top.wrong("kind", "is none of peer-support, triage"))
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
