//! What the checks on GitHub say: `ci-green` and `tag-ci-green`.

use crate::core::history::CommitId;
use crate::core::text::plural;
use crate::github::{Checks, Outcome, commit_checks, tag_checks};

use super::finding::some_of;
use super::on_github::ask;
use super::{Finding, Subject};

/// `ci-green`: all checks of the target passed. While nothing is pinned, the newest commit of the line's branch counts.
pub(super) fn ci_green(subject: &Subject<'_>) -> Finding {
    let Some(commit) = subject.target.or_else(|| subject.repository.branch_tip(subject.branch)) else {
        return Finding::unknown(
            format!("there is no target yet, and no branch `{}` in this clone", subject.branch),
            format!("`git switch {}`", subject.branch),
        );
    };
    match ask(subject, async |client, project| commit_checks(client, project, commit).await) {
        Err(finding) => finding,
        Ok(None) => Finding::fails(
            format!("GitHub does not have {}", commit.short()),
            format!("push `{}`, or merge the pull request that brings it", subject.branch),
        ),
        Ok(Some(checks)) => judge(&checks, &commit.short(), || none_ran(commit)),
    }
}

fn none_ran(commit: CommitId) -> Finding {
    Finding::unknown(
        format!("no checks ran for {}", commit.short()),
        "wait until they begin, or run the tests by hand where the project has no checks",
    )
}

/// `tag-ci-green`: all that the tag started passed.
pub(super) fn tag_ci_green(subject: &Subject<'_>) -> Finding {
    let tag = subject.tag;
    match ask(subject, async |client, project| tag_checks(client, project, tag).await) {
        Err(finding) => finding,
        Ok(None) => {
            let remote = subject.remote.unwrap_or("origin");
            Finding::fails(
                format!("GitHub does not have the tag `{tag}`"),
                format!("`git push {remote} refs/tags/{tag}`"),
            )
        }
        Ok(Some(found)) => judge(&found.started, &format!("`{tag}`"), || none_started(tag, found.others)),
    }
}

fn none_started(tag: &str, others: usize) -> Finding {
    let others = match others {
        0 => String::new(),
        count => format!("; {} ran for its commit otherwise", plural(count, "other")),
    };
    Finding::unknown(
        format!("no check is known that the tag `{tag}` started{others}"),
        "wait until it begins, or see whether a workflow of the project runs for tags at all",
    )
}

/// Says how checks stand together; GitHub's own verdict decides, the names say why.
fn judge(checks: &Checks, whose: &str, none: impl FnOnce() -> Finding) -> Finding {
    let runs = |wanted: Outcome| -> Vec<&str> {
        checks.runs.iter().filter(|(_, outcome)| *outcome == wanted).map(|(name, _)| name.as_str()).collect()
    };
    // The verdict covers checks that are not among the first hundred.
    let known = format!("the first {} of {}", checks.runs.len(), checks.total);
    let list = |names: &[&str]| match (names, checks.runs.len() < checks.total) {
        ([], _) => format!("not among {known}"),
        (names, true) => format!("{} (of {known})", some_of(names, names.len())),
        (names, false) => some_of(names, names.len()),
    };
    match checks.outcome {
        None => none(),
        Some(Outcome::Passed) => Finding::holds(format!("{} of {whose} passed", plural(checks.total, "check"))),
        Some(Outcome::Pending) => Finding::pending(
            format!("checks of {whose} are still running: {}", list(&runs(Outcome::Pending))),
            "wait for them",
        ),
        Some(Outcome::Failed) => Finding::fails(
            format!("checks of {whose} failed: {}", list(&runs(Outcome::Failed))),
            "read their logs; run them again where they failed by chance",
        ),
    }
}
