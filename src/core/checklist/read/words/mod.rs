//! What titles and sentences give away: instructions, reading, other ways to release. English first, as release
//! documents are; requirements in a few languages more.

mod marks;
mod orders;
mod titles;

use regex::Regex;

pub(super) use marks::{html_heading, is_only_comments, is_ordinal, tasks};
pub(super) use orders::{introduces_reading, introduces_steps, is_activity, is_order, sentences};
pub(super) use titles::{Reason, Way, is_part, is_process, number_parts, plain_title, reading, way, without_number};

#[expect(clippy::unwrap_used, reason = "each pattern is a literal, and a test compiles it")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_and_statements_are_told_apart() {
        let orders = [
            "Update `CHANGELOG.md`",
            "(minor) Look for library updates",
            "If there are any advisories, send each to the list",
            "git checkout 6.x",
            "NEW_TAG=${BASE_TAG}.Y",
            "Finally create a Release",
            "Once merged, backport the PR",
            "don't forget to: remove it",
            ":tada: Announce it",
        ];
        for text in orders {
            assert!(is_order(text, false), "{text}");
        }
        let statements = [
            "Builds Linux binaries on Ubuntu;",
            "CI will automatically push a wheel",
            "Day 0: Synapse is released",
            "Alpha releases are cut directly",
            "A web browser",
            "Releases of it follow a cycle",
            "",
        ];
        for text in statements {
            assert!(!is_order(text, false), "{text}");
        }
        assert!(is_activity("Bumping the version") && is_activity("2. Tagging") && !is_activity("Spring"));
    }

    #[test]
    fn titles_say_what_a_section_is() {
        assert_eq!(reading("## Pre-requisites"), Some(Reason::Requirements));
        assert_eq!(reading("Extra required software for making a release"), Some(Reason::Requirements));
        assert_eq!(reading("1. 环境要求"), Some(Reason::Requirements));
        assert_eq!(reading("Bumping the version number"), None);
        assert_eq!(reading("Release notes"), None);
        assert_eq!(reading("Coming dates"), Some(Reason::Schedule));
        assert_eq!(way("Making a point release"), Some(Way::Other));
        assert_eq!(way("🔧 Patch Release"), Some(Way::Other));
        assert_eq!(way("Security releases"), Some(Way::Other));
        assert_eq!(way("Pre-release iteration"), None);
        assert_eq!(way("Regular release"), Some(Way::Ordinary));
        assert_eq!(way("Semi-Automated Release"), Some(Way::Ordinary));
        assert_eq!(way("Making a release"), Some(Way::Whole));
        assert_eq!(way("Check release candidate"), None);
    }

    #[test]
    fn numbers_are_read_and_left_out() {
        assert_eq!(["1. A", "2.1 B", "Step 3: C", "3.5对", "D 4"].map(number_parts), [1, 2, 1, 0, 0]);
        assert_eq!(without_number("2.1 Tag it"), "Tag it");
        assert_eq!(without_number("Step 3: Tag it"), "Tag it");
        assert_eq!(without_number("3.5对"), "3.5对");
        assert_eq!(
            html_heading("<details>\n<summary><h2>5. Run <b>it</b></h2></summary>"),
            Some(("5. Run it".to_owned(), 2))
        );
        assert_eq!(html_heading("<!-- <h2>no</h2> -->"), None);
        assert_eq!(tasks("- [ ] a\n  * [x] b\n1. [ ] c\n- d [ ] e\n"), 3);
    }

    #[test]
    fn lists_that_are_introduced_as_reading() {
        for text in [
            "What this does is:",
            "This script will:",
            "CI will do the rest:",
            "In the following files:",
            "For more, see:",
        ] {
            assert!(introduces_reading(text), "{text}");
        }
        for text in ["The release manager will:", "To cut a release:", "Steps:", "Commit with message like this:"] {
            assert!(!introduces_reading(text), "{text}");
        }
        assert_eq!(sentences("Use e.g. this. Then that! ok").collect::<Vec<_>>(), ["Use e.g. this.", "Then that! ok"]);
    }
}
