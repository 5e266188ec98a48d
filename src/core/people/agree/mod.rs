//! What two people agree on: a pairing is asked for by the mentee, accepted by the mentor, and changed or ended by either.

mod error;

pub use error::PairingError;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::core::people::{CheckIn, Ending, Pairing, Stage, When};

/// What somebody wants of a pairing.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What is to be done.
    pub deed: Deed,
    /// How far they are from now on.
    pub stage: Option<Stage>,
    /// When they talk next, and how; without how, it stays as it is.
    pub check_in: Option<(When, Option<String>)>,
    /// The time that a check-in took, in minutes; it is added to what others took.
    pub spent_minutes: Option<u32>,
}

/// What is done to a pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The mentor agrees.
    Accept,
    /// The mentee asks for it.
    Ask,
    /// What is known of it changes.
    Change,
    /// Either ends it.
    End {
        /// Why; may be empty. It is not kept of what was never accepted.
        reason: String,
    },
}

/// Returns the mentor and the mentee of the pairing that somebody means with another person.
pub fn find(pairings: &[Pairing], me: &str, other: &str, deed: &Deed) -> Result<(String, String), PairingError> {
    if me.eq_ignore_ascii_case(other) {
        return Err(PairingError::Oneself(me.to_owned()));
    }
    match deed {
        Deed::Ask => Ok((other.to_owned(), me.to_owned())),
        Deed::Accept => find_asked(pairings, me, other),
        Deed::Change | Deed::End { .. } => find_own(pairings, me, other),
    }
}

fn find_asked(pairings: &[Pairing], me: &str, mentee: &str) -> Result<(String, String), PairingError> {
    if pairings.iter().any(|pairing| pairing.is_between(me, mentee)) {
        return Ok((me.to_owned(), mentee.to_owned()));
    }
    let waits = |pairing: &&Pairing| pairing.is_open() && pairing.accepted.is_none();
    let of_others = |pairing: &&Pairing| pairing.mentee.eq_ignore_ascii_case(mentee) || pairing.is_between(mentee, me);
    match pairings.iter().filter(waits).find(of_others) {
        Some(found) => Err(PairingError::NotMentor {
            me: me.to_owned(),
            mentor: found.mentor.clone(),
            mentee: found.mentee.clone(),
        }),
        None => Err(PairingError::NotAsked { me: me.to_owned(), mentee: mentee.to_owned() }),
    }
}

fn find_own(pairings: &[Pairing], me: &str, other: &str) -> Result<(String, String), PairingError> {
    let mut own: Vec<&Pairing> =
        pairings.iter().filter(|pairing| pairing.is_between(me, other) || pairing.is_between(other, me)).collect();
    if own.len() > 1 && own.iter().any(|pairing| pairing.is_open()) {
        own.retain(|pairing| pairing.is_open());
    }
    match own.as_slice() {
        [only] => Ok((only.mentor.clone(), only.mentee.clone())),
        [] => Err(match pairings.iter().find(|pairing| pairing.is_open() && pairing.is_of(other)) {
            Some(found) => {
                PairingError::NotYours { me: me.to_owned(), mentor: found.mentor.clone(), mentee: found.mentee.clone() }
            }
            None => PairingError::None { me: me.to_owned(), other: other.to_owned() },
        }),
        _ => Err(PairingError::BothWays { one: me.to_owned(), other: other.to_owned() }),
    }
}

