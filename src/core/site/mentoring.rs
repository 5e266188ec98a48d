//! Who mentored whom: in the releases, and in the pairings that go on.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::people::{Pairing, Show, is_nobody};
use crate::core::site::Words;
use crate::core::site::charts::mentoring_chart;
use crate::core::site::maker::Maker;
use crate::core::site::page::{Content, Mentoring, Page};
use crate::core::site::row::{PairRow, PairingRow};

impl Maker<'_> {
    /// Returns the page.
    pub(super) fn mentoring(&self) -> Page {
        let pairings = self.facts.published.pairings(self.facts.pairings);
        let mut pairings: Vec<PairingRow> = pairings.into_iter().map(|pairing| self.pairing_row(pairing)).collect();
        pairings.sort_by(|one, other| {
            (&one.mentor.login, &one.mentee.login).cmp(&(&other.mentor.login, &other.mentee.login))
        });
        let pairs = self.pairs();
        let chart = mentoring_chart(&pairs);
        let content = Mentoring { pairs, pairings };
        Page::new("mentoring.html", "Mentoring", Content::Mentoring(content)).with([chart])
    }

    /// Returns each pair of a mentor and somebody who cut a release with them, those with the most releases first.
    pub(super) fn pairs(&self) -> Vec<PairRow> {
        let mut found: BTreeMap<(&str, &str), PairRow> = BTreeMap::new();
        for release in &self.releases {
            // Who stands there under two logins is one person.
            let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
            for mentor in release.mentored_by.iter().filter(|given| !is_nobody(given)) {
                for mentee in release.released_by.iter().filter(|given| !is_nobody(given)) {
                    let (one, other) = (self.directory.login(mentor), self.directory.login(mentee));
                    if one == other || !seen.insert((one, other)) {
                        continue;
                    }
                    let pair = found.entry((one, other)).or_insert_with(|| PairRow {
                        mentor: self.who(mentor),
                        mentee: self.who(mentee),
                        count: 0,
                        first: release.date,
                        last: release.date,
                    });
                    pair.count += 1;
                    pair.first = [pair.first, release.date].into_iter().flatten().min();
                    pair.last = pair.last.max(release.date);
                }
            }
        }
        let mut pairs: Vec<PairRow> = found.into_values().collect();
        pairs.sort_by_key(|pair| std::cmp::Reverse((pair.count, pair.last)));
        pairs
    }

    fn pairing_row(&self, pairing: &Pairing) -> PairingRow {
        let shows = |login: &str| self.directory.person(login).is_some_and(|person| person.shows(Show::CheckIn));
        let both = shows(&pairing.mentor) && shows(&pairing.mentee);
        let next = pairing.next_check_in.as_ref().filter(|next| both && self.is_to_come(next));
        PairingRow {
            mentor: self.who(&pairing.mentor),
            mentee: self.who(&pairing.mentee),
            since: pairing.accepted,
            check_in: Words::of(&next.map(|next| next.when.to_string()).unwrap_or_default()),
        }
    }
}
