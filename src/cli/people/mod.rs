//! `shepherd people`

mod add;
mod edit;
mod flags;
mod list;
mod pair;
mod report;
mod set;

use clap::Subcommand;

use crate::cli::context::Context;
use crate::cli::guide::identity;
use crate::core::people::{Login, Person, Roster};
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::store::{Author, Store};

/// Keep the records of the people: who may do what, the keys they sign with, and who mentors whom
///
/// Each person is one small file, `people/LOGIN.toml`, in the records; a pair is one too. Commands change them, and so
/// can you: what you write into them stays. Where the records are shared, `shepherd store sync` brings what others
/// changed, and sends what you did.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people list               everybody, and who mentors whom\n  \
    shepherd people pair mona --ask    ask @mona to be your mentor\n  \
    shepherd people add kim --name 'Kim Newcomer' --alias kim@example.org\n  \
    shepherd people set kim --key ~/.ssh/id_ed25519.pub --right pypi-owner"
)]
pub(super) struct PeopleArguments {
    #[command(subcommand)]
    command: PeopleCommand,
}

#[derive(Subcommand, Debug)]
enum PeopleCommand {
    // As they come: look, add somebody, change them, pair.
    List(list::ListArguments),
    Add(add::AddArguments),
    Set(set::SetArguments),
    Edit(edit::EditArguments),
    Pair(pair::PairArguments),
}

/// Runs the subcommand.
pub(super) fn run(context: &Context<'_>, arguments: &PeopleArguments) -> Result<(), Failure> {
    match &arguments.command {
        PeopleCommand::Add(arguments) => add::run(context, arguments),
        PeopleCommand::Edit(arguments) => edit::run(context, arguments),
        PeopleCommand::List(arguments) => list::run(context, arguments),
        PeopleCommand::Pair(arguments) => pair::run(context, arguments),
        PeopleCommand::Set(arguments) => set::run(context, arguments),
    }
}

/// Returns whom a change of the records is from.
fn author(context: &Context<'_>, repository: &Repository) -> Result<Author, Failure> {
    let (name, email) = identity(repository)?;
    Ok(Author { name, email, when: context.clock.now(), signs: false })
}

/// Says that others do not see a change yet, where the store is shared.
fn tell_that_it_waits(context: &Context<'_>, store: &Store) -> Result<(), Failure> {
    if store.known_there().is_some() && store.waiting()? > 0 {
        context.ui.hint("others see it after `shepherd store sync`");
    }
    Ok(())
}

/// Returns a person as they are to be, unless they could not be told from somebody else then.
fn checked(roster: &Roster, person: Person) -> Result<Person, Failure> {
    let mut after = roster.clone();
    after.0.retain(|found| !found.login.eq_ignore_ascii_case(&person.login));
    after.0.push(person.clone());
    after.0.sort_by_key(|person| person.login.to_lowercase());
    // What is wrong with others only is not for this change to judge.
    match after.doubts().into_iter().find(|doubt| doubt.is_of(&person.login)) {
        Some(doubt) => Err(doubt.into()),
        None => Ok(person),
    }
}

/// Returns the failure for somebody who is not in the records.
fn unknown(login: &str) -> Failure {
    Failure::new(Kind::Usage, format!("@{login} is not in the records"))
        .hint(format!("`shepherd people add {login}` adds them; `shepherd people list` shows who is there"))
}

/// Returns a login that was given.
fn login(given: &str) -> Result<Login, Failure> {
    Ok(given.parse::<Login>()?)
}
