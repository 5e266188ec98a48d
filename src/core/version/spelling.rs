//! How a project spells its versions: the scheme, how many numbers, and how pre-releases are called. Found from its tags.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::core::text::plural;
use crate::core::version::{Calendar, Parsed, ReleaseKind, Scheme, Version};

/// So many of the newest tags are looked at: what came before was often spelt otherwise.
const RECENT: usize = 40;

/// A version and the day it was tagged.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The version.
    pub version: Version,
    /// The day.
    pub day: Date,
}

/// What the configuration and the files of a project say of its versions.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// `version.scheme`
    pub scheme: Option<Scheme>,
    /// `version.calendar`
    pub calendar: Option<Calendar>,
    /// What the kind of the project is known by: the scheme, and the file that shows it.
    pub manifest: Option<(Scheme, &'static str)>,
}

/// How a project spells its versions.
#[derive(Clone, Debug)]
pub struct Spelling {
    /// The scheme.
    pub scheme: Scheme,
    /// Why it is that one, in words.
    pub why: String,
    /// The form of calendar versions.
    pub calendar: Option<Calendar>,
    /// How many numbers a major, a minor and a patch release have.
    parts: [usize; 3],
    pre: Option<Pre>,
    /// Whether counted numbers begin with one.
    pub(super) counts_from_one: bool,
}

/// How a pre-release is called: `-`, `rc`, `.`, and 1 for `5.5.0-rc.1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pre {
    pub(super) before: String,
    pub(super) label: String,
    pub(super) between: String,
    pub(super) first: u64,
}

/// The parts of a version as it is written: the numbers, and the rest.
pub(super) fn split(text: &str) -> (&str, &str) {
    let from = text.find('!').map_or(0, |epoch| epoch + 1);
    let tail = text.get(from..).unwrap_or_default();
    let end = tail.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(tail.len());
    let numbers = tail.get(..end).unwrap_or_default().trim_end_matches('.');
    text.split_at(from + numbers.len())
}

/// Returns the parts of what stands behind the numbers of a pre-release, and its count; `None` where they are not these.
pub(super) fn pre_of(rest: &str) -> Option<(Pre, u64)> {
    let is_letter = |letter: char| letter.is_ascii_alphabetic();
    let start = rest.find(is_letter)?;
    let (before, rest) = rest.split_at(start);
    let end = rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len());
    let (label, rest) = rest.split_at(end);
    let start = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rest.len());
    let (between, count) = rest.split_at(start);
    let count = count.parse().ok()?;
    let pre = Pre { before: before.to_owned(), label: label.to_owned(), between: between.to_owned(), first: 1 };
    Some((pre, count))
}

impl Spelling {
    /// Finds how a project spells its versions. `tags` are its releases, the oldest first.
    pub fn find(tags: &[Dated], said: &Said) -> Self {
        let recent: Vec<&Dated> = tags.iter().rev().take(RECENT).collect();
        let finals = |dated: &&Dated| !dated.version.is_pre_release();
        let written = |dated: &Dated| {
            let text = dated.version.to_string();
            (split(&text).0.split('.').map(str::to_owned).collect::<Vec<_>>(), dated.day)
        };
        let dated: Vec<_> = tags.iter().filter(finals).map(written).collect();
        let found = if said.calendar.is_some() { None } else { Calendar::find(&dated) };
        let (scheme, why) = match (said.scheme, &said.calendar, &found) {
            (Some(scheme), ..) => (scheme, "as `version.scheme` says".to_owned()),
            (None, Some(_), _) => (Scheme::Calver, "as `version.calendar` says".to_owned()),
            (None, None, Some(found)) => (Scheme::Calver, format!("{found}, as the days of the tags show")),
            (None, None, None) => of_tags(&recent, said.manifest),
        };
        // Where nobody says more of calendar versions, they have a year and a number.
        let usual = || "YYYY.MINOR.MICRO".parse().ok();
        let calendar = said.calendar.clone().or(found).or_else(usual).filter(|_| scheme == Scheme::Calver);
        let recent_finals: Vec<&Version> = recent.iter().copied().filter(finals).map(|dated| &dated.version).collect();
        let place = calendar.as_ref().map(Calendar::dated);
        Self {
            parts: if scheme == Scheme::Semver { [3; 3] } else { parts(&recent_finals, calendar.as_ref()) },
            pre: pre(&recent, scheme),
            counts_from_one: place.is_some_and(|place| counts_from_one(&recent_finals, place)),
            scheme,
            why,
            calendar,
        }
    }

