//! `shepherd record`

mod arguments;
mod find;

pub(super) use arguments::RecordArguments;

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::guide::login_of;
use crate::cli::json::pretty;
use crate::cli::ledger::{release_json, shown, until_right};
use crate::cli::record::find::Subject;
use crate::cli::records::Records;
use crate::core::ledger::{Entry, Release, Source, differences};
use crate::core::people::{Login, Roster};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::ui::{Answers, Form, Inquiry};

/// Records a release, or corrects its record.
pub(super) fn run(context: &Context<'_>, arguments: &RecordArguments) -> Result<(), Failure> {
    let mut entry = arguments.entry()?;
    let mut place = arguments.place.find(context, false)?;
    let records = Records::open(context, &mut place)?;
    let roster = records.everybody(context)?;
    let subject = Subject::find(context, arguments, &place, &records.store, &roster)?;
    if let Some(commit) = &arguments.commit {
        entry.commit = Some(subject.commit(context, &place, commit)?);
    }
    entry.version.clone_from(&subject.corrected.version);
    entry.commit = entry.commit.or_else(|| subject.corrected.commit.clone());
    entry.date = entry.date.or(subject.corrected.date);
    if subject.before.is_none() {
        ask(context, &place.repository, &mut entry, &subject.known)?;
    }
    entry.check_bots(&place.config.rules)?;
    let after = entry.of(&subject.known, &roster, context.today())?;
    let changes = subject.before.as_ref().map(|before| differences(before, &after));
    let is_so = changes.as_ref().is_some_and(Vec::is_empty);
    if let Some(changes) = changes.as_ref().filter(|changes| !changes.is_empty() && !arguments.amend) {
        let what = format!("{} is recorded already, and differently:\n  {}", clean(&after.tag), shown_lines(changes));
        return Err(Failure::new(Kind::Refused, what)
            .hint("`--amend` corrects the record; what it says now stays in the history of the store")
            .hint(format!("`shepherd ledger list --tag {} --history` shows that; nothing was written", after.tag)));
    }
    if !is_so {
        let author = Records::author(context, &place)?;
        let word = if subject.before.is_some() { "corrected" } else { "recorded" };
        let message = format!("{}: release {} {word}", place.project, after.tag);
        records.store.put_release(&place.project, &after.tag, &message, &author, |now| {
            // What somebody else wrote meanwhile was not seen.
            if now != subject.before.as_ref() {
                return Err(Failure::new(Kind::Refused, format!("the record of {} was changed meanwhile", after.tag))
                    .hint("nothing was written; do it again"));
            }
            Ok(after.clone())
        })?;
        records.share(context, &author)?;
    }
    report(context, arguments, &subject, &after, changes.as_deref(), &roster)
}

/// Says what is recorded now.
fn report(
    context: &Context<'_>,
    arguments: &RecordArguments,
    subject: &Subject,
    after: &Release,
    changes: Option<&[String]>,
    roster: &Roster,
) -> Result<(), Failure> {
    if arguments.json {
        let is_changed = changes.is_none_or(|changes| !changes.is_empty());
        let release = release_json(after)?;
        context.ui.data(&pretty(&json!({"schema": 1, "changed": is_changed, "release": release}))?)?;
    }
    let tag = clean(&after.tag);
    match changes {
        Some([]) => context.ui.status(&format!("{tag} is recorded so already")),
        Some(changes) => context.ui.status(&format!("corrected: {tag}\n  {}", shown_lines(changes))),
        None => {
            let people: Vec<String> = after.released_by.iter().map(|who| shown(who)).collect();
            let kind = if after.security { format!("{}, security", after.kind) } else { after.kind.clone() };
            let date = after.date.map(|date| format!(" of {date}")).unwrap_or_default();
            let why = if after.source == Source::Trailer { ", as the trailers of the tag say" } else { "" };
            context.ui.status(&format!("recorded: {tag}{date} ({kind}), released by {}{why}", people.join(", ")));
        }
    }
    if let Some(guess) = &subject.guess {
        context.ui.warning(&format!("that it is {} was guessed: {guess}", after.kind));
        context.ui.hint(&format!("`shepherd record {} --kind KIND --amend` says it", clean(&after.version)));
    }
    if !subject.has_tag {
        context.ui.warning(&format!("this clone has no tag `{tag}`, so nothing was compared with it"));
        context.ui.hint("`git fetch --tags` gets tags that are not here; `shepherd ledger verify` compares them then");
    }
    if !roster.0.is_empty() {
        for who in after.people().into_iter().filter(|who| roster.known_as(who).is_none()) {
            context.ui.warning(&format!(
                "{} is not among the people of the records; `shepherd people add {}` adds them",
                shown(who),
                clean(who)
            ));
        }
    }
    Ok(())
}

fn shown_lines(lines: &[String]) -> String {
    lines.iter().map(|line| clean(line)).collect::<Vec<_>>().join("\n  ")
}

/// Asks for what a new record needs and nobody said.
fn ask(
    context: &Context<'_>,
    repository: &crate::git::Repository,
    entry: &mut Entry,
    known: &Release,
) -> Result<(), Failure> {
    let can_ask = context.ui.can_ask();
    let missing = |flag: &str, what: &str| {
        Failure::new(Kind::Usage, format!("it is not known {what}, and the input is not a terminal"))
            .hint(format!("pass `{flag}`"))
    };
    if entry.released_by.is_none() && known.released_by.is_empty() {
        if !can_ask {
            return Err(missing("--released-by LOGIN", "who cut the release"));
        }
        let me = login_of(repository, None).ok();
        entry.released_by = Some(people(context, "released-by", "Who cut the release?", me.as_deref())?);
        let others = [
            ("mentored-by", "Who was the mentor? (empty for nobody)", &mut entry.mentored_by),
            ("sponsored-by", "Who put their name forward, as the sponsor? (empty for nobody)", &mut entry.sponsored_by),
            ("shadowed-by", "Who watched, to learn it? (empty for nobody)", &mut entry.shadowed_by),
        ];
        for (key, question, role) in others {
            if role.is_none() {
                *role = Some(people(context, key, question, Some(""))?);
            }
        }
    }
    if entry.date.is_none() && known.date.is_none() {
        if !can_ask {
            return Err(missing("--date DATE", "when it was released, as this clone has no tag of it"));
        }
        let today = context.today().to_string();
        let text = "When was it released? This clone has no tag of it";
        let form = Form::Text { default: Some(&today) };
        let answer = context.ui.inquire(&Inquiry { key: "date", text, form }, &mut Answers::default())?;
        entry.date = Some(arguments::date(&answer)?);
    }
    Ok(())
}

fn people(context: &Context<'_>, key: &str, text: &str, default: Option<&str>) -> Result<Vec<Login>, Failure> {
    let form = Form::Text { default };
    until_right(context, &Inquiry { key, text, form }, |answer| arguments::logins(&[answer.to_owned()]))
}
