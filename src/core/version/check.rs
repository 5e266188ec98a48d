//! Whether a version that somebody chose is one that may come next.

use std::fmt;

use crate::core::version::proposal::{Question, early, raise, series};
use crate::core::version::spelling::{pre_of, split};
use crate::core::version::{ReleaseKind, Version};

/// What speaks against a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A pre-release of what is out.
    AfterFinal {
        /// The final release.
        last: Version,
    },
    /// It is no higher than the newest release.
    Backwards {
        /// That release.
        newest: Version,
    },
    /// It is lower than what another line released.
    Behind {
        /// That release.
        newest: Version,
    },
    /// It has the numbers of neither the day nor the release before.
    Day {
        /// The day.
        day: jiff::civil::Date,
    },
    /// The line does not take so much.
    Line {
        /// What it would be.
        kind: ReleaseKind,
        /// The most that the line takes, and why.
        most: ReleaseKind,
        /// Who says so.
        why: String,
    },
    /// It is in the series of a line that branched off.
    Series {
        /// The release of that line.
        other: Version,
        /// The series.
        series: String,
    },
    /// A version before it was never released.
    Skips {
        /// That version.
        missing: Version,
    },
    /// The project writes it in another way.
    Spelling {
        /// That way.
        expected: Version,
    },
    /// The changes ask for more.
    TooSmall {
        /// What it would be.
        kind: ReleaseKind,
        /// What they ask for.
        asked: ReleaseKind,
        /// Why.
        why: String,
    },
}

impl Doubt {
    /// Returns its name for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::AfterFinal { .. } => "after-final",
            Self::Backwards { .. } => "backwards",
            Self::Behind { .. } => "behind",
            Self::Day { .. } => "day",
            Self::Line { .. } => "line",
            Self::Series { .. } => "series",
            Self::Skips { .. } => "skips",
            Self::Spelling { .. } => "spelling",
            Self::TooSmall { .. } => "too-small",
        }
    }
}

/// Writes it as a lowercase fragment.
impl fmt::Display for Doubt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AfterFinal { last } => write!(formatter, "it is a pre-release of {last}, which is out"),
            Self::Backwards { newest } => write!(formatter, "it goes backwards: {newest} is the newest release here"),
            Self::Behind { newest } => write!(formatter, "it is lower than {newest}, which came from another line"),
            Self::Day { day } => {
                write!(formatter, "it has neither the numbers of {day} nor those of the release before")
            }
            Self::Line { kind, most, why } => {
                write!(formatter, "it is a {kind} release, and this line takes no more than a {most} one: {why}")
            }
            Self::Series { other, series } => {
                write!(formatter, "{series} belongs to another line, which {other} came from")
            }
            Self::Skips { missing } => write!(formatter, "it skips {missing}, which was never released"),
            Self::Spelling { expected } => write!(formatter, "this project would write it `{expected}`"),
            Self::TooSmall { kind, asked, why } => {
                write!(formatter, "it is a {kind} release, and the changes ask for a {asked} one: {why}")
            }
        }
    }
}

/// Returns what speaks against a version, the worst first. That it exists already is for whoever asks to say.
pub fn check(question: &Question<'_>, chosen: &Version) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let last = chosen.last();
    if let Some(last) = last.clone().filter(|last| last != chosen && question.taken.contains(last)) {
        doubts.push(Doubt::AfterFinal { last });
    } else if let Some(newest) = question.base.filter(|base| chosen <= *base) {
        doubts.push(Doubt::Backwards { newest: newest.clone() });
    } else if let Some(from) = question.from() {
        doubts.extend(beside(question, chosen, &from));
    }
    if doubts.is_empty() {
        let last = last.as_ref().unwrap_or(chosen);
        match &question.spelling.calendar {
            Some(_) => doubts.extend(day(question, last)),
            None => doubts.extend(size(question, last)),
        }
        doubts.extend(skipped(question, last, chosen));
    }
    doubts.extend(question.spelling.respelt(chosen).map(|expected| Doubt::Spelling { expected }));
    doubts
}

/// Returns whether a version collides with what another line has.
fn beside(question: &Question<'_>, chosen: &Version, from: &Version) -> Option<Doubt> {
    let spelling = question.spelling;
    let of = |other: &Version| Some(Doubt::Series { other: other.clone(), series: series(spelling, chosen) });
    // Whoever tried a version first has it.
    let last = chosen.last()?;
    let is_own = question.base.is_some_and(|base| base.last().as_ref() == Some(&last));
    let trying =
        question.line.beside.iter().filter(|other| other.is_pre_release() && other.last().as_ref() == Some(&last));
    let trying = trying.max().filter(|_| !is_own && !question.line.is_apart());
    let Some(newest) = question.line.ahead().filter(|newest| newest.last().as_ref() == Some(from)) else {
        return trying.and_then(of);
    };
    let kept = spelling.parts(ReleaseKind::Patch).saturating_sub(1).max(1);
    let start = |version: &Version| version.numbers().into_iter().take(kept).collect::<Vec<_>>();
    if chosen < newest {
        return Some(Doubt::Behind { newest: newest.clone() });
    }
    if start(chosen) == start(newest) { of(newest) } else { trying.and_then(of) }
}

