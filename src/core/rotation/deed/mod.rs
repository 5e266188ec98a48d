//! What people do with a slot: each deed returns the slot as it is to be, or says why not.

mod error;
mod mentor;

pub use error::{SlotError, SlotName};
pub use mentor::{Alone, alone, mentored};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::core::people::Person;
use crate::core::rotation::deed::mentor::given_to;
use crate::core::rotation::rank::unavailable;
use crate::core::rotation::{Exclusion, History, Ranking, Said, Slot, State, Swap, called, rank};

/// What one person does with a slot, and when.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a, 'b> {
    /// What is known.
    pub history: &'a History<'b>,
    /// All slots, of all projects.
    pub slots: &'a [Slot],
    /// Who does it: their login.
    pub who: &'a str,
    /// The project in hand, whose slots are called by their names alone.
    pub project: &'a str,
    /// What a command needs besides the name of a slot so that it means the same one: ` --private`.
    pub flags: &'a str,
    /// The day on which they do it.
    pub today: Date,
    /// The moment.
    pub now: Timestamp,
}

impl Deed<'_, '_> {
    /// Accepts a slot that is offered to the person.
    ///
    /// # Errors
    ///
    /// Where it is not offered to them, or they cannot take it.
    pub fn accept(&self, slot: &Slot) -> Result<Slot, SlotError> {
        let person = self.person_for(slot)?;
        if slot.shepherd.as_ref().is_none_or(|login| self.history.index.login(login) != person.login) {
            let (slot, offered_to) = (self.name(slot), slot.shepherd.clone());
            return Err(SlotError::NotTheirs { slot, who: person.login.clone(), offered_to });
        }
        if slot.state == State::Accepted {
            return Ok(slot.clone());
        }
        let mut after = given_to(self, slot, person, None)?;
        after.declines.retain(|said| self.history.index.login(&said.login) != person.login);
        after.state = State::Accepted;
        after.accepted = Some(self.today);
        after.touch(self.now);
        Ok(after)
    }

    /// Notes that the person is unavailable for a slot, which costs them nothing. Where they had it, it is offered to the
    /// next one; so it is where it is only offered, and nobody else can mentor whoever it is offered to. Returns the slot, and how it was ranked then.
    ///
    /// # Errors
    ///
    /// Where it is over, and where nobody knows the person.
    pub fn decline(&self, slot: &Slot) -> Result<(Slot, Option<Ranking>), SlotError> {
        let person = self.person_for_open(slot)?;
        let is_them = |login: &String| self.history.index.login(login) == person.login;
        let mut after = slot.clone();
        after.volunteers.retain(|said| !is_them(&said.login));
        if !after.declines.iter().any(|said| is_them(&said.login)) {
            after.declines.push(Said { login: person.login.clone(), on: self.today });
        }
        let mut ranking = None;
        let has_it = slot.shepherd.as_ref().is_some_and(is_them);
        if has_it || !self.goes_on_without(&mut after, is_them) {
            vacate(&mut after);
            let found = rank(self.history, self.slots, &after);
            offer(&mut after, &found, self.today);
            ranking = Some(found);
        }
        if after != *slot {
            after.touch(self.now);
        }
        Ok((after, ranking))
    }

    /// Lets the person have a slot that nobody accepted; else notes that they would like to. `mentor` is who mentors them,
    /// where they have not come far enough to do it alone, or want one; of a slot that they have already it is changed.
    ///
    /// # Errors
    ///
    /// Where they cannot take it, and where the one who is named cannot mentor in it.
    pub fn volunteer(&self, slot: &Slot, mentor: Option<&str>) -> Result<Slot, SlotError> {
        let person = self.person_for(slot)?;
        let is_them = |login: &String| self.history.index.login(login) == person.login;
        let mut after = slot.clone();
        after.declines.retain(|said| !is_them(&said.login));
        if !after.volunteers.iter().any(|said| is_them(&said.login)) {
            after.volunteers.push(Said { login: person.login.clone(), on: self.today });
        }
        if slot.state != State::Accepted {
            after = given_to(self, &after, person, mentor)?;
            after.shepherd = Some(person.login.clone());
            (after.state, after.offered, after.accepted) = (State::Accepted, Some(self.today), Some(self.today));
        } else if let Some(named) = mentor.filter(|_| slot.shepherd.as_ref().is_some_and(is_them)) {
            after.mentor = mentored(self, slot, named)?.mentor;
        }
        if after != *slot {
            after.touch(self.now);
        }
        Ok(after)
    }

    /// Returns the person, who must be able to do something with a slot that still takes place.
    fn person_for_open(&self, slot: &Slot) -> Result<&Person, SlotError> {
        is_open(self, slot)?;
        person(self.history, self.who)
    }

    /// Returns the person, who must also be there on the days of the slot.
    fn person_for(&self, slot: &Slot) -> Result<&Person, SlotError> {
        let person = self.person_for_open(slot)?;
        is_there(self, slot, person)?;
        Ok(person)
    }

