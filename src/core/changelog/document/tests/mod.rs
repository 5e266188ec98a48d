//! The merge as people meet it: whole files before and after.

mod bring;
mod edits;
mod errors;
mod files;
mod folding;
mod notes;
mod property;
mod refresh;

use std::fmt::Write as _;

use super::*;

/// One change: number, section, title.
type Change<'a> = (u32, &'a str, &'a str);

const SECTIONS: [(&str, &str); 3] =
    [("new", "New features added"), ("bug", "Bugs fixed"), ("other", "Other merged PRs")];

/// Returns what the `jupyter` format makes of these changes.
fn jupyter(version: Option<&str>, changes: &[Change<'_>]) -> Generated {
    let mut generated = frame(version);
    let title = version.map_or("Unreleased".to_owned(), |version| format!("{version} - 2025-10-06"));
    let head = version.unwrap_or("main");
    let mut text = format!("### {title}\n\n([full changelog](https://github.com/o/r/compare/5.3.0...{head}))\n");
    for (key, title) in SECTIONS {
        let own: Vec<_> = changes.iter().filter(|(_, section, _)| *section == key).collect();
        if own.is_empty() {
            continue;
        }
        let _ = write!(text, "\n#### {title}\n\n");
        for (number, section, title) in own {
            let _ = writeln!(
                text,
                "- {title} [#{number}](https://github.com/o/r/pull/{number}) ([@a](https://github.com/a))"
            );
            generated.entries.push(entry(*number, section));
        }
    }
    text.push_str("\n#### Contributors to this release\n\n[@a](https://github.com/a) | [@b](https://github.com/b)\n");
    generated.text = text;
    generated
}

/// Returns what the `keep-a-changelog` format makes of these changes.
fn keep_a_changelog(version: Option<&str>, changes: &[Change<'_>]) -> Generated {
    let mut generated = frame(version);
    let title = version.map_or("[Unreleased]".to_owned(), |version| format!("[{version}] - 2025-10-06"));
    let mut text = format!("## {title}\n");
    for (key, title) in SECTIONS {
        let own: Vec<_> = changes.iter().filter(|(_, section, _)| *section == key).collect();
        if own.is_empty() {
            continue;
        }
        let _ = write!(text, "\n### {title}\n\n");
        for (number, section, title) in own {
            let _ = writeln!(text, "- {title} ([#{number}](https://github.com/o/r/pull/{number}))");
            generated.entries.push(entry(*number, section));
        }
    }
    generated.text = text;
    generated
}

fn frame(version: Option<&str>) -> Generated {
    Generated {
        version: version.map(str::to_owned),
        date: version.map(|_| "2025-10-06".to_owned()),
        compare: Some(("5.3.0".to_owned(), version.unwrap_or("main").to_owned())),
        sections: SECTIONS.map(|(key, title)| SectionTitle { key: key.to_owned(), title: title.to_owned() }).to_vec(),
        ..Generated::default()
    }
}

fn entry(number: u32, section: &str) -> Entry {
    Entry { key: number.to_string(), section: section.to_owned(), aliases: Vec::new() }
}

/// Merges with the usual options, and once more to see that this changes nothing.
fn merged(file: &str, generated: &Generated) -> Merged {
    merged_with(file, generated, Options::default())
}

fn merged_with(file: &str, generated: &Generated, options: Options) -> Merged {
    let first = merge(file, generated, &options).unwrap();
    let second = merge(&first.text, generated, &options).unwrap();
    assert_eq!(second.text, first.text, "a second merge changed the file");
    first
}

/// Returns the text without base comments.
fn without_base(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("<!-- shepherd: base")).flat_map(|line| [line, "\n"]).collect()
}
