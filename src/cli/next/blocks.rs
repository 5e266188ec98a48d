//! What stands in the way of a release: open items of the milestone, and checks that failed.

use crate::cli::context::Context;
use crate::cli::next::outlook::Outlook;
use crate::core::checklist::Check;
use crate::core::history::CommitId;
use crate::guide::Github;
use crate::guide::checks::{Finding, GithubAccess, Subject, check};

/// What is looked at.
const CHECKS: [Check; 2] = [Check::MilestoneEmpty, Check::CiGreen];

/// Returns what each check found; none where GitHub is not asked.
pub(super) fn find(context: &Context<'_>, outlook: &Outlook<'_>) -> Vec<(Check, Finding)> {
    let Github::Reachable { site, token, project } = outlook.reading.connection.access() else { return Vec::new() };
    let proposed = &outlook.proposed;
    // The milestone is that of the final release, whatever is tried before it.
    let version = proposed.proposal.version.last().unwrap_or_else(|| proposed.proposal.version.clone()).to_string();
    let subject = |patience| Subject {
        repository: &outlook.reading.repository,
        remote: outlook.reading.config.remote.as_deref(),
        branch: proposed.facts.line.branch.as_deref().unwrap_or("HEAD"),
        previous_tag: proposed.facts.base.as_ref().map(|tag| tag.name.as_str()),
        target: CommitId::parse(&outlook.changelog.range.head_commit),
        version: &version,
        tag: &proposed.tag,
        pull_request: None,
        release_branch: None,
        github: GithubAccess::Reachable { site: &site, token: &token, project: &project },
        program: None,
        patience,
    };
    let progress = context.ui.progress("asking GitHub what stands in the way");
    let found = CHECKS.map(|wanted| (wanted, check(wanted, &subject(outlook.reading.patience())))).to_vec();
    drop(progress);
    found
}
