//! What git commands do: pushes, tags, and work that is thrown away.

use crate::core::checklist::branches::{git, is_tag_like};
use crate::core::checklist::nature::arguments::Arguments;
use crate::core::checklist::nature::{KnownTags, Nature};
use crate::core::checklist::placeholder::Placeholder;
use crate::core::checklist::script::{Command, Word};

/// Returns what a git command does. The other commands of the block say what is a tag.
pub(super) fn natures(arguments: &Arguments<'_>, all: &[Command], known: &KnownTags<'_>) -> Vec<Nature> {
    let word = |text: &&str| Word { text: (*text).to_owned(), ..Word::default() };
    let all_words: Vec<Word> = std::iter::once(&"git").chain(&arguments.words).map(word).collect();
    let Some((verb, words)) = git(&all_words) else { return Vec::new() };
    let bare = Command {
        words: std::iter::once(Word { text: verb.to_owned(), ..Word::default() })
            .chain(words.iter().cloned())
            .collect(),
        ..Command::default()
    };
    let Some(arguments) = Arguments::read(&bare) else { return Vec::new() };
    let nature = match verb {
        "push" => return push(&arguments, all, known),
        "tag" => tag(&arguments),
        "reset" if arguments.has("--hard") => Some(Nature::destructive("throws away changes that are not committed")),
        "clean" if (arguments.has_letter('f') || arguments.has("--force")) && !arguments.has_letter('n') => {
            Some(Nature::destructive("deletes files that are not in git"))
        }
        "checkout" | "switch" if discards(&arguments) => {
            Some(Nature::destructive("throws away changes that are not committed"))
        }
        "restore" if !arguments.has_any(&["--staged", "-S"]) || arguments.has_any(&["--worktree", "-W"]) => {
            Some(Nature::destructive("throws away changes that are not committed"))
        }
        "branch" if arguments.has_letter('D') || arguments.has("--delete") && arguments.has("--force") => {
            Some(Nature::destructive("deletes a branch that may not be merged"))
        }
        "stash" if arguments.plain.first().is_some_and(|word| ["clear", "drop"].contains(word)) => {
            Some(Nature::destructive("throws away stashed changes"))
        }
        "filter-branch" | "filter-repo" => Some(Nature::destructive("rewrites the history of this clone")),
        "update-ref" if arguments.has_letter('d') => Some(Nature::destructive("deletes a reference")),
        "evtag" if arguments.plain.first() == Some(&"sign") => {
            Some(Nature { is_tagging: true, is_interactive: true, ..Nature::new("makes a signed tag") })
        }
        _ => None,
    };
    nature.into_iter().collect()
}

fn discards(arguments: &Arguments<'_>) -> bool {
    let has_force = arguments.has_letter('f') || arguments.has_any(&["--force", "--discard-changes"]);
    let is_new = arguments.has_any(&["-b", "-B", "-c", "-C", "--orphan", "--create"]);
    has_force || !is_new && (arguments.words.contains(&"--") || arguments.plain.first() == Some(&"."))
}

fn push(arguments: &Arguments<'_>, all: &[Command], known: &KnownTags<'_>) -> Vec<Nature> {
    if arguments.has_letter('n') {
        return Vec::new();
    }
    let (remote, references) = match arguments.plain.split_first() {
        Some((remote, references)) => (Some(*remote), references),
        None => (None, [].as_slice()),
    };
    let mut found = Vec::new();
    let deletes = arguments.has("--delete") || arguments.has_letter('d') || arguments.has_any(&["--prune", "--mirror"]);
    if deletes || references.iter().any(|reference| reference.starts_with(':')) {
        return vec![Nature::irreversible("deletes a branch or a tag on the remote")];
    }
    let options = ["--force", "--force-with-lease", "--force-if-includes"];
    if arguments.has_any(&options) || arguments.has_letter('f') || references.iter().any(|word| word.starts_with('+')) {
        found.push(Nature::irreversible("overwrites what the remote has"));
    }
    if arguments.has_any(&["--tags", "--follow-tags"]) {
        let what = if arguments.has("--tags") { "pushes all tags" } else { "pushes the branch and its new tags" };
        found.push(Nature { is_tagging: true, ..Nature::irreversible(what) });
        return found;
    }
    let tags = tags(references, arguments, all, known);
    if tags.is_empty() {
        // What force does was said, and says more.
        if found.is_empty() {
            found.push(Nature::new("pushes the branch"));
        }
    } else {
        let names = tags.iter().map(|tag| format!("refs/tags/{tag}")).collect::<Vec<_>>().join(" ");
        let is_sound = |name: &&str| !name.contains([' ', ';', '(', '`']);
        // `ls-remote` is content with one of several tags, so that it proves only a single one.
        let verify = remote.filter(|name| is_sound(name) && tags.len() == 1);
        let verify = verify.map(|remote| format!("git ls-remote --exit-code --tags {remote} {names}"));
        found.push(Nature { is_tagging: true, verify, ..Nature::irreversible("pushes the tag") });
    }
    found
}

