//! One slot of the rotation: a release to be cut, or a stretch of duty.

use std::fmt::{self, Write as _};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::core::text::nearest;
use crate::core::version::ReleaseKind;

/// A release to be cut, or a stretch of duty in which whatever comes is cut, for one project or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// What names it within its first project: a version, a day, or two days.
    pub id: String,
    /// What names it in calendars, for ever: it stays where the project gets another name.
    pub uid: String,
    /// The projects, as `owner/name`; the first has the slot among its own.
    pub projects: Vec<String>,
    /// The version, where it is known.
    pub version: Option<String>,
    /// What kind of release; `None` for a stretch of duty.
    pub kind: Option<ReleaseKind>,
    /// Whether it mends something that can be exploited.
    pub security: bool,
    /// The day of the release, or the first day of the duty.
    pub from: Date,
    /// The last day; that of the release is both.
    pub until: Date,
    /// How far it is. Whether it is done is computed from the releases.
    pub state: State,
    /// Who it is offered to, or who accepted it.
    pub shepherd: Option<String>,
    /// When it was offered to them.
    pub offered: Option<Date>,
    /// When they accepted it.
    pub accepted: Option<Date>,
    /// Who learns beside them.
    pub learner: Option<String>,
    /// Who mentors whoever learns.
    pub mentor: Option<String>,
    /// Who said that they would like to, and when.
    pub volunteers: Vec<Said>,
    /// Who is unavailable for it, and when they said so. Why is nobody's business.
    pub declines: Vec<Said>,
    /// Who passed it to whom, and when.
    pub swaps: Vec<Swap>,
    /// How often it was changed.
    pub sequence: u32,
    /// When it was changed last.
    pub changed: Timestamp,
}

/// How far a slot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nobody is to do it yet.
    Open,
    /// It is offered to somebody.
    Offered,
    /// Somebody accepted it.
    Accepted,
    /// It was released.
    Done,
    /// It does not take place.
    Cancelled,
}

/// What somebody said of a slot, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The login.
    pub login: String,
    /// The day.
    pub on: Date,
}

/// A slot that was passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// Who had it.
    pub from: String,
    /// Who has it since.
    pub to: String,
    /// Who wrote it down, where that is neither of the two.
    pub by: Option<String>,
    /// The day.
    pub on: Date,
}

impl State {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

impl Slot {
    /// Returns a slot that nobody has, of one project.
    pub fn new(project: &str, id: &str, (from, until): (Date, Date), now: Timestamp) -> Self {
        Self {
            id: id.to_owned(),
            uid: uid(project, id),
            projects: vec![project.to_owned()],
            version: None,
            kind: None,
            security: false,
            from,
            until,
            state: State::Open,
            shepherd: None,
            offered: None,
            accepted: None,
            learner: None,
            mentor: None,
            volunteers: Vec::new(),
            declines: Vec::new(),
            swaps: Vec::new(),
            sequence: 0,
            changed: now,
        }
    }

    /// Returns the project that has it among its own.
    pub fn project(&self) -> &str {
        self.projects.first().map_or("", String::as_str)
    }

    /// Says whether it is for a project.
    pub fn is_for(&self, project: &str) -> bool {
        self.projects.iter().any(|found| found.eq_ignore_ascii_case(project))
    }

    /// Says whether it is the same slot, whatever became of it.
    pub fn is_same(&self, other: &Self) -> bool {
        self.id == other.id && self.project().eq_ignore_ascii_case(other.project())
    }

    /// Returns what it is about: `5.5.0`, `minor release`, `duty`.
    pub fn what(&self) -> String {
        match (&self.version, self.kind) {
            (Some(version), _) => version.clone(),
            (None, Some(ReleaseKind::PreRelease)) => "pre-release".to_owned(),
            (None, Some(kind)) => format!("{kind} release"),
            (None, None) => "duty".to_owned(),
        }
    }

    /// Returns the day, or both days: `2026-04-02`, `2026-04-02 to 2026-04-15`.
    pub fn when(&self) -> String {
        if self.from == self.until { self.from.to_string() } else { format!("{} to {}", self.from, self.until) }
    }

