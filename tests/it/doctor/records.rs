//! The records: where they are, and what is wrong with them.

use insta::assert_snapshot;

use super::sound;
use crate::support::Sandbox;

fn told(sandbox: &Sandbox) -> String {
    let output = sandbox.shepherd(["doctor"]);
    let from = output.stdout().find("The records").expect("they are looked at");
    output.stdout()[from..].trim_end().to_owned()
}

fn recorded() -> Sandbox {
    let sandbox = sound();
    drop(sandbox.shepherd(["people", "add", "kim", "-q"]).success());
    sandbox
}

/// Puts a file into the store, as somebody who knows git would.
fn with_file(sandbox: Sandbox, path: &str, text: &str) -> Sandbox {
    let sandbox = sandbox.write("../file", text).git(["read-tree", "refs/shepherd/store"]);
    let blob = sandbox.git_output(["hash-object", "-w", "../file"]);
    let sandbox = sandbox.git(["update-index", "--add", "--cacheinfo", &format!("100644,{blob},{path}")]);
    let tree = sandbox.git_output(["write-tree"]);
    let commit = sandbox.git_output(["commit-tree", "-p", "refs/shepherd/store", "-m", "Write a file", &tree]);
    sandbox.git(["update-ref", "refs/shepherd/store", &commit]).git(["read-tree", "HEAD"])
}

#[test]
fn the_store_of_a_clone_alone_is_fine() {
    assert_snapshot!(told(&sound()), @"
    The records
      ok      store         there are no records yet; `shepherd ledger import` makes them of what tags and changelogs say
    ");
    assert_snapshot!(told(&recorded()), @"
    The records
      ok      store         in this clone alone; `shepherd store init` shares it
      ok      records       all files can be read
    ");
}

#[test]
fn a_shared_store_is_held_against_its_remote() {
    let sandbox = recorded();
    drop(sandbox.shepherd(["store", "init", "--in-repo", "--yes", "-q"]).success());
    assert_snapshot!(told(&sandbox), @"
    The records
      ok      store         release-shepherd of origin, in step
      ok      records       all files can be read
    ");
    let sandbox = sandbox.git(["-C", "../remote.git", "branch", "-D", "release-shepherd"]);
    assert_snapshot!(told(&sandbox), @"
    The records
      finding store         release-shepherd of origin has no such branch
              ->            shepherd store init
      ok      records       all files can be read
    ");
}

#[test]
fn files_that_cannot_be_read_are_found() {
    let sandbox = with_file(recorded(), "people/zoe.toml", "format = 1\nlogin = \n");
    assert_snapshot!(told(&sandbox), @"
    The records
      ok      store         in this clone alone; `shepherd store init` shares it
      finding records       `people/zoe.toml` in the store is damaged: line 2: string values must be quoted, expected literal string
              ->            nothing was overwritten
              ->            `git log -p refs/shepherd/store -- people/zoe.toml` shows how it came to be, and each state before
              ->            `shepherd people edit zoe` opens it, and checks what you write
    ");
    let sandbox = with_file(recorded(), "releases/octo/hello.toml", "format = 99\n");
    assert_snapshot!(told(&sandbox), @"
    The records
      ok      store         in this clone alone; `shepherd store init` shares it
      finding records       `releases/octo/hello.toml` was written by a newer version, and is only read as far as it is understood
              ->            install the version of shepherd that the others use
    ");
}
