//! Whom to invite to release: those who do work that is like releasing, and never did it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::core::people::{Index, Ladder, Roster, Rung};

/// A kind of work that is like releasing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkKind {
    /// Wrote a change that was merged. Most people do, so it says least.
    Merged,
    /// Reviewed a change of somebody else.
    Reviewed,
    /// Merged a change of somebody else.
    Merger,
    /// Touched changelogs, files that hold the version, or the release document.
    Releasing,
    /// Touched what runs the tests and builds.
    Workflows,
    /// Touched the documentation.
    Documentation,
}

/// A piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Who did it: a login, or the name that git has where no login is known.
    pub who: String,
    /// What.
    pub kind: WorkKind,
    /// Its pull request or commit, as people write it: `#12`.
    pub what: String,
    /// When.
    pub day: Date,
}

/// Somebody to invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The login, or the name where none is known.
    pub who: String,
    /// How far they are on the ladder.
    pub rung: Rung,
    /// What they did, each piece once.
    pub evidence: BTreeMap<WorkKind, BTreeSet<String>>,
    /// When they did the last of it.
    pub last: Date,
}

/// What is known of those who did the work.
pub struct Surroundings<'a, 'b> {
    /// The roster.
    pub roster: &'b Roster,
    /// Whom a login means.
    pub index: &'b Index<'a>,
    /// Who released what.
    pub ladder: &'b Ladder<'a>,
    /// Tells the logins of bots.
    pub is_bot: &'b dyn Fn(&str) -> bool,
    /// The day on which they are looked for.
    pub today: Date,
}

impl WorkKind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Reviewed, Self::Merger, Self::Releasing, Self::Workflows, Self::Documentation, Self::Merged];

    /// Returns the word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Reviewed => "reviewed",
            Self::Merger => "merger",
            Self::Releasing => "releasing",
            Self::Workflows => "workflows",
            Self::Documentation => "documentation",
        }
    }

    /// Returns what people do who do it, before a number of pieces.
    pub fn deed(self) -> &'static str {
        match self {
            Self::Merged => "wrote",
            Self::Reviewed => "reviewed",
            Self::Merger => "merged",
            Self::Releasing => "touched changelogs or versions in",
            Self::Workflows => "touched workflows in",
            Self::Documentation => "touched documentation in",
        }
    }

    /// Says whether GitHub tells it, where it is asked; the others are in git.
    pub fn is_from_github(self) -> bool {
        matches!(self, Self::Merged | Self::Reviewed | Self::Merger)
    }

    /// Returns what a touched file shows; `is_housekeeping` tells changelogs and files of versions.
    pub fn of_path(path: &[u8], is_housekeeping: bool) -> Option<Self> {
        let path = String::from_utf8_lossy(path).to_lowercase();
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let starts = |words: &[&str]| words.iter().any(|word| path.starts_with(word));
        if is_housekeeping || name.starts_with("releas") || name.starts_with("changelog") {
            Some(Self::Releasing)
        } else if starts(&[".github/workflows/", ".github/actions/", ".circleci/", ".ci/", "ci/"])
            || [".travis.yml", ".gitlab-ci.yml", "azure-pipelines.yml", ".pre-commit-config.yaml"]
                .contains(&path.as_str())
        {
            Some(Self::Workflows)
        } else if starts(&["docs/", "doc/", "documentation/"])
            || (folder.is_empty() && name.strip_suffix(".md").is_some())
        {
            Some(Self::Documentation)
        } else {
            None
        }
    }
}

impl Candidate {
    fn count(&self, kind: WorkKind) -> usize {
        self.evidence.get(&kind).map_or(0, BTreeSet::len)
    }

    /// Returns the pieces of a kind: commits, which have no number, then pull requests, those with the lowest first.
    pub fn by_number(&self, kind: WorkKind) -> Vec<&str> {
        let mut pieces: Vec<&str> = self.evidence.get(&kind).into_iter().flatten().map(String::as_str).collect();
        pieces.sort_by_key(|piece| piece.strip_prefix('#').and_then(|number| number.parse::<u64>().ok()));
        pieces
    }

    /// Returns of how many kinds the work is, besides changes that were merged.
    pub fn breadth(&self) -> usize {
        self.evidence.keys().filter(|kind| **kind != WorkKind::Merged).count()
    }

    /// Returns how many pieces of work these are.
    pub fn pieces(&self) -> usize {
        WorkKind::ALL.into_iter().filter(|kind| *kind != WorkKind::Merged).map(|kind| self.count(kind)).sum()
    }
}

