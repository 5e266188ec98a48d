//! The shells of this machine: what they are called, where they are, and how to get one.

use std::path::Path;

use crate::core::checklist::Dialect;
use crate::shell::{Sealed, ShellError};
use crate::system::folders;

fn name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Bash => "bash",
        Dialect::Sh => "sh",
        Dialect::PowerShell => "pwsh",
    }
}

/// Returns the shell as it is started.
#[cfg(not(windows))]
pub(super) fn shell(dialect: Dialect) -> String {
    name(dialect).to_owned()
}

/// Returns the shell as it is started: the one that comes with Git, since the `bash` of the system is for another one.
#[cfg(windows)]
pub(super) fn shell(dialect: Dialect) -> String {
    use std::time::Duration;

    use crate::system::process::Program;

    let name = name(dialect);
    if dialect == Dialect::PowerShell {
        return name.to_owned();
    }
    let folder = Program::new("git", ["--exec-path"], Duration::from_secs(10)).succeed().ok();
    // `C:/Program Files/Git/mingw64/libexec/git-core`
    let folder = folder.and_then(|output| Path::new(output.text().as_ref()).ancestors().nth(3).map(Path::to_owned));
    let found = folder.map(|folder| folder.join("bin").join(format!("{name}.exe"))).filter(|path| path.is_file());
    found.map_or_else(|| name.to_owned(), |path| path.display().to_string())
}

/// Returns the path of a program that the sealed place has, which its runner would only fail to start.
pub(super) fn find(program: &str, sealed: &Sealed) -> Option<String> {
    if Path::new(program).is_absolute() {
        return Some(program.to_owned());
    }
    let program = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let search = sealed.environment.get("PATH")?;
    let path =
        std::env::split_paths(search).map(|folder| folder.join(&program)).find(|path| folders::is_program(path))?;
    Some(path.display().to_string())
}

pub(super) fn no_shell(dialect: Dialect) -> ShellError {
    let remedy = match dialect {
        Dialect::Bash if cfg!(windows) => "install Git for Windows, which brings it along",
        Dialect::Bash => "install `bash`, or label the block `sh` if it needs nothing more",
        Dialect::Sh => "install `sh`, or add it to the PATH",
        Dialect::PowerShell => "install PowerShell 7: https://aka.ms/powershell",
    };
    ShellError::NoShell { shell: name(dialect), remedy }
}
