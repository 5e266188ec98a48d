//! Which commits commands would tag, as far as that can be told without running them.

use std::collections::BTreeMap;

use crate::core::checklist::branches::{git, is_tag_like};
use crate::core::checklist::nature::{KnownTags, natures_with, told};
use crate::core::checklist::script::{Command, Word, commands};

/// What a tag would be put on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The commit that is checked out before the commands run, or one that they make on top of it.
    Head,
    /// The commit that a name stands for.
    Named(String),
    /// The branch that is checked out, after it was brought up to date with the remote.
    Pulled(Box<Spot>),
    /// The server makes the tag, on the tip of its default branch, unless it has it already.
    Server,
    /// It cannot be told, and why: a lowercase fragment.
    Unknown(&'static str),
}

/// Options of `git tag` that a value follows.
const WITH_VALUE: [&str; 9] =
    ["-m", "-F", "-u", "--message", "--file", "--local-user", "--cleanup", "--trailer", "--sort"];

/// Returns what each tag that commands make, or push under another name, would be put on. Pushing a tag that is there is
/// none.
///
/// ```
/// use release_shepherd::core::checklist::{Spot, tagged};
///
/// assert_eq!(tagged("git checkout main && git tag 5.5.1"), [Spot::Named("main".to_owned())]);
/// assert_eq!(tagged("git tag 5.5.1 origin/main"), [Spot::Named("origin/main".to_owned())]);
/// assert_eq!(tagged("git push origin 5.5.1"), []);
/// ```
pub fn tagged(text: &str) -> Vec<Spot> {
    tagged_with(text, &|_| None)
}

/// Like [`tagged`], where it is known which names are those of tags.
pub fn tagged_with(text: &str, known: &KnownTags<'_>) -> Vec<Spot> {
    let mut walk =
        Walk { head: Spot::Head, made: BTreeMap::new(), is_elsewhere: false, known, depth: 0, found: Vec::new() };
    walk.commands(text);
    walk.found
}

/// Says whether commands commit what is changed before they tag.
pub fn commits(text: &str) -> bool {
    commands(text).iter().any(|command| git(&command.words).is_some_and(|(verb, _)| verb == "commit"))
}

/// A shell that is told to run a shell, and so on, is followed this deep.
const DEEPEST: usize = 4;

struct Walk<'a> {
    /// What is checked out by now.
    head: Spot,
    /// The branches that the commands made.
    made: BTreeMap<String, Spot>,
    /// Whether they went to another folder than that of the repository.
    is_elsewhere: bool,
    known: &'a KnownTags<'a>,
    /// How many shells run each other by now.
    depth: usize,
    found: Vec<Spot>,
}

