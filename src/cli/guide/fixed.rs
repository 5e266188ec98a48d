//! What a run is fixed to, and what of it may change while it goes on.

use crate::cli::guide::arguments::GuideArguments;
use crate::cli::guide::open::people;
use crate::core::run::What;
use crate::failure::{Failure, Kind};
use crate::guide::Guide;

/// Returns an error where a flag of a new run says something else than the run that is open.
pub(super) fn check_fixed(guide: &Guide<'_>, arguments: &GuideArguments) -> Result<(), Failure> {
    let run = guide.journal.run();
    let fixed = |flag: &str, to: &str| {
        Err(Failure::new(Kind::Usage, format!("the run of {} {to}, and `{flag}` does not change that", run.version))
            .hint(format!("leave `{flag}` out, or begin another run: `shepherd guide VERSION {flag}`")))
    };
    let line = &run.start.line;
    if let Some(branch) = arguments.branch.as_ref().filter(|branch| **branch != line.branch) {
        return fixed(&format!("--branch {branch}"), &format!("releases from `{}`", line.branch));
    }
    if arguments.security && !run.start.security {
        return fixed("--security", "was begun as one that mends no vulnerability");
    }
    let Some(named) = &arguments.procedure else { return Ok(()) };
    let title = named.trim().to_lowercase();
    let number = title.parse().ok().and_then(|number: usize| number.checked_sub(1));
    let numbered = number.and_then(|number| guide.document.checklist.procedures.get(number));
    let is_same = title == run.procedure.to_lowercase() || numbered.is_some_and(|found| found.title == run.procedure);
    if is_same { Ok(()) } else { fixed(&format!("--procedure \"{named}\""), &format!("follows \"{}\"", run.procedure)) }
}

/// Changes who takes part, as the flags say: each flag names all people of its role.
pub(super) fn change_people(guide: &mut Guide<'_>, arguments: &GuideArguments) -> Result<(), Failure> {
    let named = people(arguments, guide.journal.me())?;
    let run = guide.journal.run();
    let mut changed = run.people.clone();
    for (role, named) in [
        (&mut changed.mentors, named.mentors),
        (&mut changed.sponsors, named.sponsors),
        (&mut changed.shadows, named.shadows),
    ] {
        if !named.is_empty() {
            *role = named;
        }
    }
    if changed == run.people {
        return Ok(());
    }
    if !run.is_held_by(&guide.journal.me().login) {
        return Err(Failure::new(Kind::Refused, format!("who takes part is up to @{}, who holds the run", run.holder))
            .hint("ask them, or leave `--mentor`, `--sponsor` and `--shadow` out"));
    }
    for (role, people) in changed.roles() {
        let people: Vec<String> = people.iter().map(|login| format!("@{login}")).collect();
        guide.ui.words(&format!("{:<14}{}", role.to_lowercase().replace('-', " "), people.join(", ")));
    }
    guide.journal.append(What::PeopleChanged { people: changed })
}
