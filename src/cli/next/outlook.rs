//! A line that was read, with the version that comes next.

use jiff::civil::Date;

use crate::cli::context::Context;
use crate::cli::next::proposal::{Proposed, propose};
use crate::cli::range::{Reading, Says, SourceArguments};
use crate::config::Overrides;
use crate::core::changelog::model::Changelog;
use crate::core::changelog::rules::OTHER;
use crate::core::text::{clean, plural};
use crate::failure::Failure;

/// A line, what came since its newest release, and what it would be released as.
pub(super) struct Outlook<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) changelog: Changelog,
    pub(super) proposed: Proposed,
    pub(super) day: Date,
}

impl<'a> Outlook<'a> {
    /// Reads a line from its newest release on.
    pub(super) fn open(
        context: &'a Context<'a>,
        source: &'a SourceArguments,
        line: Option<&str>,
        day: Date,
    ) -> Result<Self, Failure> {
        let (mut reading, ()) = Reading::open(context, source, Overrides::default(), line, |_, _| Ok(()))?;
        reading.begin_at_newest()?;
        let gathered = reading.gather(None)?;
        let changelog = reading.changelog(&gathered, &Says::default())?;
        let proposed = propose(&reading, &changelog, day)?;
        Ok(Self { reading, changelog, proposed, day })
    }

    /// Says what a reader should know before trusting it.
    pub(super) fn warn(&self, context: &Context<'_>) {
        let facts = &self.proposed.facts;
        if let Some(holding) = &facts.holding {
            context.ui.warning(&format!("this commit is part of {holding} already"));
            context.ui.hint("`git pull` brings a branch up to date; or name the line, as in `shepherd next main`");
        }
        if let Some(held) = &self.proposed.proposal.held_back {
            context.ui.warning(&clean(held));
            context.ui.hint("`line.allow` in the configuration of the line says what it takes: patch, minor or major");
        }
    }

    /// Returns why the changes may ask for more than is known; `None` where all is known.
    pub(super) fn unsure(&self) -> Option<String> {
        unsure(&self.changelog)
    }

    /// Returns `owner/name`, or what the folder is called.
    pub(super) fn project(&self) -> String {
        let folder = || {
            let repository = &self.reading.repository;
            let common = repository.common_directory();
            let folder = common.parent().filter(|_| common.ends_with(".git")).unwrap_or(common);
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
            name.map_or_else(|| "this project".to_owned(), |name| name.trim_end_matches(".git").to_owned())
        };
        self.changelog.project.clone().unwrap_or_else(folder)
    }
}

/// Returns why the changes of a changelog may ask for more than is known; `None` where all is known.
pub(in crate::cli) fn unsure(changelog: &Changelog) -> Option<String> {
    let others = changelog.sections.iter().filter(|section| section.key == OTHER);
    let count: usize = others.map(|section| section.changes.len()).sum();
    let is_known = changelog.source.github || count == 0;
    let what = plural(count, "change");
    (!is_known).then(|| format!("it may be more: the labels of {what} are not known from git alone"))
}
