//! `shepherd rotation check`

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::rotation::desk::LookArguments;
use crate::core::rotation::check;
use crate::core::text::{clean, plural};
use crate::core::tone::Tone;
use crate::failure::{Failure, Kind};

/// Find what rots: slots without anybody, people who are away, pairs that do not know when they talk next
///
/// The exit code is 1 where something is found, so that CI can warn weeks ahead. Who is away is known only where the private
/// store is.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd rotation check\n  \
    shepherd rotation check --all --ahead 6w --json"
)]
pub(super) struct CheckArguments {
    /// How long before its day somebody must have accepted a slot: 28d, 6w [default: 28d]
    #[arg(long, value_name = "LENGTH")]
    ahead: Option<String>,
    #[command(flatten)]
    look: LookArguments,
}

/// Checks.
pub(super) fn run(context: &Context<'_>, arguments: &CheckArguments) -> Result<(), Failure> {
    let today = context.today();
    let ahead = arguments.ahead.as_deref().unwrap_or("28d").parse::<crate::core::rotation::Cadence>()?;
    let desk = arguments.look.open(context)?;
    let projects = if arguments.look.all { desk.projects() } else { vec![desk.place.project.clone()] };
    let history = desk.history();
    let findings = check(&history, &desk.slots, &projects, context.clock.now(), today, ahead.length(today));
    if arguments.look.json {
        let found: Vec<_> = findings
            .iter()
            .map(|one| {
                json!({
                    "kind": one.word(), "slot": one.slot(), "message": one.to_string(),
                    "remedy": desk.remedies(one).join(", or "),
                })
            })
            .collect();
        context.ui.data(&pretty(&json!({"schema": 1, "findings": found}))?)?;
    } else {
        for one in &findings {
            context.ui.prose(&format!("{}\n", Tone::Careful.of(clean(&one.to_string()))))?;
            for remedy in desk.remedies(one) {
                context.ui.prose(&format!("  {}\n", Tone::Command.of(clean(&remedy))))?;
            }
        }
    }
    if findings.is_empty() {
        context.ui.status("Nothing rots.");
        return Ok(());
    }
    Err(Failure::new(Kind::Findings, format!("{} to look after", plural(findings.len(), "finding"))))
}
