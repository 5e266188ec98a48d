//! A record that should not be there.

use super::{changes, ledger, project, recorded};

#[test]
fn a_record_is_taken_away_and_stays_in_the_history() {
    let sandbox = project();
    drop(ledger(&sandbox, &["import", "--yes"]).success());
    drop(sandbox.shepherd(["record", "9.9.9", "--released-by", "kim", "--date", "2026-03-01"]).success());
    insta::assert_snapshot!(ledger(&sandbox, &["remove", "9.9.9"]), @r#"
    ------- stderr -------
    date        tag    kind   released by  known by
    2026-03-01  9.9.9  major  @kim         record
    error: cannot ask "Take the record of 9.9.9 away?" because the input is not a terminal
    help: pass --yes
    [exit status: 2]
    "#);
    assert_eq!(changes(&sandbox), 2);
    insta::assert_snapshot!(ledger(&sandbox, &["remove", "9.9.9", "--yes"]), @"
    ------- stderr -------
    date        tag    kind   released by  known by
    2026-03-01  9.9.9  major  @kim         record
    taken away: the record of 9.9.9
    hint: `shepherd ledger list --tag 9.9.9 --history` shows what it said
    [exit status: 0]
    ");
    assert_eq!(changes(&sandbox), 3);
    let text = recorded(&sandbox, "releases/octo/hello.toml");
    assert!(!text.contains("9.9.9") && text.matches("[[release]]").count() == 5, "{text}");
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--tag", "9.9.9", "--history"]).without_chance(), @"
    2026-03-28T09:00:00Z by Mona Maintainer (commit [COMMIT])
    taken away

    2026-03-28T09:00:00Z by Mona Maintainer (commit [COMMIT])
      tag: 9.9.9
      version: 9.9.9
      kind: major
      date: 2026-03-01
      released-by: kim
      source: record
      confidence: high
    [exit status: 0]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["remove", "9.9.9", "--yes"]), @"
    ------- stderr -------
    error: 9.9.9 of octo/hello is not recorded
    help: `shepherd ledger list` shows the tags that are
    [exit status: 2]
    ");
}
