//! What becomes of the folder that a site is written into.

use super::{files, releases, site, team};
use crate::report::write_records;

#[test]
fn what_is_not_ours_stays() {
    let sandbox = team().write("site/notes/mine.html", "mine").write("site/CNAME", "example.org");
    drop(site(&sandbox, &[]).success());
    insta::assert_snapshot!(site(&sandbox, &[]), @"
    index.html
    releases.html
    people.html
    mentoring.html
    load.html
    ladder.html
    metrics.html
    style.css
    people/: 2 pages, ann.html to kim.html
    releases/: 7 pages, 1.2.1.html to 0.9.0.html
    ------- stderr -------
    17 files in `site`: 0 written, 17 as before
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
    assert_eq!(sandbox.read("site/notes/mine.html"), "mine");
    write_records(&sandbox, &[("people/kim.toml", "format = 1\nlogin = \"kim\"\n")]);
    insta::assert_snapshot!(site(&sandbox, &["--json"]), @r#"
    {
      "base_url": null,
      "folder": "site",
      "left": [],
      "pages": [
        "index.html",
        "releases.html",
        "people.html",
        "mentoring.html",
        "load.html",
        "ladder.html",
        "metrics.html",
        "releases/1.2.1.html",
        "releases/1.2.0.html",
        "releases/1.2rc1.html",
        "releases/1.1.0.html",
        "releases/1.0.1.html",
        "releases/1.0.0.html",
        "releases/0.9.0.html",
        "people/ann.html",
        "style.css"
      ],
      "removed": [
        "people/kim.html"
      ],
      "schema": 1,
      "unchanged": 6,
      "written": [
        "index.html",
        "releases.html",
        "people.html",
        "mentoring.html",
        "ladder.html",
        "releases/1.2.0.html",
        "releases/1.2rc1.html",
        "releases/1.0.1.html",
        "releases/1.0.0.html",
        "releases/0.9.0.html"
      ]
    }
    ------- stderr -------
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    "#);
    assert!(!sandbox.exists("site/people/kim.html") && sandbox.exists("site/CNAME"));
}

#[test]
fn what_stands_in_the_way_stops_it() {
    let sandbox = team().write("site/index.html", "mine").write("site/people", "a file");
    insta::assert_snapshot!(site(&sandbox, &[]), @"
    ------- stderr -------
    error: `site` has 3 files that this command did not write, where one of the site should be: `index.html`, `people/ann.html (its folder is a file)`, `people/kim.html (its folder is a file)`
    help: nothing was written; move what is yours to another place, or name an empty folder with `--site`
    [exit status: 5]
    ");
    assert_eq!(files(&sandbox).len(), 2);
}

#[test]
fn what_somebody_changed_is_theirs() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    let sandbox = sandbox.write("site/people/kim.html", "by hand").now("2026-04-05T09:00:00Z");
    let before = files(&sandbox);
    insta::assert_snapshot!(site(&sandbox, &[]), @"
    ------- stderr -------
    error: `site` has 1 file that this command did not write, where one of the site should be: `people/kim.html (changed since)`
    help: nothing was written; move what is yours to another place, or name an empty folder with `--site`
    [exit status: 5]
    ");
    assert_eq!(files(&sandbox), before);
    write_records(&sandbox, &[("people/kim.toml", "format = 1\nlogin = \"kim\"\n")]);
    insta::assert_snapshot!(site(&sandbox, &[]), @"
    index.html
    releases.html
    people.html
    mentoring.html
    load.html
    ladder.html
    metrics.html
    style.css
    people/ann.html
    releases/: 7 pages, 1.2.1.html to 0.9.0.html
    ------- stderr -------
    warning: `site/people/kim.html` is no longer part of the site, and somebody changed it since: it stays
    16 files in `site`: 15 written, 1 as before
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
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
    insta::assert_snapshot!(site(&sandbox, &[]), @"
    ------- stderr -------
    error: `site` has 8 files that this command did not write, where one of the site should be: `index.html (a link)`, `releases/1.2.1.html (its folder is a link)`, `releases/1.2.0.html (its folder is a link)`, `releases/1.2rc1.html (its folder is a link)`, `releases/1.1.0.html (its folder is a link)` and 3 more
    help: nothing was written; move what is yours to another place, or name an empty folder with `--site`
    [exit status: 5]
    ");
    assert_eq!(sandbox.read("other/index.html"), "other");
}

#[test]
fn a_list_that_cannot_be_read_stops_it() {
    let sandbox = team().write("site/.shepherd-site", "format 1\n../../home\n");
    insta::assert_snapshot!(site(&sandbox, &[]), @"
    ------- stderr -------
    error: `site/.shepherd-site` is damaged: line 2 names neither a project nor a file of a site
    help: nothing was written; remove `site/.shepherd-site` and the site beside it, or name another folder
    [exit status: 3]
    ");
    let sandbox = sandbox.write("site/.shepherd-site", "format 3\n");
    insta::assert_snapshot!(site(&sandbox, &[]), @"
    ------- stderr -------
    error: `site/.shepherd-site` is of a later version of shepherd
    help: nothing was written; use that version, or name another folder
    [exit status: 5]
    ");
}

#[test]
fn the_site_of_another_project_is_not_replaced() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    let list = sandbox.read("site/.shepherd-site");
    insta::assert_snapshot!(list.lines().take(4).collect::<Vec<_>>().join("\n"), @"
    # What `shepherd report --site` wrote into this folder: it replaces and removes these files, and no others.
    # The site is about these projects, and that of others is not written over it. Remove the folder to make room.
    format 2
    project octo/hello
    ");
    let before = files(&sandbox);
    let other = site(&sandbox, &["--project", "octo/other"]);
    insta::assert_snapshot!(other, @"
    ------- stderr -------
    error: `site` holds the site of octo/hello, and this is the one of octo/other
    help: nothing was written; name another folder with `--site`, or remove `site` where nobody needs it any more
    [exit status: 5]
    ");
    assert_eq!(files(&sandbox), before);
    // All projects are these and others.
    write_records(&sandbox, &[("releases/octo/other.toml", &releases("1.2.1 2026-03-01 patch ann kim - -"))]);
    drop(site(&sandbox, &["--all"]).success());
    drop(site(&sandbox, &["--project", "octo/other"]).success());
    drop(site(&sandbox, &[]).failure(5));
}

#[test]
fn a_list_that_names_no_project_is_taken_over() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    let list = sandbox.read("site/.shepherd-site");
    let old: Vec<&str> = list.lines().filter(|line| !line.starts_with("project ")).collect();
    let sandbox = sandbox.write("site/.shepherd-site", old.join("\n").replace("format 2", "format 1"));
    drop(site(&sandbox, &["--project", "octo/other"]).success());
    assert!(sandbox.read("site/.shepherd-site").contains("format 2\nproject octo/other\n"));
}

#[test]
fn the_folder_of_git_is_no_place() {
    let sandbox = team().write("file", "x");
    let folders = [".git/site", ".git", "x/.git/site", "file"];
    let told = folders.map(|folder| sandbox.shepherd(["report", "--offline", "--site", folder]).to_string());
    insta::assert_snapshot!(told.join("\n"), @"
    ------- stderr -------
    error: `.git/site` lies in the folder of git, where nothing but git’s own is kept
    help: name another folder with `--site`
    [exit status: 5]

    ------- stderr -------
    error: `.git` lies in the folder of git, where nothing but git’s own is kept
    help: name another folder with `--site`
    [exit status: 5]

    ------- stderr -------
    error: `x/.git/site` lies in the folder of git, where nothing but git’s own is kept
    help: name another folder with `--site`
    [exit status: 5]

    ------- stderr -------
    error: `file` is a file, and a site is a folder
    help: name another folder with `--site`
    [exit status: 5]
    ");
}
