//! The help of `shepherd rotation`.

use insta::assert_snapshot;

use super::own;

#[test]
fn all_of_it() {
    assert_snapshot!(own(&["rotation"]), @"
    Plan who cuts the next releases: who is next and why, and the slots ahead

    Advice with reasons: each person, number and exclusion is shown, and the same
    facts give the same order. Whoever carried least comes first. Saying no costs
    nothing, and whoever would like to have a slot may say so.

    Usage: shepherd rotation [OPTIONS] <COMMAND>

    Commands:
      who        Show who should cut a release, and why: everybody, with all numbers
      plan       Fill the coming slots, one after the other
      list       Show the slots ahead, and who has them
      accept     Accept a slot that is offered to you
      decline    Say that you are unavailable for a slot
      volunteer  Say that you would like to have a slot
      swap       Let two people have each other's slots, or somebody else have
                 yours, or mentor in it
      cancel     Say that a slot does not take place
      check      Find what rots: slots without anybody, people who are away, pairs
                 that do not know when they talk next
      export     Write the slots for calendars, pages and programs
      help       Print this message or the help of the given subcommand(s)

    Options:
      -h, --help
              Print help (see a summary with '-h')

    Examples:
      shepherd rotation who --for minor    who should cut the next one, and why
      shepherd rotation plan --until 2028-12-31 --every 6w
      shepherd rotation list               the slots ahead
      shepherd rotation accept 2028-05-11  it is offered to me, and I take it
      shepherd rotation decline 2028-05-11  I cannot; the next one is asked at once
      shepherd rotation check              what rots; then the exit code is 1
      shepherd rotation export --format ics --output releases.ics
    ");
}

#[test]
fn who() {
    assert_snapshot!(own(&["rotation", "who"]), @"
    Show who should cut a release, and why: everybody, with all numbers

    Of a slot that is planned it is known who volunteered and who is unavailable.
    Without one it is asked what would be if it were on that day.

    Usage: shepherd rotation who [OPTIONS]

    Options:
          --for <VERSION|KIND>
              What is released: a version, or major, minor, patch, pre-release; duty
              is whatever comes [default: duty]

          --on <DATE>
              The day [default: that of the planned slot of the version, else today]

          --security
              It mends something that can be exploited

          --slot <SLOT>
              A planned slot

          --all
              For each project of the records

          --explain
              Show the rules, and each number in words

          --private
              Count also the slots that nobody else may know of

          --json
              Write it as JSON

      -h, --help
              Print help (see a summary with '-h')

    The project:
          --project <OWNER/NAME>
              The project on GitHub [default: what the remote says]

          --remote <NAME>
              The remote of the project [default: upstream, else origin]

    Examples:
      shepherd rotation who --for minor
      shepherd rotation who --for 5.5.0 --on 2028-05-11 --explain
      shepherd rotation who --slot 2028-05-11
      shepherd rotation who --all --json | jq '.projects[].ranked[0].login'
    ");
}

#[test]
fn plan() {
    assert_snapshot!(own(&["rotation", "plan"]), @"
    Fill the coming slots, one after the other

    Each is offered to whoever is first when the slots before it are taken. What
    somebody accepted stays; planning the same again changes nothing. A slot of a
    day that is named gets the version or kind that `--for` names, and takes place
    again where it was cancelled. It shows the plan and asks before it writes it, in
    one commit. What mends something that can be exploited is planned with
    `--private`, or with `--announce` where everybody may know.

    Usage: shepherd rotation plan [OPTIONS]

    Options:
          --until <DATE>
              The last day that is planned

          --every <LENGTH>
              How long it is from one slot to the next: 6w, 45d, 1mo

          --from <DATE>
              The first day [default: as long after the newest release as slots are
              apart, and in step with the slots that stand]

          --date <DATE>
              The day of a slot; may be repeated

          --again
              Spread the slots anew that are planned and that nobody accepted

          --for <VERSION|KIND>
              What is released: a version, or major, minor, patch, pre-release
              [default: minor]

          --duty
              Stretches of duty, from one day to the next slot, in which whatever
              comes is released

          --security
              It mends something that can be exploited

          --announce
              Everybody may know ahead that it mends something that can be exploited

          --also <OWNER/NAME>
              Another project that the same people release then; may be repeated

          --private
              Keep the slots from others: they stay in the private store, and are
              never shown ahead

          --yes
              Write it without asking

          --dry-run
              Show it and write nothing

          --json
              Write it as JSON; without --yes nothing is written

      -h, --help
              Print help (see a summary with '-h')

    The project:
          --project <OWNER/NAME>
              The project on GitHub [default: what the remote says]

          --remote <NAME>
              The remote of the project [default: upstream, else origin]

    Examples:
      shepherd rotation plan --until 2028-12-31 --every 6w
      shepherd rotation plan --date 2028-05-11 --date 2028-06-22 --yes
      shepherd rotation plan --for 5.5.0 --date 2028-05-11
      shepherd rotation plan --for 5.4.3 --date 2028-04-14 --security --private
      shepherd rotation plan --again
      shepherd rotation plan --duty --from 2028-05-01 --until 2028-06-30 --every 2w
    ");
}

#[test]
fn decline() {
    assert_snapshot!(own(&["rotation", "decline"]), @"
    Say that you are unavailable for a slot

    It costs you nothing: you are not ranked for this slot any more, and as before
    for all others. Where it was yours, it is offered to the next one at once. Why
    is for the private store only.

    Usage: shepherd rotation decline [OPTIONS] <SLOT>

    Arguments:
      <SLOT>
              The slot: its name, its version, or OWNER/NAME/SLOT

    Options:
          --reason <TEXT>
              Why; it is never in the store that everybody sees

          --as <LOGIN>
              Who does it [default: `git config shepherd.login`, else the records
              and your e-mail address]

          --private
              It is one that nobody else may know of

      -h, --help
              Print help (see a summary with '-h')

    The project:
          --project <OWNER/NAME>
              The project on GitHub [default: what the remote says]

          --remote <NAME>
              The remote of the project [default: upstream, else origin]

    Examples:
      shepherd rotation decline 2028-05-11
      shepherd rotation decline 2028-05-11 --reason 'a wedding'
    ");
}
