//! A record as this program writes it, read line by line: of 100,000 records that takes a tenth of the time of reading
//! TOML. What is written in any other way, a comment for instance, is left to TOML.

use jiff::civil::Date;

use crate::core::ledger::{Confidence, OrganisationsThen, Release, Source};

/// Returns the record in a piece of a file, `None` where a line is not as this program writes it.
pub(super) fn read(project: &str, piece: &str) -> Option<Release> {
    let mut lines = piece.lines();
    if lines.next()? != "[[release]]" {
        return None;
    }
    let mut release = Release { project: project.to_owned(), ..Release::default() };
    let mut confidence: Option<Confidence> = None;
    let mut seen = 0_u32;
    for line in lines {
        if line.is_empty() {
            continue;
        }
        let (key, value) = line.split_once('=')?;
        let (key, value) = (key.strip_suffix(' ')?, value.strip_prefix(' ')?);
        let bit = match key {
            "tag" => set(&mut release.tag, text(value)?, 0),
            "version" => set(&mut release.version, text(value)?, 1),
            "kind" => set(&mut release.kind, text(value)?, 2),
            "security" => set(&mut release.security, truth(value)?, 3),
            "commit" => set(&mut release.commit, text(value)?, 4),
            "date" => set(&mut release.date, Some(day(value)?), 5),
            "released-by" => set(&mut release.released_by, texts(value)?, 6),
            "mentored-by" => set(&mut release.mentored_by, texts(value)?, 7),
            "sponsored-by" => set(&mut release.sponsored_by, texts(value)?, 8),
            "shadowed-by" => set(&mut release.shadowed_by, texts(value)?, 9),
            "organisations" => set(&mut release.organisations, pairs(value)?, 10),
            "source" => set(&mut release.source, Source::from(plain(value)?), 11),
            "confidence" => set(&mut confidence, Some(plain(value)?.parse().ok()?), 12),
            "notes" => set(&mut release.notes, text(value)?, 13),
            _ => return None,
        };
        // A key that is there twice is an error, which TOML tells.
        if seen & bit != 0 {
            return None;
        }
        seen |= bit;
    }
    release.confidence = confidence.unwrap_or_else(|| release.source.confidence());
    (!release.tag.is_empty() && !release.version.is_empty()).then_some(release)
}

/// Returns the tag of the record in a piece of a file, `None` where it does not stand where this program writes it.
pub(super) fn tag(piece: &str) -> Option<&str> {
    let rest = piece.strip_prefix("[[release]]\ntag = ")?;
    plain(rest.split('\n').next()?)
}

/// Sets a field, and returns the bit that stands for it.
fn set<Value>(field: &mut Value, value: Value, place: u32) -> u32 {
    *field = value;
    1 << place
}

/// Returns what is between two quotation marks, with nothing in it that means something else.
fn plain(value: &str) -> Option<&str> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    let is_plain = |byte: u8| byte != b'"' && byte != b'\\' && byte >= b' ' && byte != 0x7f;
    inner.bytes().all(is_plain).then_some(inner)
}

fn text(value: &str) -> Option<String> {
    plain(value).map(str::to_owned)
}

fn truth(value: &str) -> Option<bool> {
    match value {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

fn day(value: &str) -> Option<Date> {
    let number = |range: std::ops::Range<usize>| value.get(range)?.parse::<i8>().ok();
    let is_day = value.len() == 10
        && value
            .bytes()
            .enumerate()
            .all(|(place, byte)| if place == 4 || place == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !is_day {
        return None;
    }
    let year: i16 = value.get(0..4)?.parse().ok()?;
    Date::new(year, number(5..7)?, number(8..10)?).ok()
}

fn texts(value: &str) -> Option<Vec<String>> {
    match value.strip_prefix('[')?.strip_suffix(']')? {
        "" => Some(Vec::new()),
        items => {
            // Most lists have one text, for which growing would take the room of four.
            let mut found = Vec::with_capacity(items.matches(", ").count() + 1);
            for item in items.split(", ") {
                found.push(text(item)?);
            }
            Some(found)
        }
    }
}

fn pairs(value: &str) -> Option<OrganisationsThen> {
    let inner = value.strip_prefix('{')?.strip_suffix('}')?.trim();
    if inner.is_empty() {
        return Some(OrganisationsThen::default());
    }
    let mut found = OrganisationsThen::default();
    for pair in inner.split(", ") {
        let (key, value) = pair.split_once(" = ")?;
        let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if key.is_empty() || !key.bytes().all(is_bare) || found.insert(key.to_owned(), text(value)?).is_some() {
            return None;
        }
    }
    Some(found)
}
