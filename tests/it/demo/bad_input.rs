//! Folders that are taken, that are no demo, that cannot be; and no git.

use std::fs;

use insta::assert_snapshot;

use super::{desk, listing, said};

#[test]
fn a_folder_that_has_something_in_it_is_left_alone() {
    let desk = desk().write("mine/notes.txt", "mine").write("file", "mine");
    fs::create_dir(desk.path("empty")).expect("the sandbox is writable");
    let before = listing(&desk.path("."), &[]);
    assert_snapshot!(desk.shepherd(["demo", "mine"]), @"
    ------- stderr -------
    error: `mine` is there already, and is no empty folder
    help: name a folder that is to be made: `shepherd demo DIR`
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "file"]), @"
    ------- stderr -------
    error: `file` is there already, and is no empty folder
    help: name a folder that is to be made: `shepherd demo DIR`
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "file/below"]), @"
    ------- stderr -------
    error: no demo can be made in `file/below`: could not write `[SANDBOX]/desk/file`: a file stands where a folder should be
    help: name a folder in a place that you may write to: `shepherd demo DIR`
    [exit status: 4]
    ");
    assert_snapshot!(desk.shepherd(["demo", "."]), @"
    ------- stderr -------
    error: a demo is not made in the folder that you stand in
    help: name one that is to be made: `shepherd demo shepherd-demo`
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "--tour", "mine"]), @"
    ------- stderr -------
    error: `mine` is there already, and is no empty folder
    help: name a folder that is to be made: `shepherd demo DIR`
    [exit status: 5]
    ");
    assert_eq!(listing(&desk.path("."), &[]), before);
    drop(desk.shepherd(["demo", "empty"]).success());
    assert_snapshot!(desk.shepherd(["demo", "empty"]), @"
    ------- stderr -------
    error: there is a demo in `empty` already
    help: go on with it, or name another folder: `shepherd demo DIR`
    help: `shepherd demo --remove empty` takes it away
    [exit status: 5]
    ");
}

#[test]
fn no_demo_is_made_through_a_link() {
    let desk = desk();
    fs::create_dir(desk.path("empty")).expect("the sandbox is writable");
    drop(desk.shepherd(["demo", "made"]).success());
    for (target, link) in [("empty", "to-empty"), ("nowhere", "to-nothing"), ("made", "to-demo")] {
        std::os::unix::fs::symlink(target, desk.path(link)).expect("the sandbox takes links");
    }
    let before = listing(&desk.path("."), &[]);
    assert_snapshot!(desk.shepherd(["demo", "to-empty"]), @"
    ------- stderr -------
    error: `to-empty` is a link to `empty`
    help: no demo is made through a link; name a folder that is to be made: `shepherd demo DIR`
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "to-nothing"]), @"
    ------- stderr -------
    error: `to-nothing` is a link to `nowhere`, where nothing is
    help: no demo is made through a link; name a folder that is to be made: `shepherd demo DIR`
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "to-demo"]), @"
    ------- stderr -------
    error: `to-demo` is a link to `made`, which is a demo already
    help: no demo is made through a link; name a folder that is to be made: `shepherd demo DIR`
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "--tour", "to-demo"]), @"
    ------- stderr -------
    error: `to-demo` is a link to `made`, which is a demo already
    help: no demo is made through a link; name a folder that is to be made: `shepherd demo DIR`
    [exit status: 5]
    ");
    assert_eq!(listing(&desk.path("."), &[]), before);
}

