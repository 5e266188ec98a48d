//! A project that was made up: what happened in it, as GitHub tells it, and what the report must say of it, computed
//! another way.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Comment, Issue, PullRequest, Repository};

/// 2026-03-28, the day of the sandbox's clock, at its hour.
const NOW: i64 = 1_774_688_400;
/// The window: 365 days up to the end of that day.
const UNTIL: i64 = 1_774_742_399;
const SINCE: i64 = UNTIL + 1 - 365 * DAY;
const DAY: i64 = 86_400;

/// The day on which @ann went from Uni to Works, 2025-10-01, and that on which @kim became a maintainer, 2025-09-01.
const ANN_MOVED: i64 = 1_759_276_800;
const KIM_ROSE: i64 = 1_756_684_800;

/// The roster that goes with it.
pub(crate) const PEOPLE: [(&str, &str); 3] = [
    (
        "people/mona.toml",
        "format = 1\nlogin = \"mona\"\n[[affiliation]]\norganisation = \"Uni\"\n\
         [[right]]\nname = \"maintainer\"\nproject = \"octo/hello\"\nsince = 2020-01-01\n",
    ),
    (
        "people/ann.toml",
        "format = 1\nlogin = \"ann\"\naliases = [\"ann-old\"]\n\
         [[affiliation]]\norganisation = \"Uni\"\nuntil = 2025-09-30\n\
         [[affiliation]]\norganisation = \"Works\"\nfrom = 2025-10-01\n",
    ),
    (
        "people/kim.toml",
        "format = 1\nlogin = \"kim\"\n[[right]]\nname = \"maintainer\"\nproject = \"octo/hello\"\nsince = 2025-09-01\n",
    ),
];

