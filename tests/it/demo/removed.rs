//! A demo that is taken away by who stands in it, by other names of its folder, and by names that shells take otherwise.

use std::fs;

use insta::assert_snapshot;

use super::{desk, listing};
use crate::support::Sandbox;

const GONE: &str = "[SANDBOX]/desk/shepherd-demo is gone, with all that was in it\n\
    hint: you stand in a folder that is gone: `cd [SANDBOX]/desk` leads out of it\n";

fn made() -> Sandbox {
    let desk = desk();
    drop(desk.shepherd(["demo"]).success());
    desk
}

#[test]
fn who_stands_in_it_takes_it_away_by_a_relative_name() {
    for (here, name) in
        [("shepherd-demo", "."), ("shepherd-demo/lantern", ".."), ("shepherd-demo/lantern", "../../shepherd-demo/")]
    {
        let desk = made().directory(here);
        let output = desk.shepherd(["demo", "--remove", name]);
        assert!(!desk.exists("[SANDBOX]/desk/shepherd-demo"), "{name}: {output}");
        assert_eq!(output.success().stderr(), GONE, "{name}");
    }
}

#[test]
fn who_stands_in_it_need_not_name_it() {
    let desk = made().directory("shepherd-demo/lantern/src");
    assert_snapshot!(desk.shepherd(["demo", "--remove"]), @"
    ------- stderr -------
    [SANDBOX]/desk/shepherd-demo is gone, with all that was in it
    hint: you stand in a folder that is gone: `cd [SANDBOX]/desk` leads out of it
    [exit status: 0]
    ");
    assert_eq!(listing(&desk.path("[SANDBOX]/desk"), &[]), [""; 0]);
}

#[test]
fn one_that_lies_here_comes_before_the_one_around() {
    let desk = made().write("shepherd-demo/lantern/shepherd-demo/notes.txt", "mine").directory("shepherd-demo/lantern");
    assert_snapshot!(desk.shepherd(["demo", "--remove"]), @"
    ------- stderr -------
    error: `shepherd-demo` is no folder that `shepherd demo` made
    help: nothing was removed; name the folder of a demo
    [exit status: 5]
    ");
    assert!(desk.exists("shepherd-demo/notes.txt"));
}

#[test]
fn a_link_with_a_slash_after_it_is_a_link() {
    let desk = made();
    std::os::unix::fs::symlink("shepherd-demo", desk.path("link")).expect("the sandbox takes links");
    let before = listing(&desk.path("."), &[]);
    assert_snapshot!(desk.shepherd(["demo", "--remove", "link/"]), @"
    ------- stderr -------
    error: `link/` is a link to `shepherd-demo`
    help: nothing was removed; `shepherd demo --remove [SANDBOX]/desk/shepherd-demo` takes away what it leads to
    [exit status: 5]
    ");
    assert_eq!(listing(&desk.path("."), &[]), before);
}

#[test]
fn what_cannot_be_taken_away_is_said() {
    let desk = made();
    let folder = desk.path("shepherd-demo/lantern/src");
    let allow = |mode| {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
        fs::set_permissions(&folder, mode).expect("the sandbox is ours");
    };
    allow(0o500);
    if fs::write(folder.join("x"), "x").is_ok() {
        return println!("skipped: this user may write everywhere");
    }
    assert_snapshot!(desk.shepherd(["demo", "--remove"]), @"
    ------- stderr -------
    error: not all of `shepherd-demo` could be taken away: could not write `[SANDBOX]/desk/shepherd-demo/lantern`: permission denied
    help: some of it is gone; `shepherd demo --remove [SANDBOX]/desk/shepherd-demo` takes away the rest
    [exit status: 4]
    ");
    allow(0o700);
    drop(desk.shepherd(["demo", "--remove"]).success());
}

#[test]
fn none_is_made_within_another() {
    let desk = made().write("shepherd-demo/lantern/.git/info/exclude", "*");
    let before = listing(&desk.path("[SANDBOX]/desk"), &[]);
    assert_snapshot!(desk.shepherd(["demo", "shepherd-demo/nia/another"]), @"
    ------- stderr -------
    error: `shepherd-demo/nia/another` would lie in another demo: `[SANDBOX]/desk/shepherd-demo`
    help: go on with it, or name a folder outside of it: `shepherd demo DIR`
    help: `shepherd demo --remove [SANDBOX]/desk/shepherd-demo` takes it away
    [exit status: 5]
    ");
    let desk = desk.directory("shepherd-demo/lantern");
    assert_snapshot!(desk.shepherd(["demo"]), @"
    ------- stderr -------
    error: you stand in a demo already: `[SANDBOX]/desk/shepherd-demo`
    help: go on with it, or name a folder outside of it: `shepherd demo DIR`
    help: `shepherd demo --remove [SANDBOX]/desk/shepherd-demo` takes it away
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "--tour", "below/it"]), @"
    ------- stderr -------
    error: you stand in a demo already: `[SANDBOX]/desk/shepherd-demo`
    help: go on with it, or name a folder outside of it: `shepherd demo DIR`
    help: `shepherd demo --remove [SANDBOX]/desk/shepherd-demo` takes it away
    [exit status: 5]
    ");
    assert_eq!(listing(&desk.path("[SANDBOX]/desk"), &[]), before);
    drop(desk.shepherd(["demo", "../../another"]).success());
    assert!(desk.exists("[SANDBOX]/desk/another/lantern"));
}

#[test]
fn a_name_that_looks_like_an_option_is_printed_so_that_it_is_none() {
    for (name, shown) in
        [("-x", "./-x"), ("-it's a b", r"'./-it'\''s a b'"), ("~", "'~'"), ("a\\b", "'a\\b'"), ("$HOME", "'$HOME'")]
    {
        let desk = desk();
        let told = desk.shepherd(["demo", "--", name]).success().stdout().to_owned();
        let commands = told.lines().map(str::trim).filter(|line| line.starts_with("cd ") || line.contains("--remove"));
        let commands: Vec<&str> = commands.collect();
        assert_eq!(commands.last(), Some(&format!("shepherd demo --remove {shown}").as_str()));
        let script = format!("({}) && {}", commands[0], commands[1]);
        let run = std::process::Command::new(desk.path("[SANDBOX]/bin/sh"))
            .args(["-ec", &script])
            .current_dir(desk.path("."))
            .env_clear()
            .env("PATH", desk.path("[SANDBOX]/bin"))
            .env("HOME", desk.path("[HOME]"))
            .output()
            .expect("a shell is there");
        assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(listing(&desk.path("."), &[]), [""; 0], "{name}");
    }
}
