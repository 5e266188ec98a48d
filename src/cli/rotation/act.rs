//! `shepherd rotation accept`, `decline`, `volunteer` and `cancel`: what one person does with one slot.

use crate::cli::context::Context;
use crate::cli::guide::me_by_flag;
use crate::cli::rotation::desk::Desk;
use crate::cli::status::StatusPlace;
use crate::core::rotation::{Ranking, Slot, State, alone, cancel as cancelled, plan_again};
use crate::core::text::clean;
use crate::failure::Failure;

/// What the commands have in common.
#[derive(clap::Args, Debug)]
pub(super) struct ActArguments {
    /// The slot: its name, its version, or OWNER/NAME/SLOT
    #[arg(value_name = "SLOT")]
    slot: String,
    /// Who does it [default: `git config shepherd.login`, else the records and your e-mail address]
    #[arg(long = "as", alias = "login", value_name = "LOGIN")]
    login: Option<String>,
    /// It is one that nobody else may know of
    #[arg(long)]
    private: bool,
    #[command(flatten)]
    place: StatusPlace,
}

/// Accept a slot that is offered to you
#[derive(clap::Args, Debug)]
#[command(disable_version_flag = true, after_help = "Examples:\n  shepherd rotation accept 2028-05-11")]
pub(super) struct AcceptArguments {
    #[command(flatten)]
    act: ActArguments,
}

/// Say that you are unavailable for a slot
///
/// It costs you nothing: you are not ranked for this slot any more, and as before for all others. Where it was yours, it is
/// offered to the next one at once. Why is for the private store only.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd rotation decline 2028-05-11\n  \
    shepherd rotation decline 2028-05-11 --reason 'a wedding'"
)]
pub(super) struct DeclineArguments {
    /// Why; it is never in the store that everybody sees
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    act: ActArguments,
}

/// Say that you would like to have a slot
///
/// Where nobody accepted it yet it is yours, whoever would be next; else it is noted. Who has not come far enough needs a
/// mentor beside. Of a slot that is yours, `--mentor` changes who mentors you in it.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd rotation volunteer 2028-05-11\n  \
    shepherd rotation volunteer 5.5.0 --mentor mona"
)]
pub(super) struct VolunteerArguments {
    /// Who mentors you in it [default: who does in the records]
    #[arg(long, value_name = "LOGIN")]
    mentor: Option<String>,
    #[command(flatten)]
    act: ActArguments,
}

/// Say that a slot does not take place
///
/// It is kept, so that calendars learn of it.
#[derive(clap::Args, Debug)]
#[command(disable_version_flag = true, after_help = "Examples:\n  shepherd rotation cancel 2028-05-11")]
pub(super) struct CancelArguments {
    #[command(flatten)]
    act: ActArguments,
}

/// Accepts a slot.
pub(super) fn accept(context: &Context<'_>, arguments: &AcceptArguments) -> Result<(), Failure> {
    let (desk, me, slot) = open(context, &arguments.act)?;
    let mut after = slot.clone();
    let changed = desk.change(context, &me, &format!("slots: {} accepted by {me}", slot.id), |deed| {
        after = deed.accept(current(deed.slots, &slot))?;
        Ok(vec![after.clone()])
    })?;
    let who = after.shepherd.as_deref().unwrap_or(&me);
    let already = if changed { "" } else { " already" };
    context.ui.status(&format!("@{who} has slot {}{already}", clean(&after.label())));
    tell_mentor(context, &after);
    desk.warn_of_strain(context, &[after]);
    Ok(())
}

/// Declines a slot.
pub(super) fn decline(context: &Context<'_>, arguments: &DeclineArguments) -> Result<(), Failure> {
    let (desk, me, slot) = open(context, &arguments.act)?;
    let (mut after, mut ranking) = (slot.clone(), None);
    // The history of the store names nobody's reasons either.
    let changed = desk.change(context, &me, &format!("slots: {me} is unavailable for {}", slot.id), |deed| {
        (after, ranking) = deed.decline(current(deed.slots, &slot))?;
        Ok(vec![after.clone()])
    })?;
    let already = if changed { "" } else { " already" };
    context.ui.status(&format!("@{me} is unavailable for slot {}{already}, which costs nothing", clean(&after.id)));
    desk.keep_reasons(context, &[(&after, &me)], "decline", arguments.reason.as_deref())?;
    match ranking {
        Some(ranking) => tell_next(context, &desk, (&slot, &after), &me, &ranking),
        None => tell_without(context, &desk, (&slot, &after)),
    }
    Ok(())
}

