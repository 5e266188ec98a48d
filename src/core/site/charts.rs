//! The charts of the pages: the same values as the tables beside them.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::core::chart::{self, Bar, Bars, Chart, Kind, Mark, Pair, Row, RunLine, RunStep, Stretch, Timeline};
use crate::core::ledger::Release;
use crate::core::ledger::metrics::Credit;
use crate::core::run::{Event, Waited, What, known_steps, length, timeline};
use crate::core::site::Words;
use crate::core::site::maker::Maker;
use crate::core::site::page::Rung;
use crate::core::site::row::{LoadRow, PairRow};
use crate::core::text::plural;

/// What stands for those who are not named, and for organisations that are not shown.
const NOT_NAMED: &str = "not named";
const NOT_SHOWN: &str = "not shown";

impl Maker<'_> {
    /// Returns the time line of releases with a row for each person; of the newest where there are more than `most`.
    pub(super) fn by_person(&self, title: &str, since: Option<Date>, most: usize) -> Option<Chart> {
        self.timeline(title, "person", since, most, |credit| match credit.led.as_slice() {
            [] => vec![NOT_NAMED.to_owned()],
            led => led.iter().map(|(login, _)| format!("@{}", Words::of(login).as_str())).collect(),
        })
    }

    /// Returns the same with a row for each organisation, as far as those agreed to be listed who were with it.
    pub(super) fn by_organisation(&self, title: &str) -> Option<Chart> {
        if self.credits.all.iter().all(|credit| credit.organisation().is_none()) {
            return None;
        }
        self.timeline(title, "organisation", None, usize::MAX, |credit| {
            vec![credit.organisation().map_or_else(|| NOT_SHOWN.to_owned(), |name| Words::of(name).as_str().to_owned())]
        })
    }

    fn timeline(
        &self,
        title: &str,
        noun: &str,
        since: Option<Date>,
        most: usize,
        names: impl Fn(&Credit<'_>) -> Vec<String>,
    ) -> Option<Chart> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut rows: Vec<Row> = Vec::new();
        let lately = self.credits.all.iter().rev().filter(|credit| since.is_none_or(|since| credit.date >= since));
        for credit in lately.take(most) {
            for name in names(credit) {
                let place = *places.entry(name.to_lowercase()).or_insert(rows.len());
                if place == rows.len() {
                    let is_of_others = [NOT_NAMED, NOT_SHOWN].contains(&name.as_str());
                    rows.push(Row { name, is_of_others, marks: Vec::new() });
                }
                if let Some(row) = rows.get_mut(place) {
                    row.marks.push(mark(credit.release, credit.date));
                }
            }
        }
        let (title, noun) = (title.to_owned(), noun.to_owned());
        let timeline = Timeline { title, noun, rows, until: Some(self.facts.day) };
        Chart::of(|room| timeline.draw(room))
    }
}

impl Maker<'_> {
    /// Returns how a run went, step by step.
    pub(super) fn run_line(&self, release: &Release, events: &[Event]) -> Option<Chart> {
        let known = known_steps(events);
        let name = |login: &str| match self.who_beside(release, login).login {
            login if login.is_empty() => NOT_NAMED.to_owned(),
            login => format!("@{}", login.as_str()),
        };
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut steps: Vec<RunStep> = Vec::new();
        for entry in timeline(events) {
            let (Some(id), Some(ended)) = (&entry.step, entry.ended) else { continue };
            let place = *places.entry(id.clone()).or_insert(steps.len());
            if place == steps.len() {
                let title = known.get(id.as_str()).map_or(id.as_str(), |step| &step.title);
                steps.push(RunStep { name: Words::of(title).as_str().to_owned(), ..RunStep::default() });
            }
            let Some(step) = steps.get_mut(place) else { continue };
            step.note = length(ended.duration_since(entry.started));
            let waiting = entry.waited_for.iter().any(|one| matches!(one, Waited::Mentor | Waited::Time(_)));
            let (from, until, hint) = (entry.started, ended, name(&entry.who));
            step.stretches.push(Stretch { from, until, waiting, hint });
        }
        for event in events {
            if let What::SignedOff { step, by, .. } = &event.what
                && let Some(step) = places.get(step.as_str()).and_then(|place| steps.get_mut(*place))
            {
                step.sign_offs.push((event.when, name(by)));
            }
        }
        let title = format!("How {} was released", Words::of(&release.tag).as_str());
        let run = RunLine { title, steps };
        Chart::of(|room| run.draw(room))
    }
}

/// Returns who mentored whom as a graph.
pub(super) fn mentoring_chart(pairs: &[PairRow]) -> Option<Chart> {
    let pair = |row: &PairRow| Pair {
        mentor: format!("@{}", row.mentor.login.as_str()),
        mentee: format!("@{}", row.mentee.login.as_str()),
        count: u64::try_from(row.count).unwrap_or(u64::MAX),
        last: row.last,
    };
    let title = "Who mentored whom".to_owned();
    let mentoring = chart::Mentoring { title, names: BTreeMap::new(), pairs: pairs.iter().map(pair).collect() };
    Chart::of(|room| mentoring.draw(room))
}

/// Returns how many of those who show it stand on each rung.
pub(super) fn ladder_chart(rungs: &[Rung]) -> Option<Chart> {
    let count = |rung: &Rung| (rung.name.to_owned(), u64::try_from(rung.people.len()).unwrap_or(u64::MAX));
    let ladder = chart::Ladder { title: "Ladder".to_owned(), rungs: rungs.iter().rev().map(count).collect() };
    Chart::of(|_| ladder.draw())
}

fn mark(release: &Release, date: Date) -> Mark {
    let label = Words::of(&release.tag).as_str().to_owned();
    Mark { date, kind: Kind::of(&release.kind), security: release.security, label }
}

/// Returns what people carry as bars.
pub(super) fn load_chart(people: &[LoadRow]) -> Option<Chart> {
    let bar = |row: &LoadRow| Bar {
        name: format!("@{}", row.who.login.as_str()),
        text: plural(row.led, "release"),
        amount: u64::try_from(row.led).unwrap_or(u64::MAX),
    };
    bars("Releases by person", "person", people.iter().map(bar).collect())
}

/// Returns the releases of quarters as bars.
pub(super) fn quarter_chart(quarters: &[(String, usize)]) -> Option<Chart> {
    let bar = |(name, count): &(String, usize)| Bar {
        name: name.clone(),
        text: count.to_string(),
        amount: u64::try_from(*count).unwrap_or(u64::MAX),
    };
    bars("Releases by quarter", "quarter", quarters.iter().map(bar).collect())
}

fn bars(title: &str, noun: &str, bars: Vec<Bar>) -> Option<Chart> {
    let (title, noun) = (title.to_owned(), noun.to_owned());
    let bars = Bars { title, noun, bars };
    Chart::of(|_| bars.draw())
}
