//! The figures with their definitions, and what organisations did.

use crate::core::ledger::metrics::{Figure, KPIS, definition, title};
use crate::core::site::Words;
use crate::core::site::maker::Maker;
use crate::core::site::page::{Content, Metrics, Page};
use crate::core::site::row::FigureRow;

impl Maker<'_> {
    /// Returns the page.
    pub(super) fn metrics(&self) -> Page {
        let over_time = ["maintainers", "returning-contributors"].into_iter();
        let over_time = over_time.filter(|_| !self.facts.quarters.rows.is_empty());
        let content = Metrics {
            window: self.facts.window.in_words(),
            figures: self.figures(),
            organisations: self.facts.organisations.clone(),
            kpis: KPIS.into_iter().chain(over_time).map(|key| (key, title(key), definition(key))).collect(),
            quarters: self.facts.quarters.clone(),
            without_github: Words::of(self.facts.without_github.unwrap_or_default()),
        };
        Page::new("metrics.html", "Metrics", Content::Metrics(content))
    }

    /// Returns the figures. Whom they are about is left out: they are about the team.
    pub(super) fn figures(&self) -> Vec<FigureRow> {
        let row = |figure: &Figure| FigureRow {
            key: figure.key,
            title: title(figure.key),
            value: figure.in_words(),
            counted: figure.counted_from(),
            window: figure.window.in_words(),
            definition: definition(figure.key),
            is_enough: figure.is_enough(),
        };
        self.facts.figures.iter().map(row).collect()
    }
}
