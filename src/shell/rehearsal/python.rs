//! The virtual environment of a rehearsal, so that what is installed in it does not reach the real one.

use std::time::Duration;

use crate::shell::rehearsal::place::Place;
use crate::shell::{Sealed, ShellError};
use crate::system::folders;
use crate::system::process::Program;

/// How long it may take to make one.
const LIMIT: Duration = Duration::from_secs(120);
/// The words that say that commands use Python.
const WORDS: [&str; 12] =
    ["flit", "hatch", "pip", "pip3", "poetry", "pytest", "python", "python3", "setup.py", "tbump", "tox", "twine"];

/// Returns whether commands use Python.
pub(super) fn is_used(commands: &str) -> bool {
    let mut words = commands.split(|letter: char| !(letter.is_ascii_alphanumeric() || "._-".contains(letter)));
    words.any(|word| WORDS.contains(&word))
}

/// Makes the environment if Python is there, and returns whether it is. It sees what is installed for all users and for
/// this one, since nothing else can be had where there is no network.
pub(super) fn prepare(place: &Place, sealed: &Sealed) -> Result<bool, ShellError> {
    let folder = place.python();
    if folders::is_folder(&folder.join("bin")) {
        return Ok(true);
    }
    // This runs as the person, who trusts the module that comes with Python.
    let shown = folder.display().to_string();
    let made = Program::new("python3", ["-m", "venv", "--system-site-packages", &shown], LIMIT);
    let made = made.with("TMPDIR", sealed.environment.get("TMPDIR").map(String::as_str).unwrap_or_default());
    if made.succeed().is_err() {
        folders::remove(&folder)?;
        return Ok(false);
    }
    let ask = "import site, sys; print(sys.version_info[0], sys.version_info[1], site.getusersitepackages())";
    let answer = Program::new("python3", ["-c", ask], LIMIT).succeed();
    if let Ok(answer) = answer {
        let text = answer.text();
        let mut words = text.splitn(3, ' ');
        if let (Some(major), Some(minor), Some(user)) = (words.next(), words.next(), words.next()) {
            let packages = folder.join(format!("lib/python{major}.{minor}/site-packages"));
            if folders::is_folder(&packages) {
                folders::write(&packages.join("person.pth"), format!("{user}\n").as_bytes())?;
            }
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_is_recognised() {
        for commands in ["pip install -U build", "python -m build", "twine upload dist/*", "FOO=1 tbump 1.0"] {
            assert!(is_used(commands), "{commands}");
        }
        for commands in ["cargo build", "git push", "npm run build", "pipeline", "docker build python-image ."] {
            assert!(!is_used(commands), "{commands}");
        }
    }
}
