//! What the fake GitHub knows.

use std::collections::BTreeMap;

use super::check::Check;
use super::issue::Issue;

/// Everything that is on this GitHub.
#[derive(Clone, Default)]
pub(super) struct World {
    pub(super) repositories: Vec<Repository>,
}

impl World {
    /// Returns the repository of this `owner/name`, former names included; GitHub does not look at the case.
    pub(super) fn find(&self, name: &str) -> Option<&Repository> {
        let is_it = |found: &String| found.eq_ignore_ascii_case(name);
        let present = self.repositories.iter().find(|repository| is_it(&repository.name));
        present.or_else(|| self.repositories.iter().find(|repository| repository.former_names.iter().any(is_it)))
    }

    /// # Panics
    /// When a test gives a commit to a pull request that it never made.
    pub(super) fn check(&self) {
        for (name, number) in self.repositories.iter().flat_map(|repository| repository.commits.values()).flatten() {
            let is_known = self.find(name).is_some_and(|there| there.pull_requests.contains_key(number));
            assert!(is_known, "this GitHub has no pull request {number} in {name}");
        }
    }
}

/// A repository with what happened in it.
#[derive(Clone)]
#[must_use = "pass the repository to `FakeGithub::start`"]
pub(crate) struct Repository {
    pub(super) name: String,
    pub(super) default_branch: String,
    pub(super) parent: Option<String>,
    pub(super) former_names: Vec<String>,
    pub(super) pull_requests: BTreeMap<u64, PullRequest>,
    pub(super) issues: BTreeMap<u64, Issue>,
    pub(super) has_issues: bool,
    /// A `RepositoryPermission` of the token's owner; `None` for an app's token.
    pub(super) permission: Option<&'static str>,
    /// Pull requests of each commit, as repository and number.
    pub(super) commits: BTreeMap<String, Vec<(String, u64)>>,
    pub(super) refs: BTreeMap<String, String>,
    pub(super) files: BTreeMap<String, String>,
    pub(super) releases: Vec<Release>,
    /// How any two commits stand to each other; `None` where it has not both.
    pub(super) comparison: Option<&'static str>,
    /// How many releases were ever made: a number is never given twice.
    made_releases: u64,
    /// Whether workflows may not open pull requests.
    pub(super) forbids_pull_requests: bool,
    /// Runs of workflows: the event, the name, the commit and who started it.
    pub(super) runs: Vec<(String, String, String, Actor)>,
    /// Whether the token may not read the runs.
    pub(super) hides_runs: bool,
    /// Labels that nothing has, besides those that pull requests have.
    pub(super) labels: Vec<String>,
    /// The titles of the milestones.
    pub(super) milestones: Vec<String>,
    /// What ran for each commit.
    pub(super) checks: BTreeMap<String, Vec<Check>>,
    /// Numbers that cannot be answered at present, with GitHub's excuse.
    pub(super) broken: BTreeMap<u64, String>,
}

