//! `changelog-covers-range`: this program runs itself, so that the answer is the one that a person would get.

use std::borrow::Cow;
use std::process::ExitStatus;

use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::system::process::Program;

use super::finding::some_of;
use super::{Finding, GithubAccess, Subject};

/// `changelog-covers-range`: the changelog's section of the version lists all of the range, and nothing else.
pub(super) fn covers_range(subject: &Subject<'_>) -> Finding {
    let by_hand = format!("`shepherd changelog --version {} --check` shows it", subject.version);
    let Some(program) = subject.program.and_then(|path| path.to_str()) else {
        return Finding::unknown("where this program lies cannot be told, so it cannot run itself", by_hand);
    };
    let Some(folder) = subject.repository.work_tree() else {
        return Finding::unknown("the repository is bare and has no changelog", "release from a checkout");
    };
    let patience = subject.patience.as_secs().max(1).to_string();
    let mut arguments = vec!["changelog", "--version", subject.version, "--check", "--color", "never"];
    match subject.github {
        GithubAccess::Reachable { project, .. } => arguments.extend(["--project", project, "--patience", &patience]),
        GithubAccess::Unreachable(_) => arguments.push("--offline"),
    }
    // Beside the time for GitHub, the history has to be read.
    let limit = subject.patience.saturating_mul(2);
    let output = match Program::new(program, arguments, limit).in_folder(folder).run() {
        Ok(output) => output,
        Err(error) => return Finding::unknown(Failure::from(error).message, by_hand),
    };
    judge(subject.version, output.status, &output.text(), &String::from_utf8_lossy(&output.stderr), by_hand)
}

/// Reads what `changelog --check` left behind.
fn judge(version: &str, status: ExitStatus, stdout: &str, stderr: &str, by_hand: String) -> Finding {
    let said = |prefix: &str| stderr.lines().find_map(|line| line.strip_prefix(prefix)).map(clean);
    let code = status.code();
    if code == Some(0) {
        return Finding::holds(format!("the changelog lists all of {version}"));
    }
    let error = said("error: ").map_or_else(|| format!("it ended with {status}"), Cow::into_owned);
    if code != Some(i32::from(Kind::Findings.exit_code())) {
        let remedy = said("help: ").map_or(by_hand, Cow::into_owned);
        return Finding::unknown(format!("the changelog could not be checked: {error}"), remedy);
    }
    let lines: Vec<_> = stdout.lines().map(clean).filter(|line| !line.is_empty()).collect();
    let why = if lines.is_empty() { error } else { format!("{error} ({})", some_of(&lines, lines.len())) };
    Finding::fails(why, format!("`shepherd changelog --version {version} --write` adds what is missing"))
}
