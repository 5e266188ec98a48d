//! `shepherd ledger` and `shepherd record`: the records of the releases.

mod bad_input;
#[cfg(unix)]
mod conversation;
mod github;
mod import;
mod jupyterhub;
mod list;
mod people;
mod record;
mod remove;
mod table;
mod twice;
#[cfg(unix)]
mod two;
mod verify;

use std::fmt::Write as _;

use crate::support::{Output, Sandbox};

/// A project that was released by hand, by a tool, and by a bot.
fn project() -> Sandbox {
    Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit_files("Start", &[(".mailmap", "Mona Lisa <mona@example.org> <mona@home.example.org>\n"), ("a", "a")])
        .tag_by_author("0.1.0", "First")
        .author("Mona", "mona@home.example.org")
        .commit("More")
        .tag_by_author("1.0.0", "Second")
        .author("Kim Newcomer", "7+kim@users.noreply.github.com")
        .commit("Release 1.1.0")
        .tag("1.1.0")
        .author("release-bot", "bot@example.org")
        .commit("Release 1.1.1")
        .tag_by_author("1.1.1", "By a bot")
        .author("Ann Other", "ann@example.org")
        .commit("Fix")
        .tag_by_author("2.0.0rc1", "Candidate\n\nReleased-by: @ann\nMentored-by: @mona\nShadowed-by: @kim")
}

fn ledger(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["ledger"], arguments].concat())
}

/// Returns a file of the records.
fn recorded(sandbox: &Sandbox, path: &str) -> String {
    sandbox.git_output(["show", &format!("refs/shepherd/store:{path}")])
}

/// Returns how many changes of the records there were.
fn changes(sandbox: &Sandbox) -> usize {
    sandbox.git_output(["rev-list", "--count", "refs/shepherd/store"]).trim().parse().expect("it is a number")
}

/// Writes files into the records, as somebody does who knows git.
fn write_records(sandbox: &Sandbox, files: &[(&str, &str)]) {
    let mut stream = "commit refs/shepherd/store\ncommitter Ann <ann@example.org> 1774688400 +0000\ndata 5\nhands\n\
                      from refs/shepherd/store^0\n"
        .to_owned();
    for (path, text) in files {
        writeln!(stream, "M 100644 inline {path}\ndata {}\n{text}", text.len()).expect("a text takes all");
    }
    let output = sandbox.try_git(&["fast-import", "--quiet"], Some(stream.as_bytes()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
