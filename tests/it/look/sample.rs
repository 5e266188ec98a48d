//! A team and its project: releases, who cut them, who learns, what is planned, and a release that is going on.

use std::fmt::Write as _;

use crate::report::write_records;
use crate::support::{Check, FakeGithub, Issue, PullRequest, Repository, Sandbox};

/// How the project is released.
const DOCUMENT: &str = r#"# Releasing

## Prepare

1. Tell the others that a release is coming.
2. Raise the version: <!-- shepherd: id = "raise-the-version", why = "whoever installs it sees which version they have" -->

   ```sh
   echo "${VERSION}" > version.txt
   git commit --quiet -m "Prepare ${VERSION}" version.txt
   git push --quiet origin main
   ```

## Publish

1. Tag the release: <!-- shepherd: id = "tag" -->

   ```sh
   git tag -a X.Y.Z -m "Release X.Y.Z"
   ```

2. Push it: <!-- shepherd: id = "publish", why = "the tag starts the workflow that publishes" -->

   ```sh
   git push --quiet origin X.Y.Z
   ```

3. Write a post (not for patch releases).
"#;

/// The releases so far: version, day, who cut it, who was the mentor.
const RELEASES: [(&str, &str, &str, &str); 6] = [
    ("5.0.0", "2024-06-03", "mona", ""),
    ("5.1.0", "2024-10-14", "zoe", ""),
    ("5.2.0", "2025-02-10", "ann", "mona"),
    ("5.3.0", "2025-06-02", "ann", ""),
    ("5.4.0", "2025-09-22", "li", "ann"),
    ("5.4.1", "2026-01-19", "mona", ""),
];

/// Returns the project, without records.
pub(crate) fn project() -> Sandbox {
    let start = Sandbox::in_memory()
        .shell_tools()
        .author("Mona Maintainer", "1+mona@users.noreply.github.com")
        .at("2024-06-03T09:00:00Z")
        .commit_files(
            "Start",
            &[
                ("RELEASING.md", DOCUMENT),
                ("version.txt", "5.0.0\n"),
                ("CHANGELOG.md", "# Changelog\n"),
                (".shepherd.toml", "project = \"octo/hello\"\n"),
            ],
        );
    let released = RELEASES.iter().fold(start, |sandbox, (version, day, _, _)| {
        let sandbox = sandbox.at(&format!("{day}T09:00:00Z"));
        let sandbox = match *version {
            "5.4.0" => sandbox.pull_request(5147, "li/lock", "Hold the lock while it writes"),
            _ => sandbox,
        };
        sandbox.commit(format!("Prepare {version}")).tag(version)
    });
    released
        .at("2026-03-02T09:00:00Z")
        .pull_request(5151, "kim/json", "Print JSON with --json")
        .pull_request(5152, "ann/empty", "Keep a last line without a line end")
        .pull_request_files(5153, "li/upgrade", "Say how to upgrade", &[("docs/upgrading.md", "Do this.\n")])
        .pull_request(5154, "kim/twice", "Read the file once")
        .git(["init", "--quiet", "--bare", "[SANDBOX]/origin.git"])
        .remote("origin", "[SANDBOX]/origin.git")
        .git(["config", "shepherd.login", "kim"])
        .git(["push", "--quiet", "origin", "main", "--tags"])
        .git(["fetch", "--quiet", "origin"])
        .env("GIT_AUTHOR_NAME", "Kim Newcomer")
        .env("GIT_AUTHOR_EMAIL", "kim@example.org")
        .env("GIT_COMMITTER_NAME", "Kim Newcomer")
        .env("GIT_COMMITTER_EMAIL", "kim@example.org")
}

/// Returns the project with its team, its records and its slots.
pub(crate) fn team() -> Sandbox {
    team_of(project())
}

