//! A machine's terminal: what is shown there, and what a person types.

use rexpect::session::{PtySession, spawn_command};

use super::Machine;

/// Who says nothing for so long hangs, in milliseconds.
const PATIENCE: u64 = 30_000;

/// A terminal with the product in it.
pub(super) struct Terminal {
    session: PtySession,
}

impl Terminal {
    pub(super) fn open(machine: &Machine, arguments: &[&str]) -> Self {
        let session = spawn_command(machine.sandbox.at_terminal(arguments), Some(PATIENCE)).expect("the binary starts");
        Self { session }
    }

    /// Waits until it says something; returns what it said before.
    pub(super) fn hears(&mut self, text: &str) -> String {
        self.session.exp_string(text).unwrap_or_else(|error| panic!("waited for {text:?}: {error}"))
    }

    /// Types a line once it is asked for.
    pub(super) fn answers(&mut self, line: &str) -> &mut Self {
        self.hears("answer:");
        self.session.send_line(line).expect("the terminal takes it");
        self
    }

    /// Types a line at the question that stands there.
    pub(super) fn types(&mut self, line: &str) -> &mut Self {
        self.session.send_line(line).expect("the terminal takes it");
        self
    }

    pub(super) fn interrupts(&mut self) -> &mut Self {
        self.session.send_control('c').expect("the terminal takes it");
        self
    }

    /// Waits for its end, and returns the rest of what it said.
    #[track_caller]
    pub(super) fn ends(&mut self, code: i32) -> String {
        let rest = self.session.exp_eof().unwrap_or_else(|error| panic!("waited for its end: {error}"));
        // The crate does not export the type: `Exited(Pid(12), 0)`.
        let status = format!("{:?}", self.session.process().wait().expect("it is our child"));
        assert!(status.starts_with("Exited") && status.ends_with(&format!(", {code})")), "{status}\n{rest}");
        rest
    }
}
