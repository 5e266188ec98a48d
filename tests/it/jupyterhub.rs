//! The changelog of a real history against what its project published: 41 releases of JupyterHub.
//!
//! The history and the published changelog are read in place, from `../shared/data`; without them the tests say that
//! they are skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{FakeGithub, PullRequest, Repository, Sandbox};

/// One entry that the project published.
struct Published {
    numbers: BTreeSet<u64>,
    number: u64,
    section: String,
    author: Option<String>,
}

/// One published release.
struct Release {
    version: String,
    range: String,
    entries: Vec<Published>,
}

/// How a run over all releases compares with what was published.
#[derive(Debug, Default, PartialEq, Eq)]
struct Comparison {
    published: usize,
    listed: usize,
    /// Published, not listed: version and number.
    missing: Vec<(String, u64)>,
    /// Listed, neither published nor marked as released before: version, number and title.
    extra: Vec<(String, u64, String)>,
    buckets: BTreeMap<String, usize>,
    pull_requests: usize,
}

impl Comparison {
    /// The share of published entries that has to be listed, and what may be listed besides.
    fn is_good(&self) -> bool {
        self.listed * 100 >= self.published * 99 && self.extra.len() <= 40
    }
}

fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

/// A sandbox with the history as a bare repository beside its own.
fn sandbox() -> Option<(Sandbox, Vec<Release>)> {
    let export = data("jupyterhub.fast-export.gz")?;
    let published = releases(&data("jupyterhub-published.json")?);
    let sandbox = Sandbox::new();
    let bare = sandbox.path("[SANDBOX]/jupyterhub.git");
    let git = |arguments: &[&str], input: Stdio| {
        let status =
            Command::new("git").args(arguments).stdin(input).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.expect("git runs").success(), "git {arguments:?}");
    };
    let bare = bare.to_str().expect("the path is text");
    git(&["init", "-q", "--bare", bare], Stdio::null());
    let mut unpacked = Command::new("gzip").arg("-dc").arg(export).stdout(Stdio::piped()).spawn().expect("gzip runs");
    git(&["-C", bare, "fast-import", "--quiet"], Stdio::from(unpacked.stdout.take().expect("its output is piped")));
    assert!(unpacked.wait().expect("gzip ends").success());
    git(&["-C", bare, "symbolic-ref", "HEAD", "refs/heads/main"], Stdio::null());
    Some((sandbox, published))
}

fn releases(path: &Path) -> Vec<Release> {
    let text = std::fs::read_to_string(path).expect("the published changelog is readable");
    let all: Vec<Value> = serde_json::from_str(&text).expect("it is JSON");
    all.iter().map(release).collect()
}

fn release(value: &Value) -> Release {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut entries: Vec<Published> = Vec::new();
    for (section, listed) in value["sections"].as_object().into_iter().flatten() {
        for entry in listed.as_array().into_iter().flatten() {
            let number = entry["pr"].as_u64().expect("each entry has a number");
            // Some entries stand in two sections; they are one pull request.
            if entries.iter().any(|known| known.number == number) {
                continue;
            }
            let title = text(&entry["title"]);
            let original =
                title.strip_prefix("Backport PR #").and_then(|rest| rest.split([' ', ':']).next()?.parse().ok());
            entries.push(Published {
                numbers: [Some(number), original].into_iter().flatten().collect(),
                number,
                section: section.clone(),
                author: entry["people"][0].as_str().map(str::to_owned),
            });
        }
    }
    let range = format!("{}..{}", text(&value["range"][0]), text(&value["range"][1]));
    Release { version: text(&value["version"]), range, entries }
}

