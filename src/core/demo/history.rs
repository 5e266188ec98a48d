//! The history as commits and tags, with the files of each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::cast::{address, name};
use super::changes::{BOT, CHANGES, Change, Form};
use super::files::{CHANGELOG, CHANGELOG_START, Files, PROJECT, VERSION_FILE, first};
use super::news::NEWS;
use super::releases::{LAST_OF_OLD, Line, RELEASES, Release};

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
    /// When.
    pub at: Timestamp,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The commits before it, by their place in the history.
    pub parents: Vec<usize>,
    /// Who wrote it.
    pub author: Stamp,
    /// Who committed it.
    pub committer: Stamp,
    /// What it says.
    pub message: String,
    /// All its files.
    pub files: BTreeMap<&'static str, String>,
}

/// An annotated tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// What it is called.
    pub name: &'static str,
    /// The commit, by its place in the history.
    pub commit: usize,
    /// Who made it.
    pub tagger: Stamp,
    /// What it says.
    pub message: String,
}

/// A history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The commits; each stands behind its parents.
    pub commits: Vec<Commit>,
    /// The tags.
    pub tags: Vec<Tag>,
    /// The branches and their newest commits.
    pub branches: BTreeMap<&'static str, usize>,
}

/// What happens on a day.
enum Event {
    Change(&'static Change),
    Release(&'static Release),
}

impl History {
    /// Returns the history as it is on a day.
    pub fn of(today: Date) -> Self {
        let changes = CHANGES.iter().chain(&NEWS).map(|change| (change.days, Event::Change(change)));
        let releases = RELEASES.iter().map(|release| (release.days, Event::Release(release)));
        let mut events: Vec<(i32, Event)> = changes.chain(releases).collect();
        events.sort_by_key(|(days, _)| -days);
        let mut writer = Writer { today, history: Self::default(), lines: BTreeMap::new() };
        let (author, committer) = (writer.stamp("nia", 731), writer.stamp("nia", 731));
        let start = Commit {
            parents: Vec::new(),
            author,
            committer,
            message: "Light the first lantern\n".to_owned(),
            files: first(),
        };
        writer.add(Line::Main, start);
        for (_, event) in events {
            match event {
                Event::Change(change) => writer.change(change),
                Event::Release(release) => writer.release(release),
            }
        }
        for (line, state) in &writer.lines {
            writer.history.branches.insert(line.branch(), state.head);
        }
        writer.history
    }
}

/// Returns the day so many days ago, or the Friday before it: nobody of them works at the weekend.
pub(super) fn workday(today: Date, days: i32) -> Date {
    let day = today.saturating_sub(days.days());
    match day.weekday() {
        Weekday::Saturday => day.saturating_sub(1.days()),
        Weekday::Sunday => day.saturating_sub(2.days()),
        _ => day,
    }
}

/// How a branch stands.
#[derive(Clone, Debug, Default)]
struct State {
    head: usize,
    files: Files,
    /// What goes into the next section of the changelog.
    pending: Vec<String>,
}

/// Writes the history, event by event.
struct Writer {
    today: Date,
    history: History,
    lines: BTreeMap<Line, State>,
}

impl Writer {
    /// Returns who does the next thing, each a little later in the day than the one before.
    fn stamp(&self, login: &str, days: i32) -> Stamp {
        let count = i64::try_from(self.history.commits.len()).unwrap_or_default();
        let day = workday(self.today, days).at(8, 0, 0, 0).saturating_add((count * 3).minutes());
        let at = TimeZone::UTC.to_timestamp(day).unwrap_or(Timestamp::UNIX_EPOCH);
        Stamp { name: name(login).to_owned(), address: address(login), at }
    }

    fn state(&mut self, line: Line) -> &mut State {
        self.lines.entry(line).or_default()
    }

    /// Adds a commit, which becomes the newest of its line.
    fn add(&mut self, line: Line, commit: Commit) {
        let files = commit.files.clone();
        self.history.commits.push(commit);
        let head = self.history.commits.len() - 1;
        let state = self.state(line);
        (state.head, state.files) = (head, files);
    }

    /// Adds a commit of one person on top of a line.
    fn commit(&mut self, line: Line, [author, committer]: [&str; 2], days: i32, message: String, files: Files) {
        let parents = vec![self.state(line).head];
        let (author, committer) = (self.stamp(author, days), self.stamp(committer, days));
        self.add(line, Commit { parents, author, committer, message, files });
    }

    fn change(&mut self, change: &Change) {
        let before = self.state(change.line).head;
        let mut files = self.state(change.line).files.clone();
        change.edit.apply(&mut files);
        let Change { number, days, line, by, form, title, .. } = *change;
        match form {
            Form::Direct => self.commit(line, [by, by], days, format!("{title}\n"), files),
            Form::Squash(merger) => self.commit(line, [by, merger], days, format!("{title} (#{number})\n"), files),
            Form::Merge(merger, branch) => {
                let (_, words) = title.split_once(": ").unwrap_or(("", title));
                self.commit(line, [by, by], days, format!("{}\n", capital(words)), files.clone());
                let (author, committer) = (self.stamp(merger, days), self.stamp(merger, days));
                let parents = vec![before, self.state(line).head];
                let message = format!("Merge pull request #{number} from {branch}\n\n{title}\n");
                self.add(line, Commit { parents, author, committer, message, files });
            }
        }
        if number > 0 && by != BOT {
            let link = format!("[#{number}](https://github.com/{PROJECT}/pull/{number})");
            self.state(line).pending.push(format!("- {title} {link} ([@{by}](https://github.com/{by}))"));
        }
    }

    fn release(&mut self, release: &'static Release) {
        let Release { version, days, line, by, .. } = *release;
        let day = workday(self.today, days);
        let state = self.state(line);
        let mut files = state.files.clone();
        files.insert(VERSION_FILE, format!("{version}\n"));
        if !release.is_candidate() {
            let entries = std::mem::take(&mut state.pending);
            let text = files.get(CHANGELOG).map(String::as_str).unwrap_or_default();
            let text = with_section(text, version, day, &entries);
            files.insert(CHANGELOG, text);
        }
        self.commit(line, [by, by], days, format!("Release {version}\n"), files);
        let commit = self.state(line).head;
        let tag = Tag { name: version, commit, tagger: self.stamp(by, days), message: release.message() };
        self.history.tags.push(tag);
        if version == LAST_OF_OLD {
            let old = self.state(line).clone();
            self.lines.insert(Line::Old, old);
        }
    }
}

/// Returns the changelog with one more section.
fn with_section(text: &str, version: &str, day: Date, entries: &[String]) -> String {
    let mut section = format!("{CHANGELOG_START}\n## {version} - {day}\n\n");
    for entry in entries.iter().rev() {
        // Writing to a string cannot fail.
        writeln!(section, "{entry}").ok();
    }
    text.replacen(CHANGELOG_START, &section, 1)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
