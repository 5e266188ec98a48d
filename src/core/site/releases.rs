//! The releases: the list, and a page for each.

use std::collections::HashMap;

use crate::core::ledger::{Confidence, Release};
use crate::core::run::{Event, Run};
use crate::core::site::Words;
use crate::core::site::maker::Maker;
use crate::core::site::page::{Content, Page, ReleasePage, Releases, Year};
use crate::core::site::row::Link;

/// The release that comes before each and the one that comes after, by the position in the list.
type Neighbours = Vec<(Option<usize>, Option<usize>)>;

impl Maker<'_> {
    /// Returns the list of all releases.
    pub(super) fn release_list(&self) -> Page {
        let mut years: Vec<Year> = Vec::new();
        for release in &self.releases {
            let name = release.date.map_or_else(|| "without a day".to_owned(), |date| date.year().to_string());
            let row = self.row(release);
            if let Some(year) = years.last_mut().filter(|year| year.name == name) {
                year.releases.push(row);
                continue;
            }
            let anchor = format!("year-{}", name.replace(' ', "-"));
            years.push(Year { name, anchor, releases: vec![row] });
        }
        let all = self.releases.len();
        let charts =
            [self.by_person("Releases by person", None, usize::MAX), self.by_organisation("Releases by organisation")];
        Page::new("releases.html", "Releases", Content::Releases(Releases { years, all })).with(charts)
    }

    /// Returns the page of each release.
    pub(super) fn release_pages(&self) -> Vec<Page> {
        let neighbours = self.neighbours();
        let mut runs: HashMap<(&str, &str), (&Run, &[Event])> = HashMap::new();
        for (project, run, events) in self.facts.runs {
            // What nobody was to know of is still nobody's business, and a rehearsal released nothing.
            if run.start.private || run.start.rehearsal {
                continue;
            }
            for name in [Some(run.version.as_str()), run.recorded.as_deref()].into_iter().flatten() {
                runs.insert((project, name), (run, events));
            }
        }
        let page = |(place, release): (usize, &&Release)| {
            let found = [&release.tag, &release.version];
            let found = found.into_iter().find_map(|name| runs.get(&(release.project.as_str(), name.as_str())));
            let link = |place: Option<usize>| {
                let release = self.releases.get(place?)?;
                Some(Link { name: Words::of(&release.tag), page: self.path(release) })
            };
            let (before, after) = neighbours.get(place).copied().unwrap_or_default();
            let known = match (release.source.meaning(), release.confidence) {
                ("", _) => "nowhere that is recorded".to_owned(),
                (meaning, Confidence::High) => meaning.to_owned(),
                (meaning, Confidence::Medium) => format!("{meaning}, so most likely"),
                (meaning, Confidence::Low) => format!("{meaning}, so perhaps"),
            };
            let content = ReleasePage {
                row: self.row(release),
                project: Words::of(&release.project),
                version: Words::of(&release.version),
                commit: Words::of(&release.commit),
                known: Words::of(&known),
                organisations: self.organisations(release),
                run: found.map(|(run, events)| self.run_part(release, run, events)),
                before: link(before),
                after: link(after),
                changelog: None,
            };
            let chart = found.and_then(|(_, events)| self.run_line(release, events));
            let title = match self.project(&release.project) {
                Some(project) => format!("{} {}", project.as_str(), release.tag),
                None => format!("Release {}", release.tag),
            };
            Page::new(&self.path(release), &title, Content::Release(Box::new(content))).with([chart])
        };
        self.releases.iter().enumerate().map(page).collect()
    }

    /// Returns the organisations of those of a release who agreed to be listed.
    fn organisations(&self, release: &Release) -> Vec<(crate::core::site::Who, Words)> {
        let Some(date) = release.date else { return Vec::new() };
        let people = release.people().into_iter().filter(|login| self.directory.person(login).is_some());
        let known = people.filter_map(|login| {
            let named = release.organisations.of(login).filter(|name| !name.trim().is_empty());
            let organisation = named.or_else(|| self.directory.organisation(login, date))?;
            Some((self.who(login), Words::of(organisation)))
        });
        known.collect()
    }

    fn neighbours(&self) -> Neighbours {
        let mut found: Neighbours = vec![(None, None); self.releases.len()];
        let mut newer: HashMap<&str, usize> = HashMap::new();
        for (place, release) in self.releases.iter().enumerate() {
            if let Some(after) = newer.insert(&release.project, place) {
                if let Some(of_newer) = found.get_mut(after) {
                    of_newer.0 = Some(place);
                }
                if let Some(own) = found.get_mut(place) {
                    own.1 = Some(after);
                }
            }
        }
        found
    }
}
