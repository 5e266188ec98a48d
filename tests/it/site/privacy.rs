//! What no page has in it.

use super::{files, markup, site, team};
use crate::report::write_records;

/// What the records hold and no page may have.
const SECRETS: [&str; 16] = [
    "example.org",
    "@example",
    "mailto:",
    "<script",
    "Zoe Secret",
    "Hidden Works",
    "Asia/Tokyo",
    "was ill",
    "ring ann",
    "2026-04-13",
    "on holiday",
    "people/zoe.html",
    "people/mona.html",
    "decline",
    "9.9.9",
    "7.7.7",
];

#[test]
fn nothing_private_is_on_any_page() {
    let sandbox = team();
    let slot = |more: &str| {
        format!(
            "format = 1\nprojects = [\"octo/hello\"]\nkind = \"minor\"\nfrom = 2026-05-14\nstate = \"offered\"\nchanged = 2026-03-02T10:00:00Z\n{more}"
        )
    };
    write_records(
        &sandbox,
        &[
            (
                "slots/octo/hello/2026-05-14.toml",
                &slot("shepherd = \"kim\"\n[[decline]]\nlogin = \"zoe\"\non = 2026-03-01\n"),
            ),
            ("slots/octo/hello/9.9.9.toml", &slot("version = \"9.9.9\"\nsecurity = true\nshepherd = \"ann\"\n")),
        ],
    );
    let away = ["people", "away", "zoe", "--from", "2026-04-13", "--until", "2026-04-20", "--reason", "on holiday"];
    drop(sandbox.shepherd(away).success());
    let private = ["rotation", "plan", "--for", "7.7.7", "--date", "2026-04-10", "--private", "--yes"];
    drop(sandbox.shepherd(private).success());
    drop(site(&sandbox, &["--base-url", "https://octo.github.io/releases/"]).success());
    let files = files(&sandbox);
    assert!(files.iter().any(|(path, _)| path == "index.html"));
    for (path, text) in &files {
        for secret in SECRETS.iter().filter(|secret| **secret != "decline" || path.starts_with("people/")) {
            assert!(!text.contains(secret), "{path} has `{secret}` in it");
        }
    }
    markup::check(&files);
}

#[test]
fn who_was_taken_out_is_on_no_page() {
    let sandbox = team();
    drop(sandbox.shepherd(["people", "forget", "kim", "--yes"]).success());
    drop(site(&sandbox, &[]).success());
    for (path, text) in files(&sandbox) {
        assert!(!text.contains("kim"), "{path}");
    }
}

#[test]
fn a_page_asks_nobody_for_anything() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    for (path, text) in files(&sandbox) {
        if markup::ending(&path) == "html" {
            assert!(text.contains("Content-Security-Policy\" content=\"default-src 'none';"), "{path}");
            for asking in ["<img", "<iframe", "<object", "src=", "url(", "@import", "<script"] {
                assert!(!text.contains(asking), "{path} has `{asking}`");
            }
        }
        if markup::ending(&path) == "css" {
            assert!(!text.contains("url(") && !text.contains("@import"), "{path}");
        }
    }
}

#[test]
fn a_person_says_what_is_shown() {
    let sandbox = team();
    insta::assert_snapshot!(sandbox.shepherd(["people", "set", "kim", "--show", "rung,load"]), @"
    ------- stderr -------
    @kim is changed: קים لينا; kim@example.org
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["people", "set", "mona", "--show", "away"]), @"
    ------- stderr -------
    @mona is changed
    hint: the site shows nothing more of @mona as long as no consent is recorded: `shepherd people set mona --consent`
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["people", "set", "kim", "--hide", "load"]), @"
    ------- stderr -------
    @kim is changed: קים لينا; kim@example.org
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.git_output(["show", "refs/shepherd/store:people/kim.toml"]), @r#"
    format = 1
    login = "kim"
    name = "קים لينا"
    aliases = ["kim@example.org"]
    consent = 2026-01-01
    show = ["rung"]
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["people", "set", "kim", "--show", "rungs"]), @"
    ------- stderr -------
    error: invalid value 'rungs' for '--show <WHAT>'
      [possible values: rung, load, away, declines, check-in]

      tip: a similar value exists: 'rung'

    For more information, try '--help'.
    [exit status: 2]
    ");
    write_records(&sandbox, &[("people/kim.toml", "format = 1\nlogin = \"kim\"\nshow = [\"rungs\"]\n")]);
    let told = sandbox.shepherd(["people", "list"]).to_string();
    let mistake = "error: `people/kim.toml` in the store is damaged: line 3: `show` holds a wrong word: `rungs` is none of \
                   rung, load, away, declines, check-in; did you mean `rung`?";
    assert!(told.contains(mistake), "{told}");
}
