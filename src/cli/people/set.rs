//! `shepherd people set`

use crate::cli::context::Context;
use crate::cli::people::flags::{PersonFlags, fingerprint, shown};
use crate::cli::people::report::summary;
use crate::cli::people::{checked, login, unknown};
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::core::people::{Changes, Field, Person, Show};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};

/// Change what the records say of a person
///
/// Adds to what is there, or takes from it; the name is replaced. Comments in the person's file, and what other programs
/// keep there, stay.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people set kim --alias kim@work.example --right pypi-owner\n  \
    shepherd people set kim --key ~/.ssh/new.pub --remove-key ~/.ssh/old.pub\n  \
    shepherd people set kim --affiliation 'acme ..2026-03-31' \\\n      \
    --affiliation 'github 2026-04-01..'\n  \
    shepherd people set kim --right maintainer --since 2026-03-28 \\\n      \
    --sponsored-by mona"
)]
pub(super) struct SetArguments {
    /// The login on GitHub, with or without @
    #[arg(value_name = "LOGIN")]
    login: String,
    #[command(flatten)]
    person: PersonFlags,
    /// An alias that goes; may be repeated
    #[arg(long, value_name = "ADDRESS")]
    remove_alias: Vec<String>,
    /// A key that goes: the file, its text or its fingerprint; may be repeated
    #[arg(long, value_name = "FILE-OR-KEY", allow_hyphen_values = true)]
    remove_key: Vec<String>,
    /// A right for the project that goes; may be repeated
    #[arg(long, value_name = "NAME")]
    remove_right: Vec<String>,
    /// An organisation whose affiliations go; to end one, see --affiliation; may be repeated
    #[arg(long, value_name = "ORG")]
    remove_affiliation: Vec<String>,
    /// An interest that goes; may be repeated
    #[arg(long, value_name = "WORD")]
    remove_interest: Vec<String>,
    /// What the site of a report shows no more of them: with a comma between them, or repeated
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = shown())]
    hide: Vec<Show>,
    /// What is to be said no more; may be repeated
    #[arg(long, value_name = "WHAT", value_enum)]
    clear: Vec<Clear>,
    /// Make one file of two whose names differ in case only: the one that is named as you write LOGIN holds
    #[arg(long)]
    one_file: bool,
    #[command(flatten)]
    place: StatusPlace,
}

/// What can be said no more.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Clear {
    Name,
    Timezone,
    Consent,
    ActiveFrom,
    ActiveUntil,
    CapacityReleases,
    CapacityMentees,
}

impl Clear {
    fn field(self) -> Field {
        match self {
            Self::Name => Field::Name,
            Self::Timezone => Field::Timezone,
            Self::Consent => Field::Consent,
            Self::ActiveFrom => Field::ActiveFrom,
            Self::ActiveUntil => Field::ActiveUntil,
            Self::CapacityReleases => Field::CapacityReleases,
            Self::CapacityMentees => Field::CapacityMentees,
        }
    }
}

/// Changes a person.
pub(super) fn run(context: &Context<'_>, arguments: &SetArguments) -> Result<(), Failure> {
    let login = login(&arguments.login)?;
    let gone = arguments.remove_key.iter().map(|given| fingerprint(context, "--remove-key", given));
    let changes = Changes {
        removed_aliases: arguments.remove_alias.clone(),
        removed_keys: gone.collect::<Result<_, _>>()?,
        removed_rights: arguments.remove_right.clone(),
        removed_affiliations: arguments.remove_affiliation.clone(),
        removed_interest: arguments.remove_interest.clone(),
        hidden: arguments.hide.clone(),
        cleared: arguments.clear.iter().map(|clear| clear.field()).collect(),
        ..arguments.person.changes(context)?
    };
    let changes_nothing = changes.is_empty();
    if changes_nothing && !arguments.one_file {
        return Err(Failure::new(Kind::Usage, format!("nothing was said that is to change of @{login}")).hint(
            format!("name it with a flag such as `--alias ADDRESS`, or open the file: `shepherd people edit {login}`"),
        ));
    }
    let mut place = arguments.place.find(context)?;
    let records = Records::open(context, &mut place)?;
    let author = Records::author(context, &place)?;
    if arguments.one_file {
        let united = records.store.one_file(&login, &format!("people: one file of {login}"), &author)?;
        let word = if united.is_some() { "has one file now" } else { "has no second file" };
        for clash in united.iter().flatten() {
            let (key, gone, kept) = (clean(&clash.key), clean(&clash.mine), clean(&clash.theirs));
            context.ui.warning(&format!("`{key}` was `{gone}` in the file that is gone; it is `{kept}`"));
        }
        context.ui.status(&format!("@{login} {word}"));
        if changes_nothing {
            return if united.is_some() { records.share(context, &author) } else { Ok(()) };
        }
    }
    let mut after = Person::default();
    let is_changed = records.store.change_person(&login, &format!("people: {login} changed"), &author, |roster| {
        let person = roster.with_login(login.as_str()).ok_or_else(|| unknown(login.as_str()))?;
        after = checked(&records.store, roster, changes.of(person, &place.project)?)?;
        Ok::<_, Failure>(after.clone())
    })?;
    if is_changed {
        records.share(context, &author)?;
    }
    let what = if is_changed { "is changed" } else { "is so already" };
    context.ui.status(&format!("@{} {what}{}", after.login, summary(&after, &place.project)));
    if !after.show.is_empty() && after.consent.is_none() {
        let login = &after.login;
        context.ui.hint(&format!(
            "the site shows nothing more of @{login} as long as no consent is recorded: `shepherd people set {login} --consent`"
        ));
    }
    Ok(())
}
