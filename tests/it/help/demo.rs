//! The help of the demo, which whoever never saw this program may read first.

use insta::assert_snapshot;

use super::own;

#[test]
fn demo() {
    assert_snapshot!(own(&["demo"]), @"
    Make a small project to try everything on

    It comes with two years of history, a RELEASING.md, nine people of four
    organisations, the records of their releases and a remote, all in one folder.
    You are @kofi, whose turn it is to release for the first time; @nia mentors you.
    No network, token or configuration is needed, and nothing outside of the folder
    is touched.

    Usage: shepherd demo [OPTIONS] [DIR]

    Arguments:
      [DIR]
              The folder, which is made [default: shepherd-demo; of a tour: one that
              goes when it ends]

    Options:
          --tour
              Walk through it: the changelog, what comes next, a release with a
              mentor's sign-off, whose turn it is, the figures

      -y, --yes
              Go through the tour without stopping at its chapters

          --remove
              Take a demo away again, with all that is in it; without DIR,
              ./shepherd-demo, else the one that you stand in

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      shepherd demo                    make it in ./shepherd-demo
      shepherd demo --tour             be shown around, in a folder that goes again
      shepherd demo --tour my-tour     the same, in a folder that stays
      shepherd demo --remove           take ./shepherd-demo away again
    ");
}
