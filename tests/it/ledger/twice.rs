//! What an import adds to records that are there, what is one release, and who is one person.

use super::{ledger, recorded, write_records};
use crate::support::Sandbox;

fn tags(released: &Sandbox) -> String {
    let text = recorded(released, "releases/octo/hello.toml");
    text.lines().filter_map(|line| line.strip_prefix("tag = ")).collect::<Vec<_>>().join(" ")
}

#[test]
fn two_tags_of_one_release_are_recorded_once() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit("One")
        .tag("1.1.0")
        .tag_by_author("v1.1.0", "By hand");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--offline"]), @"");
    assert_eq!(tags(&sandbox), "\"v1.1.0\"");
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"");
    let again = ledger(&sandbox, &["import", "--yes", "--offline", "--mentored-by", "1.1.0=kim", "--json"]).json();
    assert_eq!(again["twins"], serde_json::json!([{"tag": "1.1.0", "recorded_as": "v1.1.0"}]));
    assert_eq!(tags(&sandbox), "\"v1.1.0\"");
    assert!(recorded(&sandbox, "releases/octo/hello.toml").contains("mentored-by = [\"kim\"]"));
}

#[test]
fn what_is_new_is_taken_in_beside_what_differs() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit("One")
        .tag_by_author("1.0.0", "First\n\nReleased-by: @mona");
    let record = "format = 1\n\n[[release]]\ntag = \"1.0.0\"\nversion = \"1.0.0\"\nkind = \"major\"\ncommit = \
                  \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\nreleased-by = [\"kim\"]\nsource = \"record\"\n";
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    write_records(&sandbox, &[("releases/octo/hello.toml", record)]);
    let import = ["import", "--yes", "--offline", "--mentored-by", "1.0.0=ann"];
    insta::assert_snapshot!(ledger(&sandbox, &import), @"");
    insta::assert_snapshot!(recorded(&sandbox, "releases/octo/hello.toml"), @"");
    insta::assert_snapshot!(ledger(&sandbox, &import), @"");
}

#[test]
fn the_mailmap_holds_for_trailers_and_for_changelogs() {
    let map = "Ann Real <2+annreal@users.noreply.github.com> <ANN@Example.org>\n\
               Kim Real <3+kimreal@users.noreply.github.com> K. <kim@example.org>\n";
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit_files("Start", &[(".mailmap", map)])
        .tag_by_author("1.0.0", "First\n\nReleased-by: A <ann@example.org>\nMentored-by: k. <KIM@example.org>")
        .author("ann", "ann@example.org")
        .commit("Mend it (#3)\n\nCo-authored-by: k. <Kim@Example.org>");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--offline"]), @"");
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--offline"]), @"");
}

#[test]
fn a_kind_that_people_wrote_is_looked_at() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit("One")
        .tag("1.0.0")
        .commit("Two")
        .tag("1.0.1")
        .commit("Three")
        .tag("1.1.0rc1");
    let record = |arguments: &[&str]| drop(sandbox.shepherd([&["record"], arguments].concat()).success());
    record(&["1.0.0", "--released-by", "mona"]);
    record(&["1.0.1", "--released-by", "mona", "--kind", "minor"]);
    record(&["1.1.0rc1", "--released-by", "mona"]);
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"");
    record(&["1.1.0rc1", "--kind", "minor", "--amend"]);
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"");
}
