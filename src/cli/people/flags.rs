//! The flags that say something of a person.

use std::path::Path;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use crate::cli::context::Context;
use crate::core::people::{AffiliationError, Changes, KeyError, Login, Show, SigningKey};
use crate::core::text::{clean, shorten};
use crate::failure::{Failure, Kind};
use crate::system::files;

/// How OpenSSH writes the fingerprint of a key.
const FINGERPRINT: &str = "SHA256:";
/// A text that was given is shown up to this many characters.
const SHOWN: usize = 60;

/// What is to be known of a person.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct PersonFlags {
    /// The name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// An e-mail address that the person's commits have, or a login that they had before; may be repeated
    #[arg(long, value_name = "ADDRESS")]
    alias: Vec<String>,
    /// A public key that the person signs with: a file that ends in .pub, its text, or the fingerprint of an OpenPGP
    /// key; may be repeated
    #[arg(long, value_name = "FILE-OR-KEY", allow_hyphen_values = true)]
    key: Vec<String>,
    /// Something that the person may do for the project, such as maintainer or pypi-owner; may be repeated
    #[arg(long, value_name = "NAME")]
    right: Vec<String>,
    /// Since when the right is theirs
    #[arg(long, value_name = "DATE", requires = "right")]
    since: Option<String>,
    /// Who put their name forward for the right; may be repeated
    #[arg(long, value_name = "LOGIN", requires = "right")]
    sponsored_by: Vec<String>,
    /// Who helped them towards the right; may be repeated
    #[arg(long, value_name = "LOGIN", requires = "right")]
    mentored_by: Vec<String>,
    /// Whom they are or were with, and when: acme, 'acme 2020-01-01..', or 'acme ..2026-03-31' to end it; may be repeated
    #[arg(long, value_name = "'ORG FROM..UNTIL'")]
    affiliation: Vec<String>,
    /// Where their clock is, such as Europe/Lisbon
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// They agree to be listed, since that day [without a day: today]
    #[arg(long, value_name = "DATE", num_args = 0..=1, default_missing_value = "today")]
    consent: Option<String>,
    /// They agree that the site of a report shows this of them, which needs their consent too: with a comma between them,
    /// or repeated
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = shown())]
    show: Vec<Show>,
    /// The first day on which they take part
    #[arg(long, value_name = "DATE")]
    active_from: Option<String>,
    /// The last day on which they take part
    #[arg(long, value_name = "DATE")]
    active_until: Option<String>,
    /// The most releases that they take on at a time
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    capacity_releases: Option<u32>,
    /// The most mentees that they take on at a time
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    capacity_mentees: Option<u32>,
    /// What they would like to do: releasing, mentoring, triage, …; may be repeated
    #[arg(long, value_name = "WORD")]
    interest: Vec<String>,
}

/// Returns what reads the words for what the site may show.
pub(super) fn shown() -> impl TypedValueParser<Value = Show> {
    PossibleValuesParser::new(Show::WORDS).try_map(|word| word.parse::<Show>())
}

impl PersonFlags {
    /// Returns what is to be changed.
    pub(super) fn changes(&self, context: &Context<'_>) -> Result<Changes, Failure> {
        Ok(Changes {
            name: self.name.clone(),
            aliases: self.alias.clone(),
            keys: self.key.iter().map(|given| read_key(context, "--key", given)).collect::<Result<_, _>>()?,
            rights: self.right.clone(),
            since: self.since.as_deref().map(|given| day("--since", given)).transpose()?,
            sponsored_by: logins(&self.sponsored_by)?,
            mentored_by: logins(&self.mentored_by)?,
            timezone: self.timezone.clone(),
            consent: match self.consent.as_deref() {
                Some("today") => Some(context.today()),
                given => given.map(|given| day("--consent", given)).transpose()?,
            },
            active_from: self.active_from.as_deref().map(|given| day("--active-from", given)).transpose()?,
            active_until: self.active_until.as_deref().map(|given| day("--active-until", given)).transpose()?,
            show: self.show.clone(),
            capacity_releases: self.capacity_releases,
            capacity_mentees: self.capacity_mentees,
            interest: self.interest.clone(),
            affiliations: self
                .affiliation
                .iter()
                .map(|given| given.parse())
                .collect::<Result<_, AffiliationError>>()?,
            ..Changes::default()
        })
    }
}

/// Returns a day that was given.
pub(in crate::cli) fn day(flag: &str, given: &str) -> Result<Date, Failure> {
    given.parse::<Date>().map_err(|_| {
        Failure::new(Kind::Usage, format!("`{flag} {}` is no day", shorten(&clean(given), SHOWN)))
            .hint("write it as `2026-03-28`")
    })
}

/// Returns logins that were given.
fn logins(given: &[String]) -> Result<Vec<String>, Failure> {
    given.iter().map(|given| Ok(given.parse::<Login>()?.to_string())).collect()
}

/// Returns the fingerprint of a key that was given: as a file, as its text, or by the fingerprint itself.
pub(super) fn fingerprint(context: &Context<'_>, flag: &str, given: &str) -> Result<String, Failure> {
    if given.starts_with(FINGERPRINT) {
        return Ok(given.to_owned());
    }
    Ok(read_key(context, flag, given)?.fingerprint())
}

/// Returns the key that was given: its text, or a file that holds it.
fn read_key(context: &Context<'_>, flag: &str, given: &str) -> Result<SigningKey, Failure> {
    let error = match given.parse::<SigningKey>() {
        Ok(key) => return Ok(key),
        Err(error) => error,
    };
    let path = context.path(Path::new(given));
    if error != KeyError::Private && files::exists(&path) {
        let shown = clean(given).into_owned();
        // What else the file holds may be a secret, and is never shown.
        return files::read_text(&path)?.parse::<SigningKey>().map_err(|error| {
            Failure::new(Kind::Input, format!("`{shown}` holds no signing key: {error}")).hint(error.remedy())
        });
    }
    let message = match error {
        KeyError::Other => {
            format!("`{flag} {}` is neither a file that exists nor a signing key", shorten(&clean(given), SHOWN))
        }
        error => format!("what `{flag}` was given is no signing key: {error}"),
    };
    Err(Failure::new(Kind::Usage, message).hint(error.remedy()))
}
