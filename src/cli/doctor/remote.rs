//! What is looked at of the remote: whether it answers, takes a push, and has tags that are not here.

use std::collections::HashSet;

use crate::cli::doctor::Patient;
use crate::core::setup::Check;
use crate::core::text::{clean, plural};
use crate::git::{Tags, remote_tags, remotes, try_push, without_credentials};
use crate::github::Place;

/// So many tags are named.
const NAMED: usize = 3;

/// `place` is what GitHub says of the project.
pub(super) fn checks(patient: &Patient<'_>, place: Option<&Place>) -> Vec<Check> {
    let Some(remote) = &patient.remote else { return vec![none(patient)] };
    let address = patient.repository.remote_address(remote).unwrap_or_default();
    let shown = format!("`{}`, {}", clean(remote), clean(&without_credentials(&address)));
    if patient.is_offline {
        return vec![Check::ok("remote", shown), Check::unknown("push", "not tried, because of --offline")];
    }
    let there = match remote_tags(patient.repository, remote, patient.patience) {
        Ok(tags) => tags,
        Err(words) => {
            let check = Check::finding(
                "remote",
                format!("{shown} does not answer: {words}"),
                format!("git ls-remote {} shows the same; mend the address or the log-in", clean(remote)),
            );
            return vec![check, Check::unknown("push", "not tried, as the remote does not answer")];
        }
    };
    vec![Check::ok("remote", shown), push(patient, remote, place), missing_tags(patient, remote, &there)]
}

fn none(patient: &Patient<'_>) -> Check {
    let known = remotes(patient.repository);
    if known.is_empty() {
        return Check::finding("remote", "there is none, so nothing can be pushed", "git remote add origin ADDRESS");
    }
    let names: Vec<String> = known.iter().map(|name| format!("`{}`", clean(name))).collect();
    Check::finding(
        "remote",
        format!("it is not clear which of {} is the project's", names.join(", ")),
        "say it with `remote = \"NAME\"` in .shepherd.toml: shepherd init",
    )
}

fn push(patient: &Patient<'_>, remote: &str, place: Option<&Place>) -> Check {
    const NAME: &str = "push";
    if let Some(place) = place.filter(|place| place.may_push == Some(false)) {
        let text = format!("you may not push to {}, as GitHub says", clean(&place.name));
        return Check::finding(NAME, text, "ask who maintains it for the right to write, or release from a fork");
    }
    if patient.repository.head_commit().is_none() {
        return Check::unknown(NAME, "not tried, as there is no commit yet");
    }
    match try_push(patient.repository, remote, patient.patience) {
        Ok(()) => {
            Check::ok(NAME, "the remote takes a push (tried without sending; rules for single branches are not seen)")
        }
        Err(words) => Check::finding(
            NAME,
            format!("`{}` takes no push from you: {words}", clean(remote)),
            format!("git push --dry-run {} HEAD shows the same; log in, or ask for the right to write", clean(remote)),
        ),
    }
}

/// Tells of releases that the remote has and this clone has not: ranges would begin at the wrong one.
fn missing_tags(patient: &Patient<'_>, remote: &str, there: &[String]) -> Check {
    const NAME: &str = "remote tags";
    let here: HashSet<String> = patient.repository.tag_names().into_iter().collect();
    let pattern = patient.config.rules.tag_pattern.as_ref();
    let is_release = |name: &&String| Tags::names_a_release(name, pattern);
    let missing: Vec<&String> = there.iter().filter(|name| !here.contains(*name)).filter(is_release).collect();
    if missing.is_empty() {
        return Check::ok(NAME, "all releases of the remote are here");
    }
    let mut names: Vec<String> = missing.iter().rev().take(NAMED).map(|name| format!("`{}`", clean(name))).collect();
    if missing.len() > NAMED {
        names.push(format!("{} more", missing.len() - NAMED));
    }
    let text = format!(
        "{} of the remote {} not here: {}",
        plural(missing.len(), "release"),
        if missing.len() == 1 { "is" } else { "are" },
        names.join(", ")
    );
    Check::finding(NAME, text, format!("git fetch {} --tags", clean(remote)))
}
