//! Requirements of Python packages: PEP 440's, and what Poetry adds to them.

use std::str::FromStr as _;

use pep440_rs::{Operator, Version, VersionSpecifiers};

/// The minor versions of Python 3 that a requirement is tried with.
const MINORS: u64 = 40;

/// Says whether `after` leaves out versions of Python that `before` allowed, and allows later ones.
pub(super) fn is_narrower(before: Option<&str>, after: &str) -> Option<bool> {
    let before = ranges(before.unwrap_or_default())?;
    let after = ranges(after)?;
    let named = before.iter().chain(&after).flat_map(|range| range.iter().map(|one| one.version().clone()));
    let mut samples: Vec<Version> =
        named.chain([Version::new([2, 7])]).chain((0..MINORS).map(|minor| Version::new([3, minor]))).collect();
    samples.sort();
    let allows = |ranges: &[VersionSpecifiers], version: &Version| ranges.iter().any(|range| range.contains(version));
    let last = samples.iter().rposition(|version| allows(&after, version));
    Some(samples.iter().take(last.unwrap_or(0)).any(|version| allows(&before, version) && !allows(&after, version)))
}

/// Returns the lowest version that a requirement allows; the outer `None` where it cannot be read, the inner where it
/// has no lower limit.
#[expect(clippy::option_option, reason = "not understood is not the same as not limited")]
pub(super) fn lowest(text: &str) -> Option<Option<Version>> {
    let lowest = |range: &VersionSpecifiers| {
        let limits = range.iter().filter(|one| {
            !matches!(
                one.operator(),
                Operator::LessThan | Operator::LessThanEqual | Operator::NotEqual | Operator::NotEqualStar
            )
        });
        limits.map(|one| one.version().clone()).max()
    };
    Some(ranges(text)?.iter().map(lowest).min().flatten())
}

/// Returns the alternatives of a requirement; `None` where it cannot be read.
fn ranges(text: &str) -> Option<Vec<VersionSpecifiers>> {
    text.split("||").map(|range| range.split(',').map(plain).collect::<Option<Vec<_>>>()).map(range_of).collect()
}

fn range_of(parts: Option<Vec<String>>) -> Option<VersionSpecifiers> {
    let parts: Vec<String> = parts?.into_iter().filter(|part| !part.is_empty()).collect();
    VersionSpecifiers::from_str(&parts.join(",")).ok()
}

/// Returns one specifier as PEP 440 writes it: Poetry's `^1.2` is `>=1.2,<2`, its `~1.2` is `>=1.2,<1.3`, and a bare
/// version is that version.
fn plain(part: &str) -> Option<String> {
    let part = part.trim();
    if part == "*" || part.is_empty() {
        return Some(String::new());
    }
    let raised = |version: &str, at: usize| {
        let numbers = Version::from_str(version).ok()?.release().to_vec();
        let at = at.min(numbers.len().checked_sub(1)?);
        let next: Vec<String> = numbers
            .iter()
            .take(at + 1)
            .enumerate()
            .map(|(index, number)| if index == at { number.saturating_add(1) } else { *number }.to_string())
            .collect();
        Some(format!(">={version},<{}", next.join(".")))
    };
    if let Some(version) = part.strip_prefix('^').map(str::trim) {
        let numbers = Version::from_str(version).ok()?.release().to_vec();
        let first = numbers.iter().position(|number| *number > 0).unwrap_or(numbers.len());
        return raised(version, first);
    }
    if let Some(version) = part.strip_prefix('~').filter(|rest| !rest.starts_with('=')).map(str::trim) {
        return raised(version, 1);
    }
    Some(if part.starts_with(|first: char| first.is_ascii_digit()) { format!("=={part}") } else { part.to_owned() })
}
