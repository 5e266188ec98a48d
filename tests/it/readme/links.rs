//! Each link of the documents leads somewhere, and each of their blocks is run, or says why it is not.

use std::path::Path;

use super::{PAGES, arguments, blocks, page};

/// The blocks that some test here runs, reads or compares.
const RUN: [&str; 11] = [
    "console",
    "console notes",
    "console turns",
    "markdown",
    "sh",
    "sh mentor",
    "toml",
    "toml answers",
    "toml person",
    "toml policy",
    "yaml",
];

/// The blocks that no test runs, each with the reason.
const NOT_RUN: [(&str, &str); 2] = [
    ("sh install", "it installs into the system what only a release has; `.ci/package try` installs each package"),
    ("text", "what it prints depends on the machine; a reader of the test types its command all the same"),
];

/// The lines of `sh` blocks that no test runs, each with the reason.
const LINES_NOT_RUN: [(&str, &str); 7] = [
    (
        "git add RELEASING.md .shepherd.toml && git commit --quiet -m \"Say how it is released\"",
        "a reader of the test pastes it all the same",
    ),
    ("cargo test", "it is what runs the tests; CI runs it"),
    ("cargo test --test it -- readme", "it is what runs the tests"),
    ("cargo lint", "CI runs it"),
    ("cargo fmt", "CI runs it with `--check`"),
    ("bash .ci/run", "it is CI"),
    ("bash .ci/package archive", "a release build; the stage `package` of CI makes it where it is asked to"),
];

/// Returns the command of a line without what is said about it.
fn command(line: &str) -> &str {
    let line = line.trim();
    line.split_once(" #").map_or(line, |(command, _)| command).trim()
}

#[test]
fn each_block_is_run_or_says_why_not() {
    for name in PAGES.into_iter().chain(["CONTRIBUTING.md"]) {
        let text = page(name);
        for block in blocks(&text) {
            let language = block.language;
            let reason = NOT_RUN.iter().find(|(known, _)| *known == language);
            assert!(reason.is_some() || RUN.contains(&language), "{name}: no test runs a block `{language}`");
            for line in block.text.lines().filter(|line| language == "sh" && !line.trim().is_empty()) {
                let reason = LINES_NOT_RUN.iter().find(|(known, _)| *known == command(line));
                assert!(reason.is_some() || arguments(line).is_some(), "{name}: no test runs `{line}`");
            }
        }
    }
}

#[test]
fn what_is_not_run_is_still_there() {
    let all: String = PAGES.into_iter().chain(["CONTRIBUTING.md"]).map(page).collect();
    let blocks = blocks(&all);
    for (language, _) in NOT_RUN {
        assert!(blocks.iter().any(|block| block.language == language), "no block is called `{language}` any more");
    }
    for (line, _) in LINES_NOT_RUN {
        let is_there = blocks.iter().any(|block| block.text.lines().any(|other| command(other) == line));
        assert!(is_there, "no block has `{line}` any more");
    }
}

/// Returns what a page on the web calls a heading.
fn anchor(heading: &str) -> String {
    let letters = heading.trim_start_matches('#').trim().to_lowercase();
    letters
        .chars()
        .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter))
        .collect::<String>()
        .replace(' ', "-")
}

#[test]
fn each_link_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let link = regex::Regex::new(r"\]\(([^)]+)\)").expect("it is one");
    let mut count = 0;
    for name in PAGES.into_iter().chain(["CONTRIBUTING.md", "RELEASING.md"]) {
        let text = page(name);
        let prose = text.split("\n```").step_by(2).collect::<Vec<_>>().join("\n");
        for found in link.captures_iter(&prose) {
            let target = &found[1];
            if target.starts_with("https://") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let folder = Path::new(name).parent().expect("a name has a parent");
            let file = if file.is_empty() { name.into() } else { folder.join(file) };
            assert!(root.join(&file).exists(), "{name} links to {target}, which is not there");
            if !heading.is_empty() {
                let other = page(file.to_str().expect("it is text"));
                let is_there = other.lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == heading);
                assert!(is_there, "{name} links to {target}, and there is no such heading");
            }
            count += 1;
        }
    }
    assert!(count > 20, "only {count} links were found");
}

#[test]
fn each_picture_is_shown() {
    let text = page("README.md");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/pictures");
    for entry in std::fs::read_dir(folder).expect("there are pictures") {
        let name = entry.expect("it is readable").file_name();
        let link = format!("](.github/pictures/{})", name.to_string_lossy());
        assert!(text.contains(&link), "the README does not show {}", name.display());
    }
}

#[test]
fn the_house_is_as_contributing_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = page("CONTRIBUTING.md");
    let prose = text.split("\n```").step_by(2).collect::<Vec<_>>().join("\n");
    let places = ["src/", "tests/", "templates/", ".ci/", ".github/", "benches/"];
    let spans = prose.split('`').skip(1).step_by(2).filter(|span| places.iter().any(|place| span.starts_with(place)));
    let mut count = 0;
    for span in spans {
        let path = span.split(' ').next().unwrap_or(span);
        assert!(root.join(path).exists(), "CONTRIBUTING.md names `{span}`, which is not there");
        count += 1;
    }
    assert!(count > 50, "only {count} were found");
    for folder in ["src", "src/core"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("it is a folder") {
            let entry = entry.expect("it is readable");
            let name = format!("`{folder}/{}/`", entry.file_name().to_string_lossy());
            let is_named = !entry.path().is_dir() || text.contains(&name);
            assert!(is_named, "CONTRIBUTING.md does not say what {name} is");
        }
    }
}