/// Runs the changelog of each release and compares. `configuration` is the text of a configuration file.
fn compare(sandbox: &Sandbox, releases: &[Release], configuration: &str) -> Comparison {
    let file = sandbox.path("[SANDBOX]/configuration.toml");
    std::fs::write(&file, configuration).expect("the configuration can be written");
    let mut comparison = Comparison::default();
    for release in releases {
        let changelog = changelog(sandbox, &release.range);
        let changes = changes(&changelog);
        let shown: BTreeSet<u64> = changes.iter().flat_map(|(_, change)| numbers(change)).collect();
        let published: BTreeSet<u64> = release.entries.iter().flat_map(|entry| entry.numbers.iter().copied()).collect();
        comparison.published += release.entries.len();
        for entry in &release.entries {
            if entry.numbers.is_disjoint(&shown) {
                comparison.missing.push((release.version.clone(), entry.number));
            } else {
                comparison.listed += 1;
            }
        }
        for (_, change) in &changes {
            let is_marked = change["also_in"].as_array().is_some_and(|versions| !versions.is_empty());
            let own = numbers(change);
            if let (Some(number), false) = (own.first(), is_marked)
                && own.iter().all(|number| !published.contains(number))
            {
                let title = change["title"].as_str().unwrap_or_default().to_owned();
                comparison.extra.push((release.version.clone(), *number, title));
            }
        }
        let accounting = &changelog["accounting"];
        comparison.pull_requests += usize::try_from(accounting["pull_requests"].as_u64().unwrap_or(0)).unwrap_or(0);
        for (bucket, members) in accounting["buckets"].as_object().into_iter().flatten() {
            *comparison.buckets.entry(bucket.clone()).or_default() += members.as_array().map_or(0, Vec::len);
        }
    }
    comparison
}

fn changelog(sandbox: &Sandbox, range: &str) -> Value {
    let arguments = [
        "--repo",
        "[SANDBOX]/jupyterhub.git",
        "--config",
        "[SANDBOX]/configuration.toml",
        "changelog",
        range,
        "--json",
        "--project",
        "jupyterhub/jupyterhub",
    ];
    sandbox.shepherd(arguments).json()
}

/// The changes with the keys of their sections.
fn changes(changelog: &Value) -> Vec<(String, Value)> {
    let sections = changelog["sections"].as_array().into_iter().flatten();
    sections
        .flat_map(|section| {
            let key = section["key"].as_str().unwrap_or_default().to_owned();
            section["changes"].as_array().into_iter().flatten().map(move |change| (key.clone(), change.clone()))
        })
        .collect()
}

/// The shown number first, then the backport's.
fn numbers(change: &Value) -> Vec<u64> {
    [change["number"].as_u64(), change["backport"].as_u64()].into_iter().flatten().collect()
}

fn reverted(sandbox: &Sandbox) -> Value {
    changelog(sandbox, "5.4.2..6.0.0b2")["accounting"]["buckets"]["reverted"].clone()
}

#[test]
fn git_alone_lists_what_was_published() {
    let Some((sandbox, releases)) = sandbox() else { return };
    let comparison = compare(&sandbox, &releases, "");
    println!("{comparison:#?}");
    assert_eq!((releases.len(), comparison.published), (41, 874));
    assert!(
        comparison.is_good(),
        "{} of {} listed, {} extra",
        comparison.listed,
        comparison.published,
        comparison.extra.len()
    );
    // The sum of all buckets, release by release, is checked by the accounting's own property; here the figures.
    assert_eq!((comparison.listed, comparison.extra.len(), comparison.pull_requests), (866, 38, 1220));
    // No published release took a pull request back; a later range did.
    assert_eq!(reverted(&sandbox), serde_json::json!([5351, 5358]));
}

#[test]
fn each_rule_is_needed_for_that() {
    let Some((sandbox, releases)) = sandbox() else { return };
    for rule in ["already-released", "backports", "bots", "housekeeping"] {
        let comparison = compare(&sandbox, &releases, &format!("[changelog]\nswitched-off = [\"{rule}\"]\n"));
        let (listed, extra) = (comparison.listed, comparison.extra.len());
        assert!(!comparison.is_good(), "without {rule}: {listed} listed, {extra} extra");
    }
    std::fs::write(sandbox.path("[SANDBOX]/configuration.toml"), "[changelog]\nswitched-off = [\"reverts\"]\n")
        .expect("the configuration can be written");
    assert_eq!(reverted(&sandbox), serde_json::json!([]));
}

