//! The records that are asked for.

use super::{ledger, project, write_records};
use crate::support::Sandbox;

fn recorded() -> Sandbox {
    let sandbox = project();
    drop(ledger(&sandbox, &["import", "--yes", "--person", "Mona Lisa=mona", "--mentored-by", "1.1.0=mona"]).success());
    sandbox
}

#[test]
fn the_newest_comes_first() {
    let sandbox = recorded();
    insta::assert_snapshot!(ledger(&sandbox, &["list"]), @"
    date        tag       kind         released by      helped                     known by
    2026-03-01  2.0.0rc1  pre-release  @ann             mentor @mona; shadow @kim  trailer
    2026-03-01  1.1.1     patch        nobody is known
    2026-03-01  1.1.0     minor        @kim             mentor @mona               bump (low)
    2026-03-01  1.0.0     major        @mona                                       tagger
    2026-03-01  0.1.0     minor        @mona                                       tagger
    [exit status: 0]
    ");
    let tags = |arguments: &[&str]| {
        let found = ledger(&sandbox, &[&["list", "--json"], arguments].concat()).json();
        let releases = found["releases"].as_array().expect("a list").clone();
        releases.iter().map(|release| release["tag"].as_str().expect("a text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(tags(&[]), ["2.0.0rc1", "1.1.1", "1.1.0", "1.0.0", "0.1.0"]);
    assert_eq!(tags(&["--person", "@mona"]), ["2.0.0rc1", "1.1.0", "1.0.0", "0.1.0"]);
    assert_eq!(tags(&["--kind", "minor"]), ["1.1.0", "0.1.0"]);
    assert_eq!(tags(&["--kind", "security"]), [""; 0]);
    assert_eq!(tags(&["--since", "2026-03-02"]), [""; 0]);
    assert_eq!(tags(&["--until", "2026-03-01"]).len(), 5);
    assert_eq!(tags(&["--tag", "1.0.0"]), ["1.0.0"]);
    assert_eq!(tags(&["--project", "octo/other"]), [""; 0]);
}

#[test]
fn several_projects_are_listed_together() {
    let sandbox = recorded();
    let other = "format = 1\n[[release]]\ntag = \"v7\"\nversion = \"7\"\nkind = \"major\"\ndate = 2026-04-01\n\
                 released-by = [\"zoe\"]\nsecurity = true\nsource = \"record\"\norganisations = { zoe = \"Example\" }\n";
    write_records(&sandbox, &[("releases/octo/other.toml", other)]);
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--all", "--since", "2026-03-01", "--kind", "major"]), @"
    project     date        tag    kind             released by  known by
    octo/other  2026-04-01  v7     major, security  @zoe         record
    octo/hello  2026-03-01  1.0.0  major            @mona        tagger
    [exit status: 0]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--all", "--organisation", "EXAMPLE"]), @"
    project     date        tag  kind             released by  known by
    octo/other  2026-04-01  v7   major, security  @zoe         record
    [exit status: 0]
    ");
}

#[test]
fn nothing_is_no_failure() {
    let sandbox = project();
    insta::assert_snapshot!(ledger(&sandbox, &["list"]), @"
    ------- stderr -------
    No release is recorded yet.
    hint: `shepherd ledger import --dry-run` shows what the tags and the changelog tell
    [exit status: 0]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--kind", "major"]), @"
    ------- stderr -------
    No release that is recorded is like that.
    [exit status: 0]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--json"]), @r#"
    {
      "schema": 1,
      "releases": []
    }
    [exit status: 0]
    "#);
}
