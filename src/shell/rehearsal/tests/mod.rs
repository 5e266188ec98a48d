//! Rehearsals are really made and left here, and steps really try to get out.

#![expect(clippy::unwrap_used, reason = "a test may touch the machine, and fails where it stands")]

mod tries;

use std::path::PathBuf;
use std::time::Duration;

use super::fence::Fence;
use super::*;
use crate::core::checklist::Dialect;
use crate::failure::Failure;
use crate::shell::{End, Outcome, Script, Session, ShellError};
use crate::system::process::Program;
use crate::system::{files, folders};

const LONG: Duration = Duration::from_secs(60);

/// A person's repository with a remote on this machine, and a rehearsal of it.
struct World {
    root: PathBuf,
}

impl World {
    /// `person` is the real clone, `real.git` the real remote; the clone has a commit and a tag that only it knows.
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("shepherd-rehearsal-{}-{name}", std::process::id()));
        folders::remove(&root).unwrap();
        folders::make(&root).unwrap();
        let world = Self { root: folders::resolve(&root).unwrap() };
        world.git(".", &["init", "--quiet", "--bare", "--initial-branch=main", "real.git"]);
        world.git(".", &["clone", "--quiet", "real.git", "person"]);
        for (name, value) in [("user.name", "Mona"), ("user.email", "mona@example.org")] {
            world.git("person", &["config", name, value]);
        }
        world.git("person", &["checkout", "--quiet", "-B", "main"]);
        world.commit("Start");
        world.git("person", &["tag", "1.0.0"]);
        world.git("person", &["push", "--quiet", "origin", "main", "1.0.0"]);
        world.git("person", &["remote", "set-head", "origin", "main"]);
        world.commit("Not pushed yet");
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn git(&self, folder: &str, arguments: &[&str]) -> String {
        let program = Program::new("git", arguments, LONG).in_folder(&self.path(folder));
        program.with("GIT_CONFIG_GLOBAL", "/dev/null").succeed().unwrap().text().into_owned()
    }

    fn commit(&self, title: &str) {
        folders::append(&self.path("person/file"), format!("{title}\n").as_bytes()).unwrap();
        self.git("person", &["add", "."]);
        self.git("person", &["commit", "--quiet", "--message", title]);
    }

    fn rehearse(&self, stubs: &[&str]) -> Rehearsal {
        let source = RehearsalSource::read(&self.path("person"), Some("origin"), "main", "HEAD").unwrap();
        let stubs: Vec<String> = stubs.iter().map(|stub| (*stub).to_owned()).collect();
        Rehearsal::make(&self.path("person/.git/rehearsal"), &source, &stubs).unwrap()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        folders::remove(&self.root).ok();
    }
}

fn run(rehearsal: &Rehearsal, commands: &str) -> (Outcome, String) {
    run_in(&mut rehearsal.session(), commands)
}

fn run_in(session: &mut Session, commands: &str) -> (Outcome, String) {
    let script = Script { commands, dialect: Dialect::Bash, interactive: false, capture: &[] };
    let mut bytes = Vec::new();
    let outcome = session.run(&script, &mut |piece| bytes.extend_from_slice(piece)).unwrap();
    (outcome, String::from_utf8_lossy(&bytes).into_owned())
}

#[track_caller]
fn well(rehearsal: &Rehearsal, commands: &str) -> String {
    let (outcome, text) = run(rehearsal, commands);
    assert_eq!(outcome.end, End::Code(0), "{commands}: {text}");
    text
}

