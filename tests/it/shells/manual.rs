//! The manual pages, read by the programs that show them.

use super::{beside, installed};
use crate::support::Sandbox;

/// A sandbox with all pages in a folder, and their names.
fn pages() -> (Sandbox, Vec<String>) {
    let sandbox = Sandbox::new();
    let output = sandbox.shepherd(["man", "--out", "man"]).success();
    assert!(output.stdout().is_empty() && output.stderr().contains("pages are in"), "{output}");
    let folder = std::fs::read_dir(sandbox.path("man")).expect("it was made");
    let mut names: Vec<String> =
        folder.map(|entry| entry.expect("it is readable").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    (sandbox, names)
}

#[test]
fn each_command_has_a_page() {
    let (sandbox, names) = pages();
    for name in ["shepherd.1", "shepherd-guide.1", "shepherd-people.1", "shepherd-people-pair.1", "shepherd-man.1"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    let printed = sandbox.shepherd(["man", "people", "pair"]).success();
    assert_eq!(printed.stdout(), sandbox.read("man/shepherd-people-pair.1"));
    insta::assert_snapshot!(sandbox.shepherd(["man", "people", "pear"]), @"
    ------- stderr -------
    error: `shepherd people` has no command `pear`
    help: did you mean `pair`?
    [exit status: 2]
    ");
}

#[test]
fn mandoc_finds_nothing_wrong() {
    let Some(mandoc) = installed("mandoc") else { return };
    let (sandbox, names) = pages();
    let paths = names.iter().map(|name| format!("man/{name}"));
    let output = beside(&sandbox, &mandoc).args(["-Tlint", "-Wwarning"]).args(paths).output().expect("mandoc starts");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn groff_shows_them_without_a_warning() {
    let Some(groff) = installed("groff") else { return };
    let (sandbox, names) = pages();
    for name in &names {
        let arguments = ["-man", "-Tutf8", "-ww", "-P-c", &format!("man/{name}")];
        let output = beside(&sandbox, &groff).args(arguments).output().expect("groff starts");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{name}");
    }
    let arguments = ["-man", "-Tascii", "-P-c", "-P-b", "-P-u", "man/shepherd-completions.1"];
    let output = beside(&sandbox, &groff).args(arguments).output().expect("groff starts");
    let text = String::from_utf8_lossy(&output.stdout);
    // Examples stay as they are typed.
    assert!(text.contains("\n       shepherd completions bash    the script for bash\n"), "{text}");
}
