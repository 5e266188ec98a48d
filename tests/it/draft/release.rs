//! The draft release: found, changed in its place, and people's words in it.

use crate::support::Failure;

use super::*;

#[test]
fn one_draft_is_made_and_the_second_run_changes_nothing() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"");
    insta::assert_snapshot!(drafts(&github)[0].body.replace(&job(&drafts(&github)[0].body), "[JOB]"), @"");
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
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"");
    let [draft] = drafts(&github).try_into().unwrap();
    assert_eq!((draft.tag.as_str(), draft.name.as_str()), ("1.1.0", "1.1.0"));
    insta::assert_snapshot!(draft.body.replace(&job(&draft.body), "[JOB]"), @"");
}

#[test]
fn each_line_has_its_own() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    drop(drafted(&sandbox, &["--github-release", "--line", "1.x", "--version", "1.0.9"]).success());
    drop(drafted(&sandbox, &["--github-release"]).success());
    let tags: Vec<String> = drafts(&github).into_iter().map(|draft| draft.tag).collect();
    assert_eq!(tags, ["1.0.1", "1.0.9"]);
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
        drop(drafted(&sandbox, &["--github-release", "--version", "1.0.2"]).success());
        assert_eq!(drafts(&github)[0].tag, "1.0.2", "{failure:?}");
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
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).stderr(), @"");
    assert_eq!(drafts(&github).len(), 2);
}
