//! The metrics: each with what it was counted from, and over which days.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::core::ledger::metrics::cut::median;
use crate::core::ledger::metrics::factor::{fewest_for_half, shares};
use crate::core::ledger::metrics::rungs::conversions;
use crate::core::ledger::metrics::{Credit, Credits, Cut, Directory, Window};
use crate::core::policy::Policy;

/// Of less than this many, nothing can be told.
pub const ENOUGH: usize = 5;

/// One metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name in JSON and in [`definition`](super::definition).
    pub key: &'static str,
    /// What it says; it says nothing where [`Figure::is_enough`] does not hold.
    pub value: Value,
    /// From how many it was counted.
    pub n: usize,
    /// What these are: `release`.
    pub noun: &'static str,
    /// The days that were looked at.
    pub window: Window,
    /// Who is meant, by login, sorted; empty where the figure is about nobody in particular.
    pub people: Vec<String>,
}

/// What a metric says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number of people.
    People(usize),
    /// A number of organisations.
    Organisations(usize),
    /// So many of [`Figure::n`].
    Part(usize),
    /// A time in minutes.
    Minutes(u64),
}

impl Figure {
    /// Says whether it was counted from enough.
    pub fn is_enough(&self) -> bool {
        self.n >= ENOUGH
    }
}

/// Returns all metrics of a window.
pub fn metrics<'a>(
    credits: &Credits<'a>,
    directory: &Directory<'a>,
    policy: &Policy,
    cuts: &[Cut],
    window: Window,
) -> Vec<Figure> {
    // Nothing after the window is known to it.
    let end = credits.all.partition_point(|credit| credit.date <= window.until);
    let all: Vec<&Credit<'a>> = credits.all.get(..end).unwrap_or_default().iter().collect();
    let inside: Vec<&Credit<'a>> = all.iter().copied().filter(|credit| window.contains(credit.date)).collect();
    let mut figures = Vec::from(factors(&inside, window));
    figures.extend(shepherds(&all, &inside, policy, window));
    let ever = Window { since: all.first().map_or(window.since, |credit| credit.date).min(window.since), ..window };
    figures.extend(conversions(&all, directory, &policy.ladder, ever));
    figures.extend(times(&inside, cuts, window));
    figures
}

/// How few carry half of the releases.
fn factors(inside: &[&Credit<'_>], window: Window) -> [Figure; 2] {
    let people: Vec<Vec<&str>> =
        inside.iter().map(|credit| credit.led.iter().map(|(login, _)| *login).collect()).collect();
    let written = |credit: &&Credit<'_>| credit.led.iter().map(|(_, name)| name.map(str::to_lowercase)).collect();
    let names: Vec<Vec<Option<String>>> = inside.iter().map(written).collect();
    let organisations: Vec<Vec<Option<&str>>> =
        names.iter().map(|piece| piece.iter().map(Option::as_deref).collect()).collect();
    let mut known = shares(&organisations);
    known.remove(&None);
    let n = people.iter().filter(|piece| !piece.is_empty()).count();
    let n_known = organisations.iter().filter(|piece| piece.iter().any(Option::is_some)).count();
    let (people, organisations) =
        (fewest_for_half(shares(&people).into_values()), fewest_for_half(known.into_values()));
    let figure = |key, value, n| Figure { key, value, n, noun: "release", window, people: Vec::new() };
    [
        figure("release-absence-factor", Value::People(people), n),
        figure("elephant-factor", Value::Organisations(organisations), n_known),
    ]
}

/// Who could release, who began to, who went on, and who stopped.
fn shepherds(all: &[&Credit<'_>], inside: &[&Credit<'_>], policy: &Policy, window: Window) -> [Figure; 4] {
    let recent = Window::back(window.until, policy.capable);
    let mut first: HashMap<&str, jiff::civil::Date> = HashMap::new();
    let mut last: HashMap<&str, jiff::civil::Date> = HashMap::new();
    for credit in all {
        for (login, _) in &credit.led {
            first.entry(login).or_insert(credit.date);
            last.insert(login, credit.date);
        }
    }
    let now: HashSet<&str> = inside.iter().flat_map(|credit| credit.led.iter().map(|(login, _)| *login)).collect();
    let began = |login: &str| first.get(login).is_some_and(|day| window.contains(*day));
    let named =
        |credits: &mut dyn Iterator<Item = &&Credit<'_>>| credits.filter(|credit| !credit.led.is_empty()).count();
    let figure = |key, people: Vec<&str>, n, window| {
        let people: BTreeSet<&str> = people.into_iter().collect();
        let value = Value::People(people.len());
        Figure { key, value, n, noun: "release", window, people: people.into_iter().map(str::to_owned).collect() }
    };
    let of = |wanted: &dyn Fn(&str) -> bool| now.iter().copied().filter(|login| wanted(login)).collect::<Vec<_>>();
    let lasting = |wanted: bool| {
        let found = last.iter().filter(|(_, day)| recent.contains(**day) == wanted);
        found.map(|(login, _)| *login).collect::<Vec<_>>()
    };
    let ever = Window { since: all.first().map_or(window.since, |credit| credit.date), ..window };
    let inside_count = named(&mut inside.iter());
    [
        figure(
            "capable-set",
            lasting(true),
            named(&mut all.iter().filter(|credit| recent.contains(credit.date))),
            recent,
        ),
        figure("new-shepherds", of(&|login| began(login)), inside_count, window),
        figure("returning-shepherds", of(&|login| !began(login)), inside_count, window),
        figure("inactive-shepherds", lasting(false), named(&mut all.iter()), ever),
    ]
}

/// How long releases took.
fn times(inside: &[&Credit<'_>], cuts: &[Cut], window: Window) -> [Figure; 2] {
    let day = |cut: &&Cut| window.contains(cut.recorded.to_zoned(jiff::tz::TimeZone::UTC).date());
    let run: Vec<u64> = cuts.iter().filter(day).map(Cut::minutes).collect();
    let spent: Vec<u64> = inside.iter().filter_map(|credit| credit.release.spent_minutes).map(u64::from).collect();
    let figure = |key, values: Vec<u64>, noun| {
        let n = values.len();
        Figure { key, value: Value::Minutes(median(values).unwrap_or(0)), n, noun, window, people: Vec::new() }
    };
    [figure("cut-time", run, "run"), figure("time-spent", spent, "release")]
}
