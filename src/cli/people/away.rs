//! `shepherd people away`

use std::fmt::Write as _;

use serde_json::json;

use crate::cli::away::KnownAway;
use crate::cli::configuration::LOCAL_FILE;
use crate::cli::context::Context;
use crate::cli::guide::login_of;
use crate::cli::json::pretty;
use crate::cli::people::flags::day;
use crate::cli::people::{login, unknown};
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::cli::table::table;
use crate::core::people::{Away, AwayError, Login};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::store::Store;

/// Say when somebody is away, and can take no slot
///
/// It stays in this clone, in the reference refs/shepherd/private, which is never pushed with the records: it is shared
/// only where `store.private-remote` or `git config shepherd.privateStore` names a place for those who may know. Without
/// dates it shows who is away, from today on; also what `[[people.away]]` says in `.git/shepherd.toml`, the configuration
/// that stays in this clone.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people away\n  \
    shepherd people away kim --from 2028-08-01 --until 2028-08-21\n  \
    shepherd people away kim --from 2028-08-01 --remove"
)]
pub(super) struct AwayArguments {
    /// The person [default: with dates, you; else everybody]
    #[arg(value_name = "LOGIN")]
    login: Option<String>,
    /// The first day
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day
    #[arg(long, value_name = "DATE", requires = "from", conflicts_with = "remove")]
    until: Option<String>,
    /// Why; it is kept with the days, and shown to nobody else
    #[arg(long, value_name = "TEXT", requires = "until")]
    reason: Option<String>,
    /// Take away the days that begin with --from
    #[arg(long, requires = "from")]
    remove: bool,
    /// Show also what is over
    #[arg(long, conflicts_with = "from")]
    past: bool,
    /// Write it as JSON, with the reasons
    #[arg(long, conflicts_with = "from")]
    json: bool,
}

/// Shows who is away, or writes it down.
pub(super) fn run(context: &Context<'_>, arguments: &AwayArguments) -> Result<(), Failure> {
    let given = arguments.login.as_deref().map(login).transpose()?;
    let place = StatusPlace::default().find(context)?;
    let Some(from) = &arguments.from else {
        let records = Records::open_private(context, &place)?;
        let roster = Store::open(&place.repository)?.people_as_far_as_readable()?.0;
        let known = KnownAway::of(context, &place, &records.store, &roster)?;
        return show(context, &known, given.as_ref(), arguments);
    };
    let from = day("--from", from)?;
    let until = match &arguments.until {
        Some(until) => Some(day("--until", until)?),
        None if arguments.remove => None,
        None => {
            return Err(Failure::new(Kind::Usage, "the last day is missing")
                .hint("pass `--until DATE`; or `--remove` takes away the days that begin with `--from`"));
        }
    };
    let person = match given {
        Some(given) => given,
        None => login(&login_of(&place.repository, None)?)?,
    };
    let roster = Store::open(&place.repository)?.people_as_far_as_readable()?.0;
    let found = roster.known_as(person.as_str()).ok_or_else(|| unknown(person.as_str()))?;
    let person = login(&found.login)?;
    let records = Records::open_private(context, &place)?;
    let author = Records::author(context, &place)?;
    if arguments.remove {
        let known = KnownAway::of(context, &place, &records.store, &roster)?;
        let is_it = |away: &&Away| away.from == from && away.login.eq_ignore_ascii_case(person.as_str());
        if known.all.iter().filter(is_it).any(|away| known.is_local(away)) {
            return Err(Failure::new(
                Kind::Usage,
                format!("`{LOCAL_FILE}` says that @{person} is away from {from} on"),
            )
            .hint("take it out of that file; nothing was changed"));
        }
    }
    let mut told = String::new();
    // The history of the private store names nobody's days either.
    let changed = records.store.change_away(&person, &format!("away: {person}"), &author, |before| {
        let after = match until {
            Some(until) => {
                let reason = arguments.reason.as_deref().map(|reason| clean(reason).into_owned()).unwrap_or_default();
                Away { login: person.to_string(), from, until, reason }.added_to(before)
            }
            None => Away::removed_from(before, person.as_str(), from),
        };
        after.map_err(|error: AwayError| Failure::from(error))
    })?;
    if changed {
        records.share(context, &author)?;
    }
    let is_past = until.is_some_and(|until| until < context.today());
    let _ = match until {
        Some(until) if changed && is_past => write!(told, "@{person} was away from {from} until {until}"),
        Some(until) if changed => write!(told, "@{person} is away from {from} until {until}"),
        Some(_) if is_past => write!(told, "@{person} was away then, as is known already"),
        Some(_) => write!(told, "@{person} is away then already"),
        None => write!(told, "@{person} is not away from {from} on any more"),
    };
    context.ui.status(&told);
    if is_past {
        context.ui.warning(
            "these days are past: they count where load is measured, and keep no slot from anybody; \
             `shepherd people away --past` shows them",
        );
    }
    if changed && !records.is_shared() {
        context.ui.hint(
            "only this clone knows it; `git config shepherd.privateStore ADDRESS` shares it with those who may know",
        );
    }
    Ok(())
}

fn show(
    context: &Context<'_>,
    known: &KnownAway,
    login: Option<&Login>,
    arguments: &AwayArguments,
) -> Result<(), Failure> {
    let today = context.today();
    let mut away = known.all.clone();
    away.retain(|away| login.is_none_or(|login| away.login.eq_ignore_ascii_case(login.as_str())));
    let count = away.len();
    away.retain(|away| arguments.past || away.until >= today);
    let is_over = away.len() < count;
    if arguments.json {
        let away: Vec<_> = away
            .iter()
            .map(|away| {
                json!({
                    "login": away.login, "from": away.from, "until": away.until, "reason": away.reason,
                    "local": known.is_local(away),
                })
            })
            .collect();
        return context.ui.data(&pretty(&json!({"schema": 1, "away": away}))?);
    }
    if away.is_empty() {
        context.ui.status("Nobody is away, as far as this clone knows.");
        if is_over {
            context.ui.hint("`--past` shows what is over");
        }
        return Ok(());
    }
    let rows: Vec<_> = away
        .iter()
        .map(|away| {
            let why = if known.is_local(away) { format!("({LOCAL_FILE})") } else { clean(&away.reason).into_owned() };
            [format!("@{}", away.login), format!("{} to {}", away.from, away.until), why]
        })
        .collect();
    context.ui.prose(&(table(&rows).join("\n") + "\n"))
}
