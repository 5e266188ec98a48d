//! The first screen of a run: what is released, from where, by whom, and whether all is there that it needs.

use std::collections::BTreeMap;

use crate::core::checklist::{Check, Procedure};
use crate::core::layout::padded;
use crate::core::people::Login;
use crate::core::run::{FORMAT, Line, People, Run, SnapshotStep, Start, What, applies};
use crate::core::text::{clean, plural};
use crate::core::tone::{HANG, Tone};
use crate::core::version::{ReleaseKind, Version};
use crate::failure::{Failure, Kind};
use crate::git::Tags;
use crate::guide::document::Document;
use crate::guide::place::Place;
use crate::guide::walk::{Guide, Next};
use crate::store::Store;
use crate::ui::{Answers, Form, Inquiry, Ui};

/// How much room the words have for who takes part.
const LABEL: usize = 14;

/// The name of a run whose version is not known yet.
pub const NEXT: &str = "next";

/// What a run is going to be.
pub struct Plan<'a> {
    /// The version, or [`NEXT`].
    pub version: &'a str,
    /// Whether it mends a vulnerability.
    pub security: bool,
    /// Where it is cut from.
    pub line: Line,
    /// The title of the procedure, where it was named.
    pub procedure: Option<&'a str>,
    /// The titles of the procedures to follow, by the kind of the release or `security`.
    pub procedures: &'a BTreeMap<&'static str, String>,
    /// Who takes part.
    pub people: People,
    /// Whether it is a rehearsal.
    pub rehearsal: bool,
    /// Whether it is kept off every shared place.
    pub private: bool,
}

/// Returns the start of a run: nothing is written yet, and what stands against it is an error.
pub fn begin(
    ui: &Ui,
    answers: &mut Answers,
    place: &Place<'_>,
    document: &Document,
    plan: Plan<'_>,
) -> Result<Start, Failure> {
    document.can_be_followed()?;
    let kind = kind(place, &plan)?;
    let by_security = plan.procedures.get("security").filter(|_| plan.security);
    let configured = by_security.or_else(|| plan.procedures.get(kind.name())).map(String::as_str);
    let procedure = choose(ui, answers, document, plan.procedure.or(configured))?;
    if procedure.ticks().is_empty() {
        return Err(Failure::new(Kind::Input, format!("\"{}\" of `{}` has no step", procedure.title, document.shown))
            .hint("`shepherd checklist show` shows how the file was understood"));
    }
    Ok(Start {
        format: FORMAT,
        version: plan.version.to_owned(),
        kind,
        security: plan.security,
        line: plan.line,
        file: document.file.clone(),
        procedure: procedure.title.clone(),
        people: plan.people,
        rehearsal: plan.rehearsal,
        private: plan.private,
        checklist: SnapshotStep::of(procedure),
    })
}

/// Returns the kind of the release, after its version was held against the tags that are there.
fn kind(place: &Place<'_>, plan: &Plan<'_>) -> Result<ReleaseKind, Failure> {
    let tags = place.tags()?;
    if plan.version == NEXT {
        return Ok(ReleaseKind::Minor);
    }
    new_version(&tags, &plan.line, plan.version)
}

/// Returns the kind of the release that a version would be on a line, or why it cannot be one.
pub(super) fn new_version(tags: &Tags, line: &Line, version: &str) -> Result<ReleaseKind, Failure> {
    let version = Version::parse(version).ok_or_else(|| no_version(version))?;
    if let Some(tag) = tags.all.iter().find(|tag| tag.version == version) {
        return Err(Failure::new(Kind::Refused, format!("the version {version} exists: the tag `{}`", tag.name))
            .hint("choose another version; one that was published is never used again"));
    }
    let previous = line.previous_tag.as_deref().and_then(|name| tags.named(name));
    if let Some(previous) = previous.filter(|previous| previous.version >= version) {
        return Err(Failure::new(
            Kind::Refused,
            format!("{version} is not after {}, the newest release of the line `{}`", previous.version, line.branch),
        )
        .hint("choose a later version, or the right line with `--branch BRANCH`"));
    }
    Ok(ReleaseKind::among(&version, tags.all.iter().map(|tag| &tag.version)))
}

/// Returns the failure for a text that is no version.
pub fn no_version(text: &str) -> Failure {
    Failure::new(Kind::Usage, format!("`{}` is not a version", clean(text)))
        .hint("write it without a `v`, for example `5.5.0`, `5.5.0rc1` or `2026.11.0`")
}

