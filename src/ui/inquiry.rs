//! The questions of a guided walk: each has a key, by which it can be answered beforehand.

use std::io::ErrorKind;

use dialoguer::Input;

use crate::core::layout::columns;
use crate::core::tone::{HANG, Tone};
use crate::failure::{Failure, Kind};
use crate::system::process::noting_interrupts;

/// A question with a key.
#[derive(Clone, Copy, Debug)]
pub struct Inquiry<'a> {
    /// Names it in `--answer KEY=VALUE`: `step.tag`, `value.REMOTE`.
    pub key: &'a str,
    /// The question.
    pub text: &'a str,
    /// What can be answered.
    pub form: Form<'a>,
}

/// What can be answered.
#[derive(Clone, Copy, Debug)]
pub enum Form<'a> {
    /// Yes or no, and what an empty line means.
    YesNo {
        /// What an empty line means.
        default: bool,
    },
    /// One line, and what an empty one means; without a default it must not be empty.
    Text {
        /// What an empty line means.
        default: Option<&'a str>,
    },
    /// One of several words, or its letter.
    Choice {
        /// The words; the letters must differ.
        options: &'a [Choice],
        /// What an empty line means.
        default: Option<&'a str>,
    },
    /// A word that must be typed out: for what cannot be taken back. Anything else means no.
    Exact {
        /// The word.
        expected: &'a str,
    },
}

/// One of several words to answer with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is answered in full: `run`.
    pub word: &'static str,
    /// What is typed on a terminal.
    pub letter: char,
    /// What it is called, in a word or two: `run`.
    pub text: &'static str,
    /// What it does, for whoever asks: a lowercase fragment.
    pub meaning: &'static str,
}

impl Inquiry<'_> {
    /// Returns the answer in full for what was typed or given beforehand, `None` where it is none of the possible ones.
    pub(super) fn read(&self, typed: &str) -> Option<String> {
        let typed = typed.trim();
        match self.form {
            Form::YesNo { default } => match typed.to_lowercase().as_str() {
                "" => Some(if default { "yes" } else { "no" }.to_owned()),
                "y" | "yes" | "true" => Some("yes".to_owned()),
                "n" | "no" | "false" => Some("no".to_owned()),
                _ => None,
            },
            Form::Text { default } => match (typed, default) {
                ("", default) => default.map(str::to_owned),
                _ => Some(typed.to_owned()),
            },
            Form::Choice { default: Some(default), .. } if typed.is_empty() => Some(default.to_owned()),
            Form::Choice { options, .. } => {
                let lower = typed.to_lowercase();
                let is_meant = |choice: &&Choice| choice.word == lower || lower.chars().eq([choice.letter]);
                options.iter().find(is_meant).map(|choice| choice.word.to_owned())
            }
            Form::Exact { .. } => Some(typed.to_owned()),
        }
    }

    /// Returns what can be answered, in words.
    pub(super) fn possible(&self) -> String {
        match self.form {
            Form::YesNo { .. } => "yes or no".to_owned(),
            Form::Text { .. } => "a text".to_owned(),
            Form::Choice { options, .. } => options.iter().map(|choice| choice.word).collect::<Vec<_>>().join(", "),
            Form::Exact { expected } => format!("`{expected}`, which confirms it"),
        }
    }

    /// Returns what each answer does, one a line, for a choice; what can be answered, for anything else.
    pub(super) fn help(&self) -> String {
        let Form::Choice { options, .. } = self.form else { return format!("please answer with {}", self.possible()) };
        let lines: Vec<String> = options
            .iter()
            .map(|choice| format!("  {}  {:<10} {HANG}{}", choice.letter, choice.word, choice.meaning))
            .collect();
        format!("please answer with a letter or a word:\n{}", lines.join("\n"))
    }

    /// Returns the question as it is asked on a terminal with so much room, with what can be answered.
    pub(super) fn prompt(&self, room: usize) -> String {
        match self.form {
            Form::YesNo { default } => format!("{} [{}]", self.text, if default { "Y/n" } else { "y/N" }),
            Form::Text { default: Some(default) } if !default.is_empty() => format!("{} [{default}]", self.text),
            Form::Choice { options, .. } => {
                let words = options.iter().map(|choice| format!("{} ({})", choice.text, Tone::Title.of(choice.letter)));
                format!("\n{}\n{}", Tone::Title.of(self.text), filled(words, " · ", room))
            }
            Form::Text { .. } | Form::Exact { .. } => self.text.to_owned(),
        }
    }

    /// Returns the failure for a question that nobody is there to answer; `text` is fit for a terminal.
    pub(super) fn nobody_there(&self, text: &str) -> Failure {
        let value = match self.form {
            Form::Choice { options, default } => default.or_else(|| options.first().map(|choice| choice.word)),
            Form::YesNo { .. } => Some("yes"),
            Form::Text { default } => default.filter(|default| !default.is_empty()),
            Form::Exact { expected } => Some(expected),
        };
        let example = format!("{}={}", self.key, value.unwrap_or("TEXT"));
        let example = if example.contains(' ') { format!("'{example}'") } else { example };
        // Reasons have a flag of their own.
        let flag = if self.key.starts_with("reason.") { "`--reason TEXT`, or " } else { "" };
        Failure::new(Kind::Usage, format!("cannot ask \"{text}\" because the input is not a terminal")).hint(format!(
            "pass {flag}`--answer {example}` ({}), or put it into the file of `--answers`",
            self.possible()
        ))
    }
}

