//! Titles, people, labels: what only GitHub knows of a pull request.

use super::{changes, plain, project};
use crate::support::{Actor, FakeGithub, PullRequest, Repository};

#[test]
fn titles_authors_and_labels_are_githubs() {
    let repository = Repository::new("octo/hello")
        .pull_request(
            PullRequest::new(2, "Mend the parser", "ann")
                .label("bug")
                .label("parser")
                .merged_by("mona")
                .reviewer("bob"),
        )
        .pull_request(PullRequest::new(3, "Explain flags", "bob").label("documentation").merged_by("mona"))
        .pull_request(PullRequest::new(4, "NEW: a `--dry` flag", "cleo"))
        .pull_request(PullRequest::new(5, "Fix `a < b` for *all* @teams", "cleo").label("Bug").body("Closes #1"));
    let github = FakeGithub::start([repository]);
    let sandbox = project(&github)
        .pull_request(2, "ann/fix", "fix parser")
        .squash(3, "docs")
        .squash(4, "a flag")
        .author("Somebody Else", "else@example.org")
        .squash(5, "teams");
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...504bb37a09414d7f2038702812c47777a0fd2878

    New features added

    - NEW: a `--dry` flag (#4; cleo)

    Bugs fixed

    - Fix `a < b` for *all* @teams (#5; cleo)
    - Mend the parser (#2; ann, bob, mona)

    Documentation improvements

    - Explain flags (#3; bob, mona)

    Contributors to this release: ann, bob, cleo, mona
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog"]), @r"
    ### Unreleased

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...504bb37a09414d7f2038702812c47777a0fd2878))

    #### New features added

    - NEW: a `--dry` flag [#4](https://github.com/octo/hello/pull/4) ([@cleo](https://github.com/cleo))

    #### Bugs fixed

    - Fix `a < b` for \*all\* `@teams` [#5](https://github.com/octo/hello/pull/5) ([@cleo](https://github.com/cleo))
    - Mend the parser [#2](https://github.com/octo/hello/pull/2) ([@ann](https://github.com/ann), [@bob](https://github.com/bob), [@mona](https://github.com/mona))

    #### Documentation improvements

    - Explain flags [#3](https://github.com/octo/hello/pull/3) ([@bob](https://github.com/bob), [@mona](https://github.com/mona))

    #### Contributors to this release

    [@ann](https://github.com/ann) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Aann+updated%3A%3E%3D2026-03-01&type=Issues)) | [@bob](https://github.com/bob) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Abob+updated%3A%3E%3D2026-03-01&type=Issues)) | [@cleo](https://github.com/cleo) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Acleo+updated%3A%3E%3D2026-03-01&type=Issues)) | [@mona](https://github.com/mona) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amona+updated%3A%3E%3D2026-03-01&type=Issues))
    [exit status: 0]
    ");
}

#[test]
fn credits_name_the_closest_role_and_never_the_author_or_a_bot() {
    let request = PullRequest::new(2, "Add a flag", "ann")
        .merged_by("mona")
        .reviewer("bob")
        .reviewer("mona")
        .reviewer("ann")
        .reviewer("bob")
        .reviewer("copilot-reviewer[bot]")
        .commenter("cleo")
        .commenter("bob")
        .commenter("codecov[bot]")
        .commenter(Actor::Ghost)
        .commenter("Ann")
        .merge_commit(&"0".repeat(40));
    let github = FakeGithub::start([Repository::new("octo/hello").pull_request(request)]);
    let sandbox = project(&github).commit(
        "Add a flag (#2)\n\nCo-authored-by: Dee <8+dee@users.noreply.github.com>\nCo-authored-by: Bob \
         <9+bob@users.noreply.github.com>",
    );
    let mut change = changes(&sandbox).remove(0);
    change["commit"] = "…".into();
    insta::assert_snapshot!(format!("{change:#}"), @r#"
    {
      "also_in": [],
      "author": "ann",
      "author_name": null,
      "backport": null,
      "commit": "…",
      "credits": [
        {
          "login": "dee",
          "role": "co-authored"
        },
        {
          "login": "bob",
          "role": "co-authored"
        },
        {
          "login": "mona",
          "role": "reviewed"
        },
        {
          "login": "cleo",
          "role": "commented"
        }
      ],
      "labels": [],
      "merged_at": "2026-03-02T09:00:00Z",
      "number": 2,
      "title": "Add a flag",
      "url": "https://github.com/octo/hello/pull/2"
    }
    "#);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...8fa1ba4dc6f3cfe872cee29cba9f81cf4de26bda

    Other merged PRs

    - Add a flag (#2; ann, dee, bob, mona, cleo)

    Contributors to this release: ann, bob, cleo, dee, mona
    [exit status: 0]
    ");
}

#[test]
fn bots_are_known_by_their_account_and_the_deleted_keep_the_name_that_git_has() {
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(2, "Bump serde", "some-app[bot]"))
        .pull_request(PullRequest::new(3, "Say hello", Actor::Ghost).merged_by("mona"))
        .pull_request(
            PullRequest::new(4, "Import the past", Actor::Mannequin("old-ann".to_owned())).merged_by(Actor::Ghost),
        )
        .pull_request(PullRequest::new(5, "Opened for a person", "release-app[bot]").label("bug"));
    let github = FakeGithub::start([repository]);
    let sandbox = project(&github)
        .squash(2, "Bump serde")
        .author("Gone Person", "7+gone@users.noreply.github.com")
        .pull_request(3, "gone/hello", "Say hello")
        .squash(4, "Import the past")
        .squash(5, "Opened for a person");
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...9d6664bcbfdb86fae4c4d01b01280250eccbf848

    Other merged PRs

    - Import the past (#4; old-ann)
    - Say hello (#3; Gone Person, mona)

    Contributors to this release: Gone Person, mona, old-ann
    [exit status: 0]
    ");
    insta::assert_snapshot!(super::accounting(&sandbox), @r#"
    {"bot":[2,5],"listed":[3,4]}
    2: opened by the bot some-app
    5: opened by the bot release-app
    "#);
}

#[test]
fn a_long_talk_is_read_to_its_end() {
    let mut request = PullRequest::new(2, "A long talk", "ann");
    for number in 0..45 {
        request = request.reviewer("bob").commenter("cleo").reviewer(format!("r{number}").as_str());
    }
    request = request.commenter("late");
    let github = FakeGithub::start([Repository::new("octo/hello").pull_request(request)]);
    let sandbox = project(&github).squash(2, "A long talk");
    let change = changes(&sandbox).remove(0);
    let names: Vec<_> = change["credits"].as_array().expect("credits").iter().map(|credit| &credit["login"]).collect();
    assert!(names.iter().any(|name| *name == "late"), "{names:?}");
}
