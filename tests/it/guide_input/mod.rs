//! What bad input gets from the guide: what is wrong, where, what to do next, the right exit code, and nothing lost.
#![cfg(unix)]

mod commands;
mod document;
mod log;
mod start;
mod ways_back;

use crate::support::{Output, Sandbox};

const LOG: &str = "refs/shepherd/store:runs/local/remote/1.2.0.jsonl";

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

/// Walks with these answers to the next question.
fn begun<'a>(sandbox: &Sandbox, answers: impl IntoIterator<Item = &'a str>) {
    drop(answer(sandbox, answers).failure(2));
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
    let entry = format!("100644,{blob},runs/local/remote/1.2.0.jsonl");
    let sandbox =
        sandbox.git(["read-tree", "refs/shepherd/store"]).git(["update-index", "--add", "--cacheinfo", &entry]);
    let tree = sandbox.git_output(["write-tree"]);
    let commit = sandbox.git_output(["commit-tree", &tree, "-p", "refs/shepherd/store", "-m", "Rewritten"]);
    sandbox.git(["update-ref", "refs/shepherd/store", &commit]).without_env("GIT_INDEX_FILE")
}