impl Repository {
    /// Makes the repository `owner/name` with the default branch `main` and nothing in it.
    pub(crate) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            default_branch: "main".to_owned(),
            parent: None,
            former_names: Vec::new(),
            pull_requests: BTreeMap::new(),
            issues: BTreeMap::new(),
            has_issues: true,
            permission: Some("WRITE"),
            commits: BTreeMap::new(),
            refs: BTreeMap::new(),
            files: BTreeMap::new(),
            releases: Vec::new(),
            comparison: None,
            made_releases: 0,
            forbids_pull_requests: false,
            hides_runs: false,
            runs: Vec::new(),
            labels: Vec::new(),
            milestones: Vec::new(),
            checks: BTreeMap::new(),
            broken: BTreeMap::new(),
        }
    }

    pub(crate) fn default_branch(mut self, name: &str) -> Self {
        name.clone_into(&mut self.default_branch);
        self
    }

    /// Makes it a fork of another repository.
    pub(crate) fn fork_of(mut self, parent: &str) -> Self {
        self.parent = Some(parent.to_owned());
        self
    }

    /// Adds a name that it had before: GraphQL follows it silently, the REST interface answers with 301.
    pub(crate) fn renamed_from(mut self, name: &str) -> Self {
        self.former_names.push(name.to_owned());
        self
    }

    pub(crate) fn pull_request(mut self, pull_request: PullRequest) -> Self {
        self.pull_requests.insert(pull_request.number, pull_request);
        self
    }

    pub(crate) fn issue(self, number: u64, title: &str, author: impl Into<Actor>) -> Self {
        self.with_issue(Issue::new(number, title, author))
    }

    /// Adds an issue with what is in it.
    pub(crate) fn with_issue(mut self, issue: Issue) -> Self {
        self.issues.insert(issue.number, issue);
        self
    }

    /// Switches issues off.
    pub(crate) fn without_issues(mut self) -> Self {
        self.has_issues = false;
        self
    }

    /// Sets what the token's owner may do here, as a `RepositoryPermission`; `None` is an app's token.
    pub(crate) fn permission(mut self, name: Option<&'static str>) -> Self {
        self.permission = name;
        self
    }

    /// Puts an issue into a milestone.
    pub(crate) fn planned(mut self, number: u64, milestone: &str) -> Self {
        let issue = self.issues.get_mut(&number).expect("the issue is there");
        issue.milestone = Some(milestone.to_owned());
        self
    }

    /// Makes a label that nothing has yet.
    pub(crate) fn label(mut self, name: &str) -> Self {
        self.labels.push(name.to_owned());
        self
    }

    /// Adds a milestone. Pull requests and issues name it by its title.
    pub(crate) fn milestone(mut self, title: &str) -> Self {
        self.milestones.push(title.to_owned());
        self
    }

    /// Lets a check run for a commit, which is then known to be here.
    pub(crate) fn check(mut self, oid: &str, check: Check) -> Self {
        self.commits.entry(oid.to_owned()).or_default();
        self.checks.entry(oid.to_owned()).or_default().push(check);
        self
    }

    /// Names the pull requests of this repository that a commit belongs to; none is an answer too.
    pub(crate) fn commit(mut self, oid: &str, pull_requests: impl IntoIterator<Item = u64>) -> Self {
        let name = self.name.clone();
        let known = self.commits.entry(oid.to_owned()).or_default();
        known.extend(pull_requests.into_iter().map(|number| (name.clone(), number)));
        self
    }

    /// Lets a commit belong to a pull request of another repository, as it happens among forks.
    pub(crate) fn commit_of(mut self, oid: &str, repository: &str, number: u64) -> Self {
        self.commits.entry(oid.to_owned()).or_default().push((repository.to_owned(), number));
        self
    }

    /// Sets a branch or tag by its full name, such as `refs/tags/1.0.0`.
    pub(crate) fn reference(mut self, name: &str, oid: &str) -> Self {
        self.commits.entry(oid.to_owned()).or_default();
        self.refs.insert(name.to_owned(), oid.to_owned());
        self
    }

    /// Sets what `REVISION:PATH` contains.
    pub(crate) fn file(mut self, expression: &str, content: &str) -> Self {
        self.files.insert(expression.to_owned(), content.to_owned());
        self
    }

    pub(crate) fn release(mut self, mut release: Release) -> Self {
        self.made_releases += 1;
        release.id = self.made_releases;
        self.releases.push(release);
        self
    }

    /// Publishes every draft, as a person does on the web page.
    pub(crate) fn published(mut self) -> Self {
        for release in &mut self.releases {
            release.is_draft = false;
        }
        self
    }

    /// Lets a person write over the body of each draft.
    pub(crate) fn edited(mut self, change: impl Fn(&str) -> String) -> Self {
        for release in self.releases.iter_mut().filter(|release| release.is_draft) {
            release.body = change(&release.body);
        }
        self
    }

    /// Takes every draft away, as a person does on the web page.
    pub(crate) fn without_drafts(mut self) -> Self {
        self.releases.retain(|release| !release.is_draft);
        self
    }

    /// Lets each draft be of another commit.
    pub(crate) fn targeted(mut self, commit: &str) -> Self {
        for release in self.releases.iter_mut().filter(|release| release.is_draft) {
            commit.clone_into(&mut release.target);
        }
        self
    }

    /// Says how commits that only this GitHub has stand to others: `ahead`, `behind` or `diverged`.
    pub(crate) fn comparison(mut self, status: &'static str) -> Self {
        self.comparison = Some(status);
        self
    }

    /// Lets a person tick “Set as a pre-release” in each draft.
    pub(crate) fn ticked(mut self) -> Self {
        for release in self.releases.iter_mut().filter(|release| release.is_draft) {
            release.is_prerelease = true;
        }
        self
    }

    /// Lets a person write over the body of each open pull request.
    pub(crate) fn reworded(mut self, change: impl Fn(&str) -> String) -> Self {
        for pull in self.pull_requests.values_mut() {
            pull.body = change(&pull.body);
        }
        self
    }

    /// Lets nobody open pull requests from workflows, as a setting of a repository says.
    pub(crate) fn forbidding_pull_requests(mut self) -> Self {
        self.forbids_pull_requests = true;
        self
    }

    /// Lets a workflow have run on a commit.
    pub(crate) fn run(mut self, event: &str, name: &str, oid: &str, actor: impl Into<Actor>) -> Self {
        self.runs.push((event.to_owned(), name.to_owned(), oid.to_owned(), actor.into()));
        self
    }

    /// Takes the right to read the runs of workflows from the token.
    pub(crate) fn hiding_runs(mut self) -> Self {
        self.hides_runs = true;
        self
    }

    /// Lets GitHub fail for some numbers while it answers the rest of a query.
    pub(crate) fn broken(mut self, numbers: impl IntoIterator<Item = u64>, message: &str) -> Self {
        self.broken.extend(numbers.into_iter().map(|number| (number, message.to_owned())));
        self
    }

    /// Lets GitHub answer for every number again.
    pub(crate) fn mended(mut self) -> Self {
        self.broken.clear();
        self
    }
}

