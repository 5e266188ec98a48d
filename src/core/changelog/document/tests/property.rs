//! The three-way merge under arbitrary edits: it is idempotent, loses no word of a person and adds nothing twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proptest::prelude::*;

use super::*;

/// Lines of changelogs and of texts that only look like one.
const LINES: [&str; 32] = [
    "# Changelog",
    "## 5.4.0",
    "## [5.4.0] - 2025-01-01",
    "## 5.3.0 (2025-01-01)",
    "## Unreleased",
    "## [Unreleased]",
    "---",
    "```",
    "<!-- x",
    "-->",
    "- a (#12)",
    "  - b",
    "text",
    "",
    "(v5.3.0)=",
    "[5.3.0]: http://x/5.3.0",
    "===",
    "### Bugs fixed",
    "5.4.0",
    "> q",
    "## 5.4",
    "### 5.4.0rc1",
    "\t- tab",
    "1. one (#11)",
    "    code",
    "* star (#3)",
    "### 5.3.9",
    "#### Contributors to this release",
    "## [5.3.0]",
    "<details>",
    "### New features added",
    "- - #12",
];

/// What a person does to a line of the section, by its position.
#[derive(Clone, Debug)]
enum Edit {
    Delete(usize),
    Move(usize, usize),
    Nest(usize, String),
    Prose(usize, String),
    Reword(usize, String),
    Wrap(usize),
}

fn words() -> impl Strategy<Value = String> {
    let odd = [
        "#7",
        "#11",
        "`#12`",
        "<!-- #3 -->",
        "-->",
        "|",
        "[a](b)",
        "**",
        "\\",
        "<b>",
        "é🎉",
        "- -",
        "1.",
        "```",
        "$x",
        "&amp;",
    ];
    prop::collection::vec(
        prop_oneof![3 => "[a-zA-Z]{1,8}", 1 => prop::sample::select(odd.to_vec()).prop_map(str::to_owned)],
        1..6,
    )
    .prop_map(|words| words.join(" "))
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<usize>().prop_map(Edit::Delete),
        (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Edit::Move(from, to)),
        (any::<usize>(), words()).prop_map(|(at, words)| Edit::Nest(at, words)),
        (any::<usize>(), words()).prop_map(|(at, words)| Edit::Prose(at, words)),
        (any::<usize>(), words()).prop_map(|(at, words)| Edit::Reword(at, words)),
        any::<usize>().prop_map(Edit::Wrap),
    ]
}

/// Returns a title as a template writes it.
fn escaped(title: &str) -> String {
    title
        .chars()
        .flat_map(|letter| "`[]<>*\\|@#".contains(letter).then_some('\\').into_iter().chain([letter]))
        .collect()
}

fn changes() -> impl Strategy<Value = BTreeMap<u32, (usize, String)>> {
    prop::collection::btree_map(1u32..30, (0usize..3, words()), 0..9)
}

fn generated(changes: &BTreeMap<u32, (usize, String)>) -> Generated {
    generated_for("5.4.0", changes)
}

fn generated_for(version: &str, changes: &BTreeMap<u32, (usize, String)>) -> Generated {
    let titles: Vec<(u32, &str, String)> = changes
        .iter()
        .rev()
        .map(|(number, (section, title))| (*number, SECTIONS[*section].0, escaped(title)))
        .collect();
    let changes: Vec<Change<'_>> =
        titles.iter().map(|(number, section, title)| (*number, *section, title.as_str())).collect();
    jupyter(Some(version), &changes)
}

