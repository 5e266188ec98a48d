//! What git has of each release tag: who made it, what its message says, and who set the version and merged that.

use std::borrow::Cow;
use std::collections::HashSet;

use git2::{Commit, Oid};
use regex::Regex;

use crate::core::changelog::message::Message;
use crate::core::changelog::rules::Rules;
use crate::core::history::Person;
use crate::core::ledger::{Someone, Tagged};
use crate::git::history::{author, decode};
use crate::git::{GitError, Repository, Tag, Tags};

/// How many commits before a tag the one that set the version is looked for.
const NEAR: usize = 10;

/// Returns what git has of each release, in the order of the tags.
pub fn tagged(repository: &Repository, tags: &Tags, rules: &Rules) -> Result<Vec<Tagged>, GitError> {
    let reader = Reader::new(repository, tags, rules);
    tags.all.iter().map(|tag| reader.read(tag)).collect()
}

/// Returns what git has of one release.
pub fn tagged_one(repository: &Repository, tags: &Tags, rules: &Rules, tag: &Tag) -> Result<Tagged, GitError> {
    Reader::new(repository, tags, rules).read(tag)
}

struct Reader<'a> {
    repository: &'a git2::Repository,
    rules: &'a Rules,
    tagged: HashSet<Oid>,
}

impl<'a> Reader<'a> {
    fn new(repository: &'a Repository, tags: &Tags, rules: &'a Rules) -> Self {
        Self { repository: &repository.inner, rules, tagged: tags.all.iter().map(|tag| tag.commit).collect() }
    }

    fn read(&self, tag: &Tag) -> Result<Tagged, GitError> {
        let reading = || GitError::doing(format!("read the tag `{}`", tag.name));
        let reference = self.repository.find_reference(&format!("refs/tags/{}", tag.name)).map_err(reading())?;
        let object = reference.target().and_then(|id| self.repository.find_tag(id).ok());
        let tagger = object.as_ref().and_then(git2::Tag::tagger).map(|tagger| {
            let text = |bytes: &[u8]| decode(bytes, None);
            Someone::signed(Person { name: text(tagger.name_bytes()), email: text(tagger.email_bytes()) })
        });
        let message = object.as_ref().and_then(git2::Tag::message_bytes).map(|bytes| decode(bytes, None));
        let mut found = Tagged {
            tag: tag.name.clone(),
            version: tag.version.clone(),
            commit: tag.commit.to_string(),
            date: tag.date().and_then(|date| date.parse().ok()),
            tagger,
            trailers: message.map(|message| trailers(&message)).unwrap_or_default(),
            merger: None,
            bump: None,
            pull_request: None,
            near: Vec::new(),
        };
        self.look_back(tag, &mut found).map_err(reading())?;
        Ok(found)
    }

    /// Looks for the commit that set the version, and for the merge of its pull request, along first parents.
    fn look_back(&self, tag: &Tag, found: &mut Tagged) -> Result<(), git2::Error> {
        let mut next = Some(tag.commit);
        for step in 0..NEAR {
            let Some(id) = next else { break };
            if step < 2 {
                found.near.push(id.to_string());
            }
            // What comes before another tag is that one's; and a shallow clone ends somewhere.
            let Some(commit) = self.repository.find_commit(id).ok().filter(|_| step == 0 || !self.tagged.contains(&id))
            else {
                break;
            };
            if self.note(&commit, step == 0, tag, found)? {
                break;
            }
            next = commit.parent_id(0).ok();
        }
        Ok(())
    }

