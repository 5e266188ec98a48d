//! Whom to ask to sit in office hours: those who triage issues already.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::core::ledger::metrics::{ActKind, Activity, TriagedIssue, Window};

/// An issue: the project, as `owner/name`, and its number.
pub type IssueName = (String, u64);

/// Somebody who triaged issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triager {
    /// The login that they have today.
    pub login: String,
    /// The issues that they triaged in the window, each once.
    pub issues: BTreeSet<IssueName>,
    /// Those of them that nobody else had triaged before.
    pub first: BTreeSet<IssueName>,
    /// With how many issues they did what.
    pub acts: BTreeMap<ActKind, usize>,
    /// When they did the last of it.
    pub last: Date,
}

/// What is looked for.
pub struct TriageSearch<'a, 'b> {
    /// Tells who is a bot, and which logins are one person.
    pub activity: &'b Activity<'a, 'b>,
    /// What counts as triage.
    pub kinds: &'b [ActKind],
    /// The days that count.
    pub window: Window,
    /// The logins of those who are not to be asked: members have been.
    pub members: &'b [&'b str],
}

impl TriageSearch<'_, '_> {
    /// Returns whom to ask, the best first: the most issues, then the most that they were the first to triage, then the
    /// latest, then by login. Members, bots, and those who are inactive on the last day are left out; they count where it
    /// is asked who was first, as in the report.
    pub fn triagers(&self, issues: &[TriagedIssue]) -> Vec<Triager> {
        let mut found: HashMap<String, Triager> = HashMap::new();
        for issue in issues {
            let first = self.activity.triage(issue, self.kinds).min_by_key(|(_, act)| act.when);
            let first = first.map(|(_, act)| act);
            let name = || (issue.project.clone(), issue.number);
            let mut seen: BTreeSet<(String, ActKind)> = BTreeSet::new();
            for (who, act) in self.activity.triage(issue, self.kinds) {
                let day = act.when.to_zoned(TimeZone::UTC).date();
                if !self.window.contains(day) {
                    continue;
                }
                let login = self.activity.directory.login(&who.login);
                let triager = found.entry(login.to_lowercase()).or_insert_with(|| Triager {
                    login: login.to_owned(),
                    issues: BTreeSet::new(),
                    first: BTreeSet::new(),
                    acts: BTreeMap::new(),
                    last: day,
                });
                triager.issues.insert(name());
                if first.is_some_and(|first| std::ptr::eq(first, act)) {
                    triager.first.insert(name());
                }
                if seen.insert((login.to_lowercase(), act.kind)) {
                    *triager.acts.entry(act.kind).or_default() += 1;
                }
                triager.last = triager.last.max(day);
                // The same login in two spellings is shown in the same one, whatever came first.
                if *login < *triager.login {
                    login.clone_into(&mut triager.login);
                }
            }
        }
        let mut triagers: Vec<Triager> = found.into_values().filter(|one| self.may_be_asked(&one.login)).collect();
        triagers.sort_by(|one, other| {
            let key = |triager: &Triager| (triager.issues.len(), triager.first.len(), triager.last);
            key(other).cmp(&key(one)).then_with(|| one.login.to_lowercase().cmp(&other.login.to_lowercase()))
        });
        triagers
    }

    fn may_be_asked(&self, login: &str) -> bool {
        let directory = self.activity.directory;
        let is_member = self.members.iter().any(|member| directory.login(member).eq_ignore_ascii_case(login));
        !is_member && directory.person(login).is_none_or(|person| person.is_active_on(self.window.until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::changelog::history::Account;
    use crate::core::ledger::metrics::{Act, Directory, MaintainerRights};
    use crate::core::people::{Person, Roster};

    const WINDOW: Window = Window { since: jiff::civil::date(2026, 1, 1), until: jiff::civil::date(2026, 3, 28) };

    /// Returns an issue of somebody's, from lines such as `kim labelled 2026-01-02`.
    fn issue(number: u64, author: &str, acts: &[&str]) -> TriagedIssue {
        let account = |login: &str| Account { login: login.to_owned(), is_bot: login == "robot" };
        let act = |line: &&str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let kind = ActKind::ALL.into_iter().find(|kind| kind.word() == words[1]).unwrap();
            Act { kind, who: Some(account(words[0])), when: format!("{}T12:00:00Z", words[2]).parse().unwrap() }
        };
        TriagedIssue {
            project: "octo/hello".to_owned(),
            number,
            author: Some(account(author)),
            acts: acts.iter().map(act).collect(),
            is_cut: false,
        }
    }

    fn shown(issues: &[TriagedIssue], kinds: &[ActKind], members: &[&str]) -> Vec<String> {
        let kim = Person { aliases: vec!["kim-old".to_owned()], login: "kim".to_owned(), ..Person::default() };
        let gone = Person { active_until: "2026-02-28".parse().ok(), login: "gone".to_owned(), ..Person::default() };
        let roster = Roster(vec![gone, kim]);
        let directory = Directory::new(&roster, &[]);
        let rights = MaintainerRights { names: &[], projects: &[] };
        let activity = Activity { directory: &directory, rights, is_bot: &|login| login == "pyup-bot" };
        let search = TriageSearch { activity: &activity, kinds, window: WINDOW, members };
        let line = |one: Triager| {
            let acts: Vec<String> = one.acts.iter().map(|(kind, count)| format!("{} {count}", kind.word())).collect();
            format!("{} {}/{} {} {}", one.login, one.first.len(), one.issues.len(), acts.join(" "), one.last)
        };
        let found = search.triagers(issues);
        let mut turned = issues.to_vec();
        turned.reverse();
        assert_eq!(search.triagers(&turned), found);
        found.into_iter().map(line).collect()
    }

    #[test]
    fn those_who_triage_most_come_first() {
        let issues = [
            // Before the window: @ann was the first, and nobody is in it.
            issue(1, "bob", &["ann labelled 2025-12-31", "zoe commented 2026-01-02"]),
            issue(2, "bob", &["bob commented 2026-01-03", "robot labelled 2026-01-04", "kim-old closed 2026-01-05"]),
            issue(3, "kim", &["KIM labelled 2026-01-06", "pyup-bot assigned 2026-01-07", "Max closed 2026-01-08"]),
            issue(
                4,
                "ann",
                &[
                    "mona labelled 2026-02-01",
                    "kim labelled 2026-02-02",
                    "kim labelled 2026-02-03",
                    "gone closed 2026-02-04",
                    "max commented 2026-03-29",
                ],
            ),
        ];
        assert_eq!(
            shown(&issues, &ActKind::ALL, &["MONA"]),
            ["kim 1/2 labelled 1 closed 1 2026-02-03", "Max 1/1 closed 1 2026-01-08", "zoe 0/1 commented 1 2026-01-02"]
        );
        assert_eq!(
            shown(&issues, &[ActKind::Labelled], &[]),
            ["mona 1/1 labelled 1 2026-02-01", "kim 0/1 labelled 1 2026-02-03"]
        );
        assert_eq!(shown(&[], &ActKind::ALL, &[]), Vec::<String>::new());
    }
}