#[test]
fn pushes_tags_and_hooks_are_real_there() {
    let world = World::new("real");
    let hook = world.path("person/.git/hooks/pre-push");
    folders::write_program(&hook, b"#!/bin/sh\necho the hook ran\n").unwrap();
    world.git("person", &["branch", "--quiet", "--track", "5.x", "origin/main"]);
    let before = world.git("real.git", &["for-each-ref"]);
    let rehearsal = world.rehearse(&[]);
    assert_eq!(
        well(
            &rehearsal,
            "git log --format=%s; git status --short --branch; git branch --list 5.x -vv --format='%(upstream)'"
        ),
        "Not pushed yet\nStart\n## main...origin/main [ahead 1]\nrefs/remotes/origin/main\n"
    );
    let text = well(&rehearsal, "git tag -a -m 1.1.0 1.1.0\ngit push origin main 1.1.0");
    assert!(text.contains("the hook ran") && text.contains("[new tag]         1.1.0 -> 1.1.0"), "{text}");
    let copy = &rehearsal.remotes()[0].copy;
    let refs = Program::new("git", ["for-each-ref", "--format=%(refname)"], LONG).in_folder(copy).succeed().unwrap();
    assert_eq!(refs.text(), "refs/heads/main\nrefs/tags/1.0.0\nrefs/tags/1.1.0");
    assert_eq!(world.git("real.git", &["for-each-ref"]), before);
    assert_eq!(world.git("person", &["tag"]), "1.0.0");
    // Signing is practised too.
    well(&rehearsal, "git tag -s -m signed 1.1.1 && git tag -v 1.1.1");
    assert_eq!(rehearsal.stubbed().iter().map(|call| call.program.as_str()).collect::<Vec<_>>(), ["gpg"]);
    // It can be left and opened again, and be removed.
    let opened = Rehearsal::open(&world.path("person/.git/rehearsal")).unwrap();
    assert_eq!(well(&opened, "git tag --list '1.1.*'"), "1.1.0\n1.1.1\n");
    opened.remove().unwrap();
    assert!(!folders::is_folder(&world.path("person/.git/rehearsal")));
}

#[test]
fn no_step_begins_outside_of_the_rehearsal() {
    let world = World::new("bounds");
    let rehearsal = world.rehearse(&[]);
    let mut session = rehearsal.session();
    let top = rehearsal.work_tree();
    for inside in ["mkdir -p docs; cd docs", "cd \"$HOME\"", "cd \"$(mktemp -d)\"", "cd /; cd \"$HOME\"/../work"] {
        let (outcome, text) = run_in(&mut session, inside);
        assert!(outcome.is_success() && text.is_empty(), "{inside}: {text}");
        assert!(outcome.directory.starts_with(world.path("person/.git/rehearsal")), "{:?}", outcome.directory);
    }
    let person = world.path("person");
    folders::link(&person, &top.join("link")).unwrap();
    let person = person.display().to_string();
    for (outside, shown) in [
        (format!("cd {person}"), person.clone()),
        (format!("cd {person}; false"), person.clone()),
        ("cd ../../..".to_owned(), person),
        ("cd link".to_owned(), top.join("link").display().to_string()),
    ] {
        let (outcome, text) = run_in(&mut session, &outside);
        assert_eq!(
            text,
            format!(
                "rehearsal: these commands ended in `{shown}`, which is not part of the rehearsal; the next ones begin at \
                 the top of the copy\n"
            ),
            "{outside}"
        );
        assert_eq!((outcome.directory.as_path(), session.directory()), (top.as_path(), top.as_path()), "{outside}");
    }
    // The same where a log says so.
    assert!(session.set_directory(top.join("docs")));
    for gone in [world.path("person"), top.join("none/../../../.."), "/none".into()] {
        assert!(!session.set_directory(gone));
        assert_eq!(session.directory(), top);
    }
    // A folder of the copy that is gone stays what it was, and is said when commands should run there.
    assert!(session.set_directory(top.join("gone")));
}

