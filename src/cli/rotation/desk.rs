//! All that a rotation is computed from, as the records have it, and how slots are changed.

use crate::cli::away::KnownAway;
use crate::cli::context::Context;
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::cli::whereabouts::Where;
use crate::core::ledger::Release;
use crate::core::people::{Away, Pairing, Roster};
use crate::core::policy::Policy;
use crate::core::rotation::{Deed, Facts, Finding, History, Paste, Slot, called, find, resembling, strains};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::store::Author;

/// What is looked at.
#[derive(clap::Args, Debug)]
pub(super) struct LookArguments {
    /// The slots of all projects
    #[arg(long)]
    pub(super) all: bool,
    /// Also the slots that nobody else may know of
    #[arg(long)]
    private: bool,
    /// Write it as JSON
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    place: StatusPlace,
}

impl LookArguments {
    /// Opens the records.
    pub(super) fn open(&self, context: &Context<'_>) -> Result<Desk, Failure> {
        Desk::open(context, &self.place, self.private)
    }
}

/// The facts of a rotation.
pub(super) struct Desk {
    pub(super) place: Where,
    records: Records,
    pub(super) roster: Roster,
    /// The releases of all projects.
    pub(super) releases: Vec<Release>,
    /// All slots that are looked at, of all projects.
    pub(super) slots: Vec<Slot>,
    /// Those of them that lie in the store for all, where those of the other are the ones in hand.
    pub(super) others: Vec<Slot>,
    pub(super) is_private: bool,
    /// The flags that a command needs to be about the same project.
    flags: String,
    pub(super) pairings: Vec<Pairing>,
    away: Vec<Away>,
    pub(super) policy: Policy,
}

impl Desk {
    /// Opens the records. With `is_private` the slots in hand are those that nobody else may know of, and those for all are
    /// known besides.
    pub(super) fn open(context: &Context<'_>, place: &StatusPlace, is_private: bool) -> Result<Self, Failure> {
        let flags = place.flags();
        let mut place = place.find(context)?;
        let public = Records::open_to_read(context, &mut place)?;
        // Who is away is known there, as far as it is known.
        let private = Records::open_private(context, &place)?;
        let roster = public.store.people()?;
        roster.check()?;
        let releases = public.store.all_releases()?;
        let (others, slots) = if is_private {
            let others = public.store.slots()?;
            let mut slots: Vec<Slot> = others.iter().cloned().chain(private.store.slots()?).collect();
            slots.sort_by_key(|slot| slot.from);
            (others, slots)
        } else {
            (Vec::new(), public.store.slots()?)
        };
        let away = KnownAway::of(context, &place, &private.store, &roster)?.all;
        let (pairings, policy) = (public.store.pairings()?, public.store.policy()?);
        let records = if is_private { private } else { public };
        Ok(Self { place, records, roster, releases, slots, others, is_private, flags, pairings, away, policy })
    }

