//! In which of the known forms the sections of a changelog are written.

use super::heading::named;
use super::lines::Lines;
use super::outline::{BlockKind, outline};

/// A form in which changelogs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As GitHub's release page writes it.
    Github,
    /// As the projects of Jupyter write it.
    Jupyter,
    /// As keepachangelog.com describes it.
    KeepAChangelog,
}

/// The kinds of change of keepachangelog.com.
const KINDS: [&str; 6] = ["added", "changed", "deprecated", "removed", "fixed", "security"];

/// So many versions from the top say how a project writes today.
const NEWEST: usize = 8;

/// Returns the form in which the newest sections of a Markdown text are written; `None` where it is none of the known ones,
/// or there is no section.
pub fn form(text: &str) -> Option<Form> {
    let lines = Lines::read(text);
    let blocks = outline(lines.all());
    let (mut versions, mut kinds, mut github, mut jupyter) = (0_usize, 0_usize, 0_usize, 0_usize);
    for block in &blocks {
        let first = lines.all().get(block.first).map_or("", |line| line.text.trim());
        match &block.kind {
            BlockKind::Heading(heading) => {
                let title = heading.title.trim().to_lowercase();
                let title = title.trim_end_matches(':');
                if named(&heading.title).is_some() {
                    versions += 1;
                    if versions > NEWEST {
                        break;
                    }
                }
                kinds += usize::from(KINDS.contains(&title));
                github += usize::from(["what's changed", "what’s changed", "new contributors"].contains(&title));
                jupyter +=
                    usize::from(title.starts_with("contributors to this release") || DEFAULT_TITLES.contains(&title));
            }
            BlockKind::Paragraph => {
                jupyter += usize::from(first.to_lowercase().starts_with("([full changelog]("));
                github += usize::from(first.starts_with("**Full Changelog**:"));
                kinds += usize::from(first.to_lowercase().contains("keepachangelog.com"));
            }
            _ => {}
        }
    }
    // A word alone can be a heading of any project's own.
    let counts = [(jupyter, Form::Jupyter), (github, Form::Github), (kinds, Form::KeepAChangelog)];
    let (count, form) = counts.into_iter().max_by_key(|(count, _)| *count)?;
    (count > 1).then_some(form)
}

/// Titles of sections that no other form has.
const DEFAULT_TITLES: [&str; 5] = [
    "enhancements made",
    "bugs fixed",
    "maintenance and upkeep improvements",
    "documentation improvements",
    "continuous integration improvements",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_told_by_its_headings() {
        let cases = [
            (
                "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- a\n\n## 1.0.0\n\n### Fixed\n\n- b\n",
                Some(Form::KeepAChangelog),
            ),
            (
                "# C\n\nThe format is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).\n\n## 1.0.0\n\n### Added\n\n- a\n",
                Some(Form::KeepAChangelog),
            ),
            (
                "## 1.0.0\n\n### What's Changed\n\n* a\n\n**Full Changelog**: https://x/compare/a...b\n",
                Some(Form::Github),
            ),
            (
                "## 5.4\n\n### 5.4.0 - 2025-10-06\n\n([full changelog](https://x))\n\n#### Enhancements made\n\n- a\n",
                Some(Form::Jupyter),
            ),
            ("# v1.2.0\n\n## Features\n\n- a\n\n## Fixes\n\n- b\n", None),
            ("# C\n\n## 1.0.0\n\n### Fixed\n\n- a\n", None),
            ("```\n### Added\n### Fixed\n```\n", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(form(text), expected, "{text}");
        }
    }

    #[test]
    fn the_newest_sections_decide() {
        let old = (0..9).map(|minor| format!("## 1.{minor}.0\n\n### Added\n\n- a\n\n### Fixed\n\n- b\n\n"));
        let new = "## 3.0.0\n\n### What's Changed\n\n* a\n\n**Full Changelog**: x\n\n".repeat(8);
        let text = new + &old.collect::<String>();
        assert_eq!(form(&text), Some(Form::Github));
    }
}
