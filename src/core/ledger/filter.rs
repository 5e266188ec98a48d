//! Which records are meant.

use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::people::Lookup;
use crate::core::version::ReleaseKind;
use crate::failure::{Failure, Kind};

/// The words for the kinds of releases.
const KINDS: [ReleaseKind; 4] = [ReleaseKind::Major, ReleaseKind::Minor, ReleaseKind::Patch, ReleaseKind::PreRelease];

/// Which records are meant; what is not said does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// From that day on.
    pub since: Option<Date>,
    /// Up to that day.
    pub until: Option<Date>,
    /// Somebody who took part, by any of their logins.
    pub person: Option<String>,
    /// The organisation of somebody who took part.
    pub organisation: Option<String>,
    /// The kind, or `security`.
    pub kind: Option<String>,
    /// The tag.
    pub tag: Option<String>,
}

/// Why nothing can be meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// A word that is no kind.
    #[error("`{0}` is no kind of release")]
    Kind(String),
    /// The days run backwards.
    #[error("{until} is before {since}")]
    Backwards {
        /// The first day.
        since: Date,
        /// The last day.
        until: Date,
    },
}

impl From<FilterError> for Failure {
    fn from(error: FilterError) -> Self {
        let failure = Self::new(Kind::Usage, error.to_string());
        match error {
            FilterError::Kind(_) => {
                failure.hint("the kinds are major, minor, patch and pre-release; each may be for security as well")
            }
            FilterError::Backwards { .. } => failure.hint("`--since` is the first day, `--until` the last one"),
        }
    }
}

/// Returns the word of a kind as records have it.
pub fn kind_word(text: &str) -> Result<&'static str, FilterError> {
    let kind = KINDS.into_iter().map(ReleaseKind::name).find(|name| name.eq_ignore_ascii_case(text));
    kind.ok_or_else(|| FilterError::Kind(text.to_owned()))
}

impl Filter {
    /// Returns an error where nothing can be meant.
    pub fn check(&self) -> Result<(), FilterError> {
        if let (Some(since), Some(until)) = (self.since, self.until)
            && until < since
        {
            return Err(FilterError::Backwards { since, until });
        }
        match &self.kind {
            Some(kind) if kind != "security" => kind_word(kind).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Says whether a record is meant. A record without a day is in no stretch of time.
    pub fn fits(&self, release: &Release, roster: &Lookup<'_>) -> bool {
        let after = self.since.is_none_or(|since| release.date.is_some_and(|date| since <= date));
        let before = self.until.is_none_or(|until| release.date.is_some_and(|date| date <= until));
        let kind = self.kind.as_deref().is_none_or(|kind| match kind {
            "security" => release.security,
            kind => release.kind.eq_ignore_ascii_case(kind),
        });
        let tag = self.tag.as_deref().is_none_or(|tag| release.tag == tag);
        let person = self.person.as_deref().is_none_or(|wanted| {
            let known = roster.known_as(wanted);
            release
                .people()
                .into_iter()
                .any(|who| who.eq_ignore_ascii_case(wanted) || known.is_some_and(|person| person.is_called(who)))
        });
        after && before && kind && tag && person && self.is_of_organisation(release, roster)
    }

    fn is_of_organisation(&self, release: &Release, roster: &Lookup<'_>) -> bool {
        let Some(wanted) = &self.organisation else { return true };
        release
            .people()
            .into_iter()
            .any(|who| release.organisation_of(who, roster).is_some_and(|found| found.eq_ignore_ascii_case(wanted)))
    }
}