    /// Returns what a ranking is computed from.
    pub(super) fn history(&self) -> History<'_> {
        self.history_with(&self.slots)
    }

    /// Returns the same, with slots as they are now.
    fn history_with<'a>(&'a self, slots: &'a [Slot]) -> History<'a> {
        History::of(Facts {
            roster: &self.roster,
            releases: &self.releases,
            slots,
            away: &self.away,
            pairings: &self.pairings,
            policy: &self.policy,
        })
    }

    /// Returns the projects that have releases or slots, sorted, besides the one in hand.
    pub(super) fn projects(&self) -> Vec<String> {
        let of_slots = self.slots.iter().flat_map(|slot| slot.projects.iter());
        let of_releases = self.releases.iter().map(|release| &release.project);
        let mut projects: Vec<String> = vec![self.place.project.clone()];
        for project in of_slots.chain(of_releases) {
            if !projects.iter().any(|known| known.eq_ignore_ascii_case(project)) {
                projects.push(project.clone());
            }
        }
        projects.sort_unstable();
        projects
    }

    /// Returns the slot that is meant.
    pub(super) fn slot(&self, text: &str) -> Result<&Slot, Failure> {
        let text = text.trim();
        let found = find(&self.slots, &self.place.project, text);
        match found.as_slice() {
            [slot] => Ok(slot),
            [] => {
                let failure = Failure::new(Kind::Usage, format!("there is no slot `{}`", clean(text)));
                let failure = match resembling(&self.slots, &self.place.project, text) {
                    Some(near) => failure.hint(format!("did you mean `{}`?", self.argument(near))),
                    None => failure,
                };
                Err(failure.hint("`shepherd rotation list` shows those that are ahead"))
            }
            several => {
                let names: Vec<String> = several.iter().map(|slot| slot.path()).collect();
                let names = names.join("`, `");
                Err(Failure::new(Kind::Usage, format!("several slots are called `{}`", clean(text)))
                    .hint(format!("name one of `{names}`")))
            }
        }
    }

    /// Returns what a command is given so that it means a slot: `2026-04-02`, `octo/other/2026-04-02`, `1.3.1 --private`.
    pub(super) fn argument(&self, slot: &Slot) -> String {
        let is_private = self.is_private && !self.others.iter().any(|other| other.is_same(slot));
        format!("{}{}", called(&self.slots, &self.place.project, slot), self.flags_for(is_private))
    }

    /// Returns the flags that a command needs to mean the same, each with a space before it.
    pub(super) fn flags_for(&self, is_private: bool) -> String {
        let private = if is_private { " --private" } else { "" };
        format!("{}{private}", self.flags)
    }

    /// Returns the flags that a command needs to be about a project.
    pub(super) fn flags_of(&self, project: &str) -> String {
        let is_own = project.eq_ignore_ascii_case(&self.place.project);
        if is_own { self.flags.clone() } else { format!(" --project {project}") }
    }

    /// Returns what to do about a finding: commands that can be pasted, one of which is enough.
    pub(super) fn remedies(&self, finding: &Finding) -> Vec<String> {
        let slot = |name: &str| {
            let found = self.slots.iter().find(|slot| slot.full_name() == name);
            found.map_or_else(|| name.to_owned(), |slot| self.argument(slot))
        };
        finding.remedies(Paste { slot: &slot, project: &|project| self.flags_of(project) })
    }

    /// Returns whom a change is from.
    pub(super) fn author(&self, context: &Context<'_>) -> Result<Author, Failure> {
        Records::author(context, &self.place)
    }

    /// Writes the slots that `edit` returns, in one commit, and shares them. `edit` sees all slots as they are at that time.
    /// `false` where everything is already so.
    pub(super) fn change(
        &self,
        context: &Context<'_>,
        who: &str,
        message: &str,
        mut edit: impl FnMut(&Deed<'_, '_>) -> Result<Vec<Slot>, Failure>,
    ) -> Result<bool, Failure> {
        self.records.fit()?;
        let author = self.author(context)?;
        let (now, today) = (context.clock.now(), context.today());
        let flags = self.flags_for(self.is_private);
        let is_changed = self.records.store.change_slots(message, &author, |own| {
            let slots: Vec<Slot> = self.others.iter().chain(own).cloned().collect();
            let history = self.history_with(&slots);
            let project = &self.place.project;
            let after = edit(&Deed { history: &history, slots: &slots, who, project, flags: &flags, today, now })?;
            match after.iter().find(|slot| self.others.iter().any(|other| other.is_same(slot))) {
                // It would be written a second time, and go on in the dark.
                Some(slot) => Err(Failure::new(Kind::Refused, format!("slot {} is one that everybody knows", slot.id))
                    .hint("leave `--private` out")),
                None => Ok(after),
            }
        })?;
        if is_changed {
            self.records.share(context, &author)?;
        }
        Ok(is_changed)
    }

    /// Returns all slots as they are after some of them were changed.
    pub(super) fn slots_with(&self, changed: &[Slot]) -> Vec<Slot> {
        let latest = |slot: &Slot| changed.iter().find(|after| after.is_same(slot)).unwrap_or(slot).clone();
        self.slots.iter().map(latest).collect()
    }

    /// Warns where somebody who has one of these slots has more of them than they can do.
    pub(super) fn warn_of_strain(&self, context: &Context<'_>, changed: &[Slot]) {
        let names: Vec<String> = changed.iter().map(Slot::full_name).collect();
        let history = self.history();
        for strain in strains(&history, &self.slots_with(changed), context.today()) {
            if strain.slots().iter().any(|slot| names.contains(slot)) {
                context.ui.warning(&clean(&strain.to_string()));
            }
        }
    }

    /// Writes down why people did something with slots, where nobody else reads it.
    pub(super) fn keep_reasons(
        &self,
        context: &Context<'_>,
        slots: &[(&Slot, &str)],
        what: &str,
        reason: Option<&str>,
    ) -> Result<(), Failure> {
        let Some(reason) = reason.map(clean).filter(|reason| !reason.is_empty()) else { return Ok(()) };
        let author = self.author(context)?;
        let private = Records::open_private(context, &self.place)?;
        for (slot, who) in slots {
            private.store.add_slot_reason(slot, who, what, &reason, &author)?;
        }
        private.share(context, &author)?;
        let place = if private.is_shared() { "the private store" } else { "this clone" };
        context.ui.hint(&format!("why stays in {place}; everybody else sees that it is so, and no reason"));
        Ok(())
    }
}
