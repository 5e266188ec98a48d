//! The line that a release is cut from, and what other lines have that it must not collide with.

use crate::core::version::{ReleaseKind, Version};

/// The line that a release is cut from.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The branch; `None` where none is checked out.
    pub branch: Option<String>,
    /// Whether it only maintains: newer releases come from another line.
    pub is_maintenance: bool,
    /// `line.allow`: the most that it takes.
    pub allow: Option<ReleaseKind>,
    /// The releases of other lines that are higher than the newest one of this line, and are no part of it.
    pub beside: Vec<Version>,
    /// The pre-releases among them whose final releases come from another line in any case: a branch is named after them.
    pub in_hand: Vec<Version>,
}

/// The most that a line takes, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Most {
    pub(super) kind: ReleaseKind,
    pub(super) why: String,
}

impl Line {
    /// Returns the highest final release of another line.
    pub fn newest_beside(&self) -> Option<&Version> {
        self.beside.iter().filter(|version| !version.is_pre_release()).max()
    }

    /// Returns the release of another line that this one has to stand after; `None` where it goes on by itself.
    pub(super) fn ahead(&self) -> Option<&Version> {
        let all = self.newest_beside().into_iter().chain(&self.in_hand);
        all.filter(|_| !self.is_apart()).max_by_key(|version| (version.last(), (*version).clone()))
    }

    /// Says whether it goes on by itself, whatever other lines released: it maintains, or takes only so much.
    pub fn is_apart(&self) -> bool {
        let is_limited = self.allow.is_some_and(|most| most != ReleaseKind::Major);
        self.is_maintenance || is_limited || !self.branch.as_deref().map(fixed_numbers).unwrap_or_default().is_empty()
    }

    /// Returns what it is called in messages.
    pub fn name(&self) -> String {
        self.branch.as_ref().map_or_else(|| "this line".to_owned(), |branch| format!("`{branch}`"))
    }

    /// Returns the most that may come after `base` on it; `None` where it takes anything.
    pub(super) fn most(&self, base: &Version) -> Option<Most> {
        if let Some(kind) = self.allow {
            return Some(Most { kind, why: format!("`line.allow = \"{kind}\"`") });
        }
        let fixed = self.branch.as_deref().map(fixed_numbers).unwrap_or_default();
        let is_named = !fixed.is_empty() && base.numbers().starts_with(&fixed);
        if self.is_maintenance {
            let newer = self.newest_beside().map(|newest| format!(", as {newest} came from another line"));
            let why = format!("{} is a maintenance line{}", self.name(), newer.unwrap_or_default());
            return Some(Most { kind: ReleaseKind::Patch, why });
        }
        let kind = if fixed.len() == 1 { ReleaseKind::Minor } else { ReleaseKind::Patch };
        is_named.then(|| Most { kind, why: format!("the name of {} says so", self.name()) })
    }
}

/// Returns the numbers of the series that a branch is named after: 8 and 0 for `stable/8.0.x`, 5 and 5 for `release-5.5`;
/// none where there are fewer than two, as `v6` may be where all is made.
pub fn series_of_branch(branch: &str) -> Vec<u64> {
    let name = branch.rsplit('/').next().unwrap_or(branch);
    let number = |part: &str| part.strip_prefix('v').unwrap_or(part).parse::<u64>().ok();
    let parts: Vec<Option<u64>> = name.split(['.', '-', '_']).map(number).collect();
    let runs = parts.split(Option::is_none).map(|run| run.iter().flatten().copied().collect::<Vec<u64>>());
    runs.max_by_key(Vec::len).filter(|run| run.len() > 1).unwrap_or_default()
}

/// Returns the numbers that the name of a branch fixes: 5 for `5.x`, 4 and 2 for `stable/4.2.x`, 7 and 1 for `7-1-stable`.
fn fixed_numbers(branch: &str) -> Vec<u64> {
    let name = branch.rsplit('/').next().unwrap_or(branch);
    let name = name.strip_prefix('v').unwrap_or(name);
    let parts: Vec<&str> = name.split(['.', '-', '_']).collect();
    match parts.split_last() {
        Some((last, numbers)) if ["x", "X", "stable"].contains(last) => {
            let read: Option<Vec<u64>> = numbers.iter().map(|number| number.parse().ok()).collect();
            read.unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fix_numbers() {
        let cases: [(&str, &[u64]); 8] = [
            ("5.x", &[5]),
            ("v6.x", &[6]),
            ("stable/4.2.x", &[4, 2]),
            ("7-1-stable", &[7, 1]),
            ("main", &[]),
            ("release-5.4", &[]),
            ("stable", &[]),
            ("fix-x", &[]),
        ];
        for (branch, numbers) in cases {
            assert_eq!(fixed_numbers(branch), numbers, "{branch}");
        }
    }

    #[test]
    fn branches_are_named_after_series() {
        let cases: [(&str, &[u64]); 9] = [
            ("stable/8.0.x", &[8, 0]),
            ("release-5.5", &[5, 5]),
            ("releases/v5.5.1", &[5, 5, 1]),
            ("7-1-stable", &[7, 1]),
            ("3.14", &[3, 14]),
            ("v6", &[]),
            ("6.x", &[]),
            ("main", &[]),
            ("", &[]),
        ];
        for (branch, numbers) in cases {
            assert_eq!(series_of_branch(branch), numbers, "{branch}");
        }
    }

    #[test]
    fn the_configuration_comes_before_all_else() {
        let base = Version::parse("5.4.2").unwrap();
        let beside = vec![Version::parse("6.0.0").unwrap()];
        let mut line = Line { branch: Some("5.x".to_owned()), is_maintenance: true, beside, ..Line::default() };
        let told = |line: &Line| line.most(&base).map(|most| format!("{}: {}", most.kind, most.why));
        let maintains = "patch: `5.x` is a maintenance line, as 6.0.0 came from another line";
        assert_eq!(told(&line).as_deref(), Some(maintains));
        line.allow = Some(ReleaseKind::Minor);
        assert_eq!(told(&line).as_deref(), Some("minor: `line.allow = \"minor\"`"));
        line = Line { branch: Some("5.x".to_owned()), ..Line::default() };
        assert_eq!(told(&line).as_deref(), Some("minor: the name of `5.x` says so"));
        assert_eq!(told(&Line::default()), None);
    }
}
