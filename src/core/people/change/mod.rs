//! What is changed of a person: added to what is there, or taken from it.

mod error;
#[cfg(test)]
mod tests;

pub use error::ChangeError;

use jiff::civil::Date;

use crate::core::people::{Affiliation, Login, Person, Right, Show, SigningKey, zone_name};
use crate::core::text::clean;

/// Something that is said once of a person, and can be said no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name.
    Name,
    /// The time zone.
    Timezone,
    /// Since when they agree to be listed.
    Consent,
    /// The first active day.
    ActiveFrom,
    /// The last active day.
    ActiveUntil,
    /// The most releases at a time.
    CapacityReleases,
    /// The most mentees at a time.
    CapacityMentees,
}

/// What is to be changed of a person. What is left empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The name in the place of the one before.
    pub name: Option<String>,
    /// Addresses, and logins that the person had before.
    pub aliases: Vec<String>,
    /// Keys; one that is there already takes the new comment.
    pub keys: Vec<SigningKey>,
    /// Names of rights for the project in hand.
    pub rights: Vec<String>,
    /// Since when those rights are theirs.
    pub since: Option<Date>,
    /// Who put their name forward for those rights.
    pub sponsored_by: Vec<String>,
    /// Who helped them towards those rights.
    pub mentored_by: Vec<String>,
    /// The time zone in the place of the one before.
    pub timezone: Option<String>,
    /// Since when they agree to be listed.
    pub consent: Option<Date>,
    /// The first day on which they take part.
    pub active_from: Option<Date>,
    /// The last day on which they take part.
    pub active_until: Option<Date>,
    /// The most releases at a time.
    pub capacity_releases: Option<u32>,
    /// The most mentees at a time.
    pub capacity_mentees: Option<u32>,
    /// What they would like to do.
    pub interest: Vec<String>,
    /// Whom they are or were with; one that is there already gets the new end.
    pub affiliations: Vec<Affiliation>,
    /// What the site may show of them.
    pub show: Vec<Show>,
    /// What it may show no more; it need not be there.
    pub hidden: Vec<Show>,
    /// What is to be said no more.
    pub cleared: Vec<Field>,
    /// Interests that go.
    pub removed_interest: Vec<String>,
    /// Organisations whose affiliations go.
    pub removed_affiliations: Vec<String>,
    /// Aliases that go.
    pub removed_aliases: Vec<String>,
    /// The fingerprints of keys that go.
    pub removed_keys: Vec<String>,
    /// Names of rights for the project in hand that go.
    pub removed_rights: Vec<String>,
}

impl Changes {
    /// Says whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the person as they are after it. Rights are those for `project`.
    pub fn of(&self, person: &Person, project: &str) -> Result<Person, ChangeError> {
        let mut person = person.clone();
        self.take_away(&mut person, project)?;
        self.set(&mut person)?;
        self.add(&mut person, project)?;
        match person.faults().into_iter().next() {
            // Of the days that were so before, nothing was said.
            Some(fault) if self.is_about_days() => Err(ChangeError::of(fault, &person)),
            _ => Ok(person),
        }
    }

    fn is_about_days(&self) -> bool {
        self.active_from.is_some() || self.active_until.is_some() || !self.affiliations.is_empty()
    }

    /// Takes away what is to go; it must be there.
    fn take_away(&self, person: &mut Person, project: &str) -> Result<(), ChangeError> {
        let login = person.login.clone();
        let missing = |what: String, present: Vec<String>| ChangeError::Missing { login: login.clone(), what, present };
        for gone in &self.removed_aliases {
            if !remove(&mut person.aliases, |alias| alias.eq_ignore_ascii_case(gone)) {
                return Err(missing(format!("alias `{gone}`"), person.aliases.clone()));
            }
        }
        for gone in &self.removed_keys {
            if !remove(&mut person.keys, |key| key.fingerprint() == *gone) {
                let present = person.keys.iter().map(SigningKey::fingerprint).collect();
                return Err(missing(format!("key {gone}"), present));
            }
        }
        for gone in &self.removed_rights {
            if !remove(&mut person.rights, |right| right.is(gone, project)) {
                let present = person.rights.iter().filter(|right| right.project.eq_ignore_ascii_case(project));
                return Err(missing(
                    format!("right `{gone}` for {project}"),
                    present.map(|right| format!("`{}`", right.name)).collect(),
                ));
            }
        }
        for gone in &self.removed_interest {
            if !remove(&mut person.interest, |interest| interest.eq_ignore_ascii_case(gone)) {
                return Err(missing(format!("interest `{gone}`"), person.interest.clone()));
            }
        }
        for gone in &self.removed_affiliations {
            if !remove(&mut person.affiliations, |found| found.organisation.eq_ignore_ascii_case(gone)) {
                let present = person.affiliations.iter().map(|found| format!("`{found}`")).collect();
                return Err(missing(format!("affiliation `{gone}`"), present));
            }
        }
        Ok(())
    }

