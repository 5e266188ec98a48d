//! The files, the summary and the outputs of a step, with a token that may only read.

use super::*;

#[test]
fn it_writes_files_and_says_what_is_left_to_do() {
    let github = FakeGithub::start([repository()]);
    github.read_only();
    let sandbox = project().github(&github);
    insta::assert_snapshot!(drafted(&sandbox, &[]), @"
    version        1.0.1 (patch, because nothing is a new feature or breaking)
    changelog      shepherd-draft/changelog.md, 2 changes
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    left to do     1 pull request without a section
    ------- stderr -------
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.read("shepherd-draft/summary.md"), @"
    ## If 1.0.1 were released now

    Since 1.0.0: patch, because nothing is a new feature or breaking.

    ### Pull requests without a section

    - [ ] #12 “Twice as fast” by mona is in no section: give it a label that a section has

    ### 1.0.1 - 2026-03-28

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...1.0.1))

    #### Bugs fixed

    - The parser stops at the end [#11](https://github.com/octo/hello/pull/11) ([@octocat](https://github.com/octocat))

    #### Other merged PRs

    - Twice as fast [#12](https://github.com/octo/hello/pull/12) ([@mona](https://github.com/mona))

    #### Contributors to this release

    [@mona](https://github.com/mona) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amona+updated%3A2026-03-01..2026-03-28&type=Issues)) | [@octocat](https://github.com/octocat) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Aoctocat+updated%3A2026-03-01..2026-03-28&type=Issues))
    ");
    insta::assert_snapshot!(sandbox.read("shepherd-draft/upgrade-notes.md"), @"Nothing between 1.0.0 and HEAD asks for an upgrade note.");
    let told: serde_json::Value = serde_json::from_str(&sandbox.read("shepherd-draft/draft.json")).unwrap();
    assert_eq!((told["schema"].as_u64(), told["version"].as_str()), (Some(1), Some("1.0.1")));
    assert_eq!(github.writes(), 0);
}

#[test]
fn a_step_gets_its_summary_its_outputs_and_warnings() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project()
        .github(&github)
        .write("[SANDBOX]/summary", "from before")
        .write("[SANDBOX]/output", "")
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_STEP_SUMMARY", "[SANDBOX]/summary")
        .env("GITHUB_OUTPUT", "[SANDBOX]/output");
    insta::assert_snapshot!(drafted(&sandbox, &["--check", "--out", "notes"]), @"
    version        1.0.1 (patch, because nothing is a new feature or breaking)
    changelog      notes/changelog.md, 2 changes
    upgrade notes  notes/upgrade-notes.md
    summary        notes/summary.md
    left to do     1 pull request without a section
    ------- stderr -------
    wrote notes/changelog.md, notes/upgrade-notes.md, notes/summary.md, notes/draft.json
    ::warning title=Uncategorised pull request::#12 “Twice as fast” by mona is in no section: give it a label that a section has
    error: there is something left to do: 1 pull request without a section
    help: a label puts a pull request into a section; `shepherd next` suggests one for each
    [exit status: 1]
    ");
    insta::assert_snapshot!(sandbox.read("[SANDBOX]/output"), @"
    version=1.0.1
    kind=patch
    tag=1.0.1
    changelog=notes/changelog.md
    upgrade-notes=notes/upgrade-notes.md
    summary=notes/summary.md
    ");
    let summary = sandbox.read("[SANDBOX]/summary");
    assert_eq!(summary, format!("from before\n\n{}", sandbox.read("notes/summary.md")));
}

#[test]
fn a_token_that_may_not_read_pull_requests_is_told_so_and_the_rest_works() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github).env("GITHUB_ACTIONS", "true");
    github.fail_always(crate::support::Failure::Forbidden);
    insta::assert_snapshot!(drafted(&sandbox, &[]), @"
    version        1.0.1 (patch, because nothing is a new feature or breaking)
                   it may be more: the labels of 2 changes are not known from git alone
    changelog      shepherd-draft/changelog.md, 2 changes
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    ------- stderr -------
    warning: from git alone: the token may not read pull requests (Resource not accessible by integration)
    hint: give the job the right: `permissions:` with `contents: read` and `pull-requests: read`
    labels are not known from git alone, so nobody is told which pull requests lack one
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    [exit status: 0]
    ");
    drop(drafted(&sandbox, &["--github"]).failure(4));
}

#[test]
fn a_title_is_no_markdown_of_ours() {
    let title = "Fix ` [click](https://example.com) <b> for @mona";
    let github = FakeGithub::start([repository().pull_request(PullRequest::new(13, title, "hubot"))]);
    let sandbox = project().pull_request(13, "hubot/fix", title).github(&github);
    let summary = drafted(&sandbox, &[]).success();
    assert!(summary.stdout().contains("2 pull requests without a section"), "{summary}");
    let summary = sandbox.read("shepherd-draft/summary.md");
    let lines: Vec<&str> = summary.lines().filter(|line| line.starts_with("- [ ] #13")).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"- [ ] #13 “Fix \` \[click\](https://example.com) \<b> for `@mona`” by hubot is in no section: perhaps `gh pr edit 13 --add-label bug`");
}

#[test]
fn it_works_from_git_alone() {
    let output = drafted(&project(), &["--json", "--version", "v2.0.0"]);
    let told = output.json();
    assert_eq!(
        (told["version"].as_str(), told["kind"].as_str(), told["tag"].as_str()),
        (Some("2.0.0"), Some("major"), Some("2.0.0"))
    );
    assert_eq!(
        (&told["files"]["changelog"], &told["unsure"]),
        (&"shepherd-draft/changelog.md".into(), &serde_json::Value::Null)
    );
    let sandbox = project();
    let told = drafted(&sandbox, &["--json"]).json();
    assert_eq!(told["unsure"], "it may be more: the labels of 2 changes are not known from git alone");
    assert_eq!(told["unsure"], sandbox.shepherd(["next", "--json"]).json()["unsure"]);
    let summary = sandbox.read("shepherd-draft/summary.md");
    assert!(summary.contains("nothing is a new feature or breaking. But it may be more: the labels of 2"), "{summary}");
}

#[test]
fn a_summary_that_is_full_is_cut_and_the_file_has_all() {
    let sandbox = project()
        .write("[SANDBOX]/summary", "x".repeat(1024 * 1024 - 500))
        .env("GITHUB_STEP_SUMMARY", "[SANDBOX]/summary");
    insta::assert_snapshot!(drafted(&sandbox, &["--offline"]), @"
    version        1.0.1 (patch, because nothing is a new feature or breaking)
                   it may be more: the labels of 2 changes are not known from git alone
    changelog      shepherd-draft/changelog.md, 2 changes
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    ------- stderr -------
    from git alone: --offline
    labels are not known from git alone, so nobody is told which pull requests lack one
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    warning: the summary of the step takes 1 MiB, so it was cut; `shepherd-draft/summary.md` has the whole text
    [exit status: 0]
    ");
    let summary = sandbox.read("[SANDBOX]/summary");
    assert!(summary.len() <= 1024 * 1024 && summary.ends_with("The whole text is in `shepherd-draft/summary.md`._\n"));
    let sandbox = sandbox.write("[SANDBOX]/summary", "x".repeat(1024 * 1024 - 50));
    insta::assert_snapshot!(drafted(&sandbox, &["--offline"]).stderr(), @"
    from git alone: --offline
    labels are not known from git alone, so nobody is told which pull requests lack one
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    warning: the summary of the step is full (1 MiB), so nothing was added; `shepherd-draft/summary.md` has the text
    ");
}

#[test]
fn a_step_that_cannot_be_written_to_is_a_failure_and_the_files_are_there() {
    let sandbox = project().write("[SANDBOX]/summary/file", "").env("GITHUB_STEP_SUMMARY", "[SANDBOX]/summary");
    insta::assert_snapshot!(drafted(&sandbox, &["--offline"]), @"
    version        1.0.1 (patch, because nothing is a new feature or breaking)
                   it may be more: the labels of 2 changes are not known from git alone
    changelog      shepherd-draft/changelog.md, 2 changes
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    ------- stderr -------
    from git alone: --offline
    labels are not known from git alone, so nobody is told which pull requests lack one
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: the summary of the step: `[SANDBOX]/summary` is a folder, not a file
    help: all else was written; the text is in `shepherd-draft/summary.md`
    help: `GITHUB_STEP_SUMMARY` names the file; the runner makes it, one for each step
    [exit status: 4]
    ");
    assert!(sandbox.exists("shepherd-draft/summary.md"));
    let sandbox = project().write("out", "a file").env("GITHUB_OUTPUT", "[SANDBOX]/none/output");
    insta::assert_snapshot!(drafted(&sandbox, &["--offline"]).stderr(), @"
    from git alone: --offline
    labels are not known from git alone, so nobody is told which pull requests lack one
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: the outputs of the step: could not write `[SANDBOX]/none/output`: no such file or directory
    help: `GITHUB_OUTPUT` names the file; the runner makes it, one for each step
    ");
    insta::assert_snapshot!(drafted(&sandbox, &["--offline", "--out", "out"]), @"
    ------- stderr -------
    from git alone: --offline
    labels are not known from git alone, so nobody is told which pull requests lack one
    error: could not write `[REPO]/out`: a file stands where a folder should be
    help: the file is as it was before
    [exit status: 4]
    ");
}

#[test]
fn nothing_since_the_last_release_is_no_failure() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().tag("1.1.0").github(&github);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release", "1.1.0..", "--version", "1.2.0"]), @"
    version        1.2.0 (minor)
    changelog      shepherd-draft/changelog.md, 0 changes
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    ------- stderr -------
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    nothing was merged since the last release, so main gets no draft release
    [exit status: 0]
    ");
    assert_eq!(github.writes(), 0);
}

#[test]
fn files_of_others_are_not_replaced() {
    let sandbox =
        project().write("docs/changelog.md", "Ours.\n").git(["add", "docs"]).write("notes/summary.md", "Mine.\n");
    insta::assert_snapshot!(drafted(&sandbox, &["--out", "docs"]).failure(5).stderr(), @"
    error: `docs/changelog.md` is a file of the project, which a draft would replace
    help: `--out` takes another folder, which is made where it is not there
    ");
    insta::assert_snapshot!(drafted(&sandbox, &["--out", "notes"]).failure(5).stderr(), @"
    error: `notes/summary.md` is not of an earlier draft, which would have left its draft.json beside it
    help: `--out` takes another folder, which is made where it is not there
    ");
    insta::assert_snapshot!(drafted(&sandbox, &["--out", ".git/draft"]).failure(5).stderr(), @"
    error: `.git/draft` is git's own folder, where no draft belongs
    help: `--out` takes another folder, which is made where it is not there
    ");
    drop(drafted(&sandbox, &["--out", ".git"]).failure(5));
    assert_eq!(
        (sandbox.read("docs/changelog.md").as_str(), sandbox.read("notes/summary.md").as_str()),
        ("Ours.\n", "Mine.\n")
    );
    assert!(!sandbox.exists(".git/draft") && !sandbox.exists("docs/draft.json"));
    drop(drafted(&sandbox, &["--out", "fresh"]).success());
    drop(drafted(&sandbox, &["--out", "fresh"]).success());
}

#[test]
fn what_a_killed_run_left_goes() {
    let sandbox = project();
    drop(drafted(&sandbox, &[]).success());
    let sandbox = sandbox.write("shepherd-draft/.changelog.md.aB3xYz", "half").write("shepherd-draft/.mine", "");
    drop(drafted(&sandbox, &[]).success());
    assert!(!sandbox.exists("shepherd-draft/.changelog.md.aB3xYz") && sandbox.exists("shepherd-draft/.mine"));
}

#[test]
fn a_version_that_pep_440_writes_in_another_way_is_told_as_it_writes_it() {
    let sandbox = project().commit_files("Name it", &[("pyproject.toml", "[project]\nname = \"hello\"\n")]);
    insta::assert_snapshot!(drafted(&sandbox, &["--version", "2.0.0-rc.1"]).failure(2).stderr(), @"
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: PEP 440 writes `2.0.0-rc.1` as `2.0.0rc1`
    help: write it so; the scheme is pep440, as there is a `pyproject.toml`
    ");
    let output = drafted(&sandbox, &["--version", "0.9.0"]).failure(1);
    assert!(!output.stderr().contains("no release tag before"), "{output}");
    insta::assert_snapshot!(output.stderr(), @"
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    no release tag is lower than 0.9.0, so the range starts at the first commit
    hint: `--tag-pattern`, or `tag-pattern` in the configuration, says which tags are releases; `git fetch --tags` gets those that are not here
    warning: version 0.9.0 goes backwards: the range follows the release `1.0.0`
    warning: 0.9.0: it goes backwards: 1.0.0 is the newest release here
    error: 1 reason against 0.9.0
    help: 1.0.1 would come next: patch, because nothing is a new feature or breaking
    ");
}
