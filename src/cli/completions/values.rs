//! Which values an argument takes, by the name that its help gives them: the vocabulary of the whole interface.

use std::ffi::OsStr;

use clap::builder::StyledStr;
use clap::{Arg, CommandFactory as _};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::place::{Place, Value};
use crate::cli::Cli;
use crate::guide::NEXT;
use crate::system::environment;

/// The kinds of a release that can be asked for.
const KINDS: [&str; 4] = ["major", "minor", "patch", "pre-release"];

/// What can stand in the place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    Branches,
    Circles,
    Commands,
    Commits,
    Kinds,
    Organisations,
    People,
    Procedures,
    Ranges,
    Remotes,
    Slots,
    Steps,
    Tags,
    Versions,
    VersionsAlone,
    VersionsOrKinds,
}

/// Returns what offers the values of an argument; `None` where clap knows them, or nobody does. `parent` is the command
/// that it belongs to.
pub(super) fn of(parent: &str, argument: &Arg) -> Option<ArgValueCompleter> {
    let values = kind(parent, argument)?;
    Some(ArgValueCompleter::new(move |current: &OsStr| {
        current.to_str().map(|current| offer(values, current)).unwrap_or_default()
    }))
}

fn kind(parent: &str, argument: &Arg) -> Option<Values> {
    let name = argument.get_value_names()?.first()?.as_str();
    match name {
        "BRANCH" | "LINE" => Some(Values::Branches),
        "COMMAND" => Some(Values::Commands),
        "COMMIT" | "PR|COMMIT" | "REVISION" => Some(Values::Commits),
        "ID" | "STEP" => Some(Values::Steps),
        "KIND" if parent == "list" || parent == "record" => Some(Values::Kinds),
        "LOGIN" => Some(Values::People),
        "NAME" => match argument.get_id().as_str() {
            "remote" => Some(Values::Remotes),
            "organisation" => Some(Values::Organisations),
            "circle" => Some(Values::Circles),
            "name" | "names" if ["join", "leave", "set", "export"].contains(&parent) => Some(Values::Circles),
            _ => None,
        },
        "ORG" => Some(Values::Organisations),
        "RANGE" => Some(Values::Ranges),
        "SLOT" => Some(Values::Slots),
        "TAG" => Some(Values::Tags),
        "TITLE" => Some(Values::Procedures),
        // Only procedures have a word for the version that comes next.
        "VERSION" if ["next", "draft", "changelog", "upgrade-notes"].contains(&parent) => Some(Values::VersionsAlone),
        "VERSION" => Some(Values::Versions),
        "VERSION|KIND" => Some(Values::VersionsOrKinds),
        _ => None,
    }
}

/// Returns what can stand there and begins with what is typed, in an order that people expect.
fn offer(values: Values, typed: &str) -> Vec<CompletionCandidate> {
    if values == Values::Commands {
        return candidates("", typed, commands());
    }
    let Some(place) = Place::find() else { return Vec::new() };
    match values {
        Values::Branches => candidates("", typed, place.branches()),
        Values::Circles => candidates("", typed, place.circles()),
        Values::Commands => Vec::new(),
        Values::Commits => candidates("", typed, place.branches().into_iter().chain(place.tags())),
        Values::Kinds => candidates("", typed, kinds()),
        Values::Organisations => candidates("", typed, place.organisations()),
        Values::People => match typed.strip_prefix('@') {
            Some(typed) => candidates("@", typed, place.people()),
            None => candidates("", typed, place.people()),
        },
        Values::Procedures => candidates("", typed, place.procedures()),
        Values::Ranges => match typed.rfind("..") {
            Some(at) => {
                let (base, head) = typed.split_at(at + "..".len());
                candidates(base, head, place.tags().into_iter().chain(place.branches()))
            }
            None => candidates("", typed, place.tags().into_iter().chain(place.branches())),
        },
        Values::Remotes => candidates("", typed, place.remotes()),
        Values::Slots => candidates("", typed, place.slots()),
        Values::Steps => candidates("", typed, place.steps()),
        Values::Tags => candidates("", typed, place.tags()),
        Values::Versions => candidates("", typed, place.versions().into_iter().chain([next()])),
        Values::VersionsAlone => candidates("", typed, place.versions()),
        Values::VersionsOrKinds => candidates("", typed, place.versions().into_iter().chain([next()]).chain(kinds())),
    }
}

/// Returns the values that begin with what is typed, with `before` in front of each.
fn candidates(before: &str, typed: &str, values: impl IntoIterator<Item = Value>) -> Vec<CompletionCandidate> {
    let fitting = values.into_iter().filter(|(value, _)| value.starts_with(typed) && is_one_word(value));
    let candidate = |(place, (value, help)): (usize, Value)| {
        CompletionCandidate::new(format!("{before}{value}")).help(help.map(StyledStr::from)).display_order(Some(place))
    };
    fitting.enumerate().map(candidate).collect()
}

/// Says whether shells can take a value as it is. What comes from a repository may hold what a shell would obey: not
/// every shell's script quotes what it inserts.
fn is_one_word(value: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./+@~:,=^%".contains(letter);
    !value.is_empty() && !value.starts_with(['-', '~', '=']) && value.chars().all(is_plain)
}

fn next() -> Value {
    (NEXT.to_owned(), Some("the next version, whatever it will be".to_owned()))
}

fn kinds() -> impl Iterator<Item = Value> {
    KINDS.into_iter().map(|kind| (kind.to_owned(), None))
}

/// Returns the commands below those that the line names.
fn commands() -> Vec<Value> {
    let words = environment::completed_words();
    let mut command = Cli::command();
    // The first two words are the program and `man`; the last is the one being typed.
    let named = words.iter().skip(2).take(words.len().saturating_sub(3));
    for word in named.filter(|word| !word.starts_with('-')) {
        match command.find_subcommand(word).cloned() {
            Some(below) => command = below,
            None => return Vec::new(),
        }
    }
    let all = command.get_subcommands();
    all.map(|one| (one.get_name().to_owned(), one.get_about().map(ToString::to_string))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_a_shell_would_obey_are_not_offered() {
        for value in ["v1.0.0", "release/5.x", "octo-cat", "2026-04-01..2026-04-07", "żółw"] {
            assert!(is_one_word(value), "{value}");
        }
        for value in ["", "a b", "$(id)", "`id`", "a;b", "a'b", "a\"b", "-x", "~root", "a&b", "a|b", "a\nb", "a\\b"] {
            assert!(!is_one_word(value), "{value}");
        }
    }

    #[test]
    fn what_is_typed_stays() {
        let offered = |typed: &str| -> Vec<String> {
            let values = ["v1.0.0", "v2.0.0", "main"].map(|value| (value.to_owned(), None));
            let found = candidates("v1.0.0..", typed, values);
            found.iter().map(|one| one.get_value().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(offered("v2"), ["v1.0.0..v2.0.0"]);
        assert_eq!(offered(""), ["v1.0.0..v1.0.0", "v1.0.0..v2.0.0", "v1.0.0..main"]);
        assert!(offered("x").is_empty());
    }
}
