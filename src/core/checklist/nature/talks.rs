//! Commands that ask the person who runs them.

use crate::core::checklist::branches::git;
use crate::core::checklist::nature::arguments::Arguments;
use crate::core::checklist::script::Command;

/// Programs that take the terminal for themselves, whatever they are told.
const FULL_SCREEN: [&str; 12] =
    ["emacs", "gitk", "joe", "less", "micro", "more", "nano", "nvim", "tig", "top", "vi", "vim"];

/// Returns what a command asks for, `None` where it runs by itself.
pub(super) fn talk(command: &Command) -> Option<&'static str> {
    if command.is_sudo {
        return Some("may ask for a password");
    }
    let arguments = Arguments::read(command)?;
    let first = arguments.plain.first().copied().unwrap_or_default();
    let second = arguments.plain.get(1).copied().unwrap_or_default();
    let is_alone = arguments.plain.len() == 1;
    match (arguments.program, first) {
        (program, _) if FULL_SCREEN.contains(&program) => Some("opens a program on the terminal"),
        (program, _) if program.contains("EDITOR") || program == "$VISUAL" => Some("opens an editor"),
        ("code" | "subl", _) if arguments.has_any(&["--wait", "-w"]) => Some("opens an editor"),
        ("read", _) if !command.has_input => Some("asks for a value"),
        ("Read-Host", _) => Some("asks for a value"),
        ("ssh", _) if is_alone && !command.has_input => Some("opens a shell on another machine"),
        ("su", _) => Some("asks for a password"),
        ("gh" | "glab", "auth") if second == "login" => Some("asks for a login"),
        (
            "npm" | "yarn" | "pnpm" | "docker" | "podman" | "helm" | "cargo" | "az" | "heroku" | "vercel" | "oras",
            "login" | "adduser",
        ) if !arguments.has("--password-stdin") && (arguments.program != "cargo" || is_alone) => {
            Some("asks for a login")
        }
        ("gcloud", "auth") | ("gem", "signin") => Some("asks for a login"),
        ("twine", "upload") if !arguments.has("--non-interactive") => Some("may ask for a token"),
        ("tbump", _) if !arguments.has_any(&["--non-interactive", "--dry-run"]) && first != "init" => {
            Some("asks before it goes on")
        }
        ("gpg" | "gpg2", _) if signs(&arguments) => Some("may ask for a passphrase"),
        ("gh", "pr") if second == "create" && !arguments.has_any(&["--fill", "--title", "-t", "--web", "-f"]) => {
            Some("asks for a title and a text")
        }
        ("gh", "release") if second == "create" && !gives_notes(&arguments) => Some("asks for the notes"),
        ("git", _) => in_git(command),
        _ => None,
    }
}

fn gives_notes(arguments: &Arguments<'_>) -> bool {
    arguments.has_any(&["--notes", "-n", "--notes-file", "-F", "--generate-notes", "--notes-from-tag"])
}

fn signs(arguments: &Arguments<'_>) -> bool {
    let signing =
        ["--sign", "--detach-sign", "--detach-sig", "--clearsign", "--clear-sign", "--full-gen-key", "--gen-key"];
    let more = ["--full-generate-key", "--generate-key", "--edit-key", "-b", "-s", "-ab", "-abs", "-bs"];
    arguments.has_any(&signing) || arguments.has_any(&more)
}

fn in_git(command: &Command) -> Option<&'static str> {
    let (verb, words) = git(&command.words)?;
    let bare = Command { words: words.to_vec(), ..Command::default() };
    let mut arguments = bare.texts();
    arguments.insert(0, verb);
    let has = |options: &[&str]| {
        arguments
            .iter()
            .any(|word| options.iter().any(|option| word == option || word.starts_with(&format!("{option}="))))
    };
    let is_short = |word: &&&str| word.len() > 1 && word.starts_with('-') && !word.starts_with("--");
    let letter = |letter: char| arguments.iter().filter(is_short).any(|word| word.contains(letter));
    let is_written = has(&["--message", "--file", "--no-edit", "--reuse-message", "--fixup", "--dry-run"])
        || letter('m')
        || letter('F')
        || letter('C');
    match verb {
        "commit" if !is_written => Some("opens an editor for the message"),
        "tag" if (letter('s') || letter('u') || has(&["--sign", "--local-user"])) && is_written => {
            Some("may ask for a passphrase")
        }
        "tag"
            if (letter('a') || letter('s') || letter('u') || has(&["--annotate", "--sign"]))
                && !letter('d')
                && !is_written =>
        {
            Some("opens an editor for the message")
        }
        "rebase" if letter('i') || has(&["--interactive"]) => Some("opens an editor for the plan"),
        "add" | "checkout" | "restore" | "reset" | "stash" if letter('p') || has(&["--patch"]) => {
            Some("asks for each change")
        }
        "add" | "clean" if letter('i') || has(&["--interactive"]) => Some("asks what to do"),
        "mergetool" | "difftool" | "gui" | "citool" => Some("opens another program"),
        _ => None,
    }
}
