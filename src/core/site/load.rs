//! Who carries how much: those who show it by name, all others together.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::core::ledger::metrics::Window;
use crate::core::people::{Person, Show};
use crate::core::site::charts::{load_chart, quarter_chart};
use crate::core::site::maker::Maker;
use crate::core::site::page::{Content, Load, Page};
use crate::core::site::row::LoadRow;
use crate::core::text::plural;

/// Of fewer people than these, what they did together says too much of each.
const FEWEST_OTHERS: usize = 3;

/// So many quarters are counted.
const QUARTERS: usize = 12;

impl Maker<'_> {
    /// Returns the page.
    pub(super) fn load(&self) -> Page {
        let window = self.load_window();
        let mut people: Vec<LoadRow> =
            self.directory.people().filter(|person| person.shows(Show::Load)).map(|one| self.load_row(one)).collect();
        people.sort_by(|one, other| {
            (other.led, other.mentored, &one.who.login).cmp(&(one.led, one.mentored, &other.who.login))
        });
        let mut others: HashSet<&str> = HashSet::new();
        let mut releases = 0;
        for credit in self.credits.all.iter().filter(|credit| window.contains(credit.date)) {
            let hides = |login: &str| !self.directory.person(login).is_some_and(|person| person.shows(Show::Load));
            let hidden: Vec<&str> = credit.led.iter().map(|(login, _)| *login).filter(|login| hides(login)).collect();
            releases += usize::from(!hidden.is_empty());
            others.extend(hidden);
        }
        let others = Some((others.len(), releases)).filter(|(count, _)| *count >= FEWEST_OTHERS);
        let content = Load { window: window.in_words(), people, others, quarters: self.quarters() };
        let charts = [load_chart(&content.people), quarter_chart(&content.quarters)];
        Page::new("load.html", "Load", Content::Load(content)).with(charts)
    }

    /// Returns what somebody carries.
    pub(super) fn load_row(&self, person: &Person) -> LoadRow {
        let window = self.load_window();
        let own = self.deeds.get(person.login.as_str()).map(Vec::as_slice).unwrap_or_default();
        let is_inside = |place: usize| {
            self.releases.get(place).and_then(|release| release.date).is_some_and(|date| window.contains(date))
        };
        let inside: Vec<&Vec<&str>> =
            own.iter().filter(|(place, _)| is_inside(*place)).map(|(_, roles)| roles).collect();
        let count = |role: &str| inside.iter().filter(|roles| roles.contains(&role)).count();
        let most = [("release", person.capacity.releases), ("mentee", person.capacity.mentees)];
        let most = most.into_iter().filter_map(|(what, most)| Some(plural(usize::try_from(most?).ok()?, what)));
        LoadRow {
            who: Self::listed(person),
            led: count("led"),
            mentored: count("mentored"),
            mentees: self.standings.get(&person.login).map_or(0, |standing| standing.mentees),
            capacity: most.collect::<Vec<_>>().join(", "),
        }
    }

    /// Returns the days over which the team counts the load.
    fn load_window(&self) -> Window {
        Window::back(self.facts.day, self.facts.policy.window)
    }

    /// Returns the releases of each quarter up to the day of the site, those before the first one left out.
    fn quarters(&self) -> Vec<(String, usize)> {
        let Some(first) = self.credits.all.first() else { return Vec::new() };
        let all = Window { since: first.date, until: self.facts.day }.quarters();
        let lately = all.get(all.len().saturating_sub(QUARTERS)..).unwrap_or_default();
        let name = |date: jiff::civil::Date| (date.year(), (date.month() - 1) / 3 + 1);
        let mut counts: BTreeMap<_, usize> = lately.iter().map(|window| (name(window.since), 0)).collect();
        let mut known: HashMap<_, usize> = HashMap::new();
        for credit in &self.credits.all {
            *known.entry(name(credit.date)).or_default() += 1;
        }
        for (quarter, count) in &mut counts {
            *count = known.get(quarter).copied().unwrap_or_default();
        }
        counts.into_iter().map(|((year, quarter), count)| (format!("{year} Q{quarter}"), count)).collect()
    }
}
