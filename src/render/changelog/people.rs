//! The people of a changelog, with the pages about them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::core::changelog::model::{Change, Changelog, Role};
use crate::core::text::clean;
use crate::render::address::address;
use crate::render::changelog::links::Links;
use crate::render::markdown::escape;

/// Somebody who took part in a change, as templates see them.
#[derive(Debug, Serialize)]
pub(super) struct Person<'a> {
    login: Option<&'a str>,
    name: Option<&'a str>,
    url: Option<String>,
    role: &'static str,
}

/// Somebody who took part in the release, as templates see them.
#[derive(Debug, Serialize)]
pub(super) struct Contributor<'a> {
    login: Option<&'a str>,
    name: Option<&'a str>,
    url: Option<String>,
    activity_url: Option<String>,
    /// The number of their first change; known for newcomers only.
    number: Option<u64>,
    change_url: Option<String>,
}

/// Returns everybody who took part in `change` in one of the ways that `chosen` accepts, the author first, each once.
pub(super) fn people<'a>(
    change: &'a Change,
    links: &Links<'_>,
    chosen: impl Fn(Option<Role>) -> bool,
) -> Vec<Person<'a>> {
    let mut people: Vec<Person<'a>> = Vec::with_capacity(change.credits.len() + 1);
    let (author, name) = (change.author.as_deref(), change.author_name.as_deref());
    let name = name.filter(|name| !clean(name).is_empty());
    if chosen(None) && (author, name) != (None, None) {
        people.push(Person { login: author, name, url: author.and_then(|login| links.person(login)), role: "author" });
    }
    for credit in change.credits.iter().filter(|credit| chosen(Some(credit.role))) {
        let login = credit.login.as_str();
        if people.iter().all(|person| person.login != Some(login)) {
            people.push(Person { login: Some(login), name: None, url: links.person(login), role: role(credit.role) });
        }
    }
    people
}

/// Returns what a template calls a role.
fn role(role: Role) -> &'static str {
    match role {
        Role::CoAuthored => "co-authored",
        Role::Reviewed => "reviewed",
        Role::Merged => "merged",
        Role::Commented => "commented",
    }
}

/// Returns everybody who is credited in `changelog`.
pub(super) fn contributors<'a>(changelog: &'a Changelog, links: &Links<'_>) -> Vec<Contributor<'a>> {
    let names = only_names(changelog);
    changelog.contributors.iter().map(|who| contributor(who, !names.contains(who.as_str()), links)).collect()
}

/// Returns those whose first change is in `changelog`, with that change.
pub(super) fn newcomers<'a>(changelog: &'a Changelog, links: &Links<'_>) -> Vec<Contributor<'a>> {
    let mut first: BTreeMap<&str, &Change> = BTreeMap::new();
    for change in
        changelog.sections.iter().flat_map(|section| &section.changes).filter(|change| change.number.is_some())
    {
        if let Some(author) = change.author.as_deref().or(change.author_name.as_deref()) {
            let earliest = first.entry(author).or_insert(change);
            if change.number < earliest.number {
                *earliest = change;
            }
        }
    }
    let names = only_names(changelog);
    let newcomer = |who: &'a String| {
        let change = first.get(who.as_str());
        Contributor {
            number: change.and_then(|change| change.number),
            change_url: change.and_then(|change| address(change.url.as_deref()?)).map(Into::into),
            ..contributor(who, !names.contains(who.as_str()), links)
        }
    };
    changelog.first_time_contributors.iter().map(newcomer).collect()
}

fn contributor<'a>(who: &'a str, is_login: bool, links: &Links<'_>) -> Contributor<'a> {
    Contributor {
        login: is_login.then_some(who),
        name: (!is_login).then_some(who),
        url: if is_login { links.person(who) } else { None },
        activity_url: if is_login { links.activity(who) } else { None },
        number: None,
        change_url: None,
    }
}

/// Returns the contributors that are names and not logins: nobody with that login did anything.
fn only_names(changelog: &Changelog) -> BTreeSet<&str> {
    let changes = || changelog.sections.iter().flat_map(|section| &section.changes);
    let credited = changes().flat_map(|change| change.credits.iter().map(|credit| credit.login.as_str()));
    let logins: BTreeSet<&str> = changes().filter_map(|change| change.author.as_deref()).chain(credited).collect();
    let without_login = changes().filter(|change| change.author.is_none());
    let names: BTreeSet<&str> = without_login.filter_map(|change| change.author_name.as_deref()).collect();
    let contributors = changelog.contributors.iter().chain(&changelog.first_time_contributors).map(String::as_str);
    contributors.filter(|who| !logins.contains(who) && (names.contains(who) || !looks_like_login(who))).collect()
}

/// Returns whether GitHub could have given `who` as a login.
fn looks_like_login(who: &str) -> bool {
    let login = who.strip_suffix("[bot]").unwrap_or(who);
    !login.is_empty() && login.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Returns the contributors in one line: Markdown with links where `markdown`, else their names.
pub(super) fn contributors_line(contributors: &[Contributor<'_>], markdown: bool) -> String {
    let one = |person: &Contributor<'_>| {
        let (login, name) = (person.login.unwrap_or_default(), clean(person.name.unwrap_or_default()));
        match (&person.url, &person.activity_url) {
            _ if !markdown && person.login.is_some() => login.to_owned(),
            _ if !markdown => name.into_owned(),
            _ if person.login.is_none() => escape(&name).into_owned(),
            (Some(url), Some(activity)) => format!("[@{}]({url}) ([activity]({activity}))", escape(login)),
            (Some(url), None) => format!("[@{}]({url})", escape(login)),
            (None, _) => format!("@{}", escape(login)),
        }
    };
    contributors.iter().map(one).collect::<Vec<_>>().join(if markdown { " | " } else { ", " })
}
