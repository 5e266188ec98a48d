//! `shepherd report --site DIR`: the report as a folder of pages.

mod folder;
mod gather;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::names::Names;
use crate::cli::report::ReportArguments;
use crate::cli::report::model::Report;
use crate::cli::report::site::folder::{Folder, Outcome};
use crate::cli::report::site::gather::Gathered;
use crate::cli::whereabouts::Where;
use crate::core::ledger::Release;
use crate::core::people::Roster;
use crate::core::policy::Policy;
use crate::core::site::{BaseUrl, Published, pages};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::render::site::{Frame, SiteFile, site};
use crate::store::Store;
use crate::system::clock::Deadline;
use crate::system::folders;
use crate::system::lock::FileLock;

/// So long a site waits for another one that is being written.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the report is about besides its figures.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) place: &'a Where,
    pub(super) store: &'a Store,
    pub(super) names: &'a Names,
    pub(super) roster: &'a Roster,
    pub(super) releases: &'a [Release],
    pub(super) policy: &'a Policy,
}

/// A site that is to be written, its place and its address checked before anything is read.
pub(super) struct Wish {
    given: PathBuf,
    folder: Folder,
    base: Option<BaseUrl>,
}

impl Wish {
    /// Returns the site that somebody asks for; `None` where nobody does.
    pub(super) fn of(context: &Context<'_>, arguments: &ReportArguments) -> Result<Option<Self>, Failure> {
        let Some(given) = &arguments.site else { return Ok(None) };
        let base = arguments.base_url.as_deref().map(str::parse).transpose()?;
        let folder = Folder::at(context, given);
        Ok(Some(Self { given: given.clone(), folder, base }))
    }
}

/// Writes the site, and says which pages it has.
pub(super) fn write(
    context: &Context<'_>,
    wish: &Wish,
    source: &Source<'_>,
    report: &Report<'_, '_>,
    as_json: bool,
) -> Result<(), Failure> {
    wish.folder.check(source.place)?;
    let progress = context.ui.progress("writing the site");
    let published = Published::of(source.roster, source.releases, report.window.until);
    let gathered = Gathered::of(context, source, report, &published)?;
    let is_bot = |login: &str| source.place.config.rules.is_bot_login(login);
    let history = gathered.history(source);
    let mut all = pages(gathered.facts(source, report, &published, &history, &is_bot));
    gather::put_changelog(source, &mut all);
    let name = match report.projects {
        [one] => one.clone(),
        several => plural(several.len(), "project"),
    };
    let server = source.place.connection.pages();
    let frame = Frame { name: &name, day: report.window.until, base: wish.base.as_ref(), server };
    let files = site(&all, &frame)?;
    let lock = lock(source.place)?;
    let outcome = wish.folder.write(&files, report.projects, source.names)?;
    drop(lock);
    drop(progress);
    tell(context, wish, &files, &outcome, as_json)
}

/// Lets the sites of a repository be written one after the other: two at once would mix in one folder. Where nothing can be
/// written beside the repository, nobody else writes either.
fn lock(place: &Where) -> Result<Option<FileLock>, Failure> {
    let folder = place.repository.common_directory().join("shepherd");
    if folders::make(&folder).is_err() {
        return Ok(None);
    }
    match FileLock::take(&folder.join("site.lock"), Deadline::after(PATIENCE)) {
        Ok(None) => Err(Failure::new(Kind::Refused, "another `shepherd report --site` of this repository is at work")
            .hint("nothing was written; try it again when that one is done")),
        taken => Ok(taken.unwrap_or_default()),
    }
}

/// Says what was written.
fn tell(
    context: &Context<'_>,
    wish: &Wish,
    files: &[SiteFile],
    outcome: &Outcome,
    as_json: bool,
) -> Result<(), Failure> {
    let given = clean(&wish.given.display().to_string()).into_owned();
    for path in &outcome.left {
        context.ui.warning(&format!(
            "`{given}/{path}` is no longer part of the site, and somebody changed it since: it stays"
        ));
    }
    if as_json {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let value = json!({
            "schema": 1, "folder": given, "base_url": wish.base.as_ref().map(ToString::to_string), "pages": paths,
            "written": outcome.written, "unchanged": outcome.same, "removed": outcome.removed, "left": outcome.left,
        });
        return context.ui.data(&pretty(&value)?);
    }
    context.ui.data(&listing(files))?;
    let removed =
        if outcome.removed.is_empty() { String::new() } else { format!(", {} removed", outcome.removed.len()) };
    let count = plural(files.len(), "file");
    context.ui.status(&format!(
        "{count} in `{given}`: {} written, {} as before{removed}",
        outcome.written.len(),
        outcome.same
    ));
    if outcome.is_new {
        context.ui.hint(&format!("open `{given}/index.html` in a browser"));
    }
    Ok(())
}

/// Returns the files, those of a folder in one line.
fn listing(files: &[SiteFile]) -> String {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut text = String::new();
    for file in files {
        if let Some((folder, name)) = file.path.split_once('/') {
            folders.entry(folder).or_default().push(name);
        } else {
            text.push_str(&file.path);
            text.push('\n');
        }
    }
    for (folder, names) in folders {
        let line = match names.as_slice() {
            [name] => format!("{folder}/{name}\n"),
            [first, .., last] => format!("{folder}/: {}, {first} to {last}\n", plural(names.len(), "page")),
            [] => String::new(),
        };
        text.push_str(&line);
    }
    text
}
