//! The records held against the tags.

use super::{ledger, project, write_records};

#[test]
fn records_that_agree_are_no_finding() {
    let sandbox = project();
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"
    0.1.0     the tag has no record
    1.0.0     the tag has no record
    1.1.0     the tag has no record
    1.1.1     the tag has no record
    2.0.0rc1  the tag has no record
    ------- stderr -------
    error: 5 findings in the records of octo/hello
    help: `shepherd ledger import` records what has no record
    [exit status: 1]
    ");
    drop(ledger(&sandbox, &["import", "--yes"]).success());
    drop(sandbox.shepherd(["record", "1.1.1", "--released-by", "mona", "--amend"]).success());
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"
    ------- stderr -------
    4 tags without trailers: of these the people cannot be compared
    the records of octo/hello agree with its tags: 5 records, 5 tags
    [exit status: 0]
    ");
}

#[test]
fn what_is_wrong_is_listed() {
    let sandbox = project();
    let kim = sandbox.commit_id("1.1.0");
    let records = format!(
        "format = 1\n[[release]]\ntag = \"0.1.0\"\nversion = \"0.1.0\"\nkind = \"patch\"\ncommit = \"{kim}\"\n\
         date = 2020-01-01\nreleased-by = [\"mona\"]\nsource = \"tagger\"\n[[release]]\ntag = \"1.0.0\"\n\
         version = \"1.0.0\"\nreleased-by = [\"mona\"]\n[[release]]\ntag = \"v1.0\"\nversion = \"1.0\"\n\
         released-by = [\"mona\"]\n[[release]]\ntag = \"2.0.0rc1\"\nversion = \"2.0.0rc1\"\n\
         released-by = [\"kim\"]\nmentored-by = [\"mona\"]\n[[release]]\ntag = \"1.1.1\"\nversion = \"1.1.1\"\n"
    );
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    write_records(&sandbox, &[("releases/octo/hello.toml", &records)]);
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"
    0.1.0     the record says commit 7f211e4c21c4, the tag is on 7a7cd759d044
    0.1.0     the record says 2020-01-01, the tag is of 2026-03-01
    0.1.0     the record says patch, by the versions it is minor
    1.1.0     the tag has no record
    1.1.1     nobody is known to have cut it
    2.0.0rc1  released-by: the record says kim, the tag says ann
    2.0.0rc1  shadowed-by: the record says nobody, the tag says kim
    v1.0      the record has no tag here
    1.0.0     one version with v1.0
    2.0.0rc1  kim is not among the people of the records
    ------- stderr -------
    3 tags without trailers: of these the people cannot be compared
    1 in the releases and not among the people of the records, which is no fault
    hint: `shepherd people add LOGIN` adds somebody, `--alias` a login that they had before
    error: 9 findings in the records of octo/hello
    help: `shepherd ledger import` records what has no record
    help: `shepherd record VERSION … --amend` corrects a record
    help: `shepherd record VERSION --released-by LOGIN --amend` says who cut it
    help: `git fetch --tags` gets tags that are not here
    [exit status: 1]
    ");
    let found = ledger(&sandbox, &["verify", "--json"]);
    assert_eq!(found.code(), Some(1));
    let found: serde_json::Value = serde_json::from_str(found.stdout()).expect("it is JSON");
    assert_eq!((&found["schema"], &found["findings"][0]["problem"]), (&1.into(), &"disagrees".into()));
}

#[test]
fn what_was_changed_by_hand_is_found() {
    let sandbox = project();
    drop(ledger(&sandbox, &["import", "--yes"]).success());
    drop(sandbox.shepherd(["record", "1.1.1", "--released-by", "mona", "--amend"]).success());
    let text = super::recorded(&sandbox, "releases/octo/hello.toml");
    let text = text.replacen("version = \"1.0.0\"", "version = \"one\"", 1).replacen("mentored-by", "mentord-by", 1);
    write_records(&sandbox, &[("releases/octo/hello.toml", &text)]);
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"
    1.0.0  the record says version one, the tag says 1.0.0
    0.1.0  `mentord-by` (releases/octo/hello.toml, line 11) is no key of a record
    ------- stderr -------
    4 tags without trailers: of these the people cannot be compared
    error: 2 findings in the records of octo/hello
    help: `shepherd record VERSION … --amend` corrects a record
    help: what stands behind a key that is none is not read: mend it in the store by hand
    [exit status: 1]
    ");
}
