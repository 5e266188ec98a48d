//! What a port shows of its original, which another line of the same repository has; and what other projects' numbers
//! must not become.

use crate::support::Sandbox;

/// A default branch with three changes after 1.0.0, and a maintenance branch `1.x` that starts at 1.0.0.
fn two_lines() -> Sandbox {
    Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .commit("Begin")
        .tag("1.0.0")
        .author("Octo Cat", "1+octocat@users.noreply.github.com")
        .pull_request(1, "octocat/parser", "FIX: one")
        .squash(2, "DOC: two")
        .squash(3, "ENH: three")
        .branch("1.x")
        .git(["reset", "-q", "--hard", "1.0.0"])
}

fn buckets(sandbox: &Sandbox, range: &str) -> String {
    let changelog = sandbox.shepherd(["changelog", range, "--offline", "--json", "-q"]).json();
    changelog["accounting"]["buckets"].to_string()
}

#[test]
fn the_author_is_who_wrote_the_original() {
    let sandbox = two_lines()
        .author("Mona Maintainer", "2+mona@users.noreply.github.com")
        .pull_request(11, "meeseeksmachine/auto-backport-of-pr-1-on-1.x", "Backport PR #1 on branch 1.x (FIX: one)")
        .tag("1.0.1");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.0.1", "-q", "--no-contributors"]), @"
    ### 1.0.1 - 2026-03-01

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...1.0.1))

    #### Bugs fixed

    - FIX: one [#1](https://github.com/octo/hello/pull/1) (backport [#11](https://github.com/octo/hello/pull/11)) ([@octocat](https://github.com/octocat))
    [exit status: 0]
    ");
}

