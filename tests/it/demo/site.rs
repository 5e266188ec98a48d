//! The site that the demo suggests: where it goes, what it shows of the two who try it, and that it goes with the demo.

use std::fs;

use insta::assert_snapshot;

use super::desk;

#[test]
fn the_next_check_in_stands_on_the_page_of_the_newcomer() {
    let desk = desk();
    drop(desk.shepherd(["demo"]).success());
    let inside = desk.directory("shepherd-demo/lantern");
    drop(inside.shepherd(["report", "--site", "../site"]).success());
    let page = fs::read_to_string(inside.path("../site/people/kofi.html")).expect("it is there");
    let place = page.find("check-in").expect("it is shown");
    let near = regex::Regex::new("<[^>]*>").expect("it is one").replace_all(&page[place..], " ").into_owned();
    let near: Vec<&str> = near.split_whitespace().take(12).collect();
    assert_snapshot!(near.join(" "), @"check-in 2026-04-01 15:00 +00:00 with @nia With Beacon Cooperative , since 2025-07-11");
    assert_eq!(inside.git_output(["status", "--porcelain"]), "");
    let desk = inside.directory("../..");
    drop(desk.shepherd(["demo", "--remove"]).success());
    assert!(!desk.exists("shepherd-demo"));
}

#[test]
fn another_folder_of_that_name_keeps_the_demo_from_going() {
    let desk = desk();
    drop(desk.shepherd(["demo"]).success());
    let desk = desk.write("shepherd-demo/site/mine.html", "mine");
    assert_snapshot!(desk.shepherd(["demo", "--remove"]), @"
    ------- stderr -------
    error: `shepherd-demo` holds `site`, which the demo did not bring
    help: nothing was removed; move it away first
    [exit status: 5]
    ");
    assert!(desk.exists("shepherd-demo/site/mine.html"));
}
