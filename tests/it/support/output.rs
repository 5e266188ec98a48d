//! What one run of the real binary left behind.

use std::fmt;
use std::process::ExitStatus;
use std::time::Duration;

/// The outcome of one run, with everything that differs between two machines already replaced.
///
/// Printed whole, it is meant for an inline snapshot: standard output, then what was said on standard error, then how
/// the process ended.
#[must_use = "snapshot the output, or assert how the run ended with `.success()` or `.failure(code)`"]
pub(crate) struct Output {
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) status: ExitStatus,
    pub(super) elapsed: Duration,
}

impl Output {
    /// Returns all of it, without the numbers of processes, the name of this machine, how long commands took, and the names
    /// of commits, which differ where a store is among them.
    pub(crate) fn without_chance(&self) -> String {
        let replace = |text: &str, found: &str, name: &str| {
            regex::Regex::new(found).expect("the pattern is right").replace_all(text, name).into_owned()
        };
        let text = replace(&self.to_string(), r"\b(process|kill) \d+", "$1 [PROCESS]");
        let text = replace(&text, r"\] on \S+, since", "] on [HOST], since");
        let text = replace(&text, r"\b[0-9a-f]{40}\b", "[COMMIT]");
        replace(&text, r"(?m) after \d+\.\d s$", " after [TIME]")
    }

    /// The data, as a pipe would receive it.
    pub(crate) fn stdout(&self) -> &str {
        &self.stdout
    }

    /// The talk: notes, warnings, errors.
    pub(crate) fn stderr(&self) -> &str {
        &self.stderr
    }

    /// The digest of what `shepherd approve` shows.
    pub(crate) fn digest(&self) -> String {
        let digest = self.stderr.lines().find_map(|line| line.strip_prefix("digest    "));
        digest.unwrap_or_else(|| panic!("no digest is shown:\n{self}")).to_owned()
    }

    /// The exit code, or `None` after a signal.
    pub(crate) fn code(&self) -> Option<i32> {
        self.status.code()
    }

    /// How long the process ran, its start included.
    pub(crate) fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Standard output as JSON.
    ///
    /// # Panics
    /// When the run failed or printed something else.
    pub(crate) fn json(&self) -> serde_json::Value {
        assert!(self.status.success(), "the run failed:\n{self}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("not JSON ({error}):\n{self}"))
    }

    /// Passes the output on when the process ended with 0.
    ///
    /// # Panics
    /// With the whole output when it did not.
    #[track_caller]
    pub(crate) fn success(self) -> Self {
        self.failure(0)
    }

    /// Passes the output on when the process ended with `code`.
    ///
    /// # Panics
    /// With the whole output when it did not.
    #[track_caller]
    pub(crate) fn failure(self, code: i32) -> Self {
        assert_eq!(self.code(), Some(code), "unexpected end of the run:\n{self}");
        self
    }
}

impl fmt::Display for Output {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_stream(formatter, &self.stdout)?;
        if !self.stderr.is_empty() {
            writeln!(formatter, "------- stderr -------")?;
            write_stream(formatter, &self.stderr)?;
        }
        match self.code() {
            Some(code) => writeln!(formatter, "[exit status: {code}]"),
            None => writeln!(formatter, "[{}]", self.status),
        }
    }
}

/// Writes the text and makes a missing last line end visible, since files are compared byte for byte elsewhere.
fn write_stream(formatter: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    formatter.write_str(text)?;
    if !text.is_empty() && !text.ends_with('\n') {
        writeln!(formatter, "[no newline]")?;
    }
    Ok(())
}
