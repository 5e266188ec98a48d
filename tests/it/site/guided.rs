//! A release that was really guided, with a step that waited for somebody else.
#![cfg(unix)]

use super::{files, markup, site};
use crate::guide::project;
use crate::support::Sandbox;

const DOCUMENT: &str = "1. Prepare it. <!-- shepherd: id = \"prepare\" -->\n\
    2. Have it looked at. <!-- shepherd: id = \"look\", sign-off = \"mentor\" -->\n\
    3. Tag it. <!-- shepherd: id = \"tag\" -->\n\n   ```bash\n   git tag 1.1.0\n   ```\n\
    4. Tell everybody. <!-- shepherd: id = \"tell\" -->\n";

/// A project whose release 1.1.0 was guided by @octocat: @mona agreed to a step two days later.
fn released() -> Sandbox {
    let sandbox = project(DOCUMENT);
    for (login, name) in [("octocat", "Octo Cat"), ("mona", "Mona Lisa Mentor")] {
        drop(sandbox.shepherd(["people", "add", login, "--name", name, "--consent"]).success());
    }
    let guide = |sandbox: &Sandbox, arguments: &[&str], answers: &[&str]| {
        let answers = answers.iter().flat_map(|answer| ["--answer", answer]);
        let usual = ["guide", "--as", "octocat"];
        sandbox.shepherd(usual.into_iter().chain(arguments.iter().copied()).chain(answers).collect::<Vec<_>>())
    };
    let begins = ["1.1.0", "--branch", "main", "--mentor", "mona"];
    drop(guide(&sandbox, &begins, &["step.prepare=done", "step.look=done"]).failure(5));
    let sandbox = sandbox.now("2026-03-30T09:00:00Z");
    let seen = sandbox.shepherd(["approve", "1.1.0", "look", "--as", "mona"]).failure(1).digest();
    let agrees = ["approve", "1.1.0", "look", "--as", "mona", "--yes", "--digest", &seen];
    drop(sandbox.shepherd(agrees).success());
    let sandbox = sandbox.now("2026-03-30T09:20:00Z");
    drop(guide(&sandbox, &[], &["step.look=done", "step.tag=run", "step.tell=done"]).success());
    sandbox
}

/// Returns what the charts of a page say to whoever cannot see them, and the hints on their shapes.
fn told(page: &str) -> String {
    let mut found = Vec::new();
    for line in page.lines().filter(|line| line.starts_with("<desc") || line.contains("<title>")) {
        let words = line.replace("<title>", "\n").replace("</title>", "\n");
        found.extend(
            words
                .lines()
                .map(|part| part.split('>').nth(1).unwrap_or(part).split('<').next().unwrap_or(part))
                .map(str::to_owned),
        );
    }
    found.retain(|line| !line.is_empty());
    found.join("\n")
}

#[test]
fn the_page_of_a_release_shows_how_it_went() {
    let sandbox = released();
    drop(site(&sandbox, &[]).success());
    let page = sandbox.read("site/releases/1.1.0.html");
    let start = page.find("<h2 id=\"run\">").expect("it was guided");
    let run = &page[start..page[start..].find("</section>").expect("it ends") + start];
    insta::assert_snapshot!(super::pages::without_charts(run), @"");
    insta::assert_snapshot!(told(run), @"");
    // A drawing for windows and one for phones, of which one is seen.
    assert_eq!(run.matches("<svg class=\"chart chart-of-run").count(), 2);
    markup::check(&files(&sandbox));
}

#[test]
fn who_was_forgotten_stands_only_where_the_project_says_so() {
    let changelog = "# Changelog\n\n## 1.1.0\n\n- Say hello, by [@mona](https://github.com/mona)\n";
    let sandbox = released().write("CHANGELOG.md", changelog).git(["add", "--all"]).git([
        "commit",
        "--quiet",
        "--message",
        "Say it",
    ]);
    let forgotten = sandbox.shepherd(["people", "forget", "mona", "--yes"]).success();
    let hint = forgotten.stderr().lines().find(|line| line.contains("changelog")).map(str::to_owned);
    insta::assert_snapshot!(hint.unwrap_or_default(), @"");
    drop(site(&sandbox, &[]).success());
    let files = files(&sandbox);
    for (path, text) in &files {
        // What the project itself wrote, which the page says.
        let text =
            text.split("<section aria-labelledby=\"changelog\">").enumerate().map(|(number, part)| match number {
                0 => part.to_lowercase(),
                _ => part.split_once("</section>").map_or(part, |(_, after)| after).to_lowercase(),
            });
        for name in ["mona", "mona lisa mentor"] {
            assert!(!text.clone().any(|part| part.contains(name)), "{path} names `{name}`");
        }
    }
    let page = sandbox.read("site/releases/1.1.0.html");
    let start = page.find("<h2 id=\"changelog\">").expect("it has one");
    insta::assert_snapshot!(&page[start..page[start..].find("</section>").expect("it ends") + start], @"");
    markup::check(&files);
}
