//! Regular expressions and other patterns that people write, compiled, with the place of what does not compile.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use toml::Spanned;

use crate::config::error::{ConfigError, Problem};
use crate::config::file::{Source, Text};
use crate::core::changelog::rules::{BranchPattern, PathPattern};
use crate::core::tree_path::is_below_top;

/// How far the text of an expression is indented in an error of the `regex` crate.
const INDENT: usize = 4;

/// Returns the compiled expression of a value in a file.
pub(super) fn expression(text: &Text, source: &Source) -> Result<Regex, ConfigError> {
    of_value(text, source, false)
}

/// Returns the compiled expression for the lines of a file: `^` and `$` are the beginning and the end of each.
pub(super) fn expression_of_lines(text: &Text, source: &Source) -> Result<Regex, ConfigError> {
    of_value(text, source, true)
}

fn of_value(text: &Text, source: &Source, is_of_lines: bool) -> Result<Regex, ConfigError> {
    compile(text.get_ref(), is_of_lines).map_err(|(problem, inner)| {
        let span = inner.and_then(|inner| within(text, source, inner)).unwrap_or_else(|| text.span());
        ConfigError::in_file(problem, source, span)
    })
}

/// Returns the compiled expression of a flag.
pub(super) fn expression_of_flag(text: &str, flag: &'static str) -> Result<Regex, ConfigError> {
    compile(text, false).map_err(|(problem, _)| ConfigError::in_flag(problem, flag))
}

/// Returns all expressions of a list.
pub(super) fn expressions(texts: &[Text], source: &Source) -> Result<Vec<Regex>, ConfigError> {
    texts.iter().map(|text| expression(text, source)).collect()
}

/// Returns all path patterns of a list.
pub(super) fn paths(texts: &[Text], source: &Source) -> Result<Vec<PathPattern>, ConfigError> {
    let pattern = |text: &Text| {
        PathPattern::new(text.get_ref()).map_err(|error| ConfigError::in_file(error.into(), source, text.span()))
    };
    texts.iter().map(pattern).collect()
}

/// Returns all branch patterns of a list.
pub(super) fn branches(texts: &[Text], source: &Source) -> Result<Vec<BranchPattern>, ConfigError> {
    let pattern = |text: &Text| {
        BranchPattern::new(text.get_ref()).map_err(|error| ConfigError::in_file(error.into(), source, text.span()))
    };
    texts.iter().map(pattern).collect()
}

/// Returns all words of a list, none of them empty.
pub(super) fn words(texts: &[Text], source: &Source) -> Result<Vec<String>, ConfigError> {
    texts.iter().map(|text| word(text, source).map(str::to_owned)).collect()
}

/// Returns the texts of a list that must have one.
pub(super) fn filled<'a>(texts: &'a Spanned<Vec<Text>>, source: &Source) -> Result<&'a [Text], ConfigError> {
    let found = texts.get_ref();
    if found.is_empty() { Err(ConfigError::in_file(Problem::EmptyList, source, texts.span())) } else { Ok(found) }
}

/// Returns a text without the space around it, if anything is left.
pub(super) fn word<'a>(text: &'a Text, source: &Source) -> Result<&'a str, ConfigError> {
    let word = text.get_ref().trim();
    if word.is_empty() { Err(ConfigError::in_file(Problem::Empty, source, text.span())) } else { Ok(word) }
}

/// Returns a path that is meant from the top of the repository. In a file that stays in this clone, which nobody else writes,
/// it may lead anywhere.
pub(super) fn path<'a>(text: &'a Text, source: &Source) -> Result<&'a str, ConfigError> {
    let path = word(text, source)?;
    if source.is_local || is_below_top(path) {
        return Ok(path);
    }
    Err(ConfigError::in_file(Problem::Outside(path.to_owned()), source, text.span()))
}

/// Checks that an expression catches a number.
pub(super) fn has_group(expression: &Regex) -> Result<(), Problem> {
    if expression.captures_len() > 1 { Ok(()) } else { Err(Problem::NoGroup) }
}

/// Returns the compiled expression, or what is wrong and where within it.
fn compile(text: &str, is_of_lines: bool) -> Result<Regex, (Problem, Option<Range<usize>>)> {
    if text.is_empty() {
        return Err((Problem::Empty, None));
    }
    RegexBuilder::new(text).multi_line(is_of_lines).crlf(is_of_lines).build().map_err(|error| {
        let message = error.to_string();
        let reason = message.lines().last().unwrap_or_default();
        let reason = reason.strip_prefix("error: ").unwrap_or(reason).to_lowercase();
        (Problem::Expression(reason), carets(text, &message))
    })
}

/// Returns the bytes of `text` that the carets in a message of the `regex` crate stand below. It draws them only for
/// patterns of one line:
///
/// ```text
/// regex parse error:
///     v(\d+
///      ^
/// error: unclosed group
/// ```
fn carets(text: &str, message: &str) -> Option<Range<usize>> {
    let mut lines = message.lines().skip(1);
    let shown = lines.next()?.get(INDENT..)?;
    let carets = lines.next()?.get(INDENT..)?;
    if shown != text || !carets.trim_start().starts_with('^') {
        return None;
    }
    let first = carets.chars().take_while(|character| *character == ' ').count();
    let count = carets.chars().filter(|character| *character == '^').count();
    let position = |character: usize| text.char_indices().nth(character).map_or(text.len(), |(position, _)| position);
    Some(position(first)..position(first + count))
}

/// Returns where a part of a value stands in the file, if the value stands there letter by letter.
fn within(text: &Text, source: &Source, inner: Range<usize>) -> Option<Range<usize>> {
    let start = text.span().start + source.text.get(text.span())?.find(text.get_ref().as_str())?;
    Some(start + inner.start..start + inner.end)
}
