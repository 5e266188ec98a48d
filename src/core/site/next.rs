//! Who is next: the slots ahead, else who would be asked in turn.

use jiff::Timestamp;

use crate::core::rotation::{Slot, State, rank};
use crate::core::site::maker::Maker;
use crate::core::site::row::NextRow;
use crate::core::site::{Words, may_show_slot};

impl Maker<'_> {
    /// Returns the slots ahead, the next first, and whether there are any. Where none is planned for a project, it is told
    /// who would be next in turn.
    pub(super) fn next(&self) -> (Vec<NextRow>, bool) {
        let ahead = self.ahead();
        let mut rows: Vec<NextRow> = ahead.iter().map(|slot| self.slot_row(slot)).collect();
        let is_planned = !rows.is_empty();
        for project in self.facts.projects {
            if !ahead.iter().any(|slot| slot.is_for(project)) {
                rows.extend(self.in_turn(project));
            }
        }
        (rows, is_planned)
    }

    /// Returns the slots of the projects that are ahead, and those that wait although their day went by, the next first.
    pub(super) fn ahead(&self) -> Vec<&Slot> {
        let day = self.facts.day;
        let is_ahead = |slot: &&Slot| {
            (slot.until >= day || slot.version.is_some() || slot.is_taken())
                && slot.state != State::Done
                && may_show_slot(slot)
                && self.facts.projects.iter().any(|project| slot.is_for(project))
                && self.facts.history.release_of(slot, day).is_none()
        };
        let mut ahead: Vec<&Slot> = self.facts.slots.iter().filter(is_ahead).collect();
        ahead.sort_by_key(|slot| (slot.from, slot.path()));
        ahead
    }

    /// Returns a slot as pages have it.
    pub(super) fn slot_row(&self, slot: &Slot) -> NextRow {
        let who = |login: &Option<String>| login.as_ref().map(|login| self.who_if_listed(login));
        NextRow {
            project: self.project(slot.project()),
            what: Words::of(&slot.what()),
            when: slot.when(),
            state: if slot.until < self.facts.day { "overdue" } else { slot.state.word() },
            shepherd: who(&slot.shepherd),
            // Who mentors in a slot that they have themselves is there for the learner.
            mentor: who(&slot.mentor).filter(|_| slot.mentor != slot.shepherd || slot.learner.is_some()),
            learner: who(&slot.learner),
        }
    }

    /// Returns who would be asked for a release of a project on the day of the site.
    fn in_turn(&self, project: &str) -> Option<NextRow> {
        let day = self.facts.day;
        let slot = Slot::new(project, &day.to_string(), (day, day), Timestamp::UNIX_EPOCH);
        let ranking = rank(self.facts.history, self.facts.slots, &slot);
        let first = ranking.ranked.first()?;
        let mentor = first.mentor.as_ref().or_else(|| ranking.mentors.first().map(|one| &one.login));
        let learner = ranking.growth.as_ref().map(|growth| &growth.learner);
        let mentor = ranking.growth.as_ref().map(|growth| &growth.mentor).or(mentor);
        Some(NextRow {
            project: self.project(project),
            what: Words::of("the next release"),
            when: String::new(),
            state: "next in turn",
            shepherd: Some(self.who_if_listed(&first.login)),
            mentor: mentor
                .filter(|login| **login != first.login || learner.is_some())
                .map(|login| self.who_if_listed(login)),
            learner: learner.map(|login| self.who_if_listed(login)),
        })
    }
}
