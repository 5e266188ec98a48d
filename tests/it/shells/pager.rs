//! Long results on a terminal go through a pager, and nothing else does.

use super::screen;
use crate::support::Sandbox;

/// A project with this many changes since its release, and a pager that marks what goes through it.
fn project(changes: u64) -> Sandbox {
    let sandbox = Sandbox::new().shell_tools().commit("Start").tag("1.0.0");
    let sandbox = (1..=changes).fold(sandbox, |sandbox, number| sandbox.squash(number, &format!("Change {number}")));
    sandbox
        .program("marking", "echo \"paged with LESS=$LESS\"\nexec sed 's/^/> /'")
        .program("impatient", "head -n 1\nexit 0")
}

const CHANGELOG: [&str; 3] = ["changelog", "--offline", "--quiet"];

#[test]
fn what_is_longer_than_the_screen_is_paged() {
    let (text, status) = screen(project(30).env("SHEPHERD_PAGER", "marking"), 80, 20, &CHANGELOG);
    assert!(text.starts_with("paged with LESS=FRX\n> ") && text.contains("> - Change 30"), "{text}");
    assert!(status.ends_with(", 0)"), "{status}");
    let (text, _) = screen(project(30).env("PAGER", "marking").env("LESS", "R"), 80, 20, &CHANGELOG);
    assert!(text.starts_with("paged with LESS=R\n> "), "{text}");
    let (text, _) = screen(project(30).git(["config", "core.pager", "marking"]), 80, 20, &CHANGELOG);
    assert!(text.starts_with("paged with LESS=FRX\n> "), "{text}");
}

#[test]
fn what_fits_is_not_and_nothing_is_with_no_pager_or_in_a_pipe() {
    let paged = |text: &str| text.contains("paged");
    let project = |changes| project(changes).env("SHEPHERD_PAGER", "marking");
    assert!(!paged(&screen(project(3), 80, 40, &CHANGELOG).0));
    assert!(!paged(&screen(project(30), 80, 20, &[&CHANGELOG[..], &["--no-pager"]].concat()).0));
    assert!(!paged(&screen(project(30).env("SHEPHERD_PAGER", ""), 80, 20, &CHANGELOG).0));
    assert!(!paged(&screen(project(30).env("SHEPHERD_PAGER", "cat"), 80, 20, &CHANGELOG).0));
    let piped = project(30).env("COLUMNS", "80").env("LINES", "20").shepherd(CHANGELOG).success();
    assert!(!paged(piped.stdout()));
}

#[test]
fn who_has_seen_enough_ends_it_well() {
    let sandbox = project(400).env("SHEPHERD_PAGER", "impatient");
    let (text, status) = screen(sandbox, 80, 20, &CHANGELOG);
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(status.ends_with(", 0)"), "{status}");
}

#[test]
fn a_pager_that_is_not_there_is_told_once_and_nothing_is_lost() {
    let (text, status) = screen(project(30).env("SHEPHERD_PAGER", "nosuchpager -x"), 80, 20, &CHANGELOG);
    assert!(text.contains("- Change 1 ") && text.contains("- Change 30"), "{text}");
    assert_eq!(text.matches("warning: the pager `nosuchpager -x` could not be started").count(), 1, "{text}");
    assert!(status.ends_with(", 0)"), "{status}");
    // The one that nobody asked for is not missed.
    let (text, _) = screen(project(30).env("TERM", "xterm").env("NO_COLOR", "1"), 80, 20, &CHANGELOG);
    assert!(text.contains("- Change 30") && !text.contains("warning"), "{text}");
}

#[test]
fn what_is_said_comes_after_what_was_found() {
    let sandbox = project(30).env("SHEPHERD_PAGER", "marking");
    let (text, _) = screen(sandbox, 80, 20, &["changelog", "--offline", "--verbose"]);
    let (paged, after) = text.rsplit_once("> ").expect("it is paged");
    assert!(paged.contains("paged with") && !after.is_empty(), "{text}");
}
