//! What is left to do before a release: pull requests without a section, and upgrade notes without words.

use crate::cli::next::{Uncategorised, Without, uncategorised};
use crate::cli::range::Reading;
use crate::core::draft::Annotation;
use crate::core::text::{clean, plural};
use crate::core::upgrade::{Item, Notes, Source};
use crate::failure::{Failure, Kind};
use crate::render::markdown;

use super::subject::Subject;

/// What is left to do.
pub(super) struct Findings {
    pub(super) without: Without,
    /// The notes that a person has to write.
    pub(super) notes: Vec<Item>,
}

impl Findings {
    /// Finds what is left to do.
    pub(super) fn find(reading: &Reading<'_>, subject: &Subject, notes: &Notes) -> Result<Self, Failure> {
        let without = uncategorised(reading, &subject.changelog)?;
        Ok(Self { without, notes: notes.items.iter().filter(|item| item.todo.is_some()).cloned().collect() })
    }

    /// Returns the warnings for a workflow.
    pub(super) fn annotations(&self) -> Vec<Annotation> {
        let without = self.without.pull_requests.iter().map(|found| Annotation {
            title: "Uncategorised pull request".to_owned(),
            text: PLAIN.sentence(found),
            ..Annotation::default()
        });
        let notes = self.notes.iter().map(|item| {
            let place = item.sources.iter().find_map(|source| match source {
                Source::File { file, line, .. } => Some((file.clone(), *line)),
                _ => None,
            });
            Annotation {
                file: place.as_ref().map(|(file, _)| file.clone()),
                line: place.map(|(_, line)| line),
                title: "Upgrade note to be written".to_owned(),
                text: PLAIN.note(item),
            }
        });
        without.chain(notes).collect()
    }

    /// Returns what is left to do as Markdown, empty where that is nothing.
    pub(super) fn markdown(&self) -> String {
        let without = self.without.pull_requests.iter().map(|found| MARKDOWN.sentence(found));
        let notes = self.notes.iter().map(|item| MARKDOWN.note(item));
        let listed = |line: String| format!("- [ ] {line}\n");
        let part = |title: &str, lines: Vec<String>| {
            if lines.is_empty() { String::new() } else { format!("### {title}\n\n{}\n", lines.concat()) }
        };
        part("Pull requests without a section", without.map(listed).collect())
            + &part("Upgrade notes to be written", notes.map(listed).collect())
    }

    /// Fails where something is left to do.
    ///
    /// # Errors
    ///
    /// Also where nobody knows: of labels, GitHub alone tells.
    pub(super) fn verdict(&self, is_known: bool) -> Result<(), Failure> {
        let counts = [
            (self.without.pull_requests.len(), "pull request", " without a section"),
            (self.notes.len(), "upgrade note", " to be written"),
        ];
        let words: Vec<String> = counts
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, noun, rest)| format!("{}{rest}", plural(*count, noun)))
            .collect();
        if words.is_empty() && !is_known && self.without.count > 0 {
            let count = plural(self.without.count, "pull request");
            return Err(Failure::new(Kind::Outside, format!("the labels of {count} could not be checked"))
                .hint("the token needs the right `pull-requests: read`: in a workflow, give it to the job")
                .hint("without a token: set `GITHUB_TOKEN`, or log in with `gh auth login`"));
        }
        if words.is_empty() {
            return Ok(());
        }
        let mut failure = Failure::new(Kind::Findings, format!("there is something left to do: {}", words.join(", ")));
        if !self.without.pull_requests.is_empty() {
            failure = failure.hint("a label puts a pull request into a section; `shepherd next` suggests one for each");
        }
        if !self.notes.is_empty() {
            failure = failure.hint("`shepherd upgrade-notes --write` makes the page in which they are written");
        }
        Err(failure)
    }
}

/// How words of others, and commands, are written in one place.
struct Hand {
    words: fn(&str) -> String,
    code: fn(&str) -> String,
}

/// As a terminal and a warning show it.
const PLAIN: Hand = Hand { words: |text| clean(text).into_owned(), code: |text| format!("`{}`", clean(text)) };

/// As Markdown shows it: what others wrote means nothing there.
const MARKDOWN: Hand =
    Hand { words: |text| markdown::escape(&clean(text)).into_owned(), code: |text| markdown::code(&clean(text)) };

impl Hand {
    fn sentence(&self, found: &Uncategorised) -> String {
        let change = &found.change;
        let number = change.number.map(|number| format!("#{number} ")).unwrap_or_default();
        let author = change.author.as_ref().map(|author| format!(" by {}", (self.words)(author))).unwrap_or_default();
        let remedy = found.command().map_or_else(
            || "give it a label that a section has".to_owned(),
            |command| format!("perhaps {}", (self.code)(&command)),
        );
        format!("{number}“{}”{author} is in no section: {remedy}", (self.words)(&change.title))
    }

    fn note(&self, item: &Item) -> String {
        let people: Vec<String> = item.ask.iter().chain(&item.ask_names).map(|name| (self.words)(name)).collect();
        let ask = if people.is_empty() { String::new() } else { format!("; ask {}", people.join(", ")) };
        let source = item.sources.iter().find_map(|source| match source {
            Source::PullRequest { pull_request } => Some(format!(" (#{pull_request})")),
            _ => None,
        });
        let todo = (self.words)(item.todo.as_deref().unwrap_or_default());
        format!("{}{}: {todo}{ask}", (self.words)(&item.title), source.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stays_a_title() {
        let title = "Fix ` [click](https://x) @mona <b>";
        let item = Item {
            key: String::new(),
            kind: crate::core::upgrade::Kind::Option,
            title: title.to_owned(),
            text: None,
            todo: Some("write `x_y`".to_owned()),
            ask: Vec::new(),
            ask_names: Vec::new(),
            sources: Vec::new(),
        };
        assert_eq!(PLAIN.note(&item), "Fix ` [click](https://x) @mona <b>: write `x_y`");
        assert_eq!(MARKDOWN.note(&item), r"Fix \` \[click\](https://x) `@mona` \<b>: write `x_y`");
    }
}
