//! Warnings that GitHub shows beside the step of a workflow, and beside the line of a file.

use std::fmt;

/// So many of a kind are shown: GitHub takes ten warnings a step
/// (<https://github.com/orgs/community/discussions/26680>), and the rest would vanish without a word.
pub const MOST_OF_A_KIND: usize = 10;

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

/// Returns at most [`MOST_OF_A_KIND`] of each title, in their order; where there are more, the last one says how many.
pub fn within_limit(all: &[Annotation]) -> Vec<Annotation> {
    let mut titles: Vec<&str> = Vec::new();
    for annotation in all {
        if !titles.contains(&annotation.title.as_str()) {
            titles.push(&annotation.title);
        }
    }
    let of_a_kind = |title: &&str| {
        let own: Vec<&Annotation> = all.iter().filter(|annotation| annotation.title == *title).collect();
        if own.len() <= MOST_OF_A_KIND {
            return own.into_iter().cloned().collect();
        }
        let shown = MOST_OF_A_KIND - 1;
        let more = Annotation {
            title: (*title).to_owned(),
            text: format!("and {} more: the summary and the files of this step have all of them", own.len() - shown),
            ..Annotation::default()
        };
        own.into_iter().take(shown).cloned().chain([more]).collect::<Vec<_>>()
    };
    titles.iter().flat_map(of_a_kind).collect()
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
    fn at_most_ten_of_a_kind() {
        let mut all: Vec<Annotation> = (1..=12).map(|number| annotation("one", &number.to_string())).collect();
        all.extend((1..=10).map(|number| annotation("two", &number.to_string())));
        let shown = within_limit(&all);
        assert_eq!(shown.len(), 20);
        assert_eq!(shown[8].text, "9");
        assert_eq!(shown[9].text, "and 3 more: the summary and the files of this step have all of them");
        assert_eq!(shown[19].text, "10");
    }

    proptest! {
        #[test]
        fn a_warning_is_one_line(title in ".*", text in "(?s).*", file in proptest::option::of("(?s).*")) {
            let written = Annotation { file, ..annotation(&title, &text) }.to_string();
            prop_assert!(!written.contains(['\r', '\n']));
            let (head, _) = written.split_once("::warning ").unwrap().1.split_once("::").unwrap();
            prop_assert!(head.split(',').all(|pair| pair.contains('=') && !pair.contains(':')));
        }
    }
}
