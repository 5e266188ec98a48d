//! The arguments of `shepherd record`.

use jiff::civil::Date;

use crate::cli::ledger::LedgerPlace;
use crate::cli::values::minutes;
use crate::core::ledger::{Entry, kind_word};
use crate::core::people::Login;
use crate::failure::{Failure, Kind};

/// Record a release that was cut without the guide, or correct a record
///
/// Kind, commit and day come from the tag where it is here, whom people were with from the records; what cannot be known
/// is asked for, and each question has a flag, so that CI may record too. What is recorded is corrected with --amend only,
/// and what it said before stays in the history of the store.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd record 5.5.0\n  \
    shepherd record 5.5.0 --released-by kim --mentored-by mona --spent 90m\n  \
    shepherd record 5.5.0 --sponsored-by ann --amend\n  \
    shepherd record 5.5.1 --released-by kim --security --notes 'two candidates'"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(in crate::cli) struct RecordArguments {
    /// The version, with or without v
    #[arg(value_name = "VERSION")]
    pub(super) version: String,
    /// The tag [default: the one of the version]
    #[arg(long, value_name = "TAG")]
    pub(super) tag: Option<String>,
    /// Who cut it; may be repeated
    #[arg(long, value_name = "LOGIN", help_heading = "People")]
    released_by: Vec<String>,
    /// Who was the mentor; may be repeated, an empty one is nobody
    #[arg(long, value_name = "LOGIN", help_heading = "People")]
    mentored_by: Vec<String>,
    /// Who put their name forward, and answers for their success; may be repeated
    #[arg(long, value_name = "LOGIN", help_heading = "People")]
    sponsored_by: Vec<String>,
    /// Who watched, to learn it; may be repeated
    #[arg(long, value_name = "LOGIN", help_heading = "People")]
    shadowed_by: Vec<String>,
    /// Whom somebody was with at the time [default: as the records have it for that day]; may be repeated
    #[arg(long, value_name = "LOGIN=NAME", help_heading = "People")]
    organisation: Vec<String>,
    /// major, minor, patch or pre-release [default: by the versions of the tags and of the records]
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// It mends a vulnerability
    #[arg(long, overrides_with = "no_security")]
    security: bool,
    /// It mends no vulnerability, after all
    #[arg(long)]
    no_security: bool,
    /// The day, such as 2025-01-31 [default: the tag's]
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// The commit that was released [default: the tag's]
    #[arg(long, value_name = "COMMIT")]
    pub(super) commit: Option<String>,
    /// What is to be remembered; everybody who has the records can read it
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
    /// The time that it took those who cut it, such as 90m or 1h30m
    #[arg(long, value_name = "TIME")]
    spent: Option<String>,
    /// Correct what is recorded
    #[arg(long)]
    pub(super) amend: bool,
    /// Write the record as JSON
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) place: LedgerPlace,
}

impl RecordArguments {
    /// Says whether the kind is said.
    pub(super) fn says_kind(&self) -> bool {
        self.kind.is_some()
    }

    /// Returns what is said of the release.
    pub(super) fn entry(&self) -> Result<Entry, Failure> {
        let said = |given: &Vec<String>| (!given.is_empty()).then(|| logins(given)).transpose();
        let kind = self.kind.as_deref().map(kind_word).transpose()?;
        Ok(Entry {
            released_by: said(&self.released_by)?,
            mentored_by: said(&self.mentored_by)?,
            sponsored_by: said(&self.sponsored_by)?,
            shadowed_by: said(&self.shadowed_by)?,
            version: None,
            kind: kind.map(str::to_owned),
            security: (self.security || self.no_security).then_some(self.security),
            date: self.date,
            commit: None,
            organisations: self.organisation.iter().map(|given| organisation(given)).collect::<Result<_, _>>()?,
            notes: self.notes.clone(),
            spent_minutes: self.spent.as_deref().map(|given| minutes("--spent", given)).transpose()?,
        })
    }
}

/// Returns logins that were given, one or several with commas between them.
pub(super) fn logins(given: &[String]) -> Result<Vec<Login>, Failure> {
    let words = given.iter().flat_map(|given| given.split(',')).map(str::trim);
    Ok(words.filter(|word| !word.is_empty()).map(str::parse::<Login>).collect::<Result<_, _>>()?)
}

/// Returns a day that was typed.
pub(super) fn date(given: &str) -> Result<Date, Failure> {
    given
        .trim()
        .parse()
        .map_err(|_| Failure::new(Kind::Usage, format!("`{given}` is no day")).hint("write it as in 2025-01-31"))
}

fn organisation(given: &str) -> Result<(Login, String), Failure> {
    let (login, name) = given.split_once('=').ok_or_else(|| {
        Failure::new(Kind::Usage, format!("`--organisation {given}` has no `=`"))
            .hint("write it as LOGIN=NAME, for example `--organisation mona=example`")
    })?;
    Ok((login.trim().parse()?, name.trim().to_owned()))
}
