//! `shepherd rotation plan`

use jiff::civil::Date;
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::rotation::ask::{Wanted, day, wanted};
use crate::cli::rotation::desk::Desk;
use crate::cli::rotation::report;
use crate::cli::status::StatusPlace;
use crate::cli::table::named_table;
use crate::cli::values;
use crate::core::rotation::{
    Cadence, Change, History, Plan, PlanError, Ranking, Slot, Wish, plan, plan_again, stretches,
};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::ui::Question;

/// Fill the coming slots, one after the other
///
/// Each is offered to whoever is first when the slots before it are taken. What somebody accepted stays; planning the same
/// again changes nothing. A slot of a day that is named gets the version or kind that `--for` names, and takes place again
/// where it was cancelled. It shows the plan and asks before it writes it, in one commit. What mends something that can be
/// exploited is planned with `--private`, or with `--announce` where everybody may know.
#[derive(clap::Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd rotation plan --until 2028-12-31 --every 6w\n  \
    shepherd rotation plan --date 2028-05-11 --date 2028-06-22 --yes\n  \
    shepherd rotation plan --for 5.5.0 --date 2028-05-11\n  \
    shepherd rotation plan --for 5.4.3 --date 2028-04-14 --security --private\n  \
    shepherd rotation plan --again\n  \
    shepherd rotation plan --duty --from 2028-05-01 --until 2028-06-30 --every 2w"
)]
pub(super) struct PlanArguments {
    /// The last day that is planned
    #[arg(long, value_name = "DATE", required_unless_present_any = ["date", "again"])]
    until: Option<String>,
    /// How long it is from one slot to the next: 6w, 45d, 1mo
    #[arg(long, value_name = "LENGTH", requires = "until")]
    every: Option<String>,
    /// The first day [default: as long after the newest release as slots are apart, and in step with the slots that stand]
    #[arg(long, value_name = "DATE", requires = "until")]
    from: Option<String>,
    /// The day of a slot; may be repeated
    #[arg(long, value_name = "DATE", conflicts_with_all = ["until", "every", "from", "duty"])]
    date: Vec<String>,
    /// Spread the slots anew that are planned and that nobody accepted
    #[arg(long, conflicts_with_all = ["until", "date", "wanted", "duty", "security", "also"])]
    again: bool,
    /// What is released: a version, or major, minor, patch, pre-release [default: minor]
    #[arg(long = "for", value_name = "VERSION|KIND", conflicts_with = "duty")]
    wanted: Option<String>,
    /// Stretches of duty, from one day to the next slot, in which whatever comes is released
    #[arg(long)]
    duty: bool,
    /// It mends something that can be exploited
    #[arg(long)]
    security: bool,
    /// Everybody may know ahead that it mends something that can be exploited
    #[arg(long, requires = "security", conflicts_with = "private")]
    announce: bool,
    /// Another project that the same people release then; may be repeated
    #[arg(long, value_name = "OWNER/NAME")]
    also: Vec<String>,
    /// Keep the slots from others: they stay in the private store, and are never shown ahead
    #[arg(long)]
    private: bool,
    /// Write it without asking
    #[arg(long)]
    yes: bool,
    /// Show it and write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Write it as JSON; without --yes nothing is written
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: StatusPlace,
}

