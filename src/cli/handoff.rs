//! `shepherd handoff`

use crate::cli::context::Context;
use crate::cli::private::{self, Told};
use crate::cli::runs;
use crate::cli::runs::run_name;
use crate::cli::sharing;
use crate::cli::store::DeskArguments;
use crate::core::people::Login;
use crate::core::run::What;
use crate::core::text::clean;
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::guide::{Journal, no_version};

/// Pass a run on to another person
///
/// They hold it from then on, and go on with `shepherd guide VERSION` on their own machine, where what is done is looked
/// at again first. You cannot go on with it then, unless they pass it back. It needs a store that is shared, or a clone
/// that you both work in; what is committed and not pushed has to be pushed by you.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd handoff 5.5.0 --to mona\n  \
    shepherd handoff 5.5.0 --to mona --note 'the wheels are built'"
)]
pub(super) struct HandoffArguments {
    /// The version of the run
    #[arg(value_name = "VERSION")]
    version: String,
    /// Who goes on with it
    #[arg(long, value_name = "LOGIN")]
    to: Login,
    /// What they should know
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    note: String,
    #[command(flatten)]
    desk: DeskArguments,
}

/// Passes the run on.
pub(super) fn run(context: &Context<'_>, arguments: &HandoffArguments) -> Result<(), Failure> {
    let desk = arguments.desk.find(context)?;
    let version = arguments.version.strip_prefix('v').unwrap_or(&arguments.version);
    if version != crate::guide::NEXT && Version::parse(version).is_none() {
        return Err(no_version(version));
    }
    let shared = arguments.desk.shared(context, &desk)?;
    private::look_everywhere(context, &desk.place, shared.as_ref(), &desk.me, &mut Told::default())?;
    let name = run_name(&desk.place.project, version);
    let store = runs::store_of(&desk.place.repository, &name)?;
    let me = desk.me.login.clone();
    let sharing = runs::sharing(context, &desk.place, &store, shared.as_ref())?;
    let Some(mut journal) = Journal::open_beside(store, name, desk.me.clone(), context.clock)? else {
        let failure = Failure::new(Kind::Usage, format!("there is no run of {version}"))
            .hint("`shepherd status --all` lists the runs");
        return Err(sharing::or_elsewhere(failure, shared.as_ref()));
    };
    let to = &may_hand_over(&journal, &me, arguments.to.as_str())?;
    if let Some(sharing) = sharing {
        journal.share_with(&desk.place.repository, sharing);
    }
    journal.append(What::HandedOver { to: to.clone(), note: arguments.note.clone() })?;
    runs::share_and_wait(context, &mut journal, "the hand-off is written down in this clone")?;
    sharing::tell_notices(context, journal.store());
    context.ui.status(&format!("the run of {version} is @{to}'s now"));
    context.ui.hint(&format!("@{to} goes on with `shepherd guide {version}`, which looks at what is done first"));
    let is_private = journal.store().is_private();
    if is_private && journal.is_shared() && desk.place.config.store_private_remote.is_none() {
        context.ui.hint("the run is private: their clone needs the `git config shepherd.privateStore ADDRESS` that yours has, or a run for all to see would be begun");
    } else if is_private && !journal.is_shared() {
        context.ui.hint("the run is private and in this clone alone, so they need this clone, or a place that both of you name with `git config shepherd.privateStore ADDRESS`");
    } else if !journal.is_shared() {
        context.ui.hint("the store is in this clone alone, so they need this clone: `shepherd store init` shares it");
    }
    Ok(())
}

/// Returns the login of whoever gets the run, as the records or the run spell it.
///
/// # Errors
///
/// Unless a person may pass it on to them.
fn may_hand_over(journal: &Journal, me: &str, to: &str) -> Result<String, Failure> {
    let run = journal.run();
    if !run.is_held_by(me) {
        return Err(Failure::new(
            Kind::Refused,
            format!("the run of {} is held by @{}, and you are @{me}", run.version, clean(&run.holder)),
        )
        .hint("who holds a run passes it on; `shepherd guide --take-over --reason WHY` takes it, if that is agreed"));
    }
    if run.end.is_some() {
        return Err(Failure::new(
            Kind::Refused,
            format!("the run of {} is over, so nothing of it is passed on", run.version),
        )
        .hint("`shepherd status --all` lists the runs"));
    }
    let roster = journal.store().people()?;
    if roster.is_same_person(me, to) {
        return Err(Failure::new(Kind::Usage, format!("the run of {} is yours already", run.version))
            .hint("name somebody else with `--to LOGIN`"));
    }
    let people = &run.people;
    let mut takes_part = people.mentors.iter().chain(&people.sponsors).chain(&people.shadows);
    let known = roster.known_as(to).map(|person| &person.login);
    known.or_else(|| takes_part.find(|login| login.eq_ignore_ascii_case(to))).cloned().ok_or_else(|| {
        Failure::new(
            Kind::Usage,
            format!("nobody knows @{to}: they are not in the records, and take no part in this run"),
        )
        .hint(format!("check the login, or add them: `shepherd people add {to}`"))
        .hint("the run is as it was")
    })
}
