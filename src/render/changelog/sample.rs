//! A changelog for the tests, with one change of every sort.

use crate::core::changelog::accounting::Accounting;
use crate::core::changelog::model::{Change, Changelog, Credit, Range, Role, SCHEMA, Section, Source};

/// Returns a change with a number, a title and an author.
pub(super) fn change(number: u64, title: &str, author: &str) -> Change {
    Change {
        number: Some(number),
        title: title.to_owned(),
        url: Some(format!("https://github.com/octo/hello/pull/{number}")),
        author: Some(author.to_owned()),
        commit: "0123456789abcdef0123456789abcdef01234567".to_owned(),
        ..Change::default()
    }
}

/// Returns a section.
pub(super) fn section(key: &str, title: &str, changes: Vec<Change>) -> Section {
    Section { key: key.to_owned(), title: title.to_owned(), changes }
}

/// Returns the changelog of a release.
pub(in crate::render) fn changelog() -> Changelog {
    let credit = |login: &str, role| Credit { login: login.to_owned(), role };
    let reviewed = Change {
        credits: vec![
            credit("hubot", Role::CoAuthored),
            credit("manics", Role::Reviewed),
            credit("manics", Role::Merged),
            credit("dependabot[bot]", Role::Commented),
        ],
        labels: vec!["bug".to_owned()],
        merged_at: Some("2025-09-30T10:00:00Z".to_owned()),
        ..change(12, "Fix the `*` glob in snake_case names", "mona")
    };
    let backport =
        Change { backport: Some(14), also_in: vec!["5.3.1".to_owned()], ..change(11, "Say *why* it stops", "lisa") };
    let direct = Change {
        number: None,
        url: Some("https://github.com/octo/hello/commit/0123456789abcdef0123456789abcdef01234567".to_owned()),
        author: None,
        author_name: Some("Zoë <zoe>".to_owned()),
        ..change(0, "typo, thanks @octo/docs", "")
    };
    Changelog {
        schema: SCHEMA,
        project: Some("octo/hello".to_owned()),
        version: Some("5.4.0".to_owned()),
        date: Some("2025-10-06".to_owned()),
        range: Range {
            base: Some("5.3.0".to_owned()),
            head: "5.4.0".to_owned(),
            tag: Some("5.4.0".to_owned()),
            base_commit: Some("b".repeat(40)),
            head_commit: "c".repeat(40),
        },
        sections: vec![
            section("breaking", "API and Breaking Changes", vec![change(15, "Require Python 3.10", "mona")]),
            section("new", "New features added", vec![change(13, "Wave [back](x)", "lisa")]),
            section("enhancement", "Enhancements made", vec![change(10, "Greet faster", "mona")]),
            section("bug", "Bugs fixed", vec![reviewed, backport]),
            section("speed", "Performance", vec![change(9, "Cache <hellos>", "mona")]),
            section("other", "Other merged PRs", vec![direct]),
        ],
        contributors: ["dependabot[bot]", "hubot", "lisa", "manics", "mona", "Zoë <zoe>"].map(str::to_owned).to_vec(),
        first_time_contributors: vec!["lisa".to_owned()],
        accounting: Accounting::default(),
        source: Source::default(),
    }
}

/// Returns a changelog without any change, unreleased, of a repository without a remote.
pub(in crate::render) fn nothing() -> Changelog {
    Changelog {
        project: None,
        version: None,
        date: None,
        sections: Vec::new(),
        contributors: Vec::new(),
        first_time_contributors: Vec::new(),
        ..changelog()
    }
}
