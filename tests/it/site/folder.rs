//! What becomes of the folder that a site is written into.

use super::{files, site, team};
use crate::report::write_records;

#[test]
fn what_is_not_ours_stays() {
    let sandbox = team().write("site/notes/mine.html", "mine").write("site/CNAME", "example.org");
    drop(site(&sandbox, &[]).success());
    insta::assert_snapshot!(site(&sandbox, &[]), @"");
    assert_eq!(sandbox.read("site/notes/mine.html"), "mine");
    write_records(&sandbox, &[("people/kim.toml", "format = 1\nlogin = \"kim\"\n")]);
    insta::assert_snapshot!(site(&sandbox, &["--json"]), @"");
    assert!(!sandbox.exists("site/people/kim.html") && sandbox.exists("site/CNAME"));
}

#[test]
fn what_stands_in_the_way_stops_it() {
    let sandbox = team().write("site/index.html", "mine").write("site/people", "a file");
    insta::assert_snapshot!(site(&sandbox, &[]), @"");
    assert_eq!(files(&sandbox).len(), 2);
}

#[test]
fn what_somebody_changed_is_theirs() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    let sandbox = sandbox.write("site/people/kim.html", "by hand").now("2026-04-05T09:00:00Z");
    let before = files(&sandbox);
    insta::assert_snapshot!(site(&sandbox, &[]), @"");
    assert_eq!(files(&sandbox), before);
    write_records(&sandbox, &[("people/kim.toml", "format = 1\nlogin = \"kim\"\n")]);
    insta::assert_snapshot!(site(&sandbox, &[]), @"");
    assert_eq!(sandbox.read("site/people/kim.html"), "by hand");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let sandbox = team().write("other/index.html", "other");
    std::fs::create_dir(sandbox.path("site")).expect("the sandbox is ours");
    for (target, link) in [("../other/index.html", "site/index.html"), ("../other", "site/releases")] {
        std::os::unix::fs::symlink(target, sandbox.path(link)).expect("the sandbox takes links");
    }
    insta::assert_snapshot!(site(&sandbox, &[]), @"");
    assert_eq!(sandbox.read("other/index.html"), "other");
}

#[test]
fn a_list_that_cannot_be_read_stops_it() {
    let sandbox = team().write("site/.shepherd-site", "format 1\n../../home\n");
    insta::assert_snapshot!(site(&sandbox, &[]), @"");
    let sandbox = sandbox.write("site/.shepherd-site", "format 2\n");
    insta::assert_snapshot!(site(&sandbox, &[]), @"");
}

#[test]
fn the_folder_of_git_is_no_place() {
    let sandbox = team().write("file", "x");
    let folders = [".git/site", ".git", "x/.git/site", "file"];
    let told = folders.map(|folder| sandbox.shepherd(["report", "--offline", "--site", folder]).to_string());
    insta::assert_snapshot!(told.join("\n"), @"");
}
