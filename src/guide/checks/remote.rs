//! What the remote has at this moment: `up-to-date`, `tag-absent` and `tag-pushed`.

use std::collections::BTreeMap;

use crate::core::history::CommitId;
use crate::core::text::plural;
use crate::failure::Failure;
use crate::git::list_remote;

use super::{Finding, Subject};

/// `up-to-date`: the local branch stands where the remote's does now, not where it did at the last fetch.
pub(super) fn up_to_date(subject: &Subject<'_>) -> Finding {
    let branch = subject.branch;
    let Some(ours) = subject.repository.branch_tip(branch) else {
        return Finding::fails(
            format!("there is no branch `{branch}` in this clone"),
            format!("`git switch {branch}`"),
        );
    };
    let reference = format!("refs/heads/{branch}");
    let (remote, found) = match ask(subject, std::slice::from_ref(&reference)) {
        Ok(found) => found,
        Err(finding) => return finding,
    };
    match found.get(&reference) {
        Some(theirs) if *theirs == ours => {
            Finding::holds(format!("`{branch}` and `{remote}` are both at {}", ours.short()))
        }
        Some(theirs) => apart(subject, remote, ours, *theirs),
        None => Finding::fails(
            format!("`{remote}` has no branch `{branch}`"),
            format!("`git push {remote} {branch}`, once it is what the project wants to have"),
        ),
    }
}

/// How two ends of a branch stand to each other.
fn apart(subject: &Subject<'_>, remote: &str, ours: CommitId, theirs: CommitId) -> Finding {
    let branch = subject.branch;
    let pull = format!("`git pull --ff-only {remote} {branch}`");
    match subject.repository.apart(ours, theirs) {
        Some((0, behind)) => {
            Finding::fails(format!("`{branch}` is {} behind `{remote}`", plural(behind, "commit")), pull)
        }
        Some((ahead, 0)) => Finding::fails(
            format!("`{branch}` is {} ahead of `{remote}`", plural(ahead, "commit")),
            format!("`git push {remote} {branch}`, or a pull request where the project wants one"),
        ),
        Some((ahead, behind)) => Finding::fails(
            format!("`{branch}` and `{remote}` have parted: {ahead} here, {behind} there"),
            format!("look at `git log --oneline --left-right {branch}...{}`, and bring them together", theirs.short()),
        ),
        None => Finding::fails(
            format!("`{remote}` has {} on `{branch}`, which this clone has never seen", theirs.short()),
            format!("`git fetch {remote}`, then {pull}"),
        ),
    }
}

/// `tag-absent`: nobody has the tag, in either usual spelling.
pub(super) fn tag_absent(subject: &Subject<'_>) -> Finding {
    const REMEDY: &str = "choose another version: a tag that somebody may have fetched is never moved";
    let names = spellings(subject.tag);
    if let Some(name) = names.iter().find(|name| subject.repository.has_tag(name)) {
        return Finding::fails(format!("the tag `{name}` is in this clone{}", place(subject, name)), REMEDY);
    }
    let references: Vec<String> = names.iter().map(|name| format!("refs/tags/{name}")).collect();
    let (remote, found) = match ask(subject, &references) {
        Ok(found) => found,
        Err(finding) => return finding,
    };
    match found.keys().next() {
        Some(reference) => {
            let name = reference.trim_start_matches("refs/tags/");
            Finding::fails(format!("`{remote}` has the tag `{name}` already"), REMEDY)
        }
        None => Finding::holds(format!("neither this clone nor `{remote}` has {}", either(&names))),
    }
}

fn place(subject: &Subject<'_>, tag: &str) -> String {
    subject.repository.tag_commit(tag).map(|commit| format!(", on {}", commit.short())).unwrap_or_default()
}

fn either(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
}

