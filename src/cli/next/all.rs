//! `shepherd next --all`: several projects, a line each.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::next::outlook::Outlook;
use crate::cli::next::{NextArguments, json as as_json};
use crate::cli::table::table;
use crate::core::text::{clean, plural, shorten};
use crate::core::tone::Tone;
use crate::failure::{Failure, Kind};
use crate::git::{Project, Repository, project};
use crate::github::Site;
use crate::store::Store;
use crate::system::folders;

/// The longest reason in a line.
const REASON: usize = 70;

/// Shows each project in a line. One that cannot be read is told in its place, and is an error in the end.
pub(super) fn run(context: &Context<'_>, arguments: &NextArguments, given: &[PathBuf]) -> Result<(), Failure> {
    let clones: Vec<PathBuf> =
        if given.is_empty() { beside(context)? } else { given.iter().map(|folder| context.path(folder)).collect() };
    let (mut rows, mut values, mut first_failure) = (Vec::new(), Vec::new(), None);
    for (place, folder) in clones.iter().enumerate() {
        let shown = given.get(place).unwrap_or(folder).display().to_string();
        let own = Context {
            ui: context.ui,
            environment: context.environment.clone(),
            clock: context.clock,
            folder: folder.clone(),
            // A file that was named is for one project.
            config: None,
        };
        let day = arguments.day(context);
        match Outlook::open(&own, &arguments.source, None, day) {
            Ok(outlook) => {
                rows.push(row(&outlook));
                let mut value = as_json::short(&outlook);
                if let Some(fields) = value.as_object_mut() {
                    fields.insert("folder".to_owned(), json!(shown));
                    fields.insert("changes".to_owned(), json!(count(&outlook)));
                }
                values.push(value);
            }
            Err(failure) => {
                rows.push([
                    clean(&shown).into_owned(),
                    Tone::Bad.of("?"),
                    String::new(),
                    String::new(),
                    first_line(&failure),
                ]);
                values.push(json!({"folder": shown, "error": failure.message}));
                first_failure.get_or_insert(failure);
            }
        }
    }
    if arguments.is_json() {
        let all: Vec<Value> = values;
        context.ui.data(&pretty(&json!({"schema": 1, "projects": all}))?)?;
    } else {
        context.ui.prose(&(table(&rows).join("\n") + "\n"))?;
    }
    first_failure.map_or(Ok(()), |failure| {
        let what = format!("not every project could be read: {}", failure.message);
        Err(Failure { message: what, ..failure })
    })
}

fn count(outlook: &Outlook<'_>) -> usize {
    outlook.changelog.sections.iter().map(|section| section.changes.len()).sum()
}

fn row(outlook: &Outlook<'_>) -> [String; 5] {
    let proposal = &outlook.proposed.proposal;
    let after = outlook.proposed.facts.base.as_ref().map(|tag| format!("after {}", tag.name)).unwrap_or_default();
    let sentence = proposal.sentence();
    [
        clean(&outlook.project()).into_owned(),
        Tone::Title.of(&proposal.version),
        clean(&after).into_owned(),
        plural(count(outlook), "change"),
        shorten(&clean(&sentence), REASON).into_owned(),
    ]
}

fn first_line(failure: &Failure) -> String {
    shorten(&clean(failure.message.lines().next().unwrap_or_default()), REASON).into_owned()
}

/// Returns the clones that lie beside this one and belong to a project of the records.
fn beside(context: &Context<'_>) -> Result<Vec<PathBuf>, Failure> {
    let repository = Repository::open(&context.folder)?;
    let nothing = |why: &str| {
        Failure::new(Kind::Usage, format!("`--all` has no project to look at: {why}"))
            .hint("name the folders of the clones, as in `shepherd next --all ../hub ../lab`")
    };
    let projects = Store::open(&repository)?.snapshot()?.projects()?;
    if projects.is_empty() {
        return Err(nothing("this clone has no records"));
    }
    let own = repository.work_tree().unwrap_or(repository.common_directory()).to_path_buf();
    let parent = own.parent().map(Path::to_path_buf).unwrap_or_default();
    let server = Site::of(&context.environment)?.server;
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    for name in folders::names(&parent) {
        let folder = parent.join(name);
        if !folders::is_folder(&folder.join(".git")) {
            continue;
        }
        let Ok(clone) = Repository::open(&folder) else { continue };
        if let Project::GitHub { slug, .. } = project(&clone, None, &server)
            && let Some(known) = projects.iter().find(|known| known.eq_ignore_ascii_case(&slug))
        {
            found.push((known.clone(), folder));
        }
    }
    for missing in projects.iter().filter(|known| !found.iter().any(|(name, _)| name == *known)) {
        context.ui.status(&format!("no clone of {} lies beside this one", clean(missing)));
    }
    if found.is_empty() {
        return Err(nothing("no clone of a project of the records lies beside this one"));
    }
    found.sort();
    Ok(found.into_iter().map(|(_, folder)| folder).collect())
}
