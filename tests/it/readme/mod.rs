//! The README and the pages behind it tell the truth: their commands run, their configuration is read, and what they show
//! is what is printed.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use release_shepherd::core::checklist::{Check, read};
use release_shepherd::core::policy::{Policy, Weights};
use release_shepherd::git::Repository;
use release_shepherd::store::{Author, Store, StoreError, Write};

use crate::support::Sandbox;

mod links;
mod notes;
#[cfg(unix)]
mod reader;
mod turns;
#[cfg(unix)]
mod two;
mod walk;

use notes::is_of_notes;
use turns::is_of_turns;
use walk::{is_of_the_walk, is_of_two};

/// How the README starts the program from a checkout of this project.
const FROM_SOURCE: &str = "cargo run --release -- ";

/// A fenced block: what stands behind its fence, and its lines.
struct Block<'a> {
    language: &'a str,
    text: &'a str,
}

/// The README and the pages that it leads to, in the order in which they are read: what is done on one page is there on
/// the next.
const PAGES: [&str; 6] = [
    "README.md",
    ".github/pages/walk.md",
    ".github/pages/document.md",
    ".github/pages/turns.md",
    ".github/pages/changelog.md",
    ".github/pages/ci.md",
];

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}")).replace("\r\n", "\n")
}

/// What stands in front of each page but the first.
fn mark(name: &str) -> String {
    format!("\n<!-- page {name} -->\n")
}

/// Returns all pages as one text.
fn readme() -> String {
    let rest = PAGES.iter().skip(1).map(|name| mark(name) + &page(name));
    page(PAGES[0]) + &rest.collect::<String>()
}

/// Writes the pages of such a text into a folder, and returns what it is.
fn save(text: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    let mut rest = text;
    for (name, next) in PAGES.iter().zip(PAGES.iter().skip(1).map(Some).chain([None])) {
        let (page, after) = next.and_then(|next| rest.split_once(&mark(next))).unwrap_or((rest, ""));
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder for tests is writable");
        fs::write(path, page).expect("the folder for tests is writable");
        rest = after;
    }
    folder
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

/// Returns the words of a command of this program; quotes hold one word together.
fn words(command: &str) -> Vec<String> {
    let command =
        command.strip_prefix("shepherd ").unwrap_or_else(|| panic!("not a command of this program: {command}"));
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(place, part)| {
            if place % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() }
        })
        .collect()
}

