//! `.shepherd.toml` as it is proposed: what must be said is said, and what is found anyway is a comment.

use std::fmt::Write as _;

use toml_edit::{Array, Value};

use super::labels::SectionLabels;

/// What a key is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The value is found without being written down.
    Found(String),
    /// The value must be written down, and why: one sentence.
    Said {
        /// The value.
        value: String,
        /// Why: a sentence.
        why: String,
    },
}

impl Setting {
    /// Returns the value.
    pub fn value(&self) -> &str {
        match self {
            Self::Found(value) | Self::Said { value, .. } => value,
        }
    }

    /// Says whether it must be written down.
    pub fn is_said(&self) -> bool {
        matches!(self, Self::Said { .. })
    }
}

/// All keys that are proposed. A key that is `None` is not spoken of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `project`
    pub project: Option<Setting>,
    /// `remote`
    pub remote: Option<Setting>,
    /// `tag-pattern`
    pub tag_pattern: Option<Setting>,
    /// `document`
    pub document: Option<Setting>,
    /// `changelog.file`
    pub file: Option<Setting>,
    /// `changelog.format`
    pub format: Option<Setting>,
    /// `version.scheme`
    pub scheme: Option<Setting>,
    /// `[[changelog.section]]`
    pub sections: Vec<SectionLabels>,
    /// `changelog.exclude.labels`
    pub excluded: Vec<String>,
}

const HEAD: &str = "\
# How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
# line that is commented out holds what was found. The README of release-shepherd lists all keys.
";

impl Settings {
    /// Says whether anything must be written down.
    pub fn say_something(&self) -> bool {
        let keys =
            [&self.project, &self.remote, &self.tag_pattern, &self.document, &self.file, &self.format, &self.scheme];
        keys.into_iter().flatten().any(Setting::is_said) || !self.sections.is_empty() || !self.excluded.is_empty()
    }

    /// Returns the file.
    pub fn file(&self) -> String {
        let mut text = HEAD.to_owned();
        let top = [
            ("project", &self.project),
            ("remote", &self.remote),
            ("tag-pattern", &self.tag_pattern),
            ("document", &self.document),
        ];
        if top.iter().any(|(_, setting)| setting.is_some()) {
            text.push('\n');
        }
        write_keys(&mut text, &top);
        write_table(&mut text, "version", &[("scheme", &self.scheme)]);
        write_table(&mut text, "changelog", &[("file", &self.file), ("format", &self.format)]);
        self.write_lists(&mut text);
        text
    }

    /// Returns only what must be written down, for a file that is there already.
    pub fn additions(&self) -> String {
        let said = |setting: &Option<Setting>| setting.clone().filter(Setting::is_said);
        let only = Self {
            project: said(&self.project),
            remote: said(&self.remote),
            tag_pattern: said(&self.tag_pattern),
            document: said(&self.document),
            file: said(&self.file),
            format: said(&self.format),
            scheme: said(&self.scheme),
            sections: self.sections.clone(),
            excluded: self.excluded.clone(),
        };
        only.file().strip_prefix(HEAD).unwrap_or_default().trim_start_matches('\n').to_owned()
    }

    fn write_lists(&self, text: &mut String) {
        for section in &self.sections {
            let new: Vec<String> = section.new.iter().map(|label| format!("`{}`", one_line(label))).collect();
            let _ = write!(
                text,
                "\n# The section has {} of this project besides those that it has anyway.\n[[changelog.section]]\n\
                 key = {}\nlabels = {}\n",
                new.join(", "),
                quoted(&section.key),
                list(section.has.iter().chain(&section.new))
            );
        }
        if !self.excluded.is_empty() {
            let _ = write!(
                text,
                "\n# These labels say that a change needs no entry, besides those that are known anyway.\n\
                 [changelog.exclude]\nlabels = {}\n",
                list(&self.excluded)
            );
        }
    }
}

/// Writes a table. One of comments alone is a comment too.
fn write_table(text: &mut String, name: &str, keys: &[(&str, &Option<Setting>)]) {
    let mut settings = keys.iter().filter_map(|(_, setting)| setting.as_ref()).peekable();
    if settings.peek().is_none() {
        return;
    }
    let _ = if settings.any(Setting::is_said) { writeln!(text, "\n[{name}]") } else { writeln!(text, "\n# [{name}]") };
    write_keys(text, keys);
}

fn write_keys(text: &mut String, keys: &[(&str, &Option<Setting>)]) {
    let mut before: Option<&Setting> = None;
    for (key, setting) in keys {
        let Some(setting) = setting else { continue };
        if before.is_some_and(|before| before.is_said() || setting.is_said()) {
            text.push('\n');
        }
        before = Some(setting);
        let line = format!("{key} = {}", quoted(setting.value()));
        let _ = match setting {
            // A value with a line end is written in several lines, which make no comment.
            Setting::Found(_) => writeln!(text, "# {}", one_line(&line)),
            Setting::Said { why, .. } => writeln!(text, "# {}\n{line}", one_line(why)),
        };
    }
}

/// Returns a text without what would end a comment, or mean nothing to a reader.
fn one_line(text: &str) -> String {
    crate::core::text::clean(text).into_owned()
}