/// Returns whether a version is too little for its changes, or too much for its line.
fn size(question: &Question<'_>, last: &Version) -> Option<Doubt> {
    let promised = question.base.filter(|base| base.is_pre_release()).and_then(Version::last);
    let out = promised.as_ref().filter(|promised| question.taken.contains(promised));
    let from = question.from();
    let own = out.into_iter().chain(&from).max()?;
    let kind = ReleaseKind::of(last, Some(own));
    if let Some(most) = question.line.most(own).filter(|_| promised.as_ref() != Some(last))
        && kind < most.kind
        && risen(question, own, last) < most.kind
    {
        return Some(Doubt::Line { kind, most: most.kind, why: most.why });
    }
    let (asked, _) = early(question.spelling.scheme, &own.numbers(), question.needs.kind());
    // Where versions have two numbers, the second is the one for what is mended.
    let is_last_place = question.spelling.parts(ReleaseKind::Patch) <= 2;
    let is_too_small = kind > asked && !(is_last_place && asked == ReleaseKind::Minor);
    let next = question.spelling.write(&raise(question.spelling, &own.numbers(), asked));
    let is_taken = |next: Version| question.taken.contains(&next) || is_of_line(question, &next);
    let is_elsewhere = question.line.is_apart() && next.is_some_and(is_taken);
    let held = is_elsewhere || question.line.most(own).is_some_and(|most| most.kind > asked);
    (is_too_small && !held).then(|| {
        let why = question.needs.strongest().map(|reason| reason.text).unwrap_or_default();
        Doubt::TooSmall { kind, asked, why }
    })
}

/// Returns what a version raises as this project counts: of two numbers the second is the one for what is mended.
fn risen(question: &Question<'_>, own: &Version, last: &Version) -> ReleaseKind {
    let kind = ReleaseKind::of(last, Some(own));
    let is_two = question.spelling.parts(ReleaseKind::Patch) <= 2;
    if is_two && kind == ReleaseKind::Minor { ReleaseKind::Patch } else { kind }
}

/// Returns whether a calendar version has other numbers than those of the day.
fn day(question: &Question<'_>, last: &Version) -> Option<Doubt> {
    let calendar = question.spelling.calendar.as_ref()?;
    let today = calendar.of(question.day);
    let numbers = last.numbers();
    let own: Vec<u64> = numbers.iter().take(calendar.dated()).copied().collect();
    let from = question.from().into_iter().chain(question.base.cloned()).map(|version| version.numbers());
    let mut known = from.map(|numbers| numbers.into_iter().take(calendar.dated()).collect::<Vec<_>>());
    let is_known = own == today || known.any(|before| before == own);
    (!is_known).then_some(Doubt::Day { day: question.day })
}

/// Returns the version that one leaves out: what should have come between.
fn skipped(question: &Question<'_>, last: &Version, chosen: &Version) -> Option<Doubt> {
    let is_there = |version: &Version| question.taken.contains(version);
    if chosen.is_pre_release()
        && let Some((pre, count)) = pre_of(split(&chosen.to_string()).1)
        && count > 1
    {
        let text = chosen.to_string();
        let before = Version::parse(text.strip_suffix(&count.to_string())?).is_some();
        let missing = format!("{}{}{}{}{}", split(&text).0, pre.before, pre.label, pre.between, count - 1);
        let missing = Version::parse(&missing).filter(|missing| before || !is_there(missing));
        if let Some(missing) = missing.filter(|missing| !is_there(missing)) {
            return Some(Doubt::Skips { missing });
        }
    }
    let from = question.from().or(question.base.cloned())?.numbers();
    let numbers = last.numbers();
    let length = numbers.len().max(from.len());
    let at = |numbers: &[u64], place: usize| numbers.get(place).copied().unwrap_or(0);
    let dated = question.spelling.dated();
    let first = u64::from(question.spelling.counts_from_one);
    let risen = (0..length).find(|place| at(&numbers, *place) != at(&from, *place))?;
    for place in risen.max(dated)..length {
        let start = if place == risen { at(&from, place) + 1 } else { 0 };
        let start = if place == dated && dated > 0 && risen < dated { first } else { start };
        let number = at(&numbers, place);
        if number > start {
            let mut before: Vec<u64> = (0..place).map(|place| at(&numbers, place)).collect();
            before.push(number - 1);
            let missing = question.spelling.write(&before)?;
            if !is_there(&missing) && !is_of_line(question, &missing) {
                return Some(Doubt::Skips { missing });
            }
        }
    }
    None
}

/// Says whether another line has that version in hand: it has pre-releases of it.
fn is_of_line(question: &Question<'_>, version: &Version) -> bool {
    question.line.beside.iter().any(|other| other.is_pre_release() && other.last().as_ref() == Some(version))
}
