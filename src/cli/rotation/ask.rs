//! What is released, as it is given on the command line.

use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::text::clean;
use crate::core::version::{ReleaseKind, Version};
use crate::failure::{Failure, Kind};

/// What is released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) version: Option<String>,
    /// `None` for a stretch of duty.
    pub(super) kind: Option<ReleaseKind>,
}

/// Reads a version or a kind. What a version is depends on the newest final release of the project before it.
pub(super) fn wanted(given: &str, project: &str, releases: &[Release]) -> Result<Wanted, Failure> {
    let kinds = [ReleaseKind::Major, ReleaseKind::Minor, ReleaseKind::Patch, ReleaseKind::PreRelease];
    if given == "duty" {
        return Ok(Wanted { version: None, kind: None });
    }
    if let Some(kind) = kinds.into_iter().find(|kind| kind.name() == given) {
        return Ok(Wanted { version: None, kind: Some(kind) });
    }
    let Some(version) = Version::parse(given.strip_prefix('v').unwrap_or(given)) else {
        return Err(Failure::new(
            Kind::Usage,
            format!("`{}` is neither a version nor a kind of release", clean(given)),
        )
        .hint("the kinds are major, minor, patch, pre-release, and duty for whatever comes"));
    };
    let own = releases.iter().filter(|release| release.project.eq_ignore_ascii_case(project));
    let known: Vec<Version> = own.filter_map(|release| Version::parse(&release.version)).collect();
    Ok(Wanted { version: Some(version.to_string()), kind: Some(ReleaseKind::among(&version, &known)) })
}

/// Reads a day.
pub(super) fn day(flag: &str, given: &str) -> Result<Date, Failure> {
    given.trim().parse().map_err(|_| {
        Failure::new(Kind::Usage, format!("{flag}: `{}` is no day", clean(given))).hint("write it as `2028-04-06`")
    })
}
