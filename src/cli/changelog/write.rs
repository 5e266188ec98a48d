//! `shepherd changelog --write`: the version's section in the file, with people's edits kept.

use std::path::Path;

use crate::cli::changelog::check::{at, key, keys};
use crate::cli::changelog::place;
use crate::cli::context::Context;
use crate::config::{Config, Format};
use crate::core::changelog::document::{self, Entry, Generated, Merged, Options, Report, SectionTitle, merge};
use crate::core::changelog::model::Changelog;
use crate::core::changelog::rules::PreReleases;
use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::render::{Template, printed_title};
use crate::system::files;
use crate::ui::Question;

/// Returns what was generated in the form that the merge wants.
pub(in crate::cli) fn generated(
    text: String,
    changelog: &Changelog,
    config: &Config,
    template: Option<&Template>,
) -> Generated {
    let title = |key: &str, title: &str| match template {
        Some(template) => printed_title(template, key, title).to_owned(),
        None => title.to_owned(),
    };
    let sections = config
        .rules
        .sections
        .iter()
        .map(|rule| SectionTitle { key: rule.key.clone(), title: title(&rule.key, &rule.title) })
        .collect();
    let entries = changelog.sections.iter().flat_map(|section| {
        section.changes.iter().map(|change| Entry {
            key: change.number.map_or_else(|| change.commit.chars().take(12).collect(), |number| number.to_string()),
            section: section.key.clone(),
            aliases: change.backport.iter().map(ToString::to_string).collect(),
        })
    });
    let buckets = &changelog.accounting.buckets;
    let numbers = [
        &buckets.listed,
        &buckets.bot,
        &buckets.housekeeping,
        &buckets.reverted,
        &buckets.already_released,
        &buckets.backport,
        &buckets.part_of,
        &buckets.excluded,
    ];
    let known = numbers.into_iter().flatten().map(ToString::to_string);
    let commits = buckets.direct.iter().map(crate::core::history::CommitId::short);
    let head = changelog.range.tag.clone().unwrap_or_else(|| "HEAD".to_owned());
    Generated {
        text,
        version: changelog.version.clone(),
        date: changelog.date.clone(),
        compare: changelog.range.base.clone().map(|base| (base, head)),
        sections,
        entries: entries.collect(),
        known: known.chain(commits).collect(),
    }
}

/// Returns a path as a message shows it: seen from the current folder where it is below it.
pub(in crate::cli) fn shown(context: &Context<'_>, path: &Path) -> String {
    path.strip_prefix(context.environment.folder()).unwrap_or(path).display().to_string()
}

/// Merges what was generated into the file and says what was done.
pub(super) fn run(
    context: &Context<'_>,
    path: &Path,
    generated: &Generated,
    config: &Config,
    adopts: Option<bool>,
) -> Result<(), Failure> {
    if config.format == Format::Json && config.template.is_none() {
        return Err(Failure::new(Kind::Usage, "JSON cannot be written into a changelog")
            .hint("leave out `--json`, or redirect the output to a file of its own"));
    }
    let putting = Putting { title: "# Changelog\n", noun: "change", pre_releases: config.rules.pre_releases, adopts };
    put(context, path, generated, &putting)
}

/// How generated Markdown is put into a file.
pub(in crate::cli) struct Putting<'a> {
    /// The title of a new file, with its line end.
    pub(in crate::cli) title: &'a str,
    /// What is listed.
    pub(in crate::cli) noun: &'a str,
    /// What becomes of the sections of pre-releases.
    pub(in crate::cli) pre_releases: PreReleases,
    /// The answer to whether a section that people wrote is completed, where a flag gives it.
    pub(in crate::cli) adopts: Option<bool>,
}

