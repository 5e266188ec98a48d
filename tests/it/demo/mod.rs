//! The demo: that it is made, that all of it works, and that nothing else is touched.
#![cfg(unix)]

mod bad_input;
mod outside;
mod tour;

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::support::{Output, Sandbox};

/// A desk with nothing on it, beside everything else that a person has. Nobody is known to git, and `shepherd` is found.
fn desk() -> Sandbox {
    let identity = ["GIT_AUTHOR_DATE", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_NAME"];
    let identity = identity.into_iter().chain(["GIT_COMMITTER_DATE", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_NAME"]);
    let sandbox = identity.fold(Sandbox::in_memory().shell_tools(), Sandbox::without_env);
    for name in ["desk", "temporary"] {
        fs::create_dir(sandbox.path(&format!("[SANDBOX]/{name}"))).expect("the sandbox is writable");
    }
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_shepherd"), sandbox.path("[SANDBOX]/bin/shepherd"))
        .expect("the sandbox takes links");
    sandbox.env("TMPDIR", "[SANDBOX]/temporary").directory("[SANDBOX]/desk")
}

/// Returns every file and folder below a folder but what is below `without`, one a line, with its length.
fn listing(folder: &Path, without: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder).expect("the folder is readable").map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let about = fs::symlink_metadata(&path).expect("it is there");
        if without.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        found.push(format!("{} {}", path.display(), if about.is_file() { about.len() } else { 0 }));
        if about.is_dir() {
            found.extend(listing(&path, without));
        }
    }
    found
}

/// Returns what was said, without the names of commits and how long things took.
fn said(output: &Output) -> String {
    let replace = |text: &str, found: &str, name: &str| {
        regex::Regex::new(found).expect("it is one").replace_all(text, name).into_owned()
    };
    let text = output.without_chance();
    let text = replace(&text, r"\b[0-9a-f]{32,64}\b", "[DIGEST]");
    let text = replace(&text, r"\([0-9a-f]{12}\)", "([DIGEST])");
    let text = replace(&text, r"\b[0-9a-f]{12}\b", "[COMMIT]");
    let text = replace(&text, r"shepherd-demo-[0-9a-f]{8}", "shepherd-demo-[CHANCE]");
    replace(&text, r"after \d+\.\d s", "after [TIME]")
}

#[test]
fn it_says_where_it_is_and_what_to_try() {
    let desk = desk();
    assert_snapshot!(desk.shepherd(["demo"]), @"");
    let top: Vec<_> = fs::read_dir(desk.path("shepherd-demo")).expect("it is there").collect();
    assert_eq!(top.len(), 4);
    assert!(!desk.exists(".shepherd-demo.making") && !desk.exists("shepherd-demo/home"));
}

#[test]
fn all_that_is_suggested_works_when_it_is_pasted() {
    let desk = desk().env("GITHUB_TOKEN", "a-token-that-nobody-may-see");
    let told = desk.shepherd(["demo"]).success().stdout().to_owned();
    let commands = told.lines().filter_map(|line| line.strip_prefix("  "));
    let commands: Vec<&str> = commands.map(|line| line.split("  ").next().unwrap_or(line)).collect();
    let (Some("cd shepherd-demo/lantern"), Some("shepherd demo --remove")) =
        (commands.first().copied(), commands.last().copied())
    else {
        panic!("{commands:?}")
    };
    let answers = desk.path("[SANDBOX]/answers.toml");
    fs::write(&answers, include_str!("../../../templates/demo/rehearse.toml")).expect("the sandbox is writable");
    let desk = desk.directory("shepherd-demo/lantern");
    for command in &commands[1..commands.len() - 1] {
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        // Only the questions need somebody to answer them.
        let more: &[&str] =
            if words[0] == "guide" { &["--mentor", "nia", "--answers", "[SANDBOX]/answers.toml"] } else { &[] };
        let output = desk.shepherd([words.as_slice(), more].concat()).success();
        let text = output.to_string().replace("warning: cannot be taken back", "");
        assert!(!text.contains("warning:") && !text.contains("no token"), "{command}\n{text}");
    }
    let desk = desk.directory("../..");
    drop(desk.shepherd(["demo", "--remove"]).success());
    assert!(!desk.exists("shepherd-demo"));
}

#[test]
fn nothing_in_it_embarrasses() {
    let desk = desk();
    drop(desk.shepherd(["demo"]).success());
    for clone in ["lantern", "nia"] {
        let desk = desk.copied().directory(&format!("[SANDBOX]/desk/shepherd-demo/{clone}"));
        for command in [
            ["checklist", "lint"].as_slice(),
            &["doctor"],
            &["doctor", "--offline"],
            &["ledger", "verify"],
            &["rotation", "check"],
            &["rotation", "list"],
            &["circles", "list"],
            &["status"],
            &["approve"],
            &["store", "where"],
            &["people", "pair"],
            &["people", "candidates"],
            &["upgrade-notes"],
        ] {
            let output = desk.shepherd(command).success();
            assert!(!output.to_string().contains("warning:"), "{command:?}\n{output}");
        }
        assert_eq!(desk.git_output(["status", "--porcelain"]), "");
    }
}

#[test]
fn what_it_shows_is_worth_a_look() {
    let desk = desk();
    drop(desk.shepherd(["demo"]).success());
    let desk = desk.directory("shepherd-demo/lantern");
    assert_snapshot!(said(&desk.shepherd(["next"])), @"");
    assert_snapshot!(said(&desk.shepherd(["rotation", "who", "--for", "2.4.0"])), @"");
    assert_snapshot!(said(&desk.shepherd(["people", "list"])), @"");
    assert_snapshot!(said(&desk.shepherd(["report"])), @"");
    assert_snapshot!(said(&desk.shepherd(["ledger", "list"])), @"");
}

#[test]
fn a_day_gives_the_same_commits() {
    let desk = desk();
    drop(desk.shepherd(["demo", "one"]).success());
    drop(desk.shepherd(["demo", "two"]).success());
    let later = desk.copied().now("2026-03-29T09:00:00Z").directory("[SANDBOX]/desk");
    drop(later.shepherd(["demo", "later"]).success());
    let refs = |sandbox: &Sandbox, name: &str| {
        let all = sandbox.git_output(["-C", &format!("{name}/remote.git"), "for-each-ref"]);
        // The identity of a store is chance, by which two of them are told apart.
        all.lines().filter(|line| !line.ends_with("release-shepherd")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(refs(&desk, "one"), refs(&desk, "two"));
    assert_eq!(refs(&desk, "one").len(), 19);
    assert_ne!(refs(&desk, "one"), refs(&later, "later"));
    assert_snapshot!(desk.git_output(["-C", "one/lantern", "log", "-1", "--format=%H %an <%ae> %cI %G?"]), @"");
}

#[test]
fn each_command_that_makes_it_is_told() {
    let desk = desk();
    let output = desk.shepherd(["demo", "--verbose"]).success();
    assert_snapshot!(output.stderr(), @"");
}

#[test]
fn who_has_no_shepherd_on_the_path_is_told_how() {
    let desk = desk();
    fs::remove_file(desk.path("[SANDBOX]/bin/shepherd")).expect("it is there");
    let told = desk.shepherd(["demo"]).success().stdout().to_owned();
    let folder = Path::new(env!("CARGO_BIN_EXE_shepherd")).parent().expect("it lies in a folder");
    assert!(
        told.contains(&format!("  export PATH={}:\"$PATH\"\n  cd shepherd-demo/lantern\n", folder.display())),
        "{told}"
    );
}
