//! A release that was cut without the guide, and a record that is corrected.

use super::{changes, ledger, project, recorded, write_records};
use crate::support::{Output, Sandbox};

fn record(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["record"], arguments].concat())
}

#[test]
fn a_release_is_recorded_by_its_tag() {
    let sandbox = project();
    let people =
        ["--released-by", "@kim", "--mentored-by", "mona", "--sponsored-by", "ann", "--shadowed-by", "zoe, bo"];
    let more = ["--security", "--spent", "1h30m", "--notes", "two candidates", "--organisation", "kim=Example"];
    insta::assert_snapshot!(record(&sandbox, &[&["v1.1.0"], people.as_slice(), &more].concat()), @"
    ------- stderr -------
    recorded: 1.1.0 of 2026-03-01 (minor, security), released by @kim
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "releases/octo/hello.toml"), @r#"
    format = 1

    [[release]]
    tag = "1.1.0"
    version = "1.1.0"
    kind = "minor"
    security = true
    commit = "7f211e4c21c45ade7096199a2e6d6b1ffc0bd165"
    date = 2026-03-01
    released-by = ["kim"]
    mentored-by = ["mona"]
    sponsored-by = ["ann"]
    shadowed-by = ["zoe", "bo"]
    organisations = { kim = "Example" }
    source = "record"
    notes = "two candidates"
    spent-minutes = 90
    "#);
    assert_eq!(
        sandbox.git_output(["log", "-1", "--format=%s", "refs/shepherd/store"]).trim(),
        "octo/hello: release 1.1.0 recorded"
    );
    // The same again is no change.
    insta::assert_snapshot!(record(&sandbox, &[&["1.1.0"], people.as_slice(), &more].concat()), @"
    ------- stderr -------
    1.1.0 is recorded so already
    [exit status: 0]
    ");
    assert_eq!(changes(&sandbox), 1);
}

#[test]
fn a_record_is_corrected_on_request_only_and_the_old_one_is_found() {
    let sandbox = project();
    drop(record(&sandbox, &["1.1.0", "--released-by", "kim"]).success());
    insta::assert_snapshot!(record(&sandbox, &["1.1.0", "--released-by", "zoe", "--mentored-by", "mona"]), @"
    ------- stderr -------
    error: 1.1.0 is recorded already, and differently:
      released-by: kim is recorded, zoe is said
      mentored-by: nothing is recorded, mona is said
    help: `--amend` corrects the record; what it says now stays in the history of the store
    help: `shepherd ledger list --tag 1.1.0 --history` shows that; nothing was written
    [exit status: 5]
    ");
    insta::assert_snapshot!(
        record(&sandbox, &["1.1.0", "--released-by", "zoe", "--mentored-by", "mona", "--amend"]), @"
    ------- stderr -------
    corrected: 1.1.0
      released-by: kim is recorded, zoe is said
      mentored-by: nothing is recorded, mona is said
    [exit status: 0]
    ");
    drop(record(&sandbox, &["1.0.0", "--released-by", "ann"]).success());
    insta::assert_snapshot!(record(&sandbox, &["1.1.0", "--mentored-by", "", "--amend", "--json"]), @r#"
    {
      "changed": true,
      "release": {
        "commit": "7f211e4c21c45ade7096199a2e6d6b1ffc0bd165",
        "confidence": "high",
        "date": "2026-03-01",
        "kind": "minor",
        "mentored_by": [],
        "notes": "",
        "organisations": {},
        "project": "octo/hello",
        "released_by": [
          "zoe"
        ],
        "security": false,
        "shadowed_by": [],
        "source": "record",
        "spent_minutes": null,
        "sponsored_by": [],
        "tag": "1.1.0",
        "version": "1.1.0"
      },
      "schema": 1
    }
    ------- stderr -------
    corrected: 1.1.0
      mentored-by: mona is recorded, nothing is said
    [exit status: 0]
    "#);
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--tag", "1.1.0", "--history"]).without_chance(), @"
    2026-03-28T09:00:00Z by Mona Maintainer (commit [COMMIT])
      tag: 1.1.0
      version: 1.1.0
      kind: minor
      commit: [COMMIT]
      date: 2026-03-01
      released-by: zoe
      source: record
      confidence: high

    2026-03-28T09:00:00Z by Mona Maintainer (commit [COMMIT])
      tag: 1.1.0
      version: 1.1.0
      kind: minor
      commit: [COMMIT]
      date: 2026-03-01
      released-by: zoe
      mentored-by: mona
      source: record
      confidence: high

    2026-03-28T09:00:00Z by Mona Maintainer (commit [COMMIT])
      tag: 1.1.0
      version: 1.1.0
      kind: minor
      commit: [COMMIT]
      date: 2026-03-01
      released-by: kim
      source: record
      confidence: high
    [exit status: 0]
    ");
    let history = ledger(&sandbox, &["list", "--tag", "1.1.0", "--history", "--json"]).json();
    let cut: Vec<_> =
        history["history"].as_array().expect("a list").iter().map(|state| &state["release"]["released_by"]).collect();
    assert_eq!(cut, [&serde_json::json!(["zoe"]), &serde_json::json!(["zoe"]), &serde_json::json!(["kim"])]);
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--tag", "9.9", "--history"]), @"
    ------- stderr -------
    error: 9.9 of octo/hello is not recorded
    help: `shepherd ledger list` shows what is
    [exit status: 2]
    ");
}

#[test]
fn what_cannot_be_known_is_wanted_by_flag() {
    let sandbox = project();
    insta::assert_snapshot!(record(&sandbox, &["1.1.0"]), @"
    ------- stderr -------
    error: it is not known who cut the release, and the input is not a terminal
    help: pass `--released-by LOGIN`
    [exit status: 2]
    ");
    insta::assert_snapshot!(record(&sandbox, &["3.0.0", "--released-by", "kim"]), @"
    ------- stderr -------
    error: it is not known when it was released, as this clone has no tag of it, and the input is not a terminal
    help: pass `--date DATE`
    [exit status: 2]
    ");
    let known = ["3.0.0", "--released-by", "kim", "--date", "2026-03-20", "--commit", "HEAD"];
    insta::assert_snapshot!(record(&sandbox, &known), @"
    ------- stderr -------
    recorded: 3.0.0 of 2026-03-20 (major), released by @kim
    warning: this clone has no tag `3.0.0`, so nothing was compared with it
    hint: `git fetch --tags` gets tags that are not here; `shepherd ledger verify` compares them then
    [exit status: 0]
    ");
    let found = ledger(&sandbox, &["list", "--json"]).json();
    assert_eq!((&found["releases"][0]["tag"], &found["releases"][0]["kind"]), (&"3.0.0".into(), &"major".into()));
    assert_eq!(found["releases"][0]["commit"], sandbox.commit_id("HEAD"));
}

#[test]
fn the_roster_knows_logins_and_organisations() {
    let sandbox = project();
    drop(sandbox.shepherd(["people", "add", "kim"]).success());
    let person =
        "format = 1\nlogin = \"Mona\"\naliases = [\"mona-old\"]\n[[affiliation]]\norganisation = \"Example\"\n";
    write_records(&sandbox, &[("people/Mona.toml", person)]);
    insta::assert_snapshot!(
        record(&sandbox, &["1.1.0", "--released-by", "kim", "--mentored-by", "mona-old", "--shadowed-by", "zoe"]), @"
    ------- stderr -------
    recorded: 1.1.0 of 2026-03-01 (minor), released by @kim
    warning: @zoe is not among the people of the records; `shepherd people add zoe` adds them
    [exit status: 0]
    ");
    let found = ledger(&sandbox, &["list", "--json"]).json();
    assert_eq!(found["releases"][0]["mentored_by"], serde_json::json!(["Mona"]));
    assert_eq!(found["releases"][0]["organisations"], serde_json::json!({"Mona": "Example"}));
}

#[test]
fn trailers_of_the_tag_say_who_it_was() {
    let sandbox = project().tag_by_author("2.0.0", "A\n\nReleased-by: kim, mona\nSponsored-by: @ann");
    insta::assert_snapshot!(record(&sandbox, &["2.0.0"]), @"
    ------- stderr -------
    recorded: 2.0.0 of 2026-03-01 (major), released by @kim, @mona, as the trailers of the tag say
    [exit status: 0]
    ");
    let found = ledger(&sandbox, &["list", "--json"]).json();
    let release = &found["releases"][0];
    assert_eq!((&release["released_by"], &release["source"]), (&serde_json::json!(["kim", "mona"]), &"trailer".into()));
    assert_eq!(release["sponsored_by"], serde_json::json!(["ann"]));
}

#[test]
fn a_tag_that_moved_is_recorded_anew() {
    let sandbox = project();
    drop(record(&sandbox, &["1.1.0", "--released-by", "kim"]).success());
    let sandbox = sandbox.git(["tag", "--force", "1.1.0", "HEAD"]);
    let refused = record(&sandbox, &["1.1.0"]).failure(5);
    assert!(refused.stderr().contains("commit: 7f211e4c21c4"), "{refused}");
    drop(record(&sandbox, &["1.1.0", "--amend"]).success());
    let found = ledger(&sandbox, &["list", "--json"]).json();
    assert_eq!(found["releases"][0]["commit"], sandbox.commit_id("HEAD"));
}

#[test]
fn a_wrong_version_is_corrected() {
    let sandbox = project();
    drop(record(&sandbox, &["7.0.0", "--released-by", "kim", "--date", "2026-03-01"]).success());
    drop(record(&sandbox, &["8.0.0", "--tag", "7.0.0"]).failure(5));
    insta::assert_snapshot!(record(&sandbox, &["8.0.0", "--tag", "7.0.0", "--amend"]), @"
    ------- stderr -------
    corrected: 7.0.0
      version: 7.0.0 is recorded, 8.0.0 is said
    warning: this clone has no tag `7.0.0`, so nothing was compared with it
    hint: `git fetch --tags` gets tags that are not here; `shepherd ledger verify` compares them then
    [exit status: 0]
    ");
}

#[test]
fn the_kind_follows_from_the_records_too() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit("One")
        .tag("5.0.0");
    let kind = |version: &str| {
        let arguments = [version, "--released-by", "kim", "--date", "2024-01-02", "--json"];
        record(&sandbox, &arguments).json()["release"]["kind"].as_str().expect("a text").to_owned()
    };
    assert_eq!(["6.0.0", "6.1.0", "6.1.1"].map(kind), ["major", "minor", "patch"]);
    insta::assert_snapshot!(record(&sandbox, &["7.1.1", "--released-by", "kim", "--date", "2024-01-02"]), @"
    ------- stderr -------
    recorded: 7.1.1 of 2024-01-02 (major), released by @kim
    warning: that it is major was guessed: the newest release that is known before 7.1.1 is 6.1.1
    hint: `shepherd record 7.1.1 --kind KIND --amend` says it
    warning: this clone has no tag `7.1.1`, so nothing was compared with it
    hint: `git fetch --tags` gets tags that are not here; `shepherd ledger verify` compares them then
    [exit status: 0]
    ");
    insta::assert_snapshot!(record(&sandbox, &["8.0.0", "--released-by", "github-actions", "--date", "2024-01-02"]), @"
    ------- stderr -------
    error: @github-actions is a bot by the rules of the project, and `--released-by` names people
    help: name the person who started it; nothing was written
    [exit status: 2]
    ");
}
