//! What a site is made of, from the store and the repository.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::away::KnownAway;
use crate::cli::context::Context;
use crate::cli::report::model::Report;
use crate::cli::report::site::Source;
use crate::cli::report::text;
use crate::core::ledger::Release;
use crate::core::people::{Away, Pairing, Show};
use crate::core::rotation::{self, History, Slot};
use crate::core::run::{Event, Run};
use crate::core::site::{Content, Facts, Page, Published, Table, Words};
use crate::failure::Failure;
use crate::render::site::sections;
use crate::store::Store;

/// What a site is made of besides the report.
pub(super) struct Gathered {
    /// Of all projects, up to the day of the site.
    releases: Vec<Release>,
    slots: Vec<Slot>,
    pairings: Vec<Pairing>,
    away: Vec<Away>,
    runs: Vec<(String, Run, Vec<Event>)>,
    organisations: Table,
    quarters: Table,
}

impl Gathered {
    /// Reads it.
    pub(super) fn of(
        context: &Context<'_>,
        source: &Source<'_>,
        report: &Report<'_, '_>,
        published: &Published,
    ) -> Result<Self, Failure> {
        let Source { place, store, names, roster, .. } = *source;
        let mut releases = names.releases(store, &place.project, true)?;
        releases.retain(|release| release.date.is_none_or(|date| date <= report.window.until));
        let shows_away: BTreeSet<String> = published
            .roster
            .0
            .iter()
            .filter(|person| person.shows(Show::Away))
            .map(|person| person.login.to_lowercase())
            .collect();
        let mut away = Vec::new();
        // Where nobody shows it, it is not even read.
        if !shows_away.is_empty() {
            away = KnownAway::of(context, place, &Store::open_private(&place.repository)?, roster)?.all;
            away.retain(|away| shows_away.contains(&away.login.to_lowercase()));
            for away in &mut away {
                away.reason.clear();
            }
        }
        let mut slots = store.slots()?;
        for project in slots.iter_mut().flat_map(|slot| &mut slot.projects) {
            *project = names.today(project).to_owned();
        }
        Ok(Self {
            releases,
            slots,
            pairings: store.pairings()?,
            away,
            runs: runs(source, report),
            organisations: organisations(report, published),
            quarters: table(&text::quarters(report)),
        })
    }

    /// Returns what the order of turns follows from: nobody’s days, as only this machine may know them.
    pub(super) fn history<'a>(&'a self, source: &Source<'a>) -> History<'a> {
        History::of(rotation::Facts {
            roster: source.roster,
            releases: &self.releases,
            slots: &self.slots,
            away: &[],
            pairings: &self.pairings,
            policy: source.policy,
        })
    }

    /// Returns all that a site is made of.
    pub(super) fn facts<'a>(
        &'a self,
        source: &Source<'a>,
        report: &'a Report<'_, '_>,
        published: &'a Published,
        history: &'a History<'a>,
        is_bot: &'a dyn Fn(&str) -> bool,
    ) -> Facts<'a> {
        Facts {
            published,
            history,
            slots: &self.slots,
            pairings: &self.pairings,
            away: &self.away,
            policy: source.policy,
            runs: &self.runs,
            projects: report.projects,
            figures: &report.figures,
            organisations: &self.organisations,
            quarters: &self.quarters,
            without_github: report.why_not.as_deref(),
            window: report.window,
            day: report.window.until,
            is_bot,
        }
    }
}

/// Returns the runs that everybody knows. What cannot be read was told with the figures.
fn runs(source: &Source<'_>, report: &Report<'_, '_>) -> Vec<(String, Run, Vec<Event>)> {
    let all = source.store.runs().unwrap_or_default();
    let read = all.iter().filter_map(|name| {
        let project = source.names.today(&name.project);
        report.projects.iter().find(|known| *known == project)?;
        let (_, events) = source.store.read_events(name).ok()??;
        Some((project.to_owned(), Run::replay(&events).ok()?, events))
    });
    read.collect()
}

/// Returns what organisations did, without those that nobody is or was with who agreed to be listed.
fn organisations(report: &Report<'_, '_>, published: &Published) -> Table {
    let of_people = published.roster.0.iter().flat_map(|person| &person.affiliations).map(|one| &*one.organisation);
    let of_releases = published.releases.iter().flat_map(|release| release.organisations.iter().map(|(_, name)| name));
    let shown: BTreeSet<String> = of_people.chain(of_releases).map(|name| name.trim().to_lowercase()).collect();
    let mut rows = text::organisations(report);
    let last = rows.len().saturating_sub(1);
    let mut place = 0;
    rows.retain(|[name, ..]| {
        let is_frame = place == 0 || place == last;
        place += 1;
        is_frame || name == "(not known)" || shown.contains(&name.to_lowercase())
    });
    table(&rows)
}

fn table<const COUNT: usize>(rows: &[[String; COUNT]]) -> Table {
    let words = |row: &[String; COUNT]| row.iter().map(|text| Words::of(text)).collect::<Vec<_>>();
    let mut rows = rows.iter().map(words);
    Table { head: rows.next().unwrap_or_default(), rows: rows.collect() }
}

/// Puts the sections of the project’s changelogs on the pages of its releases: those of the newest commit, and where they
/// have none, as is usual for a release of an older line, those of the release’s own commit.
pub(super) fn put_changelog(source: &Source<'_>, pages: &mut [Page]) {
    let place = source.place;
    let mut releases: BTreeMap<String, usize> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        let Content::Release(release) = &page.content else { continue };
        if release.project.as_str() == Words::of(&place.project).as_str() {
            for name in [&release.row.tag, &release.version] {
                let name = name.as_str().to_lowercase();
                releases.entry(name.trim_start_matches('v').to_owned()).or_insert(number);
                releases.entry(name).or_insert(number);
            }
        }
    }
    if releases.is_empty() {
        return;
    }
    let server = place.connection.pages();
    let at = |path: &str, commit: &str| {
        let folder = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        server.map(|server| format!("{server}/{}/blob/{commit}/{folder}", place.project))
    };
    let mut files = place.repository.changelogs(&place.config.rules.housekeeping);
    // The file of the configuration comes first, then those nearest to the top.
    files.sort_by_key(|(path, _)| (place.config.file.as_ref() != Some(path), path.matches('/').count(), path.clone()));
    for (path, text) in &files {
        for (number, html) in sections(path, text, &releases, at(path, "HEAD").as_deref()) {
            if let Some(release) = changelog_of(pages, number) {
                release.get_or_insert(html);
            }
        }
    }
    let mut missing: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    for (name, number) in releases {
        if matches!(changelog_of(pages, number), Some(None)) {
            missing.entry(number).or_default().insert(name, number);
        }
    }
    for (number, names) in missing {
        let Some(Page { content: Content::Release(release), .. }) = pages.get_mut(number) else { continue };
        let Ok(commit) = place.repository.commit(release.commit.as_str()) else { continue };
        release.changelog = files.iter().find_map(|(path, _)| {
            let text = String::from_utf8(place.repository.content_at(commit, path).ok()??).ok()?;
            let lower = text.to_lowercase();
            // To read all of a long text takes longer than to look whether that is worth it.
            names.keys().any(|name| lower.contains(name)).then_some(())?;
            sections(path, &text, &names, at(path, release.commit.as_str()).as_deref()).remove(&number)
        });
    }
}

fn changelog_of(pages: &mut [Page], number: usize) -> Option<&mut Option<String>> {
    match pages.get_mut(number) {
        Some(Page { content: Content::Release(release), .. }) => Some(&mut release.changelog),
        _ => None,
    }
}
