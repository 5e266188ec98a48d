//! One run for people.

use std::fmt::Write as _;

use crate::cli::status::time::Local;
use crate::cli::status::view::{Row, View};
use crate::core::layout::padded;
use crate::core::run::{End, Proof, Run, StepState};
use crate::core::text::{clean, plural, shorten};
use crate::core::tone::{HANG, Tone};
use crate::store::Hold;

/// A title is cut at this many characters.
const WIDTH: usize = 60;

/// How much room the word for the state of a step has.
const STATE: usize = 8;

/// How much room the name of a fact has.
const LABEL: usize = 13;

/// So many digits of a commit are shown; `--json` has all of them.
const SHORT: usize = 12;

/// Returns where a run stands.
pub(super) fn text(view: &View<'_>, project: &str, clock: &Local) -> String {
    let mut text = format!("{}\n", Tone::Title.of(title(view, project)));
    for (word, value) in facts(view, clock) {
        let _ = writeln!(text, "  {}{HANG}{value}", padded(&Tone::Faint.of(word), LABEL));
    }
    let waits = view.waits(clock);
    if !waits.is_empty() {
        let _ = writeln!(text, "\n{}", Tone::Title.of("Waits for"));
        for wait in waits {
            let _ = writeln!(text, "  {}", wait.text);
        }
    }
    let _ = writeln!(text, "\n{}", Tone::Title.of("Steps"));
    let mut phase = None;
    let position = view.position();
    let next = position.next.as_ref().filter(|_| view.run().end.is_none()).map(|place| place.tick.step.id.as_str());
    for row in view.rows() {
        if phase != Some(row.phase) && !row.phase.is_empty() && row.phase != view.procedure.title {
            let _ = writeln!(text, "  {}", clean(row.phase));
        }
        phase = Some(row.phase);
        write_row(&mut text, &row, clock, (view.document.is_some(), next == Some(row.id)));
    }
    let run = view.run();
    if !run.notes.is_empty() || !run.overrides.is_empty() {
        let _ = writeln!(text, "\n{}", Tone::Title.of("Of the release as a whole"));
        for note in &run.notes {
            let _ = writeln!(text, "  {} {HANG}{}", Tone::Faint.of("note:"), clean(note));
        }
        for (check, reason) in &run.overrides {
            let _ = writeln!(text, "  put aside: {check} ({})", clean(reason));
        }
    }
    text
}

/// Returns what the run is: `5.5.0: a minor release of octo/hello from main after 5.4.2`.
pub(super) fn title(view: &View<'_>, project: &str) -> String {
    let run = view.run();
    let after = run.start.line.previous_tag.as_ref().map(|tag| format!(" after {tag}")).unwrap_or_default();
    let rehearsal = if run.start.rehearsal { "the rehearsal of " } else { "" };
    let security = if run.start.security { "security " } else { "" };
    let private = if run.start.private { "private " } else { "" };
    format!(
        "{}: {rehearsal}a {private}{} {security}release of {project} from {}{after}",
        clean(&run.version),
        run.kind,
        clean(&run.start.line.branch)
    )
}

