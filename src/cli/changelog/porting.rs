//! `shepherd changelog --onto`: the changes that another line still lacks, as they would stand in its changelog.

use crate::cli::changelog::ChangelogArguments;
use crate::cli::changelog::page::Page;
use crate::cli::context::Context;
use crate::cli::next::ported;
use crate::cli::range::Reading;
use crate::core::changelog::model::Change;
use crate::core::text::{clean, plural};
use crate::failure::Failure;

/// Prints what the line `onto` lacks.
pub(super) fn run(context: &Context<'_>, arguments: &ChangelogArguments, onto: &str) -> Result<(), Failure> {
    let head = arguments.range.as_deref();
    let check = |repository: &_, config: &_| Page::new(context, repository, config);
    let (reading, page) = Reading::open(context, &arguments.source, arguments.overrides(), head, check)?;
    let found = ported(context, &arguments.source, onto, head)?;
    let mut changelog = found.changelog;
    let is_missing = |change: &Change| {
        let mut missing = found.porting.missing.iter().map(|port| &port.change);
        missing.any(|port| port.number == change.number && port.commit == change.commit)
    };
    for section in &mut changelog.sections {
        section.changes.retain(is_missing);
    }
    changelog.sections.retain(|section| !section.changes.is_empty());
    let count = found.porting.missing.len();
    if count == 0 {
        let head = clean(&changelog.range.head).into_owned();
        context.ui.status(&format!("{} has all of what {head} mended, as far as is known", clean(onto)));
    } else {
        context.ui.status(&format!("{} lacks {}", clean(onto), plural(count, "change")));
        context.ui.hint(&format!("`shepherd next --onto {}` says why each belongs there", clean(onto)));
    }
    changelog.contributors.clear();
    context.ui.data(&page.render(&changelog, &reading.config, &reading.connection, None)?)
}