/// Returns what a terminal shows after a command line: notes first, as they come first, then the result.
fn shown(sandbox: &Sandbox, line: &str) -> String {
    if let Some(file) = line.strip_prefix("$ cat ") {
        return sandbox.read(file);
    }
    let words = arguments(line).unwrap_or_else(|| panic!("not a command of this program: {line}"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = sandbox.shepherd(&words);
    // Whoever reads on has the program on the PATH, and is not told how to get it there.
    let is_for_here = |line: &&str| !line.starts_with("  export PATH=");
    let lines = output.stdout().split_inclusive('\n').filter(is_for_here);
    format!("{}{}", output.stderr(), lines.collect::<String>())
}

#[test]
fn the_output_is_what_the_program_prints() {
    let before = readme();
    let mut after = before.clone();
    #[cfg(unix)]
    let mut shown_by_people = two::shown(&before).into_iter();
    let mut shown_in_turns = turns::shown(&blocks(&before)).into_iter();
    for block in blocks(&before).iter().filter(|block| block.language.starts_with("console")) {
        let text = if is_of_turns(block.language) {
            shown_in_turns.next().expect("each block of the team was run")
        } else if is_of_notes(block.language) {
            notes::shown(block)
        } else if is_of_two(block.language, block.text) {
            #[cfg(not(unix))]
            continue;
            #[cfg(unix)]
            shown_by_people.next().expect("each block of the walk was run")
        } else {
            let sandbox = example();
            let lines = block.text.lines().filter(|line| line.starts_with("$ "));
            let runs = lines.map(|line| format!("{line}\n{}", shown(&sandbox, line)).trim_end().to_owned());
            runs.collect::<Vec<_>>().join("\n\n")
        };
        after = after.replacen(&format!("\n{}\n```", block.text), &format!("\n{text}\n```"), 1);
    }
    if before != after {
        let path = save(&after);
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
            if is_of_the_walk(line) || ["approve", "people", "circles"].contains(&words[0]) {
                continue;
            }
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
fn each_command_about_people_runs_after_the_one_before() {
    let text = readme();
    let sandbox = example().env("GIT_AUTHOR_EMAIL", "kim@example.org");
    let lines = blocks(&text).into_iter().filter(|block| block.language == "sh").flat_map(|block| block.text.lines());
    let commands = lines
        .filter_map(arguments)
        .filter(|words| words.first().is_some_and(|word| word == "people" || word == "circles"));
    let mut said = String::new();
    for words in commands {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        said += &sandbox.shepherd(&words).success().to_string();
    }
    assert!(said.contains("@mona mentors @kim  coaching  next check-in 2026-04-02, chat"), "{said}");
}

#[test]
fn a_person_is_written_as_it_says() {
    let text = readme();
    let blocks = blocks(&text);
    let person = blocks.iter().find(|block| block.language == "toml person").expect("the README shows a person").text;
    let read = Store::read_person(&"kim".parse().expect("it is a login"), person).expect("the file is right");
    let right = read.rights.first().expect("she has one");
    assert!(right.since.is_some() && !right.sponsored_by.is_empty() && !right.mentored_by.is_empty());
    assert!(!read.keys.is_empty() && !read.aliases.is_empty() && !read.name.is_empty());
}

#[test]
fn a_policy_is_written_as_it_says() {
    let text = readme();
    let blocks = blocks(&text);
    let policy = blocks.iter().find(|block| block.language == "toml policy").expect("the README shows a policy").text;
    let sandbox = Sandbox::new();
    let repository = Repository::open(&sandbox.path(".")).expect("it is one");
    let store = Store::open(&repository).expect("it opens");
    let author = Author {
        name: "Kim".to_owned(),
        email: "kim@example.org".to_owned(),
        when: Timestamp::UNIX_EPOCH,
        signs: false,
    };
    let write = Write::Put { path: "store.toml".to_owned(), text: format!("{policy}\n") };
    let written = store.change("policy", &author, |_| Ok::<_, StoreError>(vec![write.clone()]));
    written.expect("the store takes it");
    let usual = Policy::default();
    let expected = Policy { weights: Weights { major: 2, ..usual.weights.clone() }, ..usual };
    assert_eq!(store.policy().expect("it is read"), expected);
}

#[test]
fn each_annotation_and_check_is_listed() {
    let text = readme();
    let first: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    for (check, _) in Check::NAMES {
        assert!(first.contains(&check), "the check `{check}` is not explained");
    }
    // An unknown key is answered with all that there are.
    let checklist = read("1. Tag it <!-- shepherd: zzzzzzz = 1 -->\n");
    let help = &checklist.doubts.first().expect("the key is unknown").help;
    let keys: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
    assert!(keys.len() > 10, "{help}");
    for key in keys {
        assert!(first.contains(&key), "the key `{key}` is not explained");
    }
    let shown = blocks(&text).into_iter().find(|block| block.language == "markdown").expect("one is shown").text;
    assert_eq!(read(shown).doubts, []);
}

#[test]
fn each_example_of_an_annotation_is_one() {
    let text = readme();
    let (_, rest) = text.split_once("\n## Annotations\n").expect("a page explains them");
    let (table, _) = rest.split_once("\n## ").expect("something follows");
    let mut count = 0;
    for row in table.lines().filter(|line| line.starts_with("| `")) {
        let key = row.split('`').nth(1).expect("a row begins with its key");
        let example = row.trim_end_matches("` |").rsplit('`').next().expect("a row ends with its example");
        let document = format!("1. Tag it <!-- shepherd: {key} = {example} -->\n");
        assert_eq!(read(&document).doubts, [], "{document}");
        count += 1;
    }
    assert!(count > 10, "only {count} keys were found");
}

#[test]
fn each_flag_that_is_named_exists() {
    let text = readme();
    let commands: [&[&str]; 37] = [
        &["changelog"],
        &["explain"],
        &["guide"],
        &["status"],
        &["debrief"],
        &["checklist", "show"],
        &["checklist", "lint"],
        &["people", "add"],
        &["people", "set"],
        &["people", "pair"],
        &["approve"],
        &["handoff"],
        &["store", "init"],
        &["store", "sync"],
        &["store", "where"],
        &["store", "bundle"],
        &["man"],
        &["upgrade-notes"],
        &["draft"],
        &["next"],
        &["doctor"],
        &["init"],
        &["record"],
        &["ledger", "import"],
        &["ledger", "list"],
        &["ledger", "verify"],
        &["people", "list"],
        &["people", "away"],
        &["people", "forget"],
        &["rotation", "who"],
        &["rotation", "plan"],
        &["rotation", "check"],
        &["rotation", "export"],
        &["circles", "add"],
        &["circles", "export"],
        &["report"],
        &["demo"],
    ];
    let example = example();
    let helps = commands.map(|command| example.shepherd([command, &["--help"]].concat()).success().to_string());
    let help = helps.concat();
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
    for command in [format!("{FROM_SOURCE}demo --tour"), "cargo test".to_owned()] {
        assert!(screen.contains(&command), "the first screen does not give `{command}`");
    }
}
