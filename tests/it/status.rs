//! `shepherd status`: where a run stands, after `shepherd guide` has walked a part of it.
#![cfg(unix)]

use std::fs;

use insta::assert_snapshot;

use crate::support::{Output, Sandbox};

/// Two phases; a command that fails as long as a file is missing, a wait, a step for other releases, and one that needs
/// another.
const RELEASING: &str = "\
# Releasing

## Prepare

- [ ] Read what changed

- [ ] Run the tests

  ```bash
  test -e passes
  echo \"tested ${VERSION}\"
  ```

- [ ] (major only) Tell the users of the old version

## Publish

Take a breath before you go on.

- [ ] Announce it <!-- shepherd: id = \"announce\", needs = [\"publish\"] -->

- [ ] Tag and publish <!-- shepherd: id = \"publish\", why = \"users wait for it\" -->

  ```bash
  echo \"publishing ${TAG} of ${BRANCH}\"
  ```

  - [ ] Look at the page
  - [ ] Thank the contributors
";

const READ: &str = "step.prepare/read-what-changed=done";

fn project() -> Sandbox {
    Sandbox::new()
        .shell_tools()
        .commit("Start")
        .tag("1.0.0")
        .commit_files("Say how to release", &[("RELEASING.md", RELEASING)])
        .git(["config", "shepherd.login", "mona"])
}

/// Goes on with the run, with answers.
fn guide(sandbox: &Sandbox, flags: &[&str], answers: &[&str]) -> Output {
    let mut arguments = vec!["guide", "1.1.0"];
    arguments.extend(flags);
    for answer in answers {
        arguments.extend(["--answer", answer]);
    }
    sandbox.shepherd(arguments)
}

/// A run that was begun, with one step done, one that failed, and a note.
fn begun() -> Sandbox {
    let sandbox = project();
    let _ = guide(
        &sandbox,
        &["--branch", "main", "--mentor", "octo"],
        &[
            READ,
            "step.prepare/run-the-tests=run",
            "failed.prepare/run-the-tests=quit",
            "check.start.*=override",
            "reason.*=it is a test",
        ],
    )
    .success();
    let sandbox = sandbox.now("2026-03-28T09:12:00Z");
    let _ = guide(
        &sandbox,
        &[],
        &["failed.prepare/run-the-tests=note", "note.prepare/run-the-tests=which file is missing?"],
    )
    .failure(2);
    sandbox.now("2026-03-28T09:30:00Z")
}

