//! Each change ends in one bucket: bots, housekeeping, exclusions, and the totals.

use serde_json::Value;

use crate::support::Sandbox;

const PLAIN: [&str; 5] = ["changelog", "-q", "--format", "plain", "--no-contributors"];

fn released() -> Sandbox {
    Sandbox::new().author("Ann Other", "7+ann@users.noreply.github.com").commit("Start").tag("1.0.0")
}

/// One line for each bucket that is not empty, and one for each reason; checks that the totals add up.
fn accounting(sandbox: &Sandbox) -> String {
    let accounting = sandbox.shepherd(["changelog", "--json"]).json()["accounting"].take();
    let buckets = accounting["buckets"].as_object().expect("buckets");
    let length = |bucket: &Value| bucket.as_array().expect("a list").len();
    let total: usize = buckets.values().map(length).sum();
    let count = |key: &str| usize::try_from(accounting[key].as_u64().expect("a number")).expect("small");
    assert_eq!(total, count("pull_requests") + count("direct_commits"), "{accounting:#}");
    assert_eq!(count("direct_commits"), length(&accounting["buckets"]["direct"]));
    assert_eq!(count("walked_commits"), length(&accounting["walked"]));
    let mut lines: Vec<String> = Vec::new();
    for (name, bucket) in buckets.iter().filter(|(_, bucket)| length(bucket) > 0) {
        lines.push(if name == "direct" { format!("direct: {}", length(bucket)) } else { format!("{name}: {bucket}") });
    }
    for (key, reason) in accounting["reasons"].as_object().expect("reasons") {
        lines.push(format!("  {}: {}", &key[..key.len().min(7)], reason.as_str().expect("words")));
    }
    lines.join("\n")
}