/// Gives a project its team, its records and its slots.
pub(crate) fn team_of(sandbox: Sandbox) -> Sandbox {
    drop(sandbox.shepherd(["people", "add", "mona", "--name", "Mona Maintainer"]).success());
    let person = |login: &str, name: &str, organisation: &str| {
        format!(
            "format = 1\nlogin = \"{login}\"\nname = \"{name}\"\naliases = [\"{login}@example.org\"]\n\n[[affiliation]]\n\
             organisation = \"{organisation}\"\nfrom = 2020-01-01\n"
        )
    };
    let mut releases = "format = 1\n".to_owned();
    for (version, day, who, mentor) in RELEASES {
        let kind = if version.ends_with(".0") { "minor" } else { "patch" };
        let mentor = if mentor.is_empty() { String::new() } else { format!("\"{mentor}\"") };
        write!(
            releases,
            "\n[[release]]\ntag = \"{version}\"\nversion = \"{version}\"\nkind = \"{kind}\"\ndate = {day}\n\
             released-by = [\"{who}\"]\nmentored-by = [{mentor}]\n"
        )
        .expect("a text takes all");
    }
    let pairing = "format = 1\nmentor = \"mona\"\nmentee = \"kim\"\nstage = \"coaching\"\naccepted = 2026-01-12\n\
                   next-check-in = { when = 2026-04-02, how = \"a call\" }\n";
    write_records(
        &sandbox,
        &[
            ("people/mona.toml", &person("mona", "Mona Maintainer", "Example Lab")),
            ("people/ann.toml", &person("ann", "Ann Other", "Example Lab")),
            ("people/zoe.toml", &person("zoe", "Zoë Example", "Sample University")),
            ("people/li.toml", &person("li", "李明", "Sample University")),
            ("people/kim.toml", &person("kim", "Kim Newcomer", "Sample University")),
            ("pairings/mona--kim.toml", pairing),
            ("releases/octo/hello.toml", &releases),
        ],
    );
    let plan = ["rotation", "plan", "--from", "2026-04-02", "--until", "2026-08-31", "--every", "6w", "--yes"];
    drop(sandbox.shepherd(plan).success());
    drop(sandbox.shepherd(["rotation", "accept", "2026-04-02", "--as", "ann"]));
    sandbox
}

/// Returns what GitHub knows of the project.
pub(crate) fn github(sandbox: &Sandbox) -> FakeGithub {
    let merged = |number, title: &str, author: &str| {
        PullRequest::new(number, title, author).merged_at(&format!("2026-03-0{}T09:00:00Z", number % 10))
    };
    FakeGithub::start([Repository::new("octo/hello")
        .pull_request(PullRequest::new(5147, "Hold the lock while it writes", "li").label("bug"))
        .label("new")
        .label("bug")
        .label("documentation")
        .pull_request(merged(5151, "Print JSON with --json", "kim").label("new"))
        .pull_request(merged(5152, "Keep a last line without a line end", "ann").label("bug"))
        .pull_request(merged(5153, "Say how to upgrade", "li"))
        .pull_request(merged(5154, "Read the file once", "kim").label("bug"))
        .milestone("5.5.0")
        .with_issue(Issue::new(5155, "It crashes on an empty file", "zoe"))
        .planned(5155, "5.5.0")
        .check(&sandbox.commit_id("HEAD"), Check::passed("tests"))])
}

/// Begins the release 5.5.0 with answers that lead to the step that cannot be taken back.
pub(crate) fn begin(sandbox: &Sandbox) {
    let begin = ["guide", "5.5.0", "--branch", "main", "--mentor", "mona", "--offline"];
    let answers = [
        "step.prepare/tell-the-others-that-a-release-is-coming=done",
        "step.raise-the-version=run",
        "target=yes",
        "step.tag=run",
        "step.publish=pause",
    ];
    let answers = answers.iter().flat_map(|answer| ["--answer", *answer]);
    drop(sandbox.shepherd(begin.into_iter().chain(answers).collect::<Vec<_>>()).success());
}
