//! What a person's shell and terminal make of the program: completions, manual pages, colours, pagers, widths.

mod colour;
mod completions;
mod manual;
mod pager;
mod width;

use std::path::PathBuf;
use std::process::Command;

use rexpect::session::spawn_command;

use crate::support::Sandbox;

/// Who says nothing for so long hangs, in milliseconds.
const PATIENCE: u64 = 60_000;

/// Returns a program of this machine; `None` where it is not installed, which is said.
fn installed(name: &str) -> Option<PathBuf> {
    let search = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&search).map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        println!("skipped: `{name}` is not installed");
    }
    found
}

/// Returns another program with the environment of the product; behind its PATH comes that of this machine.
fn beside(sandbox: &Sandbox, program: &PathBuf) -> Command {
    let product = sandbox.at_terminal([]);
    let mut command = Command::new(program);
    command.env_clear().current_dir(product.get_current_dir().expect("it has a folder"));
    command.envs(product.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let search = format!("{}:{}", sandbox.path("[SANDBOX]/bin").display(), std::env::var("PATH").unwrap_or_default());
    command.env("PATH", search);
    command
}

/// Returns what a terminal of this size shows of a run, and how it ended: `Exited(Pid(12), 0)`.
fn screen(sandbox: Sandbox, columns: u16, lines: u16, arguments: &[&str]) -> (String, String) {
    let sandbox = sandbox.env("COLUMNS", &columns.to_string()).env("LINES", &lines.to_string());
    let mut session = spawn_command(sandbox.at_terminal(arguments), Some(PATIENCE)).expect("the binary starts");
    let text = session.exp_eof().expect("it ends");
    // What comes through is taken for Latin-1, byte by byte.
    let bytes: Vec<u8> = text.chars().map(|byte| u8::try_from(u32::from(byte)).expect("it is a byte")).collect();
    let text = String::from_utf8(bytes).expect("a terminal gets UTF-8");
    let status = format!("{:?}", session.process().wait().expect("it is our child"));
    (sandbox.redact(&text.replace("\r\n", "\n")), status)
}
