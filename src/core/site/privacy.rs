//! What of the records may stand on a public site. All that a page says of somebody comes through here.
//!
//! - No page has an e-mail address: [`Words`] are the only texts of a page, and what is made of Markdown goes through
//!   [`masked`].
//! - Whoever did not agree to be listed is the login that the record of a release has, and nothing more.
//! - What is nobody's business without a word of their own (`show` in their file) is asked for by [`Person::shows`].
//! - Reasons, notes, the time that somebody spent, and slots of security releases are nowhere.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use serde::Serialize;

use crate::core::ledger::{OrganisationsThen, Release};
use crate::core::pattern::pattern;
use crate::core::people::{Capacity, Index, Pairing, Person, Roster, Show, is_nobody};
use crate::core::rotation::{Slot, State};
use crate::core::text::clean;

/// What stands in the place of an e-mail address.
pub const HIDDEN: &str = "[address hidden]";

/// An address: what it may be made of, in any script, and a domain whose last part begins with a letter. `pkg@1.2.3` is
/// none.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:mailto:)?[\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~-]+(?:@|%40|&#64;|&#x40;)(?:[\p{L}\p{N}\p{M}_-]+\.)+\p{L}[\p{L}\p{N}\p{M}-]+",
    )
});

/// A text as a page may have it: one line, without hidden characters and without e-mail addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Words(String);

impl Words {
    /// Returns a text of the records as a page may have it.
    pub fn of(text: &str) -> Self {
        Self(masked(&clean(text)).into_owned())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says whether nothing is left of it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Returns a text without the e-mail addresses in it.
pub fn masked(text: &str) -> Cow<'_, str> {
    // Most texts have none.
    if text.contains('@') || text.contains("%40") || text.contains("64;") || text.contains("40;") {
        ADDRESS.replace_all(text, HIDDEN)
    } else {
        Cow::Borrowed(text)
    }
}

/// The records as a site may show them.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Those who agreed to be listed, with what may be known of them. Aliases are logins alone.
    pub roster: Roster,
    /// The releases up to the day of the site, without notes, and with the organisations of those who agreed.
    pub releases: Vec<Release>,
}

impl Published {
    /// Returns what may be shown on a day.
    pub fn of(roster: &Roster, releases: &[Release], day: Date) -> Self {
        let has_agreed = |person: &&Person| person.consent.is_some_and(|since| since <= day);
        let roster = Roster(roster.0.iter().filter(has_agreed).map(listed).collect());
        let nobody = [];
        let index = Index::of(&roster, &nobody);
        let listed: HashSet<&str> = roster.0.iter().map(|person| person.login.as_str()).collect();
        let may_show = |login: &str| listed.contains(index.login(login));
        let is_out = |release: &&Release| release.date.is_none_or(|date| date <= day);
        let releases: Vec<Release> =
            releases.iter().filter(is_out).map(|release| published(release, &may_show)).collect();
        Self { roster, releases }
    }

    /// Returns the pairings that go on between two people who both agreed to be listed.
    pub fn pairings<'a>(&self, pairings: &'a [Pairing]) -> Vec<&'a Pairing> {
        let people: HashMap<String, &Person> =
            self.roster.0.iter().map(|person| (person.login.to_lowercase(), person)).collect();
        let is_listed = |login: &str| people.contains_key(&login.to_lowercase());
        let both = |pairing: &&Pairing| is_listed(&pairing.mentor) && is_listed(&pairing.mentee);
        pairings.iter().filter(|pairing| pairing.is_going_on()).filter(both).collect()
    }
}

/// Says whether a slot that is ahead may be shown at all: one that mends something is nobody's business before it is out.
pub fn may_show_slot(slot: &Slot) -> bool {
    !slot.security && slot.state != State::Cancelled
}

/// Says whether somebody may be named on the page of a release who did not agree to be listed: its record names them anyway.
pub fn may_name(release: &Release, login: &str) -> bool {
    !is_nobody(login) && release.everybody().any(|other| other.eq_ignore_ascii_case(login))
}

/// Returns a person as a site may know them.
fn listed(person: &Person) -> Person {
    let mut person = person.clone();
    person.name = Words::of(&person.name).0;
    person.aliases.retain(|alias| !alias.contains('@'));
    person.keys.clear();
    person.interest.clear();
    if !person.shows(Show::Load) {
        person.capacity = Capacity::default();
    }
    for right in &mut person.rights {
        right.sponsored_by.clear();
        right.mentored_by.clear();
    }
    person
}

/// Returns a release as a site may know it.
fn published(release: &Release, may_show: &dyn Fn(&str) -> bool) -> Release {
    let mut organisations = OrganisationsThen::default();
    for (login, organisation) in release.organisations.iter().filter(|(login, _)| may_show(login)) {
        organisations.insert(login.to_owned(), organisation.to_owned());
    }
    Release { organisations, notes: String::new(), spent_minutes: None, ..release.clone() }
}

#[cfg(test)]
#[path = "privacy_tests.rs"]
mod tests;
