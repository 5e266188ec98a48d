//! The help of what two people need: whole, and as wide as a small terminal.

use insta::assert_snapshot;

use crate::support::{Output, Sandbox};

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
        "guide",
        "status",
        "approve",
        "handoff",
        "store",
        "store init",
        "store sync",
        "store where",
        "store bundle",
        "people",
        "people add",
        "people edit",
        "people list",
        "people pair",
        "people set",
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
fn store() {
    assert_snapshot!(own(&["store"]), @"
    Share the records of releases with others

    The store holds who released, who mentored, and how each release goes. It begins
    in your clone alone, and nothing is needed for that. Once it is shared, others
    see how a release goes, agree to a step from their own machine, and go on where
    you stopped. It is a git branch of plain text; no server is needed but the one
    that your team pushes to.

    Usage: shepherd store [OPTIONS] <COMMAND>

    Commands:
      init    Share the store: make it on a remote, or join the one that is there
      sync    Bring the store up to date, both ways
      where   Say where the store is, and what waits to be shared
      bundle  Put what waits into a file, for somebody who may push it
      help    Print this message or the help of the given subcommand(s)

    Options:
      -h, --help
              Print help (see a summary with '-h')

    Examples:
      shepherd store where              where the store is, and what waits
      shepherd store init --in-repo    share it in the project's own repository
      shepherd store init --remote octo/release-records
                                       share it in one that a team has for this
      shepherd store sync              bring it up to date, both ways
    ");
}

#[test]
fn store_init() {
    assert_snapshot!(own(&["store", "init"]), @"
    Share the store: make it on a remote, or join the one that is there

    What this clone has recorded so far goes along. Whoever can read the remote can
    read the store: names, logins, who released and who helped, and how each release
    went. It holds no secrets, no commands' output, and no run that was begun with
    `--private`. Nothing is kept where the remote does not take the branch.

    Usage: shepherd store init [OPTIONS]

    Options:
          --remote <ADDRESS>
              The repository: OWNER/NAME, an address, or a path that begins with `.`
              or `/`

          --in-repo
              A branch of the project's own repository

      -y, --yes
              Do it without asking

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

    Examples:
      shepherd store init --remote octo/release-records
                         one repository for all projects of a team: recommended
      shepherd store init --remote git@example.org:records.git
                         any address that git can push to
      shepherd store init --in-repo
                         the branch `release-shepherd` of the project itself
      shepherd store init
                         join the store that the configuration names
    ");
}

#[test]
fn store_sync() {
    assert_snapshot!(own(&["store", "sync"]), @"
    Bring the store up to date, both ways

    What others wrote comes, and what waits here is sent. Nothing that is shared is
    ever rewritten: what you wrote meanwhile is put behind it, each event of a run
    once, all else key by key. Where both sides changed one key to something else,
    nothing is sent, and both are shown.

    Usage: shepherd store sync [OPTIONS]

    Options:
          --prefer <SIDE>
              Whose word holds where both sides changed one key

              Possible values:
              - mine:   What was written in this clone
              - theirs: What is shared

          --from <FILE>
              Take in a file of `shepherd store bundle` first

          --disclose <VERSION>
              Publish the record of a release that was cut with `guide --private`,
              now that its tag is public

          --private
              The store of runs that nobody else may know of, with
              `store.private-remote`

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

    Examples:
      shepherd store sync
      shepherd store sync --prefer theirs       both changed one key: take theirs
      shepherd store sync --from work.bundle    take in what came as a file
      shepherd store sync --disclose 5.5.1      5.5.1 is public: publish its record
    ");
}

#[test]
fn store_where() {
    assert_snapshot!(own(&["store", "where"]), @"
    Say where the store is, and what waits to be shared

    Reads only, and asks nobody: what the remote had is told as of the last time it
    was asked.

    Usage: shepherd store where [OPTIONS]

    Options:
          --json
              Write it as JSON

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

    Examples:
      shepherd store where
      shepherd store where --json
    ");
}

#[test]
fn store_bundle() {
    assert_snapshot!(own(&["store", "bundle"]), @"
    Put what waits into a file, for somebody who may push it

    Without the right to push, everything works in your clone, and waits there. The
    file holds what the shared store does not have yet; whoever has the right takes
    it in with `shepherd store sync --from FILE`.

    Usage: shepherd store bundle [OPTIONS] <FILE>

    Arguments:
      <FILE>
              The file to make

    Options:
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

    Examples:
      shepherd store bundle work.bundle         make the file
      shepherd store sync --from work.bundle    what the other person does with it
    ");
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
              Agree without being asked

          --digest <DIGEST>
              Agree only if this is still what is asked for: the first digits of its
              digest, at least 12

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
      shepherd approve              what waits for you, in all projects of the store
      shepherd approve 5.5.0        look at what waits in 5.5.0, then agree or not
      shepherd approve 5.5.0 tag    the same for the step `tag`, where several wait
      shepherd approve 5.5.0 tag --yes --digest 3f9a0c52d1b7
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
