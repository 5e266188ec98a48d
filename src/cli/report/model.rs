//! What a report shows.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::core::ledger::metrics::{
    ActKind, Activity, Contribution, Credits, Deeds, Directory, Figure, MaintainerRights, Organisations, Returned,
    Totals, Window, maintainers_on,
};

/// All that a report shows.
pub(super) struct Report<'a, 'b> {
    pub(super) figures: Vec<Figure>,
    pub(super) organisations: Organisations<'a>,
    pub(super) rights: MaintainerRights<'b>,
    pub(super) directory: &'b Directory<'a>,
    pub(super) credits: &'b Credits<'a>,
    pub(super) projects: &'b [String],
    pub(super) window: Window,
    pub(super) label: Option<&'b str>,
    /// What counts as triage.
    pub(super) triage: &'b [ActKind],
    pub(super) is_over_time: bool,
    pub(super) is_explained: bool,
    /// What GitHub said; `None` where it was not asked.
    pub(super) github: Option<GithubPart>,
    /// Why it was not asked, or did not answer.
    pub(super) why_not: Option<String>,
}

/// What GitHub said.
pub(super) struct GithubPart {
    pub(super) requests: usize,
    pub(super) pull_requests: Totals,
    pub(super) returned: BTreeSet<Returned>,
    pub(super) issues: Totals,
    /// What was opened quarter by quarter, where that is wanted.
    pub(super) quarters: Vec<(usize, usize)>,
    pub(super) gaps: Gaps,
}

/// What could not be had, a sentence each.
#[derive(Default)]
pub(super) struct Gaps {
    /// Of pull requests that were closed, with their reviews.
    pub(super) pull_requests: Vec<String>,
    pub(super) issues: Vec<String>,
    /// Of pull requests that were opened, for the quarters.
    pub(super) opened: Vec<String>,
}

impl Gaps {
    /// Adds what is about all of them.
    pub(super) fn add(&mut self, gap: &str) {
        for list in [&mut self.pull_requests, &mut self.issues, &mut self.opened] {
            list.push(gap.to_owned());
        }
    }

    /// Adds others.
    pub(super) fn extend(&mut self, others: Self) {
        self.pull_requests.extend(others.pull_requests);
        self.issues.extend(others.issues);
        self.opened.extend(others.opened);
    }

    /// Returns each once.
    pub(super) fn all(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for gap in self.pull_requests.iter().chain(&self.issues).chain(&self.opened) {
            if !all.contains(&gap.as_str()) {
                all.push(gap);
            }
        }
        all
    }
}

/// What was opened, and who had opened something before, by login in lower case.
#[derive(Default)]
pub(super) struct Opened {
    pub(super) all: Vec<Contribution>,
    pub(super) earlier: HashSet<String>,
}

impl Opened {
    /// Returns how many opened something in each quarter, and how many of them came back.
    pub(super) fn quarters(&self, activity: &Activity<'_, '_>, window: Window) -> Vec<(usize, usize)> {
        window.quarters().iter().map(|quarter| activity.returning(&self.all, &self.earlier, *quarter)).collect()
    }
}

/// One quarter.
pub(super) struct Quarter {
    pub(super) window: Window,
    pub(super) maintainers: usize,
    /// Contributors, and those of them who had come before; `None` where GitHub was not asked.
    pub(super) contributors: Option<(usize, usize)>,
}

/// What one organisation did.
pub(super) struct Row<'a> {
    /// As it is written; empty for those whose organisation is not known.
    pub(super) name: String,
    pub(super) deeds: Deeds<'a>,
    /// `None` where GitHub was not asked.
    pub(super) github: Option<OnGithub>,
}

/// What one organisation did on GitHub.
pub(super) struct OnGithub {
    pub(super) pull_requests: usize,
    pub(super) contributors: usize,
    pub(super) returned: usize,
    pub(super) triaged: usize,
}

impl<'a> Report<'a, '_> {
    /// Returns how many releases the window has, and how many of them are pre-releases.
    pub(super) fn releases(&self) -> (usize, usize) {
        let inside = || self.credits.all.iter().filter(|credit| self.window.contains(credit.date));
        (inside().count(), inside().filter(|credit| credit.is_pre_release()).count())
    }

    /// Returns what an organisation did.
    pub(super) fn row(&self, name: &str) -> Row<'a> {
        let key = name.to_lowercase();
        let github = self.github.as_ref().map(|part| {
            let (contributors, returned) = part.pull_requests.returned(&key, &part.returned);
            let count = |totals: &Totals| totals.counts.get(&key).copied().unwrap_or(0);
            OnGithub { pull_requests: count(&part.pull_requests), contributors, returned, triaged: count(&part.issues) }
        });
        let written = self.written().remove(&key).unwrap_or(name).to_owned();
        Row { name: written, deeds: self.organisations.all.get(&key).cloned().unwrap_or_default(), github }
    }

    /// Returns what all organisations did, those with the most releases first, those that are not known last.
    pub(super) fn rows(&self) -> Vec<Row<'a>> {
        let mut keys: BTreeSet<&str> = self.organisations.all.keys().map(String::as_str).collect();
        if let Some(part) = &self.github {
            keys.extend(part.pull_requests.counts.keys().chain(part.issues.counts.keys()).map(String::as_str));
        }
        let mut rows: Vec<Row<'a>> = keys.into_iter().map(|key| self.row(key)).collect();
        rows.sort_by_key(|row| {
            let github = row.github.as_ref().map_or(0, |github| github.pull_requests + github.triaged);
            let most = std::cmp::Reverse((row.deeds.performed.len(), row.deeds.helped.len(), github));
            (row.name.is_empty(), most, row.name.to_lowercase())
        });
        rows
    }

    /// Returns how each organisation is written, by its name in lower case.
    fn written(&self) -> BTreeMap<String, &'a str> {
        let affiliations = self.directory.people().flat_map(|person| &person.affiliations);
        let mut names: Vec<&str> = affiliations.map(|found| found.organisation.trim()).collect();
        // The roster comes in no order, and the same name always has to win.
        names.sort_unstable_by(|one, other| other.cmp(one));
        let mut written: BTreeMap<String, &str> = names.into_iter().map(|name| (name.to_lowercase(), name)).collect();
        written.extend(self.organisations.names.iter().map(|(key, name)| (key.clone(), *name)));
        written
    }

    /// Returns the quarters, where they are wanted.
    pub(super) fn quarters(&self) -> Vec<Quarter> {
        if !self.is_over_time {
            return Vec::new();
        }
        let contributors = |place: usize| self.github.as_ref().and_then(|part| part.quarters.get(place)).copied();
        let quarter = |(place, window): (usize, Window)| Quarter {
            window,
            maintainers: maintainers_on(self.directory, self.rights, window.until),
            contributors: contributors(place),
        };
        self.window.quarters().into_iter().enumerate().map(quarter).collect()
    }

    /// Returns what counts as triage, in words.
    pub(super) fn triage_in_words(&self) -> String {
        self.triage.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ")
    }

    /// Returns what is not known without GitHub.
    pub(super) fn unknown(&self) -> Vec<&'static str> {
        let keys = ["pull-requests-reviewed", "contributors-returned", "issues-triaged"];
        let over_time = ["returning-contributors"].into_iter().filter(|_| self.is_over_time);
        keys.into_iter().chain(over_time).map(crate::core::ledger::metrics::title).collect()
    }
}
