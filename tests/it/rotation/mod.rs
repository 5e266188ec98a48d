//! `shepherd rotation`: who is next, the slots ahead, and what is done with them.

mod afterwards;
mod bad_input;
mod calendar;
mod kept_back;
mod mended;
mod pasted;
mod shared;
mod story;
mod who;

use std::fmt::Write as _;

use crate::support::{Output, Sandbox};

/// The releases of octo/hello: tag, day, who, mentor.
const RELEASES: [(&str, &str, &str, &str); 4] = [
    ("1.0.0", "2025-06-01", "mona", ""),
    ("1.1.0", "2025-09-01", "ann", ""),
    ("1.2.0", "2025-12-01", "mona", "ann"),
    ("1.3.0", "2026-02-01", "ann", ""),
];

/// A project whose records hold two people who release, @kim who learns with @mona, and @zoe whom nobody saw release.
pub(crate) fn team() -> Sandbox {
    let sandbox = project();
    drop(sandbox.shepherd(["people", "add", "mona", "--alias", "mona@example.org"]).success());
    let person = |login: &str| format!("format = 1\nlogin = \"{login}\"\n");
    let ann = "name = \"Ann Łukasiewicz-Ångström 好き好き好き好き好き好き好き\"\nconsent = 2026-01-01\n";
    let pairing = "format = 1\nmentor = \"mona\"\nmentee = \"kim\"\nstage = \"coaching\"\naccepted = 2026-01-01\n\
                   next-check-in = { when = 2026-12-01 }\n";
    write_records(
        &sandbox,
        &[
            ("people/ann.toml", &format!("{}{ann}", person("ann"))),
            ("people/kim.toml", &person("kim")),
            ("people/zoe.toml", &person("zoe")),
            ("pairings/mona--kim.toml", pairing),
            ("releases/octo/hello.toml", &releases(&RELEASES)),
        ],
    );
    sandbox
}

fn project() -> Sandbox {
    Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git")
}

fn releases(releases: &[(&str, &str, &str, &str)]) -> String {
    let mut text = "format = 1\n".to_owned();
    for (tag, day, who, mentor) in releases {
        let mentor = if mentor.is_empty() { String::new() } else { format!("\"{mentor}\"") };
        write!(
            text,
            "\n[[release]]\ntag = \"{tag}\"\nversion = \"{tag}\"\nkind = \"minor\"\ndate = {day}\nreleased-by = [\"{who}\"]\n\
             mentored-by = [{mentor}]\n"
        )
        .expect("a text takes all");
    }
    text
}

fn rotation(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["rotation"], arguments].concat())
}

/// Plans the four slots of a season.
fn plan(sandbox: &Sandbox) -> Output {
    rotation(sandbox, &["plan", "--until", "2026-08-31", "--every", "6w", "--yes"])
}

/// Returns a file of the records.
fn recorded(sandbox: &Sandbox, path: &str) -> String {
    sandbox.git_output(["show", &format!("refs/shepherd/store:{path}")])
}

/// Writes files into the records, as somebody does who knows git.
pub(crate) fn write_records(sandbox: &Sandbox, files: &[(&str, &str)]) {
    let mut stream = "commit refs/shepherd/store\ncommitter Ann <ann@example.org> 1774688400 +0000\ndata 5\nhands\n\
                      from refs/shepherd/store^0\n"
        .to_owned();
    for (path, text) in files {
        writeln!(stream, "M 100644 inline {path}\ndata {}\n{text}", text.len()).expect("a text takes all");
    }
    let output = sandbox.try_git(&["fast-import", "--quiet"], Some(stream.as_bytes()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
