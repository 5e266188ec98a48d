//! `shepherd people`

mod add;
mod away;
mod candidates;
mod edit;
mod flags;
mod forget;
mod list;
mod pair;
mod report;
mod set;
mod show;
mod standing;
mod tasks;
mod work;

pub(super) use flags::day;

use clap::Subcommand;

use crate::cli::context::Context;
use crate::core::people::{Login, Person, Roster};
use crate::failure::{Failure, Kind};
use crate::store::Store;

/// Keep the records of the people: who may do what, the keys they sign with, and who mentors whom
///
/// Each person is one small file, `people/LOGIN.toml`, in the records; a pair is one too. Commands change them, and so
/// can you (`people edit`): what you write into them stays. Where the store is shared, others have the same records.
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
    Away(away::AwayArguments),
    Pair(pair::PairArguments),
    Candidates(candidates::CandidatesArguments),
    Tasks(tasks::TasksArguments),
    Forget(forget::ForgetArguments),
}

/// Runs the subcommand.
pub(super) fn run(context: &Context<'_>, arguments: &PeopleArguments) -> Result<(), Failure> {
    match &arguments.command {
        PeopleCommand::Add(arguments) => add::run(context, arguments),
        PeopleCommand::Away(arguments) => away::run(context, arguments),
        PeopleCommand::Candidates(arguments) => candidates::run(context, arguments),
        PeopleCommand::Edit(arguments) => edit::run(context, arguments),
        PeopleCommand::Forget(arguments) => forget::run(context, arguments),
        PeopleCommand::List(arguments) => list::run(context, arguments),
        PeopleCommand::Pair(arguments) => pair::run(context, arguments),
        PeopleCommand::Set(arguments) => set::run(context, arguments),
        PeopleCommand::Tasks(arguments) => tasks::run(context, arguments),
    }
}

/// Returns a person as they are to be, unless they could not be told from somebody else then.
pub(super) fn checked(store: &Store, roster: &Roster, person: Person) -> Result<Person, Failure> {
    let mut after = roster.clone();
    after.0.retain(|found| !found.login.eq_ignore_ascii_case(&person.login));
    after.0.push(person.clone());
    after.0.sort_by_key(|person| person.login.to_lowercase());
    // What is wrong with others only is not for this change to judge.
    match after.doubts().into_iter().find(|doubt| doubt.is_of(&person.login)) {
        Some(doubt) => Err(store.with_lines(doubt)?.refused(&person.login)),
        None => Ok(person),
    }
}

/// Returns the failure for somebody who is not in the records.
fn unknown(login: &str) -> Failure {
    Failure::new(Kind::Usage, format!("@{login} is not in the records"))
        .hint(format!("`shepherd people add {login}` adds them; `shepherd people list` shows who is there"))
}

/// Returns the person in the records that a login means.
pub(super) fn known<'a>(roster: &'a Roster, login: &str) -> Result<&'a Person, Failure> {
    roster.known_as(login).ok_or_else(|| unknown(login))
}

/// Returns a login that was given.
pub(super) fn login(given: &str) -> Result<Login, Failure> {
    Ok(given.parse::<Login>()?)
}
