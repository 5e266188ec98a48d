//! A program that shows a long text screen by screen, on the terminal of this process.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::system::environment::{GH_TOKEN, GITHUB_TOKEN, preference};
use crate::system::process::noting_interrupts;

/// How `less` behaves where the person set nothing: it ends by itself where a screen is enough, and leaves on the terminal
/// what was read. The same that git sets.
const USUAL: [(&str, &str); 2] = [("LESS", "FRX"), ("LV", "-c")];

/// What the shell says where a program cannot be started.
const NOT_STARTED: [i32; 2] = [126, 127];

/// A program to read with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pager {
    /// What the person wrote: a line for the shell.
    Line(String),
    /// A program that is used where it is there.
    Program(&'static str),
}

impl Pager {
    /// Shows a text and waits until the person has seen enough, which is before its end or not. `false` where the program
    /// could not be started, so that nothing was shown.
    pub fn show(&self, text: &str) -> bool {
        let mut command = self.command();
        for (name, value) in USUAL {
            if preference(name).is_none() {
                command.env(name, value);
            }
        }
        command.env_remove(GITHUB_TOKEN).env_remove(GH_TOKEN).stdin(Stdio::piped());
        // Ctrl-C is for the program on the screen.
        noting_interrupts(|| {
            let Ok(mut child) = command.spawn() else { return false };
            if let Some(mut stdin) = child.stdin.take() {
                // Who has seen enough closes it.
                let _ = stdin.write_all(text.as_bytes());
            }
            child.wait().is_ok_and(|status| status.code().is_none_or(|code| !NOT_STARTED.contains(&code)))
        })
    }

    #[expect(clippy::disallowed_methods, reason = "programs are started in this module")]
    fn command(&self) -> Command {
        match self {
            Self::Program(name) => Command::new(name),
            Self::Line(line) if cfg!(windows) => {
                let mut words = line.split_whitespace();
                let mut command = Command::new(words.next().unwrap_or_default());
                command.args(words);
                command
            }
            Self::Line(line) => {
                let mut command = Command::new("sh");
                // A shell that finds nothing says so, and so does this program.
                command.args(["-c", line]).stderr(Stdio::inherit());
                command
            }
        }
    }
}
