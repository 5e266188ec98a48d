//! Reading the records of a project: a piece of the file at a time, so that a long one costs neither much time nor much
//! memory.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::value::Datetime;

use crate::core::ledger::{Confidence, ConfidenceError, Release, Source};
use crate::store::fields::{Fields, File};
use crate::store::releases::lines;
use crate::store::{FORMAT, StoreError, marker};

/// One piece of a file: from a `[[release]]` to the next one.
#[derive(Deserialize)]
struct Piece {
    #[serde(default)]
    release: Vec<Raw>,
}

/// A record as it stands in a file.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Raw {
    tag: String,
    version: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    security: bool,
    #[serde(default)]
    commit: String,
    date: Option<Datetime>,
    #[serde(default)]
    released_by: Vec<String>,
    #[serde(default)]
    mentored_by: Vec<String>,
    #[serde(default)]
    sponsored_by: Vec<String>,
    #[serde(default)]
    shadowed_by: Vec<String>,
    #[serde(default)]
    organisations: BTreeMap<String, String>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    confidence: String,
    #[serde(default)]
    notes: String,
    spent_minutes: Option<u32>,
}

/// Returns the records of a file, in its order. Of a newer format, those that can be read.
pub(super) fn read(path: &str, text: &str) -> Result<Vec<Release>, StoreError> {
    read_where(path, text, |_| true)
}

/// Returns the records of a file that are wanted, in its order. All of it is read, so what is wrong with it is told; what
/// is not wanted takes no room.
pub(super) fn read_where(
    path: &str,
    text: &str,
    is_wanted: impl Fn(&Release) -> bool,
) -> Result<Vec<Release>, StoreError> {
    // Whatever is unusual is read as a whole, which also knows what is wrong with it, and on which line.
    if let Some(found) = in_pieces(path, text, &is_wanted) {
        return Ok(found);
    }
    let mut found = as_a_whole(path, text)?;
    found.retain(is_wanted);
    Ok(found)
}

/// Returns the head of a file and where each `[[release]]` begins and ends, in bytes. A line that looks like one within a
/// text of several lines cuts that text, so neither half of it can be read.
pub(super) fn pieces(text: &str) -> (&str, Vec<Range<usize>>) {
    let mut starts = Vec::new();
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("[[release]]") {
            starts.push(place);
        }
        place += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let ranges: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    let head = ranges.first().map_or(text, |first| text.get(..first.start).unwrap_or_default());
    (head, ranges)
}

fn in_pieces(path: &str, text: &str, is_wanted: &dyn Fn(&Release) -> bool) -> Option<Vec<Release>> {
    let (head, ranges) = pieces(text);
    let head = marker::parse(path, head).ok()?;
    if marker::format_of(path, &head).ok()? != FORMAT || head.contains_key("release") {
        return None;
    }
    let project = project(path);
    let mut releases = Vec::new();
    let mut add = |release: Release| {
        if is_wanted(&release) {
            releases.push(release);
        }
    };
    for range in ranges {
        let piece = text.get(range)?;
        if let Some(release) = lines::read(project, piece) {
            add(release);
            continue;
        }
        let piece: Piece = toml::from_str(piece).ok()?;
        for raw in piece.release {
            add(raw.release(project)?);
        }
    }
    Some(releases)
}

impl Raw {
    /// Returns the record, `None` where something in it is not what it should be.
    fn release(self, project: &str) -> Option<Release> {
        let date = match self.date {
            Some(date) if date.time.is_some() => return None,
            Some(date) => {
                let day = date.date?;
                let (month, day_of_month) = (i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?);
                Some(jiff::civil::Date::new(i16::try_from(day.year).ok()?, month, day_of_month).ok()?)
            }
            None => None,
        };
        if self.tag.is_empty() || self.version.is_empty() {
            return None;
        }
        let source = Source::from(self.source.as_str());
        let confidence = match self.confidence.as_str() {
            "" => source.confidence(),
            word => word.parse().ok()?,
        };
        Some(Release {
            project: project.to_owned(),
            tag: self.tag,
            version: self.version,
            kind: self.kind,
            security: self.security,
            commit: self.commit,
            date,
            released_by: self.released_by,
            mentored_by: self.mentored_by,
            sponsored_by: self.sponsored_by,
            shadowed_by: self.shadowed_by,
            organisations: self.organisations.into_iter().collect(),
            source,
            confidence,
            notes: self.notes,
            spent_minutes: self.spent_minutes,
        })
    }
}

fn project(path: &str) -> &str {
    path.strip_prefix("releases/").and_then(|rest| rest.strip_suffix(".toml")).unwrap_or(path)
}

pub(super) fn as_a_whole(path: &str, text: &str) -> Result<Vec<Release>, StoreError> {
    let file = File::read(path, text)?;
    let mut releases = Vec::new();
    for fields in file.tables("release")? {
        releases.extend(file.known(read_release(project(path), &fields))?);
    }
    Ok(releases)
}

/// Returns each mistake in a text that is to hold the records of a project, and each tag that it has twice.
pub(in crate::store) fn mistakes(path: &str, text: &str) -> Vec<StoreError> {
    let tables = File::read(path, text).and_then(|file| {
        let mut tags = Vec::new();
        let mut found = Vec::new();
        for fields in file.tables("release")? {
            match read_release(project(path), &fields) {
                Ok(release) if tags.contains(&release.tag) => found.push(fields.wrong("tag", "has a record already")),
                Ok(release) => tags.push(release.tag),
                Err(error) => found.push(error),
            }
        }
        Ok(found)
    });
    tables.unwrap_or_else(|error| vec![error])
}

fn read_release(project: &str, fields: &Fields<'_>) -> Result<Release, StoreError> {
    let source = Source::from(fields.text("source")?.as_str());
    let confidence = match fields.text("confidence")?.as_str() {
        "" => source.confidence(),
        word => word
            .parse::<Confidence>()
            .map_err(|error: ConfidenceError| fields.wrong("confidence", &error.to_string()))?,
    };
    Ok(Release {
        project: project.to_owned(),
        tag: fields.needed_text("tag")?,
        version: fields.needed_text("version")?,
        kind: fields.text("kind")?,
        security: fields.flag("security")?,
        commit: fields.text("commit")?,
        date: fields.date("date")?,
        released_by: fields.texts("released-by")?,
        mentored_by: fields.texts("mentored-by")?,
        sponsored_by: fields.texts("sponsored-by")?,
        shadowed_by: fields.texts("shadowed-by")?,
        organisations: fields.pairs("organisations")?.into_iter().collect(),
        source,
        confidence,
        notes: fields.text("notes")?,
        spent_minutes: fields.number("spent-minutes")?,
    })
}
