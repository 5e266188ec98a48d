//! Whom the people of a release were with at the time.

use serde::{Serialize, Serializer};

/// The organisation of each person at the time of a release, sorted by login. Most releases have one or two people, so it
/// is a list: a map takes ten times the memory, and there may be 100,000 of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationsThen(Vec<(String, String)>);

impl OrganisationsThen {
    /// Returns each login with the organisation, sorted by login.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(login, organisation)| (login.as_str(), organisation.as_str()))
    }

    /// Returns the organisation of a person, whatever the case of the login.
    pub fn of(&self, login: &str) -> Option<&str> {
        self.iter().find(|(who, _)| who.eq_ignore_ascii_case(login)).map(|(_, organisation)| organisation)
    }

    /// Says whether nobody's is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets the organisation of a login, spelt as it is, and returns the one before.
    pub fn insert(&mut self, login: String, organisation: String) -> Option<String> {
        match self.0.binary_search_by(|(who, _)| who.as_str().cmp(&login)) {
            Ok(place) => self.0.get_mut(place).map(|(_, known)| std::mem::replace(known, organisation)),
            Err(place) => {
                self.0.reserve_exact(1);
                self.0.insert(place, (login, organisation));
                None
            }
        }
    }

    /// Takes the organisation of a login away, spelt as it is.
    pub fn remove(&mut self, login: &str) {
        self.0.retain(|(who, _)| who != login);
    }
}

impl FromIterator<(String, String)> for OrganisationsThen {
    fn from_iter<Pairs: IntoIterator<Item = (String, String)>>(pairs: Pairs) -> Self {
        pairs.into_iter().fold(Self::default(), |mut all, (login, organisation)| {
            all.insert(login, organisation);
            all
        })
    }
}

impl<const COUNT: usize> From<[(String, String); COUNT]> for OrganisationsThen {
    fn from(pairs: [(String, String); COUNT]) -> Self {
        pairs.into_iter().collect()
    }
}

/// Writes a map.
impl Serialize for OrganisationsThen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_login_has_one() {
        let pair = |login: &str, organisation: &str| (login.to_owned(), organisation.to_owned());
        let mut found = OrganisationsThen::from([pair("mona", "Old"), pair("ann", "Octo"), pair("mona", "Labs")]);
        assert_eq!(found.iter().collect::<Vec<_>>(), [("ann", "Octo"), ("mona", "Labs")]);
        assert_eq!((found.of("MONA"), found.of("kim"), found.is_empty()), (Some("Labs"), None, false));
        assert_eq!(serde_json::to_string(&found).unwrap(), r#"{"ann":"Octo","mona":"Labs"}"#);
        found.remove("ann");
        assert_eq!(found.insert("mona".to_owned(), "New".to_owned()), Some("Labs".to_owned()));
        assert_eq!(found, OrganisationsThen::from([pair("mona", "New")]));
    }
}
