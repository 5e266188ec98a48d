//! How far people have come: those who show it.

use crate::core::people::{self, Person, Show};
use crate::core::policy::Thresholds;
use crate::core::site::charts::ladder_chart;
use crate::core::site::maker::Maker;
use crate::core::site::page::{Content, Ladder, Page, Rung};
use crate::core::site::row::RungRow;
use crate::core::text::plural;

impl Maker<'_> {
    /// Returns the page.
    pub(super) fn ladder(&self) -> Page {
        let shown = || self.directory.people().filter(|person| person.shows(Show::Rung));
        let rows: Vec<RungRow> = shown().filter_map(|person| self.rung_row(person)).collect();
        let rung = |rung: people::Rung| Rung {
            name: rung.word(),
            takes: takes(rung, &self.facts.policy.ladder),
            people: rows.iter().filter(|row| row.rung == rung.word()).cloned().collect(),
        };
        let rungs: Vec<Rung> = people::Rung::ALL.into_iter().rev().map(rung).collect();
        let hidden = self.directory.people().count() - rows.len();
        let chart = ladder_chart(&rungs);
        Page::new("ladder.html", "Ladder", Content::Ladder(Ladder { rungs, hidden })).with([chart])
    }

    /// Returns where somebody stands.
    pub(super) fn rung_row(&self, person: &Person) -> Option<RungRow> {
        let standing = self.standings.get(&person.login)?;
        let next = standing.next_in_words();
        let next = match standing.missing {
            Some(missing) if !next.is_empty() => format!("{next}, to be {}", missing.rung),
            _ => String::new(),
        };
        Some(RungRow {
            who: Self::listed(person),
            rung: standing.rung.word(),
            evidence: standing.evidence_in_words(),
            next,
        })
    }
}

/// Returns what it takes to stand on a rung.
fn takes(rung: people::Rung, thresholds: &Thresholds) -> String {
    let count = |number: u32| plural(usize::try_from(number.max(1)).unwrap_or(usize::MAX), "release");
    match rung {
        people::Rung::Observer => "takes part, and was in no release yet".to_owned(),
        people::Rung::Shadow => format!("watched {}", count(thresholds.shadow)),
        people::Rung::Paired => format!("led {} with a mentor", count(thresholds.paired)),
        people::Rung::Solo => format!("led {} without a mentor", count(thresholds.solo)),
        people::Rung::Mentor => format!("led alone before, and mentored {} of others", count(thresholds.mentor)),
    }
}