#[test]
fn only_a_demo_is_taken_away() {
    let desk = desk().write("mine/notes.txt", "mine").write("forged/.shepherd-demo", "This folder was made by hand\n");
    drop(desk.shepherd(["demo", "made"]).success());
    std::os::unix::fs::symlink("made", desk.path("link")).expect("the sandbox takes links");
    let desk = desk.write("made/own.txt", "mine");
    let before = listing(&desk.path("."), &[]);
    assert_snapshot!(desk.shepherd(["demo", "--remove"]), @"
    ------- stderr -------
    error: there is no `shepherd-demo`
    help: name the folder of the demo: `shepherd demo --remove DIR`
    [exit status: 2]
    ");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "mine"]), @"
    ------- stderr -------
    error: `mine` is no folder that `shepherd demo` made
    help: nothing was removed; name the folder of a demo
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "forged"]), @"
    ------- stderr -------
    error: `forged` is no folder that `shepherd demo` made
    help: nothing was removed; name the folder of a demo
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "link"]), @"
    ------- stderr -------
    error: `link` is a link to `made`
    help: nothing was removed; `shepherd demo --remove [SANDBOX]/desk/made` takes away what it leads to
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "made"]), @"
    ------- stderr -------
    error: `made` holds `own.txt`, which the demo did not bring
    help: nothing was removed; move it away first
    [exit status: 5]
    ");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "--tour"]), @"
    ------- stderr -------
    error: the argument '--remove' cannot be used with '--tour'

    Usage: shepherd demo --remove [DIR]

    For more information, try '--help'.
    [exit status: 2]
    ");
    assert_snapshot!(desk.shepherd(["demo", "--yes"]), @"
    ------- stderr -------
    error: the following required arguments were not provided:
      --tour

    Usage: shepherd demo --tour --yes [DIR]

    For more information, try '--help'.
    [exit status: 2]
    ");
    assert_eq!(listing(&desk.path("."), &[]), before);
    fs::remove_file(desk.path("made/own.txt")).expect("it is there");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "made"]), @"
    ------- stderr -------
    made is gone, with all that was in it
    [exit status: 0]
    ");
    assert!(!desk.exists("made") && desk.exists("mine/notes.txt"));
}

#[test]
fn names_are_not_only_letters() {
    let desk = desk();
    let name = "my démo it's ☂";
    let output = desk.shepherd(["demo", name]).success();
    assert_snapshot!(output.stdout(), @r"
    The demo is in 'my démo it'\''s ☂': a small project, its people, and two years
    of their releases. You are @kofi, whose turn it is to release 2.4.0; @nia
    mentors you, in a clone of her own.

    Try this:
      cd 'my démo it'\''s ☂/lantern'
      shepherd next                      what would be released now, and who is up
      shepherd changelog                 what the release would say
      shepherd guide 2.4.0 --rehearse    practise it, in a throw-away copy
      shepherd rotation who --for 2.4.0  whose turn it is, and why
      shepherd people list               who is there, and how far each has come
      shepherd report                    how many people carry the releases
      shepherd report --site ../site     all of it as pages: open ../site/index.html
      shepherd demo --tour               be shown around, in another folder

    Nothing outside the folder was touched. To take it away, from where you are now:
      shepherd demo --remove 'my démo it'\''s ☂'
    ");
    let line = output.stdout().lines().find(|line| line.starts_with("  cd ")).expect("it says where to go").trim();
    let script = format!("{line} && shepherd rotation check && shepherd store sync");
    let run = std::process::Command::new(desk.path("[SANDBOX]/bin/sh"))
        .args(["-c", &script])
        .current_dir(desk.path("."))
        .env_clear()
        .env("PATH", desk.path("[SANDBOX]/bin"))
        .env("HOME", desk.path("[HOME]"))
        .env("SHEPHERD_NOW", "2026-03-28T09:00:00Z")
        .output()
        .expect("a shell is there");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    drop(desk.shepherd(["demo", "--remove", name]).success());
}

#[test]
fn without_git_there_is_none() {
    let desk = desk().env("PATH", "[SANDBOX]/nowhere");
    assert_snapshot!(said(&desk.shepherd(["demo"])), @"
    ------- stderr -------
    error: `git` was not found
    help: install `git`, or add it to the PATH
    [exit status: 4]
    ");
    assert_eq!(listing(&desk.path("."), &[]), [""; 0]);
}

#[test]
#[cfg(target_os = "linux")]
fn where_nothing_can_be_written_that_is_said() {
    assert_snapshot!(desk().shepherd(["demo", "/proc/shepherd-demo"]), @"
    ------- stderr -------
    error: no demo can be made in `/proc/shepherd-demo`: could not write `/proc/.shepherd-demo.making`: no such file or directory
    help: name a folder in a place that you may write to: `shepherd demo DIR`
    [exit status: 4]
    ");
}

#[test]
fn what_is_in_the_way_is_not_taken_for_a_demo() {
    let desk = desk().write(".shepherd-demo.making/notes.txt", "mine");
    assert_snapshot!(desk.shepherd(["demo"]), @"
    ------- stderr -------
    error: `[SANDBOX]/desk/.shepherd-demo.making` is in the way
    help: look what it is, and move it away
    [exit status: 5]
    ");
    assert_eq!(desk.read(".shepherd-demo.making/notes.txt"), "mine");
}
