//! Makes a demo: its history, its clones, and then its records, by the commands that people would type.

use std::path::Path;

use crate::cli::context::Context;
use crate::cli::demo::place::{Making, OTHER, OWN, REMOTE};
use crate::cli::demo::runner::{Runner, home};
use crate::core::demo::{self, CAST, Call, History, Person, private_records, records};
use crate::failure::{Failure, Kind};
use crate::git::{clone_beside, found};
use crate::system::crash;
use crate::system::process::Interrupts;

/// Makes a demo in a folder, which must be free; where that fails, nothing is left of it.
pub(super) fn make(context: &Context<'_>, folder: &Path, shown: &str) -> Result<(), Failure> {
    let interrupts = Interrupts::and_ends();
    let making = Making::begin(folder, shown)?;
    let progress = context.ui.progress("making a project with two years of history");
    let made = fill(context, &making.folder, &interrupts, &|message| progress.update(message));
    // Ctrl-C ends the commands too, and their failure is not what went wrong.
    if interrupts.came() {
        return Err(interrupted());
    }
    made?;
    making.finish()
}

fn interrupted() -> Failure {
    Failure::new(Kind::Interrupted, "interrupted, and nothing is left of the demo")
}

fn fill(
    context: &Context<'_>,
    folder: &Path,
    interrupts: &Interrupts,
    progress: &dyn Fn(String),
) -> Result<(), Failure> {
    let today = context.today();
    crash::point("the folder of the demo is there");
    found(&folder.join(REMOTE), &History::of(today))?;
    crash::point("the remote of the demo is there");
    let runner = Runner::new(&home(folder)?)?;
    let (shared, private) = (records(today), private_records(today));
    let count = shared.len() + private.len();
    let call = |number: usize, call: &Call| {
        progress(format!("writing the records of its people and releases ({number} of {count})"));
        context.ui.verbose(&format!("{}$ {}", call.by, call.shown()));
        runner.call(&folder.join(clone_name(call.by)), call)?;
        crash::point("a command of the demo is done");
        if interrupts.came() { Err(interrupted()) } else { Ok(()) }
    };
    clone_of(folder, demo::MENTOR)?;
    crash::point("the clone of the mentor is there");
    shared.iter().enumerate().try_for_each(|(number, one)| call(number + 1, one))?;
    // It has the records too, as they are shared by now.
    clone_of(folder, demo::YOU)?;
    crash::point("both clones of the demo are there");
    private.iter().enumerate().try_for_each(|(number, one)| call(shared.len() + number + 1, one))
}

/// Returns what the clone of a person is called.
pub(super) fn clone_name(login: &str) -> &'static str {
    if login == demo::YOU { OWN } else { OTHER }
}

/// Makes the clone of a person, in which they are known to git, and which signs nothing and runs no hooks of theirs.
fn clone_of(folder: &Path, login: &str) -> Result<(), Failure> {
    let Some(person) = CAST.iter().find(|person| person.login == login) else { return Ok(()) };
    clone_beside(
        folder,
        REMOTE,
        clone_name(login),
        &settings(person).each_ref().map(|(key, value)| (*key, value.as_str())),
    )
}

fn settings(person: &Person) -> [(&'static str, String); 8] {
    [
        ("user.name", person.name.to_owned()),
        ("user.email", person.address()),
        ("shepherd.login", person.login.to_owned()),
        ("commit.gpgSign", "false".to_owned()),
        ("tag.gpgSign", "false".to_owned()),
        ("tag.forceSignAnnotated", "false".to_owned()),
        ("core.hooksPath", ".git/hooks".to_owned()),
        ("core.autocrlf", "false".to_owned()),
    ]
}
