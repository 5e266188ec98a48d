//! What each page says, as plain values. Texts are [`Words`]: nothing else may come from the records.

use jiff::civil::Date;
use serde::Serialize;

use crate::core::chart::Chart;
use crate::core::site::Words;
use crate::core::site::row::{
    FigureRow, Link, LoadRow, NextRow, PairRow, PairingRow, PersonRow, ReleaseRow, RungRow, StepRow, Table, Who,
};

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path below the folder of the site: `people/kim.html`.
    pub path: String,
    /// Its title.
    pub title: Words,
    /// What it says.
    pub content: Content,
    /// The charts, in the order in which the page has them; `None` where there is nothing to draw.
    pub charts: Vec<Option<Chart>>,
}

/// What a page says; each has a template of its own.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// The first page.
    Index(Box<Index>),
    /// All releases.
    Releases(Releases),
    /// One release.
    Release(Box<ReleasePage>),
    /// Everybody who agreed to be listed.
    People(People),
    /// One of them.
    Person(Box<PersonPage>),
    /// Who mentored whom.
    Mentoring(Mentoring),
    /// Who carries how much.
    Load(Load),
    /// How far people have come.
    Ladder(Ladder),
    /// The figures.
    Metrics(Metrics),
}

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct Index {
    /// The slots ahead, the next first.
    pub next: Vec<NextRow>,
    /// Whether somebody planned them.
    pub is_planned: bool,
    /// How many more are planned.
    pub more_next: usize,
    /// The figures that say most.
    pub figures: Vec<FigureRow>,
    /// The newest releases.
    pub releases: Vec<ReleaseRow>,
    /// The first day of what the time line shows.
    pub since: Date,
    /// How many releases there are in all.
    pub all: usize,
}

/// All releases.
#[derive(Clone, Debug, Serialize)]
pub struct Releases {
    /// The years, the newest first; what has no day comes last.
    pub years: Vec<Year>,
    /// How many there are.
    pub all: usize,
}

/// The releases of a year.
#[derive(Clone, Debug, Serialize)]
pub struct Year {
    /// The year, or `without a day`.
    pub name: String,
    /// What links lead to.
    pub anchor: String,
    /// The releases, the newest first.
    pub releases: Vec<ReleaseRow>,
}

/// One release.
#[derive(Clone, Debug, Serialize)]
pub struct ReleasePage {
    /// What the list says of it too.
    pub row: ReleaseRow,
    /// `owner/name`, for links.
    pub project: Words,
    /// The version.
    pub version: Words,
    /// The commit in full; may be empty.
    pub commit: Words,
    /// How it is known: the source and how sure that is.
    pub known: Words,
    /// Organisations of those who agreed to be listed.
    pub organisations: Vec<(Who, Words)>,
    /// How the run went, where the store has one.
    pub run: Option<RunPart>,
    /// The release before it and the one after it, of the project.
    pub before: Option<Link>,
    /// See above.
    pub after: Option<Link>,
    /// The section of the changelog as HTML, which is put in when it is rendered.
    pub changelog: Option<String>,
}

/// How a run went.
#[derive(Clone, Debug, Serialize)]
pub struct RunPart {
    /// When it began and when it ended, in UTC.
    pub began: String,
    /// See above.
    pub ended: String,
    /// How long it took on the clock.
    pub took: String,
    /// The steps in the order in which they ended.
    pub steps: Vec<StepRow>,
}

/// Everybody who agreed to be listed.
#[derive(Clone, Debug, Serialize)]
pub struct People {
    /// By login.
    pub people: Vec<PersonRow>,
    /// How many others the records of releases name.
    pub others: usize,
}

/// One person.
#[derive(Clone, Debug, Serialize)]
pub struct PersonPage {
    /// What the list says too.
    pub row: PersonRow,
    /// Since when they are listed.
    pub consent: Option<Date>,
    /// Whom they were with: the organisation and its days.
    pub affiliations: Vec<(Words, String)>,
    /// What they may do: the right, its project and since when.
    pub rights: Vec<(Words, Words, String)>,
    /// Their time zone; may be empty.
    pub timezone: Words,
    /// What they did to stand where they do, and what is next, where they show it.
    pub rung: Option<RungRow>,
    /// What they carry, where they show it.
    pub load: Option<LoadRow>,
    /// When they talk next, and with whom, where both show it.
    pub check_ins: Vec<(Words, Option<Who>)>,
    /// When they are away, where they show it and this machine knows it.
    pub away: Vec<String>,
    /// Which slots they declined, where they show it.
    pub declines: Vec<Words>,
    /// The slots ahead that are theirs.
    pub next: Vec<NextRow>,
    /// Their releases, the newest first, each with what they did.
    pub releases: Vec<(ReleaseRow, String)>,
}

/// Who mentored whom.
#[derive(Clone, Debug, Serialize)]
pub struct Mentoring {
    /// Each pair of the releases.
    pub pairs: Vec<PairRow>,
    /// The pairings that go on.
    pub pairings: Vec<PairingRow>,
}

/// Who carries how much.
#[derive(Clone, Debug, Serialize)]
pub struct Load {
    /// The days that are counted.
    pub window: String,
    /// Those who show it, who carry the most first.
    pub people: Vec<LoadRow>,
    /// How many releases of the window others cut, where these are so many that it says nothing of one.
    pub others: Option<(usize, usize)>,
    /// Releases in each quarter.
    pub quarters: Vec<(String, usize)>,
}

/// How far people have come.
#[derive(Clone, Debug, Serialize)]
pub struct Ladder {
    /// The rungs, the highest first, each with what it takes and those on it who show it.
    pub rungs: Vec<Rung>,
    /// How many people do not show it.
    pub hidden: usize,
}

/// One rung.
#[derive(Clone, Debug, Serialize)]
pub struct Rung {
    /// Its word.
    pub name: &'static str,
    /// What it takes.
    pub takes: String,
    /// Those on it.
    pub people: Vec<RungRow>,
}

/// The figures.
#[derive(Clone, Debug, Serialize)]
pub struct Metrics {
    /// The days that are looked at.
    pub window: String,
    /// The figures about releases.
    pub figures: Vec<FigureRow>,
    /// What organisations did.
    pub organisations: Table,
    /// The figures of organisations: what each is called and means.
    pub kpis: Vec<(&'static str, &'static str, &'static str)>,
    /// Quarter by quarter; may be empty.
    pub quarters: Table,
    /// Why GitHub was not asked; empty where it was.
    pub without_github: Words,
}
