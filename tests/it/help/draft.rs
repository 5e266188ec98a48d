//! The help of what CI runs.

use insta::assert_snapshot;

use super::own;

#[test]
fn draft() {
    assert_snapshot!(own(&["draft"]), @"
    Draft a release for CI: changelog and upgrade notes as files, as the summary of
    the step, and as a draft release

    It reads the history since the last release, finds the version that comes next,
    and writes what a release of now would say. In a step of a GitHub workflow it
    also writes the summary and the outputs of the step (`version`, `kind`, `tag`,
    `changelog`, `upgrade-notes`, `summary`), and warns of pull requests that no
    section has and of notes that nobody wrote. All of that works with `contents:
    read`.

    With --github-release it keeps one draft release on GitHub up to date for each
    line. What people write in it stays; what was published is never touched.

    Usage: shepherd draft [OPTIONS] [RANGE]

    Arguments:
      [RANGE]
              A..B, A.. (to HEAD), or B (from the release before it) [default: HEAD]

    Options:
          --version <VERSION>
              The version that the head is going to be [default: the one that
              `shepherd next` proposes]

          --out <DIR>
              Write the files into DIR, which is made
              
              [default: shepherd-draft]

          --check
              Exit 1 where pull requests have no section, or upgrade notes are to be
              written

          --annotations
              Print warnings in the form that a workflow reads [default: in a
              workflow]

          --format <FORMAT>
              How to say what was done

              Possible values:
              - text: For people
              - json: For programs

          --json
              Short for --format json

      -h, --help
              Print help (see a summary with '-h')

    The draft release:
          --github-release
              Make or update the draft release of the line on GitHub

          --line <BRANCH>
              The line that it is for: a branch [default: the one that is checked
              out]

    Where changes come from:
          --offline
              Do not ask GitHub, even where there is a token

          --github
              Fail where GitHub cannot be asked, instead of working from git alone

          --project <OWNER/NAME>
              The project on GitHub [default: what the remote says]

          --remote <NAME>
              The remote of the project [default: upstream, else origin]

          --tag-pattern <REGEX>
              Which tags are releases: a regular expression whose group `version` is
              the version

          --pull-request-pattern <REGEX>
              One more place where commit messages name their pull request: a
              regular expression whose group `number` is it

          --patience <SECONDS>
              How long all requests to GitHub together may take, waiting for limits
              included
              
              [default: 60]

    Examples:
      shepherd draft                     what a release of HEAD would say
      shepherd draft --check             and exit 1 while something is left to do
      shepherd draft --github-release    also as a draft release on GitHub
      shepherd draft --version 5.5.0     as another version
      shepherd draft --json | jq -r .version
    ");
}
