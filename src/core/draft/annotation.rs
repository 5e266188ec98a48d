//! Warnings that GitHub shows beside the step of a workflow, and beside the line of a file.

use std::fmt;

/// So many warnings GitHub takes of a step (<https://github.com/orgs/community/discussions/26680>); the rest would vanish
/// without a word.
pub const MOST_WARNINGS: usize = 10;

/// A warning. Its `Display` is the command that a runner reads from what a step prints
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// The file that it is about, from the top of the repository.
    pub file: Option<String>,
    /// The 1-based line.
    pub line: Option<usize>,
    /// What kind of warning it is: those of one title count together.
    pub title: String,
    /// What is wrong, and what to do about it.
    pub text: String,
}

impl fmt::Display for Annotation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("::warning ")?;
        if let Some(file) = &self.file {
            write!(formatter, "file={},", property(file))?;
        }
        if let Some(line) = self.line {
            write!(formatter, "line={line},")?;
        }
        write!(formatter, "title={}::{}", property(&self.title), data(&self.text))
    }
}

/// Escapes a text as the toolkit does
/// (<https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a value of a property, which ends at a colon or a comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Returns at most [`MOST_WARNINGS`], which the titles share evenly, in their order; where there are more of one title,
/// the last of it says how many.
pub fn within_limit(all: &[Annotation]) -> Vec<Annotation> {
    let mut titles: Vec<&str> = Vec::new();
    for annotation in all {
        if !titles.contains(&annotation.title.as_str()) {
            titles.push(&annotation.title);
        }
    }
    let kinds: Vec<Vec<&Annotation>> =
        titles.iter().map(|title| all.iter().filter(|annotation| annotation.title == *title).collect()).collect();
    let shares = shares(&kinds.iter().map(Vec::len).collect::<Vec<_>>());
    kinds.iter().zip(shares).flat_map(|(kind, share)| shown(kind, share)).collect()
}

/// Returns how many of each kind are shown, where there are so many of each: nobody gets a second place before all have a
/// first one.
fn shares(counts: &[usize]) -> Vec<usize> {
    let mut shares = vec![0; counts.len()];
    let mut left = MOST_WARNINGS.min(counts.iter().sum());
    while left > 0 {
        for (share, _) in shares.iter_mut().zip(counts).filter(|(share, count)| **share < **count).take(left) {
            *share += 1;
            left -= 1;
        }
    }
    shares
}

/// Returns so many of one title; where there are more, one says so.
fn shown(kind: &[&Annotation], share: usize) -> Vec<Annotation> {
    let (Some(first), true) = (kind.first(), kind.len() > share && share > 0) else {
        return kind.iter().take(share).map(|annotation| (*annotation).clone()).collect();
    };
    let left = kind.len() - (share - 1);
    let more = Annotation {
        title: first.title.clone(),
        text: format!("and {left} more: what this step printed and wrote has all of them"),
        ..Annotation::default()
    };
    kind.iter().take(share - 1).map(|annotation| (*annotation).clone()).chain([more]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn annotation(title: &str, text: &str) -> Annotation {
        Annotation { title: title.to_owned(), text: text.to_owned(), ..Annotation::default() }
    }

    #[test]
    fn what_a_runner_would_read_otherwise_is_escaped() {
        let plain = annotation("No label", "#12 “Speed”");
        assert_eq!(plain.to_string(), "::warning title=No label::#12 “Speed”");
        let full = Annotation {
            file: Some("docs/a,b:c.md".to_owned()),
            line: Some(7),
            ..annotation("50%: done, or not", "100%\r\n::error::gone: x, y")
        };
        assert_eq!(
            full.to_string(),
            "::warning file=docs/a%2Cb%3Ac.md,line=7,title=50%25%3A done%2C or not::100%25%0D%0A::error::gone: x, y"
        );
    }

    #[test]
    fn at_most_ten_that_all_titles_share() {
        let many = |title: &str, count: usize| -> Vec<Annotation> {
            (1..=count).map(|number| annotation(title, &number.to_string())).collect()
        };
        let texts = |all: &[Annotation]| -> Vec<String> {
            within_limit(all).into_iter().map(|shown| format!("{} {}", shown.title, shown.text)).collect()
        };
        assert_eq!(within_limit(&many("one", 10)), many("one", 10));
        let all = [many("one", 12), many("two", 2), many("three", 5)].concat();
        let told = texts(&all);
        insta::assert_snapshot!(told.join("\n"), @"
        one 1
        one 2
        one 3
        one and 9 more: what this step printed and wrote has all of them
        two 1
        two 2
        three 1
        three 2
        three 3
        three and 2 more: what this step printed and wrote has all of them
        ");
        assert_eq!(texts(&many("one", 11)).len(), 10);
    }

    proptest! {
        #[test]
        fn none_vanishes_without_a_word(counts in proptest::collection::vec(1_usize..20, 1..10)) {
            let all: Vec<Annotation> = counts
                .iter()
                .enumerate()
                .flat_map(|(kind, count)| (0..*count).map(move |_| annotation(&kind.to_string(), "x")))
                .collect();
            let shown = within_limit(&all);
            prop_assert_eq!(shown.len(), all.len().min(MOST_WARNINGS));
            let more = shown.iter().filter_map(|shown| shown.text.split(' ').nth(1)?.parse::<usize>().ok());
            let told: usize = more.sum::<usize>() + shown.iter().filter(|shown| shown.text == "x").count();
            prop_assert_eq!(told, all.len());
        }

        #[test]
        fn a_warning_is_one_line(title in ".*", text in "(?s).*", file in proptest::option::of("(?s).*")) {
            let written = Annotation { file, ..annotation(&title, &text) }.to_string();
            prop_assert!(!written.contains(['\r', '\n']));
            let (head, _) = written.split_once("::warning ").unwrap().1.split_once("::").unwrap();
            prop_assert!(head.split(',').all(|pair| pair.contains('=') && !pair.contains(':')));
        }
    }
}