/// The tag, and the same version with or without `v`, where that is all that stands before it.
fn spellings(tag: &str) -> Vec<String> {
    let is_version = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    let other = match tag.strip_prefix(['v', 'V']) {
        Some(bare) if is_version(bare) => Some(bare.to_owned()),
        None if is_version(tag) => Some(format!("v{tag}")),
        _ => None,
    };
    [tag.to_owned()].into_iter().chain(other).collect()
}

/// `tag-pushed`: the remote has the tag, on the commit that it belongs on.
pub(super) fn tag_pushed(subject: &Subject<'_>) -> Finding {
    let tag = subject.tag;
    let (plain, peeled) = (format!("refs/tags/{tag}"), format!("refs/tags/{tag}^{{}}"));
    let (remote, found) = match ask(subject, &[plain.clone(), peeled.clone()]) {
        Ok(found) => found,
        Err(finding) => return finding,
    };
    // An annotated tag is an object of its own; its commit is listed beside it.
    let Some(theirs) = found.get(&peeled).or_else(|| found.get(&plain)).copied() else {
        let push = format!("`git push {remote} refs/tags/{tag}`");
        if subject.repository.has_tag(tag) {
            return Finding::fails(format!("the tag `{tag}` is in this clone, and `{remote}` does not have it"), push);
        }
        return Finding::fails(
            format!("neither this clone nor `{remote}` has the tag `{tag}`"),
            format!("tag the target, then {push}"),
        );
    };
    let Some(wanted) = subject.target.or_else(|| subject.repository.tag_commit(tag)) else {
        return Finding::unknown(
            format!("`{remote}` has `{tag}` on {}, and which commit it belongs on is not known", theirs.short()),
            format!("`git fetch {remote} tag {tag}`, and compare it with what was to be released"),
        );
    };
    if theirs == wanted {
        return Finding::holds(format!("`{remote}` has `{tag}` on {}", theirs.short()));
    }
    Finding::fails(
        format!("`{remote}` has `{tag}` on {}, and it belongs on {}", theirs.short(), wanted.short()),
        "do not move it: find out who tagged, and choose another version if the tag is wrong",
    )
}

/// Asks the remote where references stand; returns its name with them.
fn ask<'a>(subject: &Subject<'a>, references: &[String]) -> Result<(&'a str, BTreeMap<String, CommitId>), Finding> {
    let Some(remote) = subject.remote else {
        return Err(Finding::unknown(
            "which remote is the project's own is not known",
            "name it: `remote` in `.shepherd.toml`, or `--remote`",
        ));
    };
    let found = list_remote(subject.repository, remote, references, subject.patience);
    found.map(|found| (remote, found)).map_err(|error| {
        let failure = Failure::from(error);
        let remedy = failure.hints.first().cloned();
        let remedy = remedy.unwrap_or_else(|| format!("see whether `git ls-remote {remote}` works, then try again"));
        Finding::unknown(format!("`{remote}` cannot be asked: {}", reason(&failure.message)), remedy)
    })
}

/// Makes one line of what git says on several; after its first `fatal:` there is only general advice.
fn reason(message: &str) -> String {
    let lines: Vec<&str> = message.lines().map(str::trim).collect();
    let end = lines.iter().position(|line| line.starts_with("fatal:")).map_or(lines.len(), |last| last + 1);
    lines.into_iter().take(end).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_advice_is_left_out() {
        let message = "`git` failed\n  No route to host\n  fatal: Could not read from remote repository.\n  Please";
        let expected = "`git` failed; No route to host; fatal: Could not read from remote repository.";
        assert_eq!(reason(message), expected);
        assert_eq!(reason("`git` was not found"), "`git` was not found");
    }

    #[test]
    fn a_version_has_two_spellings() {
        assert_eq!(spellings("v5.5.0"), ["v5.5.0", "5.5.0"]);
        assert_eq!(spellings("5.5.0"), ["5.5.0", "v5.5.0"]);
        assert_eq!(spellings("hub-5.5.0"), ["hub-5.5.0"]);
        assert_eq!(spellings("vela-1"), ["vela-1"]);
    }
}
