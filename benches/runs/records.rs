//! What lists, ranks and figures cost where a store has many records: they read all that they show, and nothing of how it
//! came about.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::measure::{Contestant, compare};
use crate::{SHEPHERD, print_table};

const RELEASES: usize = 100_000;
const PEOPLE: usize = 1_000;
/// A team whose site is made.
const SITE_RELEASES: usize = 2_000;
const SITE_PEOPLE: usize = 300;
/// A history of so many commits before the newest state.
const COMMITS: usize = 20_000;
const DAY: &str = "2026-06-01";

/// Prints the tables.
pub(crate) fn compare_stores() {
    let shapes = [("one project", 1), ("100 projects", 100), ("1,000 projects", 1_000)];
    for (name, projects) in shapes {
        let store = store(projects, RELEASES, PEOPLE, 1);
        let title = format!("{RELEASES} releases by {PEOPLE} people: {name}");
        print_table(&title, &compare(&commands(&store)));
    }
    let (young, old) = (store(10, RELEASES / 10, PEOPLE, 1), store(10, RELEASES / 10, PEOPLE, COMMITS));
    let of = |name: &str, store: &TempDir| {
        let arguments = ["--quiet", "ledger", "list", "--all", "--json"];
        Contestant::new(format!("ledger list, after {name}"), SHEPHERD, arguments, store.path())
    };
    let title = format!("{} releases, by how the store came about", RELEASES / 10);
    print_table(&title, &compare(&[of("1 commit", &young), of(&format!("{COMMITS} commits"), &old)]));
}

/// Prints what the site of a team costs: all of it anew, and again where nothing changed.
pub(crate) fn make_sites() {
    let store = store(1, SITE_RELEASES, SITE_PEOPLE, 1);
    let contestants = [
        Contestant::new("git cat-file, all records", "sh", ["-c", CAT], store.path()),
        Contestant::new("report --site", "sh", ["-c", SITE, SHEPHERD], store.path()),
        Contestant::new("report --site, nothing new", "sh", ["-c", SAME_SITE, SHEPHERD], store.path()),
    ];
    let title = format!("the site of {SITE_RELEASES} releases by {SITE_PEOPLE} people");
    print_table(&title, &compare(&contestants));
}

const SITE: &str = "rm -rf site; exec \"$0\" --quiet report --offline --site site";
const SAME_SITE: &str = "exec \"$0\" --quiet report --offline --site site";

fn commands(store: &TempDir) -> Vec<Contestant> {
    let with = |name: &str, arguments: &[&str]| {
        let arguments: Vec<&str> = ["--quiet"].into_iter().chain(arguments.iter().copied()).collect();
        Contestant::new(name, SHEPHERD, arguments, store.path())
    };
    vec![
        Contestant::new("git cat-file, all records", "sh", ["-c", CAT], store.path()),
        with("ledger list", &["ledger", "list", "--all"]),
        with("ledger list --json", &["ledger", "list", "--all", "--json"]),
        with("rotation who", &["rotation", "who", "--for", "minor", "--on", DAY]),
        with("report", &["report", "--all", "--offline", "--since", "2025-06-01", "--until", DAY]),
        with("people list", &["people", "list"]),
        // One release more each time, into the records of one project.
        Contestant::new("record", "sh", ["-c", RECORD, SHEPHERD], store.path()),
    ]
}

/// Records a release that is not there yet.
const RECORD: &str =
    "exec \"$0\" --quiet record \"$(date +%s%N).0\" --released-by person-1 --date 2026-06-01 2>/dev/null";

/// What git alone takes to bring the text of the records.
const CAT: &str = "git ls-tree -r --name-only refs/shepherd/store releases | \
     sed 's,^,refs/shepherd/store:,' | git cat-file --batch >/dev/null";

/// Makes a repository with a store of that many releases, all in its newest state.
fn store(projects: usize, releases: usize, people: usize, commits: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder.path()).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null());
        command
    };
    let status = git(&["init", "--quiet", "--initial-branch=main"]).status();
    assert!(status.expect("git starts").success(), "git makes a repository");
    for (key, value) in [("user.name", "Octo Cat"), ("user.email", "octocat@example.org")] {
        assert!(git(&["config", key, value]).status().expect("git starts").success(), "git takes a name");
    }
    let address = "https://github.invalid/octo/project-0.git";
    assert!(git(&["remote", "add", "origin", address]).status().expect("git starts").success(), "git takes a remote");
    let mut import = git(&["fast-import", "--quiet"]).spawn().expect("git starts");
    let mut input = import.stdin.take().expect("it reads");
    input.write_all(stream(projects, releases, people, commits).as_bytes()).expect("git reads");
    drop(input);
    assert!(import.wait().expect("git ends").success(), "git takes the store");
    folder
}

fn stream(projects: usize, releases: usize, people: usize, commits: usize) -> String {
    let mut text = String::new();
    let commit = |text: &mut String, number: usize| {
        let _ = write!(
            text,
            "commit refs/shepherd/store\ncommitter Octo Cat <octocat@example.org> {} +0000\ndata 7\nrecords\n",
            1_700_000_000 + number
        );
    };
    let file = |text: &mut String, path: &str, content: &str| {
        let _ = write!(text, "M 100644 inline {path}\ndata {}\n{content}\n", content.len());
    };
    // What the history holds is another event of a run each time.
    for number in 1..commits {
        commit(&mut text, number);
        file(&mut text, "runs/octo/project-0/1.0.jsonl", &format!("{{\"number\":{number}}}\n"));
    }
    commit(&mut text, commits);
    let marker = format!("format = 1\nid = \"{}\"\n", "0123456789abcdef".repeat(2));
    file(&mut text, "store.toml", &marker);
    let _ = writeln!(text, "D runs");
    for number in 0..people {
        let person = format!(
            "format = 1\nlogin = \"person-{number}\"\nname = \"Person {number}\"\naliases = \
             [\"person-{number}@example.org\"]\ntimezone = \"Europe/Lisbon\"\nconsent = 2020-01-01\n\n[[affiliation]]\n\
             organisation = \"organisation {}\"\nfrom = 2018-01-01\n",
            number % 40
        );
        file(&mut text, &format!("people/person-{number}.toml"), &person);
    }
    for project in 0..projects {
        let content: String =
            (project..releases).step_by(projects).map(|number| release(number, projects, people)).collect();
        file(&mut text, &format!("releases/octo/project-{project}.toml"), &format!("format = 1\n{content}"));
    }
    text
}

fn release(number: usize, projects: usize, people: usize) -> String {
    let place = number / projects;
    // Few cut most of them.
    let (released, mentored) = ((number * number) % 7919 % people, (number * 31) % people);
    let kind = ["patch", "patch", "minor", "major", "pre-release"].get(number % 5).copied().unwrap_or_default();
    format!(
        "\n[[release]]\ntag = \"{place}.0\"\nversion = \"{place}.0\"\nkind = \"{kind}\"\nsecurity = false\ncommit = \
         \"{number:040x}\"\ndate = {:04}-{:02}-{:02}\nreleased-by = [\"person-{released}\"]\nmentored-by = \
         [\"person-{mentored}\"]\nsponsored-by = []\nshadowed-by = []\norganisations = {{ person-{released} = \
         \"organisation {}\" }}\nsource = \"guide\"\n",
        2016 + (number * 7) % 11,
        1 + number % 12,
        1 + number % 28,
        released % 40
    )
}