/// Returns a value in quotes: a pattern in those that take a backslash as it is.
fn quoted(value: &str) -> String {
    let is_plain = |letter: char| !letter.is_control() && letter != '\'';
    if value.contains('\\') && value.chars().all(is_plain) {
        return format!("'{value}'");
    }
    Value::from(value).to_string()
}

fn list<'a>(values: impl IntoIterator<Item = &'a String>) -> String {
    let array: Array = values.into_iter().map(String::as_str).collect();
    Value::from(array).to_string().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "as the settings are")]
    fn found(value: &str) -> Option<Setting> {
        Some(Setting::Found(value.to_owned()))
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the settings are")]
    fn said(value: &str) -> Option<Setting> {
        Some(Setting::Said { value: value.to_owned(), why: "It is so.".to_owned() })
    }

    #[test]
    fn what_is_found_is_a_comment() {
        let settings = Settings {
            project: found("octo/hello"),
            remote: found("origin"),
            document: found("RELEASING.md"),
            file: found("CHANGELOG.md"),
            format: found("jupyter"),
            scheme: found("semver"),
            ..Settings::default()
        };
        assert!(!settings.say_something());
        assert_eq!(settings.additions(), "");
        insta::assert_snapshot!(settings.file(), @r#"
        # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
        # line that is commented out holds what was found. The README of release-shepherd lists all keys.

        # project = "octo/hello"
        # remote = "origin"
        # document = "RELEASING.md"

        # [version]
        # scheme = "semver"

        # [changelog]
        # file = "CHANGELOG.md"
        # format = "jupyter"
        "#);
    }

    #[test]
    fn what_must_be_said_has_its_reason() {
        let labels = |key: &str, has: &str, new: &str| SectionLabels {
            key: key.to_owned(),
            has: vec![has.to_owned()],
            new: vec![new.to_owned()],
        };
        let settings = Settings {
            project: found("octo/hello"),
            remote: said("octo"),
            tag_pattern: said(r"^hello-(?P<version>\d.*)$"),
            document: found("RELEASING.md"),
            file: found("CHANGELOG.md"),
            format: said("keep-a-changelog"),
            scheme: found("semver"),
            sections: vec![labels("bug", "bug", "type: bug"), labels("ci", "ci", "a \"b\" \\ 'c'")],
            excluded: vec!["skip news".to_owned()],
        };
        insta::assert_snapshot!(settings.file(), @r#"
        # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
        # line that is commented out holds what was found. The README of release-shepherd lists all keys.

        # project = "octo/hello"

        # It is so.
        remote = "octo"

        # It is so.
        tag-pattern = '^hello-(?P<version>\d.*)$'

        # document = "RELEASING.md"

        # [version]
        # scheme = "semver"

        [changelog]
        # file = "CHANGELOG.md"

        # It is so.
        format = "keep-a-changelog"

        # The section has `type: bug` of this project besides those that it has anyway.
        [[changelog.section]]
        key = "bug"
        labels = ["bug", "type: bug"]

        # The section has `a "b" \ 'c'` of this project besides those that it has anyway.
        [[changelog.section]]
        key = "ci"
        labels = ["ci", '''a "b" \ 'c'''']

        # These labels say that a change needs no entry, besides those that are known anyway.
        [changelog.exclude]
        labels = ["skip news"]
        "#);
        insta::assert_snapshot!(settings.additions(), @r#"
        # It is so.
        remote = "octo"

        # It is so.
        tag-pattern = '^hello-(?P<version>\d.*)$'

        [changelog]
        # It is so.
        format = "keep-a-changelog"

        # The section has `type: bug` of this project besides those that it has anyway.
        [[changelog.section]]
        key = "bug"
        labels = ["bug", "type: bug"]

        # The section has `a "b" \ 'c'` of this project besides those that it has anyway.
        [[changelog.section]]
        key = "ci"
        labels = ["ci", '''a "b" \ 'c'''']

        # These labels say that a change needs no entry, besides those that are known anyway.
        [changelog.exclude]
        labels = ["skip news"]
        "#);
    }

    proptest! {
        #[test]
        fn whatever_was_found_is_read_again(
            project in "\\PC{1,12}", pattern in "(?s).{1,12}", label in "(?s).{1,12}", says in any::<bool>(),
        ) {
            let setting = |value: &str| if says { said(value) } else { found(value) };
            let settings = Settings {
                project: setting(&project),
                tag_pattern: setting(&pattern),
                file: setting(&label),
                sections: vec![SectionLabels { key: "bug".to_owned(), has: Vec::new(), new: vec![label.clone()] }],
                excluded: vec![label.clone()],
                ..Settings::default()
            };
            for text in [settings.file(), settings.additions()] {
                let read: toml::Table = text.parse().unwrap();
                let at = |key: &str| read.get(key).and_then(toml::Value::as_str);
                prop_assert_eq!(at("project"), says.then_some(project.as_str()));
                prop_assert_eq!(at("tag-pattern"), says.then_some(pattern.as_str()));
                let changelog = read.get("changelog").unwrap();
                prop_assert_eq!(changelog.get("file").and_then(toml::Value::as_str), says.then_some(label.as_str()));
                let section = &changelog["section"][0]["labels"][0];
                prop_assert_eq!(section.as_str(), Some(label.as_str()));
            }
        }
    }
}
