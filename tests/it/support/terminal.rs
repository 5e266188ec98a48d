//! What a terminal shows of a run.

use rexpect::session::{PtySession, spawn_command};

use super::sandbox::Sandbox;

/// Who says nothing for so long hangs, in milliseconds.
const PATIENCE: u64 = 60_000;

/// A terminal: how wide it is, and what is set in it.
#[derive(Clone, Copy)]
pub(crate) struct Terminal<'a> {
    pub(crate) columns: u16,
    pub(crate) variables: &'a [(&'a str, &'a str)],
}

impl Terminal<'_> {
    /// Returns all that it shows of a run, to its end.
    pub(crate) fn shows(&self, sandbox: &Sandbox, arguments: &[&str]) -> String {
        let mut session = self.start(sandbox, arguments);
        let text = session.exp_eof().expect("it ends");
        tidy(sandbox, &text)
    }

    /// Returns what it shows until it asks for an answer, which is `quit` then.
    pub(crate) fn asks(&self, sandbox: &Sandbox, arguments: &[&str]) -> String {
        let mut session = self.start(sandbox, arguments);
        let text = session.exp_string("answer:").expect("it asks");
        session.send_line("q").expect("it takes the answer");
        session.exp_eof().expect("it ends");
        tidy(sandbox, &text)
    }

    /// Returns what it says where what is answered first is no answer, until it asks once more.
    pub(crate) fn asks_again(&self, sandbox: &Sandbox, arguments: &[&str], wrong: &str) -> String {
        let mut session = self.start(sandbox, arguments);
        session.exp_string("answer:").expect("it asks");
        session.send_line(wrong).expect("it takes the answer");
        session.exp_string("please answer").expect("it says what can be answered");
        let text = format!("please answer{}", session.exp_string("answer:").expect("it asks again"));
        session.send_line("q").expect("it takes the answer");
        session.exp_eof().expect("it ends");
        tidy(sandbox, &text)
    }

    fn start(&self, sandbox: &Sandbox, arguments: &[&str]) -> PtySession {
        let mut command = sandbox.at_terminal(arguments);
        command.env("COLUMNS", self.columns.to_string()).env("LINES", "500").envs(self.variables.iter().copied());
        spawn_command(command, Some(PATIENCE)).expect("the binary starts")
    }
}

/// Returns what stands on the screen in the end. What comes through is taken for Latin-1, byte by byte; a line that says what
/// takes long is drawn over, from its first column on.
fn tidy(sandbox: &Sandbox, text: &str) -> String {
    let bytes: Vec<u8> = text.chars().map(|byte| u8::try_from(u32::from(byte)).expect("it is a byte")).collect();
    let text = String::from_utf8(bytes).expect("a terminal gets UTF-8").replace("\r\n", "\n");
    let lines: Vec<&str> = text.split('\n').map(|line| line.rsplit('\r').next().unwrap_or(line)).collect();
    let cursor = regex::Regex::new("\u{1b}\\[[0-9;?]*[A-Za-ln-z]").expect("it is one");
    sandbox.redact(&cursor.replace_all(&lines.join("\n"), ""))
}
