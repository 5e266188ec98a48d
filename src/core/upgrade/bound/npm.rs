//! Ranges of npm (<https://github.com/npm/node-semver#ranges>): alternatives, hyphens, carets, tildes, `x`.

use semver::Version;

/// The versions from one on, up to another that is not included.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    from: Version,
    until: Option<Version>,
}

impl Range {
    fn allows(&self, version: &Version) -> bool {
        *version >= self.from && self.until.as_ref().is_none_or(|until| version < until)
    }
}

/// Says whether `after` leaves out versions that `before` allowed, and allows later ones.
pub(super) fn is_narrower(before: Option<&str>, after: &str) -> Option<bool> {
    let before = ranges(before.unwrap_or_default())?;
    let after = ranges(after)?;
    let begins = before.iter().map(|range| &range.from);
    let ends = after.iter().filter_map(|range| range.until.as_ref());
    let allows = |ranges: &[Range], version: &Version| ranges.iter().any(|range| range.allows(version));
    let later = |version: &Version| after.iter().any(|range| range.until.as_ref().is_none_or(|until| until > version));
    Some(begins.chain(ends).any(|version| allows(&before, version) && !allows(&after, version) && later(version)))
}

/// Returns the lowest version that a range allows.
pub(super) fn lowest(text: &str) -> Option<Version> {
    ranges(text)?.into_iter().map(|range| range.from).min()
}

fn ranges(text: &str) -> Option<Vec<Range>> {
    text.split("||").map(range).collect()
}

fn range(text: &str) -> Option<Range> {
    if let Some((from, until)) = text.split_once(" - ") {
        let until = Partial::read(until.trim())?;
        return Some(Range { from: Partial::read(from.trim())?.lowest(), until: Some(until.next()?) });
    }
    let mut whole = Range { from: Version::new(0, 0, 0), until: None };
    for one in comparators(text) {
        let range = comparator(&one)?;
        whole.from = whole.from.max(range.from);
        whole.until = match (whole.until, range.until) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    Some(whole)
}

/// Returns the comparators of an alternative; there may be spaces behind an operator.
fn comparators(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match found.last_mut() {
            Some(last) if last.ends_with(['<', '>', '=', '^', '~']) => last.push_str(word),
            _ => found.push(word.to_owned()),
        }
    }
    found
}

fn comparator(text: &str) -> Option<Range> {
    let end = text.find(|letter: char| !"<>=^~".contains(letter)).unwrap_or(text.len());
    let (operator, version) = text.split_at_checked(end)?;
    let version = Partial::read(version)?;
    let from = version.lowest();
    let zero = Version::new(0, 0, 0);
    Some(match operator {
        ">=" => Range { from, until: None },
        ">" => Range { from: version.next()?, until: None },
        "<" => Range { from: zero, until: Some(from) },
        "<=" => Range { from: zero, until: Some(version.next()?) },
        "^" => {
            let until = match version.numbers {
                [None, ..] => None,
                [Some(major), ..] if major > 0 => Some(Version::new(major.checked_add(1)?, 0, 0)),
                [_, None, _] => Some(Version::new(1, 0, 0)),
                [_, Some(minor), _] if minor > 0 => Some(Version::new(0, minor.checked_add(1)?, 0)),
                _ => Some(version.next()?),
            };
            Range { from, until }
        }
        "~" | "~>" => {
            let until = match version.numbers {
                [Some(major), Some(minor), _] => Some(Version::new(major, minor.checked_add(1)?, 0)),
                [Some(_), ..] => Some(version.next()?),
                [None, ..] => None,
            };
            Range { from, until }
        }
        "" | "=" => {
            let until = if version.numbers.first() == Some(&None) { None } else { Some(version.next()?) };
            Range { from, until }
        }
        _ => return None,
    })
}

/// A version whose last numbers may be missing or `x`.
struct Partial {
    numbers: [Option<u64>; 3],
    pre: semver::Prerelease,
}

impl Partial {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim_start_matches(['v', '=']);
        let text = text.split('+').next().unwrap_or(text);
        let (numbers, pre) = text.split_once('-').unwrap_or((text, ""));
        let mut read = [None; 3];
        let mut parts = numbers.split('.');
        for number in &mut read {
            *number = match parts.next() {
                None | Some("" | "x" | "X" | "*") => break,
                Some(part) => Some(part.parse().ok()?),
            };
        }
        if parts.any(|part| !matches!(part, "x" | "X" | "*")) {
            return None;
        }
        Some(Self { numbers: read, pre: semver::Prerelease::new(pre).ok()? })
    }

    /// Returns the lowest version that it stands for.
    fn lowest(&self) -> Version {
        let [major, minor, patch] = self.numbers.map(Option::unwrap_or_default);
        Version { pre: self.pre.clone(), ..Version::new(major, minor, patch) }
    }

    /// Returns the lowest version after all that it stands for.
    fn next(&self) -> Option<Version> {
        Some(match self.numbers {
            [None, ..] => Version::new(u64::MAX, 0, 0),
            [Some(major), None, _] => Version::new(major.checked_add(1)?, 0, 0),
            [Some(major), Some(minor), None] => Version::new(major, minor.checked_add(1)?, 0),
            [Some(major), Some(minor), Some(patch)] => Version::new(major, minor, patch.checked_add(1)?),
        })
    }
}
