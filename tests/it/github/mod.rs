//! `shepherd changelog` with GitHub: what its answers change, what they cost, and what happens when they do not come;
//! and the one issue that is written.

mod access;
mod backports;
mod counts;
mod failures;
mod issues;
mod limits;
mod names;
mod numbers;
mod partial;
mod people;
mod topology;

use serde_json::Value as Json;

use crate::support::{FakeGithub, Output, Sandbox};

/// Where the tests' project lives.
const REMOTE: &str = "https://github.com/octo/hello.git";

/// A clone of `octo/hello` whose release 1.0.0 is done; what a test adds comes after it.
fn project(github: &FakeGithub) -> Sandbox {
    released().github(github)
}

/// The same clone, which knows no GitHub yet.
fn released() -> Sandbox {
    Sandbox::new().commit("Start").tag("1.0.0").remote("origin", REMOTE)
}

/// The changelog as text without marks, which reads best in a snapshot.
fn plain(sandbox: &Sandbox) -> Output {
    sandbox.shepherd(["changelog", "--format", "plain"])
}

/// Where everything of the unreleased range ended, empty buckets left out, and why.
fn accounting(sandbox: &Sandbox) -> String {
    let mut changelog = sandbox.shepherd(["changelog", "--json"]).json();
    let mut buckets = changelog["accounting"]["buckets"].take();
    buckets
        .as_object_mut()
        .expect("buckets have names")
        .retain(|_, all| all.as_array().is_some_and(|all| !all.is_empty()));
    let mut text = buckets.to_string();
    for (what, reason) in changelog["accounting"]["reasons"].as_object().expect("reasons have names") {
        // Hashes are longer than anybody reads.
        let what = what.get(..8).unwrap_or(what);
        text.extend(["\n", what, ": ", reason.as_str().unwrap_or_default()]);
    }
    text
}

/// The changes of all sections in the order they are printed, as JSON.
fn changes(sandbox: &Sandbox) -> Vec<Json> {
    let mut changelog = sandbox.shepherd(["changelog", "--json"]).json();
    let sections = changelog["sections"].as_array_mut().expect("sections").iter_mut();
    sections.flat_map(|section| section["changes"].as_array_mut().map(std::mem::take).unwrap_or_default()).collect()
}