/// Says who a slot is offered to that somebody declined.
fn tell_next(context: &Context<'_>, desk: &Desk, (before, after): (&Slot, &Slot), me: &str, ranking: &Ranking) {
    let argument = desk.argument(after);
    if let Some(other) = before.shepherd.as_ref().filter(|login| !desk.roster.is_same_person(login, me)) {
        context.ui.status(&format!("@{other}, who it was offered to, has no mentor in it any more"));
    }
    let Some(first) = ranking.ranked.first() else {
        context.ui.warning(&format!("nobody else can take slot {}", after.id));
        context.ui.hint(&format!("`shepherd rotation who --slot {argument}` says why"));
        return;
    };
    context.ui.status(&format!("it is offered to @{}: {}", first.login, first.reasons.join("; ")));
    tell_mentor(context, after);
    context.ui.hint(&format!("tell them: @{} accepts with `shepherd rotation accept {argument}`", first.login));
    if desk.is_private {
        // The others are known to everybody, and are not spread from here.
        return;
    }
    let slots = desk.slots_with(std::slice::from_ref(after));
    let again = plan_again(&desk.history(), &slots, after.project(), context.today(), context.clock.now());
    if again.writes().next().is_some() {
        let flags = desk.flags_of(after.project());
        context
            .ui
            .hint(&format!("`shepherd rotation plan --again{flags}` spreads the slots anew that nobody accepted"));
    }
}

/// Says what becomes of a slot that goes on without somebody who mentored in it.
fn tell_without(context: &Context<'_>, desk: &Desk, (before, after): (&Slot, &Slot)) {
    if before.mentor == after.mentor {
        return;
    }
    tell_mentor(context, after);
    if let Some(alone) = alone(&desk.history(), after) {
        context.ui.warning(&format!("@{} still has slot {}, and needs a mentor in it", alone.who, after.id));
        let argument = desk.argument(after);
        context.ui.hint(&format!(
            "`shepherd rotation swap {argument} --mentor LOGIN` names one; `shepherd rotation who --slot {argument}` shows who may"
        ));
    }
}

/// Volunteers for a slot.
pub(super) fn volunteer(context: &Context<'_>, arguments: &VolunteerArguments) -> Result<(), Failure> {
    let (desk, me, slot) = open(context, &arguments.act)?;
    let mut after = slot.clone();
    let mentor = arguments.mentor.as_deref().map(login).transpose()?;
    let changed = desk.change(context, &me, &format!("slots: {me} volunteers for {}", slot.id), |deed| {
        after = deed.volunteer(current(deed.slots, &slot), mentor.as_deref())?;
        Ok(vec![after.clone()])
    })?;
    let is_theirs = after.shepherd.as_ref().is_some_and(|found| desk.roster.is_same_person(found, &me));
    let already = if changed { "" } else { " already" };
    match &after.shepherd {
        Some(shepherd) if !is_theirs => {
            context.ui.status(&format!("@{me} would like to have slot {}{already}; @{shepherd} accepted it", after.id));
            let mentor = mentor.map(|login| format!(" --mentor {login}")).unwrap_or_default();
            let swap = format!("shepherd rotation swap {} --with {me}{mentor}", desk.argument(&after));
            context.ui.hint(&format!("where the two agree: `{swap}`"));
        }
        _ => {
            context.ui.status(&format!("@{me} volunteered, and has slot {}{already}", clean(&after.label())));
            tell_mentor(context, &after);
            desk.warn_of_strain(context, &[after]);
        }
    }
    Ok(())
}

/// Cancels a slot.
pub(super) fn cancel(context: &Context<'_>, arguments: &CancelArguments) -> Result<(), Failure> {
    let (desk, me, slot) = open(context, &arguments.act)?;
    let changed = desk.change(context, &me, &format!("slots: {} cancelled", slot.id), |deed| {
        Ok(vec![cancelled(deed, current(deed.slots, &slot))?])
    })?;
    let word = if changed { "does not take place" } else { "is cancelled already" };
    context.ui.status(&format!("slot {} {word}", slot.id));
    if let (State::Accepted | State::Offered, Some(shepherd), true) = (slot.state, &slot.shepherd, changed) {
        let flags = desk.flags_for(arguments.act.private);
        context.ui.hint(&format!("tell @{shepherd}; calendars learn it with `shepherd rotation export{flags}`"));
    }
    Ok(())
}

fn open(context: &Context<'_>, arguments: &ActArguments) -> Result<(Desk, String, Slot), Failure> {
    let desk = Desk::open(context, &arguments.place, arguments.private)?;
    let me = me_by_flag(context, &desk.place.repository, arguments.login.as_deref())?.login;
    let me = desk.roster.known_as(&me).map_or(me, |person| person.login.clone());
    let slot = desk.slot(&arguments.slot)?.clone();
    Ok((desk, me, slot))
}

/// Returns a slot as it is now.
pub(super) fn current<'a>(slots: &'a [Slot], known: &'a Slot) -> &'a Slot {
    slots.iter().find(|slot| slot.is_same(known)).unwrap_or(known)
}

/// Returns a login that was given.
pub(super) fn login(given: &str) -> Result<String, Failure> {
    Ok(given.parse::<crate::core::people::Login>()?.into())
}

/// Says who mentors in a slot.
pub(super) fn tell_mentor(context: &Context<'_>, slot: &Slot) {
    match (&slot.learner, &slot.mentor) {
        (Some(learner), Some(mentor)) => {
            context.ui.status(&format!("@{learner} learns beside them, with @{mentor} as mentor"));
        }
        (None, Some(mentor)) => context.ui.status(&format!("@{mentor} is the mentor in it")),
        _ => {}
    }
}
