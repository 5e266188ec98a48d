//! Whom to ask to sit in office hours: what GitHub says of who triages issues.

use jiff::civil::Date;

use crate::cli::context::Context;
use crate::cli::whereabouts::Where;
use crate::cli::work_place::name_on_github;
use crate::core::ledger::Release;
use crate::core::ledger::metrics::{ActKind, Activity, Directory, MaintainerRights, TriagedIssue, Window};
use crate::core::people::{Attendee, Login, Overlap, Roster, TriageSearch, Triager, Waking, overlap, zone};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::github::{Client, Span, on_network, wholly_triaged_issues};
use crate::guide::Github;

/// What is looked for.
pub(super) struct Question<'a> {
    pub(super) place: &'a Where,
    pub(super) roster: &'a Roster,
    pub(super) releases: &'a [Release],
    /// The projects that the office hours are for.
    pub(super) projects: Vec<String>,
    /// Those who sit there already.
    pub(super) members: Vec<&'a str>,
    /// With whom the hours are compared.
    pub(super) others: &'a [Attendee],
    pub(super) waking: Waking,
    pub(super) window: Window,
    /// The first day on which they could meet, and how many days are looked at.
    pub(super) first: Date,
    pub(super) days: i32,
    /// How many are shown.
    pub(super) limit: usize,
    pub(super) patience: std::time::Duration,
    /// Whether it is a failure not to know it.
    pub(super) must_know: bool,
}

/// What GitHub says.
pub(super) struct Asked {
    /// As they are called today.
    pub(super) projects: Vec<String>,
    pub(super) window: Window,
    /// What counts as triage.
    pub(super) kinds: Vec<ActKind>,
    /// How many issues were looked at.
    pub(super) issues: usize,
    /// The best, the best first.
    pub(super) shown: Vec<Whom>,
    /// How many there are besides.
    pub(super) more: usize,
    /// What could not be seen, a sentence each.
    pub(super) gaps: Vec<String>,
}

/// Somebody to ask.
pub(super) struct Whom {
    pub(super) triager: Triager,
    /// Where their clock is, as the roster says.
    pub(super) timezone: Option<String>,
    /// How long they and the others are awake together.
    pub(super) overlaps: Vec<Overlap>,
}

/// What was found out, and whatever of it is not whole.
pub(super) enum Answer {
    /// It was not to be asked: this is no triage.
    NotAsked,
    /// GitHub cannot be asked, for this reason.
    NotKnown(String),
    /// GitHub was asked, and it failed.
    Failed(Failure),
    Known(Asked),
}

impl Answer {
    /// Says what is not known.
    pub(super) fn note(&self, context: &Context<'_>) {
        match self {
            Self::NotKnown(why) => {
                context.ui.status(&format!("from the records alone: {why}; not known: who triages issues"));
            }
            // Why is how it ends.
            Self::Failed(_) => context.ui.status("not known: who triages issues"),
            Self::NotAsked | Self::Known(_) => {}
        }
    }

    /// Returns the failure that it ends with, where not all was seen.
    pub(super) fn failure(self) -> Option<Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Known(asked) => {
                let gap = asked.gaps.into_iter().next();
                gap.map(|gap| Failure::new(Kind::Outside, format!("not all was seen: {gap}")))
            }
            Self::NotAsked | Self::NotKnown(_) => None,
        }
    }
}

impl Asked {
    /// Says what is not shown, and what to do with what is.
    pub(super) fn hint(&self, context: &Context<'_>, circle: Option<&str>) {
        let Some(best) = self.shown.first() else {
            let projects = self.projects.join(", ");
            let since = self.window.since;
            if self.more == 0 {
                context.ui.status(&format!("nobody else triaged issues of {} since {since}", clean(&projects)));
            }
            return;
        };
        if self.more > 0 {
            let all = self.shown.len() + self.more;
            context.ui.hint(&format!("{} more triaged issues: `--limit {all}` shows them", self.more));
        }
        if let Ok(login) = best.triager.login.parse::<Login>() {
            let circle = circle.unwrap_or("NAME");
            context.ui.hint(&format!("ask them; @{login} signs up with `shepherd circles join {circle}`"));
        }
    }
}