#[test]
fn the_totals_are_told() {
    let sandbox = released()
        .pull_request(1, "ann/one", "One")
        .pull_request(2, "dependabot/dependabot/pip/x-2", "Bump x from 1 to 2")
        .squash(3, "Three")
        .squash(4, "Revert \"Three (#3)\"")
        .commit("Straight to main");
    let output = sandbox.shepherd(["changelog", "-v", "--format", "plain", "--no-contributors"]);
    insta::assert_snapshot!(output, @"
    Unreleased

    Other merged PRs

    - One (#1; ann)
    - Straight to main (b169b36; ann)
    ------- stderr -------
    configuration: none, so the defaults hold
    from git alone: no remote names a project on GitHub
    not known from git alone: labels, reviewers and commenters, base branches, pull requests of commits that name none
    range: 1.0.0 to HEAD
    7 commits (5 walked): 4 pull requests and 1 direct commit: 1 listed, 2 reverted, 1 bot, 1 direct
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @"
    bot: [2]
    direct: 1
    listed: [1]
    reverted: [3,4]
      2: branch of a bot (dependabot/)
      3: taken back by #4
      4: takes back #3
      b169b36: no pull request
    ");
}

#[test]
fn bots_are_known_by_branch_name_and_address() {
    let sandbox = released()
        .pull_request(10, "octo/dependabot/pip/x-2", "Bump x")
        .pull_request(11, "octo/pre-commit-ci-update-config", "Update hooks")
        .author("renovate[bot]", "29139614+renovate[bot]@users.noreply.github.com")
        .squash(12, "Update dependency y")
        .pull_request(13, "octo/some-branch", "Update dependency z")
        .commit("Update straight on main")
        .author("Our Robot", "99+our-robot@users.noreply.github.com")
        .squash(14, "Regenerate tables")
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .branch("mixed")
        .commit("By a person")
        .author("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")
        .commit("By a bot")
        .checkout("main")
        .merge("mixed", "Merge pull request #15 from ann/mixed\n\nA person helped by a bot");
    insta::assert_snapshot!(accounting(&sandbox), @"
    bot: [10,11,12,13]
    direct: 1
    listed: [14,15]
      10: branch of a bot (dependabot/)
      11: branch of a bot (pre-commit-ci-update-config)
      12: written by the bot renovate[bot]
      13: written by the bot renovate[bot]
      4071047: no pull request; not printed: written by the bot renovate[bot]
    ");
    let sandbox = sandbox.write(".shepherd.toml", "bots = ['our-robot']\n");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - A person helped by a bot (#15; ann)
    [exit status: 0]
    ");
    let sandbox = sandbox.write(".shepherd.toml", "[changelog]\nswitched-off = ['bots']\n");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - A person helped by a bot (#15; ann)
    - Regenerate tables (#14; our-robot)
    - Update dependency z (#13; octo)
    - Update dependency y (#12; renovate[bot])
    - Update hooks (#11; octo)
    - Bump x (#10; octo)
    - Update straight on main (4071047; renovate[bot])
    [exit status: 0]
    ");
}

#[test]
fn a_backport_by_a_bot_is_the_persons_who_wrote_it() {
    let sandbox = released()
        .pull_request(20, "meeseeksmachine/auto-backport-of-pr-9-on-1.x", "Backport PR #9 on branch 1.x (Fix it)")
        .author("Ben Else", "ben@example.org")
        .pull_request(21, "ben/x", "X");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - X (#21; ben)
    - Fix it (#9, backport #20; ann)
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @"
    backport: [20]
    listed: [21]
      20: backport title: ports #9
    ");
}

#[test]
fn housekeeping_is_known_by_title_branch_and_files() {
    let sandbox = released()
        .squash(30, "Prepare for 1.1.0 release")
        .squash(31, "Release 0.9.9")
        .squash(32, "Prepare next development iteration")
        .pull_request(33, "octo/release-please--branches--main", "chore(main): release hello")
        .pull_request_files(34, "ann/changes", "Say more about a fix", &[("CHANGES.rst", "More\n")])
        .pull_request_files(35, "ann/docs", "Mend the page", &[("docs/changelog.md", "Mended\n")])
        .pull_request_files(36, "ann/both", "Fix and say so", &[("CHANGES.rst", "x\n"), ("src/lib.rs", "x\n")])
        .tag("1.1.0");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    housekeeping: [30,32,33,34]
    listed: [31,35,36]
      30: housekeeping: title of a release
      32: housekeeping: title of a release
      33: housekeeping: branch "release-please--"
      34: housekeeping: touches only changelog or version files (CHANGES.rst)
    "#);
    let configured = "[changelog.housekeeping]\npaths = ['docs/changelog.md']\ntitles = ['^Say more']\n";
    let sandbox = sandbox.write(".shepherd.toml", configured);
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    housekeeping: [30,32,33,34,35]
    listed: [31,36]
      30: housekeeping: title of a release
      32: housekeeping: title of a release
      33: housekeeping: branch "release-please--"
      34: housekeeping: title pattern "^Say more"
      35: housekeeping: touches only changelog or version files (docs/changelog.md)
    "#);
    let sandbox = sandbox.write(".shepherd.toml", "[changelog]\nswitched-off = ['housekeeping']\n");
    insta::assert_snapshot!(accounting(&sandbox), @"listed: [30,31,32,33,34,35,36]");
}

#[test]
fn what_the_configuration_excludes_names_its_rule() {
    let sandbox = released()
        .squash(40, "WIP: not for readers")
        .pull_request(41, "octocat/x", "By somebody whom nobody names")
        .pull_request_files(42, "ann/benches", "Measure more", &[("benches/a.rs", "x\n")])
        .pull_request_files(43, "ann/more", "Measure and mend", &[("benches/b.rs", "x\n"), ("src/lib.rs", "x\n")])
        .commit("wip straight to main")
        .write(
            ".shepherd.toml",
            "[changelog.exclude]\ntitles = ['(?i)^wip']\nauthors = ['OctoCat']\npaths = ['benches/']\n",
        );
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    direct: 1
    excluded: [40,41,42]
    listed: [43]
      2e646b0: no pull request; not printed: excluded by title pattern "(?i)^wip"
      40: excluded by title pattern "(?i)^wip"
      41: excluded by author "OctoCat"
      42: excluded by paths "benches/"
    "#);
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Measure and mend (#43; ann)
    [exit status: 0]
    ");
}

#[test]
fn each_walked_commit_names_its_entry() {
    let sandbox = released()
        .branch("develop")
        .pull_request(50, "ann/fifty", "Fifty")
        .commit("On develop")
        .checkout("main")
        .squash(51, "Fifty-one")
        .squash(51, "Fifty-one, the rest of it")
        .merge("develop", "Merge branch 'develop'");
    let accounting = sandbox.shepherd(["changelog", "--json"]).json()["accounting"].take();
    let walked = accounting["walked"].as_array().expect("a list").iter();
    let walked: Vec<String> = walked
        .map(|commit| {
            let id = commit["commit"].as_str().expect("an id");
            format!("{} {}", commit["pull_request"], sandbox.git_output(["log", "-1", "--format=%s", id]))
        })
        .collect();
    insta::assert_snapshot!(walked.join("\n"), @"
    51 Fifty-one (#51)
    51 Fifty-one, the rest of it (#51)
    50 Merge pull request #50 from ann/fifty
    null On develop
    null Merge branch 'develop'
    ");
    insta::assert_snapshot!(accounting["pull_requests"], @"2");
}
