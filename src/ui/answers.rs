//! Answers that were given beforehand, so that a guided walk can be scripted: `--answer KEY=VALUE`, `--answers FILE`.

use std::collections::{BTreeMap, VecDeque};

use thiserror::Error;

use crate::failure::{Failure, Kind};

/// How the questions begin that no pattern answers: what cannot be taken back, what is released, who agreed, and what
/// others are told or see.
const NEVER_BY_PATTERN: [&str; 8] =
    ["confirm.", "target", "agreed.", "undo.", "check-in.", "sign-off.", "unshared.", "public"];

/// Why answers could not be read.
#[derive(Debug, Error)]
pub enum AnswersError {
    /// The file is no TOML.
    #[error("the answers in `{name}` could not be read\n{reason}")]
    Toml {
        /// The file.
        name: String,
        /// What the reader says, with line and caret.
        reason: String,
    },
    /// A value is neither a text, nor a list of texts, nor a number or a truth.
    #[error("the answer `{key}` in `{name}` is {found}, not a text or a list of texts")]
    Shape {
        /// The file.
        name: String,
        /// The key.
        key: String,
        /// What stands there.
        found: &'static str,
    },
    /// An `--answer` without `=`.
    #[error("`--answer {0}` has no `=`")]
    NoValue(String),
}

impl From<AnswersError> for Failure {
    fn from(error: AnswersError) -> Self {
        let (kind, hint) = match &error {
            AnswersError::NoValue(_) => (Kind::Usage, "write it as KEY=VALUE, for example `--answer step.tag=run`"),
            AnswersError::Toml { .. } | AnswersError::Shape { .. } => (
                Kind::Input,
                "write one answer a line: `\"step.tag\" = \"run\"`, or several for a question that comes again: \
                 `\"step.tag\" = [\"note\", \"run\"]`",
            ),
        };
        Self::new(kind, error.to_string()).hint(hint)
    }
}

/// Answers by the key of their question. Each is used once: what fails is not tried for ever.
#[derive(Debug, Default)]
pub struct Answers {
    exact: BTreeMap<String, VecDeque<String>>,
    patterns: Vec<(String, String)>,
    used: Vec<String>,
}

impl Answers {
    /// Adds the answers of a TOML text: `key = "value"`, or a list of values that are used one after the other. A key
    /// that ends in `*` answers each question that begins so, once.
    pub fn add_file(&mut self, name: &str, text: &str) -> Result<(), AnswersError> {
        let table: toml::Table = toml::from_str(text)
            .map_err(|error| AnswersError::Toml { name: name.to_owned(), reason: error.to_string() })?;
        self.add_table(name, "", &table)
    }

    fn add_table(&mut self, name: &str, above: &str, table: &toml::Table) -> Result<(), AnswersError> {
        for (key, value) in table {
            let key = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
            let shape = |found| AnswersError::Shape { name: name.to_owned(), key: key.clone(), found };
            match value {
                toml::Value::Table(table) => self.add_table(name, &key, table)?,
                toml::Value::Array(values) => {
                    for value in values {
                        let text = scalar(value).ok_or_else(|| shape("a list of something else"))?;
                        self.add(&key, text);
                    }
                }
                value => self.add(&key, scalar(value).ok_or_else(|| shape("a date"))?),
            }
        }
        Ok(())
    }

    /// Adds one answer, written as `KEY=VALUE`.
    pub fn add_flag(&mut self, flag: &str) -> Result<(), AnswersError> {
        let (key, value) = flag.split_once('=').ok_or_else(|| AnswersError::NoValue(flag.to_owned()))?;
        self.add(key.trim(), value.to_owned());
        Ok(())
    }

    /// Adds one answer behind those that the question has.
    pub fn add(&mut self, key: &str, value: String) {
        match key.strip_suffix('*') {
            Some(start) => self.patterns.push((start.to_owned(), value)),
            None => self.exact.entry(key.to_owned()).or_default().push_back(value),
        }
    }

