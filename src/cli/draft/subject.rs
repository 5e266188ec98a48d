//! What is drafted: a range, the version that it becomes, and why.

use crate::cli::context::Context;
use crate::cli::next::proposal::propose;
use crate::cli::next::{chosen, unsure};
use crate::cli::range::{self, Gathered, Reading, Says};
use crate::core::changelog::model::Changelog;
use crate::core::changelog::rules::PreReleases;
use crate::core::text::clean;
use crate::core::version::{Proposal, ReleaseKind, Version};
use crate::failure::Failure;
use crate::git;

/// What is drafted.
pub(super) struct Subject {
    pub(super) gathered: Gathered,
    pub(super) changelog: Changelog,
    version: Version,
    pub(super) kind: ReleaseKind,
    /// Why it is that version, and the numbers behind each reason; empty where the version was given.
    pub(super) reasons: Vec<(String, Vec<u64>)>,
    /// Why it may be more, in a sentence without a period; `None` where that is not so.
    pub(super) unsure: Option<String>,
    /// The tag that it gets, or has.
    pub(super) tag: String,
    /// Whether the tag is there already.
    pub(super) is_tagged: bool,
    /// Whether it is on another commit than the head.
    pub(super) is_tagged_elsewhere: bool,
    /// The day of the release before it, `YYYY-MM-DD`.
    pub(super) base_date: Option<String>,
}

impl Subject {
    /// Reads the range. Its version is the one given, that of its tag, or the one that comes next.
    pub(super) fn read(
        context: &Context<'_>,
        reading: &mut Reading<'_>,
        given: Option<&str>,
        newcomers: bool,
    ) -> Result<Self, Failure> {
        let given = range::version(given)?;
        reading.refuse_taken(given.as_ref())?;
        let is_released = given.is_none() && is_released(reading)?;
        if is_released {
            reading.begin_at_newest()?;
        }
        let mut gathered = reading.gather(given.as_ref())?;
        if let Some(version) = &given {
            judge(context, reading, &gathered, version)?;
        }
        let mut proposal: Option<Proposal> = None;
        let version = if let Some(version) = gathered.version.clone().filter(|_| !is_released) {
            version
        } else {
            let plain = reading.changelog(&gathered, &Says::default())?;
            let found = propose(reading, &plain, context.today())?.proposal;
            if let Some(held) = &found.held_back {
                context.ui.warning(&clean(held));
            }
            // A final release takes in its candidates, so its range may begin elsewhere.
            let rolls_up = reading.config.rules.pre_releases != PreReleases::Keep;
            let again =
                git::resolve(&reading.repository, &reading.ends, &reading.tags, rolls_up, Some(&found.version))?;
            if again.base != gathered.range.base {
                let known = std::mem::take(&mut gathered.facts);
                gathered = reading.gather_again(Some(&found.version), known)?;
            }
            gathered.version = Some(found.version.clone());
            gathered.history.version = Some(found.version.clone());
            let version = found.version.clone();
            proposal = Some(found);
            version
        };
        let changelog = reading.changelog(&gathered, &Says { date: None, newcomers })?;
        let base = reading.base(&gathered);
        let known = || reading.tags.all.iter().map(|tag| &tag.version);
        let kind = proposal.as_ref().map_or_else(|| ReleaseKind::among(&version, known()), |proposal| proposal.kind);
        let unsure = proposal.as_ref().and_then(|_| unsure(&changelog));
        let reasons = proposal.map(|proposal| proposal.reasons).unwrap_or_default();
        let tag = changelog.range.tag.clone().unwrap_or_else(|| version.to_string());
        let tagged = reading.repository.tag_commit(&tag).map(|commit| commit.to_string());
        Ok(Self {
            is_tagged_elsewhere: tagged.is_some_and(|commit| commit != changelog.range.head_commit),
            is_tagged: reading.repository.has_tag(&tag),
            base_date: base.and_then(git::Tag::date),
            reasons: reasons.into_iter().map(|reason| (reason.text, reason.numbers)).collect(),
            gathered,
            changelog,
            version,
            kind,
            unsure,
            tag,
        })
    }

    /// Returns the version.
    pub(super) fn version(&self) -> String {
        self.version.to_string()
    }

    /// Says whether it is a pre-release.
    pub(super) fn is_pre_release(&self) -> bool {
        self.version.is_pre_release()
    }

    /// Says whether nothing was committed since the base.
    pub(super) fn is_empty(&self) -> bool {
        self.changelog.accounting.all_commits == 0
    }

    /// Returns how many changes are listed.
    pub(super) fn count(&self) -> usize {
        self.changelog.sections.iter().map(|section| section.changes.len()).sum()
    }

    /// Returns why it is that version, in a sentence; empty where the version was given.
    pub(super) fn why(&self) -> String {
        let reasons: Vec<&str> = self.reasons.iter().map(|(text, _)| text.as_str()).collect();
        if reasons.is_empty() {
            self.kind.to_string()
        } else {
            format!("{}, because {}", self.kind, reasons.join("; "))
        }
    }
}

/// Says whether the head is a release already, and nobody asked for that release by its name.
fn is_released(reading: &Reading<'_>) -> Result<bool, Failure> {
    if reading.ends.base.is_some() || reading.tags.named(&reading.ends.head).is_some() {
        return Ok(false);
    }
    let found = git::resolve(&reading.repository, &reading.ends, &reading.tags, false, None)?;
    Ok(found.head_tag.is_some())
}

/// Refuses a version that may not come next, as `shepherd next --as` judges it.
fn judge(
    context: &Context<'_>,
    reading: &mut Reading<'_>,
    gathered: &Gathered,
    version: &Version,
) -> Result<(), Failure> {
    let asked = reading.ends.base.clone();
    reading.begin_at_newest()?;
    let newest = reading.ends.base.clone().flatten().and_then(|name| reading.tags.named(&name).cloned());
    let changelog = if newest.is_some_and(|tag| tag.version >= *version) {
        // The range of a step back begins before the newest release, and so its changes are too many.
        let since = reading.gather_again(None, gathered.facts.clone())?;
        reading.changelog(&since, &Says::default())?
    } else {
        reading.changelog(gathered, &Says::default())?
    };
    reading.ends.base = asked;
    let proposed = propose(reading, &changelog, context.today())?;
    let check = chosen::check(&proposed, &version.to_string())?;
    for doubt in &check.doubts {
        context.ui.warning(&clean(&format!("{version}: {doubt}")));
    }
    check.verdict(&proposed)
}
