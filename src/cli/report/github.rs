//! What a report asks GitHub.

use std::collections::BTreeSet;
use std::time::Duration;

use secrecy::SecretString;

use crate::cli::context::Context;
use crate::cli::report::model::{Gaps, GithubPart, Opened, Report};
use crate::cli::work_place::name_on_github;
use crate::core::ledger::metrics::{Activity, ClosedPullRequest, Returned, TriagedIssue};
use crate::failure::Failure;
use crate::github::{
    Client, GithubError, Site, Span, closed_pull_requests, earlier_contributors, on_network, opened_pull_requests,
    returned, triaged_issues,
};

/// How GitHub is asked.
pub(super) struct Ask<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) site: &'a Site,
    pub(super) token: &'a SecretString,
    pub(super) patience: Duration,
}

/// What all projects together have.
#[derive(Default)]
struct Gathered {
    closed: Vec<ClosedPullRequest>,
    issues: Vec<TriagedIssue>,
    opened: Opened,
    gaps: Gaps,
}

impl Gathered {
    fn extend(&mut self, others: Self) {
        self.closed.extend(others.closed);
        self.issues.extend(others.issues);
        self.opened.all.extend(others.opened.all);
        self.gaps.extend(others.gaps);
    }
}

impl Ask<'_> {
    /// Returns what GitHub says of all projects of the report.
    pub(super) fn all(
        &self,
        report: &Report<'_, '_>,
        activity: &Activity<'_, '_>,
        organisation: Option<&str>,
    ) -> Result<GithubPart, Failure> {
        let progress = self.context.ui.progress("asking GitHub for pull requests and issues");
        let found = on_network(async {
            let client = Client::new(self.site, self.token.clone(), self.patience)?;
            self.gather(&client, report, activity, organisation).await
        });
        drop(progress);
        Ok(found?)
    }

    async fn gather(
        &self,
        client: &Client,
        report: &Report<'_, '_>,
        activity: &Activity<'_, '_>,
        organisation: Option<&str>,
    ) -> Result<GithubPart, GithubError> {
        let mut all = Gathered::default();
        let mut names: Vec<(&str, String)> = Vec::new();
        let mut refused: Vec<GithubError> = Vec::new();
        // What is not on GitHub has a name of its own.
        for project in report.projects.iter().filter(|project| !project.starts_with("local/")) {
            match self.one(client, project, report, activity).await {
                Ok((name, found)) => {
                    all.extend(found);
                    names.push((project, name));
                }
                // Of several projects, one that cannot be seen does not hide the others.
                Err(error @ (GithubError::NotFound { .. } | GithubError::Forbidden { .. })) => refused.push(error),
                Err(error) => return Err(error),
            }
        }
        for error in &refused {
            all.gaps.add(&error.to_string());
        }
        if let Some(error) = refused.into_iter().next().filter(|_| names.is_empty()) {
            return Err(error);
        }
        let mut pull_requests = activity.reviewed(&all.closed, report.window);
        if let Some(organisation) = organisation {
            // Who returned is asked for only where it is shown.
            pull_requests.contributors.retain(|name, _| *name == organisation.to_lowercase());
        }
        let questions = pull_requests.questions();
        let mut back = BTreeSet::new();
        for (project, name) in &names {
            let own: Vec<&Returned> = questions.iter().filter(|question| question.project == *project).collect();
            back.extend(returned(client, name, &own, self.context.clock.now()).await?);
        }
        if report.is_over_time {
            let logins = all.opened.all.iter().filter_map(|found| activity.contributor(found)).map(str::to_lowercase);
            let logins: Vec<String> = logins.collect::<BTreeSet<_>>().into_iter().collect();
            // Who came to one of the projects before comes back, whichever it was.
            let names: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
            all.opened.earlier = earlier_contributors(client, &names, &logins, report.window.moments().0).await?;
        }
        let quarters = if report.is_over_time { all.opened.quarters(activity, report.window) } else { Vec::new() };
        Ok(GithubPart {
            issues: activity.triaged(&all.issues, report.triage, report.window),
            pull_requests,
            returned: back,
            quarters,
            gaps: all.gaps,
            requests: client.requests(),
        })
    }

    /// Returns what one project is called on GitHub, which may be another name, and what GitHub says of it.
    async fn one(
        &self,
        client: &Client,
        project: &str,
        report: &Report<'_, '_>,
        activity: &Activity<'_, '_>,
    ) -> Result<(String, Gathered), GithubError> {
        let name = name_on_github(self.context, client, project).await?;
        let (since, until) = report.window.moments();
        let span = Span { project: &name, label: report.label, since, until };
        let mut closed = closed_pull_requests(client, span).await?;
        for pull_request in &mut closed.nodes {
            project.clone_into(&mut pull_request.opened.project);
        }
        let issues =
            triaged_issues(client, span, |issue| activity.triage(issue, report.triage).next().is_some()).await?;
        let mut found = Gathered { closed: closed.nodes, issues: issues.nodes, ..Gathered::default() };
        found.gaps = Gaps { pull_requests: closed.gaps, issues: issues.gaps, opened: Vec::new() };
        if report.is_over_time {
            let mut opened = opened_pull_requests(client, span).await?;
            for pull_request in &mut opened.nodes {
                project.clone_into(&mut pull_request.project);
            }
            found.opened.all = opened.nodes;
            found.gaps.opened = opened.gaps;
        }
        Ok((name, found))
    }
}