#[test]
fn nothing_goes_on() {
    let sandbox = project();
    assert_snapshot!(sandbox.shepherd(["status"]), @"
    ------- stderr -------
    No release is going on.
    hint: `shepherd guide VERSION` begins one; with `--rehearse` it is practised first
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.shepherd(["status", "--json"]), @r#"
    {
      "schema": 1,
      "project": "local/repo",
      "runs": [],
      "unreadable": []
    }
    ------- stderr -------
    No release is going on.
    hint: `shepherd guide VERSION` begins one; with `--rehearse` it is practised first
    [exit status: 0]
    "#);
    assert_snapshot!(sandbox.shepherd(["status", "1.1.0"]), @"
    ------- stderr -------
    error: there is no release of 1.1.0 here
    help: `shepherd status --all` lists what there is
    help: `shepherd guide 1.1.0` begins it
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.shepherd(["status", "next-week"]), @"
    ------- stderr -------
    error: `next-week` is not a version
    help: write it without a `v`, for example `5.5.0`, `5.5.0rc1` or `2026.11.0`
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.shepherd(["status", "--rehearsal"]), @"
    ------- stderr -------
    No rehearsal is going on.
    hint: `shepherd guide VERSION --rehearse` begins one
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.shepherd(["status", "--watch"]), @"
    ------- stderr -------
    error: `--watch` shows what is new on a terminal, and this is none
    help: leave it out; `shepherd status --json` is for programs
    [exit status: 2]
    ");
}

#[test]
fn help_is_for_the_first_time() {
    assert_snapshot!(Sandbox::new().shepherd(["status", "--help"]), @"
    Show where a release stands: what is done, what comes next, what it waits for, and who holds it

    Reads the log of the run and the release document, and changes nothing of them. Where the store is
    shared, it looks what others did first. It works while a guide has the run open, on another terminal
    or another work tree, and also when the release document is gone.

    Usage: shepherd status [OPTIONS] [VERSION]

    Arguments:
      [VERSION]
              The version [default: what is open]

    Options:
          --all
              Also the releases that are finished or given up

          --mine
              Only what I hold, and what waits for me

          --as <LOGIN>
              Who I am, for --mine [default: `git config shepherd.login`, else the records and your
              e-mail address]

          --rehearsal
              Look into the rehearsals instead

          --timeline
              When each step started and ended, who did it, what it waited for

          --watch
              Look again every few seconds, and show what is new, until the release is through or Ctrl-C

          --format <FORMAT>
              How to write it

              Possible values:
              - text:     For people
              - json:     For programs
              - markdown: The steps that are left, for people without this program

          --json
              Short for --format json

          --markdown
              Short for --format markdown

      -h, --help
              Print help (see a summary with '-h')

    The project:
          --project <OWNER/NAME>
              The project on GitHub [default: what the remote says]

          --remote <NAME>
              The remote of the project [default: upstream, else origin]

          --store <ADDRESS>
              Where the store is shared [default: the configuration, `git config shepherd.store`, else
              the project's own remote]

          --offline
              Do not look what others did

    Global options:
          --repo <DIR>
              Work on the repository that holds DIR instead of the current folder

          --config <FILE>
              Read the configuration from FILE [default: .shepherd.toml, where it is found]

      -q, --quiet
              Say nothing but results, warnings and errors

      -v, --verbose
              Say also why: totals, where settings come from

          --color <WHEN>
              Colour results and messages: auto (as NO_COLOR, CLICOLOR_FORCE and the terminal say),
              always or never
              
              [possible values: auto, always, never]

          --no-pager
              Show long results as they are, not through the pager that $SHEPHERD_PAGER, git or $PAGER
              names

    Examples:
      shepherd status                         the release that is going on
      shepherd status --watch                 the same, and what is new as it comes
      shepherd status --mine                  what I hold, and what waits for me
      shepherd status 5.5.0 --timeline        when each step was done, and by whom
      shepherd status --markdown > rest.md    to go on without this program
      shepherd status --all --json | jq '.runs[].progress'
      shepherd status 5.5.0 --rehearsal       the rehearsal of 5.5.0
    [exit status: 0]
    ");
}

#[test]
fn a_run_that_failed_at_a_step() {
    let sandbox = begun();
    let before = sandbox.git_output(["rev-parse", "refs/shepherd/store"]);
    assert_snapshot!(sandbox.shepherd(["status"]), @r#"
    1.1.0: a minor release of local/repo from main after 1.0.0
      state        open, 1 of 6 steps done or skipped
      held by      @mona
      mentored by  @octo
      target       no commit is chosen yet
      checklist    RELEASING.md: "Releasing"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:12 UTC

    Waits for
      `prepare/run-the-tests` failed (exit code 1): Run the tests
      @mona and @octo have no next check-in
      `announce` waits for `publish`

    Steps
      Prepare
        done      1. Read what changed  (@mona 2026-03-28 09:00)
        failed    2. Run the tests
                     note: which file is missing?
        skipped      Tell the users of the old version  (only for major, and this is a minor release)
      Publish
        blocked   3. Announce it  (waits for publish)
        todo      4. Tag and publish
        todo      5. Look at the page
        todo      6. Thank the contributors

    Of the release as a whole
      put aside: tag-absent (it is a test)
    [exit status: 0]
    "#);
    assert_snapshot!(sandbox.shepherd(["status", "--timeline"]), @"
    step               started (UTC)     ended  took  ran  who    how it ended          waited for
    Read what changed  2026-03-28 09:00  09:00  0 s        @mona  done
                       2026-03-28 09:12  09:12             @mona  resumed
    Run the tests      2026-03-28 09:00               0 s  @mona  failed (exit code 1)  another try after exit code 1
    [exit status: 0]
    ");
    assert_eq!(sandbox.git_output(["rev-parse", "refs/shepherd/store"]), before, "status wrote something");
}

#[test]
fn the_steps_that_are_left_can_be_followed_without_the_tool() {
    assert_snapshot!(begun().shepherd(["status", "--markdown"]), @r#"
    # Release 1.1.0 of local/repo: what is left

    A minor release from the branch `main` after `1.0.0`, released by @mona. As of 2026-03-28 09:30 UTC: 1 of 6 steps are done or skipped.
    Mentored by: @octo.

    ## Done already

    - [x] Read what changed (@mona, 2026-03-28 09:00 UTC)

    ## Prepare

    - [ ] Run the tests

      ```bash
      test -e passes
      echo "tested 1.1.0"
      ```

      **Careful:** this was tried, and failed (exit code 1).

      Note: which file is missing?

    ## Publish

    Take a breath before you go on.

    - [ ] Announce it

      Comes after "Tag and publish".
    - [ ] Tag and publish

      ```bash
      echo "publishing 1.1.0 of main"
      ```

      Why: users wait for it
      - [ ] Look at the page
      - [ ] Thank the contributors
    [exit status: 0]
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "all that a program gets is shown")]
fn programs_get_everything() {
    let output = begun().shepherd(["status", "--json", "--timeline"]).success();
    // How long a command takes differs from run to run.
    let text =
        regex::Regex::new("\"milliseconds\": [1-9][0-9]*").unwrap().replace_all(output.stdout(), "\"milliseconds\": 8");
    assert_snapshot!(text, @r#"
    {
      "schema": 1,
      "project": "local/repo",
      "runs": [
        {
          "version": "1.1.0",
          "kind": "minor",
          "security": false,
          "rehearsal": false,
          "state": "open",
          "reason": null,
          "line": {
            "branch": "main",
            "remote": null,
            "previous_tag": "1.0.0"
          },
          "target": null,
          "recorded": null,
          "file": "RELEASING.md",
          "procedure": "Releasing",
          "has_document": true,
          "holder": "mona",
          "is_open_now": false,
          "process": null,
          "people": {
            "released_by": [
              "mona"
            ],
            "mentored_by": [
              "octo"
            ],
            "sponsored_by": [],
            "shadowed_by": []
          },
          "began": "2026-03-28T09:00:00Z",
          "last": "2026-03-28T09:12:00Z",
          "respins": 0,
          "progress": {
            "settled": 1,
            "total": 6
          },
          "next": "prepare/run-the-tests",
          "waits_for": [
            {
              "kind": "failed",
              "step": "prepare/run-the-tests",
              "text": "`prepare/run-the-tests` failed (exit code 1): Run the tests",
              "until": null
            },
            {
              "kind": "check-in",
              "step": null,
              "text": "@mona and @octo have no next check-in",
              "until": null
            },
            {
              "kind": "blocked",
              "step": "announce",
              "text": "`announce` waits for `publish`",
              "until": null
            }
          ],
          "notes": [],
          "overrides": [
            {
              "check": "tag-absent",
              "reason": "it is a test"
            }
          ],
          "steps": [
            {
              "id": "prepare/read-what-changed",
              "title": "Read what changed",
              "phase": "Prepare",
              "line": 5,
              "number": 1,
              "state": "done",
              "needs": [],
              "done_by": "mona",
              "when": "2026-03-28T09:00:00Z",
              "how": "by-hand",
              "proof": "unproven",
              "evidence": null,
              "reason": null,
              "by_condition": false,
              "until": null,
              "agreed": [],
              "agreements": [],
              "reopened": 0,
              "notes": [],
              "overrides": [],
              "attempts": []
            },
            {
              "id": "prepare/run-the-tests",
              "title": "Run the tests",
              "phase": "Prepare",
              "line": 7,
              "number": 2,
              "state": "failed",
              "needs": [],
              "done_by": null,
              "when": null,
              "how": null,
              "proof": null,
              "evidence": null,
              "reason": null,
              "by_condition": false,
              "until": null,
              "agreed": [],
              "agreements": [],
              "reopened": 0,
              "notes": [
                "which file is missing?"
              ],
              "overrides": [],
              "attempts": [
                {
                  "who": "mona",
                  "began": "2026-03-28T09:00:00Z",
                  "ended": "2026-03-28T09:00:00Z",
                  "milliseconds": 8,
                  "end": "exit code 1"
                }
              ]
            },
            {
              "id": "prepare/tell-the-users-of-the-old-version",
              "title": "Tell the users of the old version",
              "phase": "Prepare",
              "line": 14,
              "number": null,
              "state": "skipped",
              "needs": [],
              "done_by": "mona",
              "when": "2026-03-28T09:00:00Z",
              "how": null,
              "proof": null,
              "evidence": null,
              "reason": "only for major, and this is a minor release",
              "by_condition": true,
              "until": null,
              "agreed": [],
              "agreements": [],
              "reopened": 0,
              "notes": [],
              "overrides": [],
              "attempts": []
            },
            {
              "id": "announce",
              "title": "Announce it",
              "phase": "Publish",
              "line": 20,
              "number": 3,
              "state": "blocked",
              "needs": [
                "publish"
              ],
              "done_by": null,
              "when": null,
              "how": null,
              "proof": null,
              "evidence": null,
              "reason": null,
              "by_condition": false,
              "until": null,
              "agreed": [],
              "agreements": [],
              "reopened": 0,
              "notes": [],
              "overrides": [],
              "attempts": []
            },
            {
              "id": "publish",
              "title": "Tag and publish",
              "phase": "Publish",
              "line": 22,
              "number": 4,
              "state": "todo",
              "needs": [],
              "done_by": null,
              "when": null,
              "how": null,
              "proof": null,
              "evidence": null,
              "reason": null,
              "by_condition": false,
              "until": null,
              "agreed": [],
              "agreements": [],
              "reopened": 0,
              "notes": [],
              "overrides": [],
              "attempts": []
            },
            {
              "id": "publish/tag-and-publish/look-at-the-page",
              "title": "Look at the page",
              "phase": "Publish",
              "line": 28,
              "number": 5,
              "state": "todo",
              "needs": [],
              "done_by": null,
              "when": null,
              "how": null,
              "proof": null,
              "evidence": null,
              "reason": null,
              "by_condition": false,
              "until": null,
              "agreed": [],
              "agreements": [],
              "reopened": 0,
              "notes": [],
              "overrides": [],
              "attempts": []
            },
            {
              "id": "publish/tag-and-publish/thank-the-contributors",
              "title": "Thank the contributors",
              "phase": "Publish",
              "line": 29,
              "number": 6,
              "state": "todo",
              "needs": [],
              "done_by": null,
              "when": null,
              "how": null,
              "proof": null,
              "evidence": null,
              "reason": null,
              "by_condition": false,
              "until": null,
              "agreed": [],
              "agreements": [],
              "reopened": 0,
              "notes": [],
              "overrides": [],
              "attempts": []
            }
          ],
          "timeline": [
            {
              "step": "prepare/read-what-changed",
              "started": "2026-03-28T09:00:00Z",
              "ended": "2026-03-28T09:00:00Z",
              "who": "mona",
              "end": "done",
              "waited_for": [],
              "milliseconds": 0
            },
            {
              "step": null,
              "started": "2026-03-28T09:12:00Z",
              "ended": "2026-03-28T09:12:00Z",
              "who": "mona",
              "end": "resumed",
              "waited_for": [],
              "milliseconds": 0
            },
            {
              "step": "prepare/run-the-tests",
              "started": "2026-03-28T09:00:00Z",
              "ended": null,
              "who": "mona",
              "end": "failed (exit code 1)",
              "waited_for": [
                "another try after exit code 1"
              ],
              "milliseconds": 8
            }
          ]
        }
      ],
      "unreadable": []
    }
    "#);
}

#[test]
fn whose_run_it_is_decides_what_is_mine() {
    let sandbox = begun();
    assert_snapshot!(sandbox.shepherd(["status", "--mine", "--as", "newcomer"]), @"
    ------- stderr -------
    No release is held by @newcomer or waits for them.
    [exit status: 0]
    ");
    assert!(sandbox.shepherd(["status", "--mine"]).success().stdout().starts_with("1.1.0: a minor release"));
    let sandbox = sandbox.write("passes", "");
    let _ = guide(&sandbox, &[], &["failed.prepare/run-the-tests=again", "step.publish=mentor"]).failure(2);
    assert_snapshot!(sandbox.shepherd(["status", "--mine", "--as", "@octo"]), @r#"
    1.1.0: a minor release of local/repo from main after 1.0.0
      state        open, 2 of 6 steps done or skipped
      held by      @mona
      mentored by  @octo
      target       no commit is chosen yet
      checklist    RELEASING.md: "Releasing"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:30 UTC

    Waits for
      `publish` is next: Tag and publish
      @octo was asked to look at `publish` at 2026-03-28 09:30 UTC
      @mona and @octo have no next check-in
      `announce` waits for `publish`

    Steps
      Prepare
        done      1. Read what changed  (@mona 2026-03-28 09:00)
        done      2. Run the tests  (@mona 2026-03-28 09:30)
                     note: which file is missing?
        skipped      Tell the users of the old version  (only for major, and this is a minor release)
      Publish
        blocked   3. Announce it  (waits for publish)
        todo      4. Tag and publish
        todo      5. Look at the page
        todo      6. Thank the contributors

    Of the release as a whole
      put aside: tag-absent (it is a test)
    [exit status: 0]
    "#);
    assert_snapshot!(sandbox.shepherd(["status", "--timeline"]), @"
    step               started (UTC)     ended  took    ran  who    how it ended  waited for
    Read what changed  2026-03-28 09:00  09:00  0 s          @mona  done
                       2026-03-28 09:12  09:12               @mona  resumed
                       2026-03-28 09:30  09:30               @mona  resumed
    Run the tests      2026-03-28 09:00  09:30  30 min  0 s  @mona  done          another try after exit code 1
    Tag and publish    2026-03-28 09:30                      @mona  goes on       the mentor
    [exit status: 0]
    ");
}

#[test]
fn a_wait_has_its_deadline() {
    let document = "# Releasing\n\n\
                    - [ ] Ask for translations <!-- shepherd: id = \"ask\", wait = \"72h\" -->\n\
                    - [ ] Publish\n";
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").commit_files("Say how", &[("RELEASING.md", document)]);
    let answers = ["step.ask=done", "wait.ask=pause", "check.start.*=override", "reason.*=a test"];
    let _ = guide(&sandbox, &["--branch", "main", "--as", "mona"], &answers).success();
    let sandbox = sandbox.now("2026-03-29T10:00:00Z");
    assert_snapshot!(sandbox.shepherd(["status"]), @r#"
    1.1.0: a minor release of local/repo from main after 1.0.0
      state        paused, 0 of 2 steps done or skipped
      held by      @mona
      target       no commit is chosen yet
      checklist    RELEASING.md: "Releasing"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `ask` waits until 2026-03-31 09:00 UTC (1 d 23 h left)

    Steps
        waiting   1. Ask for translations
        todo      2. Publish

    Of the release as a whole
      put aside: tag-absent (a test)
    [exit status: 0]
    "#);
    let sandbox = sandbox.now("2026-04-01T09:00:00Z");
    assert!(sandbox.shepherd(["status"]).success().stdout().contains("(over since 1 d 0 h)"));
    let _ = guide(&sandbox, &["--as", "mona"], &["step.*=done"]).success();
    assert_snapshot!(sandbox.shepherd(["status", "1.1.0"]), @r#"
    1.1.0: a minor release of local/repo from main after 1.0.0
      state        finished, 2 of 2 steps done or skipped
      held by      @mona
      target       no commit was chosen
      checklist    RELEASING.md: "Releasing"
      began        2026-03-28 09:00 UTC
      last written 2026-04-01 09:00 UTC

    Steps
        done      1. Ask for translations  (@mona 2026-04-01 09:00)
        done      2. Publish  (@mona 2026-04-01 09:00)

    Of the release as a whole
      put aside: tag-absent (a test)
    [exit status: 0]
    "#);
    assert_snapshot!(sandbox.shepherd(["status", "--all", "--timeline"]), @"
    step                  started (UTC)     ended             took     who    how it ended  waited for
                          2026-03-28 09:00  09:00                      @mona  paused
                          2026-04-01 09:00  09:00                      @mona  resumed
    Ask for translations  2026-03-28 09:00  2026-04-01 09:00  4 d 0 h  @mona  done          2026-03-31 09:00 to come
    Publish               2026-04-01 09:00  09:00             0 s      @mona  done
                          2026-04-01 09:00  09:00                      @mona  finished
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.shepherd(["status", "1.1.0", "--markdown"]), @"
    # Release 1.1.0 of local/repo: what is left

    A minor release from the branch `main` after `1.0.0`, released by @mona. As of 2026-04-01 09:00 UTC: 2 of 2 steps are done or skipped.

    This release is through.

    ## Done already

    - [x] Ask for translations (@mona, 2026-04-01 09:00 UTC)
    - [x] Publish (@mona, 2026-04-01 09:00 UTC)
    [exit status: 0]
    ");
}

#[test]
fn the_document_may_be_gone() {
    let sandbox = begun().git(["rm", "--quiet", "RELEASING.md"]).git(["commit", "--quiet", "--message=Tidy up"]);
    assert_snapshot!(sandbox.shepherd(["status"]), @r#"
    1.1.0: a minor release of local/repo from main after 1.0.0
      state        open, 1 of 6 steps done or skipped
      held by      @mona
      mentored by  @octo
      target       no commit is chosen yet
      checklist    RELEASING.md (gone): "Releasing"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:12 UTC

    Waits for
      `prepare/run-the-tests` failed (exit code 1): Run the tests
      @mona and @octo have no next check-in

    Steps
      Prepare
        done      1. Read what changed  (@mona 2026-03-28 09:00)
        failed    2. Run the tests
                     note: which file is missing?
        skipped      Tell the users of the old version  (only for major, and this is a minor release)
      Publish
        todo      3. Announce it
        todo      4. Tag and publish
        todo      5. Look at the page
        todo      6. Thank the contributors

    Of the release as a whole
      put aside: tag-absent (it is a test)
    ------- stderr -------
    warning: `RELEASING.md` is not in the work tree and not on the default branch; the steps of 1.1.0 are shown as the run remembers them
    [exit status: 0]
    "#);
    assert_snapshot!(sandbox.shepherd(["status", "--markdown"]), @"
    # Release 1.1.0 of local/repo: what is left

    A minor release from the branch `main` after `1.0.0`, released by @mona. As of 2026-03-28 09:30 UTC: 1 of 6 steps are done or skipped.
    Mentored by: @octo.

    `RELEASING.md` is gone: only the titles of its steps are known. Look for the rest in its history.

    ## Done already

    - [x] Read what changed (@mona, 2026-03-28 09:00 UTC)

    ## Prepare

    - [ ] Run the tests

      **Careful:** this was tried, and failed (exit code 1).

      Note: which file is missing?

    ## Publish

    - [ ] Announce it
    - [ ] Tag and publish
    - [ ] Look at the page
    - [ ] Thank the contributors
    ------- stderr -------
    warning: `RELEASING.md` is not in the work tree and not on the default branch; the steps of 1.1.0 are shown as the run remembers them
    [exit status: 0]
    ");
}

#[test]
fn a_guide_that_works_on_it_is_seen() {
    let sandbox = begun();
    let folder = sandbox.path(".git/shepherd/runs/local/repo");
    let note = r#"{"process":12,"host":"ada","since":"2026-03-28T09:20:00Z"}"#;
    fs::write(folder.join("1.1.0.holder.json"), note).unwrap();
    let held = |output: &Output| output.stdout().lines().find(|line| line.starts_with("  held by")).unwrap().to_owned();
    let left = sandbox.shepherd(["status"]).success();
    assert_snapshot!(held(&left), @"  held by      @mona; the last guide did not end by itself (process 12 on ada, since 2026-03-28T09:20:00Z)");
    let lock = fs::OpenOptions::new().write(true).open(folder.join("1.1.0.lock")).unwrap();
    lock.lock().unwrap();
    let taken = sandbox.shepherd(["status"]).success();
    assert_snapshot!(held(&taken), @"  held by      @mona; open right now in process 12 on ada, since 2026-03-28T09:20:00Z");
    let json = sandbox.shepherd(["status", "--json"]).success();
    assert!(json.stdout().contains("\"is_open_now\": true"), "{json}");
}

#[test]
fn several_runs_have_a_line_each_and_a_damaged_one_hides_no_other() {
    let sandbox = begun();
    let _ = sandbox
        .shepherd([
            "guide",
            "1.0.1",
            "--branch",
            "main",
            "--answer",
            "check.start.*=override",
            "--answer",
            "reason.*=a test",
            "--answer",
            "step.*=pause",
        ])
        .success();
    let _ = sandbox.shepherd(["guide", "1.0.1", "--abandon", "--reason", "nobody needs it"]).success();
    let _ = sandbox
        .shepherd([
            "guide",
            "1.2.0",
            "--branch",
            "main",
            "--answer",
            "check.start.*=override",
            "--answer",
            "reason.*=a test",
            "--answer",
            "step.*=pause",
        ])
        .success();
    assert_snapshot!(sandbox.shepherd(["status"]), @"
    1.1.0  open    1 of 6  @mona  failed: Run the tests
    1.2.0  paused  0 of 6  @mona  next: Read what changed
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.shepherd(["status", "--all"]), @"
    1.1.0  open       1 of 6  @mona  failed: Run the tests
    1.2.0  paused     0 of 6  @mona  next: Read what changed
    1.0.1  abandoned  0 of 6  @mona
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.shepherd(["status", "--markdown"]), @"
    ------- stderr -------
    error: several releases are meant: 1.1.0, 1.2.0
    help: name one: `shepherd status VERSION --markdown`
    [exit status: 2]
    ");
    let tree = sandbox.git_output(["cat-file", "-p", "refs/shepherd/store:runs/local/repo/1.2.0.jsonl"]);
    for (log, code) in [(tree.replace("\"format\":1", "\"format\":9") + "\n", 5), ("{}\n".to_owned(), 3)] {
        rewrite(&sandbox, "runs/local/repo/1.2.0.jsonl", &log);
        let output = sandbox.shepherd(["status"]).failure(code);
        assert!(output.stdout().starts_with("1.1.0: a minor release"), "{output}");
        assert!(output.stderr().contains("1.2.0: "), "{output}");
    }
    assert_snapshot!(sandbox.shepherd(["status", "1.2.0"]), @"
    ------- stderr -------
    error: 1.2.0: line 1 of the log of this run is damaged: missing field `id` at line 1 column 2
    help: nothing was changed; each event is a commit of `refs/shepherd/store`: look at its history with `git log -p refs/shepherd/store`
    help: other runs lie there too, so do not move it back: begin this one under another version, or have its one file mended by somebody who knows git, in a new commit
    [exit status: 3]
    ");
}

/// Makes a commit of the store without history, in which a file holds something else.
fn rewrite(sandbox: &Sandbox, path: &str, text: &str) {
    let git = |arguments: &[&str], input: Option<&[u8]>| {
        let output = sandbox.try_git(arguments, input);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("git prints text").trim().to_owned()
    };
    let blob = git(&["hash-object", "-w", "--stdin"], Some(text.as_bytes()));
    let tree = git(&["ls-tree", "-r", "refs/shepherd/store"], None);
    // A tree is built from the inside out: `git mktree` takes one level.
    let mut lines: Vec<String> = tree.lines().filter(|line| !line.ends_with(path)).map(str::to_owned).collect();
    lines.push(format!("100644 blob {blob}\t{path}"));
    let logs: Vec<String> = lines
        .iter()
        .filter_map(|line| line.split_once("\truns/local/repo/").map(|(head, name)| format!("{head}\t{name}")))
        .collect();
    let top: Vec<String> = lines.iter().filter(|line| !line.contains('/')).cloned().collect();
    let mut inner = git(&["mktree"], Some((logs.join("\n") + "\n").as_bytes()));
    for name in ["repo", "local"] {
        inner = git(&["mktree"], Some(format!("040000 tree {inner}\t{name}\n").as_bytes()));
    }
    let whole = format!("{}\n040000 tree {inner}\truns\n", top.join("\n"));
    let tree = git(&["mktree"], Some(whole.as_bytes()));
    let commit = git(&["commit-tree", "-m", "rewritten", &tree], None);
    git(&["update-ref", "refs/shepherd/store", &commit], None);
}

#[test]
fn a_rehearsal_has_its_own_status() {
    let sandbox = project();
    let _ = guide(
        &sandbox,
        &["--branch", "main", "--rehearse"],
        &[READ, "step.*=pause", "check.start.*=override", "reason.*=it is a test"],
    )
    .success();
    assert_snapshot!(sandbox.shepherd(["status"]), @"
    ------- stderr -------
    No release is going on.
    hint: `shepherd guide VERSION` begins one; with `--rehearse` it is practised first
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.shepherd(["status", "1.1.0", "--rehearsal"]), @r#"
    1.1.0: the rehearsal of a minor release of local/repo from main after 1.0.0
      state        paused, 1 of 6 steps done or skipped
      held by      @mona
      target       no commit is chosen yet
      checklist    RELEASING.md: "Releasing"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `prepare/run-the-tests` is next: Run the tests
      `announce` waits for `publish`

    Steps
      Prepare
        done      1. Read what changed  (@mona 2026-03-28 09:00)
        todo      2. Run the tests
        skipped      Tell the users of the old version  (only for major, and this is a minor release)
      Publish
        blocked   3. Announce it  (waits for publish)
        todo      4. Tag and publish
        todo      5. Look at the page
        todo      6. Thank the contributors

    Of the release as a whole
      put aside: tag-absent (it is a test)
    [exit status: 0]
    "#);
}
