//! The changes as templates see them, grouped by section or by kind.

use handlebars::JsonValue;
use serde_json::json;

use crate::core::changelog::model::{Change, Changelog, Role, Section};
use crate::core::text::clean;
use crate::render::address::address;
use crate::render::changelog::kinds::{BREAKING, kind_of};
use crate::render::changelog::links::Links;
use crate::render::changelog::people::people;
use crate::render::template::Template;

/// How many characters of a commit's name are shown.
const SHORT: usize = 7;

/// What stands where a change has no title that can be seen.
const NO_TITLE: &str = "(no title)";

/// A change with what is known about its surroundings.
struct Seen<'a> {
    change: &'a Change,
    section: &'a Section,
    links: &'a Links<'a>,
}

/// What stands behind a name of a change.
type ValueOf = fn(&Seen<'_>) -> JsonValue;

/// The names of a change, each with what stands behind it. Only those that a template uses are computed, because a
/// history may have thousands of changes.
const VALUES: [(&str, ValueOf); 19] = [
    ("number", |seen| seen.change.number.into()),
    ("title", |seen| match clean(&seen.change.title) {
        title if title.is_empty() => NO_TITLE.into(),
        title => title.into(),
    }),
    ("url", |seen| seen.change.url.as_deref().and_then(address).into()),
    ("author", |seen| json!(seen.change.author)),
    ("author_name", |seen| json!(seen.change.author_name)),
    ("people", |seen| seen.people(|_| true)),
    ("by", |seen| seen.people(|role| matches!(role, None | Some(Role::CoAuthored)))),
    ("reviewed_by", |seen| seen.people(|role| role == Some(Role::Reviewed))),
    ("merged_by", |seen| seen.people(|role| role == Some(Role::Merged))),
    ("commented_by", |seen| seen.people(|role| role == Some(Role::Commented))),
    ("credits", |seen| json!(seen.change.credits)),
    ("labels", |seen| json!(seen.change.labels)),
    ("commit", |seen| seen.change.commit.as_str().into()),
    ("short_commit", |seen| seen.change.commit.get(..SHORT).unwrap_or(&seen.change.commit).into()),
    ("merged_at", |seen| json!(seen.change.merged_at)),
    ("backport", |seen| seen.change.backport.into()),
    ("backport_url", |seen| seen.change.backport.and_then(|number| seen.links.pull_request(number)).into()),
    ("also_in", |seen| json!(seen.change.also_in)),
    ("breaking", |seen| (seen.section.key == BREAKING).into()),
];

impl Seen<'_> {
    /// Returns the people that took part in one of the ways that `chosen` accepts.
    fn people(&self, chosen: impl Fn(Option<Role>) -> bool) -> JsonValue {
        json!(people(self.change, self.links, chosen))
    }
}

/// Returns the changes by section.
pub(super) fn by_section(changelog: &Changelog, links: &Links<'_>, template: &Template) -> JsonValue {
    let sections = changelog.sections.iter().filter(|section| !section.changes.is_empty());
    sections.map(|section| group(&section.key, &section.title, entries(section, links, template))).collect()
}

/// Returns the changes by kind; sections of the user's own come after the kinds, as they are.
pub(super) fn by_kind(changelog: &Changelog, links: &Links<'_>, template: &Template) -> JsonValue {
    let mut groups: Vec<(usize, &str, &str, Vec<JsonValue>)> = Vec::new();
    for section in changelog.sections.iter().filter(|section| !section.changes.is_empty()) {
        let kind = kind_of(&section.key);
        let (place, key, title) = kind.unwrap_or((usize::MAX, &section.key, &section.title));
        let mut changes = entries(section, links, template);
        match groups.iter_mut().find(|(_, known, _, _)| *known == key) {
            Some((_, _, _, known)) => known.append(&mut changes),
            None => groups.push((place, key, title, changes)),
        }
    }
    groups.sort_by_key(|(place, ..)| *place);
    groups.into_iter().map(|(_, key, title, changes)| group(key, title, changes)).collect()
}

/// Returns the changes under one heading.
fn group(key: &str, title: &str, changes: Vec<JsonValue>) -> JsonValue {
    let values: [(&str, JsonValue); 3] = [("key", key.into()), ("title", title.into()), ("changes", changes.into())];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Returns the changes of `section` with what `template` wants to know of them.
fn entries(section: &Section, links: &Links<'_>, template: &Template) -> Vec<JsonValue> {
    let wanted: Vec<_> = VALUES.iter().filter(|(name, _)| template.uses(name)).collect();
    let entry = |change: &Change| {
        let seen = Seen { change, section, links };
        wanted.iter().map(|(name, value)| ((*name).to_owned(), value(&seen))).collect()
    };
    section.changes.iter().map(entry).collect()
}