/// Who does something on GitHub.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Actor {
    /// An app; its login is without the `[bot]` that the REST interface and git show.
    Bot(String),
    /// An account that was deleted; GitHub answers with null.
    Ghost,
    /// A stand-in for a person whose contributions were imported.
    Mannequin(String),
    User(String),
}

impl From<&str> for Actor {
    /// Reads a login as git and the REST interface show it: `dependabot[bot]` is a bot, nothing at all a ghost.
    fn from(login: &str) -> Self {
        match login.strip_suffix("[bot]") {
            Some(name) => Self::Bot(name.to_owned()),
            None if login.is_empty() => Self::Ghost,
            None => Self::User(login.to_owned()),
        }
    }
}

/// A release, published unless it says otherwise.
#[derive(Clone, Debug, Default)]
#[must_use = "pass the release to `Repository::release`"]
pub(crate) struct Release {
    pub(crate) id: u64,
    pub(crate) tag: String,
    pub(crate) name: String,
    pub(crate) body: String,
    /// What its tag is made on; empty for the default branch.
    pub(crate) target: String,
    pub(crate) is_draft: bool,
    pub(crate) is_prerelease: bool,
    pub(super) author: Option<Actor>,
}

impl Release {
    pub(crate) fn new(tag: &str) -> Self {
        Self { tag: tag.to_owned(), name: tag.to_owned(), ..Self::default() }
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self
    }

    /// Sets who published it.
    pub(crate) fn author(mut self, actor: impl Into<Actor>) -> Self {
        self.author = Some(actor.into());
        self
    }

    /// Leaves it a draft, which is not found by its tag.
    pub(crate) fn draft(mut self) -> Self {
        self.is_draft = true;
        self
    }

    pub(crate) fn prerelease(mut self) -> Self {
        self.is_prerelease = true;
        self
    }
}

pub(crate) use super::pull_request::PullRequest;
