//! Finds git-cliff itself. A version manager puts a script of the same name on the PATH, which starts slower than the
//! program and would make the comparison flattering.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAME: &str = "git-cliff";

/// Returns the program, from the PATH or from where Python puts programs.
pub(crate) fn find() -> Option<PathBuf> {
    let search = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&search).map(|folder| folder.join(NAME));
    on_path.chain(beside_python()).find(|path| is_program(path))
}

fn beside_python() -> Option<PathBuf> {
    let script = "import sysconfig; print(sysconfig.get_path('scripts'))";
    let output = Command::new("python3").args(["-c", script]).output().ok()?;
    Some(Path::new(String::from_utf8_lossy(&output.stdout).trim()).join(NAME))
}

/// Whether a file is there and is not a script.
fn is_program(path: &Path) -> bool {
    let mut start = [0; 2];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start != *b"#!"
}
