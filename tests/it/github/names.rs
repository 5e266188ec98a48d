//! Which repository it is: renamed, moved, missing.

use super::{plain, released};
use crate::support::{Failure, FakeGithub, PullRequest, Repository, Sandbox};

fn repository(name: &str) -> Repository {
    Repository::new(name).pull_request(PullRequest::new(2, "A change", "ann"))
}

fn story(github: &FakeGithub) -> Sandbox {
    released().squash(2, "Only git's words").github(github)
}

#[test]
fn a_renamed_repository_is_followed_with_a_warning() {
    let github = FakeGithub::start([repository("new-octo/hello-world").renamed_from("octo/hello")]);
    let sandbox = story(&github);
    insta::assert_snapshot!(sandbox.shepherd(["changelog"]), @"
    ### Unreleased

    ([full changelog](https://github.com/new-octo/hello-world/compare/1.0.0...d60e678020a6e9ba625a01669c4cf028187f81d2))

    #### Other merged PRs

    - A change [#2](https://github.com/new-octo/hello-world/pull/2) ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann) ([activity](https://github.com/search?q=repo%3Anew-octo%2Fhello-world+involves%3Aann+updated%3A%3E%3D2026-03-01&type=Issues))
    ------- stderr -------
    warning: octo/hello is called new-octo/hello-world now; update the remote with `git remote set-url`, or pass `--project new-octo/hello-world`
    [exit status: 0]
    ");
    let changelog = sandbox.shepherd(["changelog", "--json"]).json();
    assert_eq!(changelog["project"], "new-octo/hello-world");
    // Commits are resolved under the new name too.
    let sandbox = sandbox.commit("Rebased");
    let commit = sandbox.commit_id("HEAD");
    github.update("new-octo/hello-world", |repository| {
        repository.pull_request(PullRequest::new(3, "Rebased, by its title", "bob").merge_commit(&commit))
    });
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/new-octo/hello-world/compare/1.0.0...4c2c4d9a51a84a19bb3c0857dea2d851c25b3d22

    Other merged PRs

    - Rebased, by its title (#3; bob)
    - A change (#2; ann)

    Contributors to this release: ann, bob
    ------- stderr -------
    warning: octo/hello is called new-octo/hello-world now; update the remote with `git remote set-url`, or pass `--project new-octo/hello-world`
    [exit status: 0]
    ");
}

#[test]
fn another_spelling_of_the_name_is_no_news() {
    let github = FakeGithub::start([repository("Octo/Hello")]);
    insta::assert_snapshot!(plain(&story(&github)), @"
    Unreleased

    Full changelog: https://github.com/Octo/Hello/compare/1.0.0...d60e678020a6e9ba625a01669c4cf028187f81d2

    Other merged PRs

    - A change (#2; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
}

#[test]
fn a_missing_repository_is_named() {
    let github = FakeGithub::start([]);
    insta::assert_snapshot!(plain(&story(&github)), @"
    ------- stderr -------
    error: octo/hello was not found on GitHub, or the token may not see it
    help: check the remote's address, or name the project with `--project OWNER/NAME`
    help: a private repository needs a token that may read it
    [exit status: 4]
    ");
    insta::assert_snapshot!(story(&github).shepherd(["changelog", "--project", "octo/goodbye"]), @"
    ------- stderr -------
    error: octo/goodbye was not found on GitHub, or the token may not see it
    help: check the remote's address, or name the project with `--project OWNER/NAME`
    help: a private repository needs a token that may read it
    [exit status: 4]
    ");
}

#[test]
fn an_address_that_answers_404_or_moved_is_named() {
    let github = FakeGithub::start([repository("octo/hello")]);
    let sandbox = story(&github);
    github.fail_always(Failure::NotFound);
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: octo/hello was not found on GitHub, or the token may not see it
    help: check the remote's address, or name the project with `--project OWNER/NAME`
    help: a private repository needs a token that may read it
    [exit status: 4]
    ");
    github.fail_always(Failure::Moved("/repositories/1000".to_owned()));
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub's GraphQL interface has moved to /repositories/1000
    help: check `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL`
    [exit status: 4]
    ");
}

#[test]
fn the_token_does_not_follow_to_another_server() {
    let elsewhere = FakeGithub::start([]);
    let github = FakeGithub::start([repository("octo/hello")]);
    let sandbox = story(&github);
    github.fail_always(Failure::Moved(format!("{}/graphql", elsewhere.url())));
    let output = plain(&sandbox).failure(4);
    assert_eq!(output.stdout(), "", "{output}");
    assert!(elsewhere.requests().iter().all(|request| !request.is_authenticated), "{:?}", elsewhere.requests());
    elsewhere.take_violations();
}
