//! What the pages of a small project say.

use super::{files, markup, site, team};
use crate::support::Sandbox;

#[test]
fn a_site_is_written() {
    let sandbox = team();
    insta::assert_snapshot!(site(&sandbox, &[]), @"");
    markup::check(&files(&sandbox));
}

#[test]
fn the_first_page_says_who_is_next() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    insta::assert_snapshot!(sandbox.read("site/index.html"), @"");
}

#[test]
fn a_person_chooses_what_is_shown() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    insta::assert_snapshot!(body(&sandbox, "site/people/ann.html"), @"");
    insta::assert_snapshot!(body(&sandbox, "site/people/kim.html"), @"");
}

#[test]
fn a_release_has_its_people_and_its_changelog() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    insta::assert_snapshot!(body(&sandbox, "site/releases/1.2.1.html"), @"");
    insta::assert_snapshot!(body(&sandbox, "site/releases/1.2.0.html"), @"");
}

#[test]
fn lists_hold_what_is_known() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    let pages = ["people", "mentoring", "load", "ladder"];
    let pages = pages.map(|page| without_charts(&body(&sandbox, &format!("site/{page}.html"))));
    insta::assert_snapshot!(pages.join("\n\n"), @"");
}

#[test]
fn an_address_makes_a_feed() {
    let sandbox = team();
    let address = "https://octo.github.io/releases";
    drop(site(&sandbox, &["--base-url", address]).success());
    insta::assert_snapshot!(sandbox.read("site/feed.xml"), @"");
    let head = sandbox.read("site/people/ann.html");
    assert!(
        head.contains("<link rel=\"canonical\" href=\"https://octo.github.io/releases/people/ann.html\">"),
        "{head}"
    );
    let map = sandbox.read("site/sitemap.xml");
    assert!(map.contains("<loc>https://octo.github.io/releases/</loc>"), "{map}");
    markup::check(&files(&sandbox));
}

#[test]
fn twice_is_the_same() {
    let sandbox = team();
    drop(site(&sandbox, &["--base-url", "https://octo.github.io/"]).success());
    let first = files(&sandbox);
    std::fs::remove_dir_all(sandbox.path("site")).expect("it is ours");
    drop(site(&sandbox, &["--base-url", "https://octo.github.io/"]).success());
    assert_eq!(files(&sandbox), first);
    // Where the records are elsewhere too, and on another day, the day alone makes the difference.
    let sandbox = sandbox.now("2026-04-05T23:00:00Z");
    std::fs::remove_dir_all(sandbox.path("site")).expect("it is ours");
    drop(site(&sandbox, &["--base-url", "https://octo.github.io/", "--until", "2026-03-28"]).success());
    assert_eq!(files(&sandbox), first);
}

/// Returns what stands in the middle of a page.
fn body(sandbox: &Sandbox, path: &str) -> String {
    let page = sandbox.read(path);
    let start = page.find("<main").expect("a page has a middle");
    let end = page.find("</main>").expect("it ends");
    page[start..end].to_owned()
}

/// Returns a page with its charts left out, which have tests of their own.
fn without_charts(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<figure>") {
        text += before;
        text += "<figure>…</figure>";
        rest = after.split_once("</figure>").expect("it ends").1;
    }
    text + rest
}
