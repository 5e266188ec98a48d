//! `shepherd report`: metrics and the figures of organisations.

mod bad_input;
mod github;
pub(crate) mod made;
mod over_time;
mod records;
mod renamed;

use std::fmt::Write as _;

use crate::support::{Output, Sandbox};

/// The releases of a project, a line each: tag, day, and who released, mentored, sponsored and shadowed it.
const RELEASES: &str = "
    0.9    2024-05-01  ann        -    -    kim
    1.0    2025-04-01  kim        ann  -    zoe
    1.1    2025-06-01  kim        -    -    -
    1.2    2025-08-01  ANN        -    -    zoe
    1.3rc1 2025-10-01  zoe,kim    ann  -    -
    1.3    2025-10-08  zoe        kim  ann  -
    1.4    2025-12-24  stranger   -    ann  -
    2.0    2026-03-28  ann,zoe    -    -    -
    2.1    2026-03-29  kim        -    -    -
";

/// Returns a project whose records hold these people and releases.
fn team() -> Sandbox {
    let sandbox = Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git");
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    let mut releases = "format = 1\n".to_owned();
    for line in RELEASES.trim().lines() {
        releases += &release(line);
    }
    let ann = "format = 1\nlogin = \"ann\"\n[[affiliation]]\norganisation = \"Uni\"\n";
    let kim = "format = 1\nlogin = \"kim\"\n\
               [[affiliation]]\norganisation = \"Works\"\nuntil = 2025-05-31\n\
               [[affiliation]]\norganisation = \"Uni\"\nfrom = 2025-06-01\n\
               [[right]]\nname = \"maintainer\"\nproject = \"octo/hello\"\nsince = 2025-07-01\nmentored-by = [\"ann\"]\n";
    let zoe = "format = 1\nlogin = \"zoe\"\n[[affiliation]]\norganisation = \"works\"\n";
    write_records(
        &sandbox,
        &[
            ("releases/octo/hello.toml", &releases),
            ("people/ann.toml", ann),
            ("people/kim.toml", kim),
            ("people/zoe.toml", zoe),
        ],
    );
    sandbox
}

/// Returns the record of a line of [`RELEASES`].
fn release(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let list = |word: &str| {
        let logins = word.split(',').filter(|login| *login != "-").map(|login| format!("\"{login}\""));
        format!("[{}]", logins.collect::<Vec<_>>().join(", "))
    };
    let kind = if words[0].contains("rc") { "pre-release" } else { "minor" };
    format!(
        "\n[[release]]\ntag = \"{0}\"\nversion = \"{0}\"\nkind = \"{kind}\"\ndate = {1}\nreleased-by = {2}\n\
         mentored-by = {3}\nsponsored-by = {4}\nshadowed-by = {5}\nspent-minutes = 90\nsource = \"record\"\n",
        words[0],
        words[1],
        list(words[2]),
        list(words[3]),
        list(words[4]),
        list(words[5])
    )
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

fn report(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["report"], arguments].concat())
}
