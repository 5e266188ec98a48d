//! The script around a block: it reads the block from a file of its own, so that what runs is what was shown, and
//! writes down where the block ended.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::core::checklist::Dialect;
use crate::system::{files, folders};

/// Keeps the lock that came as standard input for as long as something of the block runs, and gives the block no input.
const KEEP_LOCK: &str = "exec 9<&0 </dev/null\n";

/// Where the scripts lie and what starts them.
pub(super) struct Wrapper {
    folder: PathBuf,
    dialect: Dialect,
    /// Whether standard input is a lock, which those who run hold.
    is_locked: bool,
}

/// What a block left behind.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// The folder that it ended in; `None` where it could not say.
    pub(super) directory: Option<PathBuf>,
    /// The variables that were asked for, and are set.
    pub(super) captured: BTreeMap<String, String>,
}

impl Wrapper {
    pub(super) fn new(folder: &Path, dialect: Dialect, is_locked: bool) -> Self {
        Self { folder: folder.to_owned(), dialect, is_locked }
    }

    /// Writes the block and what runs it.
    pub(super) fn write(&self, commands: &str, capture: &[String]) -> Result<(), files::FileError> {
        folders::make_private(&self.folder)?;
        folders::remove_file(&self.state())?;
        folders::write(&self.block(), commands.as_bytes())?;
        let capture: Vec<&str> = capture.iter().map(String::as_str).filter(|name| is_name(name)).collect();
        folders::write(&self.script(), self.text(&capture).as_bytes())
    }

    /// Returns the shell's arguments.
    pub(super) fn arguments(&self) -> Vec<String> {
        let options: &[&str] = match self.dialect {
            Dialect::Bash => &["-eo", "pipefail"],
            Dialect::Sh => &["-e"],
            Dialect::PowerShell => &["-NoProfile", "-File"],
        };
        let script = shell_path(&self.script());
        options.iter().map(|option| (*option).to_owned()).chain([script]).collect()
    }

    /// Returns what the block left behind: nothing where it was killed.
    pub(super) fn read(&self) -> State {
        let Ok(bytes) = files::read_bytes(&self.state()) else { return State::default() };
        let text = String::from_utf8_lossy(&bytes);
        let mut parts = text.split_terminator('\0');
        let directory = parts.next().filter(|part| !part.is_empty()).map(PathBuf::from);
        let pairs = parts.filter(|part| !part.contains(['\n', '\r'])).filter_map(|part| part.split_once('='));
        State { directory, captured: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect() }
    }

    /// Removes all of it.
    pub(super) fn remove(&self) {
        // What cannot be removed now is written over by the next run.
        folders::remove(&self.folder).ok();
    }

    fn block(&self) -> PathBuf {
        self.folder.join(format!("step.{}", self.extension()))
    }

    fn script(&self) -> PathBuf {
        self.folder.join(format!("run.{}", self.extension()))
    }

    fn state(&self) -> PathBuf {
        self.folder.join("state")
    }

    fn extension(&self) -> &'static str {
        match self.dialect {
            Dialect::Bash | Dialect::Sh => "sh",
            Dialect::PowerShell => "ps1",
        }
    }

    fn text(&self, capture: &[&str]) -> String {
        match self.dialect {
            Dialect::Bash | Dialect::Sh => {
                let text = posix(&shell_path(&self.block()), &shell_path(&self.state()), capture);
                if self.is_locked { format!("{KEEP_LOCK}{text}") } else { text }
            }
            Dialect::PowerShell => {
                powershell(&self.block().display().to_string(), &self.state().display().to_string(), capture)
            }
        }
    }
}

/// The EXIT trap of a block takes the place of this one; then its end is noted only where it ends well.
fn posix(block: &str, state: &str, capture: &[&str]) -> String {
    let print =
        |name: &&str| format!("    if [ \"${{{name}+set}}\" ]; then command printf '{name}=%s\\0' \"${name}\"; fi\n");
    let captured: String = capture.iter().map(print).collect();
    let folder = if cfg!(windows) { "pwd -W" } else { "pwd" };
    let (block, state) = (quoted(block), quoted(state));
    format!(
        "# Runs the commands of a step, which stand unchanged in a file of their own, and notes where they ended.\n\
         shepherd_note() {{\n\
         \x20 set +exC\n\
         \x20 {{\n\
         \x20   command printf '%s\\0' \"$({folder})\"\n\
         {captured}\
         \x20 }} >{state}\n\
         \x20 return 0\n\
         }}\n\
         trap '{{ shepherd_note; }} 2>/dev/null' EXIT\n\
         . {block}\n\
         {{ shepherd_code=$?; shepherd_note; }} 2>/dev/null\n\
         exit \"$shepherd_code\"\n"
    )
}

fn powershell(block: &str, state: &str, capture: &[&str]) -> String {
    let note = |name: &&str| {
        format!(
            "  if (Test-Path 'variable:{name}') {{ $note += \"{name}=$((Get-Variable '{name}').Value)`0\" }}\n\
             \x20 elseif (Test-Path 'env:{name}') {{ $note += \"{name}=$((Get-Item 'env:{name}').Value)`0\" }}\n"
        )
    };
    let captured: String = capture.iter().map(note).collect();
    let quoted = |path: &str| format!("'{}'", path.replace('\'', "''"));
    let (block, state) = (quoted(block), quoted(state));
    format!(
        "# Runs the commands of a step, which stand unchanged in a file of their own, and notes where they ended.\n\
         $ErrorActionPreference = 'Stop'\n\
         $PSNativeCommandUseErrorActionPreference = $true\n\
         try {{\n\
         \x20 . {block}\n\
         }} finally {{\n\
         \x20 $note = \"$((Get-Location -PSProvider FileSystem).ProviderPath)`0\"\n\
         {captured}\
         \x20 [IO.File]::WriteAllText({state}, $note)\n\
         }}\n"
    )
}

/// Returns whether a shell takes this as the name of a variable.
fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// Returns a path as a shell reads it; the one of Git for Windows takes slashes only.
fn shell_path(path: &Path) -> String {
    let path = path.display().to_string();
    if cfg!(windows) { path.replace('\\', "/") } else { path }
}

/// Returns a text as one word of a shell.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_names() {
        assert!(is_name("VERSION") && is_name("_v2"));
        assert!(!is_name("") && !is_name("2V") && !is_name("A-B") && !is_name("A$(x)"));
    }

    #[test]
    fn words_are_quoted() {
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
    }

    #[test]
    fn powershell_reads_the_block_from_its_file() {
        let text = powershell("C:\\it's\\step.ps1", "C:\\state", &["VERSION"]);
        assert!(text.contains("  . 'C:\\it''s\\step.ps1'\n} finally {\n"), "{text}");
        assert!(text.contains("if (Test-Path 'variable:VERSION') { $note += \"VERSION=$("), "{text}");
    }
}
