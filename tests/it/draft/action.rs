//! The steps of `action.yml`, one after the other, in a clean checkout with the environment that Actions sets.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::process::Command;

use sha2::Digest as _;

use super::*;

/// A step that runs commands.
#[derive(Debug, Default)]
struct Step {
    name: String,
    variables: Vec<(String, String)>,
    script: String,
    uses: String,
}

/// Reads the inputs with their defaults, and the steps. The file is written plainly: two spaces for each level, one value
/// a line, `|` for scripts.
fn read(text: &str) -> (BTreeMap<String, String>, Vec<Step>) {
    let (mut inputs, mut steps) = (BTreeMap::new(), Vec::<Step>::new());
    let (mut part, mut name, mut is_script, mut is_env) = ("", String::new(), false, false);
    for line in text.lines() {
        assert!(!line.contains('\t') && line == line.trim_end(), "{line:?}");
        let indent = line.len() - line.trim_start().len();
        let (key, value) = line.trim().split_once(':').unwrap_or((line.trim(), ""));
        let value = value.trim().trim_matches('"').to_owned();
        if indent == 0 && !line.is_empty() {
            part = key;
        } else if part == "inputs" && indent == 2 {
            key.clone_into(&mut name);
        } else if part == "inputs" && key == "default" {
            inputs.insert(name.clone(), value);
        } else if part == "runs" {
            if let Some(first) = line.strip_prefix("    - name: ") {
                steps.push(Step { name: first.to_owned(), ..Step::default() });
                (is_script, is_env) = (false, false);
            } else if let Some(step) = steps.last_mut() {
                if is_script && (indent >= 8 || line.is_empty()) {
                    step.script.push_str(line.get(8..).unwrap_or_default());
                    step.script.push('\n');
                } else if indent == 6 {
                    (is_script, is_env) = (key == "run", key == "env");
                    if key == "uses" {
                        step.uses = value;
                    }
                } else if is_env {
                    step.variables.push((key.to_owned(), value));
                }
            }
        }
    }
    (inputs, steps)
}

fn write(said: &mut String, text: &str) {
    said.push_str(text);
}

/// Runs the steps in a clean checkout, and returns what they said and whether all went well.
fn run(sandbox: &Sandbox, github: &FakeGithub, given: &[(&str, &str)]) -> (String, bool) {
    let text = include_str!("../../../action.yml");
    let (mut inputs, steps) = read(text);
    let program = env!("CARGO_BIN_EXE_shepherd");
    inputs.insert("path".to_owned(), program.to_owned());
    // No input, but where the action was taken from.
    inputs.insert("home".to_owned(), "https://github.com/octo/shepherd".to_owned());
    inputs.insert("token".to_owned(), crate::support::TOKEN.to_owned());
    inputs.extend(given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    // As `actions/checkout` leaves it with `fetch-depth: 0`: a clone, the branch, its tags.
    let root = sandbox.path("[SANDBOX]");
    assert!(sandbox.exists("[REPO]"));
    let checkout = root.join("checkout");
    if !checkout.exists() {
        let source = sandbox.path("[REPO]").display().to_string();
        drop(sandbox.try_git(&["clone", "--quiet", &source, &checkout.display().to_string()], None));
        let folder = checkout.display().to_string();
        drop(sandbox.try_git(&["-C", &folder, "remote", "set-url", "origin", "https://github.com/octo/hello"], None));
    }
    for name in ["summary", "output", "path"] {
        std::fs::write(root.join(name), "").expect("the sandbox is writable");
    }
    let mut said = String::new();
    let mut search = std::env::var("PATH").expect("there is a path");
    for step in steps {
        if !step.uses.is_empty() {
            write(&mut said, &format!("== {}: skipped, as {} needs GitHub's own storage\n", step.name, step.uses));
            continue;
        }
        assert!(!step.script.contains("${{"), "what is written into a script can break out of it");
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &step.script]).current_dir(&checkout);
        command
            .env_clear()
            .env("PATH", &search)
            .env("HOME", root.join("home"))
            .env("SHEPHERD_NOW", "2026-03-28T09:00:00Z");
        let place = |name: &str| root.join(name).display().to_string();
        let url = github.url();
        let set = [
            ("CI", "true".to_owned()),
            ("GITHUB_ACTIONS", "true".to_owned()),
            ("GITHUB_API_URL", url.clone()),
            ("GITHUB_EVENT_NAME", "push".to_owned()),
            ("GITHUB_GRAPHQL_URL", format!("{url}/graphql")),
            ("GITHUB_OUTPUT", place("output")),
            ("GITHUB_PATH", place("path")),
            ("GITHUB_REF", "refs/heads/main".to_owned()),
            ("GITHUB_REF_NAME", "main".to_owned()),
            ("GITHUB_REF_TYPE", "branch".to_owned()),
            ("GITHUB_REPOSITORY", PROJECT.to_owned()),
            ("GITHUB_SERVER_URL", "https://github.com".to_owned()),
            ("GITHUB_STEP_SUMMARY", place("summary")),
            ("GITHUB_WORKSPACE", checkout.display().to_string()),
            ("RUNNER_ARCH", "X64".to_owned()),
            ("RUNNER_OS", "Linux".to_owned()),
            ("RUNNER_TEMP", place("temp")),
        ];
        command.envs(set);
        for (name, value) in &step.variables {
            let filled = inputs.iter().fold(value.clone(), |value, (input, given)| {
                value.replace(&format!("${{{{ inputs.{input} }}}}"), given)
            });
            let filled = filled.replace("${{ github.server_url }}/${{ github.action_repository }}", &inputs["home"]);
            let filled = filled.replace("${{ github.action_path }}", env!("CARGO_MANIFEST_DIR"));
            assert!(!filled.contains("${{"), "{name}: {filled}");
            command.env(name, filled);
        }
        let output = command.output().expect("bash is there");
        let text = |bytes: &[u8]| sandbox.redact(&String::from_utf8_lossy(bytes));
        write(&mut said, &format!("== {}\n{}{}", step.name, text(&output.stdout), text(&output.stderr)));
        if !output.status.success() {
            write(&mut said, &format!("== exit code {}\n", output.status.code().unwrap_or(-1)));
            return (said, false);
        }
        let added = std::fs::read_to_string(root.join("path")).expect("a step leaves it there");
        search = added.lines().fold(search, |search, folder| format!("{folder}:{search}"));
    }
    (said, true)
}

