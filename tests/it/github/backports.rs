//! Backports are shown as their originals, wherever it stands what they port.

use super::{accounting, changes, plain, released};
use crate::support::{FakeGithub, PullRequest, Repository, Sandbox};

fn original() -> PullRequest {
    PullRequest::new(12, "Mend the parser", "ann").label("bug").reviewer("bob").merged_by("mona")
}

/// What one port of #12 as #20 looks like.
fn port(sandbox: Sandbox, port: PullRequest) -> (FakeGithub, Sandbox) {
    let repository = Repository::new("octo/hello").pull_request(original()).pull_request(port);
    let github = FakeGithub::start([repository]);
    let sandbox = sandbox.github(&github);
    (github, sandbox)
}

#[test]
fn title_labels_and_credit_come_from_the_original() {
    let story = released().pull_request(
        20,
        "meeseeksmachine/auto-backport-of-pr-12-on-1.x",
        "Backport PR #12 on branch 1.x (fix)",
    );
    let bot =
        PullRequest::new(20, "Backport PR #12 on branch 1.x (fix)", "meeseeksmachine").base("1.x").merged_by("cleo");
    let (_github, sandbox) = port(story, bot);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...ca0e52b612392af12564dae0090d0914b6958c04

    Bugs fixed

    - Mend the parser (#12, backport #20; ann, bob, mona)

    Contributors to this release: ann, bob, mona
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"backport":[20]}
    20: backport title: ports #12
    "#);
    let change = changes(&sandbox).remove(0);
    assert_eq!([&change["number"], &change["backport"]], [12, 20]);
}

#[test]
fn githubs_title_tells_where_git_does_not() {
    let story = released().squash(20, "Mend it");
    let (github, sandbox) =
        port(story, PullRequest::new(20, "[Backport 1.x] Mend the parser (#12)", "cleo").base("1.x"));
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...59760fdf075008efd4dfa9214da3f45d4acdedb3

    Bugs fixed

    - Mend the parser (#12, backport #20; ann, bob, mona)

    Contributors to this release: ann, bob, mona
    [exit status: 0]
    ");
    assert_eq!(github.graphql_requests(), 2);
}

#[test]
fn githubs_head_branch_tells_where_nothing_else_does() {
    let story = released().squash(20, "Mend it");
    let (_github, sandbox) =
        port(story, PullRequest::new(20, "Mend it", "cleo").head("cleo/backport-12-to-1.x").base("1.x"));
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...59760fdf075008efd4dfa9214da3f45d4acdedb3

    Bugs fixed

    - Mend the parser (#12, backport #20; ann, bob, mona)

    Contributors to this release: ann, bob, mona
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"backport":[20]}
    20: backport branch: ports #12
    "#);
}

#[test]
fn a_rebased_backport_is_found_by_its_commit() {
    let story = released().commit("Mend it");
    let commit = story.commit_id("HEAD");
    let (github, sandbox) =
        port(story, PullRequest::new(20, "Backport of #12 to 1.x: fix", "cleo[bot]").base("1.x").merge_commit(&commit));
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...166cc5761f8122bb34bf7ace9fc2a97fe39ded6a

    Bugs fixed

    - Mend the parser (#12, backport #20; ann, bob, mona)

    Contributors to this release: ann, bob, mona
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"backport":[20]}
    20: backport title: ports #12
    "#);
    assert_eq!(github.graphql_requests(), 2 * 2);
}

#[test]
fn the_backports_number_and_an_original_that_is_gone() {
    let story =
        released().squash(20, "Backport PR #12 on branch 1.x (fix)").squash(21, "Backport PR #13 on branch 1.x (gone)");
    let repository = Repository::new("octo/hello")
        .pull_request(original())
        .pull_request(PullRequest::new(20, "Backport PR #12 on branch 1.x (fix)", "cleo").base("1.x"))
        .pull_request(
            PullRequest::new(21, "Backport PR #13 on branch 1.x (gone)", "dee").base("1.x").label("maintenance"),
        );
    let github = FakeGithub::start([repository]);
    let sandbox = story.github(&github);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...bd9852e41fcfe37673d705014b29bdfe8f929c20

    Bugs fixed

    - Mend the parser (#12, backport #20; ann, bob, mona)

    Maintenance and upkeep improvements

    - gone (#21; dee)

    Contributors to this release: ann, bob, dee, mona
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--format", "plain", "--backport-number", "backport"]), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...bd9852e41fcfe37673d705014b29bdfe8f929c20

    Bugs fixed

    - Mend the parser (#20; ann, bob, mona)

    Maintenance and upkeep improvements

    - gone (#21; dee)

    Contributors to this release: ann, bob, dee, mona
    [exit status: 0]
    ");
}

#[test]
fn exclusions_and_bots_of_the_original_hold_for_the_backport() {
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(12, "Bump serde", "dependabot[bot]"))
        .pull_request(PullRequest::new(13, "Internal", "ann").label("skip-changelog"))
        .pull_request(PullRequest::new(20, "Backport PR #12 on branch 1.x (Bump)", "cleo").base("1.x"))
        .pull_request(PullRequest::new(21, "Backport PR #13 on branch 1.x (Internal)", "cleo").base("1.x"));
    let github = FakeGithub::start([repository]);
    let sandbox = released()
        .squash(20, "Backport PR #12 on branch 1.x (Bump)")
        .squash(21, "Backport PR #13 on branch 1.x (Internal)")
        .github(&github);
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"bot":[20],"excluded":[21]}
    20: opened by the bot dependabot
    21: excluded by label "skip-changelog"
    "#);
}

/// Ports of ports: each of `ports` says that it ports the number before it, the first that it ports #12.
fn chain(ports: std::ops::Range<u64>) -> (FakeGithub, Sandbox) {
    let mut repository = Repository::new("octo/hello").pull_request(original());
    for number in ports.clone() {
        let before = if number == ports.start { 12 } else { number - 1 };
        let title = format!("[Backport 1.x] Mend (#{before})");
        repository = repository.pull_request(PullRequest::new(number, &title, "cleo").base("1.x"));
    }
    let github = FakeGithub::start([repository]);
    let sandbox = released().squash(ports.end - 1, "Mend it").github(&github);
    (github, sandbox)
}

#[test]
fn a_port_of_a_port_is_shown_as_what_was_first() {
    let (github, sandbox) = chain(20..22);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...e85dbaabda90d26fac2b2f37fdd5b5666056382b

    Bugs fixed

    - Mend the parser (#12, backport #21; ann, bob, mona)

    Contributors to this release: ann, bob, mona
    [exit status: 0]
    ");
    assert_eq!(github.graphql_requests(), 3);
}

#[test]
fn a_long_chain_of_ports_does_not_cost_a_request_for_each() {
    let (github, sandbox) = chain(20..30);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...8aa7c04b501c72ebc333b9e341410f705f9f66ac

    Other merged PRs

    - [Backport 1.x] Mend (#26) (#27, backport #29; cleo)

    Contributors to this release: cleo
    [exit status: 0]
    ");
    assert_eq!(github.graphql_requests(), 3);
}
