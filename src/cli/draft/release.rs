//! The draft release on GitHub.

use std::cell::RefCell;

use crate::cli::changelog::{Page, generated, key as name_of};
use crate::cli::context::Context;
use crate::cli::draft::subject::Subject;
use crate::cli::range::Reading;
use crate::cli::upgrade_notes;
use crate::core::changelog::model::Changelog;
use crate::core::draft::{Annotation, DraftBody, Listing, Marker, Notice, counted};
use crate::core::text::clean;
use crate::core::upgrade::{Item, Notes};
use crate::failure::{Failure, Kind};
use crate::github::{Client, GithubError, Kept, Known, Untouched, WantedDraft, keep_draft, on_network, repository};
use crate::system::random;

/// A draft release that was made or brought up to date.
pub(super) struct Released {
    /// What became of it.
    pub(super) kept: Kept,
    /// What it lists in a person's words though it is no change of the release any more, each as `#12`.
    outdated: Vec<String>,
    /// The titles of the upgrade notes that it does not show.
    unlisted: Vec<String>,
}

impl Released {
    /// Returns the warnings for a workflow.
    pub(super) fn annotations(&self) -> Vec<Annotation> {
        let about = |name: &String| Annotation {
            title: "Outdated line in the draft release".to_owned(),
            text: outdated(name),
            ..Annotation::default()
        };
        let lacks = |title: &String| Annotation {
            title: "Upgrade note that the draft release lacks".to_owned(),
            text: lacking(title),
            ..Annotation::default()
        };
        self.outdated.iter().map(about).chain(self.unlisted.iter().map(lacks)).collect()
    }
}

/// Makes the draft release of a line, or brings it up to date.
pub(super) fn keep(
    context: &Context<'_>,
    reading: &Reading<'_>,
    page: &Page,
    subject: &Subject,
    notes: &Notes,
    line: &str,
) -> Result<Released, Failure> {
    if subject.is_tagged_elsewhere {
        let message = format!("the tag {} is there already, on another commit", subject.tag);
        return Err(Failure::new(Kind::Refused, message)
            .hint("`shepherd next` says which version is free; `--version` chooses one"));
    }
    let (site, token, project) = reading.connection.required()?;
    if !subject.changelog.source.github {
        let message = format!("the draft release of {project}: the token lacks the right `pull-requests: read`");
        return Err(Failure::new(Kind::Outside, format!("{message}, so no labels are known"))
            .hint("in a workflow, give it to the job: `permissions:` with `pull-requests: read` in it")
            .hint("without labels the version and the sections could be wrong, so nothing was changed on GitHub"));
    }
    let tags = subject.tag.strip_suffix(&subject.version()).unwrap_or_default();
    let tags = if tags == "v" { "" } else { tags };
    let notice = Notice { tag: subject.tag.clone(), is_tagged: subject.is_tagged, left_out: [0, 0] };
    // It may be made more than once.
    let made: RefCell<Option<DraftBody>> = RefCell::default();
    let changes = |listed: usize| -> Result<_, Failure> {
        let changelog = without_version(&subject.changelog, listed);
        let text = page.render(&changelog, &reading.config, &reading.connection, subject.base_date.as_deref())?;
        Ok(generated(text, &changelog, &reading.config, page.template()))
    };
    let listed = |count: usize| upgrade_notes::listed(notes, count);
    let compose = |before: Option<&str>, marker: &Marker| -> Result<String, Failure> {
        let changes = Listing { count: subject.count(), first: &changes };
        let listed = Listing { count: notes.items.len(), first: &listed };
        let body = DraftBody::compose(before, marker, &notice, &changes, &listed)?;
        let text = body.text.clone();
        *made.borrow_mut() = Some(body);
        Ok(text)
    };
    let is_later = |target: &str| -> Option<bool> {
        let git = &reading.repository;
        let own = git.commit(&subject.changelog.range.head_commit).ok()?;
        git.is_part(own, git.commit(target).ok()?)
    };
    let progress = context.ui.progress("looking at the releases on GitHub");
    let kept = on_network(async {
        let client = Client::new(&site, token.clone(), reading.patience())?;
        let place = repository(&client, &project).await?;
        if place.may_push == Some(false) {
            return Err(GithubError::MissingRight {
                project: place.name,
                what: "the draft release".to_owned(),
                right: "contents: write",
                words: "whoever may only read sees no drafts".to_owned(),
            });
        }
        let marker = Marker {
            project: place.name.clone(),
            line: line.to_owned(),
            tags: tags.to_owned(),
            job: Some(random::identity()),
        };
        let wanted = WantedDraft {
            marker: &marker,
            tag: &subject.tag,
            target: &subject.changelog.range.head_commit,
            is_pre_release: subject.is_pre_release(),
        };
        let known = Known { compose: &compose, is_later: &is_later };
        Ok(keep_draft(&client, &place.name, &wanted, &known).await)
    });
    drop(progress);
    let kept = kept??;
    let made = made.take();
    let left_out = counted(made.as_ref().map(|body| body.left_out).unwrap_or_default());
    if !left_out.is_empty() {
        context.ui.warning(&format!("the draft release lists all but {left_out}: GitHub takes 125,000 characters"));
    }
    let (outdated_keys, unlisted) = made.map(|body| (body.outdated, body.unlisted)).unwrap_or_default();
    let outdated_names: Vec<String> = outdated_keys.iter().map(|key| clean(&name_of(key)).into_owned()).collect();
    for name in &outdated_names {
        context.ui.warning(&outdated(name));
    }
    let is_unlisted = |item: &&Item| unlisted.contains(&format!("note:{}", item.mark()));
    let unlisted: Vec<String> =
        notes.items.iter().filter(is_unlisted).map(|item| clean(&item.title).into_owned()).collect();
    for title in &unlisted {
        context.ui.warning(&lacking(title));
    }
    if let Some(was) = &kept.was {
        context.ui.status(&format!("the draft release of {was} is that of {} now", subject.tag));
    }
    tell_left(context, subject, &kept, line)?;
    for other in &kept.others {
        context.ui.warning(&format!(
            "{} is another draft of {}; nobody but a person removes what another job made",
            clean(other),
            clean(line)
        ));
    }
    Ok(Released { kept, outdated: outdated_names, unlisted })
}