    fn name(&self, slot: &Slot) -> SlotName {
        let argument = format!("{}{}", called(self.slots, self.project, slot), self.flags);
        SlotName { id: slot.id.clone(), argument }
    }
}

/// Lets the first of a ranking have a slot, offered and not accepted yet; nobody, where there is none.
pub(super) fn offer(slot: &mut Slot, ranking: &Ranking, today: Date) {
    vacate(slot);
    let Some(first) = ranking.ranked.first() else { return };
    slot.state = State::Offered;
    slot.shepherd = Some(first.login.clone());
    slot.offered = Some(today);
    slot.mentor.clone_from(&first.mentor);
    if let Some(growth) = &ranking.growth {
        slot.learner = Some(growth.learner.clone());
        slot.mentor = Some(growth.mentor.clone());
    }
}

/// Takes a slot from whoever has it.
fn vacate(slot: &mut Slot) {
    slot.state = State::Open;
    (slot.shepherd, slot.learner, slot.mentor) = (None, None, None);
    (slot.offered, slot.accepted) = (None, None);
}

/// Lets two people have each other's slots: a fact on which they agreed. Whether each was accepted stays as it was.
///
/// # Errors
///
/// Where nobody has one of them, and where one of the two cannot take the other's.
pub fn exchange(deed: &Deed<'_, '_>, one: &Slot, other: &Slot) -> Result<(Slot, Slot), SlotError> {
    let holder = |slot: &Slot| slot.shepherd.clone().ok_or_else(|| SlotError::Nobody { slot: deed.name(slot) });
    let (of_one, of_other) = (holder(one)?, holder(other)?);
    Ok((hand_over(deed, one, &of_other, None)?, hand_over(deed, other, &of_one, None)?))
}

/// Lets somebody else have a slot: a fact on which the two agreed. Whether it was accepted stays as it was.
///
/// # Errors
///
/// Where nobody has it, and where they cannot take it.
pub fn hand_over(deed: &Deed<'_, '_>, slot: &Slot, to: &str, mentor: Option<&str>) -> Result<Slot, SlotError> {
    let history = deed.history;
    is_open(deed, slot)?;
    let from = slot.shepherd.clone().ok_or_else(|| SlotError::Nobody { slot: deed.name(slot) })?;
    let person = person(history, to)?;
    if history.index.login(&from) == person.login {
        return Err(SlotError::Same { slot: deed.name(slot), who: person.login.clone() });
    }
    is_there(deed, slot, person)?;
    let mut after = given_to(deed, slot, person, mentor)?;
    // They agreed, whatever they said before.
    after.declines.retain(|said| history.index.login(&said.login) != person.login);
    after.shepherd = Some(person.login.clone());
    let by = by(deed, &from, &person.login);
    after.swaps.push(Swap { from, to: person.login.clone(), by, on: deed.today });
    after.touch(deed.now);
    Ok(after)
}

/// Returns a slot that does not take place. It is kept, so that calendars learn of it.
///
/// # Errors
///
/// Where it was released already.
pub fn cancel(deed: &Deed<'_, '_>, slot: &Slot) -> Result<Slot, SlotError> {
    if slot.state == State::Cancelled {
        return Ok(slot.clone());
    }
    is_open(deed, slot)?;
    let mut after = slot.clone();
    after.state = State::Cancelled;
    after.touch(deed.now);
    Ok(after)
}

/// Returns who wrote down that one person passes something to another, where it is neither of them.
fn by(deed: &Deed<'_, '_>, from: &str, to: &str) -> Option<String> {
    let login = |given| deed.history.index.login(given);
    let who = login(deed.who);
    (!who.is_empty() && who != login(from) && who != login(to)).then(|| who.to_owned())
}

/// Returns an error where a slot is over.
fn is_open(deed: &Deed<'_, '_>, slot: &Slot) -> Result<(), SlotError> {
    if slot.state == State::Cancelled {
        return Err(SlotError::Cancelled { slot: deed.name(slot) });
    }
    match deed.history.release_of(slot, deed.today) {
        Some(release) => Err(SlotError::Done { slot: deed.name(slot), release: release.tag.clone() }),
        None => Ok(()),
    }
}

fn person<'a>(history: &'a History<'_>, who: &str) -> Result<&'a Person, SlotError> {
    let found = history.facts.roster.known_as(who);
    found.ok_or_else(|| SlotError::Unknown { who: who.to_owned() })
}

/// Returns an error where a person does not take part, or is away, on the days of a slot.
fn is_there(deed: &Deed<'_, '_>, slot: &Slot, person: &Person) -> Result<(), SlotError> {
    let (who, when) = (person.login.clone(), slot.when());
    let has_it = slot.shepherd.as_ref().is_some_and(|login| deed.history.index.login(login) == person.login);
    match unavailable(deed.history, slot, person).first() {
        None => Ok(()),
        Some(Exclusion::Away) => Err(SlotError::Away { slot: deed.name(slot), who, when, has_it }),
        Some(_) => Err(SlotError::Inactive { slot: deed.name(slot), who, when, has_it }),
    }
}
