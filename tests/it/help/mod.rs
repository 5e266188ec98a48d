//! The help of what two people need: whole, and as wide as a small terminal.

use insta::assert_snapshot;

use crate::support::{Output, Sandbox};

mod demo;
mod draft;
mod next;
mod overview;
mod rotation;
mod store;

/// Returns the help of a command, as a terminal of 80 columns shows it.
fn help(command: &[&str]) -> Output {
    Sandbox::new().env("COLUMNS", "80").shepherd([command, &["--help"]].concat())
}

/// Returns the help without the options that all commands have.
fn own(command: &[&str]) -> String {
    let help = help(command).success().stdout().to_owned();
    let (own, rest) = help.split_once("Global options:\n").expect("all commands have them");
    let examples = rest.find("Examples:\n").expect("all commands show how they are used");
    format!("{own}{}", &rest[examples..])
}

#[test]
fn no_example_is_wider_than_a_small_terminal() {
    let commands = [
        "init",
        "doctor",
        "demo",
        "draft",
        "next",
        "guide",
        "status",
        "approve",
        "handoff",
        "store",
        "store init",
        "store sync",
        "store where",
        "store bundle",
        "record",
        "ledger",
        "ledger import",
        "ledger list",
        "ledger remove",
        "ledger verify",
        "people",
        "circles",
        "circles add",
        "circles export",
        "circles join",
        "circles leave",
        "circles list",
        "circles set",
        "circles suggest",
        "people add",
        "people away",
        "people candidates",
        "people edit",
        "people forget",
        "people list",
        "people pair",
        "people tasks",
        "people set",
        "report",
        "rotation",
        "rotation who",
        "rotation plan",
        "rotation list",
        "rotation accept",
        "rotation decline",
        "rotation volunteer",
        "rotation swap",
        "rotation cancel",
        "rotation check",
        "rotation export",
        "upgrade-notes",
    ];
    for command in commands {
        let words: Vec<&str> = command.split(' ').collect();
        let sandbox = Sandbox::new().env("COLUMNS", "300");
        let help = sandbox.shepherd([words.as_slice(), &["--help"]].concat()).success().stdout().to_owned();
        let (_, examples) = help.split_once("Examples:\n").expect("all commands show how they are used");
        let wide: Vec<&str> = examples.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{command}: {wide:#?}");
    }
}

#[test]
fn approve() {
    assert_snapshot!(own(&["approve"]), @"
    Agree to a step of somebody else's release, exactly as it is shown; without
    arguments, show what waits for you

    For mentors, on a machine of their own: a step that asks for a sign-off does not
    go on before a different person has agreed to just these commands, values and
    commit. If any of it changes, it is asked for again. Where you sign your commits
    (`git config user.signingkey`) the agreement is signed, and others can tell that
    it is yours; else it is only claimed.

    Usage: shepherd approve [OPTIONS] [VERSION] [STEP]

    Arguments:
      [VERSION]
              The version of the run

      [STEP]
              The step [default: the only one that waits]

    Options:
      -y, --yes
              Agree without being asked; where there is no terminal, only with
              --digest

          --digest <DIGEST>
              Agree only if this is still what is asked for: the first digits of its
              digest, at least 32

          --no-sign
              Do not sign, even where you have a key: the agreement is only claimed
              then

          --json
              Write what waits as JSON

      -h, --help
              Print help (see a summary with '-h')

    The project:
          --offline
              Do not ask GitHub, even where there is a token

          --project <OWNER/NAME>
              The project on GitHub [default: what the remote says]

          --store <ADDRESS>
              Where the store is shared: `in-repo`, OWNER/NAME, an address, or
              `none` [default: the configuration, `git config shepherd.store`, else
              the project's own remote where it has a store]

          --as <LOGIN>
              Your login [default: `git config shepherd.login`, else the records and
              your e-mail address]

    Examples:
      shepherd approve                  what waits for you, in all projects
      shepherd approve 5.5.0            look at what waits in it, then agree or not
      shepherd approve 5.5.0 publish    the same for the step `publish` alone
      shepherd approve 5.5.0 publish -y --digest 3f9a0c52d1b78e6a4f0b9c2d7e518a63
                                    without being asked, and only to what you saw
    ");
}

#[test]
fn handoff() {
    assert_snapshot!(own(&["handoff"]), @"
    Pass a run on to another person

    They hold it from then on, and go on with `shepherd guide VERSION` on their own
    machine, where what is done is looked at again first. You cannot go on with it
    then, unless they pass it back. It needs a store that is shared, or a clone that
    you both work in; what is committed and not pushed has to be pushed by you.

    Usage: shepherd handoff [OPTIONS] --to <LOGIN> <VERSION>

    Arguments:
      <VERSION>
              The version of the run

    Options:
          --to <LOGIN>
              Who goes on with it

          --note <TEXT>
              What they should know

      -h, --help
              Print help (see a summary with '-h')

    The project:
          --offline
              Do not ask GitHub, even where there is a token

          --project <OWNER/NAME>
              The project on GitHub [default: what the remote says]

          --store <ADDRESS>
              Where the store is shared: `in-repo`, OWNER/NAME, an address, or
              `none` [default: the configuration, `git config shepherd.store`, else
              the project's own remote where it has a store]

          --as <LOGIN>
              Your login [default: `git config shepherd.login`, else the records and
              your e-mail address]

    Examples:
      shepherd handoff 5.5.0 --to mona
      shepherd handoff 5.5.0 --to mona --note 'the wheels are built'
    ");
}
