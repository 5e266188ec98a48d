//! Whatever happened, everything is accounted for, once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proptest::collection::vec;
use proptest::prelude::*;

use super::story::{Story, Told};
use crate::core::changelog::assemble::{Frame, Sources, assemble};
use crate::core::changelog::decide::Decided;
use crate::core::changelog::history::{Facts, PullRequest};
use crate::core::changelog::rules::Rules;

/// Something that happens on a branch.
#[derive(Clone, Debug)]
enum Event {
    Direct(&'static str),
    Squash(&'static str),
    /// A merge of branches that begin so many commits before the tip, with or without a number.
    Merge {
        numbered: bool,
        back: usize,
        arms: Vec<Vec<Event>>,
    },
    /// Somebody commits on an old tip, pulls the branch into it, and pushes.
    Foxtrot(usize),
    /// Takes back what an earlier number did, by number or by the id of its commit.
    Revert(usize, bool),
    /// Ports an earlier number, or one that is not in the range.
    Backport(usize),
    /// One more commit for an earlier number.
    Again(usize),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let leaf = prop_oneof![
        3 => prop_oneof![Just("Mend it"), Just("Release 1.2.3"), Just("Revert \"Mend it\"")].prop_map(Event::Direct),
        4 => prop_oneof![Just("Add it"), Just("Bump version"), Just("Add it (#7) now")].prop_map(Event::Squash),
        1 => (0..6_usize).prop_map(Event::Foxtrot),
        2 => (0..9_usize, any::<bool>()).prop_map(|(which, by_number)| Event::Revert(which, by_number)),
        1 => (0..9_usize).prop_map(Event::Backport),
        1 => (0..9_usize).prop_map(Event::Again),
    ];
    let event = leaf.prop_recursive(3, 24, 5, |inner| {
        (any::<bool>(), 0..4_usize, vec(vec(inner, 1..4), 1..4)).prop_map(|(numbered, back, arms)| Event::Merge {
            numbered,
            back,
            arms,
        })
    });
    vec(event, 0..10)
}

/// What is written as it happens: the commits, and the numbers that were given out with the commits that have them.
struct Writer {
    story: Story,
    numbers: Vec<(u64, String, usize)>,
}

impl Writer {
    fn next(&self) -> u64 {
        100 + self.numbers.len() as u64
    }

    fn number(&mut self, parents: &[usize], title: &str, message: String) -> usize {
        let number = self.next();
        let place = self.story.commit(parents, message);
        self.numbers.push((number, title.to_owned(), place));
        place
    }

    fn earlier(&self, which: usize) -> Option<(u64, String, usize)> {
        self.numbers.iter().rev().nth(which).cloned()
    }

    /// Adds events after the newest of `chain`, which holds the branch from its start.
    fn write(&mut self, chain: &mut Vec<usize>, events: &[Event]) {
        for event in events {
            let tip = chain[chain.len() - 1];
            let number = self.next();
            let place = match event {
                Event::Direct(title) => self.story.commit(&[tip], *title),
                Event::Squash(title) => self.number(&[tip], title, format!("{title} (#{number})")),
                Event::Merge { numbered, back, arms } => {
                    let start = chain.len() - 1 - back.min(&(chain.len() - 1));
                    let mut parents = vec![tip];
                    for arm in arms {
                        let mut side = vec![chain[start]];
                        self.write(&mut side, arm);
                        parents.push(side[side.len() - 1]);
                    }
                    let number = self.next();
                    if *numbered {
                        self.number(&parents, "Whole", format!("Merge pull request #{number} from ann/x\n\nWhole"))
                    } else {
                        self.story.commit(&parents, "Merge branch 'x'")
                    }
                }
                Event::Foxtrot(back) => {
                    let start = chain.len() - 1 - back.min(&(chain.len() - 1));
                    let own = self.story.commit(&[chain[start]], "My own");
                    self.story.commit(&[own, tip], "Merge branch 'main' of https://github.com/octo/hello")
                }
                Event::Revert(which, by_number) => match self.earlier(*which) {
                    Some((reverted, title, _)) if *by_number => {
                        let title = format!("Revert \"{title} (#{reverted})\"");
                        self.number(&[tip], &title, format!("{title} (#{number})"))
                    }
                    Some((_, title, place)) => {
                        let id = super::story::id(place);
                        self.story.commit(&[tip], format!("Revert \"{title}\"\n\nThis reverts commit {id}."))
                    }
                    None => self.story.commit(&[tip], "Nothing to revert"),
                },
                Event::Backport(which) => {
                    let original = self.earlier(*which).map_or(9, |(number, _, _)| number);
                    let title = format!("Backport PR #{original}: Add it");
                    self.number(&[tip], &title, format!("{title} (#{number})"))
                }
                Event::Again(which) => match self.earlier(*which) {
                    Some((number, title, _)) => self.story.commit(&[tip], format!("{title} (#{number})")),
                    None => self.story.commit(&[tip], "Nothing to add to"),
                },
            };
            chain.push(place);
        }
    }
}

/// Tells a story; `bases` says into which branch GitHub knows each pull request to be merged, where it was asked.
fn told(events: &[Event], bases: Option<&[bool]>) -> (Told, Facts) {
    let mut writer = Writer { story: Story::new(), numbers: Vec::new() };
    let mut chain = vec![0];
    writer.write(&mut chain, events);
    let mut facts = Facts { asked: bases.is_some(), ..Facts::default() };
    if let Some(bases) = bases.filter(|bases| !bases.is_empty()) {
        facts.pull_requests = writer
            .numbers
            .iter()
            .zip(bases.iter().cycle())
            .map(|((number, title, _), is_main)| {
                let base = if *is_main { "main" } else { "topic" }.to_owned();
                (*number, PullRequest { number: *number, title: title.clone(), base, ..PullRequest::default() })
            })
            .collect::<HashMap<_, _>>();
    }
    (writer.story.tell(chain[chain.len() - 1], &facts, &Rules::default()), facts)
}

fn check(told: &Told, facts: &Facts) -> Result<(), TestCaseError> {
    let accounting = told.accounting();
    let buckets = serde_json::to_value(&accounting.buckets).unwrap();
    let mut bucket_of: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    let mut total = 0;
    for (name, bucket) in buckets.as_object().unwrap() {
        let bucket = bucket.as_array().unwrap();
        total += bucket.len();
        for number in bucket.iter().filter_map(serde_json::Value::as_u64) {
            bucket_of.entry(number).or_default().push(name);
        }
    }
    prop_assert_eq!(total, accounting.pull_requests + accounting.direct_commits);
    prop_assert_eq!(accounting.buckets.direct.len(), accounting.direct_commits);
    prop_assert_eq!(accounting.walked.len(), accounting.walked_commits);
    for (number, names) in &bucket_of {
        prop_assert_eq!(names.len(), 1, "#{} is in {:?}", number, names);
    }
    let nodes = || told.history.graph.nodes();
    let named: BTreeSet<u64> =
        nodes().filter_map(|node| told.history.commit(node).message.reference).map(|found| found.number).collect();
    let accounted: BTreeSet<u64> = bucket_of.keys().copied().collect();
    prop_assert_eq!(named, accounted);
    for node in nodes() {
        prop_assert!(told.walk.owner(node).is_some(), "{:?} has no owner", told.history.graph.id(node));
    }
    let direct: BTreeSet<_> = accounting.buckets.direct.iter().collect();
    prop_assert_eq!(direct.len(), accounting.direct_commits);
    for walked in &accounting.walked {
        match walked.pull_request {
            Some(number) => prop_assert!(bucket_of.contains_key(&number)),
            None => prop_assert!(direct.contains(&walked.commit), "{:?} names no entry", walked.commit),
        }
    }
    let mut owners = vec![0; told.walk.steps.len()];
    for step in told.decided.entries.iter().flat_map(|entry| &entry.steps) {
        owners[*step] += 1;
    }
    prop_assert!(owners.iter().all(|count| *count == 1), "a step belongs to {:?} entries", owners);
    let shown = shown(told, facts);
    for number in &accounting.buckets.listed {
        prop_assert_eq!(shown.get(number), Some(&1), "#{} is printed {:?} times", number, shown.get(number));
    }
    Ok(())
}

/// How often each number is printed.
fn shown(told: &Told, facts: &Facts) -> BTreeMap<u64, usize> {
    let rules = Rules::default();
    let sources =
        Sources { history: &told.history, facts, walk: &told.walk, rules: &rules, identities: &told.identities };
    let decided = Decided { entries: told.decided.entries.clone(), accounting: told.decided.accounting.clone() };
    let changelog = assemble(&sources, decided, Frame::default(), &mut |_, _| {});
    let mut shown = BTreeMap::new();
    for number in changelog.sections.iter().flat_map(|section| &section.changes).filter_map(|change| change.number) {
        *shown.entry(number).or_default() += 1;
    }
    shown
}

proptest! {
    #[test]
    fn every_number_and_commit_is_accounted_for_once(events in events()) {
        let (told, facts) = told(&events, None);
        check(&told, &facts)?;
    }

    #[test]
    fn also_where_github_knows_the_branches(events in events(), bases in vec(any::<bool>(), 1..12)) {
        let (told, facts) = told(&events, Some(&bases));
        check(&told, &facts)?;
    }
}