/// Returns whom to invite, the best first: the most kinds of such work, then the most pieces, then the most changes that
/// were merged, then the latest, then by login. Who wrote changes and nothing else is invited too, after the others; who
/// released or mentored before, is inactive, or is a bot is not.
pub fn candidates(works: &[Work], around: &Surroundings<'_, '_>) -> Vec<Candidate> {
    let mut found: HashMap<String, Candidate> = HashMap::new();
    for work in works.iter().filter(|work| !(around.is_bot)(&work.who)) {
        let who = around.index.login(&work.who);
        let candidate = found.entry(who.to_lowercase()).or_insert_with(|| Candidate {
            who: who.to_owned(),
            rung: around.ladder.rung(who),
            evidence: BTreeMap::new(),
            last: work.day,
        });
        candidate.evidence.entry(work.kind).or_default().insert(work.what.clone());
        candidate.last = candidate.last.max(work.day);
        // The same login in two spellings is shown in the same one, whatever came first.
        if *who < *candidate.who {
            who.clone_into(&mut candidate.who);
        }
    }
    let is_open = |candidate: &Candidate| {
        let is_active =
            |login: &str| around.roster.with_login(login).is_none_or(|person| person.is_active_on(around.today));
        let evidence = around.ladder.evidence(&candidate.who);
        evidence.led() == 0 && evidence.mentored == 0 && is_active(&candidate.who)
    };
    let mut candidates: Vec<Candidate> = found.into_values().filter(is_open).collect();
    candidates.sort_by(|one, other| {
        let key = |candidate: &Candidate| {
            (candidate.breadth(), candidate.pieces(), candidate.count(WorkKind::Merged), candidate.last)
        };
        key(other).cmp(&key(one)).then_with(|| one.who.to_lowercase().cmp(&other.who.to_lowercase()))
    });
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::ledger::Release;
    use crate::core::people::Person;
    use crate::core::policy::Thresholds;

    fn work(who: &str, kind: WorkKind, what: &str, day: &str) -> Work {
        Work { who: who.to_owned(), kind, what: what.to_owned(), day: day.parse().unwrap() }
    }

    #[test]
    fn evidence_is_in_the_order_of_numbers() {
        let pieces = ["#1069", "#245", "0012345", "#7"].map(str::to_owned);
        let evidence = [(WorkKind::Merged, BTreeSet::from(pieces))].into();
        let rung = Rung::Observer;
        let candidate = Candidate { who: "kim".to_owned(), rung, evidence, last: "2026-01-01".parse().unwrap() };
        assert_eq!(candidate.by_number(WorkKind::Merged), ["0012345", "#7", "#245", "#1069"]);
        assert_eq!(candidate.by_number(WorkKind::Merger), [""; 0]);
    }

    #[test]
    fn the_broadest_work_comes_first() {
        let away = Person { active_until: "2025-12-31".parse().ok(), login: "gone".to_owned(), ..Person::default() };
        let kim = Person { aliases: vec!["kim-old".to_owned()], login: "kim".to_owned(), ..Person::default() };
        let roster = Roster(vec![away, kim]);
        let list = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let releases = [Release {
            released_by: list("mona"),
            mentored_by: list("max"),
            shadowed_by: list("zoe"),
            ..Release::default()
        }];
        let today = "2026-03-28".parse().unwrap();
        let index = Index::of(&roster, &releases);
        let ladder = Ladder::of(&releases, &index, today, &Thresholds::default());
        let around =
            Surroundings { roster: &roster, index: &index, ladder: &ladder, is_bot: &|login| login == "bot", today };
        let mut works = vec![
            work("ann", WorkKind::Merged, "#1", "2026-01-01"),
            work("ann", WorkKind::Merged, "#2", "2026-01-02"),
            work("kim", WorkKind::Reviewed, "#1", "2026-01-01"),
            work("kim-old", WorkKind::Reviewed, "#1", "2026-01-01"),
            work("KIM", WorkKind::Workflows, "#3", "2026-01-03"),
            work("zoe", WorkKind::Reviewed, "#1", "2026-01-01"),
            work("zoe", WorkKind::Reviewed, "#2", "2026-01-01"),
            work("Bea", WorkKind::Merged, "#5", "2026-02-01"),
            work("bob", WorkKind::Merged, "#6", "2026-02-01"),
            work("mona", WorkKind::Reviewed, "#2", "2026-01-01"),
            work("max", WorkKind::Reviewed, "#2", "2026-01-01"),
            work("gone", WorkKind::Reviewed, "#2", "2025-11-01"),
            work("bot", WorkKind::Reviewed, "#2", "2026-01-01"),
        ];
        let found = candidates(&works, &around);
        let shown: Vec<_> =
            found.iter().map(|one| format!("{} {} {} {}", one.who, one.rung, one.breadth(), one.pieces())).collect();
        assert_eq!(
            shown,
            ["kim observer 2 2", "zoe shadow 1 2", "ann observer 0 0", "Bea observer 0 0", "bob observer 0 0"]
        );
        works.reverse();
        assert_eq!(candidates(&works, &around), found);
    }

    #[test]
    fn files_show_what_the_work_was() {
        let cases = [
            ("docs/reference/changelog.md", Some(WorkKind::Releasing)),
            ("RELEASE.md", Some(WorkKind::Releasing)),
            (".github/workflows/test.yml", Some(WorkKind::Workflows)),
            ("docs/index.rst", Some(WorkKind::Documentation)),
            ("README.md", Some(WorkKind::Documentation)),
            ("src/main.rs", None),
        ];
        for (path, kind) in cases {
            assert_eq!(WorkKind::of_path(path.as_bytes(), false), kind, "{path}");
        }
        assert_eq!(WorkKind::of_path(b"pyproject.toml", true), Some(WorkKind::Releasing));
    }
}
