//! The version that comes next, and why.

use jiff::civil::Date;

use crate::core::version::need::{Needs, Reason};
use crate::core::version::spelling::Spelling;
use crate::core::version::{Line, ReleaseKind, Scheme, Version, next_calendar};

/// So many versions are tried until one is free.
pub(super) const TRIES: usize = 10_000;

/// What a proposal is made from.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// How the project spells its versions.
    pub spelling: &'a Spelling,
    /// The newest release of the line; `None` before the first.
    pub base: Option<&'a Version>,
    /// The newest final release of the line, where `base` is a pre-release.
    pub before: Option<&'a Version>,
    /// What the changes since `base` ask for.
    pub needs: &'a Needs,
    /// The line.
    pub line: &'a Line,
    /// The versions of all tags.
    pub taken: &'a [Version],
    /// The day of the release, for calendar versions.
    pub day: Date,
}

/// The version that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The version, as this project spells it.
    pub version: Version,
    /// What it is, seen from the newest final release.
    pub kind: ReleaseKind,
    /// Why, the strongest reason first.
    pub reasons: Vec<Reason>,
    /// What else could come, each with what it is for.
    pub alternatives: Vec<(Version, &'static str)>,
    /// What the changes ask for and the line does not take, in words.
    pub held_back: Option<String>,
}

impl Proposal {
    /// Returns it in a sentence without a full stop: `minor, because #5443 is a new feature; nothing is breaking`.
    pub fn sentence(&self) -> String {
        let reasons: Vec<&str> = self.reasons.iter().map(|reason| reason.text.as_str()).collect();
        format!("{}, because {}", self.kind, reasons.join("; "))
    }
}

impl Question<'_> {
    pub(super) fn is_free(&self, version: &Version) -> bool {
        !self.taken.contains(version) && self.base.is_none_or(|base| version > base)
    }

    /// Returns the newest final release of the line.
    pub(super) fn newest_final(&self) -> Option<&Version> {
        self.base.filter(|base| !base.is_pre_release()).or(self.before)
    }

    /// Returns the version after which the next one has to come: the newest of the line, unless a line branched off that
    /// has a newer one, or makes it.
    pub(super) fn from(&self) -> Option<Version> {
        let ahead = self.line.ahead().and_then(Version::last);
        self.newest_final().cloned().into_iter().chain(ahead).max()
    }

    /// Returns the reason to stand after a line that branched off.
    pub(super) fn branched_off(&self, from: &Version) -> Reason {
        let newest = self.line.ahead().unwrap_or(from);
        let after = self.base.map(|base| format!(" after {base}")).unwrap_or_default();
        let series = series(self.spelling, from);
        Reason::plain(format!("{newest} is out from a line that branched off{after}, and has {series} to itself"))
    }

    /// Returns what the changes ask for on this line, after `from`, and how that follows where it is not plain.
    pub(super) fn asked(&self, from: &Version) -> (ReleaseKind, Option<&'static str>) {
        early(self.spelling.scheme, &from.numbers(), self.needs.kind())
    }
}

/// Returns what a kind of change raises in a version that may begin with 0.
///
/// "Major version zero is for initial development. Anything MAY change at any time" (item 4 of <https://semver.org>); what
/// breaks raises the leftmost number that is not 0, and the others take the one after it, as Cargo and npm read such
/// versions (<https://doc.rust-lang.org/cargo/reference/semver.html>). Python's tools know no such rule, and its projects
/// raise the second number for features too.
pub(super) fn early(scheme: Scheme, numbers: &[u64], kind: ReleaseKind) -> (ReleaseKind, Option<&'static str>) {
    let is_nought = |place: usize| numbers.get(place).is_none_or(|number| *number == 0);
    if scheme == Scheme::Calver || !is_nought(0) || kind == ReleaseKind::Patch {
        return (kind, None);
    }
    match (scheme, kind, is_nought(1)) {
        (Scheme::Semver, _, true) => (ReleaseKind::Patch, Some("in 0.0 every version may break")),
        (_, ReleaseKind::Major, _) => {
            (ReleaseKind::Minor, Some("before 1.0 the second number says that something breaks"))
        }
        (Scheme::Semver, ..) => (ReleaseKind::Patch, Some("before 1.0 the third number is for features too")),
        _ => (kind, None),
    }
}

/// Returns the numbers after some, where a kind of change is made.
pub(super) fn raise(spelling: &Spelling, numbers: &[u64], kind: ReleaseKind) -> Vec<u64> {
    let place = match kind {
        ReleaseKind::Major => 0,
        ReleaseKind::Minor => 1,
        ReleaseKind::Patch | ReleaseKind::PreRelease => spelling.parts(ReleaseKind::Patch).max(2) - 1,
    };
    let mut numbers = numbers.to_vec();
    numbers.resize(place + 1, 0);
    if let Some(number) = numbers.get_mut(place) {
        *number = number.saturating_add(1);
    }
    numbers
}

/// Returns the version that comes next; `None` only where numbers have no end.
pub fn propose(question: &Question<'_>) -> Option<Proposal> {
    let mut proposal = match (question.base, &question.spelling.calendar) {
        (None, _) => match question.from() {
            Some(from) => after_final(question, &from)?,
            None => first(question)?,
        },
        (Some(base), _) if base.is_pre_release() => after_pre_release(question, base)?,
        (Some(base), Some(_)) => next_calendar::after(question, base)?,
        (Some(base), None) => after_final(question, base)?,
    };
    if proposal.kind != ReleaseKind::PreRelease && proposal.alternatives.is_empty() {
        let trial = question.spelling.first_pre_release(&proposal.version).filter(|trial| question.is_free(trial));
        let trial = trial.filter(|_| matches!(proposal.kind, ReleaseKind::Major | ReleaseKind::Minor));
        proposal.alternatives.extend(trial.map(|trial| (trial, "to try it first")));
    }
    Some(proposal)
}

