//! Which release is recorded: by its tag, where this clone has it, and by what is recorded already.

use jiff::civil::Date;

use crate::cli::context::Context;
use crate::cli::range;
use crate::cli::record::RecordArguments;
use crate::cli::whereabouts::Where;
use crate::core::changelog::identity::Identities;
use crate::core::history::CommitId;
use crate::core::ledger::{Known, Release, Source, step, version_of, with_trailers};
use crate::core::people::Roster;
use crate::core::text::clean;
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::git::{self, Tag, Tags};
use crate::store::Store;

/// A release that is to be recorded.
pub(super) struct Subject {
    /// Its record as it is; `None` where it has none.
    pub(super) before: Option<Release>,
    /// What is known of it: its record, else what the tag tells.
    pub(super) known: Release,
    /// Whether this clone has its tag.
    pub(super) has_tag: bool,
    /// What is different about it by its tag, or by what was named.
    pub(super) corrected: Corrected,
    /// What the kind was guessed from, in words; `None` where it is known.
    pub(super) guess: Option<String>,
    /// The commit of the tag.
    tagged: Option<String>,
}

/// What a record is to say otherwise than it does, whatever else is said.
#[derive(Default)]
pub(super) struct Corrected {
    pub(super) version: Option<String>,
    pub(super) commit: Option<String>,
    pub(super) date: Option<Date>,
}

impl Subject {
    /// Finds the release among what is recorded.
    pub(super) fn find(
        context: &Context<'_>,
        arguments: &RecordArguments,
        place: &Where,
        store: &Store,
        roster: &Roster,
    ) -> Result<Self, Failure> {
        let given = arguments.version.as_str();
        let version = range::version(Some(given))?.ok_or_else(|| Failure::new(Kind::Usage, "no version is named"))?;
        let tags = Tags::read(&place.repository, place.config.rules.tag_pattern.as_ref(), None)?;
        let tag = match &arguments.tag {
            Some(name) if !Tags::is_valid_name(name) => {
                return Err(Failure::new(Kind::Usage, format!("`{}` is no name of a tag", clean(name)))
                    .hint("`git check-ref-format` says what a tag may be called"));
            }
            Some(name) => tags.named(name),
            None => tag_of(&tags, given, &version)?,
        };
        // Of many records these few matter.
        let usual = format!("{}{version}", tags.all.last().map_or("", |tag| tag.prefix.as_str()));
        let named = [arguments.tag.as_deref(), tag.map(|tag| tag.name.as_str()), Some(&usual)];
        let is_wanted = |release: &Release| {
            named.iter().flatten().any(|name| *name == release.tag) || is_version(release, &version)
        };
        let snapshot = store.snapshot()?;
        let present = snapshot.releases_where(&place.project, is_wanted)?;
        let name = match (&arguments.tag, tag) {
            (Some(name), _) => name.clone(),
            (None, Some(tag)) => tag.name.clone(),
            (None, None) => untagged(usual.clone(), &present, &version),
        };
        if let Some(tag) = tag.filter(|tag| tag.version != version) {
            let what = format!("the tag `{}` is of {}, not of {version}", clean(&tag.name), tag.version);
            return Err(Failure::new(Kind::Usage, what).hint("name the version of the tag, or another tag"));
        }
        let before = present.iter().find(|release| release.tag == name);
        if let Some(other) = present.iter().find(|release| release.tag != name && is_version(release, &version)) {
            let tag = clean(&other.tag);
            return Err(Failure::new(Kind::Refused, format!("{version} is recorded already, with the tag `{tag}`"))
                .hint(format!("`--tag {tag} --amend` corrects that record; nothing was written")));
        }
        if arguments.amend && before.is_none() {
            return Err(Failure::new(Kind::Usage, format!("{} of {} is not recorded", clean(&name), place.project))
                .hint("without `--amend` it is recorded; `shepherd ledger list` shows what is"));
        }
        if tag.is_none() && place.repository.is_shallow() {
            context.ui.verbose("this clone is shallow, and may lack tags");
        }
        let tagged = tag.map(|tag| tag.commit.to_string());
        // Only a new record needs a kind, and only then all others are read.
        let others = match before {
            Some(_) => Vec::new(),
            None => versions(&tags, &snapshot.releases(&place.project)?),
        };
        let step = step(&version, &others);
        let is_guess = step.is_guess && before.is_none() && tag.is_none() && !arguments.says_kind();
        let guess = is_guess.then(|| match step.from {
            Some(from) => format!("the newest release that is known before {version} is {from}"),
            None => format!("no release before {version} is known"),
        });
        let new = || Release {
            project: place.project.clone(),
            tag: name.clone(),
            version: version.to_string(),
            kind: step.kind.name().to_owned(),
            commit: tagged.clone().unwrap_or_default(),
            date: tag.and_then(Tag::date).and_then(|date| date.parse().ok()),
            source: Source::Record,
            confidence: Source::Record.confidence(),
            ..Release::default()
        };
        let known = match (before, tag) {
            (Some(before), _) => before.clone(),
            (None, None) => new(),
            (None, Some(tag)) => {
                let rules = &place.config.rules;
                let (history, mailmap) = (Identities::default(), place.repository.mailmap());
                let found = git::tagged_one(&place.repository, &tags, rules, tag)?;
                with_trailers(new(), &found, Known { roster, rules, history: &history, given: &[], mailmap: &mailmap })
            }
        };
        let mut corrected = Corrected::default();
        if let Some(before) = before {
            if !is_version(before, &version) {
                corrected.version = Some(version.to_string());
            }
            // Where the tag moved, its day is another.
            if tagged.as_ref().is_some_and(|tagged| *tagged != before.commit) {
                corrected.commit.clone_from(&tagged);
                corrected.date = tag.and_then(Tag::date).and_then(|date| date.parse().ok());
            }
        }
        Ok(Self { before: before.cloned(), known, has_tag: tag.is_some(), corrected, guess, tagged })
    }

