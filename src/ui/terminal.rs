//! The one way to say something.

use std::borrow::Cow;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use secrecy::{ExposeSecret, SecretString};

use crate::core::text::nearest;
use crate::core::tone::plain;
use crate::failure::{Failure, Kind};
use crate::ui::answers::Answers;
use crate::ui::choices::{Color, Verbosity};
use crate::ui::inquiry::{Inquiry, read_line};
use crate::ui::paging::Paging;
use crate::ui::printable::printable;
use crate::ui::progress::{Line, Progress};
use crate::ui::question::{Question, ask, goes_on};
use crate::ui::redact::Secrets;
use crate::ui::screen;
use crate::ui::stream::Stream;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();

type Sink = Box<dyn Write + Send>;

/// The terminal. Data goes to stdout and everything else to stderr; all of it comes without the secrets that are known
/// or look like one, and without control characters wherever a terminal would obey them.
pub struct Ui {
    pub(super) verbosity: Verbosity,
    pub(super) terminals: Terminals,
    /// Whether the terminal shows more than ASCII.
    pub(super) is_unicode: bool,
    /// Whether results have colours.
    pub(super) has_colors: bool,
    pub(super) paging: Mutex<Paging>,
    stdout: Mutex<Option<Sink>>,
    pub(super) stderr: Mutex<AutoStream<Sink>>,
    pub(super) secrets: Mutex<Secrets>,
    pub(super) line: Mutex<Line>,
}

/// Which streams are terminals.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Terminals {
    pub(super) stdin: bool,
    pub(super) stdout: bool,
    pub(super) stderr: bool,
}

impl Ui {
    /// Returns the terminal of this process.
    pub fn new(verbosity: Verbosity, color: Color) -> Self {
        let terminals = Terminals {
            stdin: io::stdin().is_terminal(),
            stdout: io::stdout().is_terminal(),
            stderr: io::stderr().is_terminal(),
        };
        let ui = Self::of(verbosity, color.choice(), terminals, Box::new(io::stdout()), Box::new(io::stderr()));
        Self { is_unicode: screen::is_unicode(), has_colors: color.is_for_results(), ..ui }
    }

    /// Returns a terminal that nobody sees, and where nobody is asked.
    pub fn silent() -> Self {
        let nowhere = || Box::new(io::sink());
        Self::of(Verbosity::Quiet, ColorChoice::Never, Terminals::default(), nowhere(), nowhere())
    }

    fn of(verbosity: Verbosity, color: ColorChoice, terminals: Terminals, stdout: Sink, stderr: Sink) -> Self {
        Self {
            verbosity,
            terminals,
            is_unicode: true,
            has_colors: false,
            paging: Mutex::default(),
            stdout: Mutex::new(Some(stdout)),
            stderr: Mutex::new(AutoStream::new(stderr, color)),
            secrets: Mutex::default(),
            line: Mutex::default(),
        }
    }

    /// Keeps a secret out of everything that is printed from now on.
    pub fn hide(&self, secret: &SecretString) {
        locked(&self.secrets).add(secret.expose_secret());
    }

    /// Writes a result to stdout, exactly as it is but for secrets; on a terminal also without control characters.
    /// Nobody reading on is no failure: the rest is not written, and the command goes on to its end. On a terminal a long
    /// result is read through a pager.
    pub fn data(&self, text: &str) -> Result<(), Failure> {
        let printed = if self.terminals.stdout { Cow::Owned(printable(&plain(text))) } else { Cow::Borrowed(text) };
        self.result(&printed)
    }

    /// Writes a result that is fit for where it goes, but for secrets.
    pub(super) fn result(&self, text: &str) -> Result<(), Failure> {
        let text = locked(&self.secrets).redact(text).into_owned();
        if locked(&self.paging).hold(&text) { Ok(()) } else { self.write_data(&text) }
    }