/// Labels that lead to the sections which the project published under.
const LABELS: [(&str, &str, &str); 10] = [
    ("API and Breaking Changes", "breaking", "breaking"),
    ("Behavior Changes", "breaking", "breaking"),
    ("New features added", "feature", "new"),
    ("Enhancements made", "enhancement", "enhancement"),
    ("Bugs fixed", "bug", "bug"),
    ("Maintenance and upkeep improvements", "maintenance", "maintenance"),
    ("Documentation improvements", "documentation", "documentation"),
    ("Documentation", "documentation", "documentation"),
    ("Merged PRs", "", "other"),
    ("Other merged PRs", "", "other"),
];

/// A GitHub that says of each pull request of a release what the project published, and of the others what git knows.
fn fake_of(release: &Release, offline: &Value) -> FakeGithub {
    let mut repository = Repository::new("jupyterhub/jupyterhub");
    let label = |section: &str| LABELS.iter().find(|(title, ..)| *title == section).map_or("", |(_, label, _)| label);
    let titles: BTreeMap<u64, String> = changes(offline)
        .iter()
        .flat_map(|(_, change)| {
            numbers(change).into_iter().map(|number| (number, change["title"].as_str().unwrap_or("").to_owned()))
        })
        .collect();
    let buckets = offline["accounting"]["buckets"].as_object().expect("there are buckets");
    let bots: BTreeSet<u64> = buckets["bot"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let counted = buckets.values().flat_map(|bucket| bucket.as_array().into_iter().flatten()).filter_map(Value::as_u64);
    let all: BTreeSet<u64> = counted.chain(titles.keys().copied()).collect();
    for number in all {
        let entry = release.entries.iter().find(|entry| entry.numbers.contains(&number));
        let title = titles.get(&number).map_or("no title in git", String::as_str);
        let author = match entry {
            Some(entry) => entry.author.as_deref().unwrap_or(""),
            None if bots.contains(&number) => "dependabot[bot]",
            None => "somebody",
        };
        let mut pull_request = PullRequest::new(number, title, author);
        if let Some(label) = entry.map(|entry| label(&entry.section)).filter(|label| !label.is_empty()) {
            pull_request = pull_request.label(label);
        }
        repository = repository.pull_request(pull_request);
    }
    FakeGithub::start([repository])
}

#[test]
fn with_github_sections_and_authors_are_as_published() {
    let Some((mut sandbox, releases)) = sandbox() else { return };
    std::fs::write(sandbox.path("[SANDBOX]/configuration.toml"), "").expect("the configuration can be written");
    let (mut found, mut same_section, mut same_author) = (0, 0, 0);
    let mut differences = Vec::new();
    for release in &releases {
        let fake = fake_of(release, &changelog(&sandbox, &release.range));
        sandbox = sandbox.github(&fake);
        let changelog = changelog(&sandbox, &release.range);
        assert_eq!(changelog["source"]["github"], true);
        sandbox = sandbox.without_env("GITHUB_TOKEN");
        for (key, change) in changes(&changelog) {
            let own = numbers(&change);
            let Some(entry) =
                release.entries.iter().find(|entry| own.iter().any(|number| entry.numbers.contains(number)))
            else {
                continue;
            };
            found += 1;
            let expected = LABELS.iter().find(|(title, ..)| *title == entry.section).map(|(.., key)| *key);
            let author = change["author"].as_str().unwrap_or_default();
            let is_author = entry.author.as_deref().is_some_and(|published| published.eq_ignore_ascii_case(author));
            same_section += usize::from(expected == Some(key.as_str()));
            same_author += usize::from(is_author);
            if expected != Some(key.as_str()) || !is_author {
                differences.push(format!(
                    "{} #{}: {key} by {author}, published in {} by {:?}",
                    release.version, entry.number, entry.section, entry.author
                ));
            }
        }
    }
    println!("{found} compared: {same_section} sections and {same_author} authors as published\n{differences:#?}");
    assert!(found >= 860, "{found} compared");
    assert!(same_section * 100 >= found * 97, "{same_section} of {found} sections: {differences:#?}");
    assert!(same_author * 100 >= found * 99, "{same_author} of {found} authors: {differences:#?}");
}
