//! Versions in letters instead of numbers: `X.Y.Z`, `YY.MM.MICRO`, `x.x.x`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::core::pattern::pattern;

/// A version of letters, or of letters and numbers, with what stands behind it.
static LETTERS: LazyLock<Regex> = LazyLock::new(|| {
    const PART: &str = concat!(
        r"(?:YYYY|YY|MAJOR|MINOR|PATCH|MICRO|major|minor|patch|micro|[XYZN]_SET_ME|xx|XX|",
        r"yy|zz|MM|DD|[XYZMNPxyzmnp#]|[0-9]+)",
    );
    let text = format!(
        r"(?P<numbers>{PART}(?:\.{PART})+)(?P<more>[-+.]?(?:alpha|beta|rc|RC|a|b|dev|post|pre|SNAPSHOT)[-.]?(?:[XNxn#]|[0-9]*))?(?P<step>[+-]1[-.0-9a-z]*)?"
    );
    pattern(text.leak())
});

/// A day in letters.
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:YYYY|yyyy)(?:-MM-DD|-mm-dd|/MM/DD|\.MM\.DD|MMDD)"));

/// Returns each version or day in letters, with its place and its name.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let days = DAY.find_iter(text).map(|found| (found.range(), "DATE"));
    let mut all: Vec<_> = days.filter(|(range, _)| stands_alone(text, range)).collect();
    if !may_have_letters(text) {
        return all;
    }
    for found in LETTERS.captures_iter(text) {
        let Some(numbers) = found.name("numbers") else { continue };
        let Some((length, name)) = version(numbers.as_str()) else { continue };
        let whole = found.get(0).map_or(numbers.range(), |whole| whole.range());
        let more = found.name("more").map(|more| more.as_str());
        let step = found.name("step").map(|step| step.as_str());
        let is_later = |more: &str| ["dev", "SNAPSHOT"].iter().any(|word| more.contains(word));
        let (range, name) = match (more, step) {
            (_, Some(step)) if name == "VERSION" => {
                (whole.clone(), if step.starts_with('+') { "NEXT_VERSION" } else { "PREVIOUS_VERSION" })
            }
            (Some(more), _) if name == "VERSION" && is_later(more) => (whole.clone(), "NEXT_VERSION"),
            (Some(_), _) if name == "VERSION" => (whole.clone(), "PRE_RELEASE_VERSION"),
            _ => (numbers.start()..numbers.start() + length, name),
        };
        let is_new = all.iter().all(|(day, _): &(Range<usize>, _)| day.end <= range.start || range.end <= day.start);
        if is_new && stands_alone(text, &whole) {
            all.push((range, name));
        }
    }
    all.sort_by_key(|(range, _)| range.start);
    all
}

/// Says whether a dot joins two parts of which one is no number: without, no version is in letters. Looking at the dots is
/// much faster than looking for the parts, with which many words and all numbers begin.
fn may_have_letters(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    text.match_indices('.').any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before)).filter(|byte| is_part(byte));
        let after = bytes.get(at + 1).filter(|byte| is_part(byte));
        let is_number = |byte: &u8| byte.is_ascii_digit();
        before.zip(after).is_some_and(|(before, after)| !(is_number(before) && is_number(after)))
    })
}

/// Returns the name of a text that is nothing but a version or a day in letters, with or without `v`.
pub(super) fn whole(text: &str) -> Option<&'static str> {
    let bare = text.strip_prefix('v').unwrap_or(text);
    // What follows a version in words is said in passing: `YYYY-MM-DD or today`.
    let first = bare.split_whitespace().next().unwrap_or_default();
    find(first).into_iter().find(|(range, _)| range.start == 0 && range.end == first.len()).map(|(_, name)| name)
}

