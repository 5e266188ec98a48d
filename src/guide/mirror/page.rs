//! What the tracking issue says: the steps with their ticks, the people, and what the run waits for.

use crate::core::run::{Asked, End, Request, StepRecord, StepState, copied, position};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::github::fitted;
use crate::guide::place::Github;
use crate::guide::walk::Guide;
use crate::render::markdown::escape;
use crate::render::pages::{IssuePage, IssuePhase, IssueRole, IssueStep, issue_page};

impl Guide<'_> {
    pub(super) fn issue_title(&self) -> String {
        format!("Release {}", self.journal.run().version)
    }

    /// Returns the comment by which the issue of just this run is found.
    pub(super) fn issue_marker(&self) -> String {
        let first = self.journal.events().first().map(|event| event.id.as_str()).unwrap_or_default();
        format!("<!-- shepherd: run {first} of {} -->", self.journal.name().project)
    }

    pub(super) fn issue_body(&self) -> Result<String, Failure> {
        issue_page(&self.page()?).map_err(|error| Failure::new(Kind::Input, error.to_string()))
    }

    fn page(&self) -> Result<IssuePage, Failure> {
        let run = self.journal.run();
        let procedure = self.procedure()?;
        let here = position(procedure, run, self.facts());
        let settled = format!("{} of {} done or skipped", here.settled, plural(here.total, "step"));
        let state = match &run.end {
            Some(End::Finished) => format!("finished, {settled}"),
            Some(End::Abandoned { reason }) => format!("given up ({}), {settled}", clean(reason)),
            None if run.is_paused => format!("paused, {settled}"),
            None => format!("open, {settled}"),
        };
        let mention = |login: &String| format!("@{}", clean(login));
        let people = run.people.roles().map(|(role, logins)| IssueRole {
            role: role.to_lowercase().replace('-', " "),
            logins: logins.iter().map(mention).collect::<Vec<_>>().join(", "),
        });
        let mut phases: Vec<IssuePhase> = Vec::new();
        for place in &here.all {
            let title = &place.tick.phase.title;
            if phases.last().is_none_or(|phase| phase.title != *title) {
                phases.push(IssuePhase { title: title.clone(), steps: Vec::new() });
            }
            let record = run.steps.get(&place.tick.step.id);
            let state = run.state(&place.tick.step.id);
            let when = record.and_then(|record| record.settled).map(|when| when.strftime("%Y-%m-%d %H:%M UTC"));
            let who = record.and_then(|record| record.done_by.as_ref()).map(|who| clean(who).into_owned());
            let by = who.zip(when).map(|(who, when)| format!("{who}, {when}"));
            let note = match state {
                StepState::Skipped { reason, .. } => format!("skipped: {}", clean(reason)),
                StepState::Done { .. } => by.unwrap_or_default(),
                StepState::Todo => String::new(),
                other => other.name().to_owned(),
            };
            let tick = if state.is_settled() { "[x]" } else { "[ ]" };
            if let Some(phase) = phases.last_mut() {
                phase.steps.push(IssueStep { tick, title: clean(&place.tick.step.title).into_owned(), note });
            }
        }
        Ok(IssuePage {
            version: run.version.clone(),
            project: self.journal.name().project.clone(),
            kind: run.kind.name().to_owned(),
            branch: run.start.line.branch.clone(),
            state,
            file: self.file_link(),
            holder: mention(&run.holder),
            people: people.collect(),
            target: run.target.clone().unwrap_or_default(),
            pull_request: run
                .values
                .get("PULL_REQUEST")
                .map(|number| format!("#{}", number.trim_start_matches('#')))
                .filter(|number| number.len() > 1 && number.bytes().skip(1).all(|digit| digit.is_ascii_digit()))
                .unwrap_or_default(),
            waits: self.waits(&here),
            phases,
        })
    }

    /// Returns what the run waits for.
    fn waits(&self, here: &crate::core::run::Position<'_>) -> Vec<String> {
        let run = self.journal.run();
        let Some(next) = here.next.as_ref().filter(|_| run.end.is_none()).map(|place| place.tick.step) else {
            return Vec::new();
        };
        let id = &next.id;
        let mut waits = vec![format!("`{id}`: {}", clean(&next.title))];
        let record = run.steps.get(id);
        let asked = record.and_then(|record| record.asked.last());
        if let Some(asked) = asked.filter(|asked| !record.is_some_and(|record| is_agreed(record, asked))) {
            let short = copied(&asked.digest);
            waits.push(format!(
                "a sign-off: comment `/shepherd approve {id} {short}`, or `shepherd approve {} {id}`",
                run.version
            ));
        }
        if let Some(role) = &next.annotation.role
            && let Some(who) =
                run.values.get(&format!("ROLE {role}")).filter(|who| *who != "yes" && !run.is_held_by(who))
        {
            waits.push(format!(
                "{}, who has the right `{role}`: `shepherd guide {} --step {id}`",
                clean(who),
                run.version
            ));
        }
        waits
    }

    /// Returns the release document, with a link to it.
    pub(super) fn file_link(&self) -> String {
        let name = escape(&self.document.file).into_owned();
        let Github::Reachable { site, project, .. } = &self.place.github else { return name };
        let branch = &self.journal.run().start.line.branch;
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._/-".contains(&byte));
        if !is_plain(branch) || !is_plain(&self.document.file) {
            return name;
        }
        format!("[{name}]({}/{project}/blob/{branch}/{})", site.server, self.document.file)
    }
}

