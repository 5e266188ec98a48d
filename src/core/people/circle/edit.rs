//! What is changed of a circle, and who may sign up.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::core::people::{Circle, Meeting};
use crate::failure::{Failure, Kind};

/// What is to be changed of a circle. What is left empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CircleChange {
    /// When it meets from now on.
    pub meeting: Option<Meeting>,
    /// How it meets from now on.
    pub how: Option<String>,
    /// Whether it is by invitation.
    pub by_invitation: Option<bool>,
    /// Projects that it is about, too.
    pub projects: Vec<String>,
    /// Who may sign up, too.
    pub invited: Vec<String>,
    /// The last day on which it may meet.
    pub until: Option<Date>,
}

/// Why a circle is not changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CircleError {
    /// It ends before it began.
    #[error("the circle {name} began on {since}, and cannot end on {until}")]
    Backwards {
        /// The circle.
        name: String,
        /// Its first day.
        since: Date,
        /// Its last day.
        until: Date,
    },
    /// Nobody asked them.
    #[error("the circle {name} is by invitation, and @{login} was not invited")]
    NotInvited {
        /// The circle.
        name: String,
        /// Who wants to sign up.
        login: String,
    },
    /// They did not sign up.
    #[error("@{login} is not in the circle {name}")]
    NotThere {
        /// The circle.
        name: String,
        /// Who wants to leave.
        login: String,
    },
    /// It has come to its end.
    #[error("the circle {name} ended on {until}")]
    Over {
        /// The circle.
        name: String,
        /// Its last day.
        until: Date,
    },
}

impl From<CircleError> for Failure {
    fn from(error: CircleError) -> Self {
        let (kind, hint) = match &error {
            CircleError::Backwards { .. } => (Kind::Usage, "nothing was changed".to_owned()),
            CircleError::NotInvited { name, login } => {
                (Kind::Refused, format!("somebody in it invites them: `shepherd circles set {name} --invite {login}`"))
            }
            CircleError::NotThere { .. } => (Kind::Usage, "`shepherd circles list` shows who is in which".to_owned()),
            CircleError::Over { name, .. } => (
                Kind::Refused,
                format!("nothing was changed; `shepherd circles set {name} --until DATE` lets it go on"),
            ),
        };
        Self::new(kind, error.to_string()).hint(hint)
    }
}

impl CircleChange {
    /// Says whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the circle as it is after it. Where what its calendar says is another, that is counted, and `now` is when.
    pub fn of(&self, circle: &Circle, now: Timestamp) -> Result<Circle, CircleError> {
        let mut after = circle.clone();
        if let Some(meeting) = &self.meeting {
            // Only its time of day or its length is another: each week has a meeting as before.
            let keeps_its_weeks = |former: &Meeting| former.from == meeting.from && former.every == meeting.every;
            after.former.extend(after.meeting.take().filter(|former| !keeps_its_weeks(former)));
            after.former.retain(|former| !keeps_its_weeks(former));
            after.meeting = Some(meeting.clone());
        }
        if let Some(how) = &self.how {
            after.how.clone_from(how);
        }
        after.by_invitation = self.by_invitation.unwrap_or(after.by_invitation);
        after.until = self.until.or(after.until);
        unite(&mut after.projects, &self.projects);
        unite(&mut after.invited, &self.invited);
        if let Some((since, until)) = after.since.zip(after.until).filter(|(since, until)| until < since) {
            return Err(CircleError::Backwards { name: after.name, since, until });
        }
        let says_the_same = after.meeting == circle.meeting && after.how == circle.how && after.until == circle.until;
        if !says_the_same {
            after.sequence += 1;
            after.changed = Some(now);
        }
        Ok(after)
    }
}

impl Circle {
    /// Returns the circle with somebody more in it.
    pub fn joined_by(&self, login: &str, today: Date) -> Result<Self, CircleError> {
        if let Some(until) = self.until.filter(|_| self.is_over(today)) {
            return Err(CircleError::Over { name: self.name.clone(), until });
        }
        let is_invited = self.invited.iter().any(|invited| invited.eq_ignore_ascii_case(login));
        if self.by_invitation && !is_invited && !self.has(login) && !self.members.is_empty() {
            return Err(CircleError::NotInvited { name: self.name.clone(), login: login.to_owned() });
        }
        let mut after = self.clone();
        unite(&mut after.members, &[login.to_owned()]);
        Ok(after)
    }

