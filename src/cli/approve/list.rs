//! What waits for a person's agreement, in all projects of the store.

use jiff::Timestamp;
use serde::Serialize;

use crate::cli::approve::ApproveArguments;
use crate::cli::approve::pending::{self, Found};
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::sharing;
use crate::cli::status::Local;
use crate::cli::store::Desk;
use crate::core::run::Request;
use crate::core::text::clean;
use crate::failure::Failure;

/// The number of the form of the output for programs.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    login: &'a str,
    pending: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    project: String,
    version: String,
    step: String,
    title: String,
    asked_by: String,
    when: Timestamp,
    digest: String,
}

/// Lists it.
pub(super) fn run(
    context: &Context<'_>,
    arguments: &ApproveArguments,
    desk: &Desk,
    is_shared: bool,
) -> Result<(), Failure> {
    let me = desk.me.login.as_str();
    let roster = desk.store.people()?;
    let Found { pending, unreadable } = pending::all(&desk.place)?;
    let rows: Vec<Row> = pending
        .into_iter()
        .filter(|pending| pending.waits_for(me, &roster))
        .map(|pending| Row {
            title: Request::read(&pending.asked.request).map(|request| request.title).unwrap_or_default(),
            project: pending.name.project,
            version: pending.name.version,
            step: pending.step,
            asked_by: pending.asked.who,
            when: pending.asked.when,
            digest: pending.asked.digest,
        })
        .collect();
    for (name, failure) in &unreadable {
        context.ui.warning(&format!("the run {name} cannot be read: {}", failure.message));
    }
    if arguments.json {
        context.ui.data(&pretty(&Report { schema: SCHEMA, login: me, pending: rows })?)?;
    } else {
        for row in &rows {
            context.ui.prose(&format!(
                "{} {}: `{}` {}, asked for by @{} at {} ({})\n",
                clean(&row.project),
                clean(&row.version),
                clean(&row.step),
                clean(&row.title),
                clean(&row.asked_by),
                Local::here(context.clock.now()).full(row.when),
                row.digest.get(..12).unwrap_or(&row.digest)
            ))?;
        }
        match rows.first() {
            None => {
                context.ui.status(&format!("Nothing waits for the agreement of @{me}."));
                if !is_shared {
                    context.ui.hint(sharing::ELSEWHERE);
                }
            }
            Some(row) => {
                let elsewhere = row.project != desk.place.project;
                let project = if elsewhere { format!(" --project {}", row.project) } else { String::new() };
                context.ui.hint(&format!(
                    "look at it, then agree or not: `shepherd approve {} {}{project}`",
                    row.version, row.step
                ));
            }
        }
    }
    unreadable.into_iter().next().map_or(Ok(()), |(_, failure)| Err(failure))
}
