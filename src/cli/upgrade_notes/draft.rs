//! Upgrade notes of a range that was read: its changes, and the files of both ends.

use crate::cli::context::Context;
use crate::cli::range::{Gathered, Reading, Says};
use crate::core::text::plural;
use crate::core::upgrade::{self, Compared, Drafting, Files, Notes, RangeEnd, Unread, Unreadable, changed_by};
use crate::failure::Failure;
use crate::git::Paths;

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
    let mut head = reading.repository.files_of(gathered.range.head, rules)?;
    let before = base.map(|(_, commit)| reading.repository.files_of(*commit, rules)).transpose()?;
    if let (Some(before), Some((_, commit))) = (&before, base) {
        let lost = upgrade::lost(before, &head, rules);
        for (from, (to, text)) in reading.repository.moved(*commit, gathered.range.head, &lost)? {
            head.texts.entry(to.clone()).or_insert(text);
            head.moved.insert(from, to);
        }
    }
    // Nobody upgrades to the first release.
    let compared = before.as_ref().map(|before| upgrade::facts(before, &head, rules)).unwrap_or_default();
    let Compared { facts: found, unreadable: [old, new], half_read: [half_old, half_new] } = compared;
    let base = base.map(|(name, _)| name.as_str()).unwrap_or_default();
    let ends = [(RangeEnd::Base, base), (RangeEnd::Head, gathered.range.head_name.as_str())];
    let mut unread = Vec::new();
    for ((end, name), (never, half)) in ends.into_iter().zip([(old, half_old), (new, half_new)]) {
        let never: Vec<Unread> = never.into_iter().map(|file| of_end(end, name, file)).collect();
        let half = half.into_iter().map(|file| of_end(end, name, file));
        unread.extend(half);
        warn(context, &never);
    }
    warn(context, &unread);
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
        unread,
        steps,
        from: reading.base(gathered).map(|tag| tag.version.to_string()),
        server: reading.connection.server().to_owned(),
    }))
}

fn of_end(end: RangeEnd, revision: &str, file: Unreadable) -> Unread {
    let Unreadable { file, line, reason } = file;
    Unread { end, revision: revision.to_owned(), file, line, reason }
}

fn warn(context: &Context<'_>, unread: &[Unread]) {
    for file in unread {
        let what = if file.line.is_some() { "; what this file says is not compared" } else { "; it was not read" };
        context.ui.warning(&format!("{}: {}{what}", file.place(), file.reason));
    }
}

fn templates<'a>(files: &'a Files, rules: &'a upgrade::UpgradeRules) -> impl Iterator<Item = String> + 'a {
    files.texts.iter().filter(|(path, _)| rules.interest(path).is_template).map(|(_, text)| text.clone())
}
