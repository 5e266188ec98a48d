//! The virtual environment of a rehearsal, so that what is installed in it does not reach the real one.

use std::path::Path;
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

/// Returns whether commands use Python, so that they should get an environment of their own.
pub fn is_used(commands: &str) -> bool {
    let mut words = commands.split(|letter: char| !(letter.is_ascii_alphanumeric() || "._-".contains(letter)));
    words.any(|word| WORDS.contains(&word))
}

/// Makes the environment, if it is not there. It sees what is installed for all users and for this one, since nothing else
/// can be had where there is no network. Returns an error where Python, or its module for that, is not there.
pub(super) fn prepare(place: &Place, sealed: &Sealed) -> Result<(), ShellError> {
    let folder = place.python();
    if folders::is_folder(&folder.join("bin")) {
        return Ok(());
    }
    // This runs as the person, who trusts the module that comes with Python.
    let shown = folder.display().to_string();
    let made = Program::new("python3", ["-m", "venv", "--system-site-packages", &shown], LIMIT);
    // Python looks for modules where it is started first, and the folder of a project may hold anything.
    let made = made
        .in_folder(place.root())
        .with("TMPDIR", sealed.environment.get("TMPDIR").map(String::as_str).unwrap_or_default());
    if let Err(error) = made.succeed() {
        folders::remove(&folder)?;
        return Err(error.into());
    }
    // Where the new one looks for packages, and where the person's own did: for itself, and for this user.
    let ask = "import site, sysconfig; print(sysconfig.get_path('purelib')); print(site.getusersitepackages())";
    let inside = folder.join("bin").join("python3").display().to_string();
    let packages = |python: &str| Program::new(python, ["-c", ask], LIMIT).in_folder(place.root()).succeed();
    if let (Ok(inside), Ok(own)) = (packages(&inside), packages("python3"))
        && let Some(folder) = inside.text().lines().next()
    {
        folders::write(&Path::new(folder).join("person.pth"), &own.stdout)?;
    }
    Ok(())
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
