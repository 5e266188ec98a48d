//! Clones that have not seen the store, and what is sent from one that has.
#![cfg(unix)]

use std::fmt::Write as _;

use crate::support::Sandbox;

/// A clone whose store is shared in a bare repository, and its address.
fn office() -> (Sandbox, String) {
    let sandbox = Sandbox::new().commit("Start").shell_tools();
    let office = sandbox.path("[SANDBOX]/hello.git").display().to_string();
    sandbox.git_output(["init", "--quiet", "--bare", "--initial-branch", "main", &office]);
    sandbox.git_output(["remote", "add", "origin", &office]);
    sandbox.git_output(["push", "--quiet", "origin", "HEAD:refs/heads/main"]);
    (sandbox, office)
}

/// Runs a command in another folder of the sandbox, and returns all that it says.
fn there(sandbox: &Sandbox, folder: &str, arguments: &[&str]) -> String {
    let folder = sandbox.path(folder).display().to_string();
    sandbox.shepherd([&["--repo", &folder], arguments].concat()).to_string()
}

fn clone(sandbox: &Sandbox, folder: &str, arguments: &[&str]) {
    let folder = sandbox.path(folder).display().to_string();
    sandbox.git_output([&["clone", "--quiet"], arguments, &[&folder]].concat());
    for (key, value) in [("user.name", "Zoe"), ("user.email", "zoe@example.org")] {
        sandbox.git_output(["-C", &folder, "config", key, value]);
    }
}

