//! Whole runs of the program, timed against `git log --first-parent` of the same range and against git-cliff where it
//! is installed. Ratios within one run mean something; times of another machine do not, and nothing is asserted.
//!
//! ```sh
//! cargo bench                                  # JupyterHub, where its history is there, and 20,000 commits
//! SHEPHERD_BENCH_COMMITS=1000000 cargo bench   # the long form
//! cargo bench -- documents                     # release documents alone, which take a second
//! cargo bench -- guide                         # a guided walk alone
//! cargo bench -- records                       # a store with 100,000 releases alone
//! cargo bench -- site                          # the site of 2,000 releases by 300 people alone
//! ```
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark starts programs, reads the clock, prints, and ends where something is missing"
)]

mod document;
mod guide;
mod history;
mod measure;
mod peer;
mod records;

use std::path::Path;
use std::time::Duration;

use history::{History, synthetic};
use measure::{Contestant, Result, compare};

const SHEPHERD: &str = env!("CARGO_BIN_EXE_shepherd");
const DEFAULT_COMMITS: usize = 20_000;
const NEXT_COMMITS: usize = 10_000;

fn main() {
    if std::env::args().any(|argument| argument == "guide") {
        guide::walk();
        return;
    }
    if std::env::args().any(|argument| argument == "records") {
        records::compare_stores();
        return;
    }
    if std::env::args().any(|argument| argument == "site") {
        records::make_sites();
        return;
    }
    document::compare();
    if std::env::args().any(|argument| argument == "documents") {
        return;
    }
    let commits = std::env::var("SHEPHERD_BENCH_COMMITS");
    let commits = commits.map_or(DEFAULT_COMMITS, |text| text.parse().expect("SHEPHERD_BENCH_COMMITS is a number"));
    let peer = peer::find();
    if peer.is_none() {
        println!("git-cliff is not installed, so it is not compared (`pip install git-cliff`)");
    }
    start_up();
    guide::walk();
    records::compare_stores();
    records::make_sites();
    match history::jupyterhub() {
        Some(history) => real(&history, peer.as_deref()),
        None => println!("\n../shared/data/jupyterhub.fast-export.gz is not there, so it is not measured"),
    }
    let history = synthetic(NEXT_COMMITS);
    upcoming("the next version of 10,000 commits", &history, &[]);
    // Without a tag all of them are in it.
    upcoming("the first version of 10,000 commits", &history, &["--tag-pattern", "^none$"]);
    growing(&synthetic(commits), peer.as_deref());
}

fn start_up() {
    let here = Path::new(".");
    let contestants = [
        Contestant::new("git --version", "git", ["--version"], here),
        Contestant::new("shepherd --version", SHEPHERD, ["--version"], here),
    ];
    print_table("start-up", &compare(&contestants));
}

/// A release, and everything up to it.
fn real(history: &History, peer: Option<&Path>) {
    let release = range(history, peer, "5.3.0..5.4.0", ["5.3.0..5.4.0"; 3]);
    print_table("JupyterHub 5.3.0..5.4.0", &compare(&release));
    // Each program has its own way of saying "from the beginning".
    let root = history.git(&["rev-list", "--first-parent", "5.4.0"]);
    let from_root = format!("{}..5.4.0", root.lines().last().expect("the history has a first commit"));
    upcoming("JupyterHub, the next version", history, &[]);
    let whole = range(history, peer, "..5.4.0", ["5.4.0", "..5.4.0", &from_root]);
    print_table("JupyterHub, the whole history to 5.4.0", &compare(&whole));
}

/// The next version, from git alone; `more` are arguments of `shepherd next`.
fn upcoming(title: &str, history: &History, more: &[&str]) {
    let folder = &history.folder;
    let arguments = ["--quiet", "next", "--offline"].into_iter().chain(more.iter().copied());
    let contestants = [
        Contestant::new("git log --first-parent", "git", ["log", "--first-parent", "HEAD"], folder),
        Contestant::new("shepherd next", SHEPHERD, arguments, folder),
    ];
    print_table(title, &compare(&contestants));
}

/// Ranges of one history, each twice as long as the one before: time should double, and memory stay bounded.
fn growing(history: &History, peer: Option<&Path>) {
    let length = history.git(&["rev-list", "--count", "--first-parent", "HEAD"]);
    let length: usize = length.trim().parse().expect("git counts");
    println!("\nsynthetic history of {} commits, {length} of them by first parent", history.commits);
    println!(
        "{:>10}  {:>10}  {:>12}  {:>10}  {:>9}  {:>8}",
        "by first", "shepherd", "a commit", "git log", "ratio", "memory"
    );
    for part in [32, 16, 8, 4, 2, 1] {
        let count = length / part - 1;
        let text = format!("HEAD~{count}..HEAD");
        let results = compare(&range(history, None, &text, [&text; 3]));
        let [git, shepherd] = results.as_slice() else { panic!("two were measured") };
        println!(
            "{count:>10}  {:>10}  {:>9.2} µs  {:>10}  {:>9.1}  {:>8}",
            milliseconds(shepherd.median),
            shepherd.median.as_secs_f64() * 1e6 / approximate(count),
            milliseconds(git.median),
            ratio(shepherd.median, git.median),
            memory(shepherd.memory),
        );
    }
    if let Some(peer) = peer.filter(|_| history.commits <= DEFAULT_COMMITS) {
        let text = format!("HEAD~{}..HEAD", length - 1);
        print_table("the longest of these", &compare(&range(history, Some(peer), &text, [&text; 3])));
    }
}

/// Returns who is compared on a range; `spelled` is how git, shepherd and git-cliff write it.
fn range(history: &History, peer: Option<&Path>, name: &str, spelled: [&str; 3]) -> Vec<Contestant> {
    let [for_git, for_shepherd, for_peer] = spelled;
    let folder = &history.folder;
    let mut contestants = vec![
        Contestant::new(format!("git log --first-parent {for_git}"), "git", ["log", "--first-parent", for_git], folder),
        Contestant::new(
            format!("shepherd changelog {name}"),
            SHEPHERD,
            ["--quiet", "changelog", "--offline", for_shepherd],
            folder,
        ),
    ];
    if let Some(peer) = peer {
        contestants.push(Contestant::new("git-cliff --offline", peer, ["--offline", for_peer], folder));
    }
    contestants
}

fn print_table(title: &str, results: &[Result]) {
    let first = results.first().expect("somebody was measured").median;
    println!("\n{title}");
    println!("{:<46}  {:>10}  {:>6}  {:>8}  {:>5}", "", "median", "ratio", "memory", "runs");
    for result in results {
        println!(
            "{:<46}  {:>10}  {:>6.1}  {:>8}  {:>5}",
            result.name,
            milliseconds(result.median),
            ratio(result.median, first),
            memory(result.memory),
            result.runs,
        );
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn memory(kilobytes: Option<u64>) -> String {
    kilobytes.map_or_else(|| "-".to_owned(), |kilobytes| format!("{} MB", kilobytes.div_ceil(1000)))
}

/// A count as a divisor; what is lost above 2^32 does not matter for a mean.
fn approximate(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
