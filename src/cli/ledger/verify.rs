//! `shepherd ledger verify`

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::ledger::LedgerPlace;
use crate::cli::ledger::evidence::identities;
use crate::cli::records::Records;
use crate::cli::table::table;
use crate::core::ledger::{Finding, Known, Problem, verify};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::git::{self, Tags};

/// Hold the records against the tags: what disagrees, what is missing, what is there twice
///
/// Compared are commit, day, version and kind, and the people with the trailers of the tag. Told, and no finding, is a kind
/// that people wrote otherwise than the step of the version, and who of the records is not among their people, where those
/// have anybody. Tags that a tool or a web page made carry no trailers, which is no fault. Ends with 1 where something is
/// found.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd ledger verify\n  \
    shepherd ledger verify --json | jq -r '.findings[] | .tag'"
)]
pub(super) struct VerifyArguments {
    /// Write it as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: LedgerPlace,
}

/// Verifies the records.
pub(super) fn run(context: &Context<'_>, arguments: &VerifyArguments) -> Result<(), Failure> {
    let mut place = arguments.place.find(context, false)?;
    let store = Records::read(context, &mut place)?;
    let releases = store.releases(&place.project)?;
    let (roster, unreadable) = store.people_as_far_as_readable()?;
    for error in unreadable {
        context.ui.warning(&Failure::from(error).message);
    }
    let progress = context.ui.progress("reading the history");
    let tags = Tags::read(&place.repository, place.config.rules.tag_pattern.as_ref(), None)?;
    let tagged = git::tagged(&place.repository, &tags, &place.config.rules)?;
    let identities = identities(context, &place, &tags);
    drop(progress);
    let (rules, mailmap) = (&place.config.rules, place.repository.mailmap());
    let known = Known { roster: &roster, rules, history: &identities, given: &[], mailmap: &mailmap };
    let verified = verify(&releases, &tagged, known, &store.release_doubts(&place.project)?);
    if arguments.json {
        let one =
            |finding: &Finding| json!({"problem": finding.problem.word(), "tag": finding.tag, "text": finding.text});
        context.ui.data(&pretty(&json!({
            "schema": 1, "project": place.project, "records": releases.len(), "tags": tagged.len(),
            "with_trailers": verified.with_trailers,
            "findings": verified.findings.iter().map(one).collect::<Vec<_>>(),
            "doubts": verified.doubts.iter().map(one).collect::<Vec<_>>(),
        }))?)?;
    } else if !verified.findings.is_empty() || !verified.doubts.is_empty() {
        let all = verified.findings.iter().chain(&verified.doubts);
        let rows: Vec<[String; 2]> =
            all.map(|finding| [clean(&finding.tag).into_owned(), clean(&finding.text).into_owned()]).collect();
        context.ui.prose(&(table(&rows).join("\n") + "\n"))?;
    }
    let without = verified.compared - verified.with_trailers;
    if without > 0 {
        let count = plural(without, "tag");
        context.ui.status(&format!("{count} without trailers: of these the people cannot be compared"));
    }
    let doubts = |problem: Problem| verified.doubts.iter().filter(|doubt| doubt.problem == problem).count();
    let (kinds, strangers) = (doubts(Problem::Kind), doubts(Problem::UnknownPerson));
    if strangers > 0 {
        context
            .ui
            .status(&format!("{strangers} in the releases and not among the people of the records, which is no fault"));
        context.ui.hint("`shepherd people add LOGIN` adds somebody, `--alias` a login that they had before");
    }
    if kinds > 0 {
        let count = plural(kinds, "kind");
        context.ui.status(&format!("{count} that people say otherwise than the versions do, which may be meant so"));
    }
    if verified.findings.is_empty() {
        let (records, tags) = (plural(releases.len(), "record"), plural(tagged.len(), "tag"));
        context.ui.status(&format!("the records of {} agree with its tags: {records}, {tags}", place.project));
        return Ok(());
    }
    let has = |problem: Problem| verified.findings.iter().any(|finding| finding.problem == problem);
    let count = plural(verified.findings.len(), "finding");
    let mut failure = Failure::new(Kind::Findings, format!("{count} in the records of {}", place.project));
    let remedies = [
        (Problem::NoRecord, "`shepherd ledger import` records what has no record"),
        (Problem::Disagrees, "`shepherd record VERSION … --amend` corrects a record"),
        (
            Problem::OwnMentor,
            "`shepherd record VERSION --mentored-by LOGIN --amend` says who the mentor was, an empty one nobody",
        ),
        (Problem::Nobody, "`shepherd record VERSION --released-by LOGIN --amend` says who cut it"),
        (Problem::NoTag, "`git fetch --tags` gets tags that are not here"),
        (Problem::UnknownKey, "what stands behind a key that is none is not read: mend it in the store by hand"),
    ];
    for (problem, remedy) in remedies {
        if has(problem) {
            failure = failure.hint(remedy);
        }
    }
    Err(failure)
}