    /// Writes a result to stdout, as it is.
    pub(super) fn write_data(&self, text: &str) -> Result<(), Failure> {
        let mut stdout = locked(&self.stdout);
        let Some(stream) = stdout.as_mut() else { return Ok(()) };
        let line = locked(&self.line).clone();
        match line.aside(|| stream.write_all(text.as_bytes()).and_then(|()| stream.flush())) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                *stdout = None;
                Ok(())
            }
            Err(error) => Err(Failure::new(Kind::Outside, format!("could not write the result: {error}"))),
        }
    }

    /// Says what was done; not with `--quiet`.
    pub fn status(&self, text: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.say(None, text);
        }
    }

    /// Says why; only with `--verbose`.
    pub fn verbose(&self, text: &str) {
        if self.verbosity >= Verbosity::Verbose {
            self.say(None, text);
        }
    }

    /// Warns: something is not as it should be, and the text says what to do about it.
    pub fn warning(&self, text: &str) {
        self.say(Some(("warning:", WARNING)), text);
    }

    /// Writes a line that the runner of a workflow reads as a command, whatever else is said.
    pub fn workflow_command(&self, text: &str) {
        self.write_line(None, &self.fit(&plain(text)));
    }

    /// Says what may be done next; not with `--quiet`.
    pub fn hint(&self, text: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.say(Some(("hint:", HELP)), text);
        }
    }

    /// Says why the command failed, and what to do.
    pub fn failure(&self, failure: &Failure) {
        self.say(Some(("error:", ERROR)), &failure.message);
        for hint in &failure.hints {
            self.say(Some(("help:", HELP)), hint);
        }
    }

    /// Returns a line that says what is going on while it takes long; it is seen on a terminal only. One at a time.
    pub fn progress(&self, message: &str) -> Progress {
        self.show().ok();
        if !self.terminals.stderr || self.verbosity == Verbosity::Quiet {
            return Progress::silent();
        }
        let (progress, line) = Progress::start(self.message(message));
        *locked(&self.line) = line;
        progress
    }

    /// Returns whether somebody is there to answer a question.
    pub fn can_ask(&self) -> bool {
        self.terminals.stdin && self.terminals.stderr
    }

    /// Returns the answer to a question: the flag's, else the person's. Without a terminal nothing is asked, and the
    /// failure names the flag.
    pub fn confirm(&self, question: &Question<'_>) -> Result<bool, Failure> {
        if let Some(answer) = question.answer {
            return Ok(answer);
        }
        let text = self.message(question.text);
        if !self.terminals.stdin || !self.terminals.stderr {
            return Err(question.nobody_there(&text));
        }
        self.show()?;
        let line = locked(&self.line).clone();
        line.aside(|| ask(&text))
    }

    /// Waits until the person says that it goes on, by an empty line; `false` where they stop. Only where somebody is there.
    pub fn goes_on(&self, text: &str) -> Result<bool, Failure> {
        self.show()?;
        let text = self.message(text);
        let line = locked(&self.line).clone();
        line.aside(|| goes_on(&text))
    }

    /// Returns the answer to a question with a key: what was given beforehand, else what the person types, asked again
    /// until it is one of the possible answers. The answer is in full: the word of a choice, `yes` or `no`.
    pub fn inquire(&self, inquiry: &Inquiry<'_>, answers: &mut Answers) -> Result<String, Failure> {
        if let Some(given) = answers.take(inquiry.key) {
            let end = if inquiry.text.ends_with('?') { "" } else { ":" };
            let answer = inquiry.read(&given);
            self.status(&format!("{}{end} {}", inquiry.text, answer.as_deref().unwrap_or(&given)));
            return answer.ok_or_else(|| {
                Failure::new(Kind::Usage, format!("`{given}` is no answer to \"{}\"", self.message(inquiry.text)))
                    .hint(format!("answer `{}` with one of: {}", inquiry.key, inquiry.possible()))
            });
        }
        if !self.can_ask() {
            let failure = inquiry.nobody_there(&self.message(inquiry.text));
            return Err(match nearest(inquiry.key, answers.left()) {
                Some(close) => failure.hint(format!("did you mean `{}` by the answer `{close}`?", inquiry.key)),
                None => failure,
            });
        }
        // The question stands on lines of its own: what wraps in a prompt is drawn twice.
        self.write_line(None, &self.in_width(&self.message(&inquiry.prompt(self.across(screen::READABLE)))));
        loop {
            let line = locked(&self.line).clone();
            let typed = line.aside(|| read_line("answer"))?;
            if let Some(answer) = inquiry.read(&typed) {
                return Ok(answer);
            }
            self.write_line(None, &self.in_width(&self.message(&inquiry.help())));
        }
    }

    /// Returns what passes on what a command prints while it runs; stderr, because stdout carries results only.
    pub fn stream(&self) -> Stream<'_> {
        Stream::new(self)
    }

    /// Writes a line that a command printed.
    pub(super) fn output_line(&self, line: &str) {
        self.write_line(Some(("  |", Style::new().dimmed())), &self.fit(&plain(line)));
    }

    /// Rings the terminal's bell: something that was waited for has come.
    pub fn ring(&self) {
        if self.terminals.stderr {
            locked(&self.stderr).write_all(b"\x07").ok();
        }
    }
}