/// Says whether somebody agreed of those who were asked. Whether it counts is decided when it is needed.
fn is_agreed(record: &StepRecord, asked: &Asked) -> bool {
    let is_asked = |by: &str| asked.of.is_empty() || asked.of.iter().any(|login| login.eq_ignore_ascii_case(by));
    record.agreements.iter().any(|known| known.digest == asked.digest && is_asked(&known.by))
}

/// Returns the comment that asks for a sign-off: all that the other person has to see, so that they need nothing else.
/// It has at most `room` characters; where not all of it fits, it has no line to copy, since nobody agrees to what they
/// do not see.
pub(super) fn request(request: &Request, short: &str, who: &str, room: usize) -> String {
    let head = format!(
        "{who}: the step “{}” of {} waits for your sign-off. This is what you would agree to:\n",
        escape(&clean(&request.title)),
        escape(&request.version)
    );
    let mut shown: String = request.commands.iter().map(|commands| fenced(commands)).collect();
    if shown.is_empty() {
        shown.push_str("\nIt has no commands: a person does it by hand, as the document says.\n");
    }
    if !request.variables.is_empty() {
        let values = request.variables.iter().map(|(name, value)| format!("{name} = {value}"));
        shown.push_str("\nWith these values:\n");
        shown.push_str(&fenced(&values.collect::<Vec<_>>().join("\n")));
    }
    if !request.folder.is_empty() {
        shown.push_str("\nIn this folder:\n");
        shown.push_str(&fenced(&request.folder));
    }
    let target = request.target.as_ref();
    let target = target.map(|target| format!("\nIt releases the commit {target}.\n")).unwrap_or_default();
    let tail = format!(
        "{target}\nIf you agree, comment this line; if anything of it changes, you are asked again:\n{}",
        fenced(&format!("/shepherd approve {} {short}", request.step))
    );
    let whole = format!("{head}\n{}\n{tail}", shown.trim_matches('\n'));
    if whole.chars().count() <= room {
        return whole;
    }
    let command = format!("shepherd approve {} {}", request.version, request.step);
    let tail = format!("{target}\nIt is too long to be agreed to here. `{command}` shows all of it, and asks.\n");
    let rest = format!("`{command}` shows the rest.");
    let room = room.saturating_sub(head.chars().count() + tail.chars().count() + 1);
    format!("{head}\n{}\n{tail}", fitted(&shown, room, &rest).trim_matches('\n'))
}

/// Returns a block of code around a text, whatever it holds.
fn fenced(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("\n{fence}\n{}\n{fence}\n", text.trim_end_matches('\n'))
}