    /// Returns its name, and the day where that does not say it: `2026-04-02`, `5.5.0 (2026-04-02)`.
    pub fn label(&self) -> String {
        let says_when = self.id == self.from.to_string() || self.id.starts_with(&format!("{}--", self.from));
        if says_when { self.id.clone() } else { format!("{} ({})", self.id, self.when()) }
    }

    /// Returns its name with that of the project: `octo/hello 2026-04-02`.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.project(), self.id)
    }

    /// Returns its name with that of the project, as commands take it: `octo/hello/2026-04-02`.
    pub fn path(&self) -> String {
        format!("{}/{}", self.project(), self.id)
    }

    /// Says whether somebody has it, or it is offered to them, and it still takes place.
    pub fn is_taken(&self) -> bool {
        self.shepherd.is_some() && matches!(self.state, State::Offered | State::Accepted)
    }

    /// Notes that it was changed.
    pub fn touch(&mut self, now: Timestamp) {
        self.sequence = self.sequence.saturating_add(1);
        self.changed = now;
    }
}

/// Returns what names a slot in calendars: `2026-04-02.octo-hello@release-shepherd`. No two slots share one: the last dot
/// ends the id, the hyphen after it that comes first ends the owner, and what would be read as one of them is written as a
/// percent sign and the number of each byte.
fn uid(project: &str, id: &str) -> String {
    let (owner, name) = project.split_once('/').unwrap_or(("", project));
    format!("{}.{}-{}@release-shepherd", plain(id, "-."), plain(owner, ""), plain(name, "-"))
}

/// Returns a text in letters and digits, `_` and those marks that are given; all else is escaped.
fn plain(text: &str, marks: &str) -> String {
    let mut plain = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || letter == '_' || marks.contains(letter) {
            plain.push(letter);
        } else {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                let _ = write!(plain, "%{byte:02X}");
            }
        }
    }
    plain
}

/// Returns the slots that a text means: the id, the version, or `owner/name/id`. Those of `project` come first; others are
/// only meant where it has none.
pub fn find<'a>(slots: &'a [Slot], project: &str, text: &str) -> Vec<&'a Slot> {
    let is_called = |slot: &&Slot| slot.id == text || slot.version.as_deref() == Some(text);
    let own: Vec<&Slot> = slots.iter().filter(|slot| slot.is_for(project)).filter(is_called).collect();
    if !own.is_empty() {
        return own;
    }
    let is_path = |slot: &&Slot| slot.path().eq_ignore_ascii_case(text);
    let by_path: Vec<&Slot> = slots.iter().filter(is_path).collect();
    if by_path.is_empty() { slots.iter().filter(is_called).collect() } else { by_path }
}

/// Returns the slot that may be meant by a text that names none, those of `project` first: one whose name begins so, one on
/// that day, else one whose name is nearly the same. Never one of another year.
pub fn resembling<'a>(slots: &'a [Slot], project: &str, text: &str) -> Option<&'a Slot> {
    let mut known: Vec<&Slot> = slots.iter().collect();
    known.sort_by_key(|slot| (!slot.is_for(project), slot.from));
    let begins = |slot: &&&Slot| !text.is_empty() && slot.id.starts_with(text);
    let day: Option<Date> = text.parse().ok();
    let is_then = |slot: &&&Slot| day.is_some_and(|day| slot.from <= day && day <= slot.until);
    if let Some(found) = known.iter().find(begins).or_else(|| known.iter().find(is_then)) {
        return Some(found);
    }
    let year = text.split_once('-').map(|(year, _)| year).filter(|year| year.len() == 4 && year.parse::<u16>().is_ok());
    let is_near = |slot: &&Slot| year.is_none_or(|year| slot.from.year().to_string() == year);
    let found = nearest(text, known.iter().copied().filter(is_near).map(|slot| slot.id.as_str()))?;
    known.into_iter().filter(is_near).find(|slot| slot.id == found)
}

/// Returns what a command is given so that it means a slot: its id, where nothing else of the project in hand is called
/// so, else `owner/name/id`.
pub fn called(slots: &[Slot], project: &str, slot: &Slot) -> String {
    let is_clear =
        slot.is_for(project) && matches!(find(slots, project, &slot.id).as_slice(), [found] if found.is_same(slot));
    if is_clear { slot.id.clone() } else { slot.path() }
}

