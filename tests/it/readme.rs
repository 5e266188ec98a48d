//! The README tells the truth: its commands run, its configuration is read, and what it shows is what is printed.

use std::fs;
use std::path::Path;

use crate::support::Sandbox;

/// How the README starts the program from a checkout of this project.
const FROM_SOURCE: &str = "cargo run --release -- ";

/// A fenced block: what stands behind its fence, and its lines.
struct Block<'a> {
    language: &'a str,
    text: &'a str,
}

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    fs::read_to_string(path).expect("the project has a README").replace("\r\n", "\n")
}

fn blocks(readme: &str) -> Vec<Block<'_>> {
    let fenced = readme.split("\n```").skip(1).step_by(2);
    let parts = fenced.map(|block| block.split_once('\n').expect("a block has a first line"));
    parts.map(|(language, text)| Block { language, text }).collect()
}

/// The project that the README shows: one release on a maintenance line, and most of what can be in a range.
fn example() -> Sandbox {
    let ann = ("Ann Other", "7+ann@users.noreply.github.com");
    let kim = ("Kim Newcomer", "8+kim@users.noreply.github.com");
    let bot = ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com");
    let mona = ("Mona Maintainer", "1+mona@users.noreply.github.com");
    Sandbox::new()
        .without_env("GITHUB_API_URL")
        .without_env("GITHUB_GRAPHQL_URL")
        .remote("origin", "https://github.com/octo/hello.git")
        .author(mona.0, mona.1)
        .commit_files("Start", &[("CHANGELOG.md", "# Changelog\n"), (".gitignore", "/target\n")])
        .tag("1.0.0")
        .author(ann.0, ann.1)
        .pull_request(12, "ann/last-line", "FIX: keep a last line without a line end")
        .author(bot.0, bot.1)
        .pull_request(13, "dependabot/cargo/serde-1.0.229", "Bump serde from 1.0.228 to 1.0.229")
        .author(kim.0, kim.1)
        .squash(14, "DOC: how to run the tests")
        .author(ann.0, ann.1)
        .squash(15, "Read the file twice")
        .author(mona.0, mona.1)
        .commit("Revert \"Read the file twice\" (#16)\n\nReverts octo/hello#15")
        .pull_request_files(17, "mona/changes", "Changelog for 1.0.1", &[("CHANGELOG.md", "# Changelog\n\n")])
        .author(kim.0, kim.1)
        .pull_request(18, "kim/json", "ENH: print JSON with --json")
        .author(mona.0, mona.1)
        .commit("Mention the new flag in the help")
        .git(["checkout", "--quiet", "-b", "1.0.x", "1.0.0"])
        .pull_request(19, "meeseeksmachine/auto-backport-of-pr-12-on-1.0.x", BACKPORT)
        .tag("1.0.1")
        .checkout("main")
}

const BACKPORT: &str = "Backport PR #12 on branch 1.0.x (FIX: keep a last line without a line end)";

/// Returns the words of a command line that starts this program, and of no other.
fn arguments(line: &str) -> Option<Vec<String>> {
    let line = line.trim().trim_start_matches("$ ").trim_start_matches("- run: ");
    let line = line.strip_prefix(FROM_SOURCE).or_else(|| line.strip_prefix("shepherd "))?;
    let ends = ["  ", " | ", " > ", " # "].iter().filter_map(|end| line.find(end));
    let command = line.get(..ends.min().unwrap_or(line.len())).expect("the end was found in this line");
    Some(command.split_whitespace().map(|word| word.trim_matches(['"', '\'']).to_owned()).collect())
}

/// Returns what a terminal shows after a command line: notes first, as they come first, then the result.
fn shown(sandbox: &Sandbox, line: &str) -> String {
    if let Some(file) = line.strip_prefix("$ cat ") {
        return sandbox.read(file);
    }
    let words = arguments(line).unwrap_or_else(|| panic!("not a command of this program: {line}"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = sandbox.shepherd(&words);
    format!("{}{}", output.stderr(), output.stdout())
}

#[test]
fn the_output_is_what_the_program_prints() {
    let before = readme();
    let mut after = before.clone();
    for block in blocks(&before).iter().filter(|block| block.language == "console") {
        let sandbox = example();
        let lines = block.text.lines().filter(|line| line.starts_with("$ "));
        let runs = lines.map(|line| format!("{line}\n{}", shown(&sandbox, line)).trim_end().to_owned());
        let text = runs.collect::<Vec<_>>().join("\n\n");
        after = after.replacen(&format!("\n{}\n```", block.text), &format!("\n{text}\n```"), 1);
    }
    if before != after {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("README.md");
        fs::write(&path, &after).expect("the folder for tests is writable");
        let first = before.lines().zip(after.lines()).find(|(old, new)| old != new);
        panic!("the program prints something else, first in {first:?}; what it prints is in {}", path.display());
    }
}

#[test]
fn each_command_runs() {
    let text = readme();
    let mut count = 0;
    for block in blocks(&text).iter().filter(|block| ["sh", "yaml"].contains(&block.language)) {
        for line in block.text.lines() {
            let Some(words) = arguments(line) else { continue };
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let output = example().write("my.md.hbs", "{{version}}\n").shepherd(&words);
            // Without a token, what asks for GitHub ends with 4, and a comparison may find something.
            let fine = output.code().is_some_and(|code| [0, 1, 4].contains(&code));
            assert!(fine, "`{line}` does not run:\n{output}");
            count += 1;
        }
    }
    assert!(count > 10, "only {count} commands were found");
}

#[test]
fn each_flag_that_is_named_exists() {
    let text = readme();
    let help = example().shepherd(["changelog", "--help"]).success().to_string()
        + &example().shepherd(["explain", "--help"]).success().to_string();
    let spans = text.split("\n```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2));
    let ours = spans.filter(|span| span.starts_with("--") || span.starts_with("shepherd "));
    for flag in ours.flat_map(|span| span.split([' ', '=']).filter(|word| word.starts_with("--"))) {
        assert!(help.contains(flag), "`{flag}` is not a flag");
    }
}

#[test]
fn the_configuration_is_read() {
    let text = readme();
    let examples: Vec<_> = blocks(&text).into_iter().filter(|block| block.language == "toml").collect();
    assert!(!examples.is_empty(), "the README shows a configuration");
    for block in examples {
        let example = example().remote("upstream", "https://github.com/octo/hello");
        drop(example.write(".shepherd.toml", block.text).shepherd(["changelog"]).success());
    }
}

#[test]
fn the_configuration_of_this_project_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".shepherd.toml");
    let text = fs::read_to_string(path).expect("this project has a configuration");
    drop(example().write(".shepherd.toml", text).shepherd(["changelog"]).success());
}

#[test]
fn the_first_screen_gives_the_two_commands() {
    let text = readme();
    let screen = text.lines().take(60).collect::<Vec<_>>().join("\n");
    for command in [format!("{FROM_SOURCE}changelog"), "cargo test".to_owned()] {
        assert!(screen.contains(&command), "the first screen does not give `{command}`");
    }
}