/// Plans.
pub(super) fn run(context: &Context<'_>, arguments: &PlanArguments) -> Result<(), Failure> {
    let desk = Desk::open(context, &arguments.place, arguments.private)?;
    let history = desk.history();
    let project = desk.place.project.as_str();
    let wish = if arguments.again { None } else { Some(wish(context, &desk, &history, arguments)?) };
    let (now, today) = (context.clock.now(), context.today());
    let fill = |history: &History<'_>, slots: &[Slot]| match &wish {
        Some(wish) => plan(history, slots, wish),
        None => Ok::<_, PlanError>(plan_again(history, slots, project, today, now)),
    };
    let planned = fill(&history, &desk.slots)?;
    let count = planned.writes().count();
    if arguments.json {
        context.ui.data(&pretty(&plan_json(context, &desk, &planned))?)?;
    } else if !planned.slots.is_empty() {
        context.ui.prose(&(named_table(&rows(&planned)).join("\n") + "\n"))?;
    }
    for (slot, change) in &planned.slots {
        if slot.shepherd.is_none() && ranking(change).is_some() {
            context.ui.warning(&format!("nobody can take {}", slot.id));
            let (security, flags) = (security(slot.security), desk.flags_for(arguments.private));
            let command = format!("shepherd rotation who --for {} --on {}{security}{flags}", kind(slot), slot.from);
            context.ui.hint(&format!("`{command}` says why"));
        }
    }
    for slot in &planned.left {
        tell_left(context, &desk, slot, arguments);
    }
    let embargo = if arguments.announce { Ok(()) } else { embargo(&desk, &planned, arguments) };
    if count == 0 {
        context.ui.status("The plan stands as it is: there is nothing to write.");
        return Ok(());
    }
    if arguments.dry_run || (arguments.json && !arguments.yes) {
        if let Err(failure) = embargo {
            context.ui.warning(&failure.message);
        }
        context.ui.status(&format!("{} would be written; nothing was.", report::count(count)));
        return Ok(());
    }
    embargo?;
    let text = format!("Write {}?", report::count(count));
    let question = Question { text: &text, flag: "--yes", answer: arguments.yes.then_some(true) };
    if !context.ui.confirm(&question)? {
        context.ui.status("Nothing was written.");
        return Ok(());
    }
    let message = format!("slots: {} of {project} planned", report::count(count));
    desk.change(context, "", &message, |deed| {
        // What others wrote while the question stood counts too.
        let now = fill(deed.history, deed.slots)?;
        if now.writes().ne(planned.writes()) {
            return Err(Failure::new(Kind::Refused, "somebody changed the slots meanwhile")
                .hint("plan again, to see it with what they did; nothing was written"));
        }
        Ok(now.writes().cloned().collect())
    })?;
    context.ui.status(&format!("{} written", report::count(count)));
    let accept = format!("shepherd rotation accept SLOT{}", desk.flags_for(arguments.private));
    context.ui.hint(&format!("each accepts with `{accept}`, or says no with `decline`, which costs nothing"));
    Ok(())
}

/// Returns an error where everybody would read ahead that something can be exploited.
fn embargo(desk: &Desk, planned: &Plan, arguments: &PlanArguments) -> Result<(), Failure> {
    let told = planned.writes().find(|slot| arguments.security && slot.security && !desk.is_private);
    told.map_or(Ok(()), |slot| {
        let what = format!(
            "everybody would know ahead that {} on {} mends something that can be exploited",
            clean(&slot.what()),
            slot.when()
        );
        Err(Failure::new(Kind::Refused, what)
            .hint("nothing was written; `--private` keeps the slot where nobody else reads it")
            .hint("where it may be known, pass `--announce`"))
    })
}

/// Says that a slot stays what it was, where it was wished to be something else.
fn tell_left(context: &Context<'_>, desk: &Desk, slot: &Slot, arguments: &PlanArguments) {
    let stays = format!("slot {} stays as it is, {}", clean(&slot.label()), report::what(slot));
    if slot.version.is_some() && !arguments.security {
        context.ui.warning(&format!("{stays}: its version says what it is"));
        return;
    }
    context.ui.warning(&stays);
    let what = match (&arguments.wanted, slot.kind) {
        (_, None) => format!(" --duty --from {} --until {}", slot.from, slot.until),
        (Some(wanted), Some(_)) => format!(" --for {wanted} --date {}", slot.from),
        (None, Some(_)) => format!(" --date {}", slot.from),
    };
    let (security, flags) = (security(arguments.security), desk.flags_for(desk.is_private));
    context.ui.hint(&format!("name its day to change it: `shepherd rotation plan{what}{security}{flags}`"));
}

fn security(is_security: bool) -> &'static str {
    if is_security { " --security" } else { "" }
}

fn kind(slot: &Slot) -> &'static str {
    slot.kind.map_or("duty", |kind| kind.name())
}

/// Returns what is to be planned.
fn wish(context: &Context<'_>, desk: &Desk, history: &History<'_>, arguments: &PlanArguments) -> Result<Wish, Failure> {
    let (now, today, project) = (context.clock.now(), context.today(), desk.place.project.as_str());
    let given = arguments.wanted.as_deref().unwrap_or(if arguments.duty { "duty" } else { "minor" });
    let Wanted { version, kind } = wanted(given, project, &desk.releases)?;
    if kind.is_none() && !arguments.duty {
        return Err(Failure::new(Kind::Usage, "a stretch of duty has a last day")
            .hint("`shepherd rotation plan --duty --from DATE --until DATE`"));
    }
    let mut projects = vec![project.to_owned()];
    for also in &arguments.also {
        projects.push(values::project("--also", also)?);
    }
    let own = Slot { kind, ..Slot::new(project, "", (today, today), now) };
    let start = |cadence: &Cadence| {
        let (first, stands) = cadence.start(history, (&desk.slots, &desk.others), &own, today);
        if let Some(stands) = stands {
            let name = clean(&stands.id);
            context
                .ui
                .status(&format!("The days go on from slot {name}, which stands; `--from DATE` begins elsewhere."));
        }
        (first, stands.is_some())
    };
    let (days, tolerance) = days(arguments, start)?;
    if version.is_some() && days.len() != 1 {
        let what = format!("one version has one slot, and these are {}", days.len());
        return Err(Failure::new(Kind::Usage, what).hint("name its day with `--date DATE`"));
    }
    let like =
        Slot { projects, version, kind, security: arguments.security, ..Slot::new(project, "", (today, today), now) };
    // A cadence goes on over what was cancelled; who names a day means it.
    let is_named = arguments.every.is_none();
    // What a version is follows from it.
    let is_kind_named = arguments.wanted.is_some() && like.version.is_none();
    let others = desk.others.clone();
    Ok(Wish { like, days, tolerance, others, is_named, is_kind_named, today, now })
}

