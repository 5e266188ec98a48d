//! What is looked at on GitHub: the token, what it may do, and the right to write.

use crate::cli::doctor::Patient;
use crate::cli::doctor::project::failed;
use crate::cli::range::Connection;
use crate::core::setup::Check;
use crate::core::text::clean;
use crate::failure::Failure;
use crate::git::{Project, project};
use crate::github::{Client, Place, Rights, on_network, repository, rights};
use crate::guide::Github;

/// Returns the checks, and what GitHub says of the project.
pub(super) fn checks(patient: &Patient<'_>, connection: Result<Connection, Failure>) -> (Vec<Check>, Option<Place>) {
    const TOKEN: &str = "token";
    let connection = match connection {
        Ok(connection) => connection,
        Err(failure) => return (vec![failed(TOKEN, &failure)], None),
    };
    let (site, token, name) = match connection.access() {
        Github::Reachable { site, token, project } => (site, token, project),
        Github::Unreachable(why) => return (vec![without(patient, &connection, &why)], None),
    };
    let from = match patient.context.environment.token() {
        Some((variable, _)) => format!("in `{variable}`"),
        None => "of `gh auth login`".to_owned(),
    };
    if patient.is_offline {
        let there = Check::ok(TOKEN, format!("{from}, for {}", clean(&name)));
        return (vec![there, Check::unknown("rights", "not asked, because of --offline")], None);
    }
    let asked = on_network(async {
        let client = Client::new(&site, token.clone(), patient.patience)?;
        let rights = rights(&client, &name).await?;
        Ok((rights, repository(&client, &name).await?))
    });
    match asked {
        Ok((rights, place)) => {
            let mut checks = vec![Check::ok(TOKEN, format!("{from}, taken by GitHub for {}", clean(&place.name)))];
            checks.push(told(&rights, &place, connection.server()));
            checks.extend(renamed(&name, &place, connection.server()));
            checks.extend(fork(&place, connection.server()));
            (checks, Some(place))
        }
        Err(error) => {
            let failure = Failure::from(error);
            (vec![failed(TOKEN, &failure)], None)
        }
    }
}

/// What it means that GitHub cannot be asked.
fn without(patient: &Patient<'_>, connection: &Connection, why: &str) -> Check {
    let named = patient.config.remote.as_deref().or(patient.remote.as_deref());
    match project(patient.repository, named, connection.server()) {
        _ if connection.project().is_some() => Check::finding(
            "token",
            format!(
                "there is none for {}, so labels, reviewers and checks are not known",
                connection.project().map(clean).unwrap_or_default()
            ),
            "gh auth login, or set `GITHUB_TOKEN`",
        ),
        Project::Elsewhere { .. } | Project::Nowhere | Project::GitHub { .. } => {
            Check::ok("token", format!("none is needed: {}", clean(why)))
        }
    }
}

fn told(rights: &Rights, place: &Place, server: &str) -> Check {
    const NAME: &str = "rights";
    let permission = match place.may_push {
        Some(true) => "you may push",
        Some(false) => "you may not push",
        None => "what you may do is not told to an app",
    };
    match (&rights.scopes, rights.may_write()) {
        (Some(scopes), Some(false)) => {
            let scopes = if scopes.is_empty() {
                "no scope".to_owned()
            } else {
                format!("the scopes {}", clean(&scopes.join(", ")))
            };
            let wanted = if rights.is_private { "repo" } else { "public_repo" };
            Check::finding(
                NAME,
                format!("the token has {scopes}: it reads, and writes no issue, pull request or release"),
                format!("gh auth refresh --scopes {wanted}, or make a token with `{wanted}`: {server}/settings/tokens"),
            )
        }
        (Some(scopes), _) => {
            Check::ok(NAME, format!("{permission}; the token has the scopes {}", clean(&scopes.join(", "))))
        }
        (None, _) => {
            Check::ok(NAME, format!("{permission}; which rights this kind of token has, GitHub does not tell"))
        }
    }
}

fn renamed(asked: &str, place: &Place, server: &str) -> Option<Check> {
    let is_same = place.name.eq_ignore_ascii_case(asked);
    (!is_same).then(|| {
        Check::finding(
            "name",
            format!("{} is called {} now", clean(asked), clean(&place.name)),
            format!("git remote set-url REMOTE {server}/{}.git", clean(&place.name)),
        )
    })
}

fn fork(place: &Place, server: &str) -> Option<Check> {
    let parent = place.parent.as_ref()?;
    Some(Check::finding(
        "fork",
        format!("{} is a fork of {}, and a release is that of the project itself", clean(&place.name), clean(parent)),
        format!("git remote add upstream {server}/{}.git", clean(parent)),
    ))
}
