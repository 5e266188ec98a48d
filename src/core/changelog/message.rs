//! What a commit message says: the pull request that it merges, what it ports back, what it reverts.
//!
//! Everything here reads text alone. Whether a number really is a pull request is decided later, by GitHub where it is
//! asked.

use regex::Regex;

use crate::core::changelog::spelling::{
    BackportMention, RevertMention, after_phrase, backport_mention, digits, hash_in, last_parenthesised_number,
    revert_mention,
};
use crate::core::upgrade::has_marks;

/// The form of a reference that stands at the end of the subject, `… (#N)`.
pub const SQUASH_SUBJECT: &str = "squash subject";

/// The form of a port whose subject is the merge that it ports, with `(#N)` behind it.
pub const SQUASHED_MERGE: &str = "merge in a squash subject";

/// How sure a message is that its number names a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// A form that only merging writes: `Merge pull request #N`, `… (#N)`, `PR-URL:`, the configured pattern.
    Sure,
    /// A form that people also use for issues: `Closes #N`. GitHub knows better, when it can be asked.
    Unsure,
}

/// The pull request that a commit names as its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The number.
    pub number: u64,
    /// How sure it is.
    pub certainty: Certainty,
    /// The form it was recognised by, in words for `explain`.
    pub form: &'static str,
}

/// The facts that one commit message holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The title of the change: the first line of the body for a merge, the subject (without `(#N)`) otherwise.
    pub title: String,
    /// The pull request that the commit names as its own.
    pub reference: Option<Reference>,
    /// `owner/name` of the project whose pull request it is, where the message says so.
    pub project: Option<Box<str>>,
    /// `owner/branch` of a merge, split.
    pub branch: Option<(String, String)>,
    /// Whether it merges a security advisory's private fork.
    pub is_security: bool,
    /// What it ports back from another line.
    pub backport: Option<BackportMention>,
    /// The full or abbreviated ids that `(cherry picked from commit …)` names.
    pub picked_from: Vec<String>,
    /// What it reverts.
    pub revert: Option<RevertMention>,
    /// `Name <mail>` of each `Co-authored-by:` trailer.
    pub co_authors: Vec<(String, String)>,
    /// Its body, where that can hold a note for those who upgrade.
    pub notes: Option<Box<str>>,
}

impl Message {
    /// Reads a message. `is_merge` is whether the commit has more than one parent; `pattern` is the configured
    /// pattern, whose group `number` (or first group) is the number.
    pub fn read(text: &str, is_merge: bool, pattern: Option<&Regex>) -> Self {
        let (subject, body) = split(text);
        let mut message = Self { title: subject.to_owned(), ..Self::default() };
        message.notes = has_marks(body).then(|| body.into());
        message.read_trailers(body);
        message.read_subject(subject, body, is_merge);
        message.revert = revert_mention(&message.title, body, message.branch.as_ref().map(|(_, name)| name.as_str()));
        if let Some(reference) = pattern.and_then(|pattern| configured(pattern, text)) {
            message.reference = Some(reference);
        }
        if message.reference.is_none() && !message.is_security {
            message.reference = trailer_reference(body, message.revert.is_some());
            message.project = project_of_trailer(body);
        }
        message.backport = message
            .backport
            .take()
            .or_else(|| backport_mention(&message.title, body, message.branch.as_ref().map(|(_, name)| name.as_str())));
        // A port of N cannot be N itself: `[Backport 5.x] Fix (#12)` without a number of its own.
        if let (Some(reference), Some(backport)) = (message.reference, &message.backport)
            && backport.number == Some(reference.number)
        {
            message.reference = None;
        }
        message
    }

    fn read_subject(&mut self, subject: &str, body: &str, is_merge: bool) {
        let squashed = last_parenthesised_number(subject).filter(|_| !is_merge);
        if let (Some((merged, _)), Some((number, _))) = (github_merge(subject), &squashed)
            && merged != *number
        {
            // A merge that was ported as one commit and squashed: both numbers stand in its subject.
            self.set(*number, SQUASH_SUBJECT);
            self.title = title_of(body).unwrap_or_else(|| subject.to_owned());
            self.backport =
                Some(BackportMention { number: Some(merged), title: Some(self.title.clone()), form: SQUASHED_MERGE });
        } else if let Some((number, rest)) = github_merge(subject) {
            self.set(number, "merge commit");
            self.branch = rest.strip_prefix("from ").and_then(branch);
            self.title = title_of(body).unwrap_or_else(|| title_of_branch(self.branch.as_ref(), subject));
        } else if subject.starts_with("Merge pull request from GHSA-")
            || (is_merge && subject.starts_with("Merge commit from fork"))
        {
            self.is_security = true;
            self.title = title_of(body).unwrap_or_else(|| subject.to_owned());
        } else if let Some(number) = other_merge(subject, is_merge) {
            self.set(number, "merge commit");
            self.project =
                subject.split([' ', ':']).nth(1).and_then(|word| word.split_once('#')).map(|(slug, _)| slug.into());
            let named = subject.split_once(": ").map(|(_, title)| title.trim().to_owned());
            self.title = named
                .filter(|title| !title.is_empty())
                .or_else(|| title_of(body))
                .unwrap_or_else(|| subject.to_owned());
        } else if let Some((number, title)) = last_parenthesised_number(subject) {
            self.set(number, SQUASH_SUBJECT);
            self.title = title;
        }
    }