    /// Returns the full hash of a commit that was named, unless the tag is on another one.
    pub(super) fn commit(&self, context: &Context<'_>, place: &Where, named: &str) -> Result<String, Failure> {
        let found = place.repository.tip(named).map(|commit| commit.to_string());
        let commit = match found {
            Some(commit) => commit,
            None if CommitId::parse(&named.to_lowercase()).is_some() => {
                context.ui.warning(&format!("this clone does not have the commit {named}, so it was not looked at"));
                named.to_lowercase()
            }
            None => {
                return Err(Failure::new(Kind::Usage, format!("there is no commit `{}` here", clean(named)))
                    .hint("name it in full where it is in another clone"));
            }
        };
        match &self.tagged {
            Some(tagged) if *tagged != commit => {
                let what = format!("the tag `{}` is on {tagged}, not on {commit}", clean(&self.known.tag));
                Err(Failure::new(Kind::Refused, what).hint(
                    "a record says what its tag says: leave `--commit` out, or compare the tag with that of the \
                     remote: `git ls-remote --tags`; nothing was written",
                ))
            }
            _ => Ok(commit),
        }
    }
}

/// Returns the tag of a version, `None` where there is none.
fn tag_of<'a>(tags: &'a Tags, given: &str, version: &Version) -> Result<Option<&'a Tag>, Failure> {
    if let Some(tag) = tags.named(given) {
        return Ok(Some(tag));
    }
    let same: Vec<&Tag> = tags.all.iter().filter(|tag| tag.version == *version).collect();
    match same.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(only)),
        several => {
            let names: Vec<String> = several.iter().map(|tag| format!("`{}`", clean(&tag.name))).collect();
            Err(Failure::new(Kind::Usage, format!("{version} has several tags: {}", names.join(", ")))
                .hint("say which one with `--tag TAG`"))
        }
    }
}

/// Returns the tag that a version has where this clone does not have it: as it is recorded, else made like the newest.
fn untagged(usual: String, present: &[Release], version: &Version) -> String {
    present.iter().find(|release| is_version(release, version)).map_or(usual, |release| release.tag.clone())
}

fn is_version(release: &Release, version: &Version) -> bool {
    version_of(release).is_some_and(|found| found == *version)
}

/// Returns the versions that are known: those of the tags and of the records.
fn versions(tags: &Tags, recorded: &[Release]) -> Vec<Version> {
    tags.all.iter().map(|tag| tag.version.clone()).chain(recorded.iter().filter_map(version_of)).collect()
}
