//! `shepherd changelog --onto`: the changes that another line still lacks, as they would stand in its changelog.

use std::collections::HashSet;

use crate::cli::changelog::ChangelogArguments;
use crate::cli::changelog::page::Page;
use crate::cli::context::Context;
use crate::cli::next::{ported, refuse_ranges};
use crate::cli::range::Reading;
use crate::core::changelog::model::Change;
use crate::core::text::{clean, plural};
use crate::failure::Failure;

/// Prints what the line `onto` lacks.
pub(super) fn run(context: &Context<'_>, arguments: &ChangelogArguments, onto: &str) -> Result<(), Failure> {
    let head = arguments.range.as_deref();
    refuse_ranges(onto, head)?;
    let check = |repository: &_, config: &_| Page::new(context, repository, config);
    let (mut reading, page) = Reading::open(context, &arguments.source, arguments.overrides(), head, check)?;
    let found = ported(&mut reading, onto)?;
    let mut changelog = found.changelog;
    let named = |change: &Change| (change.number, change.commit.clone());
    let missing: HashSet<_> = found.porting.missing.iter().map(|port| named(&port.change)).collect();
    for section in &mut changelog.sections {
        section.changes.retain(|change| missing.contains(&named(change)));
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
