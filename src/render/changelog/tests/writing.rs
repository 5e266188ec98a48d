//! Short ways to write a changelog.

use crate::core::changelog::model::{Change, Changelog};
use crate::render::changelog::Site;
use crate::render::changelog::sample::{changelog, section};
use crate::render::{self, Format, Template};

pub(super) const SITE: Site<'static> = Site { server: Some("https://github.com"), base_date: Some("2025-06-01") };

/// Returns `changelog` in a built-in format.
pub(super) fn written(changelog: &Changelog, format: Format) -> String {
    render::changelog(changelog, &Template::built_in(format).unwrap(), SITE).unwrap()
}

/// Returns the sample with `change` alone.
pub(super) fn only(change: Change) -> Changelog {
    Changelog { sections: vec![section("bug", "Bugs fixed", vec![change])], ..changelog() }
}

/// Returns the line of the only change.
pub(super) fn entry(change: Change, format: Format) -> String {
    let text = written(&only(change), format);
    text.lines().find(|line| line.starts_with("- ") || line.starts_with("* ")).unwrap().to_owned()
}