/// Asks GitHub who triages issues.
pub(super) fn ask(context: &Context<'_>, question: &Question<'_>) -> Answer {
    let (site, token) = match question.place.connection.access() {
        Github::Reachable { site, token, .. } => (site, token),
        Github::Unreachable(why) => return Answer::NotKnown(why),
    };
    if question.projects.is_empty() {
        let why = "no project of the circle is on GitHub".to_owned();
        if question.must_know {
            return Answer::Failed(Failure::new(Kind::Outside, why));
        }
        return Answer::NotKnown(why);
    }
    let progress = context.ui.progress("asking GitHub who triages issues");
    let (since, until) = question.window.moments();
    let found = on_network(async {
        let client = Client::new(&site, token, question.patience)?;
        let (mut names, mut issues, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
        for project in &question.projects {
            let name = name_on_github(context, &client, project).await?;
            let found = wholly_triaged_issues(&client, Span { project: &name, label: None, since, until }).await?;
            issues.extend(found.nodes);
            gaps.extend(found.gaps);
            names.push(name);
        }
        Ok((names, issues, gaps, client.requests()))
    });
    drop(progress);
    let (projects, issues, gaps, requests) = match found {
        Ok(found) => found,
        Err(error) => return Answer::Failed(error.into()),
    };
    context.ui.verbose(&format!("GitHub: {}", plural(requests, "request")));
    match question.judge(&issues) {
        Ok((shown, more)) => Answer::Known(Asked {
            projects,
            window: question.window,
            kinds: question.place.config.triage.clone(),
            issues: issues.len(),
            shown,
            more,
            gaps: gaps.into_iter().chain(cut(&issues)).collect(),
        }),
        Err(failure) => Answer::Failed(failure),
    }
}

/// Says of which issues not all that was done is known.
fn cut(issues: &[TriagedIssue]) -> Option<String> {
    let count = issues.iter().filter(|issue| issue.is_cut).count();
    (count > 0).then(|| format!("of {}, GitHub did not tell all that was done", plural(count, "issue")))
}

impl Question<'_> {
    /// Returns the best, and how many there are besides.
    fn judge(&self, issues: &[TriagedIssue]) -> Result<(Vec<Whom>, usize), Failure> {
        let config = &self.place.config;
        let directory = Directory::new(self.roster, self.releases);
        let is_bot = |login: &str| config.rules.is_bot_login(login);
        let rights = MaintainerRights { names: &config.maintainer_rights, projects: &self.projects };
        let activity = Activity { directory: &directory, rights, is_bot: &is_bot };
        let search =
            TriageSearch { activity: &activity, kinds: &config.triage, window: self.window, members: &self.members };
        let mut triagers = search.triagers(issues);
        let more = triagers.len().saturating_sub(self.limit);
        triagers.truncate(self.limit);
        let whom = |triager: Triager| {
            let person = directory.person(&triager.login).filter(|person| !person.timezone.is_empty());
            let Some(person) = person else { return Ok(Whom { triager, timezone: None, overlaps: Vec::new() }) };
            let one = Attendee { login: person.login.clone(), zone: zone(&person.timezone)? };
            let others = self.others.iter().filter(|other| other.login != one.login);
            let mut overlaps: Vec<Overlap> =
                others.map(|other| overlap(&one, other, self.waking, self.first, self.days)).collect();
            overlaps.sort_by(|one, other| other.minutes.cmp(&one.minutes).then_with(|| one.other.cmp(&other.other)));
            Ok(Whom { triager, timezone: Some(person.timezone.clone()), overlaps })
        };
        Ok((triagers.into_iter().map(whom).collect::<Result<_, Failure>>()?, more))
    }
}