#[test]
fn a_bot_that_commits_a_port_does_not_make_it_a_bots() {
    let sandbox = two_lines()
        .author("Lumberbot (aka Jack)", "39504233+meeseeksmachine@users.noreply.github.com")
        .squash(11, "Backport PR #1 on branch 1.x (FIX: one)")
        .author("mergify[bot]", "37929162+mergify[bot]@users.noreply.github.com")
        .squash(12, "DOC: two (backport #2)")
        .author("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
        .commit("[Backport 1.x] ENH: three (#13)\n\nBackport of #3")
        .tag("1.0.1");
    insta::assert_snapshot!(buckets(&sandbox, "1.0.1"), @r#"{"already_released":[],"backport":[11,12,13],"bot":[],"direct":[],"excluded":[],"housekeeping":[],"listed":[],"part_of":[],"reverted":[]}"#);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.0.1", "-q", "--no-contributors"]), @"
    ### 1.0.1 - 2026-03-01

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...1.0.1))

    #### Enhancements made

    - ENH: three [#3](https://github.com/octo/hello/pull/3) (backport [#13](https://github.com/octo/hello/pull/13)) ([@octocat](https://github.com/octocat))

    #### Bugs fixed

    - FIX: one [#1](https://github.com/octo/hello/pull/1) (backport [#11](https://github.com/octo/hello/pull/11)) ([@octocat](https://github.com/octocat))

    #### Documentation improvements

    - DOC: two [#2](https://github.com/octo/hello/pull/2) (backport [#12](https://github.com/octo/hello/pull/12)) ([@octocat](https://github.com/octocat))
    [exit status: 0]
    ");
}

#[test]
fn a_port_of_what_a_bot_wrote_is_a_bots() {
    let sandbox = Sandbox::new()
        .commit("Begin")
        .tag("1.0.0")
        .author("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")
        .pull_request(1, "octo/dependabot/pip/requests-3", "Bump requests from 2 to 3")
        .branch("1.x")
        .git(["reset", "-q", "--hard", "1.0.0"])
        .author("Mona Maintainer", "mona@example.org")
        .squash(11, "Backport PR #1 on branch 1.x (Bump requests from 2 to 3)")
        .tag("1.0.1");
    insta::assert_snapshot!(buckets(&sandbox, "1.0.1"), @r#"{"already_released":[],"backport":[],"bot":[11],"direct":[],"excluded":[],"housekeeping":[],"listed":[],"part_of":[],"reverted":[]}"#);
}

#[test]
fn a_trailer_names_the_original_by_its_commit() {
    let sandbox = two_lines();
    let original = sandbox.commit_id("main");
    let sandbox =
        sandbox.commit(format!("ENH: three, for 1.x (#15)\n\n(cherry picked from commit {original})")).tag("1.0.1");
    insta::assert_snapshot!(buckets(&sandbox, "1.0.1"), @r#"{"already_released":[],"backport":[15],"bot":[],"direct":[],"excluded":[],"housekeeping":[],"listed":[],"part_of":[],"reverted":[]}"#);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.0.1", "-q", "--no-contributors"]), @"
    ### 1.0.1 - 2026-03-01

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...1.0.1))

    #### Enhancements made

    - ENH: three [#3](https://github.com/octo/hello/pull/3) (backport [#15](https://github.com/octo/hello/pull/15)) ([@octocat](https://github.com/octocat))
    [exit status: 0]
    ");
}

#[test]
fn a_merge_that_was_squashed_again_has_both_numbers() {
    let sandbox = Sandbox::new()
        .commit("Begin")
        .tag("1.0.0")
        .commit("Merge pull request #90 from ann/fix (#91)\n\nFix the leak")
        .tag("1.0.1");
    insta::assert_snapshot!(buckets(&sandbox, "1.0.1"), @r#"{"already_released":[],"backport":[91],"bot":[],"direct":[],"excluded":[],"housekeeping":[],"listed":[],"part_of":[90],"reverted":[]}"#);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.0.1", "-q", "--no-contributors"]), @"
    ### 1.0.1 - 2026-03-01

    #### Other merged PRs

    - Fix the leak #90 (backport #91) (Mona Maintainer)
    [exit status: 0]
    ");
}

#[test]
fn numbers_of_other_projects_stay_theirs() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .commit("Begin")
        .tag("1.0.0")
        .commit("Take a fix\n\nPR-URL: https://github.com/other/project/pull/77")
        .commit("Merge other/project#80: vendored code")
        .commit("Ours\n\nPR-URL: https://github.com/octo/hello/pull/81")
        .commit("From before we moved\n\nPR-URL: https://github.com/elsewhere/hello/pull/82");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--no-contributors"]), @"
    ### Unreleased

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...95060a424b553d572c79b077a7612b480ff09288))

    #### Other merged PRs

    - From before we moved [#82](https://github.com/octo/hello/pull/82) (Mona Maintainer)
    - Ours [#81](https://github.com/octo/hello/pull/81) (Mona Maintainer)
    - vendored code [a1c1548](https://github.com/octo/hello/commit/a1c1548e0f3fdd2eaf6e720939dd46b730dd5792) (Mona Maintainer)
    - Take a fix [cf17ff6](https://github.com/octo/hello/commit/cf17ff622c511b0612f7cb941f31be375d7f3007) (Mona Maintainer)
    [exit status: 0]
    ");
}

#[test]
fn a_mapped_address_keeps_its_login() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .commit("Begin")
        .tag("1.0.0")
        .author("ann", "2+ann@users.noreply.github.com")
        .squash(1, "FIX: x")
        .author("Mona Maintainer", "mona@example.org")
        .commit_files("Names", &[(".mailmap", "Ann Real <ann@example.org> <2+ann@users.noreply.github.com>\n")]);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--no-contributors"]), @"
    ### Unreleased

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...22363ae3bc1a3602ed65523a7e9e6ded1479640e))

    #### Bugs fixed

    - FIX: x [#1](https://github.com/octo/hello/pull/1) ([@ann](https://github.com/ann))

    #### Other merged PRs

    - Names [22363ae](https://github.com/octo/hello/commit/22363ae3bc1a3602ed65523a7e9e6ded1479640e) (Mona Maintainer)
    [exit status: 0]
    ");
}

#[test]
fn a_final_on_its_last_candidate_rolls_all_of_them_up() {
    let sandbox = Sandbox::new()
        .commit("Begin")
        .tag("1.0.0")
        .squash(1, "FIX: one")
        .tag("1.1.0rc1")
        .squash(2, "FIX: two")
        .tag("1.1.0rc2");
    insta::assert_snapshot!(
        sandbox.shepherd(["changelog", "--version", "1.1.0", "--date", "2026-02-01", "-q", "--no-contributors"]),
        @"
    ### 1.1.0 - 2026-02-01

    #### Bugs fixed

    - FIX: two #2 (Mona Maintainer)
    - FIX: one #1 (Mona Maintainer)
    [exit status: 0]
    "
    );
}