/// Returns the procedure to follow: the one that was named, the only one, else the one that the person says. Never a
/// guess.
pub(super) fn choose<'a>(
    ui: &Ui,
    answers: &mut Answers,
    document: &'a Document,
    named: Option<&str>,
) -> Result<&'a Procedure, Failure> {
    let procedures = &document.checklist.procedures;
    let find = |wanted: &str| {
        let wanted = wanted.trim().to_lowercase();
        let exact = procedures.iter().find(|procedure| procedure.title.to_lowercase() == wanted);
        let number = wanted.parse().ok().and_then(|number: usize| procedures.get(number.checked_sub(1)?));
        exact.or(number)
    };
    if let Some(named) = named {
        return find(named).ok_or_else(|| unknown_procedure(document, named));
    }
    match procedures.as_slice() {
        [] => Err(Failure::new(Kind::Input, format!("no checklist found in `{}`", document.shown)).hint(
            "write its steps as a list, one thing to do each; `shepherd checklist show` shows how it was understood",
        )),
        [only] => Ok(only),
        several => {
            ui.status(&format!("{} describes {}:", document.shown, plural(several.len(), "procedure")));
            for (place, procedure) in several.iter().enumerate() {
                let mark = if procedure.is_default { " (the likeliest)" } else { "" };
                ui.status(&format!(
                    "  {}  {}, {}{mark}",
                    place + 1,
                    clean(&procedure.title),
                    plural(procedure.ticks().len(), "step")
                ));
            }
            if !ui.can_ask() && !answers.has("procedure") {
                return Err(Failure::new(
                    Kind::Usage,
                    format!("`{}` describes several procedures, and none was chosen", document.shown),
                )
                .hint(format!("pass `--procedure TITLE`: {}", document.titles().join(", "))));
            }
            let form = Form::Text { default: None };
            let answer =
                ui.inquire(&Inquiry { key: "procedure", text: "Which one? (number or title)", form }, answers)?;
            find(&answer).ok_or_else(|| unknown_procedure(document, &answer))
        }
    }
}

fn unknown_procedure(document: &Document, named: &str) -> Failure {
    Failure::new(Kind::Usage, format!("`{}` has no procedure \"{}\"", document.shown, clean(named)))
        .hint(format!("it has: {}", document.titles().join(", ")))
}

