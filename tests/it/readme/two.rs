//! The two people of the README: each with a clone and a HOME of their own, and one bare remote between them.

use std::thread;
use std::time::Duration;

use rexpect::session::spawn_command;

use super::walk::{TYPED, TYPED_BEFORE, document, is_of_two, project, walk};
use super::{arguments, blocks, readme, words};
use crate::support::Sandbox;

/// The line at which the guide waits for the other person.
const WAITS: &str = "waiting for the sign-off of @mona; Ctrl-C leads back to the question\n";

/// What a digest is in the README, as none is like another.
const DIGEST: &str = "3f9a0c52d1b7e86412f05ac9d3e7718b60249fa5c1d8be37904e6a2f58c1db03";

struct Two {
    kim: Sandbox,
    mona: Sandbox,
}

impl Two {
    fn new(readme: &str) -> Self {
        let kim = project(document(readme))
            .env("GIT_AUTHOR_NAME", "Kim Newcomer")
            .env("GIT_AUTHOR_EMAIL", "kim@example.org")
            .env("GIT_COMMITTER_NAME", "Kim Newcomer")
            .env("GIT_COMMITTER_EMAIL", "kim@example.org");
        let origin = kim.path("[SANDBOX]/origin.git").display().to_string();
        kim.git_output(["branch", "--quiet", "--set-upstream-to=origin/main"]);
        let mona = Sandbox::in_memory()
            .shell_tools()
            .remote("origin", &origin)
            .git(["fetch", "--quiet", "origin"])
            .git(["reset", "--quiet", "--hard", "origin/main"])
            .git(["branch", "--quiet", "--set-upstream-to=origin/main"])
            .git(["config", "shepherd.login", "mona"]);
        Self { kim, mona }
    }

    /// Runs a line as the one who types it, and returns it with what is shown.
    fn shows(&self, line: &str, typed: &str) -> String {
        let (sandbox, command) = match line.strip_prefix("mona$ ") {
            Some(command) => (&self.mona, command),
            None => (&self.kim, line.trim_start_matches("$ ")),
        };
        let said = if let Some(git) = command.strip_prefix("git ") {
            let words: Vec<&str> = git.split(' ').chain(["--quiet"]).collect();
            sandbox.git_output(words)
        } else {
            let words = words(command);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let output = walk(sandbox, &words, typed).success();
            format!("{}{}", output.stderr(), output.stdout())
        };
        format!("{line}\n{}", Self::plain(&said)).trim_end().to_owned()
    }

    /// Runs the lines of a block that begin with a prompt.
    fn shows_all(&self, block: &str, typed: &str) -> String {
        let lines = block.lines().filter(|line| line.starts_with("$ ") || line.starts_with("mona$ "));
        lines.map(|line| self.shows(line, typed)).collect::<Vec<_>>().join("\n\n")
    }

    /// Returns what is said with an address that people would have, and without what differs between two runs.
    fn plain(text: &str) -> String {
        let time = regex::Regex::new(r"after \d+\.\d s\b").expect("it is one");
        time.replace_all(text, "after 0.1 s").replace("[SANDBOX]/origin.git", "https://github.com/octo/hello.git")
    }

    /// The pair is in the records, and both have them.
    fn know_each_other(&self) {
        for line in [
            "$ shepherd people add kim --alias kim@example.org",
            "$ shepherd people add mona --alias mona@example.org",
            "$ shepherd people pair mona --ask",
            "$ shepherd store sync",
            "mona$ shepherd store sync",
            "mona$ shepherd people pair kim --accept --check-in 2026-04-02 --how chat",
            "mona$ shepherd store sync",
        ] {
            self.shows(line, "");
        }
    }

