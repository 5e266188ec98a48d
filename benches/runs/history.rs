//! The histories that are measured: a real one, and one of any size.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Files of the synthetic tree, and how many lie in one folder of it.
const FILES: usize = 400;
const FILES_IN_FOLDER: usize = 20;
/// Commits of the synthetic history between two releases.
const COMMITS_IN_RELEASE: usize = 500;
/// The time of its first commit, and the seconds between two.
const START: usize = 1_100_000_000;
const PACE: usize = 400;

/// A bare repository.
pub(crate) struct History {
    pub(crate) folder: PathBuf,
    pub(crate) commits: usize,
}

impl History {
    /// Returns what git prints about it.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git").current_dir(&self.folder).args(arguments).output().expect("git starts");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// Returns the history of JupyterHub where it lies beside the project.
pub(crate) fn jupyterhub() -> Option<History> {
    let export = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/jupyterhub.fast-export.gz");
    if !export.is_file() {
        return None;
    }
    let folder = imported("jupyterhub", |import| {
        let unpacked = Command::new("gzip").arg("-dc").arg(&export).output().expect("gzip starts");
        import.write_all(&unpacked.stdout).expect("git reads");
    });
    Some(History { folder, commits: 0 })
}

/// Returns a history of `commits` commits: pull requests merged and squashed, some of a bot, some direct commits.
pub(crate) fn synthetic(commits: usize) -> History {
    let folder = imported(&format!("synthetic-{commits}"), |import| {
        write_tree(import);
        let mut mark = 1;
        let mut main = 1;
        let mut number = 0;
        while mark < commits {
            number += 1;
            let (title, author) = match number % 10 {
                0 => ("Bump a-library from 1.0 to 1.1", "dependabot[bot]"),
                1..=3 => ("FIX: one thing of many", "ann"),
                4..=6 => ("Add one thing more", "kim"),
                _ => ("DOC: explain a thing", "sam"),
            };
            let commit = |from: usize, mark: usize| Commit { mark, from, merge: None, author, file: number % FILES };
            main = match number % 4 {
                // A squash, and a commit that names no pull request.
                0 => commit(main, mark + 1).write(import, &format!("{title} (#{number})")),
                1 if number % 20 == 1 => commit(main, mark + 1).write(import, title),
                // Two commits and the merge that brings them.
                _ => {
                    let first = commit(main, mark + 1).write(import, title);
                    let second = commit(first, mark + 2).write(import, "and its tests");
                    let merge = Commit { merge: Some(second), ..commit(main, mark + 3) };
                    merge.write(
                        import,
                        &format!("Merge pull request #{number} from {author}/branch-{number}\n\n{title}"),
                    )
                }
            };
            if mark / COMMITS_IN_RELEASE != main / COMMITS_IN_RELEASE {
                let release = main / COMMITS_IN_RELEASE;
                writeln!(import, "reset refs/tags/1.{release}.0\nfrom :{main}\n").expect("git reads");
            }
            mark = main;
        }
    });
    History { folder, commits }
}

struct Commit<'a> {
    mark: usize,
    from: usize,
    merge: Option<usize>,
    author: &'a str,
    file: usize,
}

impl Commit<'_> {
    /// Writes the commit and returns its mark.
    fn write(&self, import: &mut dyn Write, message: &str) -> usize {
        let Self { mark, from, author, file, .. } = *self;
        let content = format!("{mark}\n");
        let mut text = head(mark, author, message);
        let _ = writeln!(text, "from :{from}");
        if let Some(merged) = self.merge {
            let _ = writeln!(text, "merge :{merged}");
        }
        let _ = writeln!(text, "M 100644 inline {}\ndata {}\n{content}", path(file), content.len());
        import.write_all(text.as_bytes()).expect("git reads");
        mark
    }
}

fn head(mark: usize, author: &str, message: &str) -> String {
    let time = START + mark * PACE;
    let who = format!("{author} <{mail}+{author}@users.noreply.github.com> {time} +0000", mail = author.len());
    format!("commit refs/heads/main\nmark :{mark}\nauthor {who}\ncommitter {who}\ndata {}\n{message}\n", message.len())
}

/// Writes the first commit, with all files.
fn write_tree(import: &mut dyn Write) {
    let mut text = head(1, "mona", "Start");
    for file in 0..FILES {
        let _ = writeln!(text, "M 100644 inline {}\ndata 6\nstart\n", path(file));
    }
    import.write_all(text.as_bytes()).expect("git reads");
}

fn path(file: usize) -> String {
    format!("src/part-{}/file-{}.txt", file / FILES_IN_FOLDER, file % FILES_IN_FOLDER)
}

/// Returns a bare repository of what `write` gives to `git fast-import`. It is made once and kept below `target`.
fn imported(name: &str, write: impl FnOnce(&mut dyn Write)) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{name}.git"));
    let done = folder.join("imported");
    if done.is_file() {
        return folder;
    }
    drop(fs::remove_dir_all(&folder));
    git(&["init", "--quiet", "--bare", "--initial-branch=main"], &folder);
    let mut command = Command::new("git");
    command.arg("-C").arg(&folder).args(["fast-import", "--quiet"]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().expect("git starts");
    let mut import = BufWriter::new(child.stdin.take().expect("its input is piped"));
    write(&mut import);
    import.flush().expect("git reads");
    drop(import);
    assert!(child.wait().expect("git ends").success(), "git fast-import failed");
    fs::write(done, "").expect("the folder is ours");
    folder
}

fn git(arguments: &[&str], folder: &Path) {
    let status = Command::new("git").args(arguments).arg(folder).status().expect("git starts");
    assert!(status.success(), "git {arguments:?}");
}
