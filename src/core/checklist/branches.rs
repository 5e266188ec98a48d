//! Branches and remotes that commands name: `git checkout main` is wrong on the line `5.x`.

use std::ops::Range;

use crate::core::checklist::placeholder::Placeholder;
use crate::core::checklist::script::{Word, commands};

/// What a name in a command is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BranchOrRemote {
    /// A branch.
    Branch,
    /// A remote.
    Remote,
}

/// Returns each branch and each remote that git commands name, with its place in `commands`, in bytes, in order.
///
/// Names that the commands make themselves, as `git switch -c new`, are none, nor are tags, commits and placeholders.
pub fn named_branches_and_remotes(commands_text: &str) -> Vec<(BranchOrRemote, String, Range<usize>)> {
    let mut made: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for command in commands(commands_text) {
        let Some((verb, arguments)) = git(&command.words) else { continue };
        let mut named = Named { text: commands_text, made: &mut made, found: &mut found };
        named.command(verb, arguments);
    }
    let open: Vec<_> = Placeholder::in_commands(commands_text).into_iter().map(|(_, range)| range).collect();
    let is_plain = |range: &Range<usize>| !open.iter().any(|open| open.start < range.end && range.start < open.end);
    found.retain(|(_, name, range): &(_, String, _)| !name.contains(['$', '<', '{', '*', '`']) && is_plain(range));
    found
}

/// Returns the subcommand of a git command with what follows it; options in front are skipped.
pub(super) fn git(words: &[Word]) -> Option<(&str, &[Word])> {
    let (program, mut rest) = words.split_first()?;
    if program.text.rsplit('/').next() != Some("git") {
        return None;
    }
    loop {
        let (word, after) = rest.split_first()?;
        match word.text.as_str() {
            "-C" | "-c" | "--git-dir" | "--work-tree" | "--namespace" => rest = after.get(1..)?,
            option if option.starts_with('-') => rest = after,
            verb => return Some((verb, after)),
        }
    }
}

struct Named<'a> {
    text: &'a str,
    made: &'a mut Vec<String>,
    found: &'a mut Vec<(BranchOrRemote, String, Range<usize>)>,
}

/// Options that a value follows.
const WITH_VALUE: [&str; 15] = [
    "--depth",
    "--message",
    "--onto",
    "--push-option",
    "--strategy",
    "--strategy-option",
    "-F",
    "-X",
    "-b",
    "-c",
    "-m",
    "-o",
    "-s",
    "-B",
    "-C",
];

impl Named<'_> {
    fn command(&mut self, verb: &str, arguments: &[Word]) {
        let makes =
            arguments.iter().any(|word| ["-b", "-B", "-c", "-C", "--orphan", "--create"].contains(&word.text.as_str()));
        let is_file = arguments.iter().any(|word| word.text == "--");
        let plain = positional(arguments, verb);
        match verb {
            "checkout" | "switch" if makes => {
                let made = arguments.windows(2).find(|pair| {
                    pair.first().is_some_and(|word| {
                        ["-b", "-B", "-c", "-C", "--orphan", "--create"].contains(&word.text.as_str())
                    })
                });
                self.made.extend(made.and_then(|pair| pair.last()).map(|word| word.text.clone()));
                if let Some(start) = plain.first() {
                    self.branch(start);
                }
            }
            "checkout" | "switch" if !is_file && plain.len() == 1 => {
                if let Some(branch) = plain.first() {
                    self.branch(branch);
                }
            }
            "merge" | "rebase" | "reset" => plain.iter().for_each(|word| self.branch(word)),
            "push" | "pull" | "fetch" => {
                let (remote, references) =
                    plain.split_first().map_or((None, [].as_slice()), |(remote, rest)| (Some(remote), rest));
                if let Some(remote) = remote {
                    self.remote(remote);
                }
                let deletes = arguments.iter().any(|word| word.text == "--delete" || word.text == "-d");
                for reference in references.iter().filter(|_| !deletes) {
                    self.reference(reference);
                }
            }
            _ => {}
        }
    }

    fn remote(&mut self, word: &Word) {
        let is_address = word.text.contains([':', '/', '.', '@']);
        if !is_address && let Some(range) = self.place(word, &word.text, 0) {
            self.found.push((BranchOrRemote::Remote, word.text.clone(), range));
        }
    }

    /// A branch, or one of a remote: `origin/main`.
    fn branch(&mut self, word: &Word) {
        let remotes = ["origin", "upstream"];
        let named = word.text.split_once('/').filter(|(remote, _)| remotes.contains(remote));
        match named {
            Some((remote, branch)) => {
                if let Some(range) = self.place(word, remote, 0) {
                    self.found.push((BranchOrRemote::Remote, remote.to_owned(), range));
                }
                self.add_branch(word, branch, remote.len() + 1);
            }
            None => self.add_branch(word, &word.text, 0),
        }
    }

    /// What is pushed or fetched: `main`, `HEAD:main`, `refs/heads/main`.
    fn reference(&mut self, word: &Word) {
        let bare = word.text.trim_start_matches('+');
        let target = bare.rsplit(':').next().unwrap_or(bare);
        let name = target.strip_prefix("refs/heads/").unwrap_or(target);
        self.add_branch(word, name, word.text.len() - name.len());
    }

    fn add_branch(&mut self, word: &Word, name: &str, offset: usize) {
        let is_commit = name.len() >= 7 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_relative = name.contains(['~', '^', '@', ':']) || name.contains("..");
        let is_tag = name.starts_with("refs/") || is_tag_like(name);
        let is_other = ["HEAD", "FETCH_HEAD", "ORIG_HEAD", "tag", ".", "-", ""].contains(&name)
            || is_tag
            || is_commit
            || is_relative;
        if !is_other
            && !self.made.iter().any(|made| made == name)
            && let Some(range) = self.place(word, name, offset)
        {
            self.found.push((BranchOrRemote::Branch, name.to_owned(), range));
        }
    }

    /// Returns where a part of a word stands in the text. `None` where the word is quoted in another way.
    fn place(&self, word: &Word, name: &str, offset: usize) -> Option<Range<usize>> {
        let raw = self.text.get(word.range.clone())?;
        let quote = usize::from(raw.starts_with(['"', '\'']));
        let start = word.range.start + quote + offset;
        (self.text.get(start..start + name.len())? == name).then_some(start..start + name.len())
    }
}

