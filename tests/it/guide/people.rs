//! Who takes part: the holder, those with a right, those who take over.

use std::fmt::Write as _;

use super::{begin, guide, project, told};
use crate::support::Sandbox;

const DOCUMENT: &str = "1. Prepare it. <!-- shepherd: id = \"prepare\" -->\n\
    2. Upload it. <!-- shepherd: id = \"upload\", role = \"pypi-owner\" -->\n\
    3. Have it looked at. <!-- shepherd: id = \"look\", sign-off = \"mentor\" -->\n";

/// Writes files into the records, as commands of a later release do.
fn with_records(sandbox: Sandbox, files: &[(&str, &str)]) -> Sandbox {
    let marker = ("store.toml", "format = 1\nid = \"0123456789abcdef\"\n");
    let head = "commit refs/shepherd/store\ncommitter Ann <ann@example.org> 1774688400 +0000\ndata 5\nhands\n";
    let mut stream = head.to_owned();
    for (path, text) in files.iter().chain([&marker]) {
        writeln!(stream, "M 100644 inline {path}\ndata {}\n{text}", text.len()).expect("a text takes all");
    }
    let output = sandbox.try_git(&["fast-import", "--quiet"], Some(stream.as_bytes()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    sandbox
}

/// Writes a person into the records.
fn with_person(sandbox: Sandbox, login: &str, text: &str) -> Sandbox {
    with_records(sandbox, &[(&format!("people/{login}.toml"), text)])
}

#[test]
fn a_right_is_asked_for_at_the_start_and_its_step_goes_to_who_has_it() {
    let sandbox = project(DOCUMENT);
    let answers = "'role.pypi-owner' = '@ann'\n'step.prepare' = 'done'\n'step.upload' = 'quit'\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    A step needs the right `pypi-owner` (the records name nobody; ask those who released before).
    Do you have `pypi-owner`? (yes, or the login of who does it): @ann
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    Prepare it
    then: Upload it
    [prepare · RELEASING.md:1]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Upload it
    needs the right: pypi-owner
    then: Have it looked at
    [upload · RELEASING.md:2]
    warning: this step needs the right `pypi-owner`, which you said you do not have
    hint: @ann does it with `shepherd guide 1.1.0 --step upload` on a clone that has this run; or do it together and answer `done`
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    // She does her step of the run that is not hers, and nothing else.
    let as_ann = |arguments: &[&str]| sandbox.shepherd([&["guide", "--as", "ann"], arguments].concat());
    insta::assert_snapshot!(told(&as_ann(&[])), @"
    ------- stderr -------
    error: the run of 1.1.0 is held by @octocat, and you are @ann
    help: do one step of it with `shepherd guide 1.1.0 --step ID`
    help: or take it over, if that is agreed, with `--take-over --reason WHY`
    [exit status: 5]
    ");
    insta::assert_snapshot!(told(&as_ann(&["--step", "upload", "--answer", "step.upload=done"])), @"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Upload it
    needs the right: pypi-owner
    then: Have it looked at
    [upload · RELEASING.md:2]
    What now? done
    done
    [exit status: 0]
    ");
    insta::assert_snapshot!(told(&as_ann(&["--step", "uploads"])), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    error: `RELEASING.md` has no step `uploads` for this release
    help: did you mean `upload`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(told(&as_ann(&["--take-over", "--reason", "@octocat is ill", "--answer", "step.look=mentor"])), @r#"
    ------- stderr -------
    Why do you take it over from @octocat? @octocat is ill
    the run is yours now; it was @octocat's
    Release 1.1.0 from main: going on
    The run came to you from @octocat: what is done is looked at from here
      prepare: nothing proves it but the word of who did it
      upload: nothing proves it but the word of who did it
    clean-tree: holds (nothing is changed, staged or untracked)
    0 of 2 steps proven from here; the run is yours

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 3 of 3
    Have it looked at
    must agree: a mentor
    [look · RELEASING.md:3]
    What now? mentor
    No mentor is named for this run. Name one with `shepherd guide --mentor LOGIN`.
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.look=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    let back = guide(&sandbox, &[], "");
    assert!(back.failure(5).stderr().contains("is held by @ann, and you are @octocat"));
}

#[test]
fn the_records_say_who_has_a_right() {
    let ann = "format = 1\nlogin = \"ann\"\nname = \"Ann\"\naliases = [\"ann@example.org\"]\n\
        [[right]]\nname = \"pypi-owner\"\nproject = \"local/origin\"\n";
    let sandbox = with_person(project(DOCUMENT), "ann", ann);
    let answers = "'role.pypi-owner' = 'no'\n'step.prepare' = 'quit'\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    A step needs the right `pypi-owner` (ask @ann).
    Do you have `pypi-owner`? (yes, or the login of who does it): no
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    Prepare it
    then: Upload it
    [prepare · RELEASING.md:1]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    let own = sandbox.env("GIT_AUTHOR_EMAIL", "ann@example.org");
    let output = own.shepherd(["guide", "1.2.0", "--branch", "main", "--answer", "step.prepare=quit"]);
    insta::assert_snapshot!(told(&output), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main after 1.0.0
    released by   @ann (ann@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    right `pypi-owner`: you have it, as the records say
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    Prepare it
    then: Upload it
    [prepare · RELEASING.md:1]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
}

#[test]
fn the_mentor_is_asked_and_agrees() {
    let sandbox = project(DOCUMENT);
    let answers = "'role.pypi-owner' = 'yes'\n'step.prepare' = ['mentor', 'done']\n'step.upload' = 'done'\n'step.look' = 'done'\n";
    let arguments = ["1.1.0", "--branch", "main", "--mentor", "mona", "--mentor", "max"];
    insta::assert_snapshot!(told(&guide(&sandbox, &arguments, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    mentored by   @mona, @max
    checklist     RELEASING.md: "Release", 3 steps
    A step needs the right `pypi-owner` (the records name nobody; ask those who released before).
    Do you have `pypi-owner`? (yes, or the login of who does it): yes
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)
    warning: no next check-in with @mona is set: both of you should always know when and how it is
    hint: `shepherd people pair mona --ask --check-in 2026-04-04 --how 'video call'` sets it
    warning: no next check-in with @max is set: both of you should always know when and how it is
    hint: `shepherd people pair max --ask --check-in 2026-04-04 --how 'video call'` sets it

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    Prepare it
    then: Upload it
    [prepare · RELEASING.md:1]
    What now? mentor
    Send this:
      @mona, @max: could you look at step 1 of 3 of the release 1.1.0 with me? "Prepare it" (RELEASING.md, line 1)
    hint: this run is in this clone alone, and nobody elsewhere sees it: leave it, share it with `shepherd store init --in-repo` and come back with `shepherd guide`; then they see it in a clone of their own, after `git fetch`, with `shepherd status 1.1.0`
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Upload it
    needs the right: pypi-owner
    then: Have it looked at
    [upload · RELEASING.md:2]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 3 of 3
    Have it looked at
    must agree: @mona or @max
    [look · RELEASING.md:3]
    What now? done
    This step waits for the sign-off of @mona or @max, who sees exactly what is shown here ([DIGEST]).
    In this clone, they agree with `shepherd approve 1.1.0 look --as LOGIN`.
    hint: this run is in this clone alone, and nobody elsewhere sees it: leave it, share it with `shepherd store init --in-repo` and come back with `shepherd guide`; then they agree in a clone of their own, after `git fetch`, with `shepherd approve 1.1.0 look`
    error: `look` waits for the sign-off of @mona or @max ([DIGEST])
    help: they look at it here, with `shepherd approve 1.1.0 look --as LOGIN`
    help: or on a machine of their own, once the store is shared: `shepherd store init`
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.look=wait`
    [exit status: 5]
    "#);
    let zoe = sandbox.shepherd(["approve", "1.1.0", "look", "--as", "zoe", "--yes"]).failure(5);
    assert!(zoe.stderr().contains("error: `look` waits for @mona or @max, and you are @zoe"), "{zoe}");
    let seen = sandbox.shepherd(["approve", "1.1.0", "look", "--as", "Max"]).failure(1).digest();
    let _ = sandbox.shepherd(["approve", "1.1.0", "look", "--as", "Max", "--yes", "--digest", &seen]).success();
    let output = guide(&sandbox, &[], "'step.look' = 'done'\n").success();
    assert!(output.stderr().contains("agreed by @Max, claimed"), "{output}");
}

#[test]
fn logins_are_looked_at() {
    let sandbox = project(DOCUMENT);
    insta::assert_snapshot!(guide(&sandbox, &["1.1.0", "--branch", "main", "--mentor", "mona lisa"], ""), @"
    ------- stderr -------
    error: `--mentor mona lisa` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: 2]
    ");
}

#[test]
fn the_mentor_of_the_slot_is_taken_along() {
    let slot = "format = 1\nprojects = [\"local/origin\"]\nversion = \"1.1.0\"\nkind = \"minor\"\nfrom = 2026-04-02\nstate = \"accepted\"\n\
                shepherd = \"octocat\"\naccepted = 2026-03-20\nmentor = \"mona\"\n\
                changed = 2026-03-20T12:00:00Z\n";
    let project = || with_records(project(DOCUMENT), &[("slots/local/origin/1.1.0.toml", slot)]);
    let quit = "'role.pypi-owner' = 'yes'\n'step.prepare' = 'quit'\n";
    let told = |answers: &str, flags: &[&str]| {
        let said = guide(&project(), &[&["1.1.0", "--branch", "main"], flags].concat(), &format!("{answers}{quit}"));
        let said = said.success().to_string();
        said.split_once("checklist").expect("it begins").0.to_owned()
    };
    insta::assert_snapshot!(told("", &[]), @"
    ------- stderr -------
    @mona mentors you, as the slot of 1.1.0 says
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    mentored by   @mona
    ");
    insta::assert_snapshot!(told("'slot-mentor' = 'no'\n", &[]), @"
    ------- stderr -------
    The slot of 1.1.0 names @mona as mentor. Go with them? no
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    ");
    // Who is named by a flag comes first.
    insta::assert_snapshot!(told("", &["--mentor", "ann"]), @"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    mentored by   @ann
    ");
}