    /// Returns the next answer that was given for just this question, and not by a pattern.
    pub fn take_exact(&mut self, key: &str) -> Option<String> {
        self.exact.get_mut(key).and_then(VecDeque::pop_front)
    }

    /// Returns the next answer to a question.
    pub fn take(&mut self, key: &str) -> Option<String> {
        if let Some(answer) = self.take_exact(key) {
            return Some(answer);
        }
        if is_by_its_own_key(key) || self.used.iter().any(|used| used == key) {
            return None;
        }
        // The longest pattern says most about the question.
        let fitting = self.patterns.iter().filter(|(start, _)| key.starts_with(start.as_str()));
        let answer = fitting.max_by_key(|(start, _)| start.len()).map(|(_, answer)| answer.clone())?;
        self.used.push(key.to_owned());
        Some(answer)
    }

    /// Says whether there is an answer left to a question.
    pub fn has(&self, key: &str) -> bool {
        let is_exact = self.exact.get(key).is_some_and(|answers| !answers.is_empty());
        let by_pattern = || {
            !is_by_its_own_key(key)
                && !self.used.iter().any(|used| used == key)
                && self.patterns.iter().any(|(start, _)| key.starts_with(start.as_str()))
        };
        is_exact || by_pattern()
    }

    /// Returns the keys that nobody asked for, in order: a mistyped one among them explains much.
    pub fn left(&self) -> Vec<&str> {
        self.exact.iter().filter(|(_, answers)| !answers.is_empty()).map(|(key, _)| key.as_str()).collect()
    }
}

fn is_by_its_own_key(key: &str) -> bool {
    NEVER_BY_PATTERN.iter().any(|start| key.starts_with(start))
}

fn scalar(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Boolean(truth) => Some(if *truth { "yes" } else { "no" }.to_owned()),
        toml::Value::Datetime(date) => Some(date.to_string()),
        toml::Value::Array(_) | toml::Value::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(text: &str) -> Answers {
        let mut answers = Answers::default();
        answers.add_file("answers.toml", text).unwrap();
        answers
    }

    #[test]
    fn each_answer_is_used_once() {
        let mut answers = answers("line = 'main'\n'step.tag' = ['note', 'run']\n");
        assert_eq!(answers.take("step.tag").as_deref(), Some("note"));
        assert_eq!(answers.take("step.tag").as_deref(), Some("run"));
        assert_eq!(answers.take("step.tag"), None);
        assert_eq!(answers.left(), ["line"]);
    }

    #[test]
    fn patterns_answer_the_rest_but_not_what_cannot_be_taken_back() {
        let mut answers = answers("\"step.*\" = 'done'\n\"step.publish*\" = 'skip'\n\"*\" = 'yes'\n");
        assert_eq!(answers.take("step.one").as_deref(), Some("done"));
        assert_eq!(answers.take("step.one"), None);
        assert_eq!(answers.take("step.publish-it").as_deref(), Some("skip"));
        assert_eq!(answers.take("verify.one").as_deref(), Some("yes"));
        assert_eq!(answers.take("confirm.one"), None);
    }

    #[test]
    fn tables_are_keys_with_dots() {
        let mut answers = answers("[value]\nREMOTE = 'upstream'\nCOUNT = 3\nOK = true\n");
        assert_eq!(answers.take("value.REMOTE").as_deref(), Some("upstream"));
        assert_eq!(answers.take("value.COUNT").as_deref(), Some("3"));
        assert_eq!(answers.take("value.OK").as_deref(), Some("yes"));
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        let mut answers = Answers::default();
        let failure = Failure::from(answers.add_file("a.toml", "x = [[1]]").unwrap_err());
        assert_eq!(
            failure.message,
            "the answer `x` in `a.toml` is a list of something else, not a text or a list of texts"
        );
        assert_eq!(Failure::from(answers.add_flag("step.tag").unwrap_err()).kind, Kind::Usage);
        assert!(Failure::from(answers.add_file("a.toml", "x = ").unwrap_err()).message.contains("could not be read"));
    }
}