    /// Returns the version that has these numbers, as this project writes it; what the numbers lack is nought.
    pub fn write(&self, numbers: &[u64]) -> Option<Version> {
        let parts = self.parts.get(level(numbers, self.dated())).copied().unwrap_or(3);
        let needed = numbers.iter().rposition(|number| *number > 0).map_or(1, |place| place + 1);
        let mut numbers = numbers.to_vec();
        numbers.resize(parts.max(needed).max(self.dated()), 0);
        let text = match &self.calendar {
            Some(calendar) => calendar.write(&numbers),
            None => numbers.iter().map(u64::to_string).collect::<Vec<_>>().join("."),
        };
        self.scheme.parse(&text)
    }

    /// Returns the first pre-release of a version, as this project calls them; `None` where it has none.
    pub fn first_pre_release(&self, of: &Version) -> Option<Version> {
        let pre = self.pre.as_ref()?;
        let text = of.to_string();
        let (numbers, _) = split(&text);
        self.scheme.parse(&format!("{numbers}{}{}{}{}", pre.before, pre.label, pre.between, pre.first))
    }

    /// Returns the pre-release after one: `5.5.0rc2` after `5.5.0rc1`.
    pub fn next_pre_release(&self, after: &Version) -> Option<Version> {
        let text = after.to_string();
        let text = text.split('+').next().unwrap_or_default();
        let counted = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let count = text.get(counted.len()..).unwrap_or_default();
        // `1.0.0-rc9` is higher than `1.0.0-rc10` in semantic versioning, where letters and digits are one word.
        let next = count.parse::<u64>().ok().and_then(|number| number.checked_add(1));
        let next = next.map(|next| format!("{counted}{next:0width$}", width = count.len()));
        let longer = if text.contains('-') { format!("{text}.1") } else { format!("{text}1") };
        let candidates = next.into_iter().chain([longer]);
        candidates.filter_map(|text| Version::parse(&text)).find(|version| version > after && version.is_pre_release())
    }

    /// Returns how this project would write a version, where it would write it in another way.
    pub fn respelt(&self, version: &Version) -> Option<Version> {
        let text = version.to_string();
        let (numbers, rest) = split(&text);
        if rest.is_empty() {
            let written = self.write(&version.numbers())?;
            return (written == *version && written.to_string() != text).then_some(written);
        }
        let (own, (pre, count)) = (self.pre.as_ref()?, pre_of(rest)?);
        if !version.is_pre_release() || (&own.before, &own.between) == (&pre.before, &pre.between) {
            return None;
        }
        let written = format!("{numbers}{}{}{}{count}", own.before, pre.label, own.between);
        self.scheme.parse(&written).filter(Version::is_pre_release)
    }

    /// Returns how many numbers, from the first one, are a day's.
    pub(super) fn dated(&self) -> usize {
        self.calendar.as_ref().map_or(0, Calendar::dated)
    }

    /// Returns how many numbers a release of a kind has.
    pub(super) fn parts(&self, kind: ReleaseKind) -> usize {
        let place = match kind {
            ReleaseKind::Major => 0,
            ReleaseKind::Minor => 1,
            ReleaseKind::Patch | ReleaseKind::PreRelease => 2,
        };
        self.parts.get(place).copied().unwrap_or(3)
    }
}

/// Returns the place of what numbers are by their noughts: 0 for 6.0.0, 1 for 6.1.0, 2 for 6.1.1. The first `dated` are a
/// day's, and no noughts count among them.
fn level(numbers: &[u64], dated: usize) -> usize {
    let rest = numbers.get(dated.max(1)..).unwrap_or_default();
    match rest.iter().rposition(|number| *number > 0) {
        None => 0,
        Some(0) => 1,
        Some(_) => 2,
    }
}

