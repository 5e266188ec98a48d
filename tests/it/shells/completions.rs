//! Completions, as the shells that are installed ask for them.

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use super::{beside, installed};
use crate::support::Sandbox;

const DOCUMENT: &str = "# Releasing\n\n1. Say it. <!-- shepherd: id = \"say\" -->\n\
    2. Tag it. <!-- shepherd: id = \"tag\" -->\n";

/// A project with releases, a run, people and a name that a shell would obey.
fn project() -> Sandbox {
    let sandbox = Sandbox::new()
        .commit_files("Start", &[("RELEASING.md", DOCUMENT)])
        .tag("v1.9.0")
        .commit("Go on")
        .tag("v1.10.0")
        .tag("v1.10.0$(touch${IFS}pwned)")
        .git(["branch", "5.x"])
        .remote("origin", "https://github.com/octo/hello.git");
    for (login, name) in [("mona", "Mona Maintainer"), ("kim", "Kim Newcomer")] {
        drop(sandbox.shepherd(["people", "add", login, "--name", name]).success());
    }
    let begin = ["guide", "1.11.0", "--as", "mona", "--branch", "main", "--offline", "--answer", "step.say=done"];
    drop(sandbox.shepherd([&begin[..], &["--answer", "step.tag=quit"]].concat()));
    let link = sandbox.path("[SANDBOX]/bin/shepherd");
    symlink(env!("CARGO_BIN_EXE_shepherd"), link).expect("the sandbox takes links");
    sandbox
}

/// Returns what a shell offers for a line whose words are separated by single spaces, its last one being typed.
type Complete<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// Runs a script of a shell, which must not say a word on stderr.
fn script(sandbox: &Sandbox, shell: &PathBuf, arguments: &[&str]) -> Vec<String> {
    let output = beside(sandbox, shell).args(arguments).output().expect("the shell starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}\n{text}");
    text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
}

/// Every shell offers the same.
fn offers(complete: Complete<'_>) {
    assert_eq!(complete("status "), ["1.11.0", "next"]);
    assert_eq!(complete("guide 1."), ["1.11.0"]);
    assert_eq!(complete("next --as "), ["1.11.0"]);
    assert_eq!(complete("changelog "), ["v1.10.0", "v1.9.0", "5.x", "main"]);
    assert_eq!(complete("changelog v1.9.0..v1.1"), ["v1.9.0..v1.10.0"]);
    assert_eq!(complete("guide --step "), ["say", "tag"]);
    assert_eq!(complete("approve 1.11.0 "), ["say", "tag"]);
    assert_eq!(complete("guide --mentor "), ["kim", "mona"]);
    assert_eq!(complete("people tasks @k"), ["@kim"]);
    assert_eq!(complete("guide --branch "), ["5.x", "main"]);
    assert_eq!(complete("changelog --remote "), ["origin"]);
    assert_eq!(complete("completions "), ["bash", "zsh", "fish", "powershell", "elvish"]);
    assert!(complete("man store ").contains(&"sync".to_owned()), "{:?}", complete("man store "));
    assert!(complete("changelog --form").contains(&"--format".to_owned()));
}

#[test]
fn bash_completes_values() {
    let Some(bash) = installed("bash") else { return };
    let sandbox = project();
    let ask = "eval \"$(shepherd completions bash)\"; COMP_WORDS=(shepherd \"$@\"); COMP_CWORD=$#; COMP_TYPE=9; \
               _clap_complete_shepherd shepherd \"${!#}\" x; printf '%s\\n' \"${COMPREPLY[@]}\"";
    let complete = |line: &str| {
        let words: Vec<&str> =
            ["--norc", "--noprofile", "-c", ask, "bash"].into_iter().chain(line.split(' ')).collect();
        script(&sandbox, &bash, &words)
    };
    offers(&complete);
    // So bash splits `--format=j` and `--format=json 1.`.
    assert_eq!(complete("changelog --format = j"), ["jupyter", "json"]);
    assert_eq!(complete("changelog --format = json v1."), ["v1.10.0", "v1.9.0"]);
    assert!(!sandbox.exists("pwned"));
}

#[test]
fn zsh_completes_values() {
    let Some(zsh) = installed("zsh") else { return };
    let sandbox = project();
    // What zsh would show beside a value stands behind a colon.
    let ask = "compdef() {}; _describe() { print -rl -- \"${(@P)3}\" }; eval \"$(shepherd completions zsh)\"; \
               words=(shepherd \"$@\"); CURRENT=${#words}; _clap_dynamic_completer_shepherd";
    offers(&|line| {
        let words: Vec<&str> = ["-f", "-c", ask, "zsh"].into_iter().chain(line.split(' ')).collect();
        let lines = script(&sandbox, &zsh, &words);
        lines.iter().map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
    });
    assert!(!sandbox.exists("pwned"));
}

#[test]
fn fish_completes_values() {
    let Some(fish) = installed("fish") else { return };
    let sandbox = project();
    offers(&|line| {
        let ask = format!("shepherd completions fish | source; complete -C 'shepherd {line}'");
        let lines = script(&sandbox, &fish, &["--no-config", "-c", &ask]);
        lines.iter().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
    });
    assert!(!sandbox.exists("pwned"));
}

/// Asks as the script of bash does.
fn ask(sandbox: Sandbox, words: &[&str]) -> crate::support::Output {
    let index = words.len().to_string();
    let sandbox = sandbox.env("COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", &index).env("_CLAP_IFS", "\n");
    sandbox.shepherd([&["--", "shepherd"], words].concat())
}

#[test]
fn nothing_is_offered_and_nothing_said_where_there_is_nothing() {
    for words in [["status", ""], ["changelog", ""], ["guide", "--step="], ["rotation", "who"]] {
        let output = ask(Sandbox::new(), &words);
        assert_eq!(output.stderr(), "", "{words:?} {output}");
    }
    let outside = ask(Sandbox::new().directory(".."), &["changelog", ""]);
    assert_eq!((outside.stdout(), outside.stderr()), ("", ""));
    let elsewhere = ask(project().directory("../home"), &["--repo", "[REPO]", "status", ""]);
    assert_eq!((elsewhere.stdout(), elsewhere.stderr()), ("1.11.0\nnext", ""));
    // A repository that cannot be read.
    let broken = Sandbox::new().commit("Start").write(".git/config", "[broken");
    let output = ask(broken, &["changelog", ""]);
    assert_eq!((output.stdout(), output.stderr()), ("", ""));
}

#[test]
fn every_shell_has_a_script_and_others_are_refused() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = sandbox.shepherd(["completions", shell]).success();
        assert!(output.stdout().contains("COMPLETE") && output.stderr().is_empty(), "{output}");
    }
    insta::assert_snapshot!(sandbox.shepherd(["completions", "tcsh"]), @"
    ------- stderr -------
    error: invalid value 'tcsh' for '<SHELL>'
      [possible values: bash, zsh, fish, powershell, elvish]

      tip: a similar value exists: 'zsh'

    For more information, try '--help'.
    [exit status: 2]
    ");
}