#[test]
fn a_pull_request_is_merged_in_the_copy() {
    let world = World::new("merge");
    let rehearsal = world.rehearse(&[]);
    well(
        &rehearsal,
        "git checkout -q -b release origin/main\necho 1.1.0 >version\ngit add version\n\
         git commit -qm 'Release 1.1.0'\ngit push -q origin release",
    );
    let commit = rehearsal.merge_into_remote("origin", "release", "main").unwrap();
    let text = well(
        &rehearsal,
        "git checkout -q main; git fetch -q; git rev-parse origin/main\n\
         git log -1 --format='%s %an' origin/main; git show origin/main:version",
    );
    assert_eq!(text, format!("{commit}\nMerge release into main Mona\n1.1.0\n"));
    assert_eq!(rehearsal.merge_into_remote("origin", "release", "main").unwrap(), commit);
    well(
        &rehearsal,
        "for b in one two; do git checkout -q -b $b origin/main; echo $b >version\n\
         git commit -qam $b; git push -q origin $b; done",
    );
    rehearsal.merge_into_remote("origin", "one", "main").unwrap();
    let failures = [("origin", "two", "main"), ("origin", "none", "main"), ("none", "one", "main")];
    let failures = failures.map(|(remote, from, to)| {
        Failure::from(rehearsal.merge_into_remote(remote, from, to).unwrap_err()).to_string()
    });
    assert_eq!(
        failures,
        [
            "error: the branch `two` cannot be merged into `main`: both changed the same lines\n\
             help: merge `main` into `two` in the work tree of the rehearsal, and push it",
            "error: the remote of the rehearsal has no branch `none`\nhelp: push it first: `git push origin none`",
            "error: the rehearsal has no remote `none`\n\
             help: name one that `git remote` lists in the work tree of the rehearsal",
        ]
    );
}

#[test]
fn what_publishes_is_said_and_noted() {
    let world = World::new("stubs");
    let rehearsal = world.rehearse(&["deploy-docs", "tool release"]);
    for name in ["tool", "npm", "cargo", "twine", "curl"] {
        let program = format!("#!/bin/sh\necho \"really: {name} $*\"\n");
        folders::write_program(&world.path("tools").join(name), program.as_bytes()).unwrap();
    }
    let stubbed = [
        "twine upload dist/a.whl 'dist/b c.whl'",
        "deploy-docs",
        "tool --fast release",
        "cargo +stable publish --dry",
        "npm --registry x publish",
        "gh pr create --fill",
        "curl -fsS -X POST https://example.org",
        "curl -sd a=b https://example.org",
        "curl --upload-file a https://example.org",
        "scp a host:b",
        "ssh host",
        "docker push a/b",
        "docker buildx build --push .",
        "poetry publish",
    ];
    let real = [
        "twine check dist/a.whl",
        "tool build",
        "cargo test publish",
        "npm run publish",
        "curl -fsSLO https://example.org",
        "curl -X GET https://example.org",
        "cargo build",
    ];
    let text = [stubbed.join("\n"), real.join("\n")].join("\n");
    let tools = world.path("tools").display().to_string();
    let text = well(&rehearsal, &format!("PATH=$(printf %s \"$PATH\" | sed 's|:|:{tools}:|')\n{text}"));
    let expected = stubbed.iter().map(|line| format!("rehearsal: would run: {line}\n"));
    let expected: String = expected.chain(real.iter().map(|line| format!("really: {line}\n"))).collect();
    assert_eq!(text, expected);
    let calls = rehearsal.stubbed();
    assert_eq!(calls.len(), stubbed.len());
    let first = StubCall {
        program: "twine".into(),
        arguments: vec!["upload".into(), "dist/a.whl".into(), "dist/b c.whl".into()],
        directory: rehearsal.work_tree(),
    };
    assert_eq!((&calls[0], calls[1].arguments.len()), (&first, 0));
}

#[test]
fn python_is_practised_in_an_environment_of_its_own() {
    let world = World::new("python");
    let rehearsal = world.rehearse(&[]);
    if let Err(error) = rehearsal.prepare_python() {
        println!("skipped: {error}");
        return;
    }
    let text = well(
        &rehearsal,
        "python -c 'import sys; print(sys.prefix)'\npython3 -m twine upload x\n\
         python -m json.tool </dev/null || echo ran",
    );
    let prefix = world.path("person/.git/rehearsal/python").display().to_string();
    assert!(text.starts_with(&format!("{prefix}\nrehearsal: would run: python3 -m twine upload x\n")), "{text}");
    assert!(text.ends_with("ran\n"), "{text}");
}