/// Says whether most periods of a calendar began with one, and not with nought. `place` is that of the number that is
/// counted in each.
fn counts_from_one(versions: &[&Version], place: usize) -> bool {
    let mut firsts: BTreeMap<Vec<u64>, u64> = BTreeMap::new();
    for version in versions {
        let numbers = version.numbers();
        let count = numbers.get(place).copied().unwrap_or(0);
        let first = firsts.entry(numbers.into_iter().take(place).collect()).or_insert(count);
        *first = count.min(*first);
    }
    let began = |with: u64| firsts.values().filter(|first| **first == with).count();
    began(1) > began(0)
}

/// Returns how many numbers a major, a minor and a patch release have, by the newest of each.
fn parts(newest_first: &[&Version], calendar: Option<&Calendar>) -> [usize; 3] {
    let dated = calendar.map_or(0, Calendar::dated);
    let count = |version: &Version| split(&version.to_string()).0.split('.').count();
    let newest = |wanted: usize| {
        let is_wanted = |version: &&&Version| level(&version.numbers(), dated) == wanted;
        newest_first.iter().find(is_wanted).map(|version| count(version))
    };
    let [major, minor, patch] = [newest(0), newest(1), newest(2)];
    let usual = calendar.map_or(3, |calendar| calendar.fields().len());
    if calendar.is_some() {
        return [major.or(minor).unwrap_or(usual), minor.or(major).unwrap_or(usual), patch.unwrap_or(usual)];
    }
    // Where no version ever had a third number, the second is the last one there is.
    let two = newest_first.len() > 2 && newest_first.iter().all(|version| count(version) == 2);
    let patch = patch.unwrap_or(if two { 2 } else { 3 });
    let minor = minor.or(major).unwrap_or(patch);
    [major.unwrap_or(minor), minor, patch]
}

