//! Two people who record at once, each in a clone of their own: nothing is lost.

use std::process::Command;

use super::ledger;
use crate::support::Sandbox;

/// Returns a clone of the remote in a HOME of its own, with as many tags that the other one does not have.
fn clone(remote: &str, who: &str, numbers: std::ops::Range<u32>) -> Sandbox {
    let sandbox = Sandbox::new().shell_tools().remote("origin", remote);
    let sandbox = sandbox
        .git(["fetch", "--quiet", "origin"])
        .git(["checkout", "--quiet", "-B", "main", "origin/main"])
        .author(who, &format!("{who}@example.org"))
        .commit(format!("Work of {who}"));
    numbers.fold(sandbox, |sandbox, number| sandbox.tag_by_author(&format!("1.{number}.0"), "Release"))
}

#[test]
fn two_hundred_records_each_are_four_hundred() {
    let office = Sandbox::new().commit("Start");
    let remote = office.path("[SANDBOX]/hello.git").display().to_string();
    office.git_output(["clone", "--quiet", "--bare", ".", &remote]);
    let (mona, ann) = (clone(&remote, "Mona", 0..200), clone(&remote, "Ann", 200..400));
    drop(mona.shepherd(["store", "init", "--in-repo", "--yes"]).success());
    drop(ann.shepherd(["store", "init", "--in-repo", "--yes"]).success());
    // Both at once, each with the records of its own tags.
    let import = ["ledger", "import", "--yes", "--quiet", "--offline"];
    let mut other = ann.shepherd_started(import);
    drop(mona.shepherd(import).success());
    assert!(other.wait().expect("it is our child").success());
    for sandbox in [&ann, &mona, &ann] {
        drop(sandbox.shepherd(["store", "sync"]).success());
    }
    for sandbox in [&mona, &ann] {
        let found = ledger(sandbox, &["list", "--json"]).json();
        let mut tags: Vec<&str> = found["releases"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|release| release["tag"].as_str())
            .collect();
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), 400);
    }
    // What git itself has of it is the same on both sides.
    let newest = |sandbox: &Sandbox| sandbox.git_output(["rev-parse", "refs/shepherd/store"]);
    assert_eq!(newest(&mona), newest(&ann));
    let there = Command::new("git").args(["--git-dir", &remote, "rev-parse", "release-shepherd"]).output();
    assert_eq!(String::from_utf8_lossy(&there.expect("git runs").stdout).trim(), newest(&ann).trim());
}
