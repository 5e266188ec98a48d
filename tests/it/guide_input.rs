//! What bad input gets from the guide: what is wrong, where, what to do next, the right exit code, and nothing lost.
#![cfg(unix)]

use std::time::Duration;

use crate::support::{Output, Sandbox};

const LOG: &str = "refs/shepherd/store:runs/local/repo/1.2.0.jsonl";

const THREE: &str = "# Releasing\n\n1. Look around\n2. Build\n\n   ```bash\n   mkdir -p proof\n   echo built >> proof/build\n   ```\n\n3. Tell people\n";

fn project() -> Sandbox {
    Sandbox::in_memory().releasing(THREE)
}

/// Walks as mona on main.
fn guide<'a>(sandbox: &Sandbox, arguments: impl IntoIterator<Item = &'a str>) -> Output {
    let usual = ["guide", "1.2.0", "--branch", "main", "--as", "mona"];
    sandbox.shepherd(usual.into_iter().chain(arguments).collect::<Vec<_>>())
}

/// Walks with these answers.
fn answer<'a>(sandbox: &Sandbox, answers: impl IntoIterator<Item = &'a str>) -> Output {
    guide(sandbox, answers.into_iter().flat_map(|answer| ["--answer", answer]))
}

/// The commit that the store is at, and all of the run's log.
fn store(sandbox: &Sandbox) -> (String, String) {
    (sandbox.git_output(["rev-parse", "refs/shepherd/store"]), sandbox.git_output(["show", LOG]))
}

/// Puts another text in the place of the run's log, as a program that is not this one would.
fn rewrite(sandbox: Sandbox, text: &str) -> Sandbox {
    let blob = {
        let output = sandbox.try_git(&["hash-object", "-w", "--stdin"], Some(text.as_bytes()));
        String::from_utf8(output.stdout).expect("a hash is text").trim().to_owned()
    };
    let index = "[SANDBOX]/index";
    let sandbox = sandbox.env("GIT_INDEX_FILE", index);
    let entry = format!("100644,{blob},runs/local/repo/1.2.0.jsonl");
    let sandbox =
        sandbox.git(["read-tree", "refs/shepherd/store"]).git(["update-index", "--add", "--cacheinfo", &entry]);
    let tree = sandbox.git_output(["write-tree"]);
    let commit = sandbox.git_output(["commit-tree", &tree, "-m", "Rewritten"]);
    sandbox.git(["update-ref", "refs/shepherd/store", &commit]).without_env("GIT_INDEX_FILE")
}

#[test]
fn there_is_no_document() {
    let sandbox = Sandbox::in_memory().commit("Begin").remote("origin", "../remote.git");
    insta::assert_snapshot!(guide(&sandbox, []), @"");
}

#[test]
fn the_document_is_empty() {
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(""), []), @"");
}

#[test]
fn the_document_has_no_steps() {
    let sandbox = Sandbox::in_memory().releasing("# Policy\n\n## Versions\n\nWe follow semantic versioning.\n");
    insta::assert_snapshot!(guide(&sandbox, []), @"");
}

#[test]
fn two_files_could_be_meant() {
    let sandbox = Sandbox::in_memory().commit_files("More", &[("RELEASE.md", THREE)]).releasing(THREE);
    insta::assert_snapshot!(guide(&sandbox, []), @"");
}

#[test]
fn a_step_needs_itself() {
    let document = "# Releasing\n\n1. One <!-- shepherd: id = \"one\", needs = [\"one\"] -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @"");
}

#[test]
fn a_step_needs_one_that_nobody_knows() {
    let document =
        "# Releasing\n\n1. One <!-- shepherd: id = \"one\" -->\n2. Two <!-- shepherd: needs = [\"onne\"] -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @"");
}

#[test]
fn steps_need_each_other() {
    let document = "# Releasing\n\n1. One <!-- shepherd: id = \"one\", needs = [\"two\"] -->\n2. Two <!-- shepherd: id = \"two\", needs = [\"one\"] -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @"");
}

#[test]
fn an_annotation_does_not_parse() {
    let document = "# Releasing\n\n1. One <!-- shepherd: id = \"one -->\n2. Two <!-- shepherd: idd = \"two\" -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @"");
}

#[test]
fn nobody_knows_a_placeholder() {
    let document =
        "# Releasing\n\n1. Send <!-- shepherd: id = \"send\" -->\n\n   ```bash\n   echo <codename>\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    insta::assert_snapshot!(answer(&sandbox, ["step.send=run"]), @"");
}

#[test]
fn the_version_is_none() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(["guide", "one.two", "--as", "mona"]), @"");
}

#[test]
fn the_version_exists() {
    insta::assert_snapshot!(guide(&project().tag("v1.2.0"), []), @"");
}

#[test]
fn the_version_goes_backwards() {
    insta::assert_snapshot!(guide(&project().tag("1.3.0"), []), @"");
}

