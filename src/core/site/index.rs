//! The first page: who is next, what was released lately, and the figures that say most.

use crate::core::ledger::metrics::Window;
use crate::core::site::maker::Maker;
use crate::core::site::page::{Content, Index, Page};

/// So many slots stand on it.
const MOST_SLOTS: usize = 6;

/// So many days are lately.
const LATELY: u32 = 365;

/// So many releases stand on it.
const MOST_RELEASES: usize = 25;

/// So many releases stand in its chart.
const MOST_MARKS: usize = 200;

/// The figures that say most.
const FIGURES: [&str; 4] = ["release-absence-factor", "elephant-factor", "capable-set", "new-shepherds"];

impl Maker<'_> {
    /// Returns the first page.
    pub(super) fn index(&self) -> Page {
        let (mut next, is_planned) = self.next();
        let more_next = next.len().saturating_sub(MOST_SLOTS);
        next.truncate(MOST_SLOTS);
        let since = Window::back(self.facts.day, LATELY).since;
        let lately = self.releases.iter().filter(|release| release.date.is_some_and(|date| date >= since));
        let chart = self.by_person("Releases of the last twelve months by person", Some(since), MOST_MARKS);
        let index = Index {
            next,
            is_planned,
            more_next,
            figures: self.figures().into_iter().filter(|figure| FIGURES.contains(&figure.key)).collect(),
            releases: lately.take(MOST_RELEASES).map(|release| self.row(release)).collect(),
            since,
            all: self.releases.len(),
        };
        Page::new("index.html", "Releases, and who makes them", Content::Index(Box::new(index))).with([chart])
    }
}