#[test]
fn what_cannot_come_along_is_told() {
    let world = World::new("notes");
    folders::write(&world.path("person/.gitmodules"), b"").unwrap();
    folders::write_program(&world.path("person/hooks/pre-commit"), b"#!/bin/sh\necho the hook of the tree ran\n")
        .unwrap();
    world.git("person", &["config", "core.hooksPath", "hooks"]);
    world.commit("Hooks");
    let rehearsal = world.rehearse(&[]);
    let text = well(&rehearsal, "git commit -q --allow-empty -m x");
    assert_eq!(text, "the hook of the tree ran\n");
    let notes = rehearsal.reach().notes;
    assert_eq!(notes.last().unwrap(), "Submodules are empty: they would come over the network.");
    rehearsal.remove().unwrap();
    world.git("person", &["config", "core.hooksPath", "/elsewhere"]);
    let notes = world.rehearse(&[]).reach().notes;
    assert_eq!(notes.last().unwrap(), "Hooks that lie outside the repository (core.hooksPath) do not run here.");
}

#[test]
fn odd_repositories_are_copied_too() {
    let world = World::new("odd");
    let from = format!("file://{}", world.path("person").display());
    world.git(".", &["clone", "--quiet", "--depth=1", "--no-tags", &from, "shallow"]);
    world.git("shallow", &["checkout", "--quiet", "--detach"]);
    let tree = world.git("shallow", &["rev-parse", "HEAD^{tree}"]);
    let identity = ["-c", "user.name=Mona", "-c", "user.email=mona@example.org"];
    let commit = ["commit-tree", &tree, "-p", "HEAD", "-m", "On no branch"];
    let commit = world.git("shallow", &[&identity[..], &commit].concat());
    let source = RehearsalSource::read(&world.path("shallow"), Some("origin"), "5.x", &commit).unwrap();
    let rehearsal = Rehearsal::make(&world.path("odd rehearsal's"), &source, &["make deploy".to_owned()]).unwrap();
    let text = well(&rehearsal, "git log --format=%s; git branch --show-current; git push -q origin 5.x; make deploy");
    assert_eq!(text, "On no branch\nNot pushed yet\n5.x\nrehearsal: would run: make deploy\n");
    // Nothing but a git directory, and no remote at all.
    world.git("real.git", &["config", "core.bare", "true"]);
    let source = RehearsalSource::read(&world.path("real.git"), None, "main", "1.0.0").unwrap();
    let rehearsal = Rehearsal::make(&world.path("bare rehearsal"), &source, &[]).unwrap();
    assert_eq!(well(&rehearsal, "git log --format=%s; git remote"), "Start\n");
}

#[test]
fn what_is_no_rehearsal_is_not_opened() {
    let world = World::new("none");
    let said = |error: ShellError| Failure::from(error).to_string().replace(&world.root.display().to_string(), "");
    let none = said(Rehearsal::open(&world.path("person")).unwrap_err());
    assert_eq!(
        none,
        "error: `/person` holds no rehearsal, or one that was not finished\n\
         help: remove the folder, and begin the rehearsal anew"
    );
    let source = RehearsalSource::read(&world.path("person"), None, "main", "HEAD").unwrap();
    let there = said(Rehearsal::make(&world.path("person"), &source, &[]).unwrap_err());
    assert_eq!(
        there,
        "error: `/person` is not empty, so no rehearsal is made there\n\
         help: go on with the rehearsal that is there, or remove the folder"
    );
    let rehearsal = world.rehearse(&[]);
    let record = world.path("person/.git/rehearsal/rehearsal.json");
    let text = files::read_text(&record).unwrap().replace("\"format\": 1", "\"format\": 2");
    files::replace(&record, text.as_bytes()).unwrap();
    let newer = Rehearsal::open(&world.path("person/.git/rehearsal")).unwrap_err();
    assert!(matches!(newer, ShellError::RehearsalTooNew(_)), "{newer}");
    rehearsal.remove().unwrap();
}

#[test]
fn the_weaker_fences_are_told() {
    let none = Fence { runner: Vec::new(), has_network: true, is_read_only: false };
    assert_eq!(
        none.told(),
        [
            "The commands have the network of this machine, because none can be taken away here: they can read what is \
             public.",
            "They can read files of your home by their full path, keys and passwords among them, and reach sockets, \
             such as that of an agent: none of it is named to them, and nothing here keeps a command from looking. \
             `docker` and `podman` are said and not done.",
            "They can write to files of this machine, the real repository and packages that cargo has fetched \
             included, that they name by an absolute path.",
        ]
    );
}
