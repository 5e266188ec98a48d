//! `shepherd explain`: where a change ended, by which rule, in which release.

use crate::support::Sandbox;

/// Two releases and a maintenance line with something of every kind.
fn history() -> Sandbox {
    Sandbox::new()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit("Start")
        .tag("1.0.0")
        .branch("1.x")
        .checkout("main")
        .pull_request(1, "ann/leak", "Fix a leak")
        .pull_request(2, "octo/dependabot/pip/x-2", "Bump x from 1 to 2")
        .branch("big")
        .pull_request(3, "ann/half", "A half")
        .checkout("main")
        .merge("big", "Merge pull request #4 from ann/big\n\nThe whole")
        .squash(5, "Try it")
        .squash(6, "Revert \"Try it (#5)\"")
        .commit("Straight to main")
        .checkout("1.x")
        .squash(7, "Backport PR #1: Fix a leak")
        .tag("1.0.1")
        .checkout("main")
        .commit_files("Release 2.0.0", &[("CHANGELOG.md", "# 2.0.0\n")])
        .tag("2.0.0")
        .squash(8, "Not released yet")
}

#[test]
fn a_listed_change_and_how_it_was_recognised() {
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "8"]), @"
    #8 Not released yet
      release  not released yet (in HEAD)  (2.0.0..HEAD)
      bucket   listed, printed
      rule     recognised by its squash subject
      commit   bfe8653c6e7f6adaa21c981765857fdebfd0555d
    [exit status: 0]
    ");
    insta::assert_snapshot!(history().shepherd(["explain", "4"]), @"
    #4 The whole
      release  2.0.0  (1.0.0..2.0.0)
      bucket   listed, printed
      rule     recognised by its merge commit
      commit   ba677d33c9317c560a3937042ae651c9b6005924
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    [exit status: 0]
    ");
}

#[test]
fn a_change_of_two_lines_is_explained_in_both() {
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "#1"]), @"
    #7 Backport PR #1: Fix a leak
      release  1.0.1  (1.0.0..1.0.1)
      bucket   backport, printed
      rule     backport title: ports #1
      commit   d20bec97e67870d282d8f27ca366e59ec7818044
      shown as #1

    #1 Fix a leak
      release  2.0.0  (1.0.0..2.0.0)
      bucket   already released, printed
      rule     released before in 1.0.1
      commit   6bf5163057151f710026302ef244152144e7eae9
      also in  1.0.1
    [exit status: 0]
    ");
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "7"]), @"
    #7 Backport PR #1: Fix a leak
      release  1.0.1  (1.0.0..1.0.1)
      bucket   backport, printed
      rule     backport title: ports #1
      commit   d20bec97e67870d282d8f27ca366e59ec7818044
      shown as #1
    [exit status: 0]
    ");
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "1", "--range", "1.0.0..2.0.0"]), @"
    #1 Fix a leak
      release  2.0.0  (1.0.0..2.0.0)
      bucket   already released, printed
      rule     released before in 1.0.1
      commit   6bf5163057151f710026302ef244152144e7eae9
      also in  1.0.1
    [exit status: 0]
    ");
}

#[test]
fn what_is_not_listed_names_the_rule() {
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "2"]), @"
    #2 Bump x from 1 to 2
      release  2.0.0  (1.0.0..2.0.0)
      bucket   bot, not printed
      rule     branch of a bot (dependabot/)
      commit   d99c6304b8d21d28339ce9f0486000842b0f540c
    [exit status: 0]
    ");
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "3"]), @"
    #3 A half
      release  2.0.0  (1.0.0..2.0.0)
      bucket   part of another, not printed
      rule     merged into the branch of #4
      commit   13d092aa809348e3b62d7b9ae2febe49f4afe5d7
    [exit status: 0]
    ");
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "5"]), @"
    #5 Try it
      release  2.0.0  (1.0.0..2.0.0)
      bucket   reverted, not printed
      rule     taken back by #6
      commit   ab77229455e2cd2c6535e819cdcebf01d1e03f7e
    [exit status: 0]
    ");
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "6"]), @r#"
    #6 Revert "Try it (#5)"
      release  2.0.0  (1.0.0..2.0.0)
      bucket   reverted, not printed
      rule     takes back #5
      commit   baf73d9e09b4186eaf67aca4dc83161f781e065a
    [exit status: 0]
    "#);
}

