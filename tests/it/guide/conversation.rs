//! A person at a terminal: what is asked, what they type, and what Ctrl-C does.

use rexpect::session::{PtySession, spawn_command};

use super::project;
use crate::support::Sandbox;

/// Who says nothing for so long hangs, in milliseconds.
const PATIENCE: u64 = 20_000;

/// A terminal with the product in it.
struct Conversation {
    session: PtySession,
}

impl Conversation {
    fn begin(sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let arguments = [&["guide", "--as", "octocat"], arguments].concat();
        let session = spawn_command(sandbox.at_terminal(arguments), Some(PATIENCE)).expect("the binary starts");
        Self { session }
    }

    /// Waits until it says something.
    fn hears(&mut self, text: &str) -> &mut Self {
        self.session.exp_string(text).unwrap_or_else(|error| panic!("waited for {text:?}: {error}"));
        self
    }

    /// Types a line once it is asked for.
    fn answers(&mut self, line: &str) -> &mut Self {
        self.hears("answer:");
        self.session.send_line(line).expect("the terminal takes it");
        self
    }

    fn types(&mut self, line: &str) -> &mut Self {
        self.session.send_line(line).expect("the terminal takes it");
        self
    }

    fn interrupts(&mut self) -> &mut Self {
        self.session.send_control('c').expect("the terminal takes it");
        self
    }

    /// Waits for its end.
    #[track_caller]
    fn ends(&mut self, code: i32) {
        let rest = self.session.exp_eof().unwrap_or_else(|error| panic!("waited for its end: {error}"));
        let status = self.status();
        assert!(status.starts_with("Exited") && status.ends_with(&format!(", {code})")), "{status}\n{rest}");
    }

    /// Waits for its end by Ctrl-C, which a shell shows as 130 too.
    fn is_ended_by_the_signal(&mut self) {
        self.session.exp_eof().unwrap_or_else(|error| panic!("waited for its end: {error}"));
        assert!(self.status().contains("SIGINT"), "{}", self.status());
    }

    fn status(&self) -> String {
        // The crate does not export the type: `Exited(Pid(12), 0)`.
        format!("{:?}", self.session.process().wait().expect("it is our child"))
    }
}

const DOCUMENT: &str = "1. Say it. <!-- shepherd: id = \"say\" -->\n\
    2. Do it: <!-- shepherd: id = \"do\" -->\n\n   ```bash\n   echo \"it is $((40 + 2))\" for ${CITY}\n   ```\n\
    3. Tag it: <!-- shepherd: id = \"tag\" -->\n\n   ```bash\n   git tag -a ${TAG} -m \"Release ${VERSION}\"\n   git push -q origin ${TAG}\n   ```\n";

#[test]
fn a_branch_that_is_not_there_is_asked_for_again() {
    let sandbox = project(DOCUMENT);
    let mut person = Conversation::begin(&sandbox, &["1.1.0"]);
    person.hears("Which branch is released from? [main]").answers("mian");
    person.hears("there is no branch `mian`").hears("`git branch -a` lists them");
    person.hears("Which branch is released from? [main]").answers("main");
    person.hears("step 1 of 3").answers("q").ends(0);
    // What was answered beforehand is an error: nobody typed it just now.
    let arguments = ["guide", "1.1.0", "--as", "octocat", "--answer", "line=mian"];
    let output = project(DOCUMENT).shepherd(arguments).failure(2);
    assert!(output.stderr().contains("error: there is no branch `mian`"), "{output}");
}

#[test]
fn a_small_walk_by_letters() {
    let sandbox = project(DOCUMENT);
    let mut person = Conversation::begin(&sandbox, &[]);
    // Nothing was said on the command line, so all of it is asked.
    person.hears("Which version is released?").answers("1.1.0");
    person.hears("Which branch is released from? [main]").answers("");
    person.hears("step 1 of 3").hears("done by hand (d)");
    person.answers("x").hears("please answer with a letter or a word").answers("n");
    person.hears("Note").answers("to whom?").hears("noted").answers("d");
    person.hears("step 2 of 3").hears("run (r)").answers("r");
    person.hears("What is CITY?").answers("Oslo").hears("for Oslo").hears("Run it? [Y/n]").answers("");
    person.hears("| it is 42 for Oslo").hears("exit code 0 after");
    person.hears("step 3 of 3").answers("r").hears("the commit to release? [y/N]").answers("y");
    person.hears("Type 1.1.0 to go on").answers("1.1").hears("not confirmed, so nothing ran");
    person.answers("r").hears("Type 1.1.0 to go on").answers("1.1.0").hears("done, and proven");
    person.hears("1.1.0 is through: 3 steps done").ends(0);
    assert_eq!(sandbox.commit_id("1.1.0"), sandbox.commit_id("main"));
}