/// Locks; a thread that panicked while it printed has not spoiled anything that matters.
pub(super) fn locked<Inner>(mutex: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl Memory {
        fn text(&self) -> String {
            String::from_utf8(locked(&self.0).clone()).unwrap()
        }
    }

    impl Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            locked(&self.0).write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Broken(ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    const TERMINAL: Terminals = Terminals { stdin: true, stdout: true, stderr: true };

    fn ui(verbosity: Verbosity, color: ColorChoice, terminals: Terminals) -> (Ui, Memory, Memory) {
        let (stdout, stderr) = (Memory::default(), Memory::default());
        let ui = Ui::of(verbosity, color, terminals, Box::new(stdout.clone()), Box::new(stderr.clone()));
        (ui, stdout, stderr)
    }

    #[test]
    fn each_verbosity_says_its_part() {
        let said = |verbosity| {
            let (ui, stdout, stderr) = ui(verbosity, ColorChoice::Never, Terminals::default());
            ui.data("data\n").unwrap();
            ui.verbose("why");
            ui.status("done");
            ui.warning("careful");
            ui.hint("go on");
            assert_eq!(stdout.text(), "data\n");
            stderr.text()
        };
        assert_eq!(said(Verbosity::Quiet), "warning: careful\n");
        assert_eq!(said(Verbosity::Normal), "done\nwarning: careful\nhint: go on\n");
        assert_eq!(said(Verbosity::Verbose), "why\ndone\nwarning: careful\nhint: go on\n");
    }

    #[test]
    fn a_failure_reads_the_same_without_colour() {
        let failure = Failure::new(Kind::Input, "unknown key `x`\n --> f:1:1\n  |\n1 | x = 1\n  | ^")
            .hint("try `y`")
            .hint("or `z`");
        let (plain, _, stderr) = ui(Verbosity::Quiet, ColorChoice::Never, TERMINAL);
        plain.failure(&failure);
        assert_eq!(stderr.text(), format!("{failure}\n"));
        let (colored, _, stderr) = ui(Verbosity::Quiet, ColorChoice::AlwaysAnsi, TERMINAL);
        colored.failure(&Failure::new(Kind::Input, "x").hint("y"));
        assert_eq!(stderr.text(), "\u{1b}[1m\u{1b}[31merror:\u{1b}[0m x\n\u{1b}[1m\u{1b}[36mhelp:\u{1b}[0m y\n");
    }

    #[test]
    fn secrets_and_control_characters_stay_inside() {
        for terminals in [TERMINAL, Terminals::default()] {
            let (ui, stdout, stderr) = ui(Verbosity::Normal, ColorChoice::AlwaysAnsi, terminals);
            ui.hide(&SecretString::from("topsecret"));
            ui.data("topsecret\n").unwrap();
            ui.status("top\u{1b}secret \u{1b}[2J");
            assert_eq!((stdout.text().as_str(), stderr.text().as_str()), ("[hidden]\n", "[hidden] [2J\n"));
        }
    }

    #[test]
    fn data_is_changed_for_a_terminal_only() {
        let text = "a\tb\u{1b}[2J\r\n";
        let (piped, stdout, _) = ui(Verbosity::Normal, ColorChoice::Never, Terminals::default());
        piped.data(text).unwrap();
        assert_eq!(stdout.text(), text);
        let (shown, stdout, _) = ui(Verbosity::Normal, ColorChoice::Never, TERMINAL);
        shown.data(text).unwrap();
        assert_eq!(stdout.text(), "a    b[2J\n");
    }

    #[test]
    fn signs_of_the_interface_alone_have_a_stand_in() {
        let said = |terminals| {
            let (ui, stdout, stderr) = ui(Verbosity::Normal, ColorChoice::Never, terminals);
            let ui = Ui { is_unicode: false, ..ui };
            ui.data("a title … “quoted”\n").unwrap();
            ui.workflow_command("::warning ::“quoted”");
            ui.output_line("…");
            ui.status("yes · no");
            (stdout.text(), stderr.text())
        };
        let data = "a title … “quoted”\n".to_owned();
        assert_eq!(said(TERMINAL), (data.clone(), "::warning ::“quoted”\n  | …\nyes - no\n".to_owned()));
        assert_eq!(said(Terminals::default()), (data, "::warning ::“quoted”\n  | …\nyes · no\n".to_owned()));
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let broken = |kind| {
            let streams: (Sink, Sink) = (Box::new(Broken(kind)), Box::new(Broken(kind)));
            let ui = Ui::of(Verbosity::Normal, ColorChoice::Never, Terminals::default(), streams.0, streams.1);
            ui.status("nobody hears this");
            ui.data("a").and_then(|()| ui.data("b"))
        };
        assert_eq!(broken(ErrorKind::BrokenPipe), Ok(()));
        let failure = broken(ErrorKind::StorageFull).unwrap_err();
        assert_eq!(failure.to_string(), "error: could not write the result: no storage space");
        assert_eq!(failure.kind, Kind::Outside);
    }

    #[test]
    fn a_question_needs_a_terminal_or_its_flag() {
        let (ui, _, stderr) = ui(Verbosity::Normal, ColorChoice::Never, Terminals { stdin: false, ..TERMINAL });
        let question = Question { text: "Push the tag?", flag: "--push / --no-push", answer: Some(false) };
        assert_eq!(ui.confirm(&question), Ok(false));
        let failure = ui.confirm(&Question { answer: None, ..question }).unwrap_err();
        assert_eq!(
            failure.to_string(),
            "error: cannot ask \"Push the tag?\" because the input is not a terminal\nhelp: pass --push or --no-push"
        );
        assert_eq!((failure.kind, stderr.text().as_str()), (Kind::Usage, ""));
    }
}
