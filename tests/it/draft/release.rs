//! The draft release: found, changed in its place, and people's words in it.

use crate::support::Failure;

use super::*;

#[test]
fn one_draft_is_made_and_the_second_run_changes_nothing() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"
    version        1.0.1 (patch, because nothing is a new feature or breaking)
    changelog      shepherd-draft/changelog.md, 2 changes
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    left to do     1 pull request without a section
    draft release  created: https://github.com/octo/hello/releases/tag/untagged-2
    ------- stderr -------
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    [exit status: 0]
    ");
    insta::assert_snapshot!(drafts(&github)[0].body.replace(&job(&drafts(&github)[0].body), "[JOB]"), @r#"
    > Publishing this draft creates the tag `1.0.1`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->

    <!-- shepherd: notes of "main" -->
    <!-- shepherd: end -->

    <!-- shepherd: changes -->

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...1.0.1))

    ## Bugs fixed

    - The parser stops at the end [#11](https://github.com/octo/hello/pull/11) ([@octocat](https://github.com/octocat))

    ## Other merged PRs

    - Twice as fast [#12](https://github.com/octo/hello/pull/12) ([@mona](https://github.com/mona))

    ## Contributors to this release

    [@mona](https://github.com/mona) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amona+updated%3A%3E%3D2026-03-01&type=Issues)) | [@octocat](https://github.com/octocat) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Aoctocat+updated%3A%3E%3D2026-03-01&type=Issues))

    <!-- shepherd: base 1 {"compare": ["", "897f36074e32"], "contributors": ["", "9b1c4bbe8c59"], "11": ["bug", "51a7808b9e19"], "12": ["other", "29fdb919eea5"]} -->

    <!-- shepherd: draft = "octo/hello", line = "main", job = "[JOB]" -->
    "#);
    assert_eq!(drafts(&github)[0].target, sandbox.commit_id("HEAD"));
    let told = drafted(&sandbox, &["--github-release", "--json"]).json();
    assert_eq!(told["release"]["deed"], "unchanged");
    assert_eq!(drafts(&github).len(), 1);
}

fn job(body: &str) -> String {
    body.split("job = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("the job is there").to_owned()
}

#[test]
fn another_version_gives_it_another_title_and_words_stay() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    github.update(PROJECT, |repository| {
        repository
            .edited(|body| {
                body.replace(
                    "<!-- shepherd: changes -->",
                    "# Read this first\n\nBack up.\n\n<!-- shepherd: changes -->",
                )
                .replace("The parser stops", "Our parser stops")
                .replace('\n', "\r\n")
            })
            .pull_request(PullRequest::new(13, "A new door", "hubot").label("feature"))
    });
    let sandbox = sandbox.pull_request(13, "hubot/door", "A new door");
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"
    version        1.1.0 (minor, because #13 is a new feature; nothing is breaking)
    changelog      shepherd-draft/changelog.md, 3 changes
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    left to do     1 pull request without a section
    draft release  updated: https://github.com/octo/hello/releases/tag/untagged-2
    ------- stderr -------
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    the draft release of 1.0.1 is that of 1.1.0 now
    [exit status: 0]
    ");
    let [draft] = drafts(&github).try_into().unwrap();
    assert_eq!((draft.tag.as_str(), draft.name.as_str()), ("1.1.0", "1.1.0"));
    insta::assert_snapshot!(draft.body.replace(&job(&draft.body), "[JOB]"), @r#"
    > Publishing this draft creates the tag `1.1.0`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->

    <!-- shepherd: notes of "main" -->
    <!-- shepherd: end -->

    # Read this first

    Back up.

    <!-- shepherd: changes -->

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...1.1.0))

    ## New features added

    - A new door [#13](https://github.com/octo/hello/pull/13) ([@hubot](https://github.com/hubot))

    ## Bugs fixed

    - Our parser stops at the end [#11](https://github.com/octo/hello/pull/11) ([@octocat](https://github.com/octocat))

    ## Other merged PRs

    - Twice as fast [#12](https://github.com/octo/hello/pull/12) ([@mona](https://github.com/mona))

    ## Contributors to this release

    [@hubot](https://github.com/hubot) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Ahubot+updated%3A%3E%3D2026-03-01&type=Issues)) | [@mona](https://github.com/mona) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amona+updated%3A%3E%3D2026-03-01&type=Issues)) | [@octocat](https://github.com/octocat) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Aoctocat+updated%3A%3E%3D2026-03-01&type=Issues))

    <!-- shepherd: base 1 {"compare": ["", "a0725a1b74c9"], "contributors": ["", "0796f212456e"], "13": ["new", "25842e6ecf74"], "11": ["bug", "51a7808b9e19"], "12": ["other", "29fdb919eea5"]} -->

    <!-- shepherd: draft = "octo/hello", line = "main", job = "[JOB]" -->
    "#);
}

#[test]
fn each_line_has_its_own() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    let sandbox = sandbox.git(["branch", "1.x"]);
    drop(drafted(&sandbox, &["--github-release", "--line", "1.x", "--version", "1.1.0"]).success());
    drop(drafted(&sandbox, &["--github-release"]).success());
    let tags: Vec<String> = drafts(&github).into_iter().map(|draft| draft.tag).collect();
    assert_eq!(tags, ["1.0.1", "1.1.0"]);
}

#[test]
fn it_is_found_behind_many_releases() {
    let many = (0..230).fold(repository(), |all, number| all.release(Release::new(&format!("0.0.{number}"))));
    let github = FakeGithub::start([many]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    drop(drafted(&sandbox, &["--github-release"]).success());
    assert_eq!(drafts(&github).len(), 1);
}

#[test]
fn what_was_answered_502_is_looked_for_before_it_is_sent_again() {
    let written = Failure::ServerError(502).after_writing();
    for failure in
        [Failure::ServerError(502), written, Failure::Dropped.after_writing(), Failure::Truncated.after_writing()]
    {
        let github = FakeGithub::start([repository()]);
        let sandbox = project().github(&github);
        github.fail_write(failure.clone());
        drop(drafted(&sandbox, &["--github-release"]).success());
        assert_eq!(drafts(&github).len(), 1, "{failure:?}");
        github.fail_write(failure.clone());
        drop(drafted(&sandbox, &["--github-release", "--version", "1.1.0"]).success());
        assert_eq!(drafts(&github)[0].tag, "1.1.0", "{failure:?}");
        assert_eq!(drafts(&github).len(), 1, "{failure:?}");
    }
}

#[test]
fn a_draft_of_another_job_is_told_and_stays() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    let copy = Release::new("1.0.1").body(&drafts(&github)[0].body).draft();
    github.update(PROJECT, |repository| repository.release(copy));
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).stderr(), @"
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    warning: https://github.com/octo/hello/releases/tag/untagged-3 is another draft of main; nobody but a person removes what another job made
    ");
    assert_eq!(drafts(&github).len(), 2);
}

#[test]
fn a_draft_that_a_person_made_is_named_and_no_second_one_is_made() {
    let theirs = Release::new("1.0.1").body("By hand.").draft();
    let github = FakeGithub::start([repository().release(theirs)]);
    let sandbox = project().github(&github);
    let output = drafted(&sandbox, &["--github-release"]);
    assert!(output.stderr().contains("is a draft of 1.0.1 that a person made"), "{output}");
    assert_eq!((drafts(&github).len(), drafts(&github)[0].body.as_str(), github.writes()), (1, "By hand.", 0));
}

#[test]
fn a_version_that_may_not_come_is_refused_before_anything_is_written() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    for (version, code) in [("1.0.0", 5), ("1.0.0-rc.1", 1), ("0.9.0", 1)] {
        for release in [&["--github-release"][..], &[]] {
            drop(drafted(&sandbox, &[release, &["--version", version]].concat()).failure(code));
        }
    }
    assert!(github.writes() == 0 && !sandbox.exists("shepherd-draft"));
    let output = drafted(&sandbox, &["--version", "0.9.0"]);
    assert!(output.stderr().contains("0.9.0: it goes backwards: 1.0.0 is the newest release here"), "{output}");
}

#[test]
fn a_line_that_is_not_there_is_refused() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    let output = drafted(&sandbox, &["--github-release", "--line", "mian"]).failure(2);
    assert!(
        output.stderr().ends_with("error: there is no branch `mian`\nhelp: did you mean `main`?\n"),
        "{}",
        output.stderr()
    );
    assert_eq!(github.writes(), 0);
}

#[test]
fn on_the_tag_itself_there_is_nothing_to_draft() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github).tag("2.0.0");
    let output = drafted(&sandbox, &["--github-release"]).success();
    assert!(output.stderr().contains("nothing was merged since the last release, so main gets no draft"));
    assert_eq!(github.writes(), 0);
    let next = sandbox.shepherd(["next", "--json"]).json();
    let told = drafted(&sandbox, &["--json"]).json();
    assert_eq!((&told["version"], &told["changes"]), (&next["version"], &0.into()));
}

#[test]
fn what_could_not_be_checked_does_not_pass() {
    let sandbox = project();
    let output = drafted(&sandbox, &["--check"]).failure(4);
    assert!(output.stderr().contains("the labels of 2 pull requests could not be checked"));
    let told = drafted(&sandbox, &["--json"]).json();
    assert_eq!(told["uncategorised"], sandbox.shepherd(["next", "--json"]).json()["uncategorised"]);
}
