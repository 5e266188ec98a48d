//! The help of `shepherd store`.

use insta::assert_snapshot;

use super::own;

#[test]
fn all_of_it() {
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
      edit    Open a file of the store in your editor: what the team agreed on, or a
              file that is damaged
      bundle  Put what waits into a file, for somebody who may push it
      rename  Give a project of the store another name, as its repository has one
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
      shepherd store edit              what the team agreed on for its rotation
    ");
}

#[test]
fn init() {
    assert_snapshot!(own(&["store", "init"]), @"
    Share the store: make it on a remote, or join the one that is there

    What this clone has recorded so far goes along. Whoever can read the remote can
    read the store: names, logins, who released and who helped, and how each release
    went. It holds no secrets, no commands' output, and no run that was begun with
    `--private`. Nothing is kept where the remote does not take the branch.

    Usage: shepherd store init [OPTIONS]

    Options:
          --remote <ADDRESS>
              The repository: OWNER/NAME, an address, the name of a remote of this
              clone, or a path that begins with `.` or `/`

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
fn sync() {
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

      -y, --yes
              Publish it without being asked, where there is no remote that says
              whether the tag is public

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
fn location() {
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
fn bundle() {
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
