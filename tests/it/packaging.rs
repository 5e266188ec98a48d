//! What people install: each file that a package names is there, and all places that name one agree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Sandbox;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}")).replace("\r\n", "\n")
}

fn manifest() -> toml::Table {
    text("Cargo.toml").parse().expect("it is TOML")
}

/// Returns the texts of a list of TOML.
fn texts(value: &toml::Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(toml::Value::as_str).collect()
}

/// Returns the workflows with their texts, and the action of this project.
fn workflows() -> Vec<(String, String)> {
    let folder = root().join(".github/workflows");
    let mut found: Vec<_> = fs::read_dir(folder)
        .expect("there are workflows")
        .map(|entry| entry.expect("it is readable").file_name().to_string_lossy().into_owned())
        .map(|name| (name.clone(), text(&format!(".github/workflows/{name}"))))
        .collect();
    found.sort();
    found
}

/// Returns the targets that the workflow builds for.
fn targets(release: &str) -> Vec<&str> {
    let found: Vec<_> = release.lines().filter_map(|line| line.split_once("target: ")?.1.strip_suffix(" }")).collect();
    assert!(found.len() > 3, "{found:?}");
    found
}

#[test]
fn the_version_stands_in_one_place() {
    assert_eq!(manifest()["package"]["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
    let python: toml::Table = text("pyproject.toml").parse().expect("it is TOML");
    assert!(texts(&python["project"]["dynamic"]).contains(&"version"));
    assert!(!python["project"].as_table().expect("it is a table").contains_key("version"));
    let lock = text("Cargo.lock");
    assert!(lock.contains(&format!("name = \"release-shepherd\"\nversion = \"{}\"\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn each_file_that_a_package_names_is_there() {
    let manifest = manifest();
    let package = &manifest["package"];
    let mut named = vec![package["readme"].as_str().expect("there is one").to_owned()];
    named.extend(texts(&package["include"]).iter().map(|path| path.trim_start_matches('/').replace('*', "MIT")));
    let python: toml::Table = text("pyproject.toml").parse().expect("it is TOML");
    named.extend(texts(&python["project"]["license-files"]).into_iter().map(str::to_owned));
    named.push(texts(&package["metadata"]["deb"]["license-file"])[0].to_owned());
    let script = text(".ci/package");
    let assets = package["metadata"]["deb"]["assets"].as_array().expect("there are assets");
    for asset in assets {
        let source = texts(asset)[0];
        match source.strip_prefix("target/") {
            None => named.push(source.replace('*', "walk")),
            Some("release/shepherd" | "pages/man/*.1") => {}
            // The documents, which stand below another name here.
            Some(copied) if copied.starts_with("pages/docs/") => {
                let (folder, _) = copied["pages/docs/".len()..].rsplit_once('/').expect("it is in a folder");
                let path = format!(".github/{folder}");
                assert!(script.contains(&format!("\"$project/{path}\"")), "nothing copies {source}");
                named.push(path);
            }
            // What the program writes of itself.
            Some(made) => {
                let name = made.strip_prefix("pages/").expect("it is made");
                assert!(script.contains(&format!(">{name}")), "nothing makes {source}");
            }
        }
    }
    for path in named {
        assert!(root().join(&path).exists(), "{path} is not there");
    }
}

#[test]
fn the_crate_has_all_that_it_is_compiled_from() {
    let mut folders = vec![root().join("src")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is readable") {
            let path = entry.expect("the entry is readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let code = fs::read_to_string(&path).expect("the file is text");
            for included in code.split("include_str!(\"").skip(1) {
                let name = included.split('"').next().expect("a name ends");
                let place = clean(&folder.join(name));
                let first = place.strip_prefix(root()).expect("it lies in the project").components().next();
                let first = first.expect("it has a name").as_os_str().to_string_lossy().into_owned();
                assert!(["src", "templates"].contains(&first.as_str()), "{name} of {} is left out", path.display());
                assert!(place.exists(), "{name} of {} is not there", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 5, "only {count} were found");
}

/// Returns a path without `..`.
fn clean(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        if part.as_os_str() == ".." {
            assert!(parts.pop());
        } else {
            parts.push(part);
        }
    }
    parts
}

#[test]
fn each_action_is_pinned_to_a_commit() {
    let mut commits: BTreeMap<String, String> = BTreeMap::new();
    let pinned = regex::Regex::new(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$").expect("it is one");
    let files = workflows().into_iter().chain([("action.yml".to_owned(), text("action.yml"))]);
    for (file, text) in files {
        for used in text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: ")) {
            assert!(pinned.is_match(used), "{file}: `{used}` is not pinned to a commit with its version behind it");
            let (action, commit) = used.split_once('@').expect("it is pinned");
            let before = commits.entry(action.to_owned()).or_insert_with(|| commit.to_owned());
            assert_eq!(before, commit, "{file}: {action} is there in two versions");
        }
    }
    assert!(commits.len() > 3, "{commits:?}");
}

#[test]
fn workflows_may_do_only_what_each_job_says() {
    let job_begins = regex::Regex::new(r"(?m)^  [\w-]+:\n").expect("it is one");
    for (file, text) in workflows() {
        assert!(text.contains("\npermissions: {}\n"), "{file} does not begin without any right");
        let (_, jobs) = text.split_once("\njobs:\n").expect("a workflow has jobs");
        let starts: Vec<usize> = job_begins.find_iter(jobs).map(|found| found.start()).collect();
        let ends = starts.iter().skip(1).copied().chain([jobs.len()]);
        for job in starts.iter().zip(ends).map(|(start, end)| &jobs[*start..end]) {
            let name = job.lines().next().unwrap_or_default().trim();
            assert!(job.contains("\n    permissions:\n"), "{file}, {name} says no rights");
            assert!(job.contains("\n    timeout-minutes:"), "{file}, {name} has no end");
            let count = |what: &str| job.matches(what).count();
            assert_eq!(count("uses: actions/checkout@"), count("persist-credentials: false"), "{file}, {name}");
            if job.contains("id-token: write") {
                assert!(job.contains("\n    environment: "), "{file}, {name} publishes without anybody's approval");
                assert!(job.contains("if: github.event_name == 'push'"), "{file}, {name} publishes in a rehearsal");
            }
            // What others can write never becomes a part of a script.
            let mut scripts = job.split("run: ").skip(1).map(|rest| rest.split("\n      - ").next().unwrap_or(rest));
            assert!(scripts.all(|script| !script.contains("${{ github.") || script.contains("env:")), "{file}, {name}");
        }
    }
}

#[test]
fn what_installs_an_archive_calls_it_as_it_is_made() {
    let release = text(".github/workflows/release.yml");
    let (action, script) = (text("action.yml"), text(".ci/package"));
    assert!(script.contains("name=\"shepherd-$version-$target\""));
    assert!(action.contains("name=\"shepherd-$SHEPHERD_VERSION-$target\""));
    let manifest = manifest();
    let install = &manifest["package"]["metadata"]["binstall"];
    for target in targets(&release) {
        let suffix = if target.contains("windows") { "zip" } else { "tar.gz" };
        assert!(action.contains(&format!("target={target} suffix={suffix} ;;")), "the action does not know {target}");
        let of_target = install.get("overrides").and_then(|overrides| overrides.get(target)).unwrap_or(install);
        let url = of_target["pkg-url"].as_str().expect("it is a text");
        let url = url.replace("{ version }", "1.2.3").replace("{ target }", target);
        assert_eq!(url, format!("{{ repo }}/releases/download/1.2.3/shepherd-1.2.3-{target}.{suffix}"));
    }
}

#[test]
fn the_release_document_of_this_project_leaves_no_doubt() {
    let sandbox = Sandbox::new().write("RELEASING.md", text("RELEASING.md"));
    let output = sandbox.shepherd(["checklist", "lint", "RELEASING.md"]).success();
    assert_eq!((output.stdout(), output.stderr()), ("", "RELEASING.md: no doubts\n"));
}

#[test]
fn the_changelog_of_this_project_is_one_that_shepherd_goes_on_with() {
    let (before, configuration) = (text("CHANGELOG.md"), text(".shepherd.toml"));
    let sandbox = Sandbox::new()
        .write(".shepherd.toml", configuration)
        .commit_files("Start", &[("CHANGELOG.md", before.as_str())])
        .pull_request(7, "kim/faster", "ENH: it is faster");
    drop(sandbox.shepherd(["changelog", "--version", "90.0.0", "--write"]).success());
    let after = sandbox.read("CHANGELOG.md");
    assert!(after.contains("\n## 90.0.0 - "), "{after}");
    assert!(after.contains("- ENH: it is faster #7 "), "{after}");
    // Each word that people wrote is still there.
    for line in before.lines().filter(|line| line.starts_with("- ") || line.starts_with("### ")) {
        assert!(after.contains(line), "`{line}` is gone");
    }
    drop(sandbox.shepherd(["changelog", "--version", "90.0.0", "--check"]).success());
}

#[cfg(unix)]
mod scripts {
    use std::process::{Command, Output};

    use super::*;

    /// Runs a script of this project for a copy that has only what it reads.
    fn package(sandbox: &Sandbox, arguments: &[&str]) -> Output {
        let place = sandbox.path("[SANDBOX]/project");
        let mut command = Command::new("bash");
        command.arg(place.join(".ci/package")).args(arguments).env("SOURCE_DATE_EPOCH", "1774688400");
        command.output().expect("bash is there")
    }

    fn project(changelog: &str) -> Sandbox {
        let mut sandbox = Sandbox::in_memory();
        for path in [".ci/package", ".ci/archive.py", "Cargo.toml", "Cargo.lock", "pyproject.toml"] {
            sandbox = sandbox.write(&format!("[SANDBOX]/project/{path}"), text(path));
        }
        sandbox.write("[SANDBOX]/project/CHANGELOG.md", changelog)
    }

    #[test]
    fn what_must_agree_is_checked_before_anything_is_made() {
        let version = env!("CARGO_PKG_VERSION");
        let sandbox =
            project(&format!("# Changelog\n\n## {version} - 2026-03-28\n\n- It works\n\n## 0.0.9\n\n- Old\n"));
        let said = |arguments: &[&str]| {
            let output = package(&sandbox, arguments);
            (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
        };
        assert_eq!(said(&["check"]), (Some(0), format!("this is {version}, and all agree\n")));
        let other = format!("error: this is {version} by Cargo.toml, and not 90.0.0\n");
        assert_eq!(said(&["check", "90.0.0"]), (Some(1), other));
        let notes = package(&sandbox, &["notes"]);
        assert_eq!(String::from_utf8_lossy(&notes.stdout), "- It works\n\n");
        let nothing = project("# Changelog\n\n## Unreleased\n\n- It works\n");
        let output = package(&nothing, &["check", version]);
        let words = format!("error: CHANGELOG.md has no section for {version}\n");
        assert_eq!(String::from_utf8_lossy(&output.stderr), words);
        assert_eq!(said(&["everything"]).0, Some(1));
    }

    #[test]
    fn an_archive_has_the_same_bytes_whenever_it_is_made() {
        if Command::new("python3").arg("--version").output().is_err() {
            println!("skipped: python3 is not here");
            return;
        }
        let sandbox = Sandbox::in_memory()
            .write("[SANDBOX]/shepherd-1/shepherd", "the program")
            .write("[SANDBOX]/shepherd-1/man/b.1", "b")
            .write("[SANDBOX]/shepherd-1/man/a.1", "a");
        let pack = |name: &str| {
            let archive = sandbox.path(&format!("[SANDBOX]/{name}"));
            let mut command = Command::new("python3");
            command.arg(root().join(".ci/archive.py")).arg(sandbox.path("[SANDBOX]/shepherd-1")).arg(&archive);
            assert!(command.env("SOURCE_DATE_EPOCH", "1774688400").status().expect("it starts").success());
            fs::read(archive).expect("it is there")
        };
        for (one, other) in [("one.tar.gz", "other.tar.gz"), ("one.zip", "other.zip")] {
            assert!(pack(one) == pack(other), "{one} differs");
        }
        let list = Command::new("tar").arg("-tvzf").arg(sandbox.path("[SANDBOX]/one.tar.gz")).output();
        let list = String::from_utf8_lossy(&list.expect("tar is there").stdout).into_owned();
        let rows =
            list.lines().map(|line| (line.split(' ').next().unwrap_or(line), line.rsplit(' ').next().unwrap_or(line)));
        let expected = [
            ("-rw-r--r--", "shepherd-1/man/a.1"),
            ("-rw-r--r--", "shepherd-1/man/b.1"),
            ("-rwxr-xr-x", "shepherd-1/shepherd"),
        ];
        assert_eq!(rows.collect::<Vec<_>>(), expected);
    }
}