impl Wish {
    /// Returns the pairing of a mentor and a mentee as it is after this, from what there is of it. `today` is the day
    /// that is written down.
    pub fn of(
        &self,
        found: Option<&Pairing>,
        (mentor, mentee): (&str, &str),
        now: Timestamp,
        today: Date,
    ) -> Result<Pairing, PairingError> {
        let (mentor, mentee) = (mentor.to_owned(), mentee.to_owned());
        if let Some((when, _)) = self.check_in.as_ref().filter(|(when, _)| when.is_past(now)) {
            return Err(PairingError::Past(*when));
        }
        let mut pairing = match (&self.deed, found) {
            (Deed::Ask, Some(found)) if found.is_open() => return Err(PairingError::Asked { mentor, mentee }),
            (Deed::Ask, _) => Pairing {
                mentor,
                mentee,
                stage: Stage::Matchmaking,
                asked: Some(today),
                accepted: None,
                ended: None,
                next_check_in: None,
                spent_minutes: found.and_then(|found| found.spent_minutes),
                // The calendar of somebody may have the event of the former one.
                sequence: found.map_or(0, |found| found.sequence),
                changed: found.and_then(|found| found.changed),
            },
            (_, None) => return Err(PairingError::None { me: mentor, other: mentee }),
            (_, Some(found)) if !found.is_open() => return Err(PairingError::Ended { mentor, mentee }),
            (Deed::Accept, Some(found)) if found.accepted.is_some() => {
                return Err(PairingError::Accepted { mentor, mentee });
            }
            (Deed::Accept, Some(found)) => Pairing {
                accepted: Some(today),
                // They have found each other.
                stage: found.stage.max(Stage::Coaching),
                ..found.clone()
            },
            (Deed::Change, Some(found)) => found.clone(),
            (Deed::End { reason }, Some(found)) => Pairing {
                // Why somebody declined is nobody's business.
                ended: Some(Ending { on: today, reason: found.accepted.map(|_| reason.clone()).unwrap_or_default() }),
                next_check_in: None,
                ..found.clone()
            },
        };
        if let Some(stage) = self.stage {
            pairing.stage = stage;
        }
        if let Some((when, how)) = &self.check_in {
            let before = pairing.next_check_in.take().map(|next| next.how);
            pairing.next_check_in = Some(CheckIn { when: *when, how: how.clone().or(before).unwrap_or_default() });
        }
        if let Some(minutes) = self.spent_minutes {
            pairing.spent_minutes = Some(pairing.spent_minutes.unwrap_or_default().saturating_add(minutes));
        }
        if pairing.next_check_in.as_ref() != found.and_then(|found| found.next_check_in.as_ref()) {
            pairing.sequence += 1;
            pairing.changed = Some(now);
        }
        Ok(pairing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;

    const TODAY: Date = Date::constant(2026, 3, 28);

    fn now() -> Timestamp {
        "2026-03-28T09:00:00Z".parse().unwrap()
    }

    fn wish(deed: Deed) -> Wish {
        Wish { deed, stage: None, check_in: None, spent_minutes: None }
    }

    fn on(day: &str, how: Option<&str>) -> Wish {
        let check_in = Some((When::Day(day.parse().unwrap()), how.map(str::to_owned)));
        Wish { check_in, ..wish(Deed::Change) }
    }

    fn asked(mentor: &str, mentee: &str) -> Pairing {
        wish(Deed::Ask).of(None, (mentor, mentee), now(), TODAY).unwrap()
    }

    fn after(wish: &Wish, pairing: &Pairing) -> Result<Pairing, PairingError> {
        wish.of(Some(pairing), (&pairing.mentor, &pairing.mentee), now(), TODAY)
    }

    #[test]
    fn a_pairing_is_asked_for_accepted_and_ended() {
        let asked = asked("mona", "kim");
        assert!(asked.is_open() && !asked.is_going_on() && asked.lacks_check_in(now()));
        assert_eq!((asked.stage, asked.asked), (Stage::Matchmaking, Some(TODAY)));
        let accepted = after(&wish(Deed::Accept), &asked).unwrap();
        assert!(accepted.is_going_on());
        assert_eq!((accepted.stage, accepted.accepted), (Stage::Coaching, Some(TODAY)));
        let further = Wish { stage: Some(Stage::Succession), ..wish(Deed::Change) };
        assert_eq!(after(&further, &accepted).unwrap().stage, Stage::Succession);
        let met = after(&on("2026-04-02", Some("video call")), &accepted).unwrap();
        assert!(!met.lacks_check_in(now()));
        let again = after(&on("2026-04-09", None), &met).unwrap().next_check_in.unwrap();
        assert_eq!((again.when.to_string().as_str(), again.how.as_str()), ("2026-04-09", "video call"));
        let ended = after(&wish(Deed::End { reason: "no match".to_owned() }), &met).unwrap();
        assert!(!ended.is_open() && !ended.lacks_check_in(now()) && ended.next_check_in.is_none());
        let anew = after(&wish(Deed::Ask), &ended).unwrap();
        assert!(anew.is_open() && anew.accepted.is_none() && anew.stage == Stage::Matchmaking);
    }

    #[test]
    fn what_cannot_be_is_told() {
        let asked = asked("mona", "kim");
        let accepted = after(&wish(Deed::Accept), &asked).unwrap();
        let ended = after(&wish(Deed::End { reason: String::new() }), &asked).unwrap();
        let told = |result: Result<Pairing, PairingError>| Failure::from(result.unwrap_err()).to_string();
        insta::assert_snapshot!(told(after(&wish(Deed::Ask), &asked)), @"
        error: @kim asked @mona already
        help: nothing was changed; `shepherd people pair mona --check-in WHEN --how TEXT` changes it
        ");
        insta::assert_snapshot!(told(after(&wish(Deed::Accept), &accepted)), @"
        error: @mona accepted the pairing with @kim already
        help: nothing was changed; `--check-in WHEN` and `--stage STAGE` change it
        ");
        insta::assert_snapshot!(told(after(&on("2026-05-01", None), &ended)), @"
        error: the pairing of @mona and @kim has ended
        help: nothing was changed; the mentee begins another with `shepherd people pair mona --ask`
        ");
        insta::assert_snapshot!(told(after(&on("2026-03-01", None), &asked)), @"
        error: 2026-03-01 is past, and the next check-in is to come
        help: say a time that is to come
        ");
    }

    #[test]
    fn the_pairing_that_is_meant_is_found() {
        let two = |mentor: &str, mentee: &str| Ok((mentor.to_owned(), mentee.to_owned()));
        let pairings = [asked("mona", "kim"), asked("ann", "mona"), asked("mona", "ann"), asked("zoe", "max")];
        assert_eq!(find(&pairings, "kim", "ann", &Deed::Ask), two("ann", "kim"));
        assert_eq!(find(&pairings, "Mona", "kim", &Deed::Accept), two("Mona", "kim"));
        assert_eq!(find(&pairings, "kim", "mona", &Deed::Change), two("mona", "kim"));
        assert_eq!(find(&pairings, "mona", "kim", &Deed::Change), two("mona", "kim"));
        let code = |me: &str, other: &str, deed: &Deed| {
            let failure = Failure::from(find(&pairings, me, other, deed).unwrap_err());
            (failure.kind.exit_code(), failure.message)
        };
        let cases = [
            ("kim", "KIM", Deed::Ask, 2, "@kim cannot be their own mentor"),
            ("kim", "mona", Deed::Accept, 5, "@kim asked @mona, who alone can accept, and you are @kim"),
            ("zoe", "kim", Deed::Accept, 5, "@kim asked @mona, who alone can accept, and you are @zoe"),
            ("mona", "zoe", Deed::Accept, 2, "@zoe has not asked you, @mona"),
            ("ann", "mona", Deed::Change, 2, "@ann and @mona are paired both ways"),
            ("zoe", "kim", Deed::Change, 5, "the pairing of @mona and @kim is theirs, and you are @zoe"),
            ("zoe", "nobody", Deed::Change, 2, "@zoe and @nobody are not paired"),
        ];
        for (me, other, deed, exit, message) in cases {
            assert_eq!(code(me, other, &deed), (exit, message.to_owned()));
        }
    }
}