/// Before the first release: anything that no tag has.
fn first(question: &Question<'_>) -> Option<Proposal> {
    let reason = Reason::plain("there is no release before it");
    let spelling = question.spelling;
    let version = match &spelling.calendar {
        Some(calendar) => next_calendar::first(question, calendar)?,
        None => (1..).take(TRIES).filter_map(|minor| spelling.write(&[0, minor])).find(|one| question.is_free(one))?,
    };
    let kind = ReleaseKind::of(&version, None);
    Some(Proposal { version, kind, reasons: vec![reason], alternatives: Vec::new(), held_back: None })
}

/// After a pre-release: the next one where something came after it, else its final.
fn after_pre_release(question: &Question<'_>, base: &Version) -> Option<Proposal> {
    let spelling = question.spelling;
    let last = base.last()?;
    let from = question.from();
    if !question.is_free(&last) || from.as_ref().is_some_and(|newest| *newest >= last) {
        // Its final comes from another line, so that no other pre-release of it may follow.
        let after = Question { base: Some(&last), before: None, ..*question };
        let is_of_others = from.is_some_and(|newest| newest >= last);
        let mut proposal = if is_of_others { after_final(question, base)? } else { after_final(&after, &last)? };
        proposal.reasons.insert(0, Reason::plain(format!("{last}, which {base} leads to, cannot come any more")));
        return Some(proposal);
    }
    let own = ReleaseKind::of(&last, question.before);
    let asked = question.before.map_or(own, |before| question.asked(before).0);
    if asked < own && spelling.calendar.is_none() {
        // What came since asks for more than the pre-release promised.
        let from = question.before.unwrap_or(&last);
        let after = Question { base: Some(from), before: None, ..*question };
        let mut proposal = after_final(&after, from)?;
        if proposal.version > last {
            proposal.reasons.insert(0, Reason::plain(format!("{base} promised no more than a {own} release")));
            return Some(proposal);
        }
    }
    let mut next = base.clone();
    for _ in 0..TRIES {
        next = spelling.next_pre_release(&next)?;
        if question.is_free(&next) {
            break;
        }
    }
    let count = question.needs.changes;
    let reasons = if count == 0 {
        vec![Reason::plain(format!("nothing that a changelog lists came after {base}"))]
    } else {
        let came = crate::core::text::plural(count, "change");
        let mut reasons = vec![question.needs.about_all(format!("{came} came after {base} and should be tried"))];
        reasons.extend(question.needs.reasons());
        reasons
    };
    let (last, next) = ((last, "where nothing is to be tried again"), (next, "to try it once more"));
    let (version, other) = if count == 0 { (last.0, next) } else { (next.0, last) };
    let kind = ReleaseKind::of(&version, question.before);
    Some(Proposal { version, kind, reasons, alternatives: vec![other], held_back: None })
}

/// After a final release, by numbers.
fn after_final(question: &Question<'_>, base: &Version) -> Option<Proposal> {
    let (spelling, line) = (question.spelling, question.line);
    if spelling.calendar.is_some() {
        return next_calendar::after(question, base);
    }
    let ahead = question.from().filter(|from| from > base || question.base.is_none());
    let from = ahead.as_ref().unwrap_or(base);
    let (asked, rule) = question.asked(from);
    let (mut kind, mut reasons) = (asked, question.needs.reasons());
    reasons.extend(rule.map(Reason::plain));
    if ahead.is_some() {
        kind = kind.min(ReleaseKind::Minor);
        reasons.insert(0, question.branched_off(from));
    }
    let mut held_back = None;
    if let Some(most) = line.most(base).filter(|most| kind < most.kind) {
        let strongest = question.needs.strongest().map(|reason| reason.text).unwrap_or_default();
        held_back = Some(format!("{strongest}, which asks for a {asked} release; {}", most.why));
        kind = most.kind;
        reasons = vec![Reason::plain(most.why)];
    }
    let mut numbers = raise(spelling, &from.numbers(), kind);
    let mut passed = Vec::new();
    for _ in 0..TRIES {
        let version = spelling.write(&numbers)?;
        let claimed = line.beside.iter().find(|other| **other == version || is_pre_release_of(other, &version));
        if question.is_free(&version) && claimed.is_none() {
            reasons.extend(passed_over(&passed));
            let kind = ReleaseKind::of(&version, Some(from));
            return Some(Proposal { version, kind, reasons, alternatives: Vec::new(), held_back });
        }
        passed.push(claimed.cloned().unwrap_or(version));
        // What the changes ask for stays: the next free one of that kind.
        numbers = raise(spelling, &numbers, kind);
    }
    None
}

/// Says whether `other` is a pre-release of `version`.
fn is_pre_release_of(other: &Version, version: &Version) -> bool {
    other.is_pre_release() && other.last().as_ref() == Some(version)
}

/// Returns what was passed over on the way to a free version.
fn passed_over(passed: &[Version]) -> Option<Reason> {
    let (last, before) = passed.split_last()?;
    let text = match before.first() {
        Some(first) => format!("{first} to {last} are tagged already"),
        None => format!("{last} is tagged already"),
    };
    Some(Reason::plain(text))
}

/// Returns the series that a version is in: `5.5.x`.
pub(super) fn series(spelling: &Spelling, version: &Version) -> String {
    let numbers = version.numbers();
    let kept = spelling.parts(ReleaseKind::Patch).saturating_sub(1).max(1).min(numbers.len());
    let kept: Vec<String> = numbers.iter().take(kept).map(u64::to_string).collect();
    format!("{}.x", kept.join("."))
}
