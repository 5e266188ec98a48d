//! What GitHub tells besides checks: `pr-merged`, `milestone-empty` and `published`; and how any check asks it.

use crate::core::history::CommitId;
use crate::core::text::plural;
use crate::github::{Client, GithubError, Merge, Milestone, merge, merges_from, milestone, on_network, releases};

use super::finding::some_of;
use super::{Finding, GithubAccess, Subject};

/// Asks GitHub one question; what stands in the way is a finding.
pub(super) fn ask<Reply>(
    subject: &Subject<'_>,
    question: impl AsyncFnOnce(&Client, &str) -> Result<Reply, GithubError>,
) -> Result<Reply, Finding> {
    let (site, token, project) = match subject.github {
        GithubAccess::Reachable { site, token, project } => (site, token, project),
        GithubAccess::Unreachable(reason) => {
            return Err(Finding::unknown(
                format!("GitHub was not asked: {reason}"),
                "look at the project's page, and say what you saw",
            ));
        }
    };
    let answer = on_network(async {
        let client = Client::new(site, token.clone(), subject.patience)?;
        question(&client, project).await
    });
    answer.map_err(|error| Finding::unknown(error.to_string(), remedy(&error)))
}

/// What to do about an error, for somebody in the middle of a release.
fn remedy(error: &GithubError) -> &'static str {
    match error {
        GithubError::Unauthorised => "make a new token for `GITHUB_TOKEN`, or log in with `gh auth login`",
        GithubError::Forbidden { .. } => {
            "the token needs to read contents, issues, pull requests, checks, commit statuses and actions; organisations \
             with single sign-on want it to be authorised"
        }
        GithubError::NotFound { .. } => "name the project with `--project OWNER/NAME`, or use a token that may read it",
        GithubError::RateLimited { .. } | GithubError::GaveUp { .. } => {
            "try again later, or look at the project's page and say what you saw"
        }
        GithubError::Refused { .. } | GithubError::MissingRight { .. } | GithubError::Query(_) => {
            "look at the project's page, and say what you saw"
        }
        GithubError::Moved { .. } | GithubError::Setup(_) => "check `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL`",
    }
}

/// `pr-merged`: the release's pull request is merged into the line.
pub(super) fn pr_merged(subject: &Subject<'_>) -> Finding {
    match (subject.pull_request, subject.release_branch) {
        (Some(number), _) => by_number(subject, number),
        (None, Some(head)) => by_branch(subject, head),
        (None, None) => Finding::unknown(
            "which pull request is the release's is not known",
            "give its number, or the branch that it comes from",
        ),
    }
}

fn by_number(subject: &Subject<'_>, number: u64) -> Finding {
    match ask(subject, async |client, project| merge(client, project, number).await) {
        Err(finding) => finding,
        Ok(Some(found)) => judge(subject, &found),
        Ok(None) => Finding::unknown(format!("there is no pull request #{number}"), "give the right number"),
    }
}

fn by_branch(subject: &Subject<'_>, head: &str) -> Finding {
    let base = subject.branch;
    match ask(subject, async |client, project| merges_from(client, project, head, base).await) {
        Err(finding) => finding,
        // A branch may be used again and again; the newest pull request is this release's.
        Ok(found) => found.first().map_or_else(
            || {
                Finding::fails(
                    format!("there is no pull request from `{head}` into `{base}`"),
                    "open it, or give the number of the one that is meant",
                )
            },
            |found| judge(subject, found),
        ),
    }
}

fn judge(subject: &Subject<'_>, found: &Merge) -> Finding {
    let (number, branch) = (found.number, subject.branch);
    match found.state.as_str() {
        "MERGED" if found.base != branch => Finding::fails(
            format!("#{number} was merged into `{}`, and the line of this release is `{branch}`", found.base),
            "give the number of the pull request that is meant",
        ),
        "MERGED" => merged(subject, found),
        "OPEN" => Finding::pending(format!("#{number} is open"), format!("have it reviewed and merged: {}", found.url)),
        _ => Finding::fails(
            format!("#{number} was closed and not merged"),
            format!("open it again, or give the number of the one that took its place: {}", found.url),
        ),
    }
}

/// One that the previous release holds already was another release's, however alike its branch is called.
fn merged(subject: &Subject<'_>, found: &Merge) -> Finding {
    let number = found.number;
    let commit = found.commit().and_then(CommitId::parse);
    if let (Some(commit), Some(tag)) = (commit, subject.previous_tag)
        && let Some(previous) = subject.repository.tag_commit(tag)
        && subject.repository.is_part(commit, previous) == Some(true)
    {
        return Finding::fails(
            format!("#{number} is part of {tag} already"),
            "give the number of this release's pull request, or open it",
        );
    }
    let by = found.merged_by().map(|login| format!(" by @{login}")).unwrap_or_default();
    let place = commit.map(|commit| format!(" as {}", commit.short())).unwrap_or_default();
    Finding::holds(format!("#{number} was merged into `{}`{by}{place}", found.base))
}

/// `milestone-empty`: nothing is open in the milestone of the version.
pub(super) fn milestone_empty(subject: &Subject<'_>) -> Finding {
    let version = subject.version;
    let mut titles = vec![version.to_owned(), format!("v{version}")];
    if !titles.iter().any(|title| title == subject.tag) {
        titles.push(subject.tag.to_owned());
    }
    let shown = titles.join(" or ");
    // A milestone often has the name of the series.
    if let Some(short) = version.strip_suffix(".0").filter(|short| short.contains('.')) {
        titles.extend([short.to_owned(), format!("v{short}")]);
    }
    match ask(subject, async |client, project| milestone(client, project, version, &titles).await) {
        Err(finding) => finding,
        Ok(Some(found)) if found.open == 0 => {
            Finding::holds(format!("nothing is open in the milestone {}", found.title))
        }
        Ok(Some(found)) => left(&found),
        Ok(None) => Finding::unknown(
            format!("there is no milestone {shown}"),
            "where the project has none for this release, say so",
        ),
    }
}

fn left(found: &Milestone) -> Finding {
    let names: Vec<String> = found.left.iter().map(|item| format!("#{} {}", item.number, item.title)).collect();
    Finding::fails(
        format!(
            "{} open in the milestone {}: {}",
            plural(found.open, "item"),
            found.title,
            some_of(&names, found.open)
        ),
        format!("close them, or move them to the next milestone: {}", found.url),
    )
}

/// `published`: there is a release of the tag that everybody sees.
pub(super) fn published(subject: &Subject<'_>) -> Finding {
    let tag = subject.tag;
    let found = match ask(subject, async |client, project| releases(client, project, tag).await) {
        Err(finding) => return finding,
        Ok(found) => found,
    };
    match (found.public, found.draft) {
        (Some(release), _) => Finding::holds(format!("{tag} is published: {}", release.url)),
        (None, Some(draft)) => {
            Finding::fails(format!("the release of {tag} is a draft"), format!("publish it: {}", draft.url))
        }
        (None, None) => Finding::fails(format!("GitHub has no release of {tag}"), "publish one for the tag"),
    }
}
