//! How the checks of a commit stand: check runs and statuses, of all apps together or of those that a tag started.

use serde::Deserialize;
use serde_json::json;

use crate::core::history::CommitId;
use crate::github::ask::{Nodes, Question, ask};
use crate::github::{Client, GithubError};

/// How a check stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It passed, was skipped, or has no opinion.
    Passed,
    /// It has not ended.
    Pending,
    /// It ended in any other way.
    Failed,
}

/// The checks of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checks {
    /// The commit, in full.
    pub commit: String,
    /// How all of them stand together; `None` where there are none.
    pub outcome: Option<Outcome>,
    /// Their names, and how each stands: the first hundred.
    pub runs: Vec<(String, Outcome)>,
    /// How many there are.
    pub total: usize,
}

/// The checks that the push of a tag started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagChecks {
    /// Those that it started, by workflow.
    pub started: Checks,
    /// How many others ran for the same commit: for a branch, or for what cannot be told.
    pub others: usize,
}

/// Returns the checks of a commit; `None` where GitHub does not have it.
pub async fn commit_checks(client: &Client, project: &str, commit: CommitId) -> Result<Option<Checks>, GithubError> {
    let what = format!("the checks of {}", commit.short());
    let question = Question {
        query: include_str!("queries/commit_checks.graphql"),
        variables: json!({"oid": commit.to_string()}),
        may_lack: "object",
        what: &what,
    };
    let found: CommitReply = ask(client, project, question).await?;
    Ok(found.object.map(|object| {
        let rollup = object.status_check_rollup;
        let outcome = rollup.as_ref().map(|rollup| state_outcome(&rollup.state));
        let contexts = rollup.and_then(|rollup| rollup.contexts);
        let total = contexts.as_ref().map_or(0, |contexts| contexts.total_count);
        let runs = Nodes::all(contexts).map(Context::outcome).collect();
        Checks { commit: object.oid, outcome, runs, total }
    }))
}

/// Returns the checks that a tag started; `None` where GitHub does not have the tag.
///
/// A check suite knows the reference that it ran for. Where that is the tag, the tag started it; where it is a branch,
/// the branch did. A workflow that ran for a push or a release and for no branch at all is counted as the tag's: a
/// branch that is gone by now would look the same.
pub async fn tag_checks(client: &Client, project: &str, tag: &str) -> Result<Option<TagChecks>, GithubError> {
    let what = format!("the checks of the tag {tag}");
    let question = Question {
        query: include_str!("queries/tag_checks.graphql"),
        variables: json!({"reference": format!("refs/tags/{tag}")}),
        may_lack: "ref",
        what: &what,
    };
    let found: TagReply = ask(client, project, question).await?;
    let Some(target) = found.reference.and_then(|reference| reference.target) else { return Ok(None) };
    // An annotated tag names the commit, a lightweight one is on it.
    let target = match target.tagged {
        Some(commit) => *commit,
        None => target,
    };
    let all: Vec<Suite> = Nodes::all(target.check_suites).filter(Suite::ran).collect();
    let (started, others): (Vec<Suite>, Vec<Suite>) = all.into_iter().partition(|suite| suite.is_of(tag));
    let runs: Vec<(String, Outcome)> = started.iter().map(|suite| (suite.name(), suite.outcome())).collect();
    let worst = |one: Outcome, two: Outcome| match (one, two) {
        (Outcome::Failed, _) | (_, Outcome::Failed) => Outcome::Failed,
        (Outcome::Pending, _) | (_, Outcome::Pending) => Outcome::Pending,
        _ => Outcome::Passed,
    };
    let outcome = runs.iter().map(|(_, outcome)| *outcome).reduce(worst);
    let total = runs.len();
    let started = Checks { commit: target.oid.unwrap_or_default(), outcome, runs, total };
    Ok(Some(TagChecks { started, others: others.len() }))
}

#[derive(Deserialize)]
struct CommitReply {
    object: Option<CommitObject>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CommitObject {
    oid: String,
    status_check_rollup: Option<Rollup>,
}

#[derive(Deserialize)]
struct Rollup {
    state: String,
    contexts: Option<Nodes<Context>>,
}

#[derive(Deserialize)]
#[serde(tag = "__typename")]
enum Context {
    CheckRun { name: String, status: String, conclusion: Option<String> },
    StatusContext { context: String, state: String },
}

#[derive(Deserialize)]
struct TagReply {
    #[serde(rename = "ref")]
    reference: Option<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    target: Option<Target>,
}

/// What a reference names: a commit, or a tag object that names one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    oid: Option<String>,
    check_suites: Option<Nodes<Suite>>,
    #[serde(rename = "target")]
    tagged: Option<Box<Self>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Suite {
    status: String,
    conclusion: Option<String>,
    app: Option<Named>,
    branch: Option<Branch>,
    workflow_run: Option<WorkflowRun>,
    check_runs: Option<Nodes<serde_json::Value>>,
}

#[derive(Deserialize)]
struct Branch {
    name: String,
    prefix: String,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct WorkflowRun {
    event: String,
    workflow: Named,
}

impl Context {
    fn outcome(self) -> (String, Outcome) {
        match self {
            Self::CheckRun { name, status, conclusion } => (name, run_outcome(&status, conclusion.as_deref())),
            Self::StatusContext { context, state } => (context, state_outcome(&state)),
        }
    }
}

impl Suite {
    /// Says whether there is anything in it: GitHub opens a suite for each app, which may never use it.
    fn ran(&self) -> bool {
        self.workflow_run.is_some() || self.check_runs.as_ref().is_some_and(|runs| runs.total_count > 0)
    }

    fn is_of(&self, tag: &str) -> bool {
        match (&self.branch, &self.workflow_run) {
            (Some(branch), _) => branch.name == tag && branch.prefix != "refs/heads/",
            (None, Some(run)) => ["create", "push", "release"].contains(&run.event.as_str()),
            (None, None) => false,
        }
    }

    fn name(&self) -> String {
        let workflow = self.workflow_run.as_ref().map(|run| &run.workflow.name);
        let app = self.app.as_ref().map(|app| &app.name);
        workflow.or(app).cloned().unwrap_or_else(|| "a check suite".to_owned())
    }

    fn outcome(&self) -> Outcome {
        run_outcome(&self.status, self.conclusion.as_deref())
    }
}

/// Reads a check run's or suite's `CheckStatusState` and `CheckConclusionState`.
fn run_outcome(status: &str, conclusion: Option<&str>) -> Outcome {
    match (status, conclusion) {
        ("COMPLETED", Some("SUCCESS" | "NEUTRAL" | "SKIPPED")) => Outcome::Passed,
        ("COMPLETED", Some(_)) => Outcome::Failed,
        _ => Outcome::Pending,
    }
}

/// Reads a `StatusState`.
fn state_outcome(state: &str) -> Outcome {
    match state {
        "SUCCESS" => Outcome::Passed,
        "EXPECTED" | "PENDING" => Outcome::Pending,
        _ => Outcome::Failed,
    }
}
