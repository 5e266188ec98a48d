//! `shepherd rotation who`

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::rotation::ask::{day, wanted};
use crate::cli::rotation::desk::Desk;
use crate::cli::rotation::{explain, report};
use crate::cli::status::StatusPlace;
use crate::core::rotation::{Slot, rank};
use crate::core::text::clean;
use crate::failure::Failure;

/// Show who should cut a release, and why: everybody, with all numbers
///
/// Of a slot that is planned it is known who volunteered and who is unavailable. Without one it is asked what would be if it
/// were on that day.
#[derive(clap::Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd rotation who --for minor\n  \
    shepherd rotation who --for 5.5.0 --on 2028-05-11 --explain\n  \
    shepherd rotation who --slot 2028-05-11\n  \
    shepherd rotation who --all --json | jq '.projects[].ranked[0].login'"
)]
pub(super) struct WhoArguments {
    /// What is released: a version, or major, minor, patch, pre-release; duty is whatever comes [default: duty]
    #[arg(long = "for", value_name = "VERSION|KIND", conflicts_with = "slot")]
    wanted: Option<String>,
    /// The day [default: that of the planned slot of the version, else today]
    #[arg(long, value_name = "DATE", conflicts_with = "slot")]
    on: Option<String>,
    /// It mends something that can be exploited
    #[arg(long)]
    security: bool,
    /// A planned slot
    #[arg(long, value_name = "SLOT")]
    slot: Option<String>,
    /// For each project of the records
    #[arg(long, conflicts_with = "slot")]
    all: bool,
    /// Show the rules, and each number in words
    #[arg(long)]
    explain: bool,
    /// Count also the slots that nobody else may know of
    #[arg(long)]
    private: bool,
    /// Write it as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: StatusPlace,
}

/// Ranks everybody.
pub(super) fn run(context: &Context<'_>, arguments: &WhoArguments) -> Result<(), Failure> {
    let desk = Desk::open(context, &arguments.place, arguments.private)?;
    let (history, today) = (desk.history(), context.today());
    let projects = if arguments.all { desk.projects() } else { vec![desk.place.project.clone()] };
    let mut found = Vec::new();
    for project in projects {
        let (slot, is_planned) = slot(context, &desk, arguments, &project)?;
        let ranking = rank(&history, &desk.slots, &slot);
        if let Some(release) = history.release_of(&slot, today).filter(|_| slot.version.is_some() || is_planned) {
            let on = release.date.map(|date| format!(" on {date}")).unwrap_or_default();
            context.ui.warning(&format!("{} is released already: {}{on}", clean(&slot.what()), clean(&release.tag)));
        }
        found.push((slot, is_planned, ranking));
    }
    if arguments.json {
        let mut values: Vec<Value> = found
            .iter()
            .map(|(slot, is_planned, ranking)| {
                let mut value = report::ranking_json(&history, slot, ranking, today);
                if !is_planned {
                    report::without_moment(&mut value);
                }
                value
            })
            .collect();
        let mut value = match values.pop() {
            Some(value) if !arguments.all => value,
            last => json!({"projects": values.into_iter().chain(last).collect::<Vec<_>>()}),
        };
        if let Some(keys) = value.as_object_mut() {
            keys.insert("schema".to_owned(), json!(1));
            if arguments.explain {
                keys.insert("rules".to_owned(), json!(explain::rules(&desk.policy)));
            }
        }
        return context.ui.data(&pretty(&value)?);
    }
    let texts: Vec<String> =
        found.iter().map(|(slot, _, ranking)| report::ranking(slot, ranking, arguments.explain)).collect();
    let legend = if arguments.explain { String::new() } else { report::legend(found.iter().map(|(.., one)| one)) };
    context.ui.prose(&(texts.join("\n") + &legend))?;
    if arguments.explain {
        let rules = explain::rules(&desk.policy);
        context.ui.prose(&format!("\nthe rules:\n- {}\n", rules.join("\n- ")))?;
    }
    if desk.roster.0.is_empty() {
        context.ui.hint("nobody is in the roster: `shepherd people add LOGIN` adds somebody");
    } else if found.iter().any(|(_, _, ranking)| ranking.ranked.is_empty()) {
        let what = if desk.releases.is_empty() {
            "no release is recorded: `shepherd ledger import` finds those of the past"
        } else {
            "nobody can take it; a pairing lets somebody learn: `shepherd people pair LOGIN --ask`"
        };
        context.ui.hint(what);
    }
    Ok(())
}

/// Returns the slot that is ranked, and whether it is a planned one and not made up.
fn slot(context: &Context<'_>, desk: &Desk, arguments: &WhoArguments, project: &str) -> Result<(Slot, bool), Failure> {
    if let Some(text) = &arguments.slot {
        let mut slot = desk.slot(text)?.clone();
        slot.security |= arguments.security;
        return Ok((slot, true));
    }
    let on = arguments.on.as_deref().map(|given| day("--on", given)).transpose()?;
    let wanted = wanted(arguments.wanted.as_deref().unwrap_or("duty"), project, &desk.releases)?;
    let planned = |slot: &&Slot| slot.is_for(project) && wanted.version.is_some() && slot.version == wanted.version;
    if let Some(planned) = desk.slots.iter().find(planned) {
        let mut slot = planned.clone();
        slot.security |= arguments.security;
        if let Some(on) = on {
            (slot.from, slot.until) = (on, on);
        }
        return Ok((slot, true));
    }
    let on = on.unwrap_or_else(|| context.today());
    let id = wanted.version.clone().unwrap_or_else(|| on.to_string());
    let new = Slot::new(project, &id, (on, on), context.clock.now());
    Ok((Slot { version: wanted.version, kind: wanted.kind, security: arguments.security, ..new }, false))
}
