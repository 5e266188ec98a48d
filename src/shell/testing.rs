//! What the tests of this module share.

#![expect(clippy::expect_used, reason = "a test fails where it stands")]

use std::time::Duration;

use crate::system::process::Program;

/// Runs one test, which is marked as ignored, in a process of its own, which signals may hit and which has these
/// variables.
pub(super) fn alone(name: &str, variables: &[(&str, &str)]) {
    let program = std::env::current_exe().expect("a test is a program");
    let arguments = ["--exact", "--ignored", "--nocapture", name];
    let program = Program::new(program.to_str().expect("its path is text"), arguments, Duration::from_secs(120));
    let program = variables.iter().fold(program, |program, (name, value)| program.with(name, value));
    let output = program.run().expect("it runs");
    let text = format!("{}{}", output.text(), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