fn facts(view: &View<'_>, clock: &Local) -> Vec<(String, String)> {
    let run = view.run();
    let position = view.position();
    let of = format!("{} of {} done or skipped", position.settled, plural(position.total, "step"));
    let state = match &run.end {
        Some(End::Abandoned { reason }) => format!("given up ({}), {of}", clean(reason)),
        _ => format!("{}, {of}", view.state()),
    };
    let open = match &view.found.hold {
        Hold::Free => String::new(),
        Hold::Left(holder) => format!("; the last guide did not end by itself ({holder})"),
        Hold::Taken(Some(holder)) => format!("; open right now in {holder}"),
        Hold::Taken(None) => "; open right now in another process".to_owned(),
    };
    let mut facts = vec![("state".to_owned(), state), ("held by".to_owned(), format!("@{}{open}", clean(&run.holder)))];
    if let Some(before) = &run.passed_by {
        facts.push(("came from".to_owned(), format!("@{}, and is to be looked at again", clean(before))));
    }
    for (role, people) in run.people.roles() {
        let people: Vec<String> = people.iter().map(|login| format!("@{}", clean(login))).collect();
        facts.push((role.to_lowercase().replace('-', " "), people.join(", ")));
    }
    for (mentor, next) in view.check_ins() {
        if let Some(next) = next.filter(|next| !next.when.is_past(clock.now)) {
            let how = if next.how.is_empty() { String::new() } else { format!(", {}", clean(&next.how)) };
            facts.push(("check-in".to_owned(), format!("with @{}: {}{how}", clean(mentor), next.when)));
        }
    }
    facts.push(("target".to_owned(), target(run)));
    if let Some(tag) = &run.recorded {
        facts.push(("recorded".to_owned(), format!("as {}", clean(tag))));
    }
    if let Some((_, url)) = &run.issue {
        facts.push(("issue".to_owned(), clean(url).into_owned()));
    }
    // The document of another project is not here, which says nothing about it.
    let gone = if view.problem.is_some() { " (gone)" } else { "" };
    let file = view.document.as_ref().map_or_else(|| format!("{}{gone}", run.file), |found| found.shown.clone());
    facts.push(("checklist".to_owned(), format!("{file}: \"{}\"", clean(&run.procedure))));
    facts.push(("began".to_owned(), clock.full(run.began)));
    facts.push(("last written".to_owned(), clock.full(run.last)));
    if run.respins > 0 {
        facts.push(("candidates".to_owned(), format!("{} given up", run.respins)));
    }
    facts
}

/// Returns which commit is released, in words.
fn target(run: &Run) -> String {
    let Some(target) = &run.target else {
        let none = if run.end.is_some() { "no commit was chosen" } else { "no commit is chosen yet" };
        return none.to_owned();
    };
    let short: String = clean(target).chars().take(SHORT).collect();
    let what = match run.end {
        Some(End::Finished) => "the commit that was released",
        Some(End::Abandoned { .. }) => "the commit that was to be released",
        None => "the commit to release",
    };
    format!("{short}, {what}")
}

/// Returns the word for where a step stands: what is done, what failed and what is in the way stand out.
fn toned(state: &str, is_passed_over: bool) -> String {
    match state {
        _ if is_passed_over => Tone::Faint.of(state),
        "done" => Tone::Good.of(state),
        "failed" | "unknown" => Tone::Bad.of(state),
        "running" | "waiting" | "blocked" | "ran" => Tone::Careful.of(state),
        "skipped" => Tone::Faint.of(state),
        _ => state.to_owned(),
    }
}

/// Writes a step; the next one stands out.
fn write_row(text: &mut String, row: &Row<'_>, clock: &Local, (has_document, is_next): (bool, bool)) {
    let number = row.number.map(|number| format!("{number}.")).unwrap_or_default();
    let title = shorten(&clean(row.title), WIDTH).into_owned();
    let title = if is_next { Tone::Title.of(title) } else { title };
    let mut facts = Vec::new();
    let settled = row.record.and_then(|record| Some((record.done_by.as_ref()?, record.settled?)));
    match (&row.reason, settled) {
        (Some(reason), _) if row.is_passed_over => facts.push(clean(reason).into_owned()),
        (reason, Some((who, when))) => {
            facts.push(format!("@{} {}", clean(who), clock.minute(when)));
            facts.extend(reason.as_ref().map(|reason| clean(reason).into_owned()));
        }
        _ => {}
    }
    match row.record.map(|record| &record.state) {
        Some(StepState::Done { proof: Proof::Proven, .. }) => facts.push("proven".to_owned()),
        Some(StepState::Done { proof: Proof::Contradicted, .. }) => facts.push("it did not look done".to_owned()),
        _ => {}
    }
    if !row.needs.is_empty() {
        facts.push(format!("waits for {}", row.needs.join(", ")));
    }
    if row.line.is_none() && has_document && !row.is_passed_over {
        facts.push("not in the document any more".to_owned());
    }
    let facts = if facts.is_empty() { String::new() } else { Tone::Faint.of(format!("  ({})", facts.join("; "))) };
    let state = padded(&toned(row.state, row.is_passed_over), STATE);
    let _ = writeln!(text, "    {state} {number:>3} {HANG}{title}{facts}");
    let Some(record) = row.record else { return };
    for note in &record.notes {
        let _ = writeln!(text, "                 {} {HANG}{}", Tone::Faint.of("note:"), clean(note));
    }
    for (check, reason) in &record.overrides {
        let _ = writeln!(text, "                 put aside: {check} ({})", clean(reason));
    }
}
