//! `shepherd people list`

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::names::Names;
use crate::cli::people::report::{self, check_in_warning};
use crate::cli::people::{known, login, show, standing};
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::core::ledger::Release;
use crate::core::people::{Facts, Pairing, Roster, Survey};
use crate::core::policy::Policy;
use crate::core::rotation::{self, History, Strain, strains};
use crate::core::text::clean;
use crate::failure::Failure;
use crate::store::Store;
use jiff::civil::Date;

/// Show everybody in the records: what they may do, how far they have come, who mentors whom, and who could replace whom
///
/// How far somebody has come is computed from the releases in the records, here and now, and kept nowhere. Rights for
/// another project than this one are shown with its name. It warns of what only one person can do, of who carries too much,
/// and of a pair that does not know when it talks next. With a login, it shows all that is known of that person.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people list\n  \
    shepherd people list kim\n  \
    shepherd people list --json | jq '.people[] | select(.keys == []).login'"
)]
pub(super) struct ListArguments {
    /// One person, with all releases that they took part in
    #[arg(value_name = "LOGIN")]
    login: Option<String>,
    /// Write it as JSON, with the pairings that have ended
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: StatusPlace,
}

/// Lists the people and the pairings.
pub(super) fn run(context: &Context<'_>, arguments: &ListArguments) -> Result<(), Failure> {
    let one = arguments.login.as_deref().map(login).transpose()?;
    let mut place = arguments.place.find(context)?;
    let store = Records::read(context, &mut place)?;
    let (roster, unreadable) = store.people_as_far_as_readable()?;
    let (pairings, unreadable_pairings) = store.pairings_as_far_as_readable()?;
    let (now, today) = (context.clock.now(), context.today());
    let (releases, policy) = (Names::of(&store)?.releases(&store, &place.project, true)?, store.policy()?);
    let facts = Facts { roster: &roster, releases: &releases, pairings: &pairings, policy: &policy, today };
    let survey = Survey::of(&facts);
    if let Some(one) = one {
        let person = known(&roster, one.as_str())?;
        return show::run(context, &facts, &survey, person, arguments.json);
    }
    let strains = planned(&store, &roster, &releases, &policy, today)?;
    if arguments.json {
        let of_slots =
            strains.iter().map(|one| json!({"kind": one.word(), "login": one.login(), "text": one.to_string()}));
        let mut loads = standing::loads_json(&survey);
        loads.as_array_mut().into_iter().for_each(|loads| loads.extend(of_slots.clone()));
        let people = roster.0.iter().zip(&survey.standings);
        let people: Vec<_> = people.map(|(person, standing)| standing::person_json(person, standing, today)).collect();
        let pairings: Vec<_> = pairings.iter().map(|pairing| report::pairing_json(pairing, now)).collect();
        context.ui.data(&pretty(&json!({
            "schema": 1, "project": place.project, "people": people, "pairings": pairings,
            "strangers": survey.strangers, "succession": standing::succession_json(&survey),
            "sole_holders": standing::sole_holders_json(&survey), "loads": loads,
        }))?)?;
    } else {
        let open: Vec<&Pairing> = pairings.iter().filter(|pairing| pairing.is_open()).collect();
        if roster.0.is_empty() && unreadable.is_empty() {
            context.ui.status("Nobody is in the records yet.");
            context.ui.hint("`shepherd people add LOGIN` adds somebody; begin with yourself");
        } else {
            context.ui.prose(&report::people(&roster, &place.project))?;
        }
        if !releases.is_empty() && !roster.0.is_empty() {
            context.ui.prose(&format!("\n{}", standing::standings(&survey)))?;
        }
        if !open.is_empty() {
            context.ui.prose(&format!("\n{}", report::pairings(open)))?;
        }
        if !survey.succession.is_empty() {
            context.ui.prose(&format!("\n{}", standing::succession(&survey)))?;
        }
    }
    for warning in pairings.iter().filter_map(|pairing| check_in_warning(pairing, now)) {
        context.ui.warning(&warning);
    }
    for warning in standing::warnings(&survey, policy.capable) {
        context.ui.warning(&warning);
    }
    for strain in &strains {
        context.ui.warning(&clean(&strain.to_string()));
    }
    for doubt in store.people_doubts()? {
        context.ui.warning(&doubt);
    }
    for hint in standing::hints(&roster, &survey) {
        context.ui.hint(&hint);
    }
    // What could be shown is shown; the first thing that is wrong is how it ends, and the others are told too.
    let unreadable = unreadable.into_iter().chain(unreadable_pairings).map(Failure::from);
    ended(context, &store, &roster, unreadable)
}

/// Returns who has more slots ahead than they can do. What is wrong with a slot is told by the commands that are about it.
fn planned(
    store: &Store,
    roster: &Roster,
    releases: &[Release],
    policy: &Policy,
    today: Date,
) -> Result<Vec<Strain>, Failure> {
    let (slots, _) = store.slots_as_far_as_readable()?;
    if slots.is_empty() {
        return Ok(Vec::new());
    }
    let facts = rotation::Facts { roster, releases, slots: &slots, away: &[], pairings: &[], policy };
    Ok(strains(&History::of(facts), &slots, today))
}

fn ended(
    context: &Context<'_>,
    store: &Store,
    roster: &Roster,
    unreadable: impl Iterator<Item = Failure>,
) -> Result<(), Failure> {
    let mut failures = unreadable.chain(store.roster_doubts(roster)?.into_iter().map(Failure::from));
    let Some(first) = failures.next() else { return Ok(()) };
    for failure in failures {
        context.ui.warning(&failure.message);
    }
    Err(first)
}