    /// Returns the digest of what waits for @mona, once something does.
    fn digest(&self) -> String {
        loop {
            let waits = self.mona.shepherd(["approve", "--json"]).success().json();
            if let Some(digest) = waits["pending"][0]["digest"].as_str() {
                return digest.to_owned();
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Agrees at a terminal, and returns what it shows.
    fn agrees(&self, line: &str) -> String {
        let words = words(line.trim_start_matches("mona$ "));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut session = spawn_command(self.mona.at_terminal(words), Some(20_000)).expect("the binary starts");
        let shown = session.exp_string("Do you agree to exactly this?").expect("it asks");
        session.send("y").expect("the terminal takes it");
        session.flush().expect("the terminal takes it");
        let rest = session.exp_eof().expect("it ends");
        let (_, rest) = rest.rsplit_once("Do you agree to exactly this?").unwrap_or(("", &rest));
        let text = format!("{shown}Do you agree to exactly this?{rest}");
        let control = regex::Regex::new(r"\x1b\[[0-9;?]*[A-Za-z]|\r").expect("it is one");
        format!("{line}\n{}", Self::plain(&self.mona.redact(&control.replace_all(&text, ""))).trim_end())
    }
}

/// Returns what a terminal shows in each block of the walk, in the order of the README: the one who releases up to the
/// sign-off, the mentor, the rest of it; then how the store is shared, and how the run is passed on.
pub(super) fn shown(readme: &str) -> Vec<String> {
    let of_two: Vec<&str> =
        blocks(readme).iter().filter(|block| is_of_two(block.language, block.text)).map(|block| block.text).collect();
    let [guide, approve, rest, share, pass] = of_two.as_slice() else { panic!("{of_two:#?}") };
    let two = Two::new(readme);
    let shared = two.shows_all(share, "");
    two.know_each_other();
    let begun = walk(&two.kim, &["guide", "1.1.0", "--mentor", "mona"], TYPED_BEFORE);
    assert_eq!(begun.code(), Some(0), "{begun}");
    let Two { kim, mona } = two;
    let line = guide.lines().next().unwrap_or_default().to_owned();
    let kim = thread::spawn(move || {
        let output = walk(&kim, &["guide"], TYPED).success();
        (kim, output.stderr().to_owned())
    });
    let two = Two { kim: Sandbox::in_memory(), mona };
    let digest = two.digest();
    two.mona.git_output(["fetch", "--quiet"]);
    let agreed = two.agrees(approve.lines().next().unwrap_or_default());
    let (kim, said) = kim.join().expect("the guide ends");
    let two = Two { kim, ..two };
    let said = Two::plain(&said);
    let (before, after) = said.split_once(WAITS).unwrap_or_else(|| panic!("nobody was waited for:\n{said}"));
    let before = format!("{line}\n{before}{}", WAITS.trim_end());
    let after = format!("{}\n\n{}", after.trim_end(), two.shows_all(rest, ""));
    let passed = two.shows_all(pass, "\"step.publish/write-*\" = \"done\"\n");
    let short = |text: String| text.replace(&digest, DIGEST).replace(&digest[..12], &DIGEST[..12]);
    [before, agreed, after, shared, passed].map(short).to_vec()
}

#[test]
fn each_command_of_the_mentor_runs() {
    let text = readme();
    let blocks = blocks(&text);
    let block = blocks.iter().find(|block| block.language == "sh mentor").expect("the README shows what a mentor does");
    let two = Two::new(&text);
    two.shows("$ shepherd store init --in-repo --yes", "");
    two.shows("mona$ git fetch", "");
    two.know_each_other();
    drop(walk(&two.kim, &["guide", "1.1.0", "--mentor", "mona"], TYPED_BEFORE).success());
    let paused = TYPED.replace("= \"wait\"", "= \"pause\"");
    drop(walk(&two.kim, &["guide"], &paused).success());
    let mut count = 0;
    for words in block.text.lines().filter_map(arguments) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            [.., "--watch"] => {
                let mut session = spawn_command(two.mona.at_terminal(&words), Some(20_000)).expect("the binary starts");
                session.exp_string("was agreed to by @mona").expect("it shows where the run stands");
                session.send_control('c').expect("the terminal takes it");
            }
            ["approve", _, ..] => {
                let digest = two.mona.shepherd(&words).failure(1).digest();
                drop(two.mona.shepherd([words.as_slice(), &["--yes", "--digest", &digest]].concat()).success());
            }
            words => drop(two.mona.shepherd(words).success()),
        }
        count += 1;
    }
    assert_eq!(count, 3);
}
