//! Nothing outside of the folder is touched, and nothing that a person has set gets in.

use std::fs;

use super::{desk, listing, said};
use crate::support::Sandbox;

/// What no command of the demo may run.
const TRAP: &str = "#!/bin/sh\necho \"$0 $*\" >> [SANDBOX]/trapped\nexit 1\n";

/// Settings of a person that would break a demo, or show that they were used.
const SETTINGS: &str = "[user]\n\tname = Somebody Else\n\temail = else@example.org\n\tsigningkey = 0123456789ABCDEF\n\
    [commit]\n\tgpgSign = true\n[tag]\n\tgpgSign = true\n\tforceSignAnnotated = true\n\
    [gpg]\n\tprogram = [SANDBOX]/traps/gpg\n[init]\n\tdefaultBranch = trunk\n\ttemplateDir = [SANDBOX]/template\n\
    [core]\n\thooksPath = [SANDBOX]/traps\n\tautocrlf = true\n[protocol \"file\"]\n\tallow = never\n\
    [url \"https://nowhere.invalid/\"]\n\tinsteadOf = ./\n\tinsteadOf = /\n";

fn trapped() -> Sandbox {
    let desk = desk();
    fs::write(desk.path("[HOME]/.gitconfig"), desk.expand(SETTINGS)).expect("the sandbox is writable");
    let hooks = ["pre-commit", "commit-msg", "post-commit", "post-checkout", "pre-push", "reference-transaction"];
    for (folder, names) in [("traps", [hooks.as_slice(), &["gpg"]].concat()), ("template/hooks", hooks.to_vec())] {
        let folder = desk.path(&format!("[SANDBOX]/{folder}"));
        fs::create_dir_all(&folder).expect("the sandbox is writable");
        for name in names {
            let path = folder.join(name);
            fs::write(&path, desk.expand(TRAP)).expect("the sandbox is writable");
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            fs::set_permissions(path, mode).expect("the sandbox is ours");
        }
    }
    desk.without_env("GIT_CONFIG_GLOBAL")
}

#[test]
fn what_a_person_has_set_does_not_get_in() {
    let desk = trapped();
    let root = desk.path("[SANDBOX]");
    let before = listing(&root, &["shepherd-demo"]);
    drop(desk.shepherd(["demo"]).success());
    assert_eq!(listing(&root, &["shepherd-demo"]), before);
    assert!(!desk.exists("[SANDBOX]/trapped"));
    for clone in ["lantern", "nia"] {
        let git = |words: &[&str]| desk.git_output([&["-C", &format!("shepherd-demo/{clone}")], words].concat());
        assert_eq!(git(&["branch", "--show-current"]), "main");
        assert!(!git(&["log", "--all", "--format=%an %cn %G?"]).contains("Else"));
        assert!(!git(&["cat-file", "tag", "2.3.0"]).contains("PGP"));
        assert!(!desk.exists(&format!("shepherd-demo/{clone}/.git/hooks/pre-commit")));
    }
    assert_eq!(desk.git_output(["-C", "shepherd-demo/remote.git", "symbolic-ref", "HEAD"]), "refs/heads/main");
}

#[test]
fn it_works_for_somebody_who_signs_and_has_hooks() {
    let settings = SETTINGS.replace("insteadOf = /\n", "").replace("allow = never", "allow = always");
    let desk = trapped();
    fs::write(desk.path("[HOME]/.gitconfig"), desk.expand(&settings)).expect("the sandbox is writable");
    drop(desk.shepherd(["demo"]).success());
    let answers = desk.path("[SANDBOX]/answers.toml");
    fs::write(answers, include_str!("../../../templates/demo/begin.toml")).expect("the sandbox is writable");
    let desk = desk.directory("shepherd-demo/lantern");
    drop(desk.shepherd(["guide", "2.4.0", "--mentor", "nia", "--answers", "[SANDBOX]/answers.toml"]).success());
    assert!(!desk.exists("[SANDBOX]/trapped"), "{}", desk.read("[SANDBOX]/trapped"));
    assert_eq!(desk.git_output(["log", "-1", "--format=%an %s"]), "Kofi Mensah Release 2.4.0");
}

#[test]
fn a_tour_leaves_nothing_anywhere() {
    let desk = trapped();
    let root = desk.path("[SANDBOX]");
    let before = listing(&root, &[]);
    let output = desk.shepherd(["demo", "--tour", "--yes"]).success();
    assert!(output.stdout().contains("its folder is gone"), "{}", said(&output));
    assert_eq!(listing(&root, &[]), before);
}

#[test]
fn a_demo_may_be_moved() {
    let desk = desk();
    drop(desk.shepherd(["demo"]).success());
    fs::rename(desk.path("shepherd-demo"), desk.path("elsewhere")).expect("the sandbox is writable");
    let desk = desk.directory("elsewhere/nia");
    drop(desk.shepherd(["doctor"]).success());
    drop(desk.shepherd(["store", "sync"]).success());
}

#[test]
fn it_is_made_where_new_repositories_keep_their_references_otherwise() {
    let desk = desk().env("GIT_DEFAULT_REF_FORMAT", "reftable");
    fs::write(desk.path("[HOME]/.gitconfig"), "[init]\n\tdefaultRefFormat = reftable\n")
        .expect("the sandbox is writable");
    let desk = desk.without_env("GIT_CONFIG_GLOBAL");
    drop(desk.shepherd(["demo"]).success());
    let answers = desk.path("[SANDBOX]/answers.toml");
    fs::write(answers, include_str!("../../../templates/demo/rehearse.toml")).expect("the sandbox is writable");
    let desk = desk.directory("shepherd-demo/lantern");
    drop(
        desk.shepherd(["guide", "2.4.0", "--rehearse", "--mentor", "nia", "--answers", "[SANDBOX]/answers.toml"])
            .success(),
    );
}
