//! A reader who begins with nothing: a HOME of their own, no variable of anybody else, and a PATH with git, a shell and this
//! program alone. They paste each command of the README, in its order.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::turns::is_of_turns;
use super::walk::{LEFT_AT_ONCE, TYPED, TYPED_BEFORE, document, is_of_the_walk};
use super::{FROM_SOURCE, blocks, example, page, turns, walk};
use crate::support::Sandbox;

/// The commands that end with something else than 0, and what it says.
const OTHER_CODES: [(&str, i32); 1] = [
    // The project has no release document yet, as the page says.
    ("shepherd doctor --offline", 1),
];

struct Reader {
    folder: tempfile::TempDir,
    pasted: Vec<String>,
}

impl Reader {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (bin, home) = (folder.path().join("bin"), folder.path().join("home"));
        fs::create_dir_all(&bin).expect("the folder is writable");
        fs::create_dir_all(&home).expect("the folder is writable");
        // What git wants before it commits; nothing else is set up.
        fs::write(home.join(".gitconfig"), "[user]\n\tname = Kim Newcomer\n\temail = kim@example.org\n")
            .expect("the folder is writable");
        symlink(env!("CARGO_BIN_EXE_shepherd"), bin.join("shepherd")).expect("the folder takes links");
        for program in ["git", "sh", "bash"] {
            let search = std::env::var_os("PATH").unwrap_or_default();
            let found = std::env::split_paths(&search).map(|folder| folder.join(program)).find(|path| path.is_file());
            symlink(found.unwrap_or_else(|| panic!("`{program}` is installed")), bin.join(program))
                .expect("the folder takes links");
        }
        Self { folder, pasted: Vec::new() }
    }

    /// Pastes a line into a shell that stands in `place`, answers what is asked with `typed`, and holds the exit code.
    fn paste(&mut self, place: &Path, line: &str, typed: &str) {
        let line = line.trim_start_matches("$ ").replace(FROM_SOURCE, "shepherd ");
        let mut command = line.split("  #").next().unwrap_or(&line).trim().to_owned();
        let expected = OTHER_CODES.iter().find(|(known, _)| *known == command).map_or(0, |(_, code)| *code);
        if command.starts_with("shepherd guide") {
            let answers = self.folder.path().join("answers.toml");
            fs::write(&answers, typed).expect("the folder is writable");
            command = format!("{command} --answers '{}'", answers.display());
        }
        let home = self.folder.path().join("home");
        let output = Command::new(self.folder.path().join("bin/sh"))
            .args(["-c", &command])
            .current_dir(place)
            .env_clear()
            .env("HOME", home)
            .env("PATH", self.folder.path().join("bin"))
            .stdin(Stdio::null())
            .output()
            .expect("the shell starts");
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(expected), "`{command}` after {:#?}\n{said}", self.pasted);
        self.pasted.push(command);
    }
}

/// Returns where a project lies, once all of it is there.
fn place(sandbox: &Sandbox) -> PathBuf {
    sandbox.git_output(["status"]);
    sandbox.path(".")
}

#[test]
fn each_command_of_the_readme_runs_as_it_is_pasted() {
    let text = page("README.md");
    let (small, walked, team) = (example(), walk::project(document(&text)), turns::project());
    // The login is asked on a terminal, and there is none.
    walked.git_output(["config", "shepherd.login", "kim"]);
    let (small, walked, team) = (place(&small), place(&walked), place(&team));
    let mut reader = Reader::new();
    for block in blocks(&text) {
        let prompts = ["console", "console turns", "text"].contains(&block.language);
        // What is said after somebody agreed elsewhere: two people with two machines are in a test of their own.
        let is_mentor = block.text.starts_with("mona$ ");
        if block.language == "sh install" || is_mentor || !(prompts || block.language == "sh") {
            continue;
        }
        let lines = block.text.lines().filter(|line| !prompts || line.starts_with("$ "));
        for line in lines.filter(|line| !line.trim().is_empty() && !line.starts_with("cargo test")) {
            if is_of_turns(block.language) {
                reader.paste(&team, line, "");
            } else if line.contains("--mentor") {
                reader.paste(&walked, line, TYPED_BEFORE);
            } else if line == "$ shepherd guide" {
                // Nobody agrees, so the walk is left where it waits.
                reader.paste(&walked, line, &TYPED.replace("= \"wait\"", "= \"pause\""));
            } else if is_of_the_walk(line) {
                reader.paste(&walked, line, LEFT_AT_ONCE);
            } else {
                reader.paste(&small, line, "");
            }
        }
    }
    assert!(reader.pasted.len() > 20, "{:#?}", reader.pasted);
    // Nothing of it went anywhere but into the projects and the cache of this reader.
    let left: Vec<_> = fs::read_dir(reader.folder.path().join("home")).expect("it is there").collect();
    assert!(left.len() <= 2, "{left:?}");
}
