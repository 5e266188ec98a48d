//! A person at a terminal, who is asked what no tag tells.

use rexpect::session::{PtySession, spawn_command};

use super::{ledger, project};
use crate::support::Sandbox;

/// Who says nothing for so long hangs, in milliseconds.
const PATIENCE: u64 = 20_000;

/// A terminal with the product in it.
struct Conversation {
    session: PtySession,
}

impl Conversation {
    fn begin(sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let session = spawn_command(sandbox.at_terminal(arguments), Some(PATIENCE)).expect("the binary starts");
        Self { session }
    }

    fn hears(&mut self, text: &str) -> &mut Self {
        self.session.exp_string(text).unwrap_or_else(|error| panic!("waited for {text:?}: {error}"));
        self
    }

    fn answers(&mut self, line: &str) -> &mut Self {
        self.hears("answer:");
        self.session.send_line(line).expect("the terminal takes it");
        self
    }

    #[track_caller]
    fn ends(&mut self) {
        let rest = self.session.exp_eof().unwrap_or_else(|error| panic!("waited for its end: {error}"));
        // The crate does not export the type: `Exited(Pid(12), 0)`.
        let status = format!("{:?}", self.session.process().wait().expect("it is our child"));
        assert!(status.starts_with("Exited") && status.ends_with(", 0)"), "{status}\n{rest}");
    }
}

#[test]
fn a_record_is_asked_for() {
    let sandbox = project().git(["config", "shepherd.login", "kim"]);
    let mut person = Conversation::begin(&sandbox, &["record", "1.1.0"]);
    person.hears("Who cut the release? [kim]").answers("");
    person.hears("Who was the mentor?").answers("mona lisa").hears("is not a login");
    person.hears("Who was the mentor?").answers("mona");
    person.hears("as the sponsor?").answers("");
    person.hears("Who watched").answers("zoe, bo");
    person.hears("recorded: 1.1.0").ends();
    let found = ledger(&sandbox, &["list", "--json"]).json();
    let found = &found["releases"][0];
    assert_eq!(
        (&found["released_by"], &found["mentored_by"]),
        (&serde_json::json!(["kim"]), &serde_json::json!(["mona"]))
    );
    assert_eq!(found["shadowed_by"], serde_json::json!(["zoe", "bo"]));
}

#[test]
fn an_import_asks_for_mentors_and_for_a_word() {
    let sandbox = project();
    let mut person = Conversation::begin(&sandbox, &["ledger", "import"]);
    // What is no answer is asked for again.
    person.hears("Who were the mentors?").answers("mona").hears("has no `=`");
    person.hears("Who were the mentors?").answers("1.1.0=mona 1.1.0=zoe");
    person.hears("Who were the sponsors?").answers("n");
    person.hears("mentor @mona, @zoe").hears("Record 5 releases of octo/hello?");
    person.session.send("y").expect("the terminal takes it");
    person.session.flush().expect("the terminal takes it");
    person.hears("recorded: 5 releases").ends();
    assert_eq!(ledger(&sandbox, &["list", "--json"]).json()["releases"].as_array().map(Vec::len), Some(5));
}