#[test]
fn an_interrupt_at_a_question_loses_nothing() {
    let sandbox = project(DOCUMENT);
    let mut person = Conversation::begin(&sandbox, &["1.1.0", "--branch", "main"]);
    person.answers("d").hears("step 2 of 3").hears("answer:").interrupts().ends(130);
    let mut person = Conversation::begin(&sandbox, &[]);
    person.hears("Release 1.1.0 from main: going on").hears("step 2 of 3").answers("q").ends(0);
}

#[test]
fn an_interrupt_stops_the_commands_and_not_the_guide() {
    let sandbox = project(
        "1. Wait: <!-- shepherd: id = \"wait\" -->\n\n   ```bash\n   echo begun\n   sleep 60\n   echo never\n   ```\n",
    );
    let mut person = Conversation::begin(&sandbox, &["1.1.0", "--branch", "main"]);
    person.answers("r").hears("| begun").interrupts();
    person.hears("interrupted after").hears("did not end well: interrupted").hears("again (a)").answers("s");
    person
        .hears("Why is it left out?")
        .answers("it takes too long")
        .hears("1.1.0 is through: 0 steps done, 1 skipped")
        .ends(0);
}

#[test]
fn an_interactive_command_reads_from_the_terminal() {
    let sandbox = project(
        "1. Ask: <!-- shepherd: id = \"ask\", interactive = true -->\n\n   ```bash\n   read -r -p 'Your word? ' word\n   test -t 0\n   echo \"said: $word\"\n   ```\n",
    );
    let mut person = Conversation::begin(&sandbox, &["1.1.0", "--branch", "main"]);
    person.answers("r").hears("Your word?").types("banana").hears("said: banana").hears("exit code 0").ends(0);
}

#[test]
fn procedures_are_asked_for_by_number() {
    let document = "# Releasing\n\n## Point release\n\n1. Cherry-pick.\n\n## Feature release\n\n1. Write the notes.\n";
    let sandbox = project(document);
    let mut person = Conversation::begin(&sandbox, &["1.1.0", "--branch", "main"]);
    person.hears("2  Feature release, 1 step").hears("Which one? (number or title)").answers("2");
    person.hears("Write the notes").answers("p").hears("Paused.").ends(0);
}

#[test]
fn a_procedure_that_is_not_there_ends_it_with_nothing_written() {
    let document = "# Releasing\n\n## Point release\n\n1. Cherry-pick.\n\n## Feature release\n\n1. Write the notes.\n";
    let sandbox = project(document);
    let mut person = Conversation::begin(&sandbox, &["1.1.0", "--branch", "main"]);
    person.answers("3").hears("has no procedure \"3\"").ends(2);
    assert_eq!(sandbox.git_output(["for-each-ref", "refs/shepherd"]), "");
}

#[test]
fn a_document_to_begin_with_is_offered() {
    let sandbox = Sandbox::in_memory().shell_tools().commit("Start").tag("1.0.0").commit("Change");
    let mut person = Conversation::begin(&sandbox, &["1.1.0", "--branch", "main"]);
    person.hears("Write one to begin with? [y/N]").answers("").ends(2);
    assert!(!sandbox.exists("RELEASING.md"));
    let mut person = Conversation::begin(&sandbox, &["1.1.0", "--branch", "main"]);
    person.answers("y").hears("RELEASING.md was written, and nothing else was done").ends(1);
    let shown = sandbox.shepherd(["checklist", "show"]).success();
    assert!(!shown.stdout().is_empty(), "{shown}");
    assert!(sandbox.shepherd(["checklist", "lint"]).code() == Some(0), "{}", sandbox.shepherd(["checklist", "lint"]));
}

#[test]
fn a_wait_is_left_with_an_interrupt() {
    let sandbox = project("1. Publish the candidate. <!-- shepherd: id = \"candidate\", wait = \"72h\" -->\n");
    let mut person = Conversation::begin(&sandbox, &["1.1.0", "--branch", "main"]);
    person
        .answers("d")
        .hears("now it waits 72h until 2026-03-31 09:00 UTC")
        .answers("w")
        .hears("Ctrl-C leaves")
        .interrupts();
    person.is_ended_by_the_signal();
    let mut person = Conversation::begin(&sandbox, &[]);
    person.hears("It waits until").answers("q").ends(0);
}