/// `v1.2.3` and `1.2.3`: what is pushed or checked out by such a name is a tag.
pub(super) fn is_tag_like(name: &str) -> bool {
    let numbers = name.trim_start_matches('v');
    let parts: Vec<&str> = numbers.split('.').collect();
    parts.len() >= 3
        && parts.iter().take(2).all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        && parts.get(2).is_some_and(|part| part.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Returns the words that are no option and no value of one.
fn positional<'a>(arguments: &'a [Word], verb: &str) -> Vec<&'a Word> {
    let mut plain = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let takes_value = WITH_VALUE.contains(&word.text.as_str()) && !(verb == "merge" && word.text == "-c");
        if takes_value && !(["push", "pull"].contains(&verb) && word.text == "-s") {
            words.next();
        } else if !word.text.starts_with('-') || word.text == "-" {
            plain.push(word);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(commands: &str) -> String {
        let all = named_branches_and_remotes(commands).into_iter().map(|(kind, name, range)| {
            assert_eq!(commands[range], name, "{commands}");
            format!("{}{name}", if kind == BranchOrRemote::Branch { "" } else { "@" })
        });
        all.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_are_found_where_git_reads_them() {
        let cases = [
            ("git checkout main", "main"),
            ("git switch \"main\"", "main"),
            ("git push origin main", "@origin main"),
            ("git pull upstream", "@upstream"),
            ("git fetch upstream --tags", "@upstream"),
            ("git push origin HEAD:main", "@origin main"),
            ("git push origin HEAD:refs/heads/main", "@origin main"),
            ("git merge --ff-only main", "main"),
            ("git rebase origin/main", "@origin main"),
            ("git reset --hard origin/main", "@origin main"),
            ("git -C docs checkout 5.x && make", "5.x"),
            ("git checkout -b fix upstream/2.x", "@upstream 2.x"),
            ("git push -u upstream main", "@upstream main"),
            ("git pull --ff-only origin rawhide", "@origin rawhide"),
        ];
        for (commands, expected) in cases {
            assert_eq!(found(commands), expected, "{commands}");
        }
    }

    #[test]
    fn new_branches_tags_and_the_rest_are_none() {
        let cases = [
            "git switch -c new",
            "git checkout -- .",
            "git checkout HEAD~1 -- file",
            "git push",
            "git reset --hard HEAD~1",
            "git checkout v1.2.3",
            "git checkout 86957814cf",
            "git merge $BRANCH",
            "git checkout <branch>",
            "git push --delete",
            "echo git checkout main",
            "hg checkout main",
        ];
        for commands in cases {
            assert_eq!(found(commands), "", "{commands}");
        }
        assert_eq!(found("git checkout -b docs\ngit push origin docs"), "@origin");
        assert_eq!(found("git push git@host.example:x/y.git main"), "main");
        assert_eq!(found("git push origin v1.2.3"), "@origin");
        assert_eq!(found("git push origin --delete old"), "@origin");
    }
}
