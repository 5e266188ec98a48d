//! `shepherd debrief`: what a walk taught becomes a patch that `git apply` takes.
#![cfg(unix)]

use insta::assert_snapshot;
use release_shepherd::core::checklist::{Checklist, Step, read};
use release_shepherd::core::run::insert;

use crate::support::{Output, Sandbox};

const RELEASING: &str = "\
# Releasing

- [ ] Read what changed. It takes
  a while.
- [ ] Run the tests:

  ```bash
  test -e passes
  echo \"tested ${VERSION}\"
  ```

- [ ] Build the site.
  - [ ] English
  - [ ] Portuguese
- [ ] Tell <https://example.org> about it.

That is all.
";

fn project() -> Sandbox {
    Sandbox::new()
        .shell_tools()
        .commit("Start")
        .tag("1.0.0")
        .commit_files("Say how to release", &[("RELEASING.md", RELEASING)])
        .git(["clone", "--quiet", "--bare", ".", "[SANDBOX]/remote.git"])
        .git(["remote", "add", "origin", "../remote.git"])
        .git(["fetch", "--quiet", "origin"])
        .git(["config", "shepherd.login", "mona"])
}

/// Returns the identities of the steps, in order.
fn ids(text: &str) -> Vec<String> {
    each_step(&read(text)).iter().map(|step| step.id.clone()).collect()
}

fn each_step(checklist: &Checklist) -> Vec<Step> {
    fn add(steps: &[Step], found: &mut Vec<Step>) {
        for step in steps {
            found.push(step.clone());
            add(&step.steps, found);
        }
    }
    let mut found = Vec::new();
    for phase in checklist.procedures.iter().flat_map(|procedure| &procedure.phases) {
        add(&phase.steps, &mut found);
    }
    found
}

/// What must not change in a document: identities, titles, kinds, numbers of lines apart, and commands.
fn shape(text: &str) -> Vec<(String, String, Vec<String>, usize, bool)> {
    let of = |step: Step| {
        let commands = step.blocks.iter().map(|block| block.commands.clone()).collect();
        (step.id, step.title, commands, step.steps.len(), step.is_detail)
    };
    each_step(&read(text)).into_iter().map(of).collect()
}

fn guide(sandbox: &Sandbox, flags: &[&str], answers: &str) -> Output {
    let sandbox_file = sandbox.path("[SANDBOX]/answers.toml");
    std::fs::write(&sandbox_file, answers).expect("the sandbox is writable");
    let file = sandbox_file.display().to_string();
    let mut arguments = vec!["guide", "1.1.0", "--branch", "main", "--answers", &file];
    arguments.extend(flags);
    sandbox.shepherd(arguments)
}

/// Answers a walk: a note with Markdown in it, a command that fails once, and a step that is skipped.
fn answers() -> String {
    let ids = ids(RELEASING);
    let [read, test, site, english, portuguese, tell] = ids.as_slice() else { panic!("{ids:?}") };
    format!(
        "\"step.{read}\" = [\"note\", \"done\"]\n\
         \"note.{read}\" = \"which *one*? see `git log` <b>, @octo\"\n\
         \"step.{test}\" = \"run\"\n\
         \"failed.{test}\" = \"again\"\n\
         \"step.{site}\" = \"done\"\n\
         \"step.{english}\" = \"done\"\n\
         \"step.{portuguese}\" = \"skip\"\n\
         \"reason.{portuguese}\" = \"nobody reads it.\"\n\
         \"step.{tell}\" = \"done\"\n\
         \"reason.{tell}\" = \"-\"\n"
    )
}

/// A release that was walked to its end.
fn walked() -> Sandbox {
    let sandbox = project();
    let once = answers().lines().filter(|line| !line.starts_with("\"failed")).collect::<Vec<_>>().join("\n");
    let _ = guide(&sandbox, &[], &once).failure(4);
    let sandbox = sandbox.write("passes", "").now("2026-03-28T09:12:00Z");
    let _ = guide(&sandbox, &[], &answers()).success();
    sandbox.now("2026-03-28T10:00:00Z")
}

