//! `shepherd report --site`: the report as a folder of pages.

mod bad_input;
mod changelogs;
mod days;
mod folder;
mod github;
mod guided;
mod markup;
mod pages;
mod privacy;

use std::fmt::Write as _;

use crate::report::write_records;
use crate::support::{Output, Sandbox};

/// The releases of octo/hello: tag, day, kind, who cut it, mentored, sponsored and watched it.
const RELEASES: &str = "
    0.9.0  2024-05-01  minor        ann       -    -    kim
    1.0.0  2025-04-10  major        kim       ann  -    zoe
    1.0.1  2025-06-01  patch        kim       -    -    -
    1.1.0  2025-08-01  minor        ann       -    -    zoe
    1.2rc1 2025-10-01  pre-release  zoe,kim   ann  -    -
    1.2.0  2025-10-08  minor        zoe       kim  ann  -
    1.2.1  2026-02-24  patch        stranger  -    -    -
";

const CHANGELOG: &str = "# Changelog\n\n## 1.2.1 - 2026-02-24\n\n### Bugs fixed\n\n- Wait for the hub <b>again</b> \
                         ([#7](https://github.com/octo/hello/pull/7)), thanks to Mona <mona@example.org>\n\n\
                         ## 1.2.0\n\nSee [the guide](docs/guide.md).\n";

const ANN: &str = "format = 1\nlogin = \"ann\"\nname = \"Ann </title><script>alert(1)</script> ann@example.org\"\n\
                   aliases = [\"ann@example.org\"]\nconsent = 2026-01-01\nshow = [\"rung\", \"load\", \"check-in\"]\n\
                   timezone = \"Europe/Lisbon\"\n[[affiliation]]\norganisation = \"Universität \\\"Łódź\\\"\"\n";

const KIM: &str =
    "format = 1\nlogin = \"kim\"\nname = \"קים لينا\"\naliases = [\"kim@example.org\"]\nconsent = 2026-01-01\n";

const ZOE: &str = "format = 1\nlogin = \"zoe\"\nname = \"Zoe Secret\"\naliases = [\"zoe@example.org\"]\n\
                   show = [\"rung\", \"load\", \"away\", \"declines\", \"check-in\"]\ntimezone = \"Asia/Tokyo\"\n\
                   [[affiliation]]\norganisation = \"Hidden Works\"\n";

const PAIRING: &str = "format = 1\nmentor = \"ann\"\nmentee = \"kim\"\nstage = \"coaching\"\naccepted = 2026-01-01\n\
                       next-check-in = { when = 2026-04-12, how = \"ring ann@example.org\" }\n";

/// A project with a changelog, and records of people of whom one shows much, one little and one agreed to nothing.
pub(crate) fn team() -> Sandbox {
    let sandbox = project();
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    write_records(
        &sandbox,
        &[
            ("releases/octo/hello.toml", &releases(RELEASES)),
            ("people/ann.toml", ANN),
            ("people/kim.toml", KIM),
            ("people/zoe.toml", ZOE),
            ("pairings/ann--kim.toml", PAIRING),
        ],
    );
    sandbox
}

fn project() -> Sandbox {
    Sandbox::new()
        .write("CHANGELOG.md", CHANGELOG)
        .git(["add", "--all"])
        .git(["commit", "--quiet", "--message", "Start"])
        .remote("origin", "https://github.com/octo/hello.git")
}

fn releases(lines: &str) -> String {
    let mut text = "format = 1\n".to_owned();
    for line in lines.trim().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let list = |word: &str| {
            let logins = word.split(',').filter(|login| *login != "-").map(|login| format!("\"{login}\""));
            format!("[{}]", logins.collect::<Vec<_>>().join(", "))
        };
        write!(
            text,
            "\n[[release]]\ntag = \"{0}\"\nversion = \"{0}\"\ndate = {1}\nkind = \"{2}\"\nreleased-by = {3}\n\
             mentored-by = {4}\nsponsored-by = {5}\nshadowed-by = {6}\nsource = \"record\"\n\
             notes = \"zoe was ill, ask zoe@example.org\"\n",
            words[0],
            words[1],
            words[2],
            list(words[3]),
            list(words[4]),
            list(words[5]),
            list(words[6])
        )
        .expect("a text takes all");
    }
    text
}

fn site(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["report", "--offline", "--site", "site"], arguments].concat())
}

/// Returns each file of the site with its content, by path.
fn files(sandbox: &Sandbox) -> Vec<(String, String)> {
    let top = sandbox.path("site");
    let mut found = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder is readable") {
            let path = entry.expect("the entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&top).expect("it lies there").to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).expect("it is text")));
            }
        }
    }
    found.sort();
    found
}