/// A pull request that was made up.
struct Pull {
    author: String,
    created: i64,
    /// When it was closed, by whom, and whether it was merged.
    closed: Option<(i64, &'static str, bool)>,
    /// Who reviewed it, and when.
    review: Option<(&'static str, i64)>,
    has_label: bool,
}

/// An issue that was made up, with what was done with it.
struct Report {
    author: String,
    created: i64,
    acts: Vec<(&'static str, &'static str, i64)>,
    has_label: bool,
}

/// All that happened.
pub(crate) struct Made {
    pulls: Vec<Pull>,
    reports: Vec<Report>,
}

/// What must be said of one organisation; of all, in the field that stands for it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Expected {
    pub(super) reviewed: usize,
    pub(super) contributors: usize,
    pub(super) returned: usize,
    pub(super) triaged: usize,
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    pub(crate) fn one(&mut self, of: &[&'static str]) -> &'static str {
        of[usize::try_from(self.below(i64::try_from(of.len()).expect("few"))).expect("not negative")]
    }
}

impl Made {
    /// Makes up so many pull requests and issues.
    pub(crate) fn up(pulls: usize, reports: usize) -> Self {
        let mut dice = Dice(7);
        let helpers = ["mona", "ann", "ANN-old", "kim", "stranger", "renovate[bot]"];
        let author = |dice: &mut Dice| match dice.below(20) {
            0 => "mona".to_owned(),
            1 => "kim".to_owned(),
            2 => "renovate[bot]".to_owned(),
            3 => "pyup-bot".to_owned(),
            _ => format!("someone-{}", dice.below(400)),
        };
        let pulls = (0..pulls).map(|_| {
            let created = NOW - dice.below(500 * DAY);
            let ended = created + 60 + dice.below(30 * DAY);
            let closed = (ended < NOW && dice.below(9) > 0).then(|| (ended, dice.one(&helpers), dice.below(4) > 0));
            let review = (dice.below(3) > 0).then(|| (dice.one(&helpers), created + dice.below(20 * DAY)));
            Pull { author: author(&mut dice), created, closed, review, has_label: dice.below(5) == 0 }
        });
        let pulls = pulls.collect();
        let reports = (0..reports).map(|_| {
            let created = NOW - dice.below(600 * DAY);
            let acts = (0..dice.below(4)).map(|_| {
                let kind = dice.one(&["LabeledEvent", "ClosedEvent", "AssignedEvent", "IssueComment"]);
                (kind, dice.one(&helpers), created + dice.below(200 * DAY))
            });
            let acts = acts.filter(|(_, _, at)| *at < NOW).collect();
            Report { author: author(&mut dice), created, acts, has_label: dice.below(3) == 0 }
        });
        Self { reports: reports.collect(), pulls }
    }

    /// Returns it as a repository.
    pub(crate) fn repository(&self) -> Repository {
        let mut repository = Repository::new("octo/hello");
        let mut number = 0;
        for pull in &self.pulls {
            number += 1;
            let mut made = PullRequest::new(number, "Change", pull.author.as_str()).created_at(&time(pull.created));
            made = match pull.closed {
                None => made.open(),
                Some((at, who, true)) => made.merged_by(who).merged_at(&time(at)),
                Some((at, who, false)) => made.closed_by(who, &time(at)),
            };
            if let Some((who, at)) = pull.review {
                made = made.reviewer(who).reviewed_at(&time(at));
            }
            if pull.has_label {
                made = made.label("sprint");
            }
            repository = repository.pull_request(made);
        }
        for report in &self.reports {
            number += 1;
            let mut made = Issue::new(number, "Bug", report.author.as_str()).created_at(&time(report.created));
            for (kind, who, at) in &report.acts {
                made = if *kind == "IssueComment" {
                    made.comment(Comment::new(*who, "Hm.").at(&time(*at)))
                } else {
                    made.event(kind, *who, &time(*at))
                };
            }
            repository = repository.with_issue(if report.has_label { made.label("sprint") } else { made });
        }
        repository
    }

    /// Returns what the report must say of each organisation (`-` for the unknown one) and of all of it.
    pub(super) fn expected(&self, only_labelled: bool) -> BTreeMap<&'static str, Expected> {
        let mut expected: BTreeMap<&'static str, Expected> =
            ["Uni", "Works", "-", "all"].map(|name| (name, Expected::default())).into();
        // Of each organisation and contributor, the moments at which something of theirs was closed.
        let mut moments: BTreeMap<(&str, &str), Vec<i64>> = BTreeMap::new();
        for pull in &self.pulls {
            let Some((ended, closer, _)) = pull.closed else { continue };
            let is_left_out = is_bot(&pull.author)
                || pull.author == "mona"
                || (pull.author == "kim" && pull.created >= KIM_ROSE)
                || !(SINCE..=UNTIL).contains(&ended)
                || (only_labelled && !pull.has_label);
            if is_left_out {
                continue;
            }
            expected.get_mut("all").expect("it is there").reviewed += 1;
            let mut who = vec![(closer, ended)];
            who.extend(pull.review.filter(|(_, at)| *at <= ended));
            who.retain(|(login, _)| !is_bot(login) && *login != pull.author);
            let mut names: BTreeSet<&str> = who.iter().map(|(login, at)| organisation(login, *at)).collect();
            if names.len() > 1 {
                names.remove("-");
            }
            for name in names {
                expected.get_mut(name).expect("it is there").reviewed += 1;
                moments.entry((name, &pull.author)).or_default().push(ended);
            }
        }
        for ((name, author), moments) in moments {
            let first = moments.into_iter().min().expect("one at least");
            let found = expected.get_mut(name).expect("it is there");
            found.contributors += 1;
            found.returned += usize::from(self.pulls.iter().any(|pull| pull.author == author && pull.created > first));
        }
        for report in self.reports.iter().filter(|report| report.has_label || !only_labelled) {
            let mut acts: Vec<_> =
                report.acts.iter().filter(|(_, who, _)| !is_bot(who) && *who != report.author).collect();
            acts.sort_by_key(|(_, _, at)| *at);
            let Some((_, who, at)) = acts.first().filter(|(_, _, at)| (SINCE..=UNTIL).contains(at)) else { continue };
            expected.get_mut(organisation(who, *at)).expect("it is there").triaged += 1;
            expected.get_mut("all").expect("it is there").triaged += 1;
        }
        expected
    }

    /// Returns how many pull requests were closed in the window.
    pub(crate) fn closed(&self) -> usize {
        self.pulls.iter().filter(|pull| pull.closed.is_some_and(|(at, _, _)| (SINCE..=UNTIL).contains(&at))).count()
    }

    /// Returns, for everybody by the login of today in lower case, how many changes they reviewed, merged and wrote in the
    /// year up to now.
    pub(crate) fn deeds(&self) -> BTreeMap<String, [usize; 3]> {
        let mut deeds: BTreeMap<String, [BTreeSet<usize>; 3]> = BTreeMap::new();
        for (number, pull) in self.pulls.iter().enumerate() {
            let Some((at, closer, is_merged)) = pull.closed.filter(|(at, _, _)| *at >= SINCE) else { continue };
            let mut note = |login: &str, place: usize| {
                let login = if login == "ANN-old" { "ann" } else { login };
                if !is_bot(login) && (place == 2 || login != pull.author) {
                    deeds.entry(login.to_owned()).or_default()[place].insert(number);
                }
            };
            assert!(at <= NOW);
            if let Some((reviewer, _)) = pull.review {
                note(reviewer, 0);
            }
            if is_merged {
                note(closer, 1);
                note(&pull.author, 2);
            }
        }
        deeds.into_iter().map(|(login, sets)| (login, sets.map(|set| set.len()))).collect()
    }

    /// Returns, for each stretch of seconds, how many contributors opened something and how many had done so before.
    pub(super) fn comings(&self, stretches: &[(i64, i64)]) -> Vec<(usize, usize)> {
        let is_contributor = |pull: &&Pull| {
            !is_bot(&pull.author) && pull.author != "mona" && !(pull.author == "kim" && pull.created >= KIM_ROSE)
        };
        let count = |(since, until): &(i64, i64)| {
            let inside =
                self.pulls.iter().filter(is_contributor).filter(|pull| (*since..=*until).contains(&pull.created));
            let people: BTreeSet<&str> = inside.map(|pull| pull.author.as_str()).collect();
            let before = |login: &&&str| self.pulls.iter().any(|pull| pull.author == **login && pull.created < *since);
            (people.len(), people.iter().filter(before).count())
        };
        stretches.iter().map(count).collect()
    }
}

fn is_bot(login: &str) -> bool {
    ["renovate[bot]", "pyup-bot"].contains(&login)
}

fn organisation(login: &str, at: i64) -> &'static str {
    match login {
        "mona" => "Uni",
        "ann" | "ANN-old" if at < ANN_MOVED => "Uni",
        "ann" | "ANN-old" => "Works",
        _ => "-",
    }
}

/// Returns seconds since 1970 as GitHub writes them.
pub(crate) fn time(second: i64) -> String {
    let (days, rest) = (second.div_euclid(DAY), second.rem_euclid(DAY));
    // The civil date of a number of days, by counting years of 365 and 366 days.
    let (mut year, mut left) = (1970, days);
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    while left >= 365 + i64::from(is_leap(year)) {
        left -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let mut month = 0;
    let lengths = [31, 28 + i64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    while left >= lengths[month] {
        left -= lengths[month];
        month += 1;
    }
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", month + 1, left + 1)
}
