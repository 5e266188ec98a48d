//! YAML as a tree, as much of it as a workflow needs.

use saphyr_parser::{Event, Parser};

/// A value of a YAML text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Yaml {
    /// `name: value` pairs, in order.
    Map(Vec<(Self, Self)>),
    /// What is not looked at: a reference to another place of the text.
    #[default]
    Nothing,
    /// `- value` items.
    List(Vec<Self>),
    /// A text, a number, a truth: as it is written.
    Text(String),
}

/// Deeper than this no workflow is.
const DEEPEST: usize = 64;

impl Yaml {
    /// Returns the first document of a text, as [`Yaml::read_as_far`] does; the error says what is wrong, with the line.
    #[cfg(test)]
    pub(super) fn read(text: &str) -> Result<Self, String> {
        match Self::read_as_far(text) {
            (yaml, None) => Ok(yaml),
            (_, Some(why)) => Err(why),
        }
    }

    /// Returns the first document of a text as far as it can be read, and what is wrong with the rest, with the line. What
    /// was not read to its end is left out, but for the outermost map or list.
    ///
    /// References (`*name`) are not followed: a text that refers to itself again and again would grow without end.
    pub(super) fn read_as_far(text: &str) -> (Self, Option<String>) {
        let mut open: Vec<Open> = Vec::new();
        for event in Parser::new_from_str(text) {
            let event = match event {
                Ok((event, _)) => event,
                Err(error) => {
                    let why = format!("line {}: {}", error.marker().line(), error.info());
                    return (open.into_iter().next().map(Open::close).unwrap_or_default(), Some(why));
                }
            };
            let value = match event {
                Event::MappingStart(..) => {
                    open.push(Open::Map(Vec::new(), None));
                    None
                }
                Event::SequenceStart(..) => {
                    open.push(Open::List(Vec::new()));
                    None
                }
                Event::MappingEnd | Event::SequenceEnd => open.pop().map(Open::close),
                Event::Scalar(text, ..) => Some(Self::Text(text.into_owned())),
                Event::Alias(_) => Some(Self::Nothing),
                Event::DocumentEnd => return (Self::Nothing, None),
                _ => None,
            };
            if open.len() > DEEPEST {
                let why = format!("it is more than {DEEPEST} levels deep");
                return (open.into_iter().next().map(Open::close).unwrap_or_default(), Some(why));
            }
            match (value, open.last_mut()) {
                (Some(value), Some(outer)) => outer.add(value),
                (Some(value), None) => return (value, None),
                (None, _) => {}
            }
        }
        (Self::Nothing, None)
    }

    /// Returns the value of a key; `None` where this is no map, or has no such key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        pairs.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    /// Returns the text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the texts of a list; a text alone is a list of one.
    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::List(values) => values.iter().filter_map(Self::text).collect(),
            other => other.text().into_iter().collect(),
        }
    }
}

/// What has begun and not ended.
enum Open {
    Map(Vec<(Yaml, Yaml)>, Option<Yaml>),
    List(Vec<Yaml>),
}

impl Open {
    fn add(&mut self, value: Yaml) {
        match self {
            Self::List(values) => values.push(value),
            Self::Map(pairs, key) => match key.take() {
                Some(key) => pairs.push((key, value)),
                None => *key = Some(value),
            },
        }
    }

    fn close(self) -> Yaml {
        match self {
            Self::List(values) => Yaml::List(values),
            Self::Map(pairs, _) => Yaml::Map(pairs),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tree_is_read() {
        let yaml = Yaml::read("a: [x, 'y']\nb:\n  c: |\n    two\n    lines\n---\nd: 1\n").unwrap();
        assert_eq!(yaml.get("a").map(Yaml::texts), Some(vec!["x", "y"]));
        assert_eq!(yaml.get("b").and_then(|b| b.get("c")).and_then(Yaml::text), Some("two\nlines\n"));
        assert_eq!(yaml.get("d"), None);
        assert_eq!(Yaml::read("# nothing\n"), Ok(Yaml::Nothing));
    }

    #[test]
    #[expect(clippy::format_push_string, reason = "sixty lines of a test")]
    fn what_refers_to_itself_does_not_grow() {
        let mut text = "a0: &a0 [x, x]\n".to_owned();
        for level in 1..60 {
            text += &format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1);
        }
        let yaml = Yaml::read(&text).unwrap();
        assert_eq!(yaml.get("a59"), Some(&Yaml::List(vec![Yaml::Nothing, Yaml::Nothing])));
        assert!(Yaml::read(&"[".repeat(10_000)).is_err());
    }

    #[test]
    fn what_comes_before_a_mistake_is_read() {
        let (yaml, why) = Yaml::read_as_far("on:\n  push:\njobs:\n  a: [\n]\nx: {\n");
        assert!(yaml.get("on").is_some() && yaml.get("x").is_none() && why.is_some());
        let (yaml, why) = Yaml::read_as_far("on:\n  push: [\n");
        assert!(yaml.get("on").is_none() && why.is_some());
    }

    #[test]
    fn what_is_none_is_an_error_with_its_line() {
        let error = Yaml::read("a: b\nc: [\n").unwrap_err();
        assert!(error.starts_with("line "), "{error}");
    }

    proptest! {
        #[test]
        fn no_text_stops_it(text in "(?s).{0,200}") {
            Yaml::read(&text).ok();
        }

        #[test]
        fn nothing_like_yaml_stops_it(parts in prop::collection::vec("(- |\\? |: |\n|  |\\[|\\]|\\{|\\}|,|a|'|\"|&a |\\*a|!t |\\||>|#|---\n|%)", 0..60)) {
            Yaml::read(&parts.concat()).ok();
        }
    }
}
