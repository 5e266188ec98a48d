//! Which numbers are pull requests, and which commits belong to one.

use super::{accounting, plain, project};
use crate::support::{FakeGithub, PullRequest, Repository};

#[test]
fn a_number_that_is_an_issue_or_nothing_leaves_a_direct_commit() {
    let repository = Repository::new("octo/hello")
        .issue(7, "It crashes", "cleo")
        .pull_request(PullRequest::new(8, "Mend it", "ann").label("bug"));
    let github = FakeGithub::start([repository]);
    let sandbox =
        project(&github).commit("Fix the crash (#7)").commit("Fix the crash again (#999)").squash(8, "Mend it");
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...63add1e35aecaa57c4499a859f98543afc5188bc

    Bugs fixed

    - Mend it (#8; ann)

    Other merged PRs

    - Fix the crash again (#999) (ee7636d; Mona Maintainer)
    - Fix the crash (#7) (a43965f; Mona Maintainer)

    Contributors to this release: ann, Mona Maintainer
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"direct":["a43965f043ba90d31886eeb17ac6c15a4d5ab9d7","ee7636d060f46cad88678ff72dc9cf10344b5634"],"listed":[8]}
    a43965f0: no pull request
    ee7636d0: no pull request
    "#);
}

#[test]
fn closing_words_are_checked_against_the_pull_request_of_the_commit() {
    let sandbox = super::released()
        .commit("Mend the parser\n\nCloses #7")
        .commit("Mend the lexer\n\nCloses #8")
        .commit("Mend the printer\n\nCloses #9")
        .commit("Mend the rest\n\nCloses #12");
    let repository = Repository::new("octo/hello")
        .issue(7, "It crashes", "cleo")
        .issue(9, "It prints", "cleo")
        .pull_request(PullRequest::new(8, "Lexer (superseded)", "ann"))
        .pull_request(PullRequest::new(10, "Parser", "ann").label("bug"))
        .pull_request(PullRequest::new(11, "Lexer", "bob").label("bug"))
        .pull_request(PullRequest::new(12, "Rest", "dee").closed())
        .commit(&sandbox.commit_id("HEAD~3"), [10])
        .commit(&sandbox.commit_id("HEAD~2"), [11]);
    let github = FakeGithub::start([repository]);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...e499a6956e7a49752b550883fc1249893d87669c

    Bugs fixed

    - Lexer (#11; bob)
    - Parser (#10; ann)

    Other merged PRs

    - Rest (#12; dee)
    - Mend the printer (4889d68; Mona Maintainer)

    Contributors to this release: ann, bob, dee, Mona Maintainer
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"direct":["4889d68e3866e6e4a623c58be7044a033afcf001"],"listed":[10,11,12]}
    4889d68e: no pull request
    "#);
}

#[test]
fn rebased_commits_are_their_pull_requests() {
    let sandbox = super::released().commit("One").commit("Two").commit("Three").commit("Pushed directly");
    let repository = Repository::new("octo/hello")
        .pull_request(
            PullRequest::new(5, "Count to three", "ann").label("new").merge_commit(&sandbox.commit_id("HEAD~1")),
        )
        .pull_request(PullRequest::new(6, "Closed, with the same commits", "bob").closed())
        .commit(&sandbox.commit_id("HEAD~1"), [6])
        .commit(&sandbox.commit_id("HEAD~2"), [6, 5])
        .commit(&sandbox.commit_id("HEAD~3"), [5]);
    let github = FakeGithub::start([repository]);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...2133a8cf6f4aba491809ed53b8bdbbfd50fe7775

    New features added

    - Count to three (#5; ann)

    Other merged PRs

    - Pushed directly (2133a8c; Mona Maintainer)

    Contributors to this release: ann, Mona Maintainer
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"direct":["2133a8cf6f4aba491809ed53b8bdbbfd50fe7775"],"listed":[5]}
    2133a8cf: no pull request
    "#);
}

#[test]
fn pull_requests_of_forks_are_not_ours() {
    let sandbox = super::released().commit("Pushed directly").commit("Merged here, and there too");
    let fork =
        Repository::new("ann/hello").fork_of("octo/hello").pull_request(PullRequest::new(1, "In the fork", "ann"));
    let fork = (3..8).fold(fork, |fork, number| fork.pull_request(PullRequest::new(number, "Sync", "ann")));
    let ours = Repository::new("octo/hello").pull_request(PullRequest::new(9, "Merged here", "bob"));
    let both = sandbox.commit_id("HEAD");
    let ours = ours.commit_of(&sandbox.commit_id("HEAD~1"), "ann/hello", 1);
    let ours = (3..8).fold(ours, |ours, number| ours.commit_of(&both, "ann/hello", number)).commit(&both, [9]);
    let github = FakeGithub::start([ours, fork]);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...da8a7a29c05e7e6fd8a6597b9ac0cfec21485dc0

    Other merged PRs

    - Merged here (#9; bob)
    - Pushed directly (9488b46; Mona Maintainer)

    Contributors to this release: bob, Mona Maintainer
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"direct":["9488b4613c8214cc9fc3d4adde682be23ea5bf5d"],"listed":[9]}
    9488b461: no pull request
    "#);
}

#[test]
fn a_merge_with_words_of_its_own_belongs_to_its_pull_request() {
    let sandbox = super::released()
        .branch("topic")
        .commit("Half")
        .commit("Other half")
        .checkout("main")
        .merge("topic", "Land the topic");
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(5, "The topic", "ann").merge_commit(&sandbox.commit_id("HEAD")));
    let github = FakeGithub::start([repository]);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...e6295080967376fd6874968d6fde77c2d1e1e2b0

    Other merged PRs

    - The topic (#5; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"{"listed":[5]}"#);
}

#[test]
fn commits_that_github_has_never_seen_are_direct() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let sandbox = project(&github).commit("Not pushed yet");
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...15076efd268f9e2f3b02dd1f6b021b2d1313e998

    Other merged PRs

    - Not pushed yet (15076ef; Mona Maintainer)

    Contributors to this release: Mona Maintainer
    [exit status: 0]
    ");
}