/// Returns the days of the slots, and how far from them one that is there may be.
fn days(
    arguments: &PlanArguments,
    start: impl Fn(&Cadence) -> (Date, bool),
) -> Result<(Vec<(Date, Date)>, i32), Failure> {
    let Some(until) = &arguments.until else {
        let mut days = arguments.date.iter().map(|given| day("--date", given)).collect::<Result<Vec<_>, _>>()?;
        days.sort_unstable();
        days.dedup();
        return Ok((days.into_iter().map(|day| (day, day)).collect(), 0));
    };
    let until = day("--until", until)?;
    let from = arguments.from.as_deref().map(|given| day("--from", given)).transpose()?;
    let cadence = arguments.every.as_deref().map(str::parse::<Cadence>).transpose()?;
    let Some(cadence) = cadence else {
        return match from {
            Some(from) if arguments.duty => Ok((vec![(from, until)], 0)),
            _ => Err(Failure::new(Kind::Usage, "it is not known how long it is from one slot to the next")
                .hint("pass `--every 6w`, or each day with `--date DATE`; one stretch of duty has `--from DATE`")),
        };
    };
    let (first, stands) = from.map_or_else(|| start(&cadence), |from| (from, false));
    // Up to the first slot that stands there may be room for none.
    let days = if stands && until < first { Vec::new() } else { cadence.days(first, until)? };
    let tolerance = cadence.half(first);
    let spans = if arguments.duty { stretches(&days, until) } else { days.into_iter().map(|day| (day, day)).collect() };
    Ok((spans, tolerance))
}

fn word(change: &Change) -> &'static str {
    match change {
        Change::Kept => "kept",
        Change::Done(..) => "done",
        Change::Same(_) => "as it was",
        Change::Changed(_) | Change::Turned => "changed",
        Change::Revived(_) => "takes place again",
        Change::New(_) => "new",
        Change::Named => "has its version",
    }
}

/// Returns how a slot was ranked, where that was done.
fn ranking(change: &Change) -> Option<&Ranking> {
    match change {
        Change::Kept | Change::Done(..) | Change::Named | Change::Turned => None,
        Change::Same(ranking) | Change::Changed(ranking) | Change::Revived(ranking) | Change::New(ranking) => {
            Some(ranking)
        }
    }
}

fn rows(plan: &Plan) -> Vec<[String; 5]> {
    let mut rows = vec![["slot", "when", "what", "who", "this plan"].map(str::to_owned)];
    rows.extend(plan.slots.iter().map(|(slot, change)| {
        [clean(&slot.id).into_owned(), report::days(slot), report::what(slot), report::people(slot), outcome(change)]
    }));
    rows
}

/// Returns what becomes of a slot, in words.
fn outcome(change: &Change) -> String {
    match change {
        Change::Done(version, on) => {
            let on = on.map(|date| format!(" on {date}")).unwrap_or_default();
            format!("done: {} was released{on}", clean(version))
        }
        other => word(other).to_owned(),
    }
}

fn plan_json(context: &Context<'_>, desk: &Desk, plan: &Plan) -> serde_json::Value {
    let (history, today) = (desk.history(), context.today());
    let slots: Vec<_> = plan
        .slots
        .iter()
        .map(|(slot, change)| {
            let mut value = match ranking(change) {
                None => json!({"slot": report::slot_json(&history, slot, today)}),
                Some(ranking) => report::ranking_json(&history, slot, ranking, today),
            };
            if matches!(change, Change::New(_)) {
                report::without_moment(&mut value);
            }
            if let Some(keys) = value.as_object_mut() {
                keys.insert("change".to_owned(), json!(word(change)));
            }
            value
        })
        .collect();
    json!({"schema": 1, "slots": slots})
}
