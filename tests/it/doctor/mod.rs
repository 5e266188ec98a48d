//! `shepherd doctor`: what it looks at, what it finds, and that it changes nothing.
#![cfg(unix)]

mod on_github;
mod records;

use insta::assert_snapshot;

use crate::support::Sandbox;

const RELEASING: &str =
    "# Releasing\n\n1. Look:\n\n   ```sh\n   git status\n   ```\n\n2. Tag it:\n\n   ```sh\n   git tag ${TAG}\n   ```\n";

/// A project in which nothing is missing, with its remote beside it.
fn sound() -> Sandbox {
    Sandbox::new().commit("Start").tag("1.0.0").releasing(RELEASING).program("gh", "exit 1")
}

/// Versions of git differ between machines.
fn shown(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let output = sandbox.shepherd([&["doctor"], arguments].concat()).to_string();
    regex::Regex::new(r"(?m)^(  ok      git +)\d.*$").expect("it is right").replace(&output, "$1[VERSION]").into_owned()
}

#[test]
fn nothing_stands_in_the_way() {
    let sandbox = sound();
    let before = sandbox.git_output(["for-each-ref"]) + &sandbox.git_output(["-C", "../remote.git", "for-each-ref"]);
    assert_snapshot!(shown(&sandbox, &[]), @"");
    assert_snapshot!(shown(&sandbox, &["--offline"]), @"");
    let after = sandbox.git_output(["for-each-ref"]) + &sandbox.git_output(["-C", "../remote.git", "for-each-ref"]);
    assert_eq!(before, after);
    assert_eq!(sandbox.git_output(["status", "--porcelain"]), "");
}

#[test]
fn findings_have_remedies() {
    let document = "# Releasing\n\n1. Upload:\n\n   ```sh\n   twine upload dist/*\n   git tag v1.2.3\n   ```\n";
    let sandbox = sound()
        .commit_files("Change", &[("RELEASING.md", document), (".shepherd.toml", "tag-patern = 'x'\n")])
        .git(["-C", "../remote.git", "tag", "1.1.0", "main"])
        .git(["config", "gpg.format", "ssh"])
        .git(["config", "user.signingkey", "~/.ssh/none.pub"])
        .git(["config", "commit.gpgsign", "true"]);
    let output = shown(&sandbox, &[]);
    assert_snapshot!(output, @"");
}

#[test]
fn programs_read_it() {
    let sandbox = sound();
    let found = sandbox.shepherd(["doctor", "--json", "--offline"]).json();
    assert_eq!(found["schema"], 1);
    let checks = found["checks"].as_array().expect("a list");
    let states = checks.iter().map(|check| {
        let text = |key: &str| check[key].as_str().unwrap_or("-").to_owned();
        format!("{} {} {}", text("name"), text("state"), text("remedy"))
    });
    assert_snapshot!(states.collect::<Vec<_>>().join("\n"), @"");
}

#[test]
fn a_configuration_that_does_not_fit_is_found() {
    let finding = |configuration: &str| {
        let sandbox = sound().write(".shepherd.toml", configuration);
        let output = sandbox.shepherd(["doctor", "--offline"]).failure(1);
        let from = output.stdout().find("  finding").expect("there is one");
        output.stdout()[from..].split("\n\n").next().unwrap_or_default().lines().take(6).collect::<Vec<_>>().join("\n")
    };
    let cases = [
        r"tag-pattern = '^release-(?P<version>\d.*)$'",
        r"tag-pattern = '\d'",
        "tag-pattern = '('",
        "document = 'docs/none.md'",
        "[changelog]\nfile = 'docs/none.md'",
        "[changelog]\ntemplate = 'none.hbs'",
        "[sign-off]\nrequire-verified = true",
    ];
    assert_snapshot!(cases.map(finding).join("\n\n"), @"");
}

#[test]
fn a_remote_that_refuses_is_found() {
    let sandbox = sound().git(["remote", "set-url", "origin", "../nowhere.git"]);
    let output = sandbox.shepherd(["doctor"]).failure(1);
    let from = output.stdout().find("The remote").expect("it is there");
    assert_snapshot!(output.stdout()[from..].split("\n\n").next().unwrap_or_default(), @"");
}

#[test]
fn other_kinds_of_repositories_are_fine() {
    let sandbox = Sandbox::new();
    assert_snapshot!(shown(&sandbox, &["--offline"]), @"");
    let sandbox = sound().git(["clone", "--quiet", "--bare", ".", "../bare.git"]).directory("../bare.git");
    assert_snapshot!(shown(&sandbox, &["--offline"]), @"");
    let sandbox = sound().git(["clone", "--quiet", "--depth=1", "file://[REPO]", "../shallow"]).directory("../shallow");
    let output = sandbox.shepherd(["doctor", "--offline"]).failure(1);
    let tags = output.stdout().lines().skip_while(|line| !line.contains("shallow")).take(2);
    assert_snapshot!(tags.collect::<Vec<_>>().join("\n"), @"");
    assert_snapshot!(sound().directory("[HOME]").shepherd(["doctor"]), @"");
}
