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
    assert_snapshot!(shown(&sandbox, &[]), @"
    This machine
      ok      git           [VERSION]
      ok      identity      Mona Maintainer <mona@example.org>
      ok      signing       no key is configured; sign-offs are claimed then, and not verified
      ok      gh            is there

    The project
      ok      configuration nothing is configured that differs from what is found
      ok      tags          1 release, `1.0.0` is the newest
      ok      changelog     there is none yet; `shepherd changelog --write` makes CHANGELOG.md
      ok      document      RELEASING.md, 2 steps
      ok      tools         1 program that RELEASING.md calls

    The remote
      ok      remote        `origin`, ../remote.git
      ok      push          the remote takes a push (tried without sending; rules for single branches are not seen)
      ok      remote tags   all releases of the remote are here

    GitHub
      ok      token         none is needed: no remote names a project on GitHub

    The records
      ok      store         there are no records yet; `shepherd ledger import` makes them of what tags and changelogs say

    ------- stderr -------
    nothing stands in the way of a release, as far as it can be seen from here
    [exit status: 0]
    ");
    assert_snapshot!(shown(&sandbox, &["--offline"]), @"
    This machine
      ok      git           [VERSION]
      ok      identity      Mona Maintainer <mona@example.org>
      ok      signing       no key is configured; sign-offs are claimed then, and not verified
      ok      gh            is there

    The project
      ok      configuration nothing is configured that differs from what is found
      ok      tags          1 release, `1.0.0` is the newest
      ok      changelog     there is none yet; `shepherd changelog --write` makes CHANGELOG.md
      ok      document      RELEASING.md, 2 steps
      ok      tools         1 program that RELEASING.md calls

    The remote
      ok      remote        `origin`, ../remote.git
      unknown push          not tried, because of --offline

    GitHub
      ok      token         none is needed: no remote names a project on GitHub

    The records
      ok      store         there are no records yet; `shepherd ledger import` makes them of what tags and changelogs say

    ------- stderr -------
    nothing stands in the way of a release, as far as it can be seen from here
    [exit status: 0]
    ");
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
    assert_snapshot!(output, @"
    This machine
      ok      git           [VERSION]
      ok      identity      Mona Maintainer <mona@example.org>
      finding signing       with an ssh key: `ssh-keygen` was not found
              ->            install `ssh-keygen`, or name another with `git config gpg.ssh.program`
      ok      gh            is there

    The project
      finding configuration unknown key `tag-patern`
                             --> .shepherd.toml:1:1
                              |
                            1 | tag-patern = 'x'
                              | ^^^^^^^^^^
              ->            did you mean `tag-pattern`?
      ok      tags          1 release, `1.0.0` is the newest
      ok      changelog     there is none yet; `shepherd changelog --write` makes CHANGELOG.md
      finding document      RELEASING.md, 1 step, 1 doubt, the first in line 7: an example version stands in a command
              ->            shepherd checklist lint RELEASING.md
      finding tools         `twine` (RELEASING.md:6) is not on the PATH
              ->            install what is missing, or change the step that calls it

    The remote
      ok      remote        `origin`, ../remote.git
      ok      push          the remote takes a push (tried without sending; rules for single branches are not seen)
      finding remote tags   1 release of the remote is not here: `1.1.0`
              ->            git fetch origin --tags

    GitHub
      ok      token         none is needed: no remote names a project on GitHub

    The records
      unknown store         where it is shared is not known, as the configuration cannot be read

    ------- stderr -------
    error: 5 findings
    [exit status: 1]
    ");
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
    assert_snapshot!(states.collect::<Vec<_>>().join("\n"), @"
    git ok -
    identity ok -
    signing ok -
    gh ok -
    configuration ok -
    tags ok -
    changelog ok -
    document ok -
    tools ok -
    remote ok -
    push unknown -
    token ok -
    store ok -
    ");
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
    assert_snapshot!(cases.map(finding).join("\n\n"), @r"
    finding tags          `tag-pattern` is `^release-(?P<version>\d.*)$`, and none of 1 tag matches, e.g. `1.0.0`
            ->            shepherd init --dry-run proposes a pattern where it is left out
    ok      changelog     there is none yet; `shepherd changelog --write` makes CHANGELOG.md
    ok      document      RELEASING.md, 2 steps
    ok      tools         1 program that RELEASING.md calls

    finding tags          the pattern `\d` takes `1` for the version of the tag `1.0.0`
            ->            write the version as a group in `tag-pattern`: `(?P<version>\d.*)`
    ok      changelog     there is none yet; `shepherd changelog --write` makes CHANGELOG.md
    ok      document      RELEASING.md, 2 steps
    ok      tools         1 program that RELEASING.md calls

    finding configuration the pattern does not compile: unclosed group
                           --> .shepherd.toml:1:16
                            |
                          1 | tag-pattern = '('
                            |                ^
            ->            mend it there

    finding document      `document` names `docs/none.md`, which is not there
            ->            name the document that is there, or leave the key out

    finding configuration .shepherd.toml:2: `changelog.file` names `docs/none.md`, which is not there
            ->            name the changelog that is there, or leave the key out
    ok      tags          1 release, `1.0.0` is the newest
    ok      document      RELEASING.md, 2 steps
    ok      tools         1 program that RELEASING.md calls

    finding configuration `[REPO]/none.hbs` does not exist
            ->            check the name, and the folder it is looked for in
    ok      tags          1 release, `1.0.0` is the newest
    ok      changelog     there is none yet; `shepherd changelog --write` makes CHANGELOG.md
    ok      document      RELEASING.md, 2 steps
    ok      tools         1 program that RELEASING.md calls

    finding signing       no key is configured, and this project accepts signed sign-offs only
            ->            git config --global gpg.format ssh
            ->            git config --global user.signingkey ~/.ssh/id_ed25519.pub
    ok      gh            is there
    ");
}

#[test]
fn a_remote_that_refuses_is_found() {
    let sandbox = sound().git(["remote", "set-url", "origin", "../nowhere.git"]);
    let output = sandbox.shepherd(["doctor"]).failure(1);
    let from = output.stdout().find("The remote").expect("it is there");
    assert_snapshot!(output.stdout()[from..].split("\n\n").next().unwrap_or_default(), @"
    The remote
      finding remote        `origin`, ../nowhere.git does not answer: fatal: '../nowhere.git' does not appear to be a git repository
                            fatal: Could not read from remote repository.
                            Please make sure you have the correct access rights
                            and the repository exists.
              ->            git ls-remote origin shows the same; mend the address or the log-in
      unknown push          not tried, as the remote does not answer
    ");
}

#[test]
fn other_kinds_of_repositories_are_fine() {
    let sandbox = Sandbox::new();
    assert_snapshot!(shown(&sandbox, &["--offline"]), @"
    This machine
      ok      git           [VERSION]
      ok      identity      Mona Maintainer <mona@example.org>
      ok      signing       no key is configured; sign-offs are claimed then, and not verified
      ok      gh            is not there; it is needed only where RELEASING.md calls it

    The project
      ok      configuration nothing is configured that differs from what is found
      ok      tags          there is none yet, so the first release has the whole history
      ok      changelog     there is none yet; `shepherd changelog --write` makes CHANGELOG.md
      finding document      there is no RELEASING.md, and nothing that is called like it
              ->            shepherd init --releasing writes one to begin with

    The remote
      finding remote        there is none, so nothing can be pushed
              ->            git remote add origin ADDRESS

    GitHub
      ok      token         none is needed: no remote names a project on GitHub

    The records
      ok      store         there are no records yet; `shepherd ledger import` makes them of what tags and changelogs say

    ------- stderr -------
    error: 2 findings
    [exit status: 1]
    ");
    let sandbox = sound().git(["clone", "--quiet", "--bare", ".", "../bare.git"]).directory("../bare.git");
    assert_snapshot!(shown(&sandbox, &["--offline"]), @"
    This machine
      ok      git           [VERSION]
      ok      identity      Mona Maintainer <mona@example.org>
      ok      signing       no key is configured; sign-offs are claimed then, and not verified
      ok      gh            is there

    The project
      ok      configuration nothing is configured that differs from what is found
      ok      tags          1 release, `1.0.0` is the newest
      ok      document      main:RELEASING.md, 2 steps
      ok      tools         1 program that main:RELEASING.md calls

    The remote
      ok      remote        `origin`, [REPO]/.
      unknown push          not tried, because of --offline

    GitHub
      ok      token         none is needed: no remote names a project on GitHub

    The records
      ok      store         there are no records yet; `shepherd ledger import` makes them of what tags and changelogs say

    ------- stderr -------
    nothing stands in the way of a release, as far as it can be seen from here
    [exit status: 0]
    ");
    let sandbox = sound().git(["clone", "--quiet", "--depth=1", "file://[REPO]", "../shallow"]).directory("../shallow");
    let output = sandbox.shepherd(["doctor", "--offline"]).failure(1);
    let tags = output.stdout().lines().skip_while(|line| !line.contains("shallow")).take(2);
    assert_snapshot!(tags.collect::<Vec<_>>().join("\n"), @"
    finding tags          this clone is shallow, so tags and history may be missing
            ->            git fetch --unshallow --tags
    ");
    assert_snapshot!(sound().directory("[HOME]").shepherd(["doctor"]), @"
    ------- stderr -------
    error: `[HOME]` is not inside a git repository
    help: go into a checkout, or name one with `--repo DIR`
    [exit status: 2]
    ");
}

#[test]
fn keys_that_name_what_is_not_there_are_findings_with_their_line() {
    for (text, found) in [
        (
            "[upgrade]\nmanifests = [\"nope.toml\"]\n",
            ".shepherd.toml:2: `upgrade.manifests` names no file that is there",
        ),
        ("\nremote = \"ups\"\n", ".shepherd.toml:2: `remote` names `ups`, which git does not know"),
    ] {
        let output = sound().write(".shepherd.toml", text).shepherd(["doctor", "--offline"]);
        assert!(output.stdout().contains(found), "{output}");
    }
}

#[test]
fn git_signs_without_a_named_key() {
    let signing = |sandbox: &Sandbox| {
        let output = sandbox.shepherd(["doctor", "--offline"]);
        let lines = output.stdout().lines().skip_while(|line| !line.contains(" signing "));
        lines.take(2).map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    // The identity names the key.
    let gpg = "case \"$*\" in *'Mona Maintainer <mona@example.org>'*) exit 0;; esac\nexit 2";
    let with_gpg = sound().git(["config", "commit.gpgsign", "true"]).program("gpg", gpg);
    let other = sound().git(["config", "commit.gpgsign", "true"]).program("gpg", "exit 2");
    let by_command = sound().git(["config", "tag.gpgsign", "true"]).git(["config", "gpg.format", "ssh"]).git([
        "config",
        "gpg.ssh.defaultKeyCommand",
        "ssh-add -L",
    ]);
    let by_nothing = sound().git(["config", "tag.gpgsign", "true"]).git(["config", "gpg.format", "ssh"]);
    let said = [&with_gpg, &other, &by_command, &by_nothing].map(signing);
    assert!(said[0].contains("with gpg, Mona Maintainer <mona@example.org>, as no key is named"), "{}", said[0]);
    assert!(said[1].contains("finding signing       with gpg: there is no secret key Mona Maintainer"), "{}", said[1]);
    assert!(said[2].contains("with an ssh key, which `ssh-add -L` names"), "{}", said[2]);
    assert!(said[3].contains("finding signing       git is to sign, and no key is configured"), "{}", said[3]);
}