    fn set(&mut self, number: u64, form: &'static str) {
        self.reference = Some(Reference { number, certainty: Certainty::Sure, form });
    }

    fn read_trailers(&mut self, body: &str) {
        for line in body.lines().map(str::trim) {
            if let Some(hash) = line
                .trim_start_matches('(')
                .strip_prefix("cherry picked from commit ")
                .or_else(|| line.trim_start_matches('(').strip_prefix("cherry-picked from commit "))
                .and_then(hash_in)
            {
                self.picked_from.push(hash);
            } else if line.get(..15).is_some_and(|head| head.eq_ignore_ascii_case("co-authored-by:")) {
                let rest = line.get(15..).unwrap_or_default();
                if let Some((name, mail)) = rest.trim().trim_end_matches('>').split_once('<') {
                    self.co_authors.push((name.trim().to_owned(), mail.trim().to_owned()));
                }
            }
        }
    }
}

/// Splits a message into its subject (the first paragraph on one line, as git does) and its body.
fn split(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(['\n', '\r']);
    let (subject, body) = text.split_once('\n').unwrap_or((text, ""));
    (subject.trim(), body)
}

/// `Merge pull request #12 from owner/branch`, also inside a cherry-picked commit, which is not a merge.
fn github_merge(subject: &str) -> Option<(u64, &str)> {
    let rest = subject.strip_prefix("Merge pull request #")?;
    let (number, rest) = digits(rest)?;
    Some((number, rest.trim_start()))
}

/// The other forms of a numbered merge: `Merge owner/name#12`, `Merge #12`, `Merge PR #12: title`,
/// `Auto merge of #12 - …`.
fn other_merge(subject: &str, is_merge: bool) -> Option<u64> {
    if let Some(rest) = subject.strip_prefix("Auto merge of #") {
        return digits(rest).map(|(number, _)| number);
    }
    let rest = subject.strip_prefix("Merge ")?;
    for prefix in ["PR #", "pr #", "pull request #"] {
        if let Some(found) = rest.strip_prefix(prefix) {
            return digits(found).map(|(number, _)| number);
        }
    }
    if let Some(found) = rest.strip_prefix('#') {
        return is_merge.then(|| digits(found).map(|(number, _)| number)).flatten();
    }
    let word = rest.split([' ', ':']).next()?;
    let (slug, number) = word.split_once('#')?;
    let (owner, name) = slug.split_once('/')?;
    if owner.is_empty() || name.is_empty() {
        return None;
    }
    let (number, rest) = digits(number)?;
    rest.is_empty().then_some(number)
}

fn branch(text: &str) -> Option<(String, String)> {
    let (owner, name) = text.split_whitespace().next()?.split_once('/')?;
    Some((owner.to_owned(), name.to_owned()))
}

/// The first line of a merge's body that is prose; trailers and git's list of conflicts are passed over, and the bullet
/// of a list of commits is taken off.
fn title_of(body: &str) -> Option<String> {
    let mut in_conflicts = false;
    let line = body.lines().map(str::trim).find(|line| {
        in_conflicts = line.starts_with("# Conflicts") || (in_conflicts && line.starts_with('#'));
        !line.is_empty() && !in_conflicts && after_phrase(line, "signed-off-by:").is_none()
    })?;
    Some(line.strip_prefix("* ").unwrap_or(line).trim_start().to_owned())
}

/// A merge whose body is empty: the branch name is the best that git knows.
fn title_of_branch(branch: Option<&(String, String)>, subject: &str) -> String {
    branch.map_or_else(|| subject.to_owned(), |(_, name)| name.replace(['-', '_'], " "))
}

fn configured(pattern: &Regex, text: &str) -> Option<Reference> {
    let found = pattern.captures(text)?;
    // One alternative of the pattern may catch it in another group than the next.
    let group = found.name("number").or_else(|| found.iter().skip(1).flatten().next())?;
    let number = group.as_str().trim_start_matches('#').parse().ok().filter(|number| *number > 0)?;
    Some(Reference { number, certainty: Certainty::Sure, form: "configured pattern" })
}

/// The project that a `PR-URL:` with a whole address names.
fn project_of_trailer(body: &str) -> Option<Box<str>> {
    let address = body.lines().map(str::trim).find_map(|line| after_phrase(line, "pr-url:"))?;
    let (project, _) = address.split_once("/pull/")?;
    let mut parts = project.rsplit('/');
    let (name, owner) = (parts.next()?, parts.next()?);
    Some(format!("{owner}/{name}").into())
}

/// `PR-URL:` and `Closes #N`, the latter unsure, since people write it for issues too.
fn trailer_reference(body: &str, is_revert: bool) -> Option<Reference> {
    let mut unsure = None;
    for line in body.lines().map(str::trim) {
        if let Some(rest) = after_phrase(line, "pr-url:") {
            let number = rest.rsplit_once("/pull/").map_or(rest.trim_start_matches('#'), |(_, number)| number);
            if let Some((number, _)) = digits(number) {
                return Some(Reference { number, certainty: Certainty::Sure, form: "PR-URL trailer" });
            }
        }
        if unsure.is_none()
            && !is_revert
            && let Some(rest) = after_phrase(line, "closes:").or_else(|| after_phrase(line, "closes "))
            && let Some((number, _)) = rest.strip_prefix('#').and_then(digits)
        {
            unsure = Some(Reference { number, certainty: Certainty::Unsure, form: "Closes trailer" });
        }
    }
    unsure
}
