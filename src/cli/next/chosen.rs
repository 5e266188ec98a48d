//! `shepherd next --as`: may it be that version?

use crate::cli::next::proposal::Proposed;
use crate::core::text::{clean, plural};
use crate::core::tone::Tone;
use crate::core::version::{Doubt, Version, check as doubts};
use crate::failure::{Failure, Kind};

/// What speaks against a chosen version.
pub(in crate::cli) struct Check {
    pub(in crate::cli) version: Version,
    pub(in crate::cli) doubts: Vec<Doubt>,
}

/// Checks a version.
///
/// # Errors
///
/// Where it is none in the project's scheme, or exists.
pub(in crate::cli) fn check(proposed: &Proposed, text: &str) -> Result<Check, Failure> {
    let facts = &proposed.facts;
    let scheme = facts.spelling.scheme;
    let bare = text.strip_prefix('v').unwrap_or(text);
    let version = scheme.parse(bare).ok_or_else(|| {
        if let Some(same) = scheme.respelt(bare) {
            return Failure::new(Kind::Usage, format!("{} writes `{}` as `{same}`", scheme.title(), clean(text)))
                .hint(format!("write it so; the scheme is {scheme}, {}", facts.spelling.why));
        }
        Failure::new(Kind::Usage, format!("`{}` is not a version of {scheme}", clean(text))).hint(format!(
            "write it like `{}`; the scheme is {scheme}, {}",
            proposed.proposal.version, facts.spelling.why
        ))
    })?;
    if let Some(tag) = facts.tag_of(&version) {
        return Err(Failure::new(Kind::Refused, format!("{version} exists: it is the tag `{}`", clean(tag)))
            .hint(format!("`{}` is free", proposed.proposal.version)));
    }
    Ok(Check { doubts: doubts(&facts.question(), &version), version })
}

impl Check {
    /// Returns what was found, a line each.
    pub(super) fn text(&self, proposed: &Proposed) -> String {
        let version = Tone::Title.of(&self.version);
        if self.doubts.is_empty() {
            let sentence = clean(&proposed.proposal.sentence()).into_owned();
            return if proposed.proposal.version == self.version {
                format!("{version} is what would be proposed: {sentence}\n")
            } else {
                format!("{version} may come; {} would be proposed: {sentence}\n", proposed.proposal.version)
            };
        }
        let lines: Vec<String> =
            self.doubts.iter().map(|doubt| format!("{version}: {}\n", clean(&doubt.to_string()))).collect();
        lines.concat()
    }

    /// Returns an error where something speaks against it.
    pub(in crate::cli) fn verdict(&self, proposed: &Proposed) -> Result<(), Failure> {
        if self.doubts.is_empty() {
            return Ok(());
        }
        let proposal = &proposed.proposal;
        let what = plural(self.doubts.len(), "reason");
        Err(Failure::new(Kind::Findings, format!("{what} against {}", self.version)).hint(format!(
            "{} would come next: {}",
            proposal.version,
            clean(&proposal.sentence())
        )))
    }
}
