//! Pull requests inside of others: parts of a feature branch, synchronisations, stacks; reverts and exclusions.

use super::{accounting, plain, project, released};
use crate::support::{FakeGithub, PullRequest, Repository};

/// A feature branch with two pull requests of its own, merged as #6.
fn feature(base: &str) -> (FakeGithub, crate::support::Sandbox) {
    let sandbox = released()
        .branch("feature")
        .squash(4, "Inner one")
        .pull_request(5, "octo/inner-two", "Inner two")
        .commit("A last touch")
        .checkout("main")
        .merge("feature", "Merge pull request #6 from octo/feature\n\nThe whole feature");
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(4, "Inner one", "ann").base(base))
        .pull_request(PullRequest::new(5, "Inner two", "bob").base(base))
        .pull_request(PullRequest::new(6, "The whole feature", "cleo").head("octo/feature").label("new"));
    let github = FakeGithub::start([repository]);
    let sandbox = sandbox.github(&github);
    (github, sandbox)
}

#[test]
fn what_was_merged_into_a_feature_branch_is_part_of_it() {
    let (_github, sandbox) = feature("feature");
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...86be0289c1ef212e85438ba0d4ed45f33b757bef

    New features added

    - The whole feature (#6; cleo)

    Contributors to this release: cleo
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"listed":[6],"part_of":[4,5]}
    4: merged into the branch of #6
    5: merged into the branch of #6
    "#);
}

#[test]
fn a_merge_that_brings_a_line_of_releases_is_walked() {
    let (github, sandbox) = feature("1.x");
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...86be0289c1ef212e85438ba0d4ed45f33b757bef

    Other merged PRs

    - Inner two (#5; bob)
    - Inner one (#4; ann)

    Contributors to this release: ann, bob
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"housekeeping":[6],"listed":[4,5]}
    6: housekeeping: brings another branch into step
    "#);
    // The commit on the other side is asked for only once the merge is known for what it is.
    assert!(github.graphql_requests() <= 2 * 3);
}

#[test]
fn the_default_branch_counts_as_a_line_whatever_it_is_called() {
    let sandbox = released()
        .branch("trunk-of-octo")
        .squash(4, "Landed on the trunk")
        .checkout("main")
        .merge("trunk-of-octo", "Merge pull request #6 from octo/trunk-of-octo\n\nBring the trunk here");
    let repository = Repository::new("octo/hello")
        .default_branch("trunk-of-octo")
        .pull_request(PullRequest::new(4, "Landed on the trunk", "ann").base("trunk-of-octo").label("bug"))
        .pull_request(PullRequest::new(6, "Bring the trunk here", "cleo").base("main").head("octo/trunk-of-octo"));
    let github = FakeGithub::start([repository]);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...094fa4d7ddabee9edf3c232c98f0210d89c6e9c2

    Bugs fixed

    - Landed on the trunk (#4; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"housekeeping":[6],"listed":[4]}
    6: housekeeping: brings another branch into step
    "#);
}

#[test]
fn a_stack_is_one_change_where_only_the_branches_tell() {
    let sandbox = released().commit("Lower half").commit("Upper half").commit("On top of that");
    let repository = Repository::new("octo/hello")
        .pull_request(
            PullRequest::new(5, "Lower half", "ann").head("octo/lower").merge_commit(&sandbox.commit_id("HEAD~2")),
        )
        .pull_request(
            PullRequest::new(6, "Upper half", "ann")
                .base("lower")
                .head("octo/upper")
                .merge_commit(&sandbox.commit_id("HEAD~1")),
        )
        .pull_request(
            PullRequest::new(7, "On top of that", "bob")
                .base("upper")
                .head("bob/top")
                .merge_commit(&sandbox.commit_id("HEAD")),
        );
    let github = FakeGithub::start([repository]);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...6b6ccb487dc7cfb276042748c8bb9993df81b328

    Other merged PRs

    - Lower half (#5; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"listed":[5],"part_of":[6,7]}
    6: merged into `lower`, the branch of #5
    7: merged into `upper`, the branch of #6
    "#);
}

#[test]
fn a_forks_main_is_nobodys_stack() {
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(5, "From my main", "ann").head("ann/main"))
        .pull_request(PullRequest::new(6, "Into ours", "bob").head("bob/topic"))
        .pull_request(PullRequest::new(7, "From my patch-1", "cleo").head("cleo/patch-1"))
        .pull_request(PullRequest::new(8, "From another patch-1", "dee").head("dee/patch-1"));
    let github = FakeGithub::start([repository]);
    let sandbox = project(&github).squash(5, "a").squash(6, "b").squash(7, "c").squash(8, "d");
    insta::assert_snapshot!(accounting(&sandbox), @r#"{"listed":[5,6,7,8]}"#);
}

#[test]
fn reverts_are_paired_by_the_words_of_the_body() {
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(5, "Add a flag", "ann"))
        .pull_request(PullRequest::new(6, "Stays", "bob"))
        .pull_request(PullRequest::new(7, "Revert \"Add the flag\"", "mona").body("Reverts octo/hello#5"));
    let github = FakeGithub::start([repository]);
    let sandbox = project(&github).squash(5, "Add a flag").squash(6, "Stays").squash(7, "Out again");
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...b8747d14eec6cfc958d6aff67d8cdeafcf83097b

    Other merged PRs

    - Stays (#6; bob)

    Contributors to this release: bob
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"listed":[6],"reverted":[5,7]}
    5: taken back by #7
    7: takes back #5
    "#);
}

#[test]
fn labels_exclude() {
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(5, "Nobody needs to read this", "ann").label("Skip-Changelog"))
        .pull_request(PullRequest::new(6, "Nor this", "ann").label("internal"))
        .pull_request(PullRequest::new(7, "But this", "ann"));
    let github = FakeGithub::start([repository]);
    let sandbox = project(&github)
        .squash(5, "a")
        .squash(6, "b")
        .squash(7, "c")
        .write(".shepherd.toml", "[changelog.exclude]\nlabels = [\"internal\"]\n");
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...a7a5a3f308f0b5cda775100a1c02eff78d876a4d

    Other merged PRs

    - But this (#7; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
    insta::assert_snapshot!(accounting(&sandbox), @r#"
    {"excluded":[5,6],"listed":[7]}
    5: excluded by label "Skip-Changelog"
    6: excluded by label "internal"
    "#);
}