    /// Returns the circle without somebody.
    pub fn left_by(&self, login: &str) -> Result<Self, CircleError> {
        let mut after = self.clone();
        after.members.retain(|member| !member.eq_ignore_ascii_case(login));
        if after.members.len() == self.members.len() {
            return Err(CircleError::NotThere { name: self.name.clone(), login: login.to_owned() });
        }
        Ok(after)
    }
}

fn unite(list: &mut Vec<String>, more: &[String]) {
    for text in more {
        if !list.iter().any(|found| found.eq_ignore_ascii_case(text)) {
            list.push(text.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::people::CircleKind;

    fn circle() -> Circle {
        Circle {
            name: "calls".to_owned(),
            kind: CircleKind::PeerSupport,
            by_invitation: true,
            projects: Vec::new(),
            members: vec!["mona".to_owned()],
            invited: vec!["Kim".to_owned()],
            meeting: None,
            former: Vec::new(),
            how: String::new(),
            since: "2026-03-01".parse().ok(),
            until: None,
            sequence: 0,
            changed: None,
        }
    }

    fn meeting(from: &str, minutes: u32) -> Meeting {
        Meeting { from: from.parse().unwrap(), timezone: "UTC".to_owned(), minutes, ..Meeting::default() }
    }

    #[test]
    fn people_sign_up_by_themselves_or_by_invitation() {
        let today = "2026-03-28".parse().unwrap();
        let joined = circle().joined_by("kim", today).unwrap();
        assert_eq!(joined.members, ["mona", "kim"]);
        assert_eq!(joined.joined_by("KIM", today).unwrap(), joined);
        assert_eq!(joined.sequence, 0, "who is in it is nothing that a calendar says");
        let told = |result: Result<Circle, CircleError>| Failure::from(result.unwrap_err()).to_string();
        insta::assert_snapshot!(told(circle().joined_by("zoe", today)), @"
        error: the circle calls is by invitation, and @zoe was not invited
        help: somebody in it invites them: `shepherd circles set calls --invite zoe`
        ");
        let over = Circle { until: "2026-03-27".parse().ok(), by_invitation: false, ..circle() };
        insta::assert_snapshot!(told(over.joined_by("zoe", today)), @"
        error: the circle calls ended on 2026-03-27
        help: nothing was changed; `shepherd circles set calls --until DATE` lets it go on
        ");
        assert_eq!(joined.left_by("Mona").unwrap().members, ["kim"]);
        insta::assert_snapshot!(told(circle().left_by("zoe")), @"
        error: @zoe is not in the circle calls
        help: `shepherd circles list` shows who is in which
        ");
        assert_eq!(Circle { members: Vec::new(), ..circle() }.joined_by("zoe", today).unwrap().members, ["zoe"]);
    }

    #[test]
    fn what_a_calendar_says_is_counted_when_it_changes() {
        let now: Timestamp = "2026-03-28T09:00:00Z".parse().unwrap();
        let set = |change: CircleChange, circle: &Circle| change.of(circle, now).unwrap();
        let to = |meeting: Meeting| CircleChange { meeting: Some(meeting), ..CircleChange::default() };
        let first = set(to(meeting("2026-04-02", 60)), &circle());
        assert_eq!((first.sequence, first.changed, first.former.len()), (1, Some(now), 0));
        assert_eq!(set(to(meeting("2026-04-02", 60)), &first), first);
        let longer = set(to(meeting("2026-04-02", 90)), &first);
        assert_eq!((longer.sequence, longer.former.len()), (2, 0));
        let moved = set(to(meeting("2026-05-01", 60)), &longer);
        assert_eq!((moved.sequence, &moved.former), (3, &vec![meeting("2026-04-02", 90)]));
        let back = set(to(meeting("2026-04-02", 60)), &moved);
        assert_eq!(back.former, [meeting("2026-05-01", 60)]);
        let early = CircleChange { until: "2026-02-01".parse().ok(), ..CircleChange::default() };
        assert_eq!(
            early.of(&circle(), now).unwrap_err().to_string(),
            "the circle calls began on 2026-03-01, and cannot end on 2026-02-01"
        );
    }
}
