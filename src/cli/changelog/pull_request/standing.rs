//! What stands on GitHub and on the remote before a pull request is opened: which one is the section's, and what its branch
//! is built on.

use crate::cli::changelog::pull_request::LIMIT;
use crate::cli::context::Context;
use crate::cli::range::Reading;
use crate::core::history::CommitId;
use crate::failure::{Failure, Kind};
use crate::git::fetch_branch;
use crate::github::{Client, GithubError, Place, Proposal, on_network, proposals, repository};

/// Which section goes where.
pub(super) struct Way<'a> {
    pub(super) remote: &'a str,
    /// The version whose section it is.
    pub(super) version: &'a str,
    /// The branch that the pull request goes into.
    pub(super) base: &'a str,
}

/// What GitHub and the remote have at present.
pub(super) struct Standing {
    pub(super) place: Place,
    /// The branch that the pull request comes from.
    pub(super) branch: String,
    /// The newest pull request of the section into this base: an open one before all others.
    pub(super) newest: Option<Proposal>,
    /// The newest commit of the branch that the pull request goes into.
    pub(super) base: CommitId,
    /// The newest commit of the branch that it comes from, where it is there.
    pub(super) tip: Option<CommitId>,
}

impl Standing {
    /// Asks GitHub for the pull requests, and fetches both branches. Refuses where it would be of no use to go on.
    pub(super) fn look(
        context: &Context<'_>,
        reading: &Reading<'_>,
        way: &Way<'_>,
        project: &str,
        client: impl Fn() -> Result<Client, GithubError>,
    ) -> Result<Self, Failure> {
        let Way { remote, version, base } = way;
        let _progress = context.ui.progress("looking at the pull requests and the branches");
        let plain = format!("shepherd/changelog-{version}");
        let own = format!("{plain}-into-{base}");
        let (place, (of_plain, of_own)) = on_network(async {
            let client = client()?;
            let place = repository(&client, project).await?;
            let found = (proposals(&client, &place.name, &plain).await?, proposals(&client, &place.name, &own).await?);
            Ok::<_, GithubError>((place, found))
        })?;
        check_rights(&place, remote)?;
        let folder = reading.repository.common_directory();
        let tip_of =
            |branch: &str| fetch_branch(folder, remote, branch, &format!("refs/remotes/{remote}/{branch}"), LIMIT);
        let Some(base_tip) = tip_of(base)? else {
            return Err(Failure::new(Kind::Usage, format!("`{remote}` has no branch `{base}`"))
                .hint("name the one that the pull request goes into: `--base BRANCH`"));
        };
        let chosen = choose(of_plain, of_own, base);
        let mut branch = if chosen.is_plain { &plain } else { &own };
        let mut tip = tip_of(branch)?;
        // What was pushed before its pull request was refused may have been built on another line.
        let is_of_base = |tip| reading.repository.apart(tip, base_tip).is_some_and(|(ahead, _)| ahead <= 1);
        if chosen.is_plain && chosen.newest.is_none() && tip.is_some_and(|tip| !is_of_base(tip)) {
            branch = &own;
            tip = tip_of(branch)?;
        }
        let branch = branch.clone();
        Ok(Self { place, branch, newest: chosen.newest, base: base_tip, tip })
    }

    /// Returns what the next commit of the branch is built on. What was merged is built on again where git does not see
    /// that it was: a squash, so that the branch only ever grows.
    pub(super) fn parents(&self, reading: &Reading<'_>) -> Vec<CommitId> {
        let is_open = self.newest.as_ref().is_some_and(Proposal::is_open);
        match self.tip {
            Some(tip) if is_open => vec![tip],
            Some(tip) if reading.repository.is_part(tip, self.base) == Some(true) => vec![self.base],
            Some(tip) if self.newest.is_none() => vec![tip],
            Some(tip) => vec![self.base, tip],
            None => vec![self.base],
        }
    }
}

/// Which pull request is the section's.
struct Chosen {
    newest: Option<Proposal>,
    /// Whether the branch has the plain name, without the base in it.
    is_plain: bool,
}

/// Chooses among the pull requests from the branch with the plain name and from the one with the base in its name. Only
/// those into this base count; a branch with the plain name that goes into another base is not this one's.
fn choose(of_plain: Vec<Proposal>, of_own: Vec<Proposal>, base: &str) -> Chosen {
    let is_of_base = |found: &Proposal| found.base() == base;
    let is_taken = of_own.iter().any(is_of_base) || !of_plain.iter().all(is_of_base);
    let all = of_plain.into_iter().map(|found| (found, true)).chain(of_own.into_iter().map(|found| (found, false)));
    let newest = all.filter(|(found, _)| is_of_base(found)).max_by_key(|(found, _)| (found.is_open(), found.number));
    let is_plain = match &newest {
        Some((found, is_plain)) if found.is_open() => *is_plain,
        _ => !is_taken,
    };
    Chosen { newest: newest.map(|(found, _)| found), is_plain }
}

/// Refuses what GitHub would refuse, before anything is pushed.
fn check_rights(place: &Place, remote: &str) -> Result<(), Failure> {
    let name = &place.name;
    if place.is_fork {
        let of = place.parent.as_ref().map(|parent| format!(" of {parent}")).unwrap_or_default();
        let message = format!("{name} is a fork{of}: the branch and the pull request would go into the fork");
        return Err(Failure::new(Kind::Outside, message)
            .hint("add the project itself as the remote `upstream`, if you may push there: `git remote add upstream ADDRESS`")
            .hint("else write the file without `--pr`, push the branch to your fork, and open the pull request by hand"));
    }
    if place.may_push == Some(false) {
        return Err(Failure::new(
            Kind::Outside,
            format!("the token's owner may not push to {name} (`{remote}`), so the branch cannot be made there"),
        )
        .hint("the right is `contents: write`; a maintainer gives it, or runs this")
        .hint("else write the file without `--pr`, push the branch to a fork, and open the pull request by hand"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn proposal(number: u64, state: &str, base: &str) -> Proposal {
        let merged_at = (state == "merged").then_some("2026-03-02T09:00:00Z");
        let state = if state == "open" { "open" } else { "closed" };
        let value = json!({
            "number": number, "html_url": "", "title": "", "state": state, "merged_at": merged_at, "base": {"ref": base},
        });
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn only_pull_requests_into_the_base_count() {
        let told = |plain: &[(u64, &str, &str)], own: &[(u64, &str, &str)]| {
            let all = |some: &[(u64, &str, &str)]| {
                some.iter().map(|(number, state, base)| proposal(*number, state, base)).collect::<Vec<_>>()
            };
            let chosen = choose(all(plain), all(own), "main");
            (chosen.newest.map(|found| found.number), chosen.is_plain)
        };
        assert_eq!(told(&[], &[]), (None, true));
        assert_eq!(told(&[(1, "open", "main")], &[]), (Some(1), true));
        assert_eq!(told(&[(1, "merged", "main")], &[]), (Some(1), true));
        for state in ["open", "merged", "closed"] {
            assert_eq!(told(&[(1, state, "5.x")], &[]), (None, false), "{state}");
            assert_eq!(told(&[(1, state, "5.x")], &[(2, "open", "main")]), (Some(2), false), "{state}");
        }
        // Both went from one branch once.
        assert_eq!(told(&[(2, "open", "main"), (1, "merged", "5.x")], &[]), (Some(2), true));
        assert_eq!(told(&[(2, "merged", "main"), (1, "merged", "5.x")], &[]), (Some(2), false));
        assert_eq!(told(&[(2, "open", "main")], &[(3, "closed", "main")]), (Some(2), true));
    }
}
