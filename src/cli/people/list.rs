//! `shepherd people list`

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::people::report::{self, check_in_warning};
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::core::people::Pairing;
use crate::failure::Failure;

/// Show everybody in the records, with their rights and keys, and who mentors whom
///
/// Rights for another project than this one are shown with its name. A pair that does not know when it talks next is
/// warned of.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people list\n  \
    shepherd people list --json | jq '.people[] | select(.keys == []).login'"
)]
pub(super) struct ListArguments {
    /// Write it as JSON, with the pairings that have ended
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: StatusPlace,
}

/// Lists the people and the pairings.
pub(super) fn run(context: &Context<'_>, arguments: &ListArguments) -> Result<(), Failure> {
    let place = arguments.place.find(context)?;
    let store = Records::open(context, &place)?.store;
    let (roster, unreadable) = store.people_as_far_as_readable()?;
    let (pairings, unreadable_pairings) = store.pairings_as_far_as_readable()?;
    let now = context.clock.now();
    if arguments.json {
        let people: Vec<_> = roster.0.iter().map(report::person_json).collect();
        let pairings: Vec<_> = pairings.iter().map(|pairing| report::pairing_json(pairing, now)).collect();
        context.ui.data(&pretty(&json!({
            "schema": 1, "project": place.project, "people": people, "pairings": pairings,
        }))?)?;
    } else {
        let open: Vec<&Pairing> = pairings.iter().filter(|pairing| pairing.is_open()).collect();
        if roster.0.is_empty() && unreadable.is_empty() {
            context.ui.status("Nobody is in the records yet.");
            context.ui.hint("`shepherd people add LOGIN` adds somebody; begin with yourself");
        } else {
            context.ui.data(&report::people(&roster, &place.project))?;
        }
        if !open.is_empty() {
            context.ui.data(&format!("\n{}", report::pairings(open)))?;
        }
    }
    for warning in pairings.iter().filter_map(|pairing| check_in_warning(pairing, now)) {
        context.ui.warning(&warning);
    }
    // What could be shown is shown; the first thing that is wrong is how it ends, and the others are told too.
    let unreadable = unreadable.into_iter().chain(unreadable_pairings).map(Failure::from);
    let mut failures = unreadable.chain(store.roster_doubts(&roster)?.into_iter().map(Failure::from));
    let Some(first) = failures.next() else { return Ok(()) };
    for failure in failures {
        context.ui.warning(&failure.message);
    }
    Err(first)
}