/// Merges generated Markdown into a file, with people's edits kept, and says what was done.
pub(in crate::cli) fn put(
    context: &Context<'_>,
    path: &Path,
    generated: &Generated,
    putting: &Putting<'_>,
) -> Result<(), Failure> {
    let name = shown(context, path);
    let adopts = putting.adopts;
    place::check_name(path, &name)?;
    let before = files::read_text_if_there(path)?;
    // A new file gets the title that people expect.
    let text = before.as_deref().unwrap_or(putting.title);
    let merged = |adopt| {
        let pre_releases = match putting.pre_releases {
            PreReleases::Collapse => document::PreReleases::Collapse,
            PreReleases::Keep => document::PreReleases::Keep,
            PreReleases::Both => document::PreReleases::Both,
        };
        merge(text, generated, &Options { adopt, pre_releases, drops_gone: false })
            .map_err(|error| at(&name, error.into()))
    };
    let mut result: Merged = merged(adopts.unwrap_or(false))?;
    if !result.report.missing.is_empty() && adopts.is_none() && context.ui.can_ask() {
        let question = format!(
            "People wrote this section of {name}. Add {} that it lacks ({})?",
            plural(result.report.missing.len(), putting.noun),
            keys(&result.report.missing)
        );
        let adopt = context.ui.confirm(&Question { text: &question, flag: "--adopt / --no-adopt", answer: adopts })?;
        result = merged(adopt)?;
    }
    if before.as_deref() == Some(result.text.as_str()) {
        let settled = result.report.missing.is_empty();
        context.ui.status(&format!("{name} {}", if settled { "is up to date" } else { "was left as it is" }));
    } else {
        files::replace(path, result.text.as_bytes())?;
        if result.report == Report::default() {
            context.ui.status(&format!("{name}: updated"));
        }
    }
    report(context, &name, &result.report)
}

/// Says what a merge did, and fails with findings where the user must decide something.
fn report(context: &Context<'_>, name: &str, report: &Report) -> Result<(), Failure> {
    let say = |list: &[String], what: &str| {
        if !list.is_empty() {
            context.ui.status(&format!("{name}: {what} {}", keys(list)));
        }
    };
    if report.section_created {
        context.ui.status(&format!("{name}: added the section"));
    }
    if report.section_renamed {
        context.ui.status(&format!("{name}: what was unreleased is now the section of this version"));
    }
    say(&report.added, "added");
    say(&report.updated, "updated");
    if !report.refreshed.is_empty() {
        let mut names = report.refreshed.clone();
        names.dedup();
        context.ui.status(&format!("{name}: refreshed the {}", names.join(", the ")));
    }
    say(&report.kept, "kept the words that people wrote for");
    say(&report.deleted, "left out, as a person removed them:");
    for version in &report.folded {
        context.ui.status(&format!("{name}: folded in the section of {version}"));
    }
    for left in &report.not_folded {
        context.ui.warning(&format!(
            "{name}:{}: the section of {} stays, because {}; fold it in by hand, or set `pre-releases = \"keep\"`",
            left.line, left.version, left.reason
        ));
    }
    let mut findings: Vec<String> = Vec::new();
    for entry in &report.left_range {
        findings.push(format!("{name}:{}: {} is not in the range any more", entry.line, key(&entry.key)));
    }
    for entry in &report.hidden {
        findings.push(format!(
            "{name}:{}: {} is not listed any more; `shepherd explain` says why",
            entry.line,
            key(&entry.key)
        ));
    }
    for entry in &report.twice {
        let lines: Vec<String> = entry.lines.iter().map(ToString::to_string).collect();
        findings.push(format!("{name}: {} is listed in lines {}", key(&entry.key), lines.join(", ")));
    }
    if !report.missing.is_empty() {
        findings.push(format!("{name}: a section that people wrote lacks {}", keys(&report.missing)));
    }
    if findings.is_empty() {
        return Ok(());
    }
    let mut failure = Failure::new(Kind::Findings, findings.join("\n"));
    if !report.missing.is_empty() {
        failure = failure.hint("`--adopt` adds them");
    }
    if !report.left_range.is_empty() || !report.hidden.is_empty() || !report.twice.is_empty() {
        failure = failure.hint("nothing was removed; remove by hand what should not be there");
    }
    Err(failure)
}