#[test]
fn the_tree_is_dirty() {
    let sandbox = project().write("RELEASING.md", "# Releasing\n\n1. Look around\n");
    insta::assert_snapshot!(guide(&sandbox, []), @"");
    let reasons = ["check.start.clean-tree=override", "reason.clean-tree=the document is being written"];
    insta::assert_snapshot!(answer(&sandbox, reasons), @"");
    assert!(store(&sandbox).1.contains("the document is being written"));
}

#[test]
fn nobody_is_there_and_nothing_is_answered() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(["guide"]), @"");
    insta::assert_snapshot!(sandbox.shepherd(["guide", "1.2.0"]), @"");
    insta::assert_snapshot!(sandbox.shepherd(["guide", "1.2.0", "--as", "mona"]), @"");
    insta::assert_snapshot!(guide(&sandbox, []), @"");
}

#[test]
fn the_remote_rejects_a_push() {
    let document = "# Releasing\n\n1. Push\n\n   ```bash\n   git commit -q --allow-empty -m Next\n   ```\n\n   ```bash\n   git push -q origin main\n   ```\n";
    let hook = "#!/bin/sh\necho 'main is frozen until Monday' >&2\nexit 1\n";
    let sandbox = Sandbox::in_memory().releasing(document).write("[SANDBOX]/remote.git/hooks/pre-receive", hook);
    make_executable(&sandbox, "[SANDBOX]/remote.git/hooks/pre-receive");
    insta::assert_snapshot!(answer(&sandbox, ["step.push=run", "block.push.2=run"]).without_chance(), @"");
    std::fs::remove_file(sandbox.path("[SANDBOX]/remote.git/hooks/pre-receive")).expect("the hook is there");
    insta::assert_snapshot!(answer(&sandbox, ["failed.push=again"]).without_chance(), @"");
    assert_eq!(sandbox.git_output(["rev-list", "--count", "origin/main"]), "2");
}

fn make_executable(sandbox: &Sandbox, path: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(sandbox.path(path), std::fs::Permissions::from_mode(0o755)).expect("it is ours");
}

#[test]
fn the_clock_goes_backwards() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    let sandbox = sandbox.now("2026-03-27T08:00:00Z");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"");
    let times: Vec<String> = store(&sandbox)
        .1
        .lines()
        .map(|line| line.split("\"when\":").nth(1).expect("a time")[..12].to_owned())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn two_guides_on_one_run() {
    let document = "# Releasing\n\n1. Build\n\n   ```bash\n   mkdir -p proof\n   touch proof/begun\n   while [ ! -e proof/end ]; do sleep 0.05; done\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    let mut first =
        sandbox.shepherd_started(["guide", "1.2.0", "--branch", "main", "--as", "mona", "--answer", "step.build=run"]);
    while !sandbox.exists("proof/begun") {
        std::thread::sleep(Duration::from_millis(10));
    }
    let before = store(&sandbox);
    let second = guide(&sandbox, []);
    assert_eq!(store(&sandbox), before);
    let sandbox = sandbox.write("proof/end", "");
    assert!(first.wait().expect("it is ours").success());
    insta::assert_snapshot!(second.without_chance(), @"");
}

#[test]
fn the_log_is_damaged() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    let good = store(&sandbox).1 + "\n";
    let cases: [(&str, String); 4] = [
        ("empty", String::new()),
        ("cut", good[..good.len() - 9].to_owned()),
        ("changed", good.replacen("look-around", "look-arounx", 1)),
        ("newer", good.replacen("\"format\":1", "\"format\":9", 1)),
    ];
    let mut told = String::new();
    for (name, text) in cases {
        let sandbox = rewrite(sandbox.copied(), &text);
        let before = store(&sandbox);
        let output = answer(&sandbox, ["step.build=run"]);
        assert_eq!(store(&sandbox), before, "{name}");
        told += &format!("{name}:\n{output}");
    }
    insta::assert_snapshot!(told, @"");
}

#[test]
fn a_line_of_the_log_is_no_event() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    let good = store(&sandbox).1 + "\n";
    let sandbox = rewrite(sandbox, &(good + "{\"what\": \"is this?\"}\n"));
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]), @"");
}

#[test]
fn the_reference_is_not_ours() {
    let sandbox = project().git(["update-ref", "refs/shepherd/store", "HEAD"]);
    let before = sandbox.commit_id("refs/shepherd/store");
    insta::assert_snapshot!(guide(&sandbox, []), @"");
    assert_eq!(sandbox.commit_id("refs/shepherd/store"), before);
}

#[test]
fn a_command_is_not_there() {
    let document = "# Releasing\n\n1. Build\n\n   ```bash\n   python9 -m build\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"");
}