#[test]
fn help_is_for_the_first_time() {
    assert_snapshot!(Sandbox::new().shepherd(["debrief", "--help"]), @"
    Turn what a release taught into a proposed patch of RELEASING.md

    Notes, steps that were skipped, failed, took long or were done twice, and checks that were put aside
    become short quotes under their steps, for the next person to see and for somebody to act on. The
    patch goes to standard output, and nothing is changed unless you ask for it.

    Usage: shepherd debrief [OPTIONS] [VERSION]

    Arguments:
      [VERSION]
              The version [default: the release that ended last, else the one that is open]

    Options:
          --rehearsal
              Of the last rehearsal instead

          --write
              Write the patch into the document

          --json
              Write the remarks and the patch as JSON

      -h, --help
              Print help (see a summary with '-h')

    The project:
          --project <OWNER/NAME>
              The project on GitHub [default: what the remote says]

          --remote <NAME>
              The remote of the project [default: upstream, else origin]

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
      shepherd debrief                      what the last release taught
      shepherd debrief 5.5.0 | git apply    takes the patch
      shepherd debrief 5.5.0 --write        the same
      shepherd debrief 5.5.0 --rehearsal    what its last rehearsal taught
      shepherd debrief --json | jq '.remarks[].text'
    [exit status: 0]
    ");
}

#[test]
fn what_a_walk_taught_becomes_a_patch() {
    let sandbox = walked();
    let output = sandbox.shepherd(["debrief"]).success();
    assert_snapshot!(output, @r#"
    --- a/RELEASING.md
    +++ b/RELEASING.md
    @@ -2,16 +2,19 @@
     
     - [ ] Read what changed. It takes
       a while.
    +  > 1.1.0 (@mona): which \*one\*? see 'git log' \<b>, @octo
     - [ ] Run the tests:
     
       ```bash
       test -e passes
       echo "tested ${VERSION}"
       ```
    +  > 1.1.0: failed once (exit code 1) before it worked.
     
     - [ ] Build the site.
       - [ ] English
       - [ ] Portuguese
    +    > 1.1.0 (@mona): skipped, because nobody reads it. Is the step still needed?
     - [ ] Tell <https://example.org> about it.
     
     That is all.
    ------- stderr -------
    What the release 1.1.0 taught: 3 remarks
      Read what changed
        @mona: which *one*? see `git log` <b>, @octo
      Run the tests
        failed once (exit code 1) before it worked.
      Portuguese
        @mona: skipped, because nobody reads it. Is the step still needed?
    hint: `shepherd debrief 1.1.0 --write` writes this into RELEASING.md; read it, and change it into better steps
    [exit status: 0]
    "#);
    let applied = sandbox.try_git(&["apply", "-"], Some(output.stdout().as_bytes()));
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    assert_eq!(shape(&sandbox.read("RELEASING.md")), shape(RELEASING));
    assert_snapshot!(sandbox.shepherd(["debrief"]), @"
    ------- stderr -------
    What the release 1.1.0 taught: 3 remarks
      Read what changed
        @mona: which *one*? see `git log` <b>, @octo (is in the document already)
      Run the tests
        failed once (exit code 1) before it worked. (is in the document already)
      Portuguese
        @mona: skipped, because nobody reads it. Is the step still needed? (is in the document already)
    [exit status: 0]
    ");
}

#[test]
fn writing_it_twice_adds_nothing_twice() {
    let sandbox = walked();
    let _ = sandbox.shepherd(["debrief", "1.1.0", "--write"]).success();
    let once = sandbox.read("RELEASING.md");
    assert_snapshot!(once, @r#"
    # Releasing

    - [ ] Read what changed. It takes
      a while.
      > 1.1.0 (@mona): which \*one\*? see 'git log' \<b>, @octo
    - [ ] Run the tests:

      ```bash
      test -e passes
      echo "tested ${VERSION}"
      ```
      > 1.1.0: failed once (exit code 1) before it worked.

    - [ ] Build the site.
      - [ ] English
      - [ ] Portuguese
        > 1.1.0 (@mona): skipped, because nobody reads it. Is the step still needed?
    - [ ] Tell <https://example.org> about it.

    That is all.
    "#);
    assert_eq!(shape(&once), shape(RELEASING));
    let _ = sandbox.shepherd(["debrief", "1.1.0", "--write"]).success();
    assert_eq!(sandbox.read("RELEASING.md"), once);
}

#[test]
fn a_step_that_is_gone_is_told() {
    let sandbox =
        walked().write("RELEASING.md", "# Releasing\r\n\r\n1. Read what changed. It takes\r\n   a while.\r\n2. Rest");
    let output = sandbox.shepherd(["debrief", "--write"]).success();
    assert_snapshot!(output, @r"
    --- a/RELEASING.md
    +++ b/RELEASING.md
    @@ -2,4 +2,5 @@
     
     1. Read what changed. It takes
        a while.
    +   > 1.1.0 (@mona): which \*one\*? see 'git log' \<b>, @octo
     2. Rest
    \ No newline at end of file
    ------- stderr -------
    What the release 1.1.0 taught: 3 remarks
      Read what changed
        @mona: which *one*? see `git log` <b>, @octo
    These have no place in RELEASING.md any more:
      Run the tests (`run-the-tests`): failed once (exit code 1) before it worked.
      Portuguese (`build-the-site/portuguese`): @mona: skipped, because nobody reads it. Is the step still needed?
    RELEASING.md: written
    [exit status: 0]
    ");
    assert!(sandbox.read("RELEASING.md").ends_with("2. Rest"), "{}", sandbox.read("RELEASING.md"));
    assert!(
        sandbox.read("RELEASING.md").lines().count() > 4
            && !sandbox.read("RELEASING.md").replace("\r\n", "").contains('\n')
    );
}

#[test]
fn programs_get_the_remarks_and_the_patch() {
    assert_snapshot!(walked().shepherd(["debrief", "--json"]), @r#"
    {
      "schema": 1,
      "version": "1.1.0",
      "rehearsal": false,
      "file": "RELEASING.md",
      "remarks": [
        {
          "step": "read-what-changed",
          "title": "Read what changed",
          "kind": "note",
          "who": "mona",
          "text": "which *one*? see `git log` <b>, @octo",
          "place": "new"
        },
        {
          "step": "run-the-tests",
          "title": "Run the tests",
          "kind": "failed",
          "who": null,
          "text": "failed once (exit code 1) before it worked.",
          "place": "new"
        },
        {
          "step": "build-the-site/portuguese",
          "title": "Portuguese",
          "kind": "skipped",
          "who": "mona",
          "text": "skipped, because nobody reads it. Is the step still needed?",
          "place": "new"
        }
      ],
      "diff": "--- a/RELEASING.md\n+++ b/RELEASING.md\n@@ -2,16 +2,19 @@\n \n - [ ] Read what changed. It takes\n   a while.\n+  > 1.1.0 (@mona): which \\*one\\*? see 'git log' \\<b>, @octo\n - [ ] Run the tests:\n \n   ```bash\n   test -e passes\n   echo \"tested ${VERSION}\"\n   ```\n+  > 1.1.0: failed once (exit code 1) before it worked.\n \n - [ ] Build the site.\n   - [ ] English\n   - [ ] Portuguese\n+    > 1.1.0 (@mona): skipped, because nobody reads it. Is the step still needed?\n - [ ] Tell <https://example.org> about it.\n \n That is all.\n"
    }
    [exit status: 0]
    "#);
}

#[test]
fn nothing_to_learn_from() {
    let sandbox = project();
    assert_snapshot!(sandbox.shepherd(["debrief"]), @"
    ------- stderr -------
    error: no release was walked here yet, so there is nothing to learn from
    help: `shepherd guide VERSION` walks one; `shepherd debrief --rehearsal` looks at rehearsals
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.shepherd(["debrief", "1.1.0"]), @"
    ------- stderr -------
    error: there is no run of 1.1.0
    help: `shepherd status --all` lists the runs; `--rehearsal` looks at rehearsals
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.shepherd(["debrief", "--rehearsal"]), @"
    ------- stderr -------
    error: there is no rehearsal to learn from
    help: `shepherd guide VERSION --rehearse` makes one
    [exit status: 2]
    ");
    let sandbox = sandbox.write("passes", "").git(["add", "passes"]).git(["commit", "--quiet", "--message=Pass"]);
    let plain = answers().replace("[\"note\", \"done\"]", "\"done\"").replace("= \"skip\"", "= \"done\"");
    let _ = guide(&sandbox, &[], &plain).success();
    assert_snapshot!(sandbox.shepherd(["debrief"]), @"
    ------- stderr -------
    The release 1.1.0 taught nothing new: no note, and nothing was skipped, failed or slow.
    [exit status: 0]
    ");
}

#[test]
fn a_rehearsal_teaches_too() {
    let sandbox = project();
    let _ = guide(
        &sandbox,
        &["--rehearse"],
        &(answers().replace("= \"run\"", "= \"skip\"") + "\"reason.run-the-tests\" = \"no test here\"\n"),
    )
    .success();
    assert_snapshot!(sandbox.shepherd(["debrief", "--rehearsal"]), @r#"
    --- a/RELEASING.md
    +++ b/RELEASING.md
    @@ -2,16 +2,19 @@
     
     - [ ] Read what changed. It takes
       a while.
    +  > 1.1.0 (@mona): which \*one\*? see 'git log' \<b>, @octo
     - [ ] Run the tests:
     
       ```bash
       test -e passes
       echo "tested ${VERSION}"
       ```
    +  > 1.1.0 (@mona): skipped, because no test here. Is the step still needed?
     
     - [ ] Build the site.
       - [ ] English
       - [ ] Portuguese
    +    > 1.1.0 (@mona): skipped, because nobody reads it. Is the step still needed?
     - [ ] Tell <https://example.org> about it.
     
     That is all.
    ------- stderr -------
    What the rehearsal of 1.1.0 taught: 3 remarks
      Read what changed
        @mona: which *one*? see `git log` <b>, @octo
      Run the tests
        @mona: skipped, because no test here. Is the step still needed?
      Portuguese
        @mona: skipped, because nobody reads it. Is the step still needed?
    hint: `shepherd debrief 1.1.0 --rehearsal --write` writes this into RELEASING.md; read it, and change it into better steps
    [exit status: 0]
    "#);
}

/// Whatever a document looks like, a quote changes nothing else in it, or it is not put there.
#[test]
fn real_documents_stay_what_they_are() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/releasing");
    let Ok(index) = std::fs::read_to_string(folder.join("INDEX.tsv")) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let (mut asked, mut placed) = (0, 0);
    for name in index.lines().skip(1).filter_map(|row| row.split('\t').next()) {
        let text = std::fs::read_to_string(folder.join(name)).expect("the document is text");
        let lines: Vec<(String, String)> = ids(&text)
            .into_iter()
            .step_by(7)
            .take(6)
            .map(|id| (id, "5.5.0 (@mona): skipped, because 1. it \\*rains\\*. Is the step still needed?".to_owned()))
            .collect();
        let quoted = insert(&text, &lines);
        asked += lines.len();
        placed += lines.len() - quoted.left.len();
        if !quoted.left.is_empty() {
            println!("{name}: {:?}", quoted.left.iter().map(|(id, _)| id).collect::<Vec<_>>());
        }
        assert_eq!(shape(&quoted.text), shape(&text), "{name}");
        let rest: Vec<&str> =
            quoted.text.lines().filter(|line| !line.contains("5.5.0 (@mona)") && !line.trim().is_empty()).collect();
        assert_eq!(rest, text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>(), "{name}");
        assert_eq!(insert(&quoted.text, &lines).text, quoted.text, "{name}: twice");
    }
    println!("{placed} of {asked} remarks have a place");
    assert!(placed * 100 >= asked * 90, "{placed} of {asked}");
}
