//! What rots in a rotation: found early enough that somebody can still do something.

use std::fmt;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::core::people::Rung;
use crate::core::rotation::{Alone, History, Slot, State, Strain, alone, strains};

/// What somebody has to do with a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// They cut it.
    Shepherd,
    /// They learn beside whoever does.
    Learner,
    /// They mentor whoever learns.
    Mentor,
}

/// How the commands of a remedy call things where they are read, so that they can be pasted.
#[derive(Clone, Copy)]
pub struct Paste<'a> {
    /// Returns what a command is given so that it means a slot, which is given as `owner/name id`.
    pub slot: &'a dyn Fn(&str) -> String,
    /// Returns the flag, with a space before it, that a command needs to be about a project; nothing where it needs none.
    pub project: &'a dyn Fn(&str) -> String,
}

/// Something that somebody should look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The day of a slot is past, and nothing was released.
    Overdue {
        /// The slot: `owner/name id`.
        slot: String,
        /// Who has it.
        who: Option<String>,
        /// Its last day.
        on: Date,
    },
    /// Nobody is to do it, and it is near.
    Empty {
        /// The slot.
        slot: String,
        /// Its first day.
        on: Date,
    },
    /// It is offered, and it is near, and they said nothing.
    NotAccepted {
        /// The slot.
        slot: String,
        /// Who it is offered to.
        who: String,
        /// Its first day.
        on: Date,
    },
    /// No slot of a project is ahead.
    NothingPlanned {
        /// The project.
        project: String,
    },
    /// Somebody in a slot is away then.
    Away {
        /// The slot.
        slot: String,
        /// The login.
        who: String,
        /// What they do in it.
        part: Part,
        /// Its days.
        when: String,
    },
    /// Somebody has a part in a slot, and said that they are unavailable for it.
    Declined {
        /// The slot.
        slot: String,
        /// The login.
        who: String,
        /// What they do in it.
        part: Part,
    },
    /// Somebody in a slot is not in the roster.
    Unknown {
        /// The slot.
        slot: String,
        /// The login.
        who: String,
        /// What they do in it.
        part: Part,
    },
    /// Somebody in a slot does not take part then.
    Inactive {
        /// The slot.
        slot: String,
        /// The login.
        who: String,
        /// What they would do in it.
        part: Part,
        /// Its days.
        when: String,
    },
    /// Somebody has to learn in it, and nobody mentors them.
    NoMentor {
        /// The slot.
        slot: String,
        /// The login.
        who: String,
        /// How far they are.
        has: Rung,
        /// What the slot takes.
        needed: Rung,
    },
    /// Somebody has more slots than they can do.
    Strain(Strain),
    /// A mentor and a mentee do not know when they talk next.
    NoCheckIn {
        /// The mentor.
        mentor: String,
        /// The mentee.
        mentee: String,
    },
}

impl Finding {
    /// Returns the word for it in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Overdue { .. } => "overdue",
            Self::Empty { .. } => "empty",
            Self::NotAccepted { .. } => "not-accepted",
            Self::NothingPlanned { .. } => "nothing-planned",
            Self::Away { .. } => "away",
            Self::Declined { .. } => "declined",
            Self::Unknown { .. } => "unknown",
            Self::Inactive { .. } => "inactive",
            Self::NoMentor { .. } => "no-mentor",
            Self::Strain(strain) => strain.word(),
            Self::NoCheckIn { .. } => "no-check-in",
        }
    }

    /// Returns the slot that it is about: `owner/name id`.
    pub fn slot(&self) -> Option<&str> {
        match self {
            Self::Overdue { slot, .. }
            | Self::Empty { slot, .. }
            | Self::NotAccepted { slot, .. }
            | Self::Away { slot, .. }
            | Self::Declined { slot, .. }
            | Self::Unknown { slot, .. }
            | Self::Inactive { slot, .. }
            | Self::NoMentor { slot, .. } => Some(slot),
            Self::NothingPlanned { .. } | Self::Strain(_) | Self::NoCheckIn { .. } => None,
        }
    }

    /// Returns what to do about it: commands, one of which is enough.
    pub fn remedies(&self, paste: Paste<'_>) -> Vec<String> {
        let slot = self.slot().map(paste.slot).unwrap_or_default();
        let rotation = |rest: String| format!("shepherd rotation {rest}");
        let swap = || rotation(format!("swap {slot} --with LOGIN"));
        let mentor = || rotation(format!("swap {slot} --mentor LOGIN"));
        let decline = |who: &str| rotation(format!("decline {slot} --as {who}"));
        match self {
            Self::Overdue { slot: name, .. } => {
                let project = (paste.project)(name.split(' ').next().unwrap_or_default());
                vec![format!("shepherd record VERSION{project}"), rotation(format!("cancel {slot}"))]
            }
            Self::Empty { .. } => vec![rotation(format!("volunteer {slot}"))],
            Self::NotAccepted { who, .. } => vec![rotation(format!("accept {slot} --as {who}")), decline(who)],
            Self::NothingPlanned { project } => {
                vec![rotation(format!("plan --until DATE --every 6w{}", (paste.project)(project)))]
            }
            Self::Away { who, part, .. } | Self::Inactive { who, part, .. } => match part {
                Part::Shepherd => vec![swap()],
                Part::Learner => vec![decline(who)],
                Part::Mentor => vec![mentor()],
            },
            Self::Declined { who, part, .. } => match part {
                Part::Shepherd => vec![decline(who), rotation(format!("volunteer {slot} --as {who}"))],
                Part::Learner => vec![decline(who)],
                Part::Mentor => vec![mentor()],
            },
            Self::Unknown { who, part, .. } => {
                let instead = match part {
                    Part::Shepherd => Some(swap()),
                    Part::Learner => None,
                    Part::Mentor => Some(mentor()),
                };
                [format!("shepherd people add {who}")].into_iter().chain(instead).collect()
            }
            Self::NoMentor { .. } => vec![mentor()],
            Self::Strain(strain) => vec![strain.remedy(paste.slot)],
            Self::NoCheckIn { mentor, mentee } => {
                vec![format!("shepherd people pair {mentor}--{mentee} --check-in WHEN --how TEXT")]
            }
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overdue { slot, who, on } => {
                write!(formatter, "{slot}: {on} is past, and nothing was released")?;
                who.iter().try_for_each(|who| write!(formatter, "; @{who} has it"))
            }
            Self::Empty { slot, on } => write!(formatter, "{slot}: nobody has it, and it is on {on}"),
            Self::NotAccepted { slot, who, on } => {
                write!(formatter, "{slot}: @{who} did not accept it yet, and it is on {on}")
            }
            Self::NothingPlanned { project } => write!(formatter, "{project}: no slot is planned"),
            Self::Away { slot, who, when, .. } => write!(formatter, "{slot}: @{who} is away on {when}"),
            Self::Declined { slot, who, .. } => {
                write!(formatter, "{slot}: @{who} said that they are unavailable for it")
            }
            Self::Unknown { slot, who, .. } => write!(formatter, "{slot}: @{who} is not in the roster"),
            Self::Inactive { slot, who, when, .. } => write!(formatter, "{slot}: @{who} is not active on {when}"),
            Self::NoMentor { slot, who, has, needed } => {
                write!(formatter, "{slot}: @{who} is {has}, it takes {needed}, and nobody mentors them in it")
            }
            Self::Strain(strain) => strain.fmt(formatter),
            Self::NoCheckIn { mentor, mentee } => {
                write!(formatter, "@{mentor} and @{mentee} do not know when they talk next")
            }
        }
    }
}

