//! What starts a workflow of GitHub Actions, as far as a release is concerned.

use std::fmt;

use super::yaml::Yaml;
use crate::core::text::clean;

/// A workflow file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    /// The path of its file, from the top of the repository.
    pub path: String,
    /// What starts it, of all that a release does; empty where nothing of that does.
    pub starts: Vec<Start>,
}

/// What a release does that starts a workflow
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#on>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// The push of a tag: one of these patterns, or any where there are none.
    Tag(Vec<String>),
    /// Whatever is pushed, tags as well.
    AnyPush,
    /// A release on GitHub, of these kinds of change: `published`; or any where there are none.
    Release(Vec<String>),
}

/// Writes ``a tag `v*` ``, `any push`, `a release that is published`.
impl fmt::Display for Start {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |texts: &[String]| texts.iter().map(|text| format!("`{}`", clean(text))).collect::<Vec<_>>();
        match self {
            Self::Tag(patterns) if patterns.is_empty() => formatter.write_str("any tag"),
            Self::Tag(patterns) => write!(formatter, "a tag {}", quoted(patterns).join(", ")),
            Self::AnyPush => formatter.write_str("any push"),
            Self::Release(kinds) if kinds.is_empty() => formatter.write_str("a release on GitHub"),
            Self::Release(kinds) => write!(
                formatter,
                "a release on GitHub that is {}",
                kinds.iter().map(|kind| clean(kind)).collect::<Vec<_>>().join(" or ")
            ),
        }
    }
}

impl Workflow {
    /// Reads a workflow. The error says what is wrong with the text.
    pub fn read(path: &str, text: &str) -> Result<Self, String> {
        // GitHub takes what a strict reader does not, such as a list whose end is not indented; what starts it comes first.
        let (yaml, wrong) = Yaml::read_as_far(text);
        let on = yaml.get("on");
        if let (None, Some(why)) = (on, wrong) {
            return Err(why);
        }
        let starts = on.map(starts).unwrap_or_default();
        Ok(Self { path: path.to_owned(), starts })
    }

    /// Says whether a tag or a release is named by it, so that it is there for releasing.
    pub fn is_for_releases(&self) -> bool {
        self.starts.iter().any(|start| *start != Start::AnyPush)
    }
}

fn starts(on: &Yaml) -> Vec<Start> {
    let Yaml::Map(events) = on else {
        let bare = on.texts();
        let all =
            [("push", Start::AnyPush), ("create", Start::Tag(Vec::new())), ("release", Start::Release(Vec::new()))];
        return all.into_iter().filter(|(name, _)| bare.contains(name)).map(|(_, start)| start).collect();
    };
    events.iter().filter_map(|(name, filter)| start(name.text()?, filter)).collect()
}

fn start(event: &str, filter: &Yaml) -> Option<Start> {
    let list =
        |key: &str| filter.get(key).map(|value| value.texts().into_iter().map(str::to_owned).collect::<Vec<_>>());
    match event {
        "push" => match (list("tags"), filter.get("tags-ignore")) {
            (Some(tags), _) => {
                // A pattern with `!` takes tags away from those before it; alone they leave none.
                let is_some = tags.iter().any(|tag| !tag.starts_with('!'));
                is_some.then_some(Start::Tag(tags))
            }
            (None, Some(_)) => Some(Start::Tag(Vec::new())),
            // Where only branches are named, tags start nothing.
            (None, None) if filter.get("branches").or(filter.get("branches-ignore")).is_some() => None,
            (None, None) => Some(Start::AnyPush),
        },
        "create" => Some(Start::Tag(Vec::new())),
        "release" => Some(Start::Release(list("types").unwrap_or_default())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        match Workflow::read("a.yml", text) {
            Ok(found) => found.starts.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            Err(error) => error,
        }
    }

    #[test]
    fn what_starts_it_is_told() {
        let cases = [
            ("on: push", "any push"),
            ("on: [push, pull_request]", "any push"),
            ("on:\n  push:\n  pull_request:", "any push"),
            ("on:\n  push:\n    branches: [main]", ""),
            ("'on':\n  push:\n    branches: [main]\n    tags: ['v*']", "a tag `v*`"),
            ("\"on\":\n  push:\n    tags:\n      - '*'\n      - '!nightly'", "a tag `*`, `!nightly`"),
            ("on:\n  push:\n    tags: v*", "a tag `v*`"),
            ("on:\n  push:\n    tags-ignore: ['x']", "any tag"),
            ("on:\n  push:\n    paths: ['src/**']", "any push"),
            ("on:\n  release:\n    types: [published, edited]", "a release on GitHub that is published or edited"),
            ("on: release", "a release on GitHub"),
            ("on: { release: {}, push: { tags: ['**'] } }", "a release on GitHub; a tag `**`"),
            ("on: workflow_dispatch", ""),
            ("name: x", ""),
            ("", ""),
            ("- a\n- b", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_broken_one_says_where() {
        assert!(told("on:\n  push: [\n").contains("line"), "{}", told("on:\n  push: [\n"));
    }
}
