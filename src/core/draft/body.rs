//! The body of a draft release: what was generated, and what people wrote around it and into it.

use std::collections::HashSet;

use crate::core::changelog::document::{DocumentError, Generated, Options, PreReleases, Report, merge};
use crate::core::draft::block::{Block, END};
use crate::core::draft::{Marker, Notice};
use crate::failure::{Failure, Kind};

/// So many characters GitHub takes as the body of a release.
pub const LONGEST_BODY: usize = 125_000;

/// Stands before what was generated. What stands before it is a person's.
const BEGIN: &str = "<!-- shepherd: changes -->";
/// Begins the last line of what was generated. What stands after it is a person's.
const BASE: &str = "<!-- shepherd: base ";
/// Stands for the heading of the section, which the title of the release takes the place of.
const HEADING: &str = "# Unreleased";

/// Why a body cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// What is there is not understood.
    #[error("{0}")]
    Document(#[from] DocumentError),
    /// What people wrote leaves no room.
    #[error("the body would have {length} characters, and GitHub takes {LONGEST_BODY}")]
    TooLong {
        /// How many there would be.
        length: usize,
    },
}

impl From<BodyError> for Failure {
    fn from(error: BodyError) -> Self {
        let failure = Self::new(Kind::Refused, format!("the body of the draft release: {error}"));
        failure.hint("edit it on GitHub, or delete the draft, and run this again; nothing was changed")
    }
}

/// A body that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftBody {
    /// All of it.
    pub text: String,
    /// How many changes are not listed.
    pub left_out: usize,
    /// The keys of the changes that it lists still though they are not generated any more: a person changed their lines.
    pub outdated: Vec<String>,
}

impl DraftBody {
    /// Makes the body of a draft that has the body `before` now, or makes the first one. `generated` returns the section
    /// of what is unreleased with so many changes, without a version; there are `count`. A body that would be too long
    /// lists fewer. Changes that are not among them any more go, but for what people made of them. `notes` are the upgrade
    /// notes.
    pub fn compose<Trouble: From<BodyError>>(
        before: Option<&str>,
        marker: &Marker,
        notice: &Notice,
        (count, notes): (usize, &str),
        generated: impl Fn(usize) -> Result<Generated, Trouble>,
    ) -> Result<Self, Trouble> {
        let every = generated(count)?;
        let all: Vec<&str> = every.entries.iter().map(|entry| entry.key.as_str()).collect();
        let made = |generated: &Generated| -> Result<Self, Trouble> {
            Ok(compose(before, marker, notice, (generated, notes), &all).map_err(BodyError::Document)?)
        };
        let with = |listed: usize| made(&generated(listed)?);
        let all = made(&every)?;
        if all.length() <= LONGEST_BODY {
            return Ok(all);
        }
        // The largest number of changes that fits lies between these.
        let (mut fits, mut best) = (0, with(0)?);
        let mut too_many = count;
        if best.length() > LONGEST_BODY {
            return Err(BodyError::TooLong { length: best.length() }.into());
        }
        while too_many - fits > 1 {
            let middle = usize::midpoint(fits, too_many);
            let tried = with(middle)?;
            if tried.length() <= LONGEST_BODY {
                (fits, best) = (middle, tried);
            } else {
                too_many = middle;
            }
        }
        Ok(best)
    }

    fn length(&self) -> usize {
        self.text.chars().count()
    }
}

/// Makes a body of the one before. `all` has the keys of all changes, which `generated` need not list.
fn compose(
    before: Option<&str>,
    marker: &Marker,
    notice: &Notice,
    (generated, notes): (&Generated, &str),
    all: &[&str],
) -> Result<DraftBody, DocumentError> {
    let notes = if notes.trim().is_empty() { String::new() } else { format!("## Upgrade notes\n\n{}", notes.trim()) };
    let block = Block { name: "notes", of: &marker.line, text: &notes };
    let own: Vec<String> = before.unwrap_or_default().lines().filter_map(of_people).collect();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let (above, changes, below) = parts(&own);
    let above = block.merged(before.map(|_| above.as_str()));
    let file = format!("{HEADING}\n\n{}\n", changes.trim_matches('\n'));
    let options = Options { adopt: true, pre_releases: PreReleases::Keep, drops_gone: true };
    let merged = merge(&file, generated, &options)?;
    let (left_out, outdated) = account(generated, &merged.report, all);
    let notice = Notice { left_out, ..notice.clone() };
    let changes = merged.text.split_once('\n').map_or("", |(_, rest)| rest);
    let blocks = [notice.write(), above, BEGIN.to_owned(), changes.to_owned(), below, marker.write()];
    let blocks: Vec<&str> =
        blocks.iter().map(|block| block.trim_matches('\n')).filter(|block| !block.is_empty()).collect();
    Ok(DraftBody { text: blocks.join("\n\n"), left_out, outdated })
}

