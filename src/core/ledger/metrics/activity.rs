//! What the people of each organisation did on GitHub, from what GitHub says of pull requests and issues.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::core::changelog::history::Account;
use crate::core::ledger::metrics::{Directory, MaintainerRights, Window};

/// What GitHub calls those who may write to a repository
/// (<https://docs.github.com/en/graphql/reference/enums#commentauthorassociation>).
const MAY_WRITE: [&str; 3] = ["OWNER", "MEMBER", "COLLABORATOR"];

/// A pull request as it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The project, as `owner/name`.
    pub project: String,
    /// Its number.
    pub number: u64,
    /// Who opened it; `None` for a deleted account.
    pub author: Option<Account>,
    /// How the author belongs to the repository, in GitHub's word.
    pub association: String,
    /// When it was opened.
    pub created: Timestamp,
}

/// A pull request that was merged or closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedPullRequest {
    /// As it was opened.
    pub opened: Contribution,
    /// When it was merged or closed.
    pub closed: Timestamp,
    /// Whether it was merged.
    pub is_merged: bool,
    /// Who merged or closed it, where GitHub says so.
    pub closed_by: Option<Account>,
    /// Who reviewed it, and when.
    pub reviews: Vec<(Account, Timestamp)>,
    /// Whether it has more reviews than these.
    pub is_cut: bool,
}

/// What can be done with an issue that counts as triage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActKind {
    /// A label was added.
    Labelled,
    /// It was closed.
    Closed,
    /// Somebody commented on it.
    Commented,
    /// Somebody was assigned.
    Assigned,
}

/// Something that somebody did with an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What.
    pub kind: ActKind,
    /// Who; `None` for a deleted account.
    pub who: Option<Account>,
    /// When.
    pub when: Timestamp,
}

/// An issue with what was done with it, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriagedIssue {
    /// The project, as `owner/name`.
    pub project: String,
    /// Its number.
    pub number: u64,
    /// Who opened it; `None` for a deleted account.
    pub author: Option<Account>,
    /// What was done with it.
    pub acts: Vec<Act>,
    /// Whether more was done with it than this.
    pub is_cut: bool,
}

/// Whether a contributor opened another pull request after a moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Returned {
    /// The project.
    pub project: String,
    /// The contributor, in lower case.
    pub login: String,
    /// When the first of their pull requests was merged or closed.
    pub after: Timestamp,
}

/// What was counted, by organisation in lower case; the empty name stands for those who are with none that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many there are in all, whoever dealt with them.
    pub all: usize,
    /// How many each organisation dealt with.
    pub counts: BTreeMap<String, usize>,
    /// Those who opened what each organisation dealt with, each with the first that was closed.
    pub contributors: BTreeMap<String, BTreeSet<Returned>>,
}

/// What it takes to tell whose deeds these are.
pub struct Activity<'a, 'b> {
    /// The people.
    pub directory: &'b Directory<'a>,
    /// What makes a maintainer.
    pub rights: MaintainerRights<'b>,
    /// Tells the logins of bots.
    pub is_bot: &'b dyn Fn(&str) -> bool,
}

impl ActKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Labelled, Self::Closed, Self::Commented, Self::Assigned];

    /// Returns the word for it in files and messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Labelled => "labelled",
            Self::Closed => "closed",
            Self::Commented => "commented",
            Self::Assigned => "assigned",
        }
    }
}

impl Totals {
    /// Returns all that is to be found out of contributors who returned, each once.
    pub fn questions(&self) -> BTreeSet<Returned> {
        self.contributors.values().flatten().cloned().collect()
    }

    /// Returns how many people opened what an organisation dealt with, and how many of them are among those who returned.
    pub fn returned(&self, organisation: &str, returned: &BTreeSet<Returned>) -> (usize, usize) {
        let Some(contributors) = self.contributors.get(organisation) else { return (0, 0) };
        let logins = |wanted: &dyn Fn(&&Returned) -> bool| {
            contributors.iter().filter(wanted).map(|one| one.login.as_str()).collect::<HashSet<_>>().len()
        };
        (logins(&|_| true), logins(&|one| returned.contains(*one)))
    }
}

impl Activity<'_, '_> {
    /// Counts the pull requests of those who are no maintainers that each organisation's people reviewed to merge or
    /// close: one of them reviewed it before it was closed, merged it or closed it, and did not write it. One counts for
    /// each organisation that took part.
    pub fn reviewed(&self, pull_requests: &[ClosedPullRequest], window: Window) -> Totals {
        let mut totals = Totals::default();
        for pull_request in pull_requests.iter().filter(|one| window.contains(day(one.closed))) {
            let Some(author) = self.contributor(&pull_request.opened) else { continue };
            totals.all += 1;
            let reviews = pull_request.reviews.iter().filter(|(_, when)| *when <= pull_request.closed);
            let closer = pull_request.closed_by.iter().map(|who| (who, pull_request.closed));
            let people = reviews.map(|(who, when)| (who, *when)).chain(closer);
            let people = people.filter(|(who, _)| !self.is_a_bot(who) && !self.is_same(&who.login, author));
            for organisation in self.organisations(people) {
                *totals.counts.entry(organisation.clone()).or_default() += 1;
                let found = totals.contributors.entry(organisation).or_default();
                let project = pull_request.opened.project.clone();
                let one = Returned { project, login: author.to_lowercase(), after: pull_request.closed };
                // Of each contributor, the first that was closed.
                let known =
                    found.iter().find(|known| known.project == one.project && known.login == one.login).cloned();
                match known {
                    Some(known) if known.after <= one.after => {}
                    Some(known) => {
                        found.remove(&known);
                        found.insert(one);
                    }
                    None => drop(found.insert(one)),
                }
            }
        }
        totals
    }

