//! Commands are really run here, by the shells of this machine.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::core::checklist::Dialect;
use crate::failure::Failure;
use crate::shell::testing::alone;
use crate::shell::{Outcome, Script, Sealed, Session, Surroundings};
use crate::system::clock::Deadline;
use crate::system::process::{End, Program};
use crate::system::{files, folders};

const LONG: Duration = Duration::from_secs(30);

/// A session in a folder of its own.
struct Place {
    root: PathBuf,
    session: Session,
}

impl Place {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("shepherd-session-{}-{name}", std::process::id()));
        folders::make(&root.join("it's here")).unwrap();
        let root = folders::resolve(&root).unwrap();
        let session = Session::new(root.clone(), Surroundings::Real, root.join("scratch it's"));
        Self { root, session }
    }

    fn run(&mut self, commands: &str) -> (Outcome, String) {
        self.run_as(commands, Dialect::Bash, &[])
    }

    fn run_as(&mut self, commands: &str, dialect: Dialect, capture: &[&str]) -> (Outcome, String) {
        let capture: Vec<String> = capture.iter().map(|name| (*name).to_owned()).collect();
        let script = Script { commands, dialect, interactive: false, capture: &capture };
        let mut bytes = Vec::new();
        let outcome = self.session.run(&script, &mut |piece| bytes.extend_from_slice(piece)).unwrap();
        assert!(!folders::is_folder(&self.root.join("scratch it's")), "the scripts are left behind");
        assert_eq!(bytes.len() as u64, outcome.bytes);
        (outcome, String::from_utf8(bytes).unwrap())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        folders::remove(&self.root).ok();
    }
}

#[test]
fn output_comes_in_order_and_is_digested() {
    let mut place = Place::new("order");
    let (outcome, text) = place.run("echo one\necho two >&2\necho \"three 1.2.0\"\ncat");
    assert_eq!(text, "one\ntwo\nthree 1.2.0\n");
    assert_eq!((outcome.end, outcome.tail), (End::Code(0), vec!["one".into(), "two".into(), "three 1.2.0".into()]));
    // `printf 'one\ntwo\nthree 1.2.0\n' | sha256sum`
    assert_eq!(outcome.digest, "35adf5b5c6b634dc9e5d10f2bd1e9c1dffc0baaa4717f2937cdf19c699a5a8fa");
}

#[test]
fn the_first_failure_ends_a_block() {
    let mut place = Place::new("failure");
    for dialect in [Dialect::Bash, Dialect::Sh] {
        let (outcome, text) = place.run_as("echo before\nfalse\necho after", dialect, &[]);
        assert_eq!((outcome.end, text.as_str()), (End::Code(1), "before\n"));
        let (outcome, _) = place.run_as("cd /\nexit 7", dialect, &[]);
        assert_eq!((outcome.end, outcome.directory.as_path()), (End::Code(7), Path::new("/")));
        place.session.set_directory(place.root.clone());
        let (outcome, text) = place.run_as("set +e\nfalse\necho on\nfalse", dialect, &[]);
        assert_eq!((outcome.end, text.as_str()), (End::Code(1), "on\n"));
        let (outcome, _) = place.run_as("if true; then", dialect, &[]);
        assert!(matches!(outcome.end, End::Code(code) if code != 0), "{:?}", outcome.end);
    }
    assert_eq!(place.run("false | true").0.end, End::Code(1));
    assert_eq!(place.run_as("false | true", Dialect::Sh, &[]).0.end, End::Code(0));
    assert_eq!(place.run("kill -9 $$").0.end, End::Signal(9));
}

#[test]
fn the_folder_carries_over_and_exports_do_not() {
    let mut place = Place::new("folder");
    let here = place.root.join("it's here");
    assert_eq!(place.run("export LEFT=1\ncd \"it's here\"").0.directory, here);
    let (outcome, text) = place.run("pwd\necho \"${LEFT-none}\"\ncd ..\nfalse");
    assert_eq!(text, format!("{}\nnone\n", here.display()));
    assert_eq!((outcome.end, outcome.directory.as_path()), (End::Code(1), place.root.as_path()));
}

#[test]
fn variables_are_captured_however_the_block_ends() {
    let names = ["A", "B", "C", "VERSION", "not a name", "SPACED"];
    let mut place = Place::new("capture");
    for (dialect, end) in
        [(Dialect::Bash, "exit 3"), (Dialect::Sh, "false"), (Dialect::Sh, "exit 0"), (Dialect::Bash, "")]
    {
        let commands = format!("VERSION=1.2.0\nA=one\nB=$(printf 'two\\nlines')\nSPACED=' a=b  '\nset -euC\n{end}");
        let (outcome, _) = place.run_as(&commands, dialect, &names);
        let found: Vec<_> = outcome.captured.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(found, [("A", "one"), ("SPACED", " a=b  "), ("VERSION", "1.2.0")], "{end}");
    }
    // A block with a trap of its own ends as it wants to, and is noted where it ends well.
    let (outcome, text) = place.run_as("trap 'echo trapped' EXIT\nA=2\ncd \"it's here\"", Dialect::Bash, &["A"]);
    assert_eq!((text.as_str(), outcome.captured.get("A").map(String::as_str)), ("trapped\n", Some("2")));
    assert_eq!(outcome.directory, place.root.join("it's here"));
}