/// Returns how many changes have no room, and the keys of those that are listed though they are no changes any more.
fn account(generated: &Generated, report: &Report, all: &[&str]) -> (usize, Vec<String>) {
    let listed: HashSet<&str> = generated.entries.iter().map(|entry| entry.key.as_str()).collect();
    let mut kept: Vec<&str> = Vec::new();
    for located in report.hidden.iter().chain(&report.left_range) {
        if !kept.contains(&located.key.as_str()) {
            kept.push(&located.key);
        }
    }
    // What people changed is there as well, and what they deleted needs no room.
    let needs_room = |key: &&&str| {
        !listed.contains(**key) && !kept.contains(*key) && !report.deleted.iter().any(|deleted| deleted == **key)
    };
    let outdated = kept.iter().filter(|key| !all.contains(key)).map(|key| (*key).to_owned()).collect();
    (all.iter().filter(needs_room).count(), outdated)
}

/// Returns a line without what is written anew each time; `None` where nothing else is in it.
fn of_people(line: &str) -> Option<String> {
    if Marker::read(line).is_some() { None } else { Notice::beside(line) }
}

/// Returns what stands before what was generated, what was generated, and what stands after it.
fn parts(lines: &[&str]) -> (String, String, String) {
    let begin = lines.iter().position(|line| line.trim() == BEGIN);
    let base = lines.iter().rposition(|line| line.trim_start().starts_with(BASE));
    // Where a person removed the mark, a block of ours still stands before the changes.
    let blocks = || {
        let before = lines.get(..base.unwrap_or(lines.len())).unwrap_or_default();
        before.iter().rposition(|line| line.trim() == END).map(|end| end + 1)
    };
    let above = begin.or_else(blocks).unwrap_or(0);
    let from = begin.map_or(above, |begin| begin + 1);
    let to = base.filter(|base| *base >= from).map_or(lines.len(), |base| base + 1);
    let joined = |part: Option<&[&str]>| part.unwrap_or_default().join("\n");
    (joined(lines.get(..above)), joined(lines.get(from..to)), joined(lines.get(to..)))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::core::changelog::document::{Entry, SectionTitle};

    fn marker(job: Option<&str>) -> Marker {
        Marker {
            project: "octo/hello".to_owned(),
            line: "main".to_owned(),
            tags: String::new(),
            job: job.map(str::to_owned),
        }
    }

    /// Returns a section with the changes `1..=count`.
    fn generated(count: usize) -> Result<Generated, BodyError> {
        listing(1..=count)
    }

    /// Returns a section with these changes.
    #[expect(clippy::unnecessary_wraps, reason = "what is asked for can fail")]
    fn listing(numbers: std::ops::RangeInclusive<usize>) -> Result<Generated, BodyError> {
        let mut text = "### Unreleased\n\n#### Bugs fixed\n\n".to_owned();
        let mut entries = Vec::new();
        for number in numbers.rev() {
            let _ = writeln!(text, "- Change {number} [#{number}](https://github.com/octo/hello/pull/{number})");
            entries.push(Entry { key: number.to_string(), section: "bug".to_owned(), aliases: Vec::new() });
        }
        let sections = vec![SectionTitle { key: "bug".to_owned(), title: "Bugs fixed".to_owned() }];
        Ok(Generated { text, sections, entries, ..Generated::default() })
    }

    fn notice(tag: &str) -> Notice {
        Notice { tag: tag.to_owned(), is_tagged: false, left_out: 0 }
    }

    fn made(before: Option<&str>, tag: &str, count: usize) -> String {
        let (marker, notice) = (marker(None), notice(tag));
        let first = DraftBody::compose(before, &marker, &notice, (count, "- Python 3.10\n"), generated).unwrap().text;
        let second =
            DraftBody::compose(Some(&first), &marker, &notice, (count, "- Python 3.10\n"), generated).unwrap().text;
        assert_eq!(second, first, "twice is not once");
        first
    }

    #[test]
    fn the_first_line_says_what_publishing_does() {
        insta::assert_snapshot!(made(None, "1.1.0", 2), @r#"
        > Publishing this draft creates the tag `1.1.0`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->

        <!-- shepherd: notes of "main", digest e21f9255c8c0 -->
        ## Upgrade notes

        - Python 3.10
        <!-- shepherd: end -->

        <!-- shepherd: changes -->

        ## Bugs fixed

        - Change 2 [#2](https://github.com/octo/hello/pull/2)
        - Change 1 [#1](https://github.com/octo/hello/pull/1)

        <!-- shepherd: base 1 {"2": ["bug", "a469953e697c"], "1": ["bug", "7044540298df"]} -->

        <!-- shepherd: draft = "octo/hello", line = "main" -->
        "#);
    }

    #[test]
    fn a_first_body_has_the_job_that_made_it_and_the_next_one_has_not() {
        let first = DraftBody::compose(None, &marker(Some("0f")), &notice("1.1.0"), (2, "- Python 3.10"), generated)
            .unwrap()
            .text;
        assert!(first.ends_with(", job = \"0f\" -->"), "{first}");
        assert_eq!(made(Some(&first), "1.1.0", 2), made(None, "1.1.0", 2));
    }

    #[test]
    fn what_people_wrote_stays_wherever_it_is() {
        let edited = made(None, "1.1.0", 2)
            .replace(
                "<!-- shepherd: changes -->",
                "# Thanks to all who tested 1.1.0rc1\n\n- Mona\n\n<!-- shepherd: changes -->",
            )
            .replace("- Change 2", "- The parser stops where it should")
            .replace("## Bugs fixed\n", "## Bugs fixed\n\nMost of them old.\n")
            .replace("<!-- shepherd: draft", "## 1.0.0\n\nSee there.\n\n<!-- shepherd: draft")
            .replace('\n', "\r\n");
        let after = made(Some(&edited), "1.2.0", 3);
        insta::assert_snapshot!(after, @r#"
        > Publishing this draft creates the tag `1.2.0`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->

        <!-- shepherd: notes of "main", digest e21f9255c8c0 -->
        ## Upgrade notes

        - Python 3.10
        <!-- shepherd: end -->

        # Thanks to all who tested 1.1.0rc1

        - Mona

        <!-- shepherd: changes -->

        ## Bugs fixed

        Most of them old.

        - Change 3 [#3](https://github.com/octo/hello/pull/3)
        - The parser stops where it should [#2](https://github.com/octo/hello/pull/2)
        - Change 1 [#1](https://github.com/octo/hello/pull/1)

        <!-- shepherd: base 1 {"3": ["bug", "6f8082ad4486"], "2": ["bug", "a469953e697c"], "1": ["bug", "7044540298df"]} -->

        ## 1.0.0

        See there.

        <!-- shepherd: draft = "octo/hello", line = "main" -->
        "#);
    }

    #[test]
    fn markers_that_people_removed_are_made_again() {
        let body = made(None, "1.1.0", 2);
        let without = |what: &str| body.lines().filter(|line| !line.contains(what)).collect::<Vec<_>>().join("\n");
        assert_eq!(made(Some(&without("shepherd: changes")), "1.1.0", 2), body);
        assert_eq!(made(Some(&without("shepherd: notice")), "1.1.0", 2), body);
        assert_eq!(made(Some(&without("shepherd: base")), "1.1.0", 2), body);
        assert_eq!(made(Some(&without("#1]")), "1.1.0", 2), without("#1]"));
    }

    #[test]
    fn changes_that_are_none_any_more_go_and_what_people_made_of_them_stays() {
        let edited = made(None, "1.1.0", 4)
            .replace("- Change 2", "- The parser stops where it should")
            .replace("pull/3)\n", "pull/3)\n  - Look at the guide.\n");
        let without_one: String =
            edited.lines().filter(|line| !line.contains("Change 1 ")).collect::<Vec<_>>().join("\n");
        let now = |before: &str| {
            DraftBody::compose(Some(before), &marker(None), &notice("1.1.1"), (2, ""), |_| listing(5..=6)).unwrap()
        };
        let body = now(&without_one);
        insta::assert_snapshot!(body.text, @r#"
        > Publishing this draft creates the tag `1.1.1`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->

        <!-- shepherd: notes of "main", digest e3b0c44298fc -->
        <!-- shepherd: end -->

        <!-- shepherd: changes -->

        ## Bugs fixed

        - Change 3 [#3](https://github.com/octo/hello/pull/3)
          - Look at the guide.
        - The parser stops where it should [#2](https://github.com/octo/hello/pull/2)
        - Change 6 [#6](https://github.com/octo/hello/pull/6)
        - Change 5 [#5](https://github.com/octo/hello/pull/5)

        <!-- shepherd: base 1 {"6": ["bug", "d5962a96c3b8"], "5": ["bug", "97a002522365"], "2": ["bug", "a469953e697c"], "3": ["bug", "6f8082ad4486"]} -->

        <!-- shepherd: draft = "octo/hello", line = "main" -->
        "#);
        assert_eq!((body.outdated.join(" "), body.left_out), ("3 2".to_owned(), 0));
        assert_eq!(now(&body.text), body);
        let back = made(Some(&body.text), "1.1.0", 4);
        assert!(back.contains("Change 4 ") && back.contains("Change 1 ") && !back.contains("Change 5 "), "{back}");
    }

    #[test]
    fn a_line_that_people_wrote_into_is_theirs() {
        let body = made(None, "1.1.0", 2);
        let theirs = body
            .replace("this project. <!--", "this project. Do not publish before Monday. <!--")
            .replace("notice -->", "notice --> (Mona)");
        let after = made(Some(&theirs), "1.1.0", 2);
        let lines: Vec<&str> = after.lines().collect();
        assert_eq!(Some(lines[0]), body.lines().next());
        assert!(lines[2].ends_with("in this project. Do not publish before Monday.  (Mona)"), "{after}");
        let above = format!("> By hand. <!-- shepherd: notice -->\n\n{body}");
        assert!(made(Some(&above), "1.1.0", 2).contains("\n\n> By hand.\n"));
    }

    #[test]
    fn where_room_gets_less_the_last_changes_go() {
        let compose = |before: Option<&str>| {
            DraftBody::compose(before, &marker(None), &notice("1.1.0"), (3000, ""), generated).unwrap()
        };
        let first = compose(None);
        let wordy = format!("{}\n\n{}", "words\n".repeat(5_000), first.text);
        let wordy = wordy.replace("- Change 7 ", "- Our seventh change ");
        let wordy = wordy.lines().filter(|line| !line.contains("#8]")).collect::<Vec<_>>().join("\n");
        let second = compose(Some(&wordy));
        let length = second.text.chars().count();
        assert!(length <= LONGEST_BODY && length > LONGEST_BODY - 200, "{length}");
        let listed = second.text.matches("/pull/").count();
        assert_eq!((listed + 1 + second.left_out, second.outdated.len()), (3000, 0));
        assert!(second.left_out > first.left_out && second.text.contains("Our seventh change"));
        let third = compose(Some(&second.text.replace("words\n", "")));
        assert_eq!(
            (third.text.matches("/pull/").count(), third.text.contains("#8]")),
            (3000 - 1 - third.left_out, false)
        );
        assert!(third.left_out <= first.left_out, "{}", third.left_out);
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let body = DraftBody::compose(None, &marker(None), &notice("1.1.0"), (3000, ""), generated).unwrap();
        let length = body.text.chars().count();
        assert!(length <= LONGEST_BODY && length > LONGEST_BODY - 200, "{length}");
        let left = body.left_out;
        assert!(body.text.contains(&format!("125,000 characters, and {left} changes more had no room.")), "{left}");
        let full = "words\n".repeat(30_000);
        let refused = DraftBody::compose(Some(&full), &marker(None), &notice("1.1.0"), (3, ""), generated).unwrap_err();
        assert!(matches!(refused, BodyError::TooLong { length: 180_000.. }), "{refused}");
    }
}