/// Returns what somebody should look after: in the slots of these projects that are not done, by day and project, then in
/// the pairings. What is further ahead than `days` may stay open until then.
pub fn check(
    history: &History<'_>,
    slots: &[Slot],
    projects: &[String],
    now: Timestamp,
    today: Date,
    days: u32,
) -> Vec<Finding> {
    let ahead = today.saturating_add(i64::from(days).min(4_000_000).days());
    let is_of_these = |slot: &&Slot| projects.iter().any(|project| slot.is_for(project));
    let takes_place = |slot: &&Slot| slot.state != State::Cancelled && history.release_of(slot, today).is_none();
    let mut waiting: Vec<&Slot> = slots.iter().filter(is_of_these).filter(takes_place).collect();
    waiting.sort_by(|one, other| (one.from, one.project(), &one.id).cmp(&(other.from, other.project(), &other.id)));
    let mut findings = Vec::new();
    for slot in &waiting {
        let (name, who) = (slot.full_name(), slot.shepherd.clone());
        if slot.until < today {
            findings.push(Finding::Overdue { slot: name, who, on: slot.until });
            continue;
        }
        match (slot.state, who) {
            (State::Accepted, Some(_)) => {}
            (_, Some(who)) if slot.from <= ahead => {
                findings.push(Finding::NotAccepted { slot: name, who, on: slot.from });
            }
            (_, None) if slot.from <= ahead => findings.push(Finding::Empty { slot: name, on: slot.from }),
            _ => {}
        }
        people(history, slot, &mut findings);
    }
    for project in projects {
        if !waiting.iter().any(|slot| slot.is_for(project) && slot.until >= today) {
            findings.push(Finding::NothingPlanned { project: project.clone() });
        }
    }
    let names: Vec<String> = waiting.iter().map(|slot| slot.full_name()).collect();
    let is_heavy = |strain: &Strain| strain.is_too_much() && strain.slots().iter().any(|slot| names.contains(slot));
    findings.extend(strains(history, slots, today).into_iter().filter(is_heavy).map(Finding::Strain));
    let silent = history.facts.pairings.iter().filter(|pairing| pairing.is_going_on() && pairing.lacks_check_in(now));
    findings.extend(
        silent.map(|pairing| Finding::NoCheckIn { mentor: pairing.mentor.clone(), mentee: pairing.mentee.clone() }),
    );
    findings
}

/// Looks at everybody who has a part in a slot.
fn people(history: &History<'_>, slot: &Slot, findings: &mut Vec<Finding>) {
    let name = || slot.full_name();
    let facts = &history.facts;
    let parts =
        [(Part::Shepherd, &slot.shepherd), (Part::Learner, &slot.learner), (Part::Mentor, &slot.mentor)].into_iter();
    for (part, who) in parts.filter_map(|(part, who)| Some((part, who.as_ref()?))) {
        let (who, when) = (who.clone(), slot.when());
        let Some(person) = facts.roster.known_as(&who) else {
            findings.push(Finding::Unknown { slot: name(), who, part });
            continue;
        };
        if !person.is_active_on(slot.from) || !person.is_active_on(slot.until) {
            findings.push(Finding::Inactive { slot: name(), who: who.clone(), part, when: when.clone() });
        }
        if history.is_away(&person.login, slot.from, slot.until) {
            findings.push(Finding::Away { slot: name(), who: who.clone(), part, when });
        }
        if slot.declines.iter().any(|said| history.index.login(&said.login) == person.login) {
            findings.push(Finding::Declined { slot: name(), who, part });
        }
    }
    if let Some(Alone { who, has, needed }) = alone(history, slot) {
        findings.push(Finding::NoMentor { slot: name(), who, has, needed });
    }
}