#[test]
fn a_traced_block_shows_only_itself() {
    let mut place = Place::new("trace");
    for (end, code) in [("", 0), ("\nfalse", 1), ("\nexit 2", 2)] {
        let (outcome, text) = place.run(&format!("set -x\necho a{end}"));
        let expected = format!("++ echo a\na\n{}", end.replace('\n', "++ "));
        assert_eq!((outcome.end, text.trim_end()), (End::Code(code), expected.trim_end()));
    }
}

#[test]
fn who_is_left_running_is_not_waited_for() {
    let mut place = Place::new("background");
    let deadline = Deadline::after(Duration::from_secs(10));
    let (outcome, text) = place.run("sleep 30 &\necho \"$! started\"");
    assert!(!deadline.is_over() && outcome.is_success() && text.ends_with("started\n"), "{text}");
    let id = text.split(' ').next().unwrap();
    Program::new("kill", [id], LONG).succeed().expect("it still runs");
    assert!(outcome.took < Duration::from_secs(5), "{:?}", outcome.took);
}

#[test]
fn who_is_left_writing_is_not_listened_to_for_ever() {
    let mut place = Place::new("writing");
    let deadline = Deadline::after(Duration::from_secs(20));
    let (outcome, text) = place.run("echo $$\n(while sleep 0.05; do echo on; done) &\necho $! >id");
    assert!(!deadline.is_over() && outcome.is_success() && text.ends_with("on\n"), "{text}");
    let id = files::read_text(&place.root.join("id")).unwrap();
    // It goes on, although nobody listens.
    std::thread::sleep(Duration::from_millis(300));
    Program::new("kill", [id.trim()], LONG).succeed().expect("it still runs");
}

#[test]
fn much_output_is_handed_on() {
    let (outcome, text) =
        Place::new("much").run("i=0; while [ $i -lt 3000 ]; do printf '%0200d\\n' $i; i=$((i+1)); done");
    assert_eq!((text.len(), outcome.bytes, outcome.tail.len()), (603_000, 603_000, 20));
}

#[test]
fn the_terminal_is_handed_over_whole() {
    let mut place = Place::new("interactive");
    let script = Script {
        commands: "cd \"it's here\"; A=$([ -e /dev/null ] && echo 1)",
        dialect: Dialect::Bash,
        interactive: true,
        capture: &["A".to_owned()],
    };
    let outcome = place.session.run(&script, &mut |_| panic!("nothing is handed on")).unwrap();
    assert_eq!((outcome.end, outcome.bytes, outcome.tail.len()), (End::Code(0), 0, 0));
    assert_eq!(outcome.digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(outcome.captured.get("A").map(String::as_str), Some("1"));
    assert_eq!(place.session.directory(), place.root.join("it's here"));
}

#[test]
fn what_is_missing_is_named() {
    let mut place = Place::new("missing");
    let sealed = Sealed { environment: BTreeMap::from([("PATH".to_owned(), "/none".to_owned())]), runner: Vec::new() };
    let script = Script { commands: "true", dialect: Dialect::PowerShell, interactive: false, capture: &[] };
    let mut session = Session::new(place.root.clone(), Surroundings::Sealed(sealed), place.root.join("scratch"));
    let failure = Failure::from(session.run(&script, &mut |_| {}).unwrap_err());
    assert_eq!(
        failure.to_string(),
        "error: the commands are written for `pwsh`, which is not installed\n\
         help: install PowerShell 7: https://aka.ms/powershell\n\
         help: or run the commands by hand elsewhere, and mark the step as done"
    );
    place.run("cd \"it's here\"; rmdir \"$PWD\"");
    let failure = Failure::from(place.session.run(&script, &mut |_| {}).unwrap_err());
    assert!(
        failure.message.ends_with("it's here`, which the commands would run in, is not there any more"),
        "{failure}"
    );
}

#[test]
fn ctrl_c_stops_the_commands_and_not_this_process() {
    alone("shell::session::tests::interrupts", &[]);
}

#[test]
#[ignore = "run by the test above in a process of its own"]
fn interrupts() {
    let mut place = Place::new("interrupt");
    // The block stands for the terminal, and presses Ctrl-C on the process that runs it.
    let press = "parent=$(awk '{print $4}' /proc/$$/stat 2>/dev/null || ps -o ppid= -p $$)\n";
    let deadline = Deadline::after(Duration::from_secs(20));
    let (outcome, text) = place.run(&format!("{press}kill -INT $parent\nsleep 30\necho never"));
    assert_eq!((outcome.end, text.as_str()), (End::Interrupted, ""));
    // Who does not listen is killed by the second.
    let stubborn = format!("{press}trap '' INT\nkill -INT $parent\nsleep 1\nkill -INT $parent\nsleep 30\necho never");
    let (outcome, text) = place.run(&stubborn);
    assert_eq!((outcome.end, text.as_str()), (End::Interrupted, ""));
    assert!(!deadline.is_over());
    // Who takes it and ends well has ended well.
    let (outcome, _) = place.run(&format!("{press}trap 'echo heard' INT\nkill -INT $parent\nsleep 1 || true\nexit 0"));
    assert_eq!(outcome.end, End::Code(0));
}

#[test]
fn tokens_are_for_those_who_name_them() {
    alone("shell::session::tests::tokens", &[("GITHUB_TOKEN", "ghp_first"), ("GH_TOKEN", "ghp_second")]);
}

#[test]
#[ignore = "run by the test above in a process of its own"]
fn tokens() {
    let mut place = Place::new("tokens");
    assert_eq!(place.run("env | grep -c 'ghp_' || true").1, "0\n");
    assert_eq!(place.run("env | grep -c 'ghp_' # gh").1, "2\n");
}
