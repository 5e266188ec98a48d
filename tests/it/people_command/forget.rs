//! Somebody is taken out of the records.

use super::{pair, people, recorded, team, write_records};

const RELEASES: &str = "format = 1\n\n# The first of @kim.\n[[release]]\ntag = \"1.0\"\nversion = \"1.0\"\n\
                        released-by = [\"Kim\"] # alone\nmentored-by = [\"mona\"]\nshadowed-by = [\"kim@example.org\"]\n\
                        organisations = { kim = \"acme\", mona = \"github\" }\n";

#[test]
fn who_is_forgotten_is_nowhere_in_the_records() {
    let sandbox = team();
    drop(people(&sandbox, &["add", "zoe", "--right", "maintainer", "--sponsored-by", "kim"]).success());
    drop(pair(&sandbox, "kim", &["mona", "--ask", "--check-in", "2026-04-02"]).success());
    let away = ["away", "kim", "--from", "2026-04-01", "--until", "2026-04-10"];
    drop(people(&sandbox, &away).success());
    drop(sandbox.shepherd(["circles", "add", "calls", "--kind", "triage", "--as", "mona"]).success());
    drop(sandbox.shepherd(["circles", "join", "calls", "--as", "kim"]).success());
    let slot = "format = 1\nuid = \"a\"\nprojects = [\"octo/hello\"]\nversion = \"1.1\"\nkind = \"minor\"\nfrom = 2026-04-10\n\
                state = \"accepted\"\nsequence = 2\nchanged = 2026-03-01T09:00:00Z\nshepherd = \"kim\"\n";
    let log = "{\"by\":\"kim\"}\n";
    write_records(
        &sandbox,
        &[
            ("releases/octo/hello.toml", RELEASES),
            ("slots/octo/hello/2026-04.toml", slot),
            ("runs/octo/hello/1.0.jsonl", log),
        ],
    );
    insta::assert_snapshot!(people(&sandbox, &["forget", "kim"]), @r#"
    ------- stderr -------
    `pairings/mona--kim.toml` goes
    `people/kim.toml` goes
    `circles/calls.toml` names them no more
    `people/zoe.toml` names them no more
    `releases/octo/hello.toml` names them no more
    `slots/octo/hello/2026-04.toml` names them no more
    `away/kim.toml` of the private store goes
    error: cannot ask "Take @kim out of the records?" because the input is not a terminal
    help: pass --yes
    [exit status: 2]
    "#);
    assert!(recorded(&sandbox, "people/kim.toml").contains("Kim"));
    insta::assert_snapshot!(people(&sandbox, &["forget", "Kim", "--yes"]), @"
    ------- stderr -------
    `pairings/mona--kim.toml` goes
    `people/kim.toml` goes
    `circles/calls.toml` names them no more
    `people/zoe.toml` names them no more
    `releases/octo/hello.toml` names them no more
    `slots/octo/hello/2026-04.toml` names them no more
    `away/kim.toml` of the private store goes
    @Kim is not in the records any more; where a record needs somebody, it says `ghost`
    hint: a comment or a note still names them, which only you can judge: `releases/octo/hello.toml`
    hint: 1 log of a run names them: a log is never changed, as others hold on to what it says
    hint: the history of git has what was there before, here, where it is shared, and in each clone, and so have tags that say `Released-by: @Kim`: to go further, somebody who knows git rewrites the branch (`git filter-repo`), and each clone takes it with `shepherd store sync --prefer theirs`
    [exit status: 0]
    ");
    let files = |reference: &str| sandbox.git_output(["ls-tree", "-r", "--name-only", reference]);
    insta::assert_snapshot!(files("refs/shepherd/store"), @"
    circles/calls.toml
    people/mona.toml
    people/zoe.toml
    releases/octo/hello.toml
    runs/octo/hello/1.0.jsonl
    slots/octo/hello/2026-04.toml
    store.toml
    ");
    assert_eq!(files("refs/shepherd/private"), "store.toml");
    insta::assert_snapshot!(recorded(&sandbox, "releases/octo/hello.toml"), @r#"
    format = 1

    # The first of @kim.
    [[release]]
    tag = "1.0"
    version = "1.0"
    released-by = ["ghost"] # alone
    mentored-by = ["mona"]
    shadowed-by = ["ghost"]
    organisations = { mona = "github", ghost = "acme" }
    "#);
    insta::assert_snapshot!(recorded(&sandbox, "slots/octo/hello/2026-04.toml"), @r#"
    format = 1
    uid = "a"
    projects = ["octo/hello"]
    version = "1.1"
    kind = "minor"
    from = 2026-04-10
    state = "open"
    sequence = 3
    changed = 2026-03-28T09:00:00Z
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["rotation", "list"]), @"
    slot     when        what  who     state
    2026-04  2026-04-10  1.1   nobody  open
    [exit status: 0]
    ");
    let zoe = recorded(&sandbox, "people/zoe.toml");
    assert!(zoe.contains("sponsored-by = [\"ghost\"]"), "{zoe}");
    let calls = recorded(&sandbox, "circles/calls.toml");
    assert!(calls.contains("members = [\"mona\"]"), "{calls}");
    assert_eq!(recorded(&sandbox, "runs/octo/hello/1.0.jsonl"), log.trim_end());
    insta::assert_snapshot!(people(&sandbox, &["forget", "kim", "--yes"]), @"
    ------- stderr -------
    error: nothing is known of @kim that could be taken out
    help: a comment or a note still names them, which only you can judge: `releases/octo/hello.toml`
    help: 1 log of a run names them: a log is never changed, as others hold on to what it says
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["forget", "nobody", "--yes"]), @"
    ------- stderr -------
    error: nothing is known of @nobody that could be taken out
    [exit status: 2]
    ");
}

#[test]
fn a_file_of_tomorrow_is_left_and_nothing_is_half_done() {
    let sandbox = team();
    let before = "format = 2\nreleased-by = [\"kim\"]\n";
    write_records(&sandbox, &[("releases/octo/hello.toml", before)]);
    insta::assert_snapshot!(people(&sandbox, &["forget", "kim", "--yes"]), @"
    ------- stderr -------
    error: `releases/octo/hello.toml` in the store has format 2, and this version knows formats up to 1
    help: nothing was written; install the version of shepherd that the others use
    [exit status: 5]
    ");
    assert!(recorded(&sandbox, "people/kim.toml").contains("Kim"));
}