impl Guide<'_> {
    /// Shows what is ahead, and checks what can be checked, before the first step.
    pub fn welcome(&mut self) -> Result<Next, Failure> {
        let run = self.journal.run();
        let line = &run.start.line;
        let after = line.previous_tag.as_ref().map_or_else(String::new, |tag| format!(" after {tag}"));
        let word = if run.start.rehearsal { "Rehearsal of" } else { "Release" };
        // What kind it is follows from a version.
        let kind = if run.version == NEXT { String::new() } else { format!("{} ", run.kind) };
        self.ui.heading(&format!("{word} {}: a {kind}release from {}{after}", run.version, line.branch));
        let me = self.journal.me();
        self.say_who("released by", &format!("@{} ({})", me.login, me.email));
        for (role, people) in run.people.roles() {
            let people: Vec<String> = people.iter().map(|login| format!("@{login}")).collect();
            self.say_who(&role.to_lowercase().replace('-', " "), &people.join(", "));
        }
        let procedure = self.procedure()?;
        let steps = procedure.ticks().len();
        let checklist = format!("{}: \"{}\", {}", self.document.shown, clean(&procedure.title), plural(steps, "step"));
        self.say_who("checklist", &checklist);
        self.prerequisites();
        // Who does one step of somebody else's run does not answer for them.
        let roles = if self.options.step.is_some() { Vec::new() } else { self.roles()? };
        for role in roles {
            self.ask_role(&role)?;
        }
        let is_known = self.journal.run().version != NEXT;
        for check in
            [Check::CleanTree, Check::TagAbsent].into_iter().filter(|check| is_known || *check != Check::TagAbsent)
        {
            if self.check_holds("", check)? == Next::Leave {
                return Ok(Next::Leave);
            }
        }
        Ok(Next::GoOn)
    }

    /// Says who or what takes part, behind the word for it.
    fn say_who(&self, name: &str, text: &str) {
        self.ui.words(&format!("{}{HANG}{text}", padded(&Tone::Faint.of(name), LABEL)));
    }

    /// Shows what the document says is needed before anything begins.
    fn prerequisites(&self) {
        let is_needed = |what: &str| what.contains("requirement") || what.contains("prerequisite");
        for part in self.document.checklist.set_aside.iter().filter(|part| is_needed(&part.what)) {
            self.ui.heading("Before you begin, the document says:");
            for line in part.text.trim_matches('\n').lines() {
                self.ui.status(format!("  {line}").trim_end());
            }
        }
    }

    /// Returns the rights that the steps of this release need, each once.
    fn roles(&self) -> Result<Vec<String>, Failure> {
        let facts = self.facts();
        let mut roles: Vec<String> = Vec::new();
        for tick in self.procedure()?.ticks() {
            if let Some(role) = tick.step.annotation.role.clone().filter(|_| applies(tick.step, facts))
                && !roles.contains(&role)
            {
                roles.push(role);
            }
        }
        Ok(roles)
    }

    /// Asks whether the person has a right, and who has it where not. The records answer it where they can.
    pub(super) fn ask_role(&mut self, role: &str) -> Result<String, Failure> {
        let key = format!("ROLE {role}");
        let people = self.journal.store().people()?;
        let holders: Vec<String> =
            people.holders(role, &self.place.project).map(|person| person.login.clone()).collect();
        let me = self.journal.me().login.clone();
        let names: Vec<String> = holders.iter().map(|login| format!("@{login}")).collect();
        let answer = if holders.contains(&me) {
            self.ui.words(&format!("right `{role}`: you have it, as the records say"));
            "yes".to_owned()
        } else {
            let known = if names.is_empty() {
                "the records name nobody; ask those who released before".to_owned()
            } else {
                format!("ask {}", names.join(" or "))
            };
            self.ui.words(&format!("A step needs the right `{role}` ({known})."));
            let form = Form::Text { default: None };
            let question = format!("Do you have `{role}`? (yes, or the login of who does it)");
            let answer = self.ask(&format!("role.{role}"), &question, form)?;
            match answer.to_lowercase().as_str() {
                "y" | "yes" => "yes".to_owned(),
                "n" | "no" => names.first().cloned().unwrap_or_else(|| "somebody who has it".to_owned()),
                _ => answer.parse::<Login>().map_err(Failure::from)?.to_string(),
            }
        };
        // Who has it, by name: another person may hold the run one day.
        let answer = if answer == "yes" { me } else { answer };
        self.journal.append(What::Answered { name: key, value: answer.clone() })?;
        Ok(answer)
    }

    /// Says whether the person has led a release before, as far as the records know.
    pub(super) fn has_led_before(&self) -> Result<bool, Failure> {
        let me = &self.journal.me().login;
        let store = self.journal.store();
        let mut releases = store.releases(&self.place.project)?;
        if store.is_private() {
            releases.extend(Store::open(self.place.repository)?.releases(&self.place.project)?);
        }
        Ok(releases.iter().any(|release| release.released_by.contains(me)))
    }

    /// Says where the run stands when it is opened again.
    pub fn welcome_back(&mut self) -> Result<(), Failure> {
        let run = self.journal.run();
        let now = self.place.clock.now();
        let word = if run.start.rehearsal { "Rehearsal of" } else { "Release" };
        self.ui.heading(&format!("{word} {} from {}: going on", run.version, run.start.line.branch));
        if now < run.last {
            let behind = run.last.duration_since(now);
            self.ui.warning(&format!(
                "the clock of this machine is {} behind the last thing that was written down; set it right, or times will be off",
                super::wait::in_words(Some(behind))
            ));
        }
        if self.document.shown != self.document.file {
            self.ui.hint(&format!("`{}` is not in the work tree; this is {}", self.document.file, self.document.shown));
        }
        self.warn_of_another_clone();
        self.journal.append(What::Resumed)
    }

    /// Says where somebody with this login went on in another clone, and may still be at it: the lock of a run is of one
    /// clone.
    fn warn_of_another_clone(&self) {
        let (Some(last), me) = (self.journal.events().last(), self.journal.me()) else { return };
        if last.who == me.login && last.writer != self.journal.writer() && last.what != What::Paused {
            self.ui.warning(&format!(
                "you went on with this run in another clone, last at {}",
                super::wait::in_local_time(last.when)
            ));
            self.ui.hint("if a guide is still open there, end it first: two beside each other do things twice");
        }
    }

    /// Says where the guide before this one did not end by itself.
    pub fn explain_end(&self) {
        if let Some(left) = self.journal.left_by() {
            self.ui.warning(&format!(
                "the last guide of this run did not end by itself ({left}); what it had confirmed is here"
            ));
        }
    }
}

/// Says whether a run may be opened by a person: it is theirs, or they do one step of it.
pub fn may_open(run: &Run, login: &str, is_one_step: bool) -> Result<(), Failure> {
    if run.is_held_by(login) || is_one_step {
        return Ok(());
    }
    Err(Failure::new(
        Kind::Refused,
        format!("the run of {} is held by @{}, and you are @{login}", run.version, run.holder),
    )
    .hint(format!("do one step of it with `shepherd guide {} --step ID`", run.version))
    .hint("or take it over, if that is agreed, with `--take-over --reason WHY`"))
}
