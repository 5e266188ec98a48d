//! What the places besides git say of the releases: a table, changelogs, GitHub, and the person at the keyboard.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::whereabouts::Where;
use crate::core::changelog::history::{Account, Facts};
use crate::core::changelog::identity::Identities;
use crate::core::changelog::walk::walk;
use crate::core::ledger::table::{self, Named};
use crate::core::ledger::{Fact, Places, Someone, Source, Tagged, belonging, facts_of_changelog, facts_of_table};
use crate::core::people::Login;
use crate::core::text::{clean, plural};
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::git::{self, Ends, Tags};
use crate::github::{Client, Doer, GithubError, on_network, release_authors, workflow_starters};
use crate::guide::Github;
use crate::system::files;

/// How long asking GitHub may take in all.
const PATIENCE: Duration = Duration::from_secs(60);

/// So many versions are named at once.
const NAMED: usize = 5;

/// Facts by the position of their tag.
pub(super) type Placed = Vec<(usize, Fact)>;

/// Why GitHub did not tell who started the workflows, where it did not.
#[derive(Default)]
pub(super) struct Untold(pub(super) Option<String>);

/// Returns what the history shows of who stands behind an address.
pub(super) fn identities(context: &Context<'_>, place: &Where, tags: &Tags) -> Identities {
    let rules = &place.config.rules;
    let load = || {
        let ends = Ends { base: Some(None), head: "HEAD".to_owned() };
        let range = git::resolve(&place.repository, &ends, tags, false, None)?;
        git::load(&place.repository, &range, tags, rules.pull_request_pattern.as_ref())
    };
    let progress = context.ui.progress("reading the history");
    let history = load();
    drop(progress);
    let history = match history {
        Ok(history) => history,
        Err(error) => {
            context.ui.verbose(&format!("logins are not learned from the history: {error}"));
            return Identities::default();
        }
    };
    let owner = place.connection.project().and_then(|project| project.split('/').next());
    Identities::learn_people(&history, &walk(&history, &Facts::default(), rules), rules, owner)
}

/// Returns what a table says; rows without a tag are told.
pub(super) fn of_table(
    context: &Context<'_>,
    file: &Path,
    named: &[Named],
    tags: &[Tagged],
) -> Result<Placed, Failure> {
    let text = files::read_text(&context.path(file))?;
    let file = file.display().to_string();
    let rows = table::read(&file, &text, named)?;
    let count = rows.len();
    let (facts, others) = facts_of_table(&file, rows, tags)?;
    context.ui.verbose(&format!(
        "{file}: {} of {} of the table are about tags that are here",
        facts.len(),
        plural(count, "row")
    ));
    if !others.is_empty() {
        let first: Vec<String> =
            others.iter().take(NAMED).map(|row| format!("{} (line {})", clean(&row.version), row.line)).collect();
        let more = if others.len() > NAMED { ", …" } else { "" };
        context.ui.warning(&format!(
            "{file}: left out is what has no tag here, {} of the table: {}{more}",
            plural(others.len(), "row"),
            first.join(", ")
        ));
    }
    Ok(facts)
}

/// Returns what changelogs say: those that are named, else those of the newest commit.
pub(super) fn of_changelogs(
    context: &Context<'_>,
    place: &Where,
    named: &[PathBuf],
    tags: &[Tagged],
) -> Result<Placed, Failure> {
    let versions: Vec<Version> = tags.iter().map(|tag| tag.version.clone()).collect();
    let mut texts: Vec<(String, String)> = Vec::new();
    for file in named {
        texts.push((file.display().to_string(), files::read_text(&context.path(file))?));
    }
    if named.is_empty() {
        texts = place.repository.changelogs(&place.config.rules.housekeeping);
    }
    let mut found = Vec::new();
    for (file, text) in texts {
        let facts = facts_of_changelog(&file, &text, &versions);
        if !facts.is_empty() {
            context.ui.verbose(&format!("{file}: {} name people", plural(facts.len(), "heading")));
        }
        found.extend(facts);
    }
    Ok(found)
}

