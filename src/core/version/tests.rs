//! Proposals and checks together: stories, and what holds for all of them.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::core::changelog::model::{Change, Section};
use crate::core::version::{
    Calendar, Dated, Line, Needs, Proposal, Question, ReleaseKind, Said, Scheme, Spelling, Version, check, propose,
};

/// A project, as far as its next version is concerned.
#[derive(Clone, Debug)]
struct Project {
    /// The tags in the order of their days; those of other lines begin with `~`.
    tags: Vec<String>,
    changes: Vec<(&'static str, u64)>,
    line: Line,
    said: Said,
    day: Date,
}

fn project(tags: &[&str], changes: &[(&'static str, u64)]) -> Project {
    Project {
        tags: tags.iter().map(ToString::to_string).collect(),
        changes: changes.to_vec(),
        line: Line::default(),
        said: Said::default(),
        day: date(2026, 3, 28),
    }
}

impl Project {
    fn on(mut self, line: Line) -> Self {
        self.line = line;
        self
    }

    fn ask<Answer>(&self, ask: impl FnOnce(&Question<'_>) -> Answer) -> Answer {
        let read = |text: &String| Version::parse(text.trim_start_matches('~')).unwrap();
        let taken: Vec<Version> = self.tags.iter().map(read).collect();
        let dated = |(place, text): (usize, &String)| Dated {
            version: read(text),
            day: date(2001, 1, 1).saturating_add(jiff::Span::new().days(i64::try_from(place).unwrap())),
        };
        let tags: Vec<Dated> = self.tags.iter().enumerate().map(dated).collect();
        let spelling = Spelling::find(&tags, &self.said);
        let own: Vec<Version> = self.tags.iter().filter(|text| !text.starts_with('~')).map(read).collect();
        let base = own.iter().max();
        let before = own.iter().filter(|version| !version.is_pre_release()).max();
        let mut line = self.line.clone();
        let others = self.tags.iter().filter(|text| text.starts_with('~')).map(read);
        line.beside.extend(others.filter(|other| base.is_none_or(|base| other > base)));
        let mut sections: Vec<Section> = Vec::new();
        for (key, number) in &self.changes {
            let change = Change { number: Some(*number), ..Change::default() };
            match sections.iter_mut().find(|section| section.key == *key) {
                Some(section) => section.changes.push(change),
                None => {
                    sections.push(Section { key: (*key).to_owned(), title: String::new(), changes: vec![change] });
                }
            }
        }
        let needs = Needs::of(&sections, &[]);
        let before = before.filter(|before| Some(*before) != base);
        let (spelling, needs, line, taken) = (&spelling, &needs, &line, taken.as_slice());
        ask(&Question { spelling, base, before, needs, line, taken, day: self.day })
    }

    fn next(&self) -> Proposal {
        self.ask(|question| propose(question).unwrap())
    }

    fn told(&self) -> String {
        let next = self.next();
        let others: Vec<String> = next.alternatives.iter().map(|(version, _)| format!(" | {version}")).collect();
        let others = others.concat();
        let held = next.held_back.as_ref().map(|held| format!(" ({held})")).unwrap_or_default();
        format!("{}: {}{others}{held}", next.version, next.sentence())
    }

    fn doubts(&self, text: &str) -> String {
        let chosen = Version::parse(text).unwrap();
        let doubts = self.ask(|question| check(question, &chosen));
        doubts.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }
}

const FEATURE: (&str, u64) = ("new", 12);
const BREAK: (&str, u64) = ("breaking", 7);
const FIX: (&str, u64) = ("bug", 5);

#[test]
fn changes_decide() {
    let tags = ["5.3.0", "5.4.0b1", "5.4.0", "5.4.1", "5.4.2"];
    let told = |changes: &[(&'static str, u64)]| project(&tags, changes).told();
    assert_eq!(told(&[FIX]), "5.4.3: patch, because nothing is a new feature or breaking");
    assert_eq!(told(&[FIX, FEATURE]), "5.5.0: minor, because #12 is a new feature; nothing is breaking | 5.5.0b1");
    assert_eq!(told(&[FEATURE, BREAK]), "6.0.0: major, because #7 is breaking; #12 is a new feature | 6.0.0b1");
    assert_eq!(told(&[]), "5.4.3: patch, because nothing that a changelog lists was merged");
}

#[test]
fn before_one_the_numbers_mean_less() {
    let semver = ["0.4.0", "0.5.0-rc.1", "0.5.0", "0.5.1"];
    let third = "before 1.0 the third number is for features too";
    assert_eq!(
        project(&semver, &[FEATURE]).told(),
        format!("0.5.2: patch, because #12 is a new feature; nothing is breaking; {third}")
    );
    let second = "before 1.0 the second number says that something breaks";
    assert_eq!(
        project(&semver, &[BREAK]).told(),
        format!("0.6.0: minor, because #7 is breaking; {second} | 0.6.0-rc.1")
    );
    let early = project(&["0.0.1", "0.0.2-rc.1", "0.0.2"], &[BREAK]).told();
    assert_eq!(early, "0.0.3: patch, because #7 is breaking; in 0.0 every version may break");
    let python = ["0.4.0", "0.5.0rc1", "0.5.0", "0.5.1"];
    assert!(project(&python, &[FEATURE]).told().starts_with("0.6.0: minor"));
    assert!(project(&python, &[BREAK]).told().starts_with("0.6.0: minor"));
}

#[test]
fn a_pre_release_has_a_successor_and_a_final() {
    let tags = ["5.4.2", "5.5.0rc1"];
    assert_eq!(
        project(&tags, &[FIX]).told(),
        "5.5.0rc2: pre-release, because 1 change came after 5.5.0rc1 and should be tried; nothing is a new feature or breaking | 5.5.0"
    );
    assert_eq!(project(&tags, &[FIX]).next().reasons[0].numbers, [5]);
    assert_eq!(
        project(&tags, &[]).told(),
        "5.5.0: minor, because nothing that a changelog lists came after 5.5.0rc1 | 5.5.0rc2"
    );
    // A candidate of a patch that grew.
    let grown = project(&["5.4.2", "5.4.3rc1"], &[FEATURE]).told();
    assert!(
        grown.starts_with("5.5.0: minor, because 5.4.3rc1 promised no more than a patch release; #12 is"),
        "{grown}"
    );
    // Its final came from another line.
    let beaten = project(&["5.4.2", "5.5.0rc1", "~5.5.0"], &[FIX]).told();
    assert!(beaten.starts_with("5.6.0: "), "{beaten}");
    assert_eq!(project(&["0.1.0-alpha"], &[FIX]).next().version.to_string(), "0.1.0-alpha.1");
}

#[test]
fn other_lines_keep_their_versions() {
    let main = project(&["5.4.1", "5.4.2", "~5.5.0", "~5.5.1"], &[FIX]);
    assert_eq!(
        main.told(),
        "5.6.0: minor, because 5.5.1 is out from a line that branched off after 5.4.2, and has 5.5.x to itself; nothing \
         is a new feature or breaking"
    );
    assert_eq!(main.doubts("5.5.2"), "5.5.x belongs to another line, which 5.5.1 came from");
    assert_eq!(main.doubts("5.4.3"), "it is lower than 5.5.1, which came from another line");
    // What another line only tries has its series, and no more.
    let tried = project(&["5.4.1", "5.4.2", "~5.5.0rc1"], &[FEATURE]);
    assert_eq!(tried.next().version.to_string(), "5.6.0");
    let belongs = "5.5.x belongs to another line, which 5.5.0rc1 came from";
    assert_eq!((tried.doubts("5.5.0").as_str(), tried.doubts("5.5.0rc2").as_str()), (belongs, belongs));
    assert_eq!(project(&["5.4.1", "5.4.2", "~6.0.0b1"], &[FEATURE]).next().version.to_string(), "5.5.0");
    // A branch that is named after the series makes the release as well.
    let line = Line { in_hand: vec![Version::parse("8.0rc2").unwrap()], ..Line::default() };
    let wagtail = project(&["4.0", "4.1rc1", "~4.1", "~7.4", "~7.4.3", "~8.0rc2"], &[FEATURE]).on(line);
    assert_eq!(
        wagtail.told(),
        "8.1: minor, because 4.1, which 4.1rc1 leads to, cannot come any more; 8.0rc2 is out from a line that branched \
         off after 4.1rc1, and has 8.0.x to itself; #12 is a new feature; nothing is breaking | 8.1rc1"
    );
    assert_eq!(wagtail.doubts("8.0"), "8.0.x belongs to another line, which 8.0rc2 came from");
    assert_eq!(wagtail.doubts("7.5"), "it is lower than 8.0rc2, which came from another line");
    assert_eq!(wagtail.doubts("8.1"), "");
    // All releases may come from lines that branched off.
    let main = project(&["~1.0.0", "~2.0.0"], &[FIX]);
    assert_eq!(
        main.told(),
        "2.1.0: minor, because 2.0.0 is out from a line that branched off, and has 2.0.x to itself; nothing is a new \
         feature or breaking"
    );
    assert_eq!(main.doubts("0.1.0"), "it is lower than 2.0.0, which came from another line");
}

#[test]
fn a_maintenance_line_only_mends() {
    let line = Line { branch: Some("5.x".to_owned()), is_maintenance: true, ..Line::default() };
    let tags = ["5.4.2", "5.4.3", "~6.0.0"];
    let old = project(&tags, &[FEATURE]).on(line.clone());
    assert_eq!(
        old.told(),
        "5.4.4: patch, because `5.x` is a maintenance line, as 6.0.0 came from another line (#12 is a new feature, which \
         asks for a minor release; `5.x` is a maintenance line, as 6.0.0 came from another line)"
    );
    assert_eq!(
        old.doubts("5.5.0"),
        "it is a minor release, and this line takes no more than a patch one: `5.x` is a maintenance line, as 6.0.0 came \
         from another line"
    );
    let more = Line { allow: Some(ReleaseKind::Minor), ..line.clone() };
    assert!(project(&tags, &[FEATURE]).on(more.clone()).told().starts_with("5.5.0: minor, because #12"));
    let taken = project(&["5.4.2", "5.4.3", "~5.5.0", "~6.0.0"], &[FEATURE]).on(more);
    assert_eq!(
        taken.told(),
        "5.6.0: minor, because #12 is a new feature; nothing is breaking; 5.5.0 is tagged already"
    );
    // What is proposed is what may be chosen.
    let limited = Line { branch: Some("1.x".to_owned()), allow: Some(ReleaseKind::Minor), ..Line::default() };
    let one = project(&["1.0.0", "~1.1.0"], &[FEATURE]).on(limited);
    assert_eq!((one.next().version.to_string().as_str(), one.doubts("1.2.0").as_str()), ("1.2.0", ""));
    let candidate = project(&["5.4.2", "5.4.3rc1", "~6.0.0"], &[FIX]).on(line);
    assert_eq!(candidate.next().version.to_string(), "5.4.3rc2");
}

#[test]
fn chosen_versions_are_checked() {
    let tags = ["5.4.0rc1", "5.4.0", "5.4.1", "5.4.2"];
    let fix = project(&tags, &[FIX]);
    assert_eq!(project(&["5.4.2", "6.0.0b1"], &[FIX]).doubts("6.1.0"), "it skips 6.0.0, which was never released");
    for good in ["5.4.3", "5.5.0", "6.0.0", "5.4.3rc1", "6.0.0b1"] {
        assert_eq!(fix.doubts(good), "", "{good}");
    }
    assert_eq!(fix.doubts("5.3.9"), "it goes backwards: 5.4.2 is the newest release here");
    assert_eq!(fix.doubts("5.4.0rc2"), "it is a pre-release of 5.4.0, which is out");
    assert_eq!(fix.doubts("5.4.4"), "it skips 5.4.3, which was never released");
    assert_eq!(fix.doubts("5.6.0"), "it skips 5.5.0, which was never released");
    assert_eq!(fix.doubts("5.5.1"), "it skips 5.5.0, which was never released");
    assert_eq!(fix.doubts("7.0.0"), "it skips 6.0.0, which was never released");
    assert_eq!(fix.doubts("5.4.3rc3"), "it skips 5.4.3rc2, which was never released");
    assert_eq!(fix.doubts("5.5"), "this project would write it `5.5.0`");
    let feature = project(&tags, &[FEATURE]);
    assert_eq!(
        feature.doubts("5.4.3"),
        "it is a patch release, and the changes ask for a minor one: #12 is a new feature"
    );
    assert_eq!(project(&["1.0", "1.1rc1", "1.1"], &[FIX]).doubts("1.1.1"), "");
}

fn on_calendar(form: &str, tags: &[&str], day: Date) -> Project {
    let said = Said { calendar: Some(form.parse::<Calendar>().unwrap()), ..Said::default() };
    Project { said, day, ..project(tags, &[FIX]) }
}

#[test]
fn calendar_versions_take_the_day() {
    let march = date(2026, 3, 28);
    let next = |form: &str, tags: &[&str]| on_calendar(form, tags, march).next().version.to_string();
    assert_eq!(next("YY.MM.MICRO", &["26.1.0", "26.1.1"]), "26.3.0");
    assert_eq!(next("YY.MM.MICRO", &["26.1.0", "26.3.0"]), "26.3.1");
    assert_eq!(next("YYYY.0M.0D", &["2026.02.01"]), "2026.03.28");
    assert_eq!(next("YYYY.0M.0D", &["2026.03.28"]), "2026.03.28.1");
    assert_eq!(next("YY.0M.MICRO", &["25.10", "25.10.1"]), "26.03");
    assert_eq!(next("YY.0M.MICRO", &["26.03"]), "26.03.1");
    assert_eq!(next("YY.MINOR.MICRO", &["25.3", "26.0"]), "26.0.1");
    assert_eq!(next("YY.MINOR.MICRO", &["25.2", "25.3"]), "26.0");
    assert_eq!(next("YYYY.MINOR", &["2025.1", "2025.2"]), "2026.1");
    // As most years began.
    let years = ["22.0.0", "22.1.0", "23.1.0", "23.2.0", "24.1.0", "25.1.0", "25.2.0"];
    assert_eq!(next("YY.MINOR.MICRO", &years), "26.1.0");
    assert_eq!(on_calendar("YY.MINOR.MICRO", &years, march).doubts("26.1.0"), "");
    assert_eq!(next("YY.MINOR.MICRO", &["22.1.0", "23.0.0", "23.1.0", "24.0.0", "25.0.0"]), "26.0.0");
    let early = on_calendar("YY.MM.MICRO", &["26.1.0", "26.4.0"], march);
    assert_eq!(
        early.told(),
        "26.4.1: patch, because 2026-03-28 is before the day of 26.4.0; 26.4.0 has the numbers of the day already"
    );
    let old = on_calendar("YY.0M.MICRO", &["24.04", "24.04.1", "~26.01"], march);
    let line = Line { branch: Some("24.04.x".to_owned()), is_maintenance: true, ..Line::default() };
    assert_eq!(old.on(line).next().version.to_string(), "24.04.2");
    let project = on_calendar("YY.MM.MICRO", &["26.1.0"], march);
    assert_eq!(project.doubts("26.3.0"), "");
    assert_eq!(project.doubts("26.1.1"), "");
    assert_eq!(project.doubts("26.5.0"), "it has neither the numbers of 2026-03-28 nor those of the release before");
    assert_eq!(project.doubts("26.3.1"), "it skips 26.3.0, which was never released");
}

#[test]
fn the_first_version_is_free() {
    assert_eq!(project(&[], &[FEATURE]).told(), "0.1.0: minor, because there is no release before it");
    assert_eq!(project(&["~0.1.0"], &[]).next().version.to_string(), "0.2.0");
    assert_eq!(on_calendar("YYYY.0M.MICRO", &[], date(2026, 3, 1)).next().version.to_string(), "2026.03.0");
}

/// Returns tags of a project that released step by step, each the last final with one number raised, some with candidates.
fn released(scheme: Scheme, start: u64, steps: &[(u8, u8, bool)]) -> Vec<String> {
    let mut numbers = [start, 1, 0];
    let mut tags = vec![format!("{start}.1.0")];
    let mut main = numbers;
    for (kind, candidates, beside) in steps {
        numbers = match kind % 3 {
            0 => [main[0] + 1, 0, 0],
            1 => [main[0], main[1] + 1, 0],
            _ => [main[0], main[1], main[2] + 1],
        };
        let text = numbers.map(|number| number.to_string()).join(".");
        let mark = if *beside { "~" } else { "" };
        let pre = if scheme == Scheme::Semver { "-rc." } else { "rc" };
        tags.extend((1..=u64::from(candidates % 3)).map(|count| format!("{mark}{text}{pre}{count}")));
        if candidates % 5 != 4 {
            tags.push(format!("{mark}{text}"));
            if !beside {
                main = numbers;
            }
        }
    }
    tags.sort();
    tags.dedup_by(|one, other| one.trim_start_matches('~') == other.trim_start_matches('~'));
    tags
}

prop_compose! {
    fn any_project()(
        is_semver in any::<bool>(),
        start in 0_u64..4,
        steps in prop::collection::vec((any::<u8>(), any::<u8>(), prop::bool::weighted(0.2)), 0..8),
        changes in prop::collection::vec((0_usize..5, 1_u64..40), 0..6),
        is_maintenance in prop::bool::weighted(0.3),
        allow in prop::option::of(0_u8..3),
    ) -> Project {
        let scheme = if is_semver { Scheme::Semver } else { Scheme::Pep440 };
        let keys = ["bug", "new", "breaking", "security", "deprecation"];
        let mut changes: Vec<_> = changes.into_iter().map(|(key, number)| (keys[key], number)).collect();
        changes.sort_unstable_by_key(|(_, number)| *number);
        changes.dedup_by_key(|(_, number)| *number);
        let allow = allow.map(|allow| [ReleaseKind::Major, ReleaseKind::Minor, ReleaseKind::Patch][usize::from(allow)]);
        Project {
            tags: released(scheme, start, &steps),
            changes,
            line: Line { branch: None, is_maintenance, allow, beside: Vec::new(), in_hand: Vec::new() },
            said: Said { scheme: Some(scheme), ..Said::default() },
            day: date(2026, 3, 28),
        }
    }
}

prop_compose! {
    fn any_calendar_project()(
        form in 0_usize..6,
        days in prop::collection::vec((1_i32..1200, 0_u64..3), 1..8),
        day in 0_i32..1400,
        keys in prop::collection::vec(0_usize..3, 0..4),
        is_maintenance in any::<bool>(),
    ) -> Project {
        let forms = ["YYYY.0M.MICRO", "YY.MINOR.MICRO", "YYYY.0M.0D", "YY.MM", "YYYY.WW.MICRO", "YYYY.MINOR"];
        let calendar: Calendar = forms[form].parse().unwrap();
        let start = date(2022, 1, 1);
        let at = |days: i32| start.saturating_add(jiff::Span::new().days(days));
        let mut tags: Vec<String> = days.iter().map(|(day, count)| {
            let mut numbers = calendar.of(at(*day));
            numbers.resize(calendar.fields().len().max(numbers.len()), *count);
            calendar.write(&numbers)
        }).collect();
        tags.sort();
        tags.dedup();
        let changes = keys.iter().enumerate().map(|(place, key)| (["bug", "new", "breaking"][*key], place as u64 + 1));
        Project {
            tags,
            changes: changes.collect(),
            line: Line { is_maintenance, ..Line::default() },
            said: Said { calendar: Some(calendar), ..Said::default() },
            day: at(day),
        }
    }
}

/// What holds for each proposal.
fn holds(project: &Project) {
    project.ask(|question| {
        let proposal = propose(question).unwrap();
        let all = std::iter::once(&proposal.version).chain(proposal.alternatives.iter().map(|(version, _)| version));
        for version in all {
            assert!(question.base.is_none_or(|base| version > base), "{version} is not greater: {project:?}");
            assert!(!question.taken.contains(version), "{version} is there: {project:?}");
            assert!(question.spelling.scheme.parse(&version.to_string()).is_some(), "{version}: {project:?}");
            let doubts = check(question, version);
            assert!(doubts.is_empty(), "{version}: {doubts:?} {project:?}");
        }
    });
    let mut turned = project.clone();
    turned.changes.reverse();
    assert_eq!(project.next(), turned.next());
}

proptest! {
    #[test]
    fn a_proposal_is_greater_free_and_without_doubts(project in any_project()) {
        holds(&project);
    }

    #[test]
    fn a_proposal_by_the_calendar_too(project in any_calendar_project()) {
        holds(&project);
    }
}