    /// Counts the issues that each organisation's people triaged: of all that others than the author did with an issue
    /// and that counts as triage, they did the first, in the window.
    pub fn triaged(&self, issues: &[TriagedIssue], kinds: &[ActKind], window: Window) -> Totals {
        let mut totals = Totals::default();
        for issue in issues {
            let first = self.triage(issue, kinds).min_by_key(|(_, act)| act.when);
            let Some((who, act)) = first.filter(|(_, act)| window.contains(day(act.when))) else { continue };
            totals.all += 1;
            for organisation in self.organisations([(who, act.when)]) {
                *totals.counts.entry(organisation).or_default() += 1;
            }
        }
        totals
    }

    /// Returns what was done with an issue that counts as triage: by others than its author, and by no bot.
    pub fn triage<'c>(
        &self,
        issue: &'c TriagedIssue,
        kinds: &[ActKind],
    ) -> impl Iterator<Item = (&'c Account, &'c Act)> {
        let is_author =
            |who: &Account| issue.author.as_ref().is_some_and(|author| self.is_same(&who.login, &author.login));
        let acts = issue.acts.iter().filter(|act| kinds.contains(&act.kind));
        let acts = acts.filter_map(|act| Some((act.who.as_ref()?, act)));
        acts.filter(move |(who, _)| !self.is_a_bot(who) && !is_author(who))
    }

    /// Returns how many people who are no maintainers opened a pull request in a window, and how many of them had opened
    /// one before: among `opened`, or as `earlier` says of logins in lower case.
    pub fn returning(&self, opened: &[Contribution], earlier: &HashSet<String>, window: Window) -> (usize, usize) {
        let mut first: HashMap<String, Date> = HashMap::new();
        let mut inside: BTreeSet<String> = BTreeSet::new();
        for one in opened {
            let Some(login) = self.contributor(one) else { continue };
            let (login, created) = (login.to_lowercase(), day(one.created));
            if window.contains(created) {
                inside.insert(login.clone());
            }
            let known = first.entry(login).or_insert(created);
            *known = created.min(*known);
        }
        let came_before =
            |login: &&String| earlier.contains(*login) || first.get(*login).is_some_and(|day| *day < window.since);
        (inside.len(), inside.iter().filter(came_before).count())
    }

    /// Returns the login of who opened a pull request, unless it was a bot, a maintainer at that time, or an account
    /// that is gone.
    pub fn contributor<'c>(&self, opened: &'c Contribution) -> Option<&'c str> {
        let author = opened.author.as_ref().filter(|author| !self.is_a_bot(author))?;
        let is_maintainer =
            self.is_maintainer(&author.login, &opened.project, day(opened.created), &opened.association);
        (!is_maintainer).then_some(author.login.as_str())
    }

    /// Says whether somebody was a maintainer of a project on a day. Where the roster knows no maintainer of it at all,
    /// GitHub's own word is taken.
    fn is_maintainer(&self, login: &str, project: &str, day: Date, association: &str) -> bool {
        let one = [project.to_owned()];
        let rights = MaintainerRights { projects: &one, ..self.rights };
        let mut people = self.directory.people();
        if !people.any(|person| person.rights.iter().any(|right| rights.include(right))) {
            return MAY_WRITE.contains(&association);
        }
        self.directory.person(login).is_some_and(|person| {
            let mut held = person.rights.iter().filter(|right| rights.include(right));
            held.any(|right| right.since.is_none_or(|since| since <= day))
        })
    }

    fn is_a_bot(&self, account: &Account) -> bool {
        account.is_bot || (self.is_bot)(&account.login)
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        self.directory.login(one).eq_ignore_ascii_case(self.directory.login(other))
    }

    /// Returns the organisations that people were with when they did something, in lower case; the unknown one only where
    /// none is known.
    fn organisations<'c>(&self, people: impl IntoIterator<Item = (&'c Account, Timestamp)>) -> BTreeSet<String> {
        let of = |(who, when): (&Account, Timestamp)| {
            self.directory.organisation(&who.login, day(when)).unwrap_or_default().to_lowercase()
        };
        let mut found: BTreeSet<String> = people.into_iter().map(of).collect();
        if found.len() > 1 {
            found.remove("");
        }
        found
    }
}

/// The day of a moment, in UTC as GitHub's dates are.
fn day(when: Timestamp) -> Date {
    when.to_zoned(TimeZone::UTC).date()
}