#[test]
fn a_clone_that_is_older_than_the_store_finds_it() {
    let (sandbox, office) = office();
    for folder in ["[SANDBOX]/old", "[SANDBOX]/older"] {
        clone(&sandbox, folder, &[&office]);
    }
    assert!(there(&sandbox, "[SANDBOX]/older", &["people", "list"]).contains("Nobody is in the records yet."));
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    drop(sandbox.shepherd(["store", "init", "--in-repo", "--yes"]).success());
    assert!(there(&sandbox, "[SANDBOX]/old", &["people", "list"]).contains("@mona"));
    // It was asked a moment ago, and is not asked with each command; `store sync` asks in any case.
    assert!(there(&sandbox, "[SANDBOX]/older", &["people", "list"]).contains("Nobody is in the records yet."));
    assert!(sandbox.read("[SANDBOX]/older/.git/shepherd/asked-for-store").ends_with(" origin\n"));
    assert!(there(&sandbox, "[SANDBOX]/older", &["store", "sync"]).contains("exit status: 0"));
    assert!(there(&sandbox, "[SANDBOX]/older", &["people", "list"]).contains("@mona"));
    // Nobody is told where the remote cannot be reached: all works in the clone alone.
    clone(&sandbox, "[SANDBOX]/train", &["--single-branch", "--branch", "main", &office]);
    let train = sandbox.path("[SANDBOX]/train").display().to_string();
    sandbox.git_output(["-C", &train, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"]);
    std::fs::rename(&office, format!("{office}.away")).expect("it moves");
    let said = there(&sandbox, "[SANDBOX]/train", &["people", "list"]);
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn a_shallow_clone_and_one_by_another_address_find_it() {
    let (sandbox, office) = office();
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    drop(sandbox.shepherd(["store", "init", "--in-repo", "--yes"]).success());
    clone(&sandbox, "[SANDBOX]/shallow", &["--depth", "1", &format!("file://{office}")]);
    assert!(sandbox.exists("[SANDBOX]/shallow/.git/shallow"));
    assert!(there(&sandbox, "[SANDBOX]/shallow", &["people", "list"]).contains("@mona"));
    let said = there(&sandbox, "[SANDBOX]/shallow", &["people", "add", "zoe"]);
    assert!(said.contains("exit status: 0"), "{said}");
    assert!(sandbox.git_output(["--git-dir", &office, "show", "release-shepherd:people/zoe.toml"]).contains("zoe"));
    // The address is written short, and git's configuration says what is meant.
    clone(&sandbox, "[SANDBOX]/short", &[&office]);
    let short = sandbox.path("[SANDBOX]/short").display().to_string();
    let parent = office.strip_suffix("hello.git").expect("it is called so");
    sandbox.git_output(["-C", &short, "config", &format!("url.{parent}.insteadOf"), "office:"]);
    sandbox.git_output(["-C", &short, "remote", "set-url", "origin", "office:hello.git"]);
    let said = there(&sandbox, "[SANDBOX]/short", &["people", "list"]);
    assert!(said.contains("@mona") && said.contains("@zoe"), "{said}");
}

/// Writes a change into the store, as somebody does who knows git.
fn write(sandbox: &Sandbox, path: &str, text: &str) {
    let mut stream = "commit refs/shepherd/store\ncommitter Ann <ann@example.org> 1774688400 +0000\ndata 5\nhands\n\
                      from refs/shepherd/store^0\n"
        .to_owned();
    writeln!(stream, "M 100644 inline {path}\ndata {}\n{text}", text.len()).expect("a text takes all");
    let output = sandbox.try_git(&["fast-import", "--quiet"], Some(stream.as_bytes()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn no_change_on_the_way_says_when_somebody_is_away() {
    let (sandbox, office) = office();
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    drop(sandbox.shepherd(["store", "init", "--in-repo", "--yes"]).success());
    let clean = "format = 1\nlogin = \"mona\"\nname = \"Mona\"\n";
    write(&sandbox, "people/mona.toml", &format!("{clean}[[away]]\nfrom = 2026-04-01\nuntil = 2026-04-10\n"));
    let commit = sandbox.git_output(["rev-parse", "refs/shepherd/store"]);
    write(&sandbox, "people/mona.toml", clean);
    let before = sandbox.git_output(["--git-dir", &office, "rev-parse", "release-shepherd"]);
    let said = sandbox.shepherd(["store", "sync"]).to_string();
    assert!(said.contains(&format!("in the change {commit}, which is to be sent")), "{said}");
    assert!(said.contains(&format!("{{tree}}' -p {before} -m 'what waited')")), "{said}");
    assert!(said.contains("exit status: 5"), "{said}");
    assert_eq!(sandbox.git_output(["--git-dir", &office, "rev-parse", "release-shepherd"]), before);
    // What it says helps.
    let tree = sandbox.git_output(["rev-parse", "refs/shepherd/store^{tree}"]);
    let one = sandbox.git_output(["commit-tree", &tree, "-p", &before, "-m", "what waited"]);
    sandbox.git_output(["update-ref", "refs/shepherd/store", &one]);
    drop(sandbox.shepherd(["store", "sync"]).success());
    let all = sandbox.git_output(["--git-dir", &office, "log", "-p", "release-shepherd"]);
    assert!(all.contains("name = \"Mona\"") && !all.contains("away]"), "{all}");
}

#[test]
#[expect(clippy::unnecessary_to_owned, reason = "the lists differ in length")]
fn what_is_wrong_in_the_policy_is_told_by_what_uses_it() {
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").remote("origin", "https://github.com/octo/hello.git");
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    let marker = sandbox.git_output(["show", "refs/shepherd/store:store.toml"]);
    write(&sandbox, "store.toml", &format!("{marker}\n[policy]\nrset = 2\n"));
    let commands: [&[&str]; 6] = [
        &["people", "list"],
        &["people", "tasks", "mona", "--offline"],
        &["people", "candidates", "--offline"],
        &["rotation", "who"],
        &["rotation", "check"],
        &["report"],
    ];
    for command in commands {
        let said = sandbox.shepherd(command.to_vec()).to_string();
        assert!(said.contains("`rset` is not known: did you mean `rest`?"), "{command:?}: {said}");
    }
    write(&sandbox, "store.toml", &format!("{marker}\n[policy]\nwindow = 0\ncapable = 4294967295\n"));
    let said = sandbox.shepherd(["people", "list"]).to_string();
    assert!(said.contains("`capable` is no number from 1 to 3653"), "{said}");
    for command in commands {
        let said = sandbox.shepherd(command.to_vec()).to_string();
        assert!(said.contains("`window` is no number from 1 to 3653"), "{command:?}: {said}");
        assert!(said.contains("exit status: 3"), "{command:?}: {said}");
    }
}