/// Returns the names of the tags among what is pushed.
fn tags(references: &[&str], arguments: &Arguments<'_>, all: &[Command], known: &KnownTags<'_>) -> Vec<String> {
    let made: Vec<String> = all.iter().filter_map(made_tag).collect();
    let branches: Vec<&str> = all.iter().filter_map(made_branch).collect();
    let mut found = Vec::new();
    let mut is_named = false;
    for reference in references {
        if *reference == "tag" {
            is_named = true;
            continue;
        }
        let target = reference.trim_start_matches('+').rsplit(':').next().unwrap_or(reference);
        let bare = target.strip_prefix("refs/tags/");
        let is_new_branch = branches.contains(&target) || target.starts_with("refs/heads/");
        let sets_upstream = arguments.has_letter('u') || arguments.has("--set-upstream");
        let name = bare.unwrap_or(target);
        let is_tag = bare.is_some() || std::mem::take(&mut is_named) || made.iter().any(|made| made == name);
        let is_likely = || known(name).unwrap_or_else(|| names_a_version(name));
        if is_tag || !is_new_branch && !sets_upstream && is_likely() {
            found.push(name.to_owned());
        }
    }
    found
}

/// Says whether a name is that of a tag: a version in any spelling, with or without a word before it.
fn names_a_version(name: &str) -> bool {
    if is_tag_like(name) || is_short_version(name) {
        return true;
    }
    let names_tag = |placeholder: &str| ["PATCH", "PRE_RELEASE_VERSION", "TAG", "VERSION"].contains(&placeholder);
    let found = Placeholder::in_commands(&format!("git tag {name}"));
    found.iter().any(|(placeholder, _)| names_tag(&placeholder.name)) && !name.contains('/') && !name.contains("HEAD")
}

/// `26.11` and `v2.0`: a branch may be called so, and a tag cannot be taken back.
fn is_short_version(name: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    name.trim_start_matches('v').split_once('.').is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

/// Returns the name of the tag that a command makes.
fn made_tag(command: &Command) -> Option<String> {
    let (verb, words) = git(&command.words)?;
    (verb == "tag").then(|| tag_name(&words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>()))?
}

fn made_branch(command: &Command) -> Option<&str> {
    let (verb, words) = git(&command.words)?;
    let at = words.iter().position(|word| ["-b", "-B", "-c", "-C", "--create"].contains(&word.text.as_str()))?;
    ["checkout", "switch"].contains(&verb).then(|| words.get(at + 1).map(|word| word.text.as_str()))?
}

/// Returns the first word of `git tag` that is no option and no value of one.
fn tag_name(words: &[&str]) -> Option<String> {
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let ends_with_value = word.starts_with('-') && !word.starts_with("--") && word.ends_with(['m', 'F', 'u']);
        if ends_with_value || ["--message", "--file", "--local-user", "--cleanup"].contains(word) {
            rest.next();
        } else if !word.starts_with('-') {
            return Some((*word).to_owned());
        }
    }
    None
}

fn tag(arguments: &Arguments<'_>) -> Option<Nature> {
    if arguments.has_any(&["--delete"]) || arguments.has_letter('d') {
        return Some(Nature::destructive("deletes a tag of this clone"));
    }
    let lists =
        ["--list", "--contains", "--no-contains", "--points-at", "--merged", "--no-merged", "--sort", "--verify"];
    let is_list = arguments.has_any(&lists) || ["-l", "-v", "-n"].iter().any(|option| arguments.has(option));
    let name = tag_name(&arguments.words).filter(|_| !is_list)?;
    let is_sound = !name.contains([' ', ';', '`', '(']);
    let nature = Nature {
        is_tagging: true,
        verify: is_sound.then(|| format!("git rev-parse --verify --quiet refs/tags/{name}")),
        undo: is_sound.then(|| format!("git tag -d {name}")),
        ..Nature::new("makes the tag")
    };
    if arguments.has_letter('f') || arguments.has("--force") {
        return Some(Nature { is_destructive: true, undo: None, what: "moves the tag".to_owned(), ..nature });
    }
    Some(nature)
}
