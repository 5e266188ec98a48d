//! The lists of the configuration laid over the default ones: they add to them.

use crate::config::error::ConfigError;
use crate::config::file::{ConfigFile, ExcludeTable, HousekeepingTable, Source};
use crate::config::patterns::{branches, expressions, paths, words};
use crate::core::changelog::rules::{Exclude, Housekeeping, Rules};

/// Adds the lists of the file to the rules.
pub(super) fn apply(rules: &mut Rules, file: &ConfigFile, source: &Source) -> Result<(), ConfigError> {
    let login = |login: String| login.trim_start_matches('@').trim_end_matches("[bot]").to_owned();
    rules.bots.extend(words(&file.bots, source)?.into_iter().map(login));
    rules.release_branches.extend(branches(&file.release_branches, source)?);
    exclude(&mut rules.exclude, &file.changelog.exclude, source)?;
    housekeeping(&mut rules.housekeeping, &file.changelog.housekeeping, source)
}

fn exclude(exclude: &mut Exclude, table: &ExcludeTable, source: &Source) -> Result<(), ConfigError> {
    if table.defaults == Some(false) {
        *exclude = Exclude::nothing();
    }
    exclude.labels.extend(words(&table.labels, source)?.iter().map(|label| label.to_lowercase()));
    exclude.titles.extend(expressions(&table.titles, source)?);
    let authors = words(&table.authors, source)?;
    exclude.authors.extend(authors.iter().map(|login| login.trim_start_matches('@').to_owned()));
    exclude.paths.extend(paths(&table.paths, source)?);
    Ok(())
}

fn housekeeping(
    housekeeping: &mut Housekeeping,
    table: &HousekeepingTable,
    source: &Source,
) -> Result<(), ConfigError> {
    if table.defaults == Some(false) {
        *housekeeping = Housekeeping::nothing();
    }
    housekeeping.paths.extend(paths(&table.paths, source)?);
    housekeeping.titles.extend(expressions(&table.titles, source)?);
    housekeeping.branches.extend(words(&table.branches, source)?);
    Ok(())
}
