//! The public site of a report: what each page says, and what of the records may stand there. `render::site` writes it.

mod base_url;
mod charts;
mod file_name;
mod folder;
mod index;
mod ladder;
mod load;
mod maker;
mod mentoring;
mod metrics;
mod next;
mod page;
mod people;
mod privacy;
mod releases;
mod row;
mod run;
#[cfg(test)]
mod tests;

pub use base_url::{BaseUrl, BaseUrlError, WrongBaseUrl};
pub use file_name::file_name;
pub use folder::{FolderError, LIST, Plan, Present, Written, is_left_over, plan};
pub use maker::Facts;
pub use page::{
    Content, Index, Ladder, Load, Mentoring, Metrics, Page, People, PersonPage, ReleasePage, Releases, RunPart, Rung,
    Year,
};
pub use privacy::{HIDDEN, Published, Words, masked, may_name, may_show_slot};
pub use row::{
    FigureRow, Link, LoadRow, NextRow, PairRow, PairingRow, PersonRow, ReleaseRow, RungRow, StepRow, Table, Who,
};

use crate::core::chart::Chart;
use crate::core::site::maker::Maker;

/// Returns all pages of a site, the first one first. The same facts make the same pages.
pub fn pages(facts: Facts<'_>) -> Vec<Page> {
    let maker = Maker::new(facts);
    let mut pages = vec![
        maker.index(),
        maker.release_list(),
        maker.people_list(),
        maker.mentoring(),
        maker.load(),
        maker.ladder(),
        maker.metrics(),
    ];
    pages.extend(maker.release_pages());
    pages.extend(maker.person_pages());
    pages
}

impl Page {
    /// Returns a page without charts.
    fn new(path: &str, title: &str, content: Content) -> Self {
        Self { path: path.to_owned(), title: Words::of(title), content, charts: Vec::new() }
    }

    /// Returns the page with charts.
    fn with(self, charts: impl Into<Vec<Option<Chart>>>) -> Self {
        Self { charts: charts.into(), ..self }
    }
}
