//! What the changes of a release ask of its version, by their sections.

use std::cmp::Reverse;

use crate::core::changelog::model::{Change, Section};
use crate::core::changelog::rules::{BREAKING, DEPRECATION, NEW, SECURITY};
use crate::core::version::ReleaseKind;

/// So many numbers of a reason are written out.
const SHOWN: usize = 4;

/// Why a version is proposed: a fragment, and the changes that it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// A lowercase fragment.
    pub text: String,
    /// The pull requests, sorted.
    pub numbers: Vec<u64>,
    /// The full ids of the commits without one, sorted.
    pub commits: Vec<String>,
}

impl Reason {
    /// Returns a reason that is about no change.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// What the changes of a release ask of its version.
///
/// What breaks asks for a major version; what is new, or will go away (item 7 of <https://semver.org>), for a minor one; all
/// else, what mends a security problem included, for a patch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    breaking: Named,
    new: Named,
    deprecated: Named,
    security: Named,
    all: Named,
    /// How many changes there are.
    pub changes: usize,
}

/// Changes by what they are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Named {
    numbers: Vec<u64>,
    commits: Vec<String>,
}

impl Named {
    fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.commits.is_empty()
    }

    /// Returns who they are: `#5443, #5464 and 3 more`, and whether it is one.
    fn who(&self) -> (String, bool) {
        let numbers = self.numbers.iter().map(|number| format!("#{number}"));
        let commits = self.commits.iter().map(|commit| commit.chars().take(8).collect());
        let all: Vec<String> = numbers.chain(commits).collect();
        let shown = if all.len() > SHOWN + 1 { SHOWN } else { all.len() };
        let mut names: Vec<String> = all.iter().take(shown).cloned().collect();
        if all.len() > shown {
            names.push(format!("{} more", all.len() - shown));
        }
        let text = match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{} and {last}", before.join(", ")),
            None => String::new(),
        };
        (text, all.len() == 1)
    }

    fn reason(&self, one: &str, several: &str) -> Option<Reason> {
        let (who, is_one) = self.who();
        let text = if is_one { format!("{who} {one}") } else { format!("{who} {several}") };
        let reason = Reason { text, numbers: self.numbers.clone(), commits: self.commits.clone() };
        (!self.is_empty()).then_some(reason)
    }
}

impl Needs {
    /// Returns what the sections of a changelog ask for. What was in one of the versions `known` before is left out.
    pub fn of(sections: &[Section], known: &[String]) -> Self {
        let is_new = |change: &&Change| !change.also_in.iter().any(|version| known.contains(version));
        let of = |key: Option<&str>| {
            let own = sections.iter().filter(|section| key.is_none_or(|key| section.key == key));
            let changes: Vec<&Change> = own.flat_map(|section| &section.changes).filter(is_new).collect();
            let mut numbers: Vec<u64> = changes.iter().filter_map(|change| change.number).collect();
            let commits = changes.iter().filter(|change| change.number.is_none());
            let mut commits: Vec<String> = commits.map(|change| change.commit.clone()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            commits.sort_unstable();
            Named { numbers, commits }
        };
        let changes = sections.iter().flat_map(|section| &section.changes).filter(is_new).count();
        Self {
            breaking: of(Some(BREAKING)),
            new: of(Some(NEW)),
            deprecated: of(Some(DEPRECATION)),
            security: of(Some(SECURITY)),
            all: of(None),
            changes,
        }
    }

    /// Returns a reason that is about all of the changes.
    pub(super) fn about_all(&self, text: String) -> Reason {
        Reason { text, numbers: self.all.numbers.clone(), commits: self.all.commits.clone() }
    }

    /// Returns the least that a release of these changes is.
    pub fn kind(&self) -> ReleaseKind {
        match (self.breaking.is_empty(), self.new.is_empty() && self.deprecated.is_empty()) {
            (false, _) => ReleaseKind::Major,
            (true, false) => ReleaseKind::Minor,
            (true, true) => ReleaseKind::Patch,
        }
    }

    /// Returns why it is that, the strongest reason first.
    pub fn reasons(&self) -> Vec<Reason> {
        if self.changes == 0 {
            return vec![Reason::plain("nothing that a changelog lists was merged")];
        }
        let mut reasons = Vec::new();
        reasons.extend(self.breaking.reason("is breaking", "are breaking"));
        reasons.extend(self.new.reason("is a new feature", "are new features"));
        reasons.extend(self.deprecated.reason("deprecates something", "deprecate something"));
        let is_small = reasons.is_empty();
        reasons.extend(self.security.reason("mends a security problem", "mend security problems"));
        if self.breaking.is_empty() {
            reasons.push(Reason::plain(if is_small {
                "nothing is a new feature or breaking"
            } else {
                "nothing is breaking"
            }));
        }
        reasons
    }

    /// Returns the reason that asks for the most.
    pub fn strongest(&self) -> Option<Reason> {
        let mut reasons = self.reasons();
        reasons.sort_by_key(|reason| Reverse(!reason.numbers.is_empty() || !reason.commits.is_empty()));
        reasons.into_iter().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(sections: &[(&str, &[u64])]) -> Needs {
        let change = |number: &u64| Change { number: Some(*number), ..Change::default() };
        let section = |(key, numbers): &(&str, &[u64])| Section {
            key: (*key).to_owned(),
            title: String::new(),
            changes: numbers.iter().map(change).collect(),
        };
        Needs::of(&sections.iter().map(section).collect::<Vec<_>>(), &[])
    }

    fn told(sections: &[(&str, &[u64])]) -> String {
        let needs = needs(sections);
        let reasons: Vec<String> = needs.reasons().into_iter().map(|reason| reason.text).collect();
        format!("{}: {}", needs.kind(), reasons.join("; "))
    }

    #[test]
    fn sections_decide() {
        assert_eq!(told(&[("new", &[5464, 5443])]), "minor: #5443 and #5464 are new features; nothing is breaking");
        assert_eq!(told(&[("breaking", &[1]), ("new", &[2])]), "major: #1 is breaking; #2 is a new feature");
        assert_eq!(told(&[("bug", &[1])]), "patch: nothing is a new feature or breaking");
        assert_eq!(
            told(&[("security", &[9]), ("bug", &[1])]),
            "patch: #9 mends a security problem; nothing is a new feature or breaking"
        );
        assert_eq!(told(&[("deprecation", &[3])]), "minor: #3 deprecates something; nothing is breaking");
        assert_eq!(told(&[]), "patch: nothing that a changelog lists was merged");
        let many: Vec<u64> = (1..=9).collect();
        assert_eq!(told(&[("new", &many)]), "minor: #1, #2, #3, #4 and 5 more are new features; nothing is breaking");
    }
}