/// Returns the file after the edits. Only lines of list items are touched, and only their words.
fn apply(file: &str, edits: &[Edit]) -> String {
    let mut lines: Vec<String> = file.lines().map(str::to_owned).collect();
    for edit in edits {
        let items: Vec<usize> =
            (0..lines.len()).filter(|&at| lines[at].starts_with("- ") && lines[at].contains("/pull/")).collect();
        if items.is_empty() {
            continue;
        }
        let pick = |at: &usize| items[at % items.len()];
        match edit {
            Edit::Delete(at) => drop(lines.remove(pick(at))),
            Edit::Move(from, to) => {
                let (from, to) = (pick(from), pick(to));
                let line = lines.remove(from);
                lines.insert(to, line);
            }
            Edit::Nest(at, words) => lines.insert(pick(at) + 1, format!("  - {}", escaped(words))),
            Edit::Prose(at, words) => {
                let at = pick(at) + 1;
                lines.splice(at..at, [String::new(), format!("Prose {}", escaped(words)), String::new()]);
            }
            Edit::Reword(at, words) => {
                let line = &mut lines[pick(at)];
                let (_, rest) = line.split_at(line.find("[#").unwrap());
                *line = format!("- reworded {} {rest}", escaped(words));
            }
            Edit::Wrap(at) => {
                let at = pick(at);
                let (start, rest) = lines[at].split_at(lines[at].find("[#").unwrap());
                let new = [start.trim_end().to_owned(), format!("  {rest}")];
                lines.splice(at..=at, new);
            }
        }
    }
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

fn counted(text: &str) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        *counts.entry(line).or_default() += 1;
    }
    counts
}

/// Returns how often each number is linked in a text.
fn linked(text: &str) -> HashMap<u32, usize> {
    let mut counts = HashMap::new();
    for found in text.match_indices("/pull/").filter_map(|(at, mark)| text[at + mark.len()..].split(')').next()) {
        *counts.entry(found.parse().unwrap()).or_default() += 1;
    }
    counts
}

