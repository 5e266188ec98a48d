//! Every key of the configuration file, for help with mistyped ones.

use crate::core::text::nearest;

/// The top of the file.
const TOP: &str = "the top of the file";

/// Each table with its keys, in the order of the structures that are read. A test holds both together.
const TABLES: &[(&str, &[&str])] = &[
    (
        TOP,
        &[
            "project",
            "remote",
            "github",
            "tag-pattern",
            "bots",
            "release-branches",
            "document",
            "changelog",
            "procedures",
            "rehearsal",
            "store",
            "sign-off",
            "report",
            "people",
            "version",
            "line",
            "upgrade",
        ],
    ),
    (
        "[changelog]",
        &[
            "file",
            "format",
            "template",
            "backport-number",
            "already-released",
            "direct-commits",
            "order",
            "pre-releases",
            "pull-request-pattern",
            "switched-off",
            "contributors",
            "first-time-contributors",
            "section",
            "exclude",
            "housekeeping",
        ],
    ),
    ("[[changelog.section]]", &["key", "title", "before", "labels", "prefixes", "paths"]),
    ("[changelog.exclude]", &["defaults", "labels", "titles", "authors", "paths"]),
    ("[changelog.housekeeping]", &["defaults", "paths", "titles", "branches"]),
    ("[procedures]", &["major", "minor", "patch", "pre-release", "security"]),
    ("[rehearsal]", &["stubs"]),
    ("[store]", &["remote", "private-remote"]),
    ("[sign-off]", &["require-verified"]),
    ("[report]", &["triage", "maintainer-rights"]),
    ("[people]", &["away"]),
    ("[[people.away]]", &["login", "from", "until"]),
    ("[version]", &["scheme", "calendar"]),
    ("[line]", &["allow"]),
    ("[upgrade]", &["page", "labels", "manifests", "migrations", "option"]),
    ("[[upgrade.option]]", &["what", "files", "pattern"]),
];

/// Returns what helps somebody who wrote `key` where only the keys `allowed` are known: the key that was meant, or the
/// table that it belongs in, or else all keys.
pub(super) fn hint(key: &str, allowed: &[String]) -> String {
    if let Some(meant) = nearest(key, allowed.iter().map(String::as_str)) {
        return format!("did you mean `{meant}`?");
    }
    if let Some((table, _)) = TABLES.iter().find(|(_, keys)| keys.contains(&key)) {
        return format!("`{key}` belongs in {}", quoted(table));
    }
    let all = TABLES.iter().flat_map(|(table, keys)| keys.iter().map(move |known| (table, *known)));
    if let Some(meant) = nearest(key, all.clone().map(|(_, known)| known)) {
        let table = all.clone().find(|(_, known)| *known == meant).map_or(TOP, |(table, _)| table);
        return format!("did you mean `{meant}` in {}?", quoted(table));
    }
    let keys: Vec<String> = allowed.iter().map(|key| format!("`{key}`")).collect();
    match TABLES.iter().find(|(_, keys)| *keys == allowed) {
        Some((table, _)) => format!("the keys of {} are {}", quoted(table), keys.join(", ")),
        None => format!("the keys are {}", keys.join(", ")),
    }
}

fn quoted(table: &str) -> String {
    if table == TOP { table.to_owned() } else { format!("`{table}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_those_that_are_read() {
        for (table, keys) in TABLES {
            let text = if *table == TOP { "zzz = 1".to_owned() } else { format!("{table}\nzzz = 1") };
            let error = toml::from_str::<crate::config::ConfigFile>(&text).unwrap_err();
            let expected: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            let expected = match expected.as_slice() {
                [one, other] => format!("{one} or {other}"),
                [one] => one.clone(),
                more => format!("one of {}", more.join(", ")),
            };
            assert_eq!(error.message(), format!("unknown field `zzz`, expected {expected}"));
        }
    }

    #[test]
    fn hints_find_what_was_meant() {
        let allowed = |table: usize| TABLES[table].1.iter().map(ToString::to_string).collect::<Vec<_>>();
        let cases = [
            ("tag_pattern", 0, "did you mean `tag-pattern`?"),
            ("projct", 0, "did you mean `project`?"),
            ("format", 0, "`format` belongs in `[changelog]`"),
            ("remote", 1, "`remote` belongs in the top of the file"),
            ("fromat", 0, "did you mean `format` in `[changelog]`?"),
            ("zzz", 4, "the keys of `[changelog.housekeeping]` are `defaults`, `paths`, `titles`, `branches`"),
        ];
        for (key, table, expected) in cases {
            assert_eq!(hint(key, &allowed(table)), expected);
        }
    }
}