/// Returns lines that are set in, with as many words each as there is room for, and something between two words.
fn filled(words: impl Iterator<Item = String>, between: &str, room: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if columns(line) + columns(between) + columns(&word) <= room => {
                line.push_str(between);
                line.push_str(&word);
            }
            _ => lines.push(format!("  {word}")),
        }
    }
    lines.join("\n")
}

/// Reads one line from the terminal. `prompt` is short and fit for it.
pub(super) fn read_line(prompt: &str) -> Result<String, Failure> {
    let interrupted = || {
        Failure::new(Kind::Interrupted, "interrupted; what was recorded stays")
            .hint("go on at any time with `shepherd guide`")
    };
    let input = Input::<String>::new().with_prompt(prompt).allow_empty(true);
    // Whoever reads the keys sends this process a signal for Ctrl-C, which would end it without a word.
    match noting_interrupts(|| input.interact_text()) {
        Ok(line) => Ok(line),
        Err(dialoguer::Error::IO(error))
            if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::UnexpectedEof) =>
        {
            Err(interrupted())
        }
        Err(error) => Err(Failure::new(Kind::Outside, format!("could not ask \"{prompt}\": {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::tone::plain;

    const OPTIONS: [Choice; 2] = [
        Choice { word: "run", letter: 'r', text: "run it", meaning: "runs the commands" },
        Choice { word: "skip", letter: 's', text: "skip", meaning: "leaves the step out" },
    ];

    #[test]
    fn letters_words_and_nothing_are_read() {
        let choice = Inquiry {
            key: "step.a",
            text: "What now?",
            form: Form::Choice { options: &OPTIONS, default: Some("run") },
        };
        for (typed, expected) in [("r", Some("run")), ("SKIP", Some("skip")), ("", Some("run")), ("x", None)] {
            assert_eq!(choice.read(typed).as_deref(), expected, "{typed}");
        }
        assert_eq!(plain(&choice.prompt(80)), "\nWhat now?\n  run it (r) · skip (s)");
        assert_eq!(plain(&choice.prompt(20)), "\nWhat now?\n  run it (r)\n  skip (s)");
        assert_eq!(
            plain(&choice.help()),
            "please answer with a letter or a word:\n  r  run        runs the commands\n  s  skip       leaves the step out"
        );
        let text = Inquiry { form: Form::Text { default: None }, ..choice };
        assert_eq!((text.read(" a b "), text.read("")), (Some("a b".to_owned()), None));
        let yes = Inquiry { form: Form::YesNo { default: true }, ..choice };
        assert_eq!((yes.read("").as_deref(), yes.read("N").as_deref(), yes.read("x")), (Some("yes"), Some("no"), None));
    }

    #[test]
    fn without_a_terminal_the_key_is_named() {
        let choice =
            Inquiry { key: "step.a", text: "What now?", form: Form::Choice { options: &OPTIONS, default: None } };
        assert_eq!(
            choice.nobody_there("What now?").to_string(),
            "error: cannot ask \"What now?\" because the input is not a terminal\n\
             help: pass `--answer step.a=run` (run, skip), or put it into the file of `--answers`"
        );
    }
}
