//! Who mentors in a slot: found where somebody takes it, and found anew where the one who did cannot.

use crate::core::people::{Ladder, Person, Rung};
use crate::core::rotation::deed::{Deed, is_open, person};
use crate::core::rotation::mentors::{self, Mentors};
use crate::core::rotation::{History, Slot, SlotError, State};

/// Somebody who has to learn in a slot, and whom nobody mentors in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alone {
    /// The login.
    pub who: String,
    /// How far they are.
    pub has: Rung,
    /// How far they would have to be.
    pub needed: Rung,
}

/// Returns who needs a mentor in a slot that has none.
pub fn alone(history: &History<'_>, slot: &Slot) -> Option<Alone> {
    let who = mentee(slot).filter(|_| slot.mentor.is_none())?;
    let (ladder, needed) = ladder(history, slot);
    let has = ladder.rung(history.index.login(who));
    (has < needed).then(|| Alone { who: who.to_owned(), has, needed })
}

/// Returns a slot with another mentor; who has it stays as it is.
///
/// # Errors
///
/// Where nobody has it, and where the one who is named cannot mentor in it.
pub fn mentored(deed: &Deed<'_, '_>, slot: &Slot, named: &str) -> Result<Slot, SlotError> {
    is_open(deed, slot)?;
    let mentee = mentee(slot).ok_or_else(|| SlotError::Nobody { slot: deed.name(slot) })?;
    let mut after = slot.clone();
    after.mentor = Some(named_mentor(deed, &found(deed, slot), slot, deed.history.index.login(mentee), named)?);
    if after != *slot {
        after.touch(deed.now);
    }
    Ok(after)
}

impl Deed<'_, '_> {
    /// Lets a slot do without somebody who learns or mentors in it, and says whether it can. Whoever is mentored gets another
    /// of their mentors. Where there is none, what somebody accepted stays theirs, and they need one.
    pub(super) fn goes_on_without(&self, slot: &mut Slot, is_them: impl Fn(&String) -> bool) -> bool {
        let roster = self.history.facts.roster;
        let shepherd = slot.shepherd.as_ref().and_then(|login| roster.known_as(login));
        if slot.learner.as_ref().is_some_and(&is_them) {
            (slot.learner, slot.mentor) = (None, None);
            let after = shepherd.map(|shepherd| given_to(self, slot, shepherd, None));
            if let Some(Ok(after)) = after {
                *slot = after;
            }
        } else if slot.mentor.as_ref().is_some_and(is_them) {
            slot.mentor = None;
            let Some(lacking) = alone(self.history, slot) else { return true };
            let mentee = self.history.index.login(&lacking.who);
            let own = roster.known_as(mentee).and_then(|person| person.organisation_on(slot.from));
            slot.mentor = found(self, slot).of(mentee, own).map(str::to_owned);
        } else {
            return true;
        }
        slot.state == State::Accepted || slot.learner.is_some() || alone(self.history, slot).is_none()
    }
}

/// Returns a slot with the mentor that it needs where a person takes it. A learner is never left alone. Whoever has it
/// already keeps the mentor that it has.
pub(super) fn given_to(
    deed: &Deed<'_, '_>,
    slot: &Slot,
    person: &Person,
    named: Option<&str>,
) -> Result<Slot, SlotError> {
    let (history, login) = (deed.history, person.login.as_str());
    let (ladder, needed) = ladder(history, slot);
    let mut after = slot.clone();
    // Whoever learned beside the one who had it still may, unless it is they who take it.
    after.learner = after.learner.filter(|learner| history.index.login(learner) != login);
    let has = ladder.rung(login);
    let has_it = slot.shepherd.as_ref().is_some_and(|shepherd| history.index.login(shepherd) == login);
    if has >= needed && named.is_none() {
        if after.learner.is_none() && !has_it {
            after.mentor = None;
        }
        return Ok(after);
    }
    let found = mentors::find(history, &ladder, &history.tally(deed.slots, slot, slot.from), slot, needed);
    let own = slot.mentor.as_ref().filter(|_| has_it).map(|mentor| history.index.login(mentor));
    let mentor = match (named, own.filter(|mentor| found.may(mentor) && *mentor != login)) {
        (Some(named), _) => named_mentor(deed, &found, slot, login, named)?,
        (None, Some(own)) => own.to_owned(),
        (None, None) => {
            let mentor = found.of(login, person.organisation_on(slot.from)).map(str::to_owned);
            mentor.ok_or_else(|| SlotError::NeedsMentor {
                slot: deed.name(slot),
                who: login.to_owned(),
                has,
                needed,
            })?
        }
    };
    after.mentor = Some(mentor);
    Ok(after)
}

/// Returns the login of a mentor who was named, who must be able to mentor in the slot.
fn named_mentor(
    deed: &Deed<'_, '_>,
    found: &Mentors,
    slot: &Slot,
    mentee: &str,
    named: &str,
) -> Result<String, SlotError> {
    let mentor = person(deed.history, named)?.login.clone();
    if !found.may(&mentor) || mentor == mentee {
        return Err(SlotError::NoMentor { slot: deed.name(slot), who: mentor });
    }
    Ok(mentor)
}

/// Returns whoever is mentored in a slot, where somebody is to be.
fn mentee(slot: &Slot) -> Option<&str> {
    slot.learner.as_deref().or(slot.shepherd.as_deref())
}

fn ladder<'a>(history: &'a History<'_>, slot: &Slot) -> (Ladder<'a>, Rung) {
    let facts = &history.facts;
    let needed = facts.policy.rungs.needed(slot.kind, slot.security);
    (Ladder::of(facts.releases, &history.index, slot.from, &facts.policy.ladder), needed)
}

fn found(deed: &Deed<'_, '_>, slot: &Slot) -> Mentors {
    let history = deed.history;
    let (ladder, needed) = ladder(history, slot);
    mentors::find(history, &ladder, &history.tally(deed.slots, slot, slot.from), slot, needed)
}
