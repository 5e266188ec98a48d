//! Upgrade notes of a range that was read: its changes, and the files of both ends.

use git2::Oid;

use crate::cli::context::Context;
use crate::cli::range::{Gathered, Reading, Says};
use crate::core::text::plural;
use crate::core::upgrade::{self, Drafting, Fact, Files, Notes, Unreadable, changed_by};
use crate::failure::Failure;
use crate::git::{PassedOver, Paths};

/// Drafts the upgrade notes of a range. What could not be read is said, and the rest goes on.
pub(in crate::cli) fn draft(
    context: &Context<'_>,
    reading: &Reading<'_>,
    gathered: &Gathered,
) -> Result<Notes, Failure> {
    let changelog = reading.changelog(gathered, &Says::default())?;
    let rules = &reading.config.upgrade;
    let progress = context.ui.progress("comparing the files of both ends");
    let base = gathered.range.base.as_ref();
    let head = files(context, reading, gathered.range.head, &gathered.range.head_name)?;
    let before = base.map(|(name, commit)| files(context, reading, *commit, name)).transpose()?;
    let found: Vec<Fact> = match &before {
        Some(before) => {
            let (facts, [old, new]) = upgrade::facts(before, &head, rules);
            let base = base.map(|(name, _)| name.as_str()).unwrap_or_default();
            warn(context, base, &old);
            warn(context, &gathered.range.head_name, &new);
            facts
        }
        // Nobody upgrades to the first release.
        None => Vec::new(),
    };
    let mut paths = Paths::new(&reading.repository);
    let steps = changed_by(
        &found,
        rules,
        &gathered.history,
        &gathered.walk,
        &mut |commit, visit| paths.changed(commit, visit),
        &mut |commit, of_parent, path| reading.repository.text_at(commit, of_parent, path),
    );
    paths.finish()?;
    drop(progress);
    let silent = before.iter().map(|before| before.silent).max().unwrap_or(0).max(head.silent);
    if silent > 0 {
        let what = plural(silent, "manifest");
        context.ui.verbose(&format!(
            "{what} in folders of tests, examples, documents, tools and the like were not asked; `manifests` in \
             `[upgrade]` says which ones speak for the project"
        ));
    }
    let templates = before.iter().chain([&head]).flat_map(|files| templates(files, rules)).collect();
    Ok(upgrade::draft(&Drafting {
        history: &gathered.history,
        facts: &gathered.facts,
        walk: &gathered.walk,
        identities: &gathered.identities,
        rules: &reading.config.rules,
        upgrade: rules,
        entries: &gathered.decided.entries,
        changelog: &changelog,
        templates,
        found,
        steps,
        from: reading.base(gathered).map(|tag| tag.version.to_string()),
        server: reading.connection.server().to_owned(),
    }))
}

/// Returns the files of one end, and says which were not read.
fn files(context: &Context<'_>, reading: &Reading<'_>, commit: Oid, name: &str) -> Result<Files, Failure> {
    let (files, passed_over) = reading.repository.files_of(commit, &reading.config.upgrade)?;
    for file in passed_over {
        let (path, why) = match file {
            PassedOver::Binary(path) => (path, "it is no text".to_owned()),
            PassedOver::Long { path, size } => (path, format!("it has {} KiB", size / 1024)),
        };
        context.ui.warning(&format!("{name}:{path} was not read: {why}"));
    }
    Ok(files)
}

fn warn(context: &Context<'_>, end: &str, unreadable: &[Unreadable]) {
    for file in unreadable {
        context.ui.warning(&format!(
            "{end}:{}:{}: {}; what this file says is not compared",
            file.file, file.line, file.reason
        ));
    }
}

fn templates<'a>(files: &'a Files, rules: &'a upgrade::UpgradeRules) -> impl Iterator<Item = String> + 'a {
    files.texts.iter().filter(|(path, _)| rules.interest(path).is_template).map(|(_, text)| text.clone())
}