#[test]
fn the_folder_of_the_commands_vanished() {
    let document = "# Releasing\n\n1. Go\n\n   ```bash\n   mkdir -p proof/here\n   cd proof/here\n   ```\n\n2. Build\n\n   ```bash\n   pwd\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    answer(&sandbox, ["step.go=run"]);
    std::fs::remove_dir(sandbox.path("proof/here")).expect("it is there");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"");
    let sandbox = sandbox.write("proof/here/it", "");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run", "unknown.build=again", "failed.build=again"]).without_chance(), @"");
}

#[test]
fn the_shell_is_killed() {
    let document = "# Releasing\n\n1. Build\n\n   ```bash\n   kill -9 $$\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"");
}

#[test]
fn the_document_changes_meanwhile() {
    let document = "# Releasing\n\n1. Look around <!-- shepherd: id = \"look\" -->\n2. Build\n3. Sign\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    answer(&sandbox, ["step.look=done"]);
    let changed = "# Releasing\n\n1. Look all around <!-- shepherd: id = \"look\" -->\n2. Measure\n3. Build\n";
    let sandbox = sandbox.write("RELEASING.md", changed);
    insta::assert_snapshot!(answer(&sandbox, ["step.measure=done", "step.build=done"]), @"");
}

#[test]
fn the_document_is_gone_meanwhile() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    std::fs::remove_file(sandbox.path("RELEASING.md")).expect("it is there");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"");
    let sandbox = Sandbox::in_memory().releasing(THREE).git(["checkout", "--quiet", "-b", "line"]);
    answer(&sandbox, ["step.look-around=done"]);
    let sandbox = sandbox.git(["rm", "--quiet", "RELEASING.md"]).git(["commit", "--quiet", "-m", "Remove"]);
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"");
}

#[test]
fn somebody_else_holds_the_run() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    let other = |arguments: &[&str]| sandbox.shepherd([&["guide", "1.2.0", "--as", "octocat"], arguments].concat());
    insta::assert_snapshot!(other(&[]), @"");
    insta::assert_snapshot!(other(&["--step", "build", "--answer", "step.build=done"]), @"");
    insta::assert_snapshot!(other(&["--take-over"]), @"");
    insta::assert_snapshot!(other(&["--take-over", "--reason", "mona is away", "--answer", "step.tell-people=done"]), @"");
    insta::assert_snapshot!(guide(&sandbox, []), @"");
}

#[test]
fn a_run_is_given_up() {
    let sandbox = project();
    insta::assert_snapshot!(guide(&sandbox, ["--abandon", "--reason", "x"]), @"");
    answer(&sandbox, ["step.look-around=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--abandon"]), @"");
    insta::assert_snapshot!(guide(&sandbox, ["--abandon", "--reason", "the build is broken"]), @"");
    insta::assert_snapshot!(guide(&sandbox, []), @"");
    insta::assert_snapshot!(sandbox.shepherd(["guide", "--as", "mona"]), @"");
}

#[test]
fn a_run_is_renamed() {
    let sandbox = project().tag("1.1.0");
    answer(&sandbox, ["step.look-around=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "two"]), @"");
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "1.1.0"]), @"");
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "1.0.9"]), @"");
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "2.0.0", "--answer", "step.build=done", "--answer", "step.tell-people=quit"]), @"");
    insta::assert_snapshot!(sandbox.shepherd(["guide", "--as", "mona", "--answer", "step.tell-people=done"]), @"");
}

#[test]
fn a_candidate_failed() {
    let document = "# Releasing\n\n## Prepare\n\n1. Look around\n\n## Candidate\n\n1. Build\n2. Try it\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    answer(&sandbox, ["step.look-around=done", "step.build=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--respin", "--reason", "it does not start"]), @"");
}

#[test]
fn a_step_is_opened_again() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--reopen", "build", "--reason", "x"]), @"");
    insta::assert_snapshot!(guide(&sandbox, ["--reopen", "look-arround", "--reason", "x"]), @"");
    insta::assert_snapshot!(guide(&sandbox, ["--reopen", "look-around", "--reason", "it was dark"]), @"");
}

#[test]
fn a_step_is_taken_back() {
    let document = "# Releasing\n\n1. Build <!-- shepherd: undo = \"rm proof/build\" -->\n\n   ```bash\n   mkdir -p proof\n   touch proof/build\n   ```\n\n2. Tell people\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    answer(&sandbox, ["step.build=run"]);
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "tell-people"]), @"");
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "build", "--answer", "undo.build=yes"]).without_chance(), @"");
    assert!(!sandbox.exists("proof/build"));
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "build", "--answer", "undo.build=yes"]).without_chance(), @"");
}

#[test]
fn an_answer_or_a_step_is_mistyped() {
    let sandbox = project();
    insta::assert_snapshot!(answer(&sandbox, ["step.look-around=done", "step.biuld=run"]), @"");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=rum"]), @"");
    insta::assert_snapshot!(guide(&sandbox, ["--step", "biuld"]), @"");
    insta::assert_snapshot!(guide(&sandbox, ["--answer", "step.build"]), @"");
}
