//! `shepherd rotation swap`

use crate::cli::context::Context;
use crate::cli::guide::login_of;
use crate::cli::rotation::act::{current, login, tell_mentor};
use crate::cli::rotation::desk::Desk;
use crate::cli::status::StatusPlace;
use crate::core::rotation::{Slot, exchange, hand_over, mentored};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};

/// Let two people have each other's slots, or somebody else have yours, or mentor in it
///
/// It writes down on what they agreed, and who wrote it down where that is neither of them; whether a slot was accepted stays
/// as it was. Why is for the private store only.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd rotation swap 2028-05-11 2028-06-22\n  \
    shepherd rotation swap 2028-05-11 --with kim --reason 'she asked for it'\n  \
    shepherd rotation swap 2028-05-11 --mentor mona"
)]
pub(super) struct SwapArguments {
    /// The slot: its name, its version, or OWNER/NAME/SLOT
    #[arg(value_name = "SLOT")]
    slot: String,
    /// The slot that it is swapped with
    #[arg(value_name = "SLOT", required_unless_present_any = ["with", "mentor"], conflicts_with_all = ["with", "mentor"])]
    other: Option<String>,
    /// Who has it from now on
    #[arg(long, value_name = "LOGIN")]
    with: Option<String>,
    /// Who mentors in it from now on; without --with nothing else changes [default: who does in the records]
    #[arg(long, value_name = "LOGIN")]
    mentor: Option<String>,
    /// Why; it is never in the store that everybody sees
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Who does it [default: `git config shepherd.login`, else the records and your e-mail address]
    #[arg(long = "as", alias = "login", value_name = "LOGIN")]
    login: Option<String>,
    /// They are slots that nobody else may know of
    #[arg(long)]
    private: bool,
    #[command(flatten)]
    place: StatusPlace,
}

/// Swaps.
pub(super) fn run(context: &Context<'_>, arguments: &SwapArguments) -> Result<(), Failure> {
    let desk = Desk::open(context, &arguments.place, arguments.private)?;
    let slot = desk.slot(&arguments.slot)?.clone();
    // Whoever writes it down for two others need not be one of them.
    let who = match &arguments.login {
        Some(given) => login(given)?,
        None => login_of(&desk.place.repository, None).unwrap_or_default(),
    };
    let after = match (&arguments.other, &arguments.with) {
        (Some(other), _) => {
            let other = desk.slot(other)?.clone();
            if slot.is_same(&other) {
                let what = format!("slot {} cannot be swapped with itself", clean(&slot.id));
                return Err(Failure::new(Kind::Usage, what).hint("name two slots, or `--with LOGIN`"));
            }
            let mut after = Vec::new();
            desk.change(context, &who, &format!("slots: {} and {} swapped", slot.id, other.id), |deed| {
                let (one, two) = exchange(deed, current(deed.slots, &slot), current(deed.slots, &other))?;
                after = vec![one, two];
                Ok(after.clone())
            })?;
            after
        }
        (None, Some(with)) => {
            let (with, mentor) = (login(with)?, arguments.mentor.as_deref().map(login).transpose()?);
            let mut after = Vec::new();
            desk.change(context, &who, &format!("slots: {} goes to {with}", slot.id), |deed| {
                after = vec![hand_over(deed, current(deed.slots, &slot), &with, mentor.as_deref())?];
                Ok(after.clone())
            })?;
            after
        }
        (None, None) => {
            let mentor = arguments.mentor.as_deref().map(login).transpose()?.unwrap_or_default();
            return change_mentor(context, &desk, &slot, &who, &mentor);
        }
    };
    for slot in &after {
        tell(context, slot);
    }
    if let Some(by) = after.iter().find_map(|slot| slot.swaps.last()?.by.as_ref()) {
        context.ui.hint(&format!("@{by} has no part in it, and it is written down who swapped: tell those who have"));
    }
    desk.warn_of_strain(context, &after);
    let of = |slot: &Slot| slot.swaps.last().map_or_else(|| who.clone(), |swap| swap.from.clone());
    let whose: Vec<String> = after.iter().map(of).collect();
    let slots: Vec<(&Slot, &str)> = after.iter().zip(whose.iter().map(String::as_str)).collect();
    desk.keep_reasons(context, &slots, "swap", arguments.reason.as_deref())
}

/// Lets somebody else mentor in a slot.
fn change_mentor(context: &Context<'_>, desk: &Desk, slot: &Slot, who: &str, mentor: &str) -> Result<(), Failure> {
    let mut after = slot.clone();
    let changed = desk.change(context, who, &format!("slots: {mentor} mentors in {}", slot.id), |deed| {
        after = mentored(deed, current(deed.slots, slot), mentor)?;
        Ok(vec![after.clone()])
    })?;
    tell_mentor(context, &after);
    if !changed {
        context.ui.hint("nothing was changed");
    }
    Ok(())
}

fn tell(context: &Context<'_>, slot: &Slot) {
    if let Some(swap) = slot.swaps.last() {
        context.ui.status(&format!("slot {}: @{} instead of @{}", clean(&slot.label()), swap.to, swap.from));
        tell_mentor(context, slot);
    }
}