impl Walk<'_> {
    fn commands(&mut self, text: &str) {
        for command in commands(text) {
            match told(&command).filter(|_| self.depth < DEEPEST) {
                Some(inner) => {
                    self.depth += 1;
                    let was_elsewhere = self.is_elsewhere;
                    self.commands(&inner);
                    self.is_elsewhere = was_elsewhere;
                    self.depth -= 1;
                }
                None => self.command(&command, text),
            }
        }
    }

    fn command(&mut self, command: &Command, text: &str) {
        let words = command.texts();
        match words.first().map(|word| word.rsplit('/').next().unwrap_or(word)) {
            Some("cd" | "pushd") => {
                let to = words.get(1).copied().unwrap_or("~");
                self.is_elsewhere |= to.starts_with(['/', '~', '$', '-']) || to.split('/').any(|part| part == "..");
            }
            Some("git") => {
                let Some((verb, rest)) = git(&command.words) else { return };
                let options = words.len().saturating_sub(rest.len() + 1);
                let options = words.get(1..options).unwrap_or_default();
                let is_here = |pair: &[&str]| pair.first() == Some(&"-C") && pair.get(1) != Some(&".");
                let names_another = options.windows(2).any(is_here)
                    || options
                        .iter()
                        .any(|option| option.starts_with("--git-dir") || option.starts_with("--work-tree"));
                let was_elsewhere = self.is_elsewhere;
                self.is_elsewhere |= names_another;
                self.git(verb, rest);
                self.is_elsewhere = was_elsewhere;
            }
            Some(_) => self.program(command, &words, text),
            None => {}
        }
    }

    fn git(&mut self, verb: &str, words: &[Word]) {
        let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        match verb {
            "checkout" | "switch" => self.go(&words),
            "reset" if words.contains(&"--hard") => {
                if let Some(name) = words.iter().find(|word| !word.starts_with('-')) {
                    self.head = self.spot(name);
                }
            }
            "pull" => self.head = Spot::Pulled(Box::new(self.head.clone())),
            "merge" | "rebase" | "cherry-pick" | "am" => {
                self.head = Spot::Unknown("they bring other commits in before they tag");
            }
            "tag" => self.tag(&words),
            "push" => self.push(&words),
            _ => {}
        }
    }

    /// `git checkout NAME`, `git switch -c NEW START`; files after `--` move nothing.
    fn go(&mut self, words: &[&str]) {
        let makes = |word: &&&str| ["-b", "-B", "-c", "-C", "--create", "--force-create", "--orphan"].contains(*word);
        if let Some(at) = words.iter().position(|word| makes(&word)) {
            let name = words.get(at + 1).copied().unwrap_or_default();
            let start = words.iter().enumerate().find(|(place, word)| *place != at + 1 && !word.starts_with('-'));
            let spot = start.map_or_else(|| self.head.clone(), |(_, start)| self.spot(start));
            self.made.insert(name.to_owned(), spot.clone());
            self.head = spot;
            return;
        }
        let names: Vec<&str> = words.iter().copied().take_while(|word| *word != "--").collect();
        let has_files = words.iter().position(|word| *word == "--").is_some_and(|at| at + 1 < words.len());
        let plain: Vec<&str> = names.into_iter().filter(|word| !word.starts_with('-')).collect();
        match plain.as_slice() {
            ["."] => {}
            [name] if !has_files => self.head = self.spot(name),
            _ => {}
        }
    }

    fn tag(&mut self, words: &[&str]) {
        let is_other = |word: &&str| ["-d", "--delete", "-l", "--list", "-v", "--verify", "-n"].contains(word);
        if words.iter().any(is_other) {
            return;
        }
        let mut plain = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let is_short = word.starts_with('-') && !word.starts_with("--");
            if WITH_VALUE.contains(word) || (is_short && word.len() > 2 && word.ends_with(['m', 'F', 'u'])) {
                words.next();
            } else if !word.starts_with('-') {
                plain.push(*word);
            }
        }
        match plain.as_slice() {
            [] => {}
            [_] => self.add(self.head.clone()),
            [_, commit, ..] => self.add(self.spot(commit)),
        }
    }

    /// `git push origin main:refs/tags/1.0`; what has no `:` is pushed under its own name.
    fn push(&mut self, words: &[&str]) {
        for reference in words.iter().filter(|word| !word.starts_with('-')).skip(1) {
            let Some((from, to)) = reference.trim_start_matches('+').split_once(':') else { continue };
            let is_tag_name = |name: &str| (self.known)(name).unwrap_or_else(|| is_tag_like(name));
            let is_tag = to.starts_with("refs/tags/") || (!to.starts_with("refs/") && is_tag_name(to));
            if is_tag && !from.is_empty() && !from.starts_with("refs/tags/") && !is_tag_name(from) {
                self.add(self.spot(from));
            }
        }
    }

    fn program(&mut self, command: &Command, words: &[&str], text: &str) {
        let makes_release = ["gh", "hub", "glab"].contains(words.first().unwrap_or(&""))
            && words.get(1) == Some(&"release")
            && words.get(2) == Some(&"create");
        if makes_release {
            let value = |names: &[&str]| {
                words.iter().enumerate().find_map(|(place, word)| {
                    let (name, value) = word.split_once('=').map_or((*word, None), |(name, value)| (name, Some(value)));
                    names.contains(&name).then(|| value.or_else(|| words.get(place + 1).copied())).flatten()
                })
            };
            let target = value(&["--target", "--commitish", "--ref"]);
            self.add(target.map_or(Spot::Server, |target| self.spot(target)));
            return;
        }
        let written = text.get(command.range.clone()).unwrap_or_default();
        if natures_with(written, self.known).iter().any(|nature| nature.is_tagging) {
            let is_git = words.contains(&"git");
            let spot = if is_git { Spot::Unknown("another program runs git") } else { self.head.clone() };
            self.add(spot);
        }
    }

    fn add(&mut self, spot: Spot) {
        let spot =
            if self.is_elsewhere { Spot::Unknown("they work in another folder than this repository's") } else { spot };
        if !self.found.contains(&spot) {
            self.found.push(spot);
        }
    }

    /// Returns what a name stands for by now.
    fn spot(&self, name: &str) -> Spot {
        if let Some(made) = self.made.get(name) {
            return made.clone();
        }
        match name {
            "HEAD" | "@" => self.head.clone(),
            _ if name.contains(['$', '`', '<', '*', '{']) => Spot::Unknown("they name the commit by a variable"),
            _ => Spot::Named(name.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Spot {
        Spot::Named(name.to_owned())
    }

    #[test]
    fn every_way_to_a_tag_is_followed() {
        let cases = [
            ("git tag -a 5.5.1 -m 'Release 5.5.1'", vec![Spot::Head]),
            ("git tag -am 'x' 5.5.1 origin/main && git push origin 5.5.1", vec![named("origin/main")]),
            ("git push origin origin/main:refs/tags/5.5.1", vec![named("origin/main")]),
            ("git push origin HEAD:refs/tags/5.5.1", vec![Spot::Head]),
            ("git checkout -B rel origin/main && git tag 5.5.1", vec![named("origin/main")]),
            ("git -C . checkout main\ngit tag 5.5.1", vec![named("main")]),
            ("git -c a=b checkout main; git tag 5.5.1", vec![named("main")]),
            ("git checkout six && git tag 5.5.1 && git checkout 5.x && git push --tags", vec![named("six")]),
            ("git switch -c rel\ngit commit -am x\ngit tag 5.5.1", vec![Spot::Head]),
            ("git checkout main\ngit reset --hard origin/main\ntbump 5.5.1", vec![named("origin/main")]),
            ("git pull\ngit tag 5.5.1", vec![Spot::Pulled(Box::new(Spot::Head))]),
            ("gh release create 5.5.1 --generate-notes", vec![Spot::Server]),
            ("gh release create 5.5.1 --draft --target 5.x", vec![named("5.x")]),
            ("git checkout -- CHANGELOG.md\ngit tag 5.5.1", vec![Spot::Head]),
            ("git tag -d 5.5.1", vec![]),
            ("bash -c 'git checkout main && git tag 5.5.1'", vec![named("main")]),
            ("/usr/bin/git tag 5.5.1 origin/main", vec![named("origin/main")]),
            ("git push origin 5.5.1 --follow-tags", vec![]),
        ];
        for (text, expected) in cases {
            assert_eq!(tagged(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_not_guessed() {
        for text in [
            "cd ../other && git tag 5.5.1",
            "git -C ../other tag 5.5.1",
            "git merge next\ngit tag 5.5.1",
            "git tag 5.5.1 $COMMIT",
            "xargs git tag 5.5.1",
        ] {
            assert!(matches!(tagged(text).as_slice(), [Spot::Unknown(_)]), "{text}: {:?}", tagged(text));
        }
    }
}