    /// Notes what a commit says of the release; `true` where nothing more is to be looked for.
    fn note(&self, commit: &Commit<'_>, is_tagged: bool, tag: &Tag, found: &mut Tagged) -> Result<bool, git2::Error> {
        let is_merge = commit.parent_count() > 1;
        let message = self.message(commit, is_merge);
        let housekeeping = &self.rules.housekeeping;
        let version = tag.version.to_string();
        let mut words = message.title.split(|letter: char| letter.is_whitespace() || "()[],:".contains(letter));
        let names_it = is_tagged && words.any(|word| word.trim_start_matches('v').trim_end_matches('.') == version);
        let is_title = names_it || housekeeping.by_title(&message.title).is_some();
        if !is_merge {
            if is_title {
                found.bump = Some(signed(commit));
                found.pull_request = found.pull_request.or(message.reference.map(|reference| reference.number));
            }
            return Ok(is_title);
        }
        let is_branch = message.branch.as_ref().is_some_and(|(_, branch)| {
            housekeeping.by_branch(branch).is_some() || branch.contains(&version) || branch.contains("release")
        });
        if message.reference.is_none() || !(is_title || is_branch) {
            return Ok(false);
        }
        found.merger = Some(signed(commit));
        found.pull_request = message.reference.map(|reference| reference.number);
        let tip = commit.parent(1)?;
        let message = self.message(&tip, tip.parent_count() > 1);
        if tip.parent_count() < 2 && housekeeping.by_title(&message.title).is_some() {
            found.bump = Some(signed(&tip));
        }
        Ok(true)
    }

    fn message(&self, commit: &Commit<'_>, is_merge: bool) -> Message {
        let text = decode(commit.message_bytes(), commit.message_encoding().ok().flatten());
        let pattern: Option<&Regex> = self.rules.pull_request_pattern.as_ref();
        Message::read(&text, is_merge, pattern)
    }
}

fn signed(commit: &Commit<'_>) -> Someone {
    Someone::signed(author(commit, commit.message_encoding().ok().flatten()))
}

/// Returns the trailers of a message, as `git interpret-trailers` reads them. A signature behind the message is none.
fn trailers(message: &str) -> Vec<(String, String)> {
    let end = ["-----BEGIN PGP SIGNATURE-----", "-----BEGIN SSH SIGNATURE-----"];
    let end = end.iter().filter_map(|mark| message.find(mark)).min().unwrap_or(message.len());
    let message = message.get(..end).unwrap_or(message);
    // libgit2 takes the next line for the value of a trailer that has none, so such a one gets a word that is taken away.
    let marked: String = message.split_inclusive('\n').map(|line| marked(line)).collect();
    let Ok(found) = git2::message_trailers_strs(&marked) else { return Vec::new() };
    let value = |value: &str| value.replacen(NO_VALUE, "", 1).split_whitespace().collect::<Vec<_>>().join(" ");
    found.iter().map(|(key, text)| (key.to_owned(), value(text))).collect()
}

/// Stands for the value of a trailer that has none.
const NO_VALUE: &str = "\u{1}";

/// Returns a line of a message, with [`NO_VALUE`] where it is a trailer without a value.
fn marked(line: &str) -> Cow<'_, str> {
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match line.trim_end().strip_suffix(':') {
        Some(key) if is_key(key) => Cow::Owned(format!("{key}: {NO_VALUE}\n")),
        _ => Cow::Borrowed(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailers_stand_at_the_end_of_the_message() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let signed = "Release 1.0\n\nReleased-by: @kim\nMentored-by: @mona\n-----BEGIN PGP SIGNATURE-----\n\niQ==\n\
                      -----END PGP SIGNATURE-----\n";
        assert_eq!(trailers(signed), [pair("Released-by", "@kim"), pair("Mentored-by", "@mona")]);
        assert_eq!(trailers("Release 1.0\n\nReleased-by: @kim\n\nThat was all.\n"), []);
        assert_eq!(trailers("Release 1.0"), []);
        let empty = "Release 1.0\n\nReleased-by: kim\nMentored-by:\nSponsored-by: ann\nShadowed-by:\n";
        let read = [("Released-by", "kim"), ("Mentored-by", ""), ("Sponsored-by", "ann"), ("Shadowed-by", "")];
        assert_eq!(trailers(empty), read.map(|(key, value)| pair(key, value)));
        let folded = "Release 1.0\n\nReleased-by: Kim\n Newcomer\nMentored-by:\n  mona\n";
        assert_eq!(trailers(folded), [pair("Released-by", "Kim Newcomer"), pair("Mentored-by", "mona")]);
    }
}