/// Returns how much of `X.Y.Z` stands for a version or a part of it, and the name: of `X.Y.x`, `X.Y` is the series.
fn version(numbers: &str) -> Option<(usize, &'static str)> {
    let parts: Vec<&str> = numbers.split('.').collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let letters: Vec<&str> = parts.iter().copied().filter(|part| !is_number(part)).collect();
    let first = letters.first()?;
    let is_same = letters.len() > 1 && letters.iter().all(|part| part == first);
    let last = parts.last()?;
    // `5.x` is the name of a branch.
    if letters.len() == 1 && *first == "x" && last == first {
        return None;
    }
    let without_last = numbers.len() - last.len() - 1;
    if parts.len() == 3 && !is_same && letters.len() > 1 && (*last == "x" && *first != "x" || *last == "0") {
        return Some((without_last, "SERIES"));
    }
    Some((numbers.len(), if parts.len() == 2 && !numbers.starts_with("0.") { "SERIES" } else { "VERSION" }))
}

/// Says whether no letter or digit touches what stands at `range`, save a `v` or a word that ends in `-` or `_`.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let before = before.strip_suffix(['v', 'V']).unwrap_or(before);
    let after = text.get(range.end..).unwrap_or_default();
    let mut following = after.chars();
    let (next, second) = (following.next(), following.next());
    let joins = |letter: char| letter.is_alphanumeric();
    let is_dotted = next == Some('.') && second.is_some_and(|letter| letter.is_ascii_digit() || letter == '*');
    !before.ends_with(|letter| joins(letter) || letter == '.') && !next.is_some_and(joins) && !is_dotted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &'static str)> {
        find(text).into_iter().map(|(range, name)| (&text[range], name)).collect()
    }

    #[test]
    fn letters_stand_for_numbers() {
        let cases = [
            ("git tag vX.Y.Z", "X.Y.Z", "VERSION"),
            ("release-x.x.x", "x.x.x", "VERSION"),
            ("vxx.xx.xx", "xx.xx.xx", "VERSION"),
            ("YY.MM.MICRO", "YY.MM.MICRO", "VERSION"),
            ("YY.M.N", "YY.M.N", "VERSION"),
            ("MAJOR.MINOR.PATCH", "MAJOR.MINOR.PATCH", "VERSION"),
            ("v#.#.#", "#.#.#", "VERSION"),
            ("3.Y_SET_ME.Z_SET_ME", "3.Y_SET_ME.Z_SET_ME", "VERSION"),
            ("v0.X", "0.X", "VERSION"),
            ("v0.X.Y", "0.X.Y", "VERSION"),
            ("X.Y.x", "X.Y", "SERIES"),
            ("YY.MM.x", "YY.MM", "SERIES"),
            ("X.Y.0", "X.Y", "SERIES"),
            ("release-X.Y", "X.Y", "SERIES"),
            ("X.Y.Z-rc.N", "X.Y.Z-rc.N", "PRE_RELEASE_VERSION"),
            ("X.X.XrcX", "X.X.XrcX", "PRE_RELEASE_VERSION"),
            ("x.y.z-beta.1", "x.y.z-beta.1", "PRE_RELEASE_VERSION"),
            ("X.Y.Z-SNAPSHOT", "X.Y.Z-SNAPSHOT", "NEXT_VERSION"),
            ("x.y.z+1-0.dev", "x.y.z+1-0.dev", "NEXT_VERSION"),
            ("YYYY.MM.X+1", "YYYY.MM.X+1", "NEXT_VERSION"),
            ("YYYY.MM.X-1", "YYYY.MM.X-1", "PREVIOUS_VERSION"),
            ("on YYYY-MM-DD", "YYYY-MM-DD", "DATE"),
            ("X.Y.Z.tar.gz", "X.Y.Z", "VERSION"),
            ("It is X.Y.Z.", "X.Y.Z", "VERSION"),
        ];
        for (text, piece, name) in cases {
            assert_eq!(found(text), [(piece, name)], "{text}");
        }
    }

    #[test]
    fn numbers_words_and_branches_are_none() {
        for text in
            ["1.2.3", "5.x", "git checkout 2.5.x", "v1.x", "file.py", "a.b.c", "foo.x.bar", "1.2.x", "README.md"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
