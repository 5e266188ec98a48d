//! `shepherd changelog --write --pr` where the branch or the section is there already: other bases, what was merged or closed
//! before, what people wrote at the tag of another line, and who was faster.

use std::fmt::Write as _;

use crate::support::{FakeGithub, Output, PullRequest, Repository, Sandbox};

const PROJECT: &str = "octo/hello";
const BRANCH: &str = "shepherd/changelog-1.0.1";
const BEGIN: &str = "# Changelog\n\n## 1.0.0 - 2026-02-01\n\n- First release\n";

/// Two lines with a bare remote: `main` went on, and `1.x` mended a leak. `1.x` is checked out.
fn lines(github: &FakeGithub) -> Sandbox {
    Sandbox::new()
        .commit_files("Begin", &[("CHANGELOG.md", BEGIN)])
        .tag("1.0.0")
        .branch("1.x")
        .pull_request(21, "mona/leak", "FIX: a leak")
        .checkout("main")
        .pull_request(12, "mona/speed", "ENH: twice as fast")
        .checkout("1.x")
        .github(github)
        .git(["init", "--quiet", "--bare", "[SANDBOX]/remote.git"])
        .remote("origin", "[SANDBOX]/remote.git")
        .git(["push", "--quiet", "origin", "main", "1.x", "--tags"])
}

fn repository() -> Repository {
    Repository::new(PROJECT)
        .pull_request(PullRequest::new(12, "ENH: twice as fast", "mona"))
        .pull_request(PullRequest::new(21, "FIX: a leak", "mona").base("1.x"))
}

fn proposed(sandbox: &Sandbox, more: &[&str]) -> Output {
    sandbox.shepherd([&["changelog", "--project", PROJECT, "--write", "--pr", "--yes"], more].concat())
}

/// Puts a pull request from a branch in the place of the one with that number, merged unless it says otherwise.
fn settled(github: &FakeGithub, number: u64, base: &str, change: impl FnOnce(PullRequest) -> PullRequest) {
    let pull = PullRequest::new(number, "Changelog of 1.0.1", "mona").head(&format!("octo/{BRANCH}")).base(base);
    github.update(PROJECT, |repository| repository.pull_request(change(pull)));
}

fn on_remote(sandbox: &Sandbox, arguments: &[&str]) -> String {
    sandbox.git_output([&["--git-dir", "[SANDBOX]/remote.git"], arguments].concat())
}

/// Returns the titles of a commit's parents.
fn parents(sandbox: &Sandbox, branch: &str) -> Vec<String> {
    let ids = on_remote(sandbox, &["log", "-1", "--format=%P", branch]);
    ids.split(' ').map(|id| on_remote(sandbox, &["log", "-1", "--format=%s", id])).collect()
}

/// Lets `1.x` take the branch by a merge commit, push it, and tag the release.
fn merged(sandbox: Sandbox) -> Sandbox {
    sandbox
        .git(["fetch", "--quiet", "origin"])
        .git(["merge", "--quiet", "--no-ff", "-m", "Merge the changelog", "origin/shepherd/changelog-1.0.1"])
        .tag("1.0.1")
        .git(["push", "--quiet", "origin", "1.x", "--tags"])
}