/// Returns what GitHub says of the releases of which git says too little. Where it cannot be asked, that is said once.
pub(super) fn of_github(
    context: &Context<'_>,
    place: &Where,
    tags: &[Tagged],
    lacking: &[usize],
) -> Result<(Placed, Untold), Failure> {
    if lacking.is_empty() {
        return Ok(Default::default());
    }
    let (site, token, project) = match place.connection.access() {
        Github::Reachable { site, token, project } => (site, token, project),
        Github::Unreachable(why) => {
            let count = plural(lacking.len(), "release");
            context.ui.status(&format!(
                "from git alone: {why}; so of {count} it is not known who merged the pull request, started the workflow \
                 or published it on GitHub"
            ));
            return Ok(Default::default());
        }
    };
    let tag = |place: &usize| tags.get(*place);
    let numbers: Vec<u64> = lacking.iter().filter_map(|place| tag(place)?.pull_request).collect();
    let progress = context.ui.progress("asking GitHub who merged, started and published");
    let asked = on_network(async {
        let client = Client::new(&site, token, PATIENCE)?;
        let mut facts = Facts::default();
        if !numbers.is_empty() {
            let rules = &place.config.rules;
            crate::github::fetch(&client, &project, &numbers, &[], rules, &mut facts).await?;
        }
        let (authors, more) = release_authors(&client, &project).await?;
        // Runs are a right of their own, which a token need not have.
        let (starters, more_runs, untold) = match workflow_starters(&client, &project).await {
            Err(error @ (GithubError::Forbidden { .. } | GithubError::NotFound { .. })) => {
                (Vec::new(), false, Untold(Some(error.to_string())))
            }
            found => found.map(|(starters, more)| (starters, more, Untold::default()))?,
        };
        Ok((facts, authors, starters, more || more_runs, untold, client.requests()))
    });
    drop(progress);
    let (facts, authors, starters, is_cut, untold, requests) = asked?;
    context.ui.verbose(&format!("GitHub: {}", plural(requests, "request")));
    if is_cut {
        context
            .ui
            .warning("GitHub has more releases or workflow runs than were read; the oldest are not known from it");
    }
    let mut found = Vec::new();
    let runs: Vec<(&str, &str)> = starters.iter().map(|run| (run.of.as_str(), run.account.login.as_str())).collect();
    let run_of = belonging(tags, &runs);
    let authors: HashMap<&str, &Doer> = authors.iter().rev().map(|author| (author.of.as_str(), author)).collect();
    for &at in lacking {
        let Some(tag) = tags.get(at) else { continue };
        let mut add = |source: Source, account: &Account, place: String| {
            let login = if account.is_bot { format!("{}[bot]", account.login) } else { account.login.clone() };
            let released_by = vec![Someone::Login(login)];
            found.push((at, Fact { source, place, released_by, ..Fact::default() }));
        };
        let pull_request = tag.pull_request.and_then(|number| facts.pull_requests.get(&number));
        if let Some((merger, found)) = pull_request.and_then(|found| Some((found.merged_by.as_ref()?, found))) {
            add(Source::Merger, merger, found.url.clone());
        }
        if let Some(run) = run_of.get(&at).and_then(|run| starters.get(*run)) {
            add(Source::Workflow, &run.account, run.url.clone());
        }
        if let Some(release) = authors.get(tag.tag.as_str()) {
            add(Source::GithubRelease, &release.account, release.url.clone());
        }
    }
    Ok((found, untold))
}

/// Returns what a person says of the roles: `TAG=LOGIN`, for each flag of a role.
pub(super) fn of_flags(given: &[(&str, &[String])], tags: &[Tagged]) -> Result<Placed, Failure> {
    let mut found: Placed = Vec::new();
    let places = Places::of(tags);
    for (flag, values) in given {
        for value in *values {
            let (tag, login) = value.split_once('=').ok_or_else(|| {
                Failure::new(Kind::Usage, format!("`--{flag} {value}` has no `=`"))
                    .hint(format!("write it as TAG=LOGIN, for example `--{flag} 5.5.0=mona`"))
            })?;
            let login: Login = login.trim().parse()?;
            let at = places.find(tag.trim()).ok_or_else(|| {
                Failure::new(Kind::Usage, format!("`--{flag} {value}`: there is no release tag `{}`", tag.trim()))
                    .hint("`git tag` lists the tags of this clone; `git fetch --tags` gets those that are not here")
            })?;
            let mut fact = Fact { source: Source::Record, ..Fact::default() };
            let role = match *flag {
                "mentored-by" => &mut fact.mentored_by,
                "sponsored-by" => &mut fact.sponsored_by,
                _ => &mut fact.shadowed_by,
            };
            role.push(Someone::Login(login.into()));
            // Several of one role belong together.
            match found.iter_mut().find(|(place, known)| *place == at && !role_of(known, flag).is_empty()) {
                Some((_, known)) => role_of_mut(known, flag).append(role_of_mut(&mut fact, flag)),
                None => found.push((at, fact)),
            }
        }
    }
    Ok(found)
}

fn role_of<'a>(fact: &'a Fact, flag: &str) -> &'a Vec<Someone> {
    match flag {
        "mentored-by" => &fact.mentored_by,
        "sponsored-by" => &fact.sponsored_by,
        _ => &fact.shadowed_by,
    }
}

fn role_of_mut<'a>(fact: &'a mut Fact, flag: &str) -> &'a mut Vec<Someone> {
    match flag {
        "mentored-by" => &mut fact.mentored_by,
        "sponsored-by" => &mut fact.sponsored_by,
        _ => &mut fact.shadowed_by,
    }
}
