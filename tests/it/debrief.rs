//! `shepherd debrief`: what a walk taught becomes a patch that `git apply` takes.

use insta::assert_snapshot;
use release_shepherd::core::checklist::{Checklist, Step, read};

use crate::support::{Output, Sandbox};

const RELEASING: &str = "\
# Releasing

1. Read what changed. It takes
   a while.
2. Run the tests:

   ```bash
   test -e passes
   echo \"tested ${VERSION}\"
   ```

3. Build the site.
   - [ ] English
   - [ ] Portuguese
4. Tell <https://example.org> about it.

That is all.
";

fn project() -> Sandbox {
    Sandbox::new()
        .shell_tools()
        .commit("Start")
        .tag("1.0.0")
        .commit_files("Say how to release", &[("RELEASING.md", RELEASING)])
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
         \"check.start.*\" = \"override\"\n\
         \"reason.*\" = \"it is a test\"\n\
         \"already.*\" = \"no\"\n"
    )
}

/// A release that was walked to its end.
fn walked() -> Sandbox {
    let sandbox = project();
    let once = answers().lines().filter(|line| !line.starts_with("\"failed")).collect::<Vec<_>>().join("\n");
    guide(&sandbox, &[], &once).failure(4);
    let sandbox = sandbox.write("passes", "").now("2026-03-28T09:12:00Z");
    guide(&sandbox, &[], &answers()).success();
    sandbox.now("2026-03-28T10:00:00Z")
}

#[test]
fn help_is_for_the_first_time() {
    assert_snapshot!(Sandbox::new().shepherd(["debrief", "--help"]), @"");
}

#[test]
fn what_a_walk_taught_becomes_a_patch() {
    let sandbox = walked();
    let output = sandbox.shepherd(["debrief"]).success();
    assert_snapshot!(output, @"");
    sandbox.try_git(&["diff", "--exit-code"], None);
    let applied = sandbox.try_git(&["apply", "-"], Some(output.stdout().as_bytes()));
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    assert_eq!(shape(&sandbox.read("RELEASING.md")), shape(RELEASING));
    assert_snapshot!(sandbox.shepherd(["debrief"]), @"");
}

#[test]
fn writing_it_twice_adds_nothing_twice() {
    let sandbox = walked();
    sandbox.shepherd(["debrief", "1.1.0", "--write"]).success();
    let once = sandbox.read("RELEASING.md");
    assert_snapshot!(once, @"");
    assert_eq!(shape(&once), shape(RELEASING));
    sandbox.shepherd(["debrief", "1.1.0", "--write"]).success();
    assert_eq!(sandbox.read("RELEASING.md"), once);
}

#[test]
fn a_step_that_is_gone_is_told() {
    let sandbox =
        walked().write("RELEASING.md", "# Releasing\r\n\r\n1. Read what changed. It takes\r\n   a while.\r\n2. Rest");
    let output = sandbox.shepherd(["debrief", "--write"]).success();
    assert_snapshot!(output, @"");
    assert!(sandbox.read("RELEASING.md").ends_with("2. Rest"), "{}", sandbox.read("RELEASING.md"));
    assert!(
        sandbox.read("RELEASING.md").lines().count() > 4
            && !sandbox.read("RELEASING.md").replace("\r\n", "").contains('\n')
    );
}

#[test]
fn programs_get_the_remarks_and_the_patch() {
    assert_snapshot!(walked().shepherd(["debrief", "--json"]), @"");
}

#[test]
fn nothing_to_learn_from() {
    let sandbox = project();
    assert_snapshot!(sandbox.shepherd(["debrief"]), @"");
    assert_snapshot!(sandbox.shepherd(["debrief", "1.1.0"]), @"");
    assert_snapshot!(sandbox.shepherd(["debrief", "--rehearsal"]), @"");
    let sandbox = sandbox.write("passes", "").git(["add", "passes"]).git(["commit", "--quiet", "--message=Pass"]);
    let plain = answers().replace("[\"note\", \"done\"]", "\"done\"").replace("= \"skip\"", "= \"done\"");
    guide(&sandbox, &[], &plain).success();
    assert_snapshot!(sandbox.shepherd(["debrief"]), @"");
}

#[test]
fn a_rehearsal_teaches_too() {
    let sandbox = project();
    guide(&sandbox, &["--rehearse"], &answers().replace("= \"run\"", "= \"skip\"")).success();
    assert_snapshot!(sandbox.shepherd(["debrief", "--rehearsal"]), @"");
}