proptest! {
    #[test]
    fn edits_survive_and_nothing_is_doubled(
        before in changes(),
        edits in prop::collection::vec(edit(), 0..8),
        after in changes(),
        layout in 0usize..3,
    ) {
        let start = ["# Changelog\n", "", "# C\n\n## 5.3.0 (2025-01-01)\n\n* old (#1)\n\n* older (#2)\n"][layout];
        let first = merge(start, &generated(&before), &Options::default()).unwrap().text;
        let edited = apply(&first, &edits);
        let now = generated(&after);
        let merged = merge(&edited, &now, &Options::default()).unwrap();
        let again = merge(&merged.text, &now, &Options::default()).unwrap();
        prop_assert_eq!(&again.text, &merged.text);
        prop_assert!(again.report.added.is_empty() && again.report.updated.is_empty());

        let ours: BTreeSet<&str> = first.lines().collect();
        let (had, has) = (counted(&edited), counted(&merged.text));
        for (line, count) in had.into_iter().filter(|(line, _)| !ours.contains(line)) {
            prop_assert!(has.get(line).copied().unwrap_or_default() >= count, "lost {:?} in\n{}", line, merged.text);
        }
        let (had, has) = (linked(&edited), linked(&merged.text));
        for number in after.keys().chain(before.keys()) {
            let expected = match (before.contains_key(number), had.get(number)) {
                (_, Some(count)) => *count,
                (true, None) => 0,
                (false, None) => 1,
            };
            prop_assert_eq!(has.get(number).copied().unwrap_or_default(), expected, "#{} in\n{}", number, merged.text);
        }
        prop_assert!(merged.report.added.iter().all(|key| !before.contains_key(&key.parse().unwrap())));
    }

    #[test]
    fn lines_that_are_not_generated_any_more_go_and_words_stay(
        before in changes(),
        edits in prop::collection::vec(edit(), 0..8),
        after in changes(),
    ) {
        let first = merge("# Changelog\n", &generated(&before), &Options::default()).unwrap().text;
        let edited = apply(&first, &edits);
        let options = Options { drops_gone: true, ..Options::default() };
        let merged = merge(&edited, &generated(&after), &options).unwrap().text;
        prop_assert_eq!(&merge(&merged, &generated(&after), &options).unwrap().text, &merged);
        let has = counted(&merged);
        for (line, count) in counted(&edited) {
            let is_of_people = ["- reworded", "Prose", "  - "].iter().any(|start| line.starts_with(start));
            let left = has.get(line).copied().unwrap_or_default();
            prop_assert!(!is_of_people || left >= count, "lost {:?} of\n{}\nin\n{}", line, edited, merged);
        }
        let ours: BTreeSet<&str> = first.lines().collect();
        let lines: Vec<&str> = merged.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("- ") && ours.contains(*line)) {
            let is_gone = linked(line).keys().any(|number| !after.contains_key(number));
            let is_alone = lines.get(at + 1).is_none_or(|next| !next.starts_with("  "));
            prop_assert!(!is_gone || !is_alone, "{:?} of\n{}\nis left in\n{}", line, edited, merged);
        }
    }

    #[test]
    fn folding_loses_no_word(
        first in changes(),
        second in changes(),
        edits in prop::collection::vec(edit(), 0..8),
        is_kept_first in any::<bool>(),
    ) {
        let candidate = merge("# Changelog\n", &generated_for("5.4.0rc1", &first), &Options::default()).unwrap().text;
        let candidate = merge(&candidate, &generated_for("5.4.0rc2", &second), &Options::default()).unwrap().text;
        let all: BTreeMap<_, _> = first.into_iter().chain(second).collect();
        let now = generated(&all);
        let kept = if is_kept_first { merge(&candidate, &now, &Options::default()).unwrap().text } else { candidate };
        let edited = apply(&kept, &edits);
        let options = Options { pre_releases: PreReleases::Collapse, ..Options::default() };
        let merged = merge(&edited, &now, &options).unwrap();
        prop_assert_eq!(&merge(&merged.text, &now, &options).unwrap().text, &merged.text);
        prop_assert_eq!(merged.report.folded.len(), 2);
        prop_assert!(!merged.text.contains("5.4.0rc"));
        let ours: BTreeSet<&str> = kept.lines().collect();
        let has = counted(&merged.text);
        for line in edited.lines().filter(|line| !line.is_empty() && !ours.contains(line)) {
            prop_assert!(has.contains_key(line), "lost {:?} of\n{}\nin\n{}", line, edited, merged.text);
        }
        // What a person deleted from the final's own section stays deleted, though a candidate lists it.
        let named = linked(&merged.text);
        let deleted = if is_kept_first { HashMap::new() } else { linked(&edited) };
        prop_assert!(all.keys().all(|number| named.contains_key(number) || !deleted.contains_key(number)));
    }

    #[test]
    fn line_ends_stay_as_they_are(before in changes(), edits in prop::collection::vec(edit(), 0..4), after in changes()) {
        let first = merge("# Changelog\n", &generated(&before), &Options::default()).unwrap().text;
        let edited = apply(&first, &edits);
        let unix = merge(&edited, &generated(&after), &Options::default()).unwrap().text;
        let windows = format!("\u{feff}{}", edited.trim_end().replace('\n', "\r\n"));
        let merged = merge(&windows, &generated(&after), &Options::default()).unwrap().text;
        prop_assert_eq!(merged, format!("\u{feff}{}", unix.trim_end().replace('\n', "\r\n")));
    }

    #[test]
    fn any_text_is_merged_twice_or_refused(
        lines in prop::collection::vec((prop::sample::select(LINES.to_vec()), prop::sample::select(vec!["\n", "\r\n", "\n\n"])), 0..16),
        adopt in any::<bool>(),
        mode in 0usize..3,
        version in prop::sample::select(vec![Some("5.4.0"), None]),
    ) {
        let pre_releases = [PreReleases::Keep, PreReleases::Collapse, PreReleases::Both][mode];
        let options = Options { adopt, pre_releases, drops_gone: false };
        let text: String = lines.iter().flat_map(|(line, end)| [*line, *end]).collect();
        let generated = jupyter(version, &[(12, "bug", "Fix it"), (11, "new", "Add this")]);
        if let Ok(merged) = merge(&text, &generated, &options) {
            let again = merge(&merged.text, &generated, &options);
            prop_assert_eq!(again.map(|again| again.text), Ok(merged.text.clone()), "from {:?}", text);
            let has = counted(&merged.text);
            for (line, count) in counted(&text) {
                prop_assert!(has.get(line).copied().unwrap_or_default() >= count, "lost {:?} in\n{}", line, merged.text);
            }
            let compared = check(&merged.text, &generated).unwrap();
            prop_assert_eq!(&compared.missing, &merged.report.missing, "{}", merged.text);
        }
    }
}
