//! A version that somebody gave, and the tag that has it already.

use crate::cli::range::Reading;
use crate::core::text::clean;
use crate::core::version::Version;
use crate::failure::{Failure, Kind};

/// Refuses a version that is the tag of another commit than the head: what came since is none of its release.
pub(in crate::cli) fn refuse_tagged(reading: &Reading<'_>, version: Option<&Version>) -> Result<(), Failure> {
    let Some(version) = version else { return Ok(()) };
    let Some(tag) = reading.tags.all.iter().find(|tag| tag.version == *version) else { return Ok(()) };
    let head = reading.repository.tip(&reading.ends.head);
    if head.is_none() || head == reading.repository.tag_commit(&tag.name) {
        return Ok(());
    }
    let name = clean(&tag.name);
    Err(Failure::new(Kind::Refused, format!("{version} exists: it is the tag `{name}`, on another commit"))
        .hint(format!("name the tag itself for what it brought: `{name}` in the place of RANGE"))
        .hint("`shepherd next` says which version is free"))
}