#[test]
fn its_steps_run_in_a_clean_checkout_with_a_token_that_may_only_read() {
    let github = FakeGithub::start([repository().permission(None)]);
    github.read_only();
    let sandbox = project().github(&github);
    let (said, is_done) = run(&sandbox, &github, &[]);
    insta::assert_snapshot!(said, @"
    == Find or install shepherd
    shepherd 0.1.0
    == Draft
    version        1.0.1 (patch, because nothing is a new feature or breaking)
    changelog      shepherd-draft/changelog.md, 2 changes
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    left to do     1 pull request without a section
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    ::warning title=Uncategorised pull request::#12 “Twice as fast” by mona is in no section: give it a label that a section has
    == Keep the files: skipped, as actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1 needs GitHub's own storage
    ");
    assert!(is_done);
    insta::assert_snapshot!(sandbox.read("[SANDBOX]/output"), @"
    version=1.0.1
    kind=patch
    tag=1.0.1
    changelog=shepherd-draft/changelog.md
    upgrade-notes=shepherd-draft/upgrade-notes.md
    summary=shepherd-draft/summary.md
    ");
    assert_eq!(sandbox.read("[SANDBOX]/summary"), sandbox.read("[SANDBOX]/checkout/shepherd-draft/summary.md"));
    println!("the step that uploads the artifact is skipped: it needs GitHub's own storage");
}

#[test]
fn with_the_right_to_write_it_keeps_one_draft_release() {
    let github = FakeGithub::start([repository().permission(None)]);
    let sandbox = project().github(&github);
    for _ in 0..2 {
        let (said, is_done) = run(&sandbox, &github, &[("github-release", "true"), ("arguments", "--json --quiet")]);
        assert!(is_done, "{said}");
    }
    assert_eq!(drafts(&github).len(), 1);
    let (said, is_done) = run(&sandbox, &github, &[("check", "true"), ("arguments", "--quiet")]);
    assert!(!is_done && said.ends_with("== exit code 1\n"), "{said}");
    let (said, is_done) = run(&sandbox, &github, &[("arguments", "--quiet\n--check"), ("out", "")]);
    assert!(!is_done && said.ends_with("== exit code 1\n"), "{said}");
    let (said, is_done) = run(&sandbox, &github, &[("arguments", "; touch [SANDBOX]/broken")]);
    assert!(!is_done && said.contains("== exit code 2"), "{said}");
}

#[test]
fn the_missing_right_is_named() {
    let github = FakeGithub::start([repository().permission(None)]);
    github.read_only();
    let sandbox = project().github(&github);
    let (said, is_done) = run(&sandbox, &github, &[("github-release", "true")]);
    assert!(!is_done && said.contains("lacks the right `contents: write`"), "{said}");
}

#[test]
fn the_archive_of_a_release_is_installed_where_it_is_what_the_release_says() {
    if Command::new("curl").arg("--version").output().is_err() {
        println!("skipped: curl is not here");
        return;
    }
    let github = FakeGithub::start([repository().permission(None)]);
    let name = "shepherd-9.9.9-x86_64-unknown-linux-musl";
    let started = format!("#!/bin/sh\nexec {} \"$@\"\n", env!("CARGO_BIN_EXE_shepherd"));
    let sandbox = project().github(&github).write(&format!("[SANDBOX]/{name}/shepherd"), started);
    let files = sandbox.path("[SANDBOX]/web/releases/download/9.9.9");
    std::fs::create_dir_all(&files).expect("the sandbox is writable");
    let program = sandbox.path(&format!("[SANDBOX]/{name}/shepherd"));
    assert!(Command::new("chmod").arg("+x").arg(program).status().expect("it is there").success());
    let archive = files.join(format!("{name}.tar.gz"));
    let root = sandbox.path("[SANDBOX]");
    let packed = Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(root).arg(name).status();
    assert!(packed.expect("tar is there").success());
    let digest = sha2::Sha256::digest(std::fs::read(&archive).expect("it was made"));
    let sum = digest.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let home = format!("file://{}", sandbox.path("[SANDBOX]/web").display());
    let given = [("path", ""), ("version", "9.9.9"), ("home", home.as_str()), ("arguments", "--quiet")];
    std::fs::write(files.join("SHA256SUMS"), format!("{sum}  {name}.tar.gz\n")).expect("it is writable");
    let (said, is_done) = run(&sandbox, &github, &given);
    assert!(is_done && said.contains(&format!("shepherd {}\n", env!("CARGO_PKG_VERSION"))), "{said}");
    std::fs::write(files.join("SHA256SUMS"), format!("{}  {name}.tar.gz\n", sum.replace(['0', '1'], "2")))
        .expect("it is writable");
    let (said, is_done) = run(&sandbox, &github, &given);
    let words = format!("::error::{name}.tar.gz has another checksum than the release says");
    assert!(!is_done && said.contains(&words), "{said}");
}