#[test]
fn one_section_goes_into_two_lines_by_branches_of_their_own() {
    for (state, is_merged) in [("open", false), ("merged", true), ("closed", false)] {
        let github = FakeGithub::start([repository()]);
        let sandbox = lines(&github);
        let output = proposed(&sandbox, &["--version", "1.0.1"]);
        assert_eq!(output.success().stdout(), "https://github.com/octo/hello/pull/22\n");
        let sandbox = if is_merged { merged(sandbox) } else { sandbox };
        match state {
            "merged" => settled(&github, 22, "1.x", |pull| pull),
            "closed" => settled(&github, 22, "1.x", PullRequest::closed),
            _ => {}
        }
        let before = on_remote(&sandbox, &["rev-parse", BRANCH]);
        let arguments: &[&str] =
            if is_merged { &["1.0.1", "--base", "main"] } else { &["--version", "1.0.1", "--base", "main"] };
        let output = proposed(&sandbox, arguments);
        assert_eq!(output.success().stdout(), "https://github.com/octo/hello/pull/23\n", "{state}");
        let branch = "shepherd/changelog-1.0.1-into-main";
        assert_eq!(parents(&sandbox, branch), ["Merge pull request #12 from mona/speed"], "{state}");
        let changed = on_remote(&sandbox, &["diff", "--name-only", &format!("main...{branch}")]);
        assert_eq!((changed.as_str(), on_remote(&sandbox, &["rev-parse", BRANCH])), ("CHANGELOG.md", before));
        // It is found again, and nothing is left to do.
        insta::allow_duplicates! {
            insta::assert_snapshot!(proposed(&sandbox, arguments).stderr(), @"
            the pull request is up to date: https://github.com/octo/hello/pull/23
            ");
        }
    }
}

#[test]
fn a_branch_that_was_pushed_for_another_line_is_not_taken() {
    let github = FakeGithub::start([repository().forbidding_pull_requests()]);
    let sandbox = lines(&github);
    drop(proposed(&sandbox, &["--version", "1.0.1"]).failure(4));
    let allowed = FakeGithub::start([repository()]);
    let sandbox = sandbox.github(&allowed);
    drop(proposed(&sandbox, &["--version", "1.0.1", "--base", "main"]).success());
    assert_eq!(
        parents(&sandbox, "shepherd/changelog-1.0.1-into-main"),
        ["Merge pull request #12 from mona/speed"],
        "nothing of 1.x is brought"
    );
}

/// How a pull request came to its end.
#[derive(Clone, Copy, Debug, PartialEq)]
enum How {
    Merged,
    Squashed,
    Closed,
}

#[test]
fn what_was_proposed_before_is_built_on_where_its_branch_is_kept() {
    let mut said = String::new();
    for how in [How::Merged, How::Squashed, How::Closed] {
        for is_kept in [true, false] {
            let github = FakeGithub::start([repository()]);
            let sandbox = lines(&github);
            drop(proposed(&sandbox, &["--version", "1.0.1"]).success());
            let sandbox = sandbox.git(["fetch", "--quiet", "origin"]);
            let sandbox = match how {
                How::Merged => sandbox.git([
                    "merge",
                    "--quiet",
                    "--no-ff",
                    "-m",
                    "Merge the changelog",
                    &format!("origin/{BRANCH}"),
                ]),
                How::Squashed => sandbox
                    .git(["checkout", "--quiet", &format!("origin/{BRANCH}"), "--", "CHANGELOG.md"])
                    .git(["commit", "--quiet", "-m", "Squash the changelog"]),
                How::Closed => sandbox,
            };
            let sandbox =
                sandbox.pull_request(24, "hubot/crash", "FIX: a crash").git(["push", "--quiet", "origin", "1.x"]);
            let sandbox =
                if is_kept { sandbox } else { sandbox.git(["push", "--quiet", "origin", "--delete", BRANCH]) };
            settled(&github, 22, "1.x", |pull| if how == How::Closed { pull.closed() } else { pull });
            github.update(PROJECT, |repository| {
                repository.pull_request(PullRequest::new(24, "FIX: a crash", "hubot").base("1.x"))
            });
            let output = proposed(&sandbox, &["--version", "1.0.1"]);
            let _ = writeln!(said, "== {how:?}, {}\n{output}", if is_kept { "kept" } else { "deleted" });
            if how != How::Closed {
                let _ = writeln!(said, "built on {:?}", parents(&sandbox, BRANCH));
                let text = on_remote(&sandbox, &["show", &format!("{BRANCH}:CHANGELOG.md")]);
                assert!(text.contains("FIX: a crash") && text.contains("FIX: a leak"), "{text}");
            }
        }
    }
    insta::assert_snapshot!(said, @r#"
    == Merged, kept
    https://github.com/octo/hello/pull/25
    [exit status: 0]

    built on ["Merge pull request #24 from hubot/crash"]
    == Merged, deleted
    https://github.com/octo/hello/pull/25
    [exit status: 0]

    built on ["Merge pull request #24 from hubot/crash"]
    == Squashed, kept
    https://github.com/octo/hello/pull/25
    [exit status: 0]

    built on ["Merge pull request #24 from hubot/crash", "Changelog of 1.0.1"]
    == Squashed, deleted
    https://github.com/octo/hello/pull/25
    [exit status: 0]

    built on ["Merge pull request #24 from hubot/crash"]
    == Closed, kept
    ------- stderr -------
    error: somebody closed the pull request of 1.0.1: https://github.com/octo/hello/pull/22
    help: reopen it there, and run this again; or write the file without `--pr`
    [exit status: 5]

    == Closed, deleted
    ------- stderr -------
    error: somebody closed the pull request of 1.0.1: https://github.com/octo/hello/pull/22
    help: reopen it there, and run this again; or write the file without `--pr`
    [exit status: 5]
    "#);
}

/// A release of `1.x` with a section that people worked on; `main` is checked out.
fn reworded(github: &FakeGithub) -> Sandbox {
    let sandbox = lines(github);
    drop(sandbox.shepherd(["changelog", "--offline", "--version", "1.0.1", "--write"]).success());
    let text = sandbox.read("CHANGELOG.md").replace("FIX: a leak", "No door leaks any more");
    let text = text.replace("### Contributors", "Thanks to all of you!\n\n### Contributors");
    sandbox
        .write("CHANGELOG.md", text)
        .git(["commit", "--quiet", "-am", "Changelog of 1.0.1"])
        .tag("1.0.1")
        .git(["push", "--quiet", "origin", "1.x", "--tags"])
        .checkout("main")
}

#[test]
fn words_that_people_wrote_come_with_the_section() {
    let github = FakeGithub::start([repository()]);
    let sandbox = reworded(&github);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--offline", "1.0.1", "--write"]), @"
    ------- stderr -------
    from git alone: --offline
    CHANGELOG.md: brought the section of 1.0.1 as people left it at the tag `1.0.1`
    CHANGELOG.md: refreshed the heading
    CHANGELOG.md: kept the words that people wrote for #21
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @r#"
    # Changelog

    ## 1.0.1 - 2026-03-01

    ### Bugs fixed

    - No door leaks any more #21 ([@mona](https://github.com/mona))

    Thanks to all of you!

    ### Contributors to this release

    [@mona](https://github.com/mona)

    <!-- shepherd: base 1 {"contributors": ["", "29d8157dee29"], "heading": ["", "fd8c9bdcdcdf"], "21": ["bug", "09b97b6fabb4"]} -->

    ## 1.0.0 - 2026-02-01

    - First release
    "#);
    let twice = sandbox.shepherd(["changelog", "--offline", "1.0.1", "--write"]);
    insta::assert_snapshot!(twice.stderr(), @"
    from git alone: --offline
    CHANGELOG.md is up to date
    CHANGELOG.md: kept the words that people wrote for #21
    ");
    let sandbox = sandbox.git(["checkout", "--quiet", "--", "CHANGELOG.md"]);
    insta::assert_snapshot!(proposed(&sandbox, &["1.0.1"]), @"
    https://github.com/octo/hello/pull/22
    ------- stderr -------
    CHANGELOG.md: brought the section of 1.0.1 as people left it at the tag `1.0.1`
    [exit status: 0]
    ");
    let text = on_remote(&sandbox, &["show", &format!("{BRANCH}:CHANGELOG.md")]);
    assert!(text.contains("No door leaks any more") && text.contains("Thanks to all of you!"), "{text}");
}

#[test]
fn a_section_that_people_wrote_alone_comes_too() {
    let github = FakeGithub::start([repository()]);
    let own = "# Changelog\n\n## 1.0.1\n\nA quiet release.\n\n- No door leaks any more, #21\n\n## 1.0.0 - 2026-02-01\n\n- First release\n";
    let sandbox = lines(&github)
        .write("CHANGELOG.md", own)
        .git(["commit", "--quiet", "-am", "Changelog of 1.0.1"])
        .tag("1.0.1")
        .checkout("main");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--offline", "1.0.1", "--write"]), @"
    ------- stderr -------
    from git alone: --offline
    CHANGELOG.md: brought the section of 1.0.1 as people left it at the tag `1.0.1`
    [exit status: 0]
    ");
    assert_eq!(sandbox.read("CHANGELOG.md"), own);
}

#[test]
fn what_nobody_else_may_know_is_not_proposed() {
    let github = FakeGithub::start([repository()]);
    let sandbox = lines(&github).write("RELEASING.md", "1. Mend it.\n2. Publish it.\n");
    let sandbox = sandbox.git(["add", "."]).git(["commit", "--quiet", "-m", "Say how"]);
    let sandbox = sandbox.git(["config", "shepherd.login", "mona"]);
    drop(sandbox.shepherd(["guide", "1.0.1", "--private", "--security", "--answer", "line=1.x"]));
    insta::assert_snapshot!(proposed(&sandbox, &["--version", "1.0.1"]), @"
    ------- stderr -------
    error: the run of 1.0.1 was begun with `--private`, and a pull request would show it
    help: `shepherd changelog` prints what the release would say, on this machine alone
    help: once that run is finished, nothing is kept back any more; `shepherd guide 1.0.1 --abandon --reason WHY` gives it up
    [exit status: 5]
    ");
    let draft = sandbox.shepherd(["draft", "--project", PROJECT, "--version", "1.0.1"]);
    insta::assert_snapshot!(draft, @"
    ------- stderr -------
    error: the run of 1.0.1 was begun with `--private`, and a draft would show it
    help: `shepherd changelog` prints what the release would say, on this machine alone
    help: once that run is finished, nothing is kept back any more; `shepherd guide 1.0.1 --abandon --reason WHY` gives it up
    [exit status: 5]
    ");
    let branches = on_remote(&sandbox, &["for-each-ref", "--format=%(refname)"]);
    assert_eq!((github.writes(), branches.as_str()), (0, "refs/heads/1.x\nrefs/heads/main\nrefs/tags/1.0.0"));
    // What was given up is kept from nobody.
    drop(sandbox.shepherd(["guide", "1.0.1", "--abandon", "--reason", "no leak after all"]).success());
    drop(sandbox.shepherd(["draft", "--project", PROJECT, "--version", "1.0.1"]).success());
    drop(proposed(&sandbox, &["--version", "1.0.1"]).success());
    assert_eq!(github.open_pull_requests(PROJECT).len(), 1);
}

/// Somebody pushes the same in the moment in which the branch is pushed.
#[cfg(unix)]
#[test]
fn who_was_faster_is_built_on() {
    use std::os::unix::fs::PermissionsExt as _;
    let github = FakeGithub::start([repository()]);
    let hook = "#!/bin/sh\nif git rev-parse -q --verify \"$1\" >/dev/null; then exit 0; fi\n\
                case \"$1\" in refs/heads/shepherd/*) ;; *) exit 0 ;; esac\n\
                export GIT_AUTHOR_NAME=m GIT_AUTHOR_EMAIL=m@x GIT_COMMITTER_NAME=m GIT_COMMITTER_EMAIL=m@x\n\
                git update-ref \"$1\" \"$(git commit-tree \"$3^{tree}\" -p \"$3^\" -m 'Somebody was faster')\"\n";
    let sandbox = lines(&github).write("[SANDBOX]/remote.git/hooks/update", hook);
    let path = sandbox.path("[SANDBOX]/remote.git/hooks/update");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    insta::assert_snapshot!(proposed(&sandbox, &["--version", "1.0.1"]), @"
    https://github.com/octo/hello/pull/22
    ------- stderr -------
    somebody else pushed to the branch meanwhile, so it is looked at once more
    [exit status: 0]
    ");
    assert_eq!(on_remote(&sandbox, &["log", "-1", "--format=%s", BRANCH]), "Somebody was faster");
    assert_eq!(github.open_pull_requests(PROJECT).len(), 1);
}

#[cfg(unix)]
#[test]
fn three_jobs_at_once_leave_one_pull_request() {
    for seed in 0..4 {
        let github = FakeGithub::start([repository()]);
        github.jitter(seed);
        let first = lines(&github);
        let remote = first.path("[SANDBOX]/remote.git").display().to_string();
        let elsewhere = || lines(&github).git(["remote", "set-url", "origin", &remote]);
        let sandboxes = [elsewhere(), elsewhere(), first];
        let arguments = ["changelog", "--project", PROJECT, "--version", "1.0.1", "--write", "--pr", "--yes"];
        let started: Vec<_> = sandboxes.iter().map(|sandbox| sandbox.shepherd_started(arguments)).collect();
        for mut child in started {
            assert!(child.wait().unwrap().success(), "seed {seed}");
        }
        assert_eq!(github.open_pull_requests(PROJECT).len(), 1, "seed {seed}");
    }
}

/// A changelog that is a symbolic link stays one, and what it leads to is changed.
#[cfg(unix)]
#[test]
fn a_symbolic_link_is_followed_inside_the_repository() {
    let linked = |github: &FakeGithub, to: &str| {
        let sandbox = lines(github).git(["rm", "--quiet", "CHANGELOG.md"]).write("docs/changes.md", BEGIN);
        std::os::unix::fs::symlink(to, sandbox.path("CHANGELOG.md")).unwrap();
        sandbox.git(["add", "."]).git(["commit", "--quiet", "-m", "Move it"]).git(["push", "--quiet", "origin", "1.x"])
    };
    let github = FakeGithub::start([repository()]);
    let sandbox = linked(&github, "docs/changes.md");
    drop(proposed(&sandbox, &["--version", "1.0.1"]).success());
    insta::assert_snapshot!(on_remote(&sandbox, &["diff", "--stat", "1.x", BRANCH]), @"
    docs/changes.md | 18 ++++++++++++++++++
    1 file changed, 18 insertions(+)
    ");
    assert!(on_remote(&sandbox, &["ls-tree", BRANCH, "CHANGELOG.md"]).starts_with("120000 "));
    for (to, what) in [
        ("../../elsewhere.md", "a symbolic link that leads out of the repository"),
        ("docs", "a folder"),
        ("CHANGELOG.md", "a symbolic link that leads round in a circle"),
    ] {
        let github = FakeGithub::start([repository()]);
        let sandbox = linked(&github, to);
        let output = proposed(&sandbox, &["--version", "1.0.1"]).failure(3);
        let message = format!("error: `CHANGELOG.md` is {what}, so it is neither read nor changed\n");
        assert!(output.stderr().starts_with(&message), "{output}");
        assert_eq!(github.writes(), 0);
    }
}
