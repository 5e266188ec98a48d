//! `shepherd people add`

use crate::cli::context::Context;
use crate::cli::people::flags::PersonFlags;
use crate::cli::people::report::summary;
use crate::cli::people::{checked, login};
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::core::people::Person;
use crate::failure::{Failure, Kind};

/// Add a person to the records
///
/// Only the login is needed. The addresses say whose a commit is, the keys whose a signature is, and the rights whom to
/// ask for a step that needs one. A right belongs to the project in hand.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people add kim\n  \
    shepherd people add kim --alias kim@example.org --key ~/.ssh/id_ed25519.pub\n  \
    shepherd people add mona --right maintainer --right pypi-owner"
)]
pub(super) struct AddArguments {
    /// The login on GitHub, with or without @
    #[arg(value_name = "LOGIN")]
    login: String,
    #[command(flatten)]
    person: PersonFlags,
    #[command(flatten)]
    place: StatusPlace,
}

/// Adds a person.
pub(super) fn run(context: &Context<'_>, arguments: &AddArguments) -> Result<(), Failure> {
    let login = login(&arguments.login)?;
    let changes = arguments.person.changes(context)?;
    let mut place = arguments.place.find(context)?;
    let nobody = Person { login: login.to_string(), ..Person::default() };
    let records = Records::open(context, &mut place)?;
    let person = changes.of(&nobody, &place.project)?;
    let author = Records::author(context, &place)?;
    records.store.change_person(&login, &format!("people: {login} added"), &author, |roster| {
        if let Some(found) = roster.known_as(login.as_str()) {
            return Err(Failure::new(Kind::Refused, format!("@{} is in the records already", found.login))
                .hint(format!("nothing was changed; `shepherd people set {}` changes them", found.login)));
        }
        checked(&records.store, roster, person.clone())
    })?;
    records.share(context, &author)?;
    context.ui.status(&format!("@{login} is in the records now{}", summary(&person, &place.project)));
    Ok(())
}