#[cfg(test)]
mod unit {
    use super::*;

    fn slot(id: &str, kind: Option<ReleaseKind>, from: &str, until: &str) -> Slot {
        let days = (from.parse().unwrap(), until.parse().unwrap());
        Slot { kind, ..Slot::new("octo/hello", id, days, Timestamp::UNIX_EPOCH) }
    }

    #[test]
    fn no_two_slots_share_a_name_in_calendars() {
        let names = [
            ("a/b-c", "1.0"),
            ("a-b/c", "1.0"),
            ("a/b.c", "1.0"),
            ("a/b-c", "1.0+x"),
            ("a/b-c", "1.0-x"),
            ("a/b-c", "1.0.a"),
            ("0/a.x-b-c", "1"),
            ("x/b-c", "1.0-a"),
            ("a/%2D", "1"),
            ("a/-", "1"),
        ];
        let names = names.map(|(project, id)| uid(project, id));
        let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
        assert_eq!(names[0], "1.0.a-b-c@release-shepherd");
        assert_eq!(names[1], "1.0.a%2Db-c@release-shepherd");
    }

    #[test]
    fn what_may_be_meant_is_never_of_another_year() {
        let slots = [
            slot("2027-01-01", None, "2027-01-01", "2027-01-01"),
            slot("2028-01-01--2028-01-14", None, "2028-01-01", "2028-01-14"),
            slot("5.5.0", None, "2027-06-01", "2027-06-01"),
        ];
        let found = |text: &str| resembling(&slots, "octo/hello", text).map(|slot| slot.id.as_str());
        let duty = Some("2028-01-01--2028-01-14");
        assert_eq!(["2028-01-01", "2028-01-01--2028-01-15", "2028-01-09"].map(found), [duty; 3]);
        assert_eq!(
            ["2027-01-02", "2027-06-01", "5.5.1"].map(found),
            [Some("2027-01-01"), Some("5.5.0"), Some("5.5.0")]
        );
        assert_eq!(["2026-01-01", "2029-01-01", ""].map(found), [None; 3]);
    }

    #[test]
    fn a_slot_is_found_by_what_it_is_called() {
        let mut slots = vec![
            slot("2026-04-02", None, "2026-04-02", "2026-04-02"),
            Slot { version: Some("6.0".to_owned()), ..slot("x", None, "2026-05-02", "2026-05-02") },
        ];
        slots.push(Slot { projects: vec!["octo/other".to_owned()], ..slots[0].clone() });
        let found = |project: &str, text: &str| {
            find(&slots, project, text).iter().map(|slot| slot.project().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("octo/hello", "2026-04-02"), ["octo/hello"]);
        assert_eq!(found("octo/hello", "6.0"), ["octo/hello"]);
        assert_eq!(found("octo/hello", "Octo/other/2026-04-02"), ["octo/other"]);
        assert_eq!(found("octo/none", "2026-04-02"), ["octo/hello", "octo/other"]);
        assert!(found("octo/hello", "7.0").is_empty());
        let called = |project: &str| slots.iter().map(|slot| called(&slots, project, slot)).collect::<Vec<_>>();
        assert_eq!(called("octo/hello"), ["2026-04-02", "x", "octo/other/2026-04-02"]);
        assert_eq!(called("octo/none"), ["octo/hello/2026-04-02", "octo/hello/x", "octo/other/2026-04-02"]);
        // One that is for two projects is called as one of each.
        let both = Slot { projects: vec!["octo/third".to_owned(), "octo/hello".to_owned()], ..slots[0].clone() };
        slots.push(both);
        let called = slots.iter().map(|slot| super::called(&slots, "octo/hello", slot)).collect::<Vec<_>>();
        assert_eq!(called, ["octo/hello/2026-04-02", "x", "octo/other/2026-04-02", "octo/third/2026-04-02"]);
        for (place, name) in called.iter().enumerate() {
            assert!(matches!(find(&slots, "octo/hello", name).as_slice(), [found] if found.is_same(&slots[place])));
        }
        assert_eq!(slots[0].uid, "2026-04-02.octo-hello@release-shepherd");
    }
}