/// Returns the scheme of tags, the newest first, and why.
fn of_tags(newest_first: &[&Dated], manifest: Option<(Scheme, &'static str)>) -> (Scheme, String) {
    let telling = newest_first.iter().find_map(|dated| {
        let text = dated.version.to_string();
        let is_semantic = semver::Version::parse(&text).is_ok();
        let is_python = matches!(dated.version.parsed, Parsed::Python(_));
        match (is_semantic, is_python, dated.version.is_pre_release()) {
            (true, false, _) => Some((Scheme::Semver, text)),
            (true, true, true) if text.contains('-') => Some((Scheme::Semver, text)),
            (false, true, _) => Some((Scheme::Pep440, text)),
            _ => None,
        }
    });
    match (telling, manifest) {
        (Some((scheme, text)), _) => (scheme, format!("as `{text}` is spelt")),
        (None, Some((scheme, file))) => (scheme, format!("as there is a `{file}`")),
        (None, None) if newest_first.is_empty() => (Scheme::Semver, "as nothing says otherwise".to_owned()),
        (None, None) => {
            (Scheme::Semver, format!("as {} of three numbers are spelt", plural(newest_first.len(), "version")))
        }
    }
}

/// Returns how pre-releases are called: release candidates before others, the newest spelling before older ones.
fn pre(newest_first: &[&Dated], scheme: Scheme) -> Option<Pre> {
    let found: Vec<(Pre, u64)> = newest_first
        .iter()
        .filter(|dated| dated.version.is_pre_release())
        .map(|dated| dated.version.to_string())
        .filter(|text| scheme.parse(text).is_some())
        .filter_map(|text| pre_of(split(&text).1))
        .collect();
    let is_label = |wanted: &'static [&'static str]| {
        move |one: &&(Pre, u64)| wanted.iter().any(|label| one.0.label.eq_ignore_ascii_case(label))
    };
    let not_dev = |one: &&(Pre, u64)| !["dev", "post"].iter().any(|label| one.0.label.eq_ignore_ascii_case(label));
    let chosen = found.iter().find(is_label(&["rc", "c"])).or_else(|| found.iter().find(not_dev))?.0.clone();
    let first = found.iter().filter(|one| one.0.label == chosen.label).map(|one| one.1).min().unwrap_or(1).min(1);
    Some(Pre { first, ..chosen })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling(texts: &[&str]) -> Spelling {
        let dated = |(place, text): (usize, &&str)| Dated {
            version: Version::parse(text).unwrap(),
            day: jiff::civil::date(2001, 1, 1).saturating_add(jiff::Span::new().days(i64::try_from(place).unwrap())),
        };
        Spelling::find(&texts.iter().enumerate().map(dated).collect::<Vec<_>>(), &Said::default())
    }

    #[test]
    fn the_scheme_is_found_from_tags() {
        let cases: [(&[&str], &str); 6] = [
            (&["1.0.0", "1.1.0-rc.1", "1.1.0"], "semver, as `1.1.0-rc.1` is spelt"),
            (&["5.4.0", "5.5.0rc1", "5.5.0"], "pep440, as `5.5.0rc1` is spelt"),
            (&["1.0", "1.1", "1.1.1"], "pep440, as `1.1` is spelt"),
            (&["1.0.0", "1.0.0.post1"], "pep440, as `1.0.0.post1` is spelt"),
            (&["1.0.0", "1.1.0"], "semver, as 2 versions of three numbers are spelt"),
            (&[], "semver, as nothing says otherwise"),
        ];
        for (tags, expected) in cases {
            let found = spelling(tags);
            assert_eq!(format!("{}, {}", found.scheme, found.why), expected, "{tags:?}");
        }
    }

    #[test]
    fn versions_are_spelt_as_before() {
        let cases: [(&[&str], &[u64], &str); 7] = [
            (&["5.0", "5.0.1", "5.1rc1", "5.1"], &[5, 2, 0], "5.2"),
            (&["5.0", "5.0.1", "5.1rc1", "5.1"], &[5, 1, 1], "5.1.1"),
            (&["5.0", "5.0.1", "5.1rc1", "5.1"], &[6, 0, 0], "6.0"),
            (&["1.0.0", "1.1.0rc1"], &[2, 0, 0], "2.0.0"),
            (&["2.40", "2.41", "2.42"], &[2, 43], "2.43"),
            (&["1.0.0", "1.1.0-rc.1"], &[2, 0, 0], "2.0.0"),
            (&["1.2.3.4", "1.2.3.5"], &[1, 2, 3, 6], "1.2.3.6"),
        ];
        for (tags, numbers, expected) in cases {
            assert_eq!(spelling(tags).write(numbers).unwrap().to_string(), expected, "{tags:?}");
        }
    }

    #[test]
    fn pre_releases_are_called_as_before() {
        let first = |tags: &[&str], of: &str| {
            let version = Version::parse(of).unwrap();
            spelling(tags).first_pre_release(&version).map(|version| version.to_string())
        };
        assert_eq!(first(&["5.0.0", "5.1.0rc1", "6.0.0b1"], "6.0.0").as_deref(), Some("6.0.0rc1"));
        assert_eq!(first(&["5.0.0", "6.0.0b0"], "6.0.0").as_deref(), Some("6.0.0b0"));
        assert_eq!(first(&["1.0.0", "1.1.0-rc.1"], "1.2.0").as_deref(), Some("1.2.0-rc.1"));
        assert_eq!(first(&["1.0.0", "1.1.0-beta1"], "1.2.0").as_deref(), Some("1.2.0-beta1"));
        assert_eq!(first(&["1.0.0"], "1.2.0"), None);
        let next = |text: &str| {
            let version = Version::parse(text).unwrap();
            spelling(&[]).next_pre_release(&version).unwrap().to_string()
        };
        let cases = [
            ("5.5.0rc1", "5.5.0rc2"),
            ("5.5.0-rc.9", "5.5.0-rc.10"),
            ("5.5.0-rc9", "5.5.0-rc9.1"),
            ("5.5.0-beta", "5.5.0-beta.1"),
            ("5.5.0b", "5.5.0b1"),
            ("5.5.0.dev1", "5.5.0.dev2"),
        ];
        for (text, expected) in cases {
            assert_eq!(next(text), expected);
        }
    }

    #[test]
    fn another_spelling_is_told() {
        let respelt = |tags: &[&str], text: &str| {
            spelling(tags).respelt(&Version::parse(text).unwrap()).map(|version| version.to_string())
        };
        let jupyter = ["5.4.0", "5.5.0rc1"];
        assert_eq!(respelt(&jupyter, "5.6").as_deref(), Some("5.6.0"));
        assert_eq!(respelt(&jupyter, "5.6.0.rc1").as_deref(), Some("5.6.0rc1"));
        assert_eq!(respelt(&jupyter, "5.6.0rc1"), None);
        assert_eq!(respelt(&jupyter, "5.6.0b1"), None);
    }
}