    /// Sets what there is one of.
    fn set(&self, person: &mut Person) -> Result<(), ChangeError> {
        for field in &self.cleared {
            match field {
                Field::Name => person.name.clear(),
                Field::Timezone => person.timezone.clear(),
                Field::Consent => person.consent = None,
                Field::ActiveFrom => person.active_from = None,
                Field::ActiveUntil => person.active_until = None,
                Field::CapacityReleases => person.capacity.releases = None,
                Field::CapacityMentees => person.capacity.mentees = None,
            }
        }
        if let Some(name) = &self.name {
            person.name = clean(name).into_owned();
        }
        if let Some(timezone) = &self.timezone {
            person.timezone = zone_name(timezone)?;
        }
        person.consent = self.consent.or(person.consent);
        person.active_from = self.active_from.or(person.active_from);
        person.active_until = self.active_until.or(person.active_until);
        person.capacity.releases = self.capacity_releases.or(person.capacity.releases);
        person.capacity.mentees = self.capacity_mentees.or(person.capacity.mentees);
        Ok(())
    }

    /// Adds to what there may be several of.
    fn add(&self, person: &mut Person, project: &str) -> Result<(), ChangeError> {
        for alias in &self.aliases {
            let alias = check_alias(alias)?;
            if !person.aliases.iter().any(|found| found.eq_ignore_ascii_case(alias)) {
                person.aliases.push(alias.to_owned());
            }
        }
        for key in &self.keys {
            match person.keys.iter_mut().find(|found| found.same(key)) {
                Some(found) => found.clone_from(key),
                None => person.keys.push(key.clone()),
            }
        }
        for name in &self.rights {
            check_word(name, "a right")?;
            if !person.rights.iter().any(|right| right.is(name, project)) {
                person.rights.push(Right { name: name.clone(), project: project.to_owned(), ..Right::default() });
            }
            let Some(right) = person.rights.iter_mut().find(|right| right.is(name, project)) else { continue };
            right.since = self.since.or(right.since);
            unite(&mut right.sponsored_by, &self.sponsored_by);
            unite(&mut right.mentored_by, &self.mentored_by);
        }
        person.show.retain(|show| !self.hidden.contains(show));
        for show in &self.show {
            if !person.show.contains(show) {
                person.show.push(*show);
            }
        }
        for interest in &self.interest {
            check_word(interest, "an interest")?;
        }
        unite(&mut person.interest, &self.interest);
        for given in &self.affiliations {
            match person.affiliations.iter_mut().find(|found| found.is_meant_by(given)) {
                Some(found) => found.until = given.until.or(found.until),
                None => person.affiliations.push(given.clone()),
            }
        }
        person.affiliations.sort_by_key(|found| found.from);
        Ok(())
    }
}

/// Takes out what is meant, and says whether there was any.
fn remove<T>(list: &mut Vec<T>, is_meant: impl Fn(&T) -> bool) -> bool {
    let before = list.len();
    list.retain(|one| !is_meant(one));
    list.len() < before
}

/// Adds the texts that are not there in any case.
fn unite(list: &mut Vec<String>, more: &[String]) {
    for text in more {
        if !list.iter().any(|found| found.eq_ignore_ascii_case(text)) {
            list.push(text.clone());
        }
    }
}

/// Returns an error unless a text is one word.
fn check_word(name: &str, what: &'static str) -> Result<(), ChangeError> {
    if name.is_empty() || name.contains(char::is_whitespace) || clean(name) != name {
        return Err(ChangeError::Word { name: clean(name).into_owned(), what });
    }
    Ok(())
}

/// Returns an address or a login that the person had before, without what stands around it.
fn check_alias(text: &str) -> Result<&str, ChangeError> {
    let alias = text.trim();
    let is_plain =
        !alias.contains(|letter: char| letter.is_whitespace() || "<>,".contains(letter)) && clean(alias) == alias;
    let is_address = alias.split_once('@').is_some_and(|(user, domain)| !user.is_empty() && !domain.is_empty());
    if is_plain && (is_address || alias.parse::<Login>().is_ok_and(|login| login.as_str() == alias)) {
        return Ok(alias);
    }
    Err(ChangeError::Alias(clean(text).into_owned()))
}