#[test]
fn commits_are_explained_by_what_brought_them() {
    let sandbox = history();
    let find =
        |title: &str| sandbox.git_output(["log", "--all", "--format=%H", "--no-merges", &format!("--grep=^{title}$")]);
    insta::assert_snapshot!(sandbox.shepherd(["explain", "-q", &find("Straight to main")]), @"
    f8946dbbe368 Straight to main
      release  2.0.0  (1.0.0..2.0.0)
      bucket   direct commit, printed
      rule     no pull request
      commit   f8946dbbe368b5d9835cc4d8ca09de06511292c8
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["explain", "-q", &find("Release 2.0.0")]), @"
    27c4ad3de151 Release 2.0.0
      release  2.0.0  (1.0.0..2.0.0)
      bucket   direct commit, not printed
      rule     no pull request; not printed: housekeeping: title of a release
      commit   27c4ad3de151d4b1c7a49dd7698bd518f78a373b
    [exit status: 0]
    ");
    // A commit on the side of a pull request, abbreviated; one on the side of a part; the merge of that part.
    insta::assert_snapshot!(sandbox.shepherd(["explain", "-q", &find("Fix a leak")[..10]]), @"
    #1 Fix a leak
      release  2.0.0  (1.0.0..2.0.0)
      bucket   already released, printed
      rule     released before in 1.0.1
      commit   6bf5163057151f710026302ef244152144e7eae9
      also in  1.0.1
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["explain", "-q", &find("A half")]), @"
    #4 The whole
      release  2.0.0  (1.0.0..2.0.0)
      bucket   listed, printed
      rule     recognised by its merge commit
      commit   ba677d33c9317c560a3937042ae651c9b6005924
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["explain", "-q", "big"]), @"
    #3 A half
      release  2.0.0  (1.0.0..2.0.0)
      bucket   part of another, not printed
      rule     merged into the branch of #4
      commit   13d092aa809348e3b62d7b9ae2febe49f4afe5d7
    [exit status: 0]
    ");
}

#[test]
fn what_is_nowhere_is_said_to_be_nowhere() {
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "999"]), @"
    ------- stderr -------
    error: `999` is in no release and not in HEAD
    help: it may not be merged yet, or be on a branch that is not here: `git fetch --all --tags`
    help: `--range A..B` looks in a range of your own
    [exit status: 2]
    ");
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "deadbeef"]), @"
    ------- stderr -------
    error: `deadbeef` is not a revision of this repository
    help: write the number of a pull request, or a commit of this repository
    [exit status: 2]
    ");
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "0"]), @"
    ------- stderr -------
    error: `0` is in no release and not in HEAD
    help: it may not be merged yet, or be on a branch that is not here: `git fetch --all --tags`
    help: `--range A..B` looks in a range of your own
    [exit status: 2]
    ");
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "8", "--range", "1.0.0..2.0.0"]), @"
    ------- stderr -------
    error: `8` is not in the range `1.0.0..2.0.0`
    help: without `--range` it is looked for in every release and in HEAD
    [exit status: 2]
    ");
}

#[test]
fn a_pull_request_is_named_in_every_way_that_people_copy() {
    let sandbox = history();
    let expected = sandbox.shepherd(["explain", "-q", "8"]).success().to_string();
    for what in [
        " 8 ",
        "octo/hello#8",
        "https://github.com/octo/hello/pull/8",
        "https://github.com/octo/hello/pull/8/files#diff-1",
    ] {
        assert_eq!(sandbox.shepherd(["explain", "-q", what]).to_string(), expected, "{what}");
    }
    for what in ["1234567", "12345678", "99999999999999999999999999", "#12345678"] {
        let output = sandbox.shepherd(["explain", "-q", what]).failure(2);
        assert!(output.stderr().contains("is in no release and not in HEAD"), "{output}");
    }
    let sandbox = sandbox.remote("origin", "https://github.com/octo/hello");
    insta::assert_snapshot!(sandbox.shepherd(["explain", "-q", "octo/other#8"]), @"
    #8 Not released yet
      release  not released yet (in HEAD)  (2.0.0..HEAD)
      bucket   listed, printed
      rule     recognised by its squash subject
      commit   bfe8653c6e7f6adaa21c981765857fdebfd0555d
    ------- stderr -------
    warning: `octo/other#8` is of octo/other, and this is octo/hello; the number is looked for here
    [exit status: 0]
    ");
}

#[test]
fn programs_get_json() {
    insta::assert_snapshot!(history().shepherd(["explain", "-q", "1", "--json"]), @r#"
    {
      "explanations": [
        {
          "also_in": [],
          "base": "1.0.0",
          "bucket": "backport",
          "commit": "d20bec97e67870d282d8f27ca366e59ec7818044",
          "head": "1.0.1",
          "number": 7,
          "release": "1.0.1",
          "rule": "backport title: ports #1",
          "shown": true,
          "shown_as": [
            1
          ],
          "title": "Backport PR #1: Fix a leak"
        },
        {
          "also_in": [
            "1.0.1"
          ],
          "base": "1.0.0",
          "bucket": "already_released",
          "commit": "6bf5163057151f710026302ef244152144e7eae9",
          "head": "2.0.0",
          "number": 1,
          "release": "2.0.0",
          "rule": "released before in 1.0.1",
          "shown": true,
          "shown_as": [],
          "title": "Fix a leak"
        }
      ],
      "schema": 1
    }
    [exit status: 0]
    "#);
    let batch = Sandbox::new()
        .commit("Start")
        .tag("1.0.0")
        .branch("batch")
        .commit("Backport PR #100: Fix a leak")
        .commit("Backport PR #101: Fix a crash")
        .checkout("main")
        .merge("batch", "Merge pull request #140 from ann/batch\n\nBackports for 1.0.1");
    insta::assert_snapshot!(batch.shepherd(["explain", "-q", "101"]), @"
    #140 Backports for 1.0.1
      release  not released yet (in HEAD)  (1.0.0..HEAD)
      bucket   backport, printed
      rule     carries ports of #100, #101
      commit   38f26acadd5cf0b4288486d150053a0dff28d936
      shown as #100, #101
    [exit status: 0]
    ");
}
