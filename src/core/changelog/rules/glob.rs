//! How a pattern is taken apart and compared. By hand and not with regular expressions: a repository is asked about
//! thousands of paths, and no pattern may cost anything before the first of them.

use thiserror::Error;

/// Why a pattern cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PatternError {
    /// The pattern is empty, or only slashes.
    #[error("the pattern is empty")]
    Empty,
    /// The pattern holds a character of a richer pattern language, which would never match as it is meant.
    #[error("`{0}` has no meaning in a pattern, only `*`, `**`, `?` and `{{a,b}}` do")]
    Unsupported(char),
    /// A `{` without its `}`, one within another, or too many in one pattern.
    #[error("the alternatives of `{{a,b}}` are not closed, stand within each other, or are too many")]
    Alternatives,
    /// The pattern separates folders as Windows does.
    #[error("folders are separated by `/` in a pattern, on every system")]
    Backslash,
}

/// How many ways to read one pattern may have.
const MOST_ALTERNATIVES: usize = 100;

/// One piece of a pattern between slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `**`: no folder, or any number of them.
    Folders,
    /// One name, in lower case, with `*` and `?`.
    Name(String),
}

/// Returns each way to read a pattern with its `{a,b}`, and why it is none where it is none.
pub(super) fn expand(text: &str) -> Result<Vec<String>, PatternError> {
    let mut ways = vec![String::new()];
    let mut rest = checked(text)?;
    while let Some((before, inside)) = rest.split_once('{') {
        let (inside, after) = inside.split_once('}').ok_or(PatternError::Alternatives)?;
        if before.contains('}') || inside.contains('{') {
            return Err(PatternError::Alternatives);
        }
        let longer =
            |way: &String| inside.split(',').map(|choice| format!("{way}{before}{choice}")).collect::<Vec<_>>();
        ways = ways.iter().flat_map(longer).collect();
        if ways.len() > MOST_ALTERNATIVES {
            return Err(PatternError::Alternatives);
        }
        rest = after;
    }
    if rest.contains('}') {
        return Err(PatternError::Alternatives);
    }
    Ok(ways.into_iter().map(|way| way + rest).collect())
}

fn checked(text: &str) -> Result<&str, PatternError> {
    if text.trim_matches('/').is_empty() {
        return Err(PatternError::Empty);
    }
    match text.chars().find(|character| matches!(character, '\\' | '[' | ']' | '!')) {
        Some('\\') => Err(PatternError::Backslash),
        Some(character) => Err(PatternError::Unsupported(character)),
        None => Ok(text),
    }
}

/// Returns the parts of a path pattern, with what the slashes at its ends mean.
pub(super) fn path_parts(text: &str) -> Vec<Part> {
    let body = text.trim_end_matches('/');
    let mut parts = parts(body.trim_start_matches('/'));
    if !body.contains('/') {
        parts.insert(0, Part::Folders);
    }
    if text.ends_with('/') {
        parts.push(Part::Name("*".to_owned()));
        parts.push(Part::Folders);
    }
    parts
}

/// Returns the parts of a pattern that begins at the root.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let part = |part: &str| if part == "**" { Part::Folders } else { Part::Name(part.to_ascii_lowercase()) };
    let mut parts: Vec<Part> = text.split('/').map(part).collect();
    // `**/**` says no more than `**`, and takes much longer.
    parts.dedup_by(|next, previous| *next == Part::Folders && *previous == Part::Folders);
    parts
}

/// Returns the byte that a file's name must begin with, if `parts` only look at the name and say so.
pub(super) fn first_byte(parts: &[Part]) -> Option<u8> {
    match parts {
        [Part::Folders, Part::Name(name)] => name.bytes().next().filter(|byte| !matches!(byte, b'*' | b'?')),
        _ => None,
    }
}

/// Returns whether `parts` match all of `path`; `None` is what is left after the last name.
pub(super) fn parts_match(parts: &[Part], path: Option<&[u8]>) -> bool {
    let Some((part, later)) = parts.split_first() else { return path.is_none() };
    let Some(path) = path else { return parts.iter().all(|part| *part == Part::Folders) };
    let (name, rest) = match path.iter().position(|&byte| byte == b'/') {
        Some(slash) => {
            let (name, rest) = path.split_at(slash);
            (name, rest.get(1..))
        }
        None => (path, None),
    };
    match part {
        Part::Folders => parts_match(later, Some(path)) || parts_match(parts, rest),
        Part::Name(pattern) => name_matches(pattern.as_bytes(), name) && parts_match(later, rest),
    }
}

/// Returns whether `pattern` matches the whole of `name`. Linear for one `*`; with more, each is extended only until
/// the next piece fits, so no name takes exponential time.
pub(super) fn name_matches(pattern: &[u8], name: &[u8]) -> bool {
    let (mut pattern, mut name) = (pattern, name);
    let mut retry: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern, name) {
            ([], []) => return true,
            ([b'*', later @ ..], _) => {
                retry = Some((later, name));
                pattern = later;
                continue;
            }
            ([b'?', later @ ..], [_, rest @ ..]) => {
                pattern = later;
                name = after_character(rest);
                continue;
            }
            ([wanted, later @ ..], [found, rest @ ..]) if *wanted == found.to_ascii_lowercase() => {
                pattern = later;
                name = rest;
                continue;
            }
            _ => {}
        }
        let Some((after_star, [_, rest @ ..])) = retry else { return false };
        retry = Some((after_star, rest));
        pattern = after_star;
        name = rest;
    }
}

/// Returns what follows the rest of a UTF-8 character, so that `?` stands for a character and not for a byte.
fn after_character(rest: &[u8]) -> &[u8] {
    let continuation = rest.iter().take_while(|&&byte| byte & 0xC0 == 0x80).count();
    rest.get(continuation..).unwrap_or_default()
}
