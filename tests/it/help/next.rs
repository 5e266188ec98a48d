//! The help of `shepherd next`.

use insta::assert_snapshot;

use super::own;

#[test]
fn all_of_it() {
    assert_snapshot!(own(&["next"]), @"
    Show what would be released now: the version and why, what is in it, who is up,
    and what waits

    The version follows from the sections of the changes: what breaks asks for a
    major one, what is new or deprecated for a minor one, all else for a patch. It
    is spelt as this project's tags are, and held against all of them. It works from
    git alone, and says what it could not know.

    Usage: shepherd next [OPTIONS] [LINE]

    Arguments:
      [LINE]
              The line that is released: a branch or a commit [default: HEAD]

    Options:
          --as <VERSION>
              Check this version instead: does it exist, go backwards, skip, fit the
              changes?

          --on <YYYY-MM-DD>
              The day of the release, which calendar versions are made of [default:
              today]

          --all [<DIR>...]
              A line for each of these clones [default: clones beside this one of
              the projects in the records]

          --waiting
              Show newcomers' open pull requests, the oldest first

          --onto <LINE>
              Show what this line has mended, and the line LINE still lacks

          --format <FORMAT>
              How to write it

              Possible values:
              - text: For people
              - json: For programs

          --json
              Short for --format json

      -h, --help
              Print help (see a summary with '-h')

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
      shepherd next                    what a release of HEAD would be
      shepherd next 5.x                what a release of another line would be
      shepherd next --as 5.5.0         may it be that version? Exit 1 where not
      shepherd next --onto 5.x         what is mended here and not there yet
      shepherd next --waiting          newcomers' open pull requests
      shepherd next --all ../hub ../lab
                                       several projects, a line each
      shepherd next --json | jq -r .version
    ");
}
