//! Without the right to push, all works, and what waits is handed over as a file.

use super::{LOG, Office};

const DOCUMENT: &str = "1. Write the notes. <!-- shepherd: id = \"notes\" -->\n\
    2. Tell everybody. <!-- shepherd: id = \"tell\" -->\n";

/// What a server does with those who may not push.
const READ_ONLY: &str = "echo 'You are not allowed to push to this project.' >&2\nexit 1";

#[test]
fn what_waits_is_handed_over_as_a_file() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    office.hook(READ_ONLY);
    drop(ann.guide(&["1.1.0", "--branch", "main"], "'step.notes' = 'done'\n'step.tell' = 'pause'\n").success());
    insta::assert_snapshot!(ann.fails(4, &["store", "sync"]), @"
    ------- stderr -------
    error: origin did not take the branch `release-shepherd`
      [remote rejected] (pre-receive hook declined)
      remote: You are not allowed to push to this project.
      error: failed to push some refs to '[OFFICE]/hello.git'
    help: what was written stays in this clone; `shepherd store where` says how much of it waits
    help: if a rule forbids the branch, let the rule leave out `release-shepherd`, or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`
    help: without the right to push: `shepherd store bundle FILE` makes a file for somebody who has it
    [exit status: 4]
    ");
    insta::assert_snapshot!(ann.does(&["store", "bundle", "[SANDBOX]/waiting.bundle"]), @"
    [SANDBOX]/waiting.bundle
    ------- stderr -------
    5 changes in it
    hint: hand it to somebody who may push: `shepherd store sync --from [SANDBOX]/waiting.bundle`
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.fails(5, &["store", "bundle", "[SANDBOX]/waiting.bundle"]), @"
    ------- stderr -------
    error: `[SANDBOX]/waiting.bundle` is there already
    help: name another file; nothing was overwritten
    [exit status: 5]
    ");
    // @mona may push. She has changes of her own, which stay where they are.
    mona.does(&["people", "add", "zoe"]);
    office.no_hook();
    let bundle = ann.path("[SANDBOX]/waiting.bundle").display().to_string();
    insta::assert_snapshot!(mona.does(&["store", "sync", "--from", &bundle]).replace(&bundle, "[BUNDLE]"), @"
    ------- stderr -------
    5 changes came with [BUNDLE]
    release-shepherd of origin: 0 changes came, 6 changes sent
    [exit status: 0]
    ");
    insta::assert_snapshot!(mona.does(&["store", "sync", "--from", &bundle]).replace(&bundle, "[BUNDLE]"), @"
    ------- stderr -------
    0 changes came with [BUNDLE]
    release-shepherd of origin: 0 changes came, 0 changes sent
    [exit status: 0]
    ");
    assert_eq!(mona.stored(LOG), ann.stored(LOG));
    // @ann gets back what is hers, once.
    office.hook(READ_ONLY);
    let waiting = ann.shepherd(&["store", "sync"]);
    insta::assert_snapshot!(ann.told(&waiting), @"
    ------- stderr -------
    release-shepherd of origin: 6 changes came, 0 changes sent
    [exit status: 0]
    ");
    assert_eq!(ann.newest(), office.git(&["rev-parse", "release-shepherd"]));
    insta::assert_snapshot!(ann.does(&["store", "bundle", "[SANDBOX]/more.bundle"]), @"
    ------- stderr -------
    Nothing waits, so no file was made.
    [exit status: 0]
    ");
}

#[test]
fn a_file_that_is_none_brings_nothing() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    let before = mona.newest();
    super::write(&mona.path("[SANDBOX]/waiting.bundle"), "no bundle\n");
    insta::assert_snapshot!(mona.fails(3, &["store", "sync", "--from", "[SANDBOX]/waiting.bundle"]), @"
    ------- stderr -------
    error: could not read the bundle `[SANDBOX]/waiting.bundle`
      error: '[SANDBOX]/waiting.bundle' does not look like a v2 or v3 bundle file
    help: ask for it again, made anew with `shepherd store bundle`; nothing was changed here
    [exit status: 3]
    ");
    insta::assert_snapshot!(mona.fails(3, &["store", "sync", "--from", "[SANDBOX]/gone.bundle"]), @"
    ------- stderr -------
    error: could not read the bundle `[SANDBOX]/gone.bundle`
      error: could not open '[SANDBOX]/gone.bundle'
    help: ask for it again, made anew with `shepherd store bundle`; nothing was changed here
    [exit status: 3]
    ");
    // Of the project instead of the store.
    ann.sandbox.git_output(["bundle", "create", "--quiet", "[SANDBOX]/main.bundle", "main"]);
    let bundle = ann.path("[SANDBOX]/main.bundle").display().to_string();
    insta::assert_snapshot!(mona.fails(5, &["store", "sync", "--from", &bundle]).replace(&bundle, "[BUNDLE]"), @"
    ------- stderr -------
    error: `[BUNDLE]` holds no `store.toml`, so it is not a store of this program
    help: nothing was written; look what it is, and move it away if it may go
    help: or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`
    help: a guide goes on without it, in this clone alone, with `--store none`
    [exit status: 5]
    ");
    assert_eq!(mona.newest(), before);
    assert_eq!(mona.sandbox.git_output(["for-each-ref", "refs/shepherd/incoming"]), "");
}