/// Says why the draft stays as it is, where it does.
///
/// # Errors
///
/// Where a release that is tagged was asked for, and the draft is of a later one.
fn tell_left(context: &Context<'_>, subject: &Subject, kept: &Kept, line: &str) -> Result<(), Failure> {
    let (url, line) = (clean(&kept.draft.url), clean(line));
    match kept.left {
        None => {}
        Some(Untouched::OfPerson) => {
            let tag = &subject.tag;
            let why = format!("{url} is a draft of {tag} that a person made, so no second one was made");
            context.ui.warning(&why);
            context.ui.hint("remove that one, or give it another tag, and run this again");
        }
        Some(Untouched::OfLater) if subject.is_tagged => {
            let message = format!("the draft release of {line} is of a later commit than {}: {url}", subject.tag);
            return Err(Failure::new(Kind::Refused, message)
                .hint("it was not changed; without a range, a draft is of what comes after the last release")
                .hint("a release whose tag is there can be made on GitHub, with the text of the changelog"));
        }
        Some(Untouched::OfLater) => {
            context
                .ui
                .status(&format!("the draft release of {line} is of a later commit already, so it stays as it is"));
            context.ui.hint("to have it of this commit, delete the draft and run this again");
        }
    }
    Ok(())
}

/// Says that a person has to decide about a line.
fn outdated(name: &str) -> String {
    format!("the draft release still lists {name}, which is no change of it any more: a person changed that line")
}

/// Says that nobody who reads the draft learns of a note.
fn lacking(title: &str) -> String {
    format!("the draft release does not show the upgrade note “{title}”: a person took the block of notes out")
}

/// Returns a changelog with its first changes and without a version: the title of the release has it.
fn without_version(changelog: &Changelog, mut listed: usize) -> Changelog {
    let mut changelog = Changelog { version: None, date: None, ..changelog.clone() };
    for section in &mut changelog.sections {
        section.changes.truncate(listed);
        listed -= section.changes.len();
    }
    changelog.sections.retain(|section| !section.changes.is_empty());
    changelog
}
