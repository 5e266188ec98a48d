//! The sandbox makes the same history everywhere, and shows the product nothing else.

use std::fs;
use std::path::Path;

use crate::support::Sandbox;

#[test]
fn the_story_is_what_git_tells_afterwards() {
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("1.0.0")
        .pull_request(12, "octocat/fix-parser", "Fix the parser")
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .squash(13, "Add a flag")
        .annotated_tag("1.1.0", "Second")
        .branch("topic")
        .commit("On a branch")
        .checkout("main")
        .at("2026-03-02T10:00:00Z")
        .commit_files("Change one file", &[("docs/index.md", "Hello\n")])
        .merge("topic", "Merge branch 'topic'")
        .revert("HEAD~1")
        .git(["checkout", "--quiet", "-b", "old", "1.0.0"])
        .cherry_pick("topic");
    let log = sandbox.git_output(["log", "--all", "--date-order", "--format=%h %an, %cn, %cI%d %s"]);
    insta::assert_snapshot!(log, @r#"
    412445d Ann Other, Mona Maintainer, 2026-03-02T10:03:00Z (HEAD -> old) On a branch
    63d5c9c Mona Maintainer, Mona Maintainer, 2026-03-02T10:02:00Z (main) Revert "Change one file"
    284095e Mona Maintainer, Mona Maintainer, 2026-03-02T10:01:00Z Merge branch 'topic'
    9c424d3 Ann Other, Ann Other, 2026-03-02T10:00:00Z Change one file
    03ec624 Ann Other, Ann Other, 2026-03-01T09:04:00Z (topic) On a branch
    b2474c9 Ann Other, GitHub, 2026-03-01T09:03:00Z (tag: 1.1.0) Add a flag (#13)
    dbbe84e Mona Maintainer, GitHub, 2026-03-01T09:02:00Z Merge pull request #12 from octocat/fix-parser
    2b0a8a3 Mona Maintainer, Mona Maintainer, 2026-03-01T09:01:00Z Fix the parser
    98b2588 Mona Maintainer, Mona Maintainer, 2026-03-01T09:00:00Z (tag: 1.0.0) Start
    "#);
    assert_eq!(sandbox.git_output(["status", "--short"]), "");
    assert_eq!(sandbox.commit_id("1.0.0").len(), 40);
}

#[test]
fn what_a_test_writes_stays_beside_the_history() {
    let sandbox = Sandbox::new()
        .commit_files("Start", &[("CHANGELOG.md", "old\n")])
        .write("CHANGELOG.md", "new\n")
        .write("notes/draft.md", b"caf\xe9\n")
        .commit(b"Caf\xe9");
    assert_eq!(sandbox.git_output(["status", "--short"]), " M CHANGELOG.md\n?? notes/");
    assert_eq!(sandbox.read("CHANGELOG.md"), "new\n");
    assert!(sandbox.exists("notes/draft.md") && !sandbox.exists("notes/other.md"));
    assert_eq!(fs::read(sandbox.path("[REPO]/notes/draft.md")).expect("it was written"), b"caf\xe9\n");
}

#[test]
fn other_folders_and_other_clones_work_too() {
    let sandbox = Sandbox::new()
        .commit("Start")
        .pull_request_files(3, "ann/fix", "Fix", &[("src/lib.rs", "fixed\n")])
        .remote("origin", "https://github.com/octo/hello.git")
        .git(["worktree", "add", "--quiet", "--detach", "../tree"])
        .git(["clone", "--quiet", "--depth=1", "file://[REPO]", "../shallow"])
        .directory("../tree")
        .commit("Detached");
    assert_eq!(sandbox.git_output(["log", "--format=%s", "-2"]), "Detached\nMerge pull request #3 from ann/fix");
    assert_eq!(sandbox.git_output(["status", "--short"]), "");
    assert_eq!(sandbox.git_output(["remote", "get-url", "origin"]), "https://github.com/octo/hello.git");
    let sandbox = sandbox.directory("[SANDBOX]/shallow");
    assert_eq!(sandbox.git_output(["rev-parse", "--is-shallow-repository"]), "true");
}

#[test]
#[cfg(unix)]
fn the_product_sees_nothing_of_this_machine() {
    // A shell adds variables of its own, such as PWD; they say nothing about the sandbox.
    let script = r#"git --version >&2; for name in PWD OLDPWD SHLVL _; do unset "$name"; done; export -p"#;
    let sandbox = Sandbox::new()
        .env("EXTRA", "[REPO]/x")
        .now("2026-04-01T00:00:00Z")
        .without_env("GITHUB_API_URL")
        .program("show", script)
        .program("answer", r#"echo '{"schema": 1}'"#);
    assert_eq!(sandbox.run_program("answer").json()["schema"], 1);
    let output = sandbox.run_program("show");
    insta::assert_snapshot!(output.stdout(), @"
    export EXTRA='[REPO]/x'
    export GITHUB_GRAPHQL_URL='http://127.0.0.1:9'
    export GIT_AUTHOR_DATE='2026-03-01T09:00:00Z'
    export GIT_AUTHOR_EMAIL='mona@example.org'
    export GIT_AUTHOR_NAME='Mona Maintainer'
    export GIT_COMMITTER_DATE='2026-03-01T09:00:00Z'
    export GIT_COMMITTER_EMAIL='mona@example.org'
    export GIT_COMMITTER_NAME='Mona Maintainer'
    export GIT_CONFIG_GLOBAL='/dev/null'
    export GIT_CONFIG_NOSYSTEM='1'
    export GIT_TERMINAL_PROMPT='0'
    export HOME='[HOME]'
    export LANG='C.UTF-8'
    export PATH='[SANDBOX]/bin'
    export SHEPHERD_NOW='2026-04-01T00:00:00Z'
    export TERM='dumb'
    export TZ='UTC'
    ");
    assert!(output.stderr().starts_with("git version"), "{output}");
}

#[test]
fn a_run_shows_how_it_ended() {
    let output = Sandbox::new().shepherd(["--no-such-flag"]).failure(2);
    let text = output.to_string();
    assert!(text.starts_with("------- stderr -------\nerror: "), "{text}");
    assert!(text.ends_with("[exit status: 2]\n"), "{text}");
    let output = Sandbox::new().shepherd(["--version"]).success();
    assert_eq!(output.to_string(), format!("shepherd {}\n[exit status: 0]\n", env!("CARGO_PKG_VERSION")));
    assert!(output.elapsed().as_secs() < 60);
    assert_eq!(output.code(), Some(0));
}

/// A test file that `main.rs` does not name would never run, and nobody would notice.
#[test]
fn every_test_file_is_named_in_main() {
    let main = include_str!("../main.rs");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it")).expect("this folder exists") {
        let path = entry.expect("this folder is readable").path();
        let name = path.file_stem().expect("an entry has a name").to_string_lossy().into_owned();
        assert!(
            name.starts_with('.') || name == "main" || main.contains(&format!("mod {name};")),
            "main.rs does not name `{name}`"
        );
    }
}
