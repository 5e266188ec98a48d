//! The draft release on GitHub.

use std::cell::RefCell;

use crate::cli::changelog::{Page, generated, key as name_of};
use crate::cli::context::Context;
use crate::cli::draft::subject::Subject;
use crate::cli::range::Reading;
use crate::cli::upgrade_notes;
use crate::core::changelog::model::Changelog;
use crate::core::draft::{Annotation, DraftBody, Marker, Notice};
use crate::core::text::{clean, plural};
use crate::core::upgrade::Notes;
use crate::failure::{Failure, Kind};
use crate::github::{Client, GithubError, Kept, WantedDraft, keep_draft, on_network, repository};
use crate::system::random;

/// A draft release that was made or brought up to date.
pub(super) struct Released {
    /// What became of it.
    pub(super) kept: Kept,
    /// What it lists in a person's words though it is no change of the release any more, each as `#12`.
    outdated: Vec<String>,
}

impl Released {
    /// Returns the warnings for a workflow.
    pub(super) fn annotations(&self) -> Vec<Annotation> {
        let about = |name: &String| Annotation {
            title: "Outdated line in the draft release".to_owned(),
            text: outdated(name),
            ..Annotation::default()
        };
        self.outdated.iter().map(about).collect()
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
    let list = upgrade_notes::as_list(notes)?;
    let notice = Notice { tag: subject.tag.clone(), is_tagged: subject.is_tagged, left_out: 0 };
    // It may be made more than once.
    let made: RefCell<(usize, Vec<String>)> = RefCell::default();
    let compose = |before: Option<&str>, marker: &Marker| -> Result<String, Failure> {
        let parts = |listed: usize| -> Result<_, Failure> {
            let changelog = without_version(&subject.changelog, listed);
            let text = page.render(&changelog, &reading.config, &reading.connection, subject.base_date.as_deref())?;
            Ok(generated(text, &changelog, &reading.config, page.template()))
        };
        let body = DraftBody::compose(before, marker, &notice, (subject.count(), &list), parts)?;
        *made.borrow_mut() = (body.left_out, body.outdated);
        Ok(body.text)
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
        Ok(keep_draft(&client, &place.name, &wanted, &compose).await)
    });
    drop(progress);
    let kept = kept??;
    let (left_out, keys) = made.take();
    if left_out > 0 {
        let count = plural(left_out, "change");
        context.ui.warning(&format!("the draft release lists all but {count}: GitHub takes 125,000 characters"));
    }
    let outdated_names: Vec<String> = keys.iter().map(|key| clean(&name_of(key)).into_owned()).collect();
    for name in &outdated_names {
        context.ui.warning(&outdated(name));
    }
    if let Some(was) = &kept.was {
        context.ui.status(&format!("the draft release of {was} is that of {} now", subject.tag));
    }
    if kept.is_left() {
        let url = clean(&kept.draft.url);
        context
            .ui
            .warning(&format!("{url} is a draft of {} that a person made, so no second one was made", subject.tag));
        context.ui.hint("remove that one, or give it another tag, and run this again");
    }
    for other in &kept.others {
        context.ui.warning(&format!(
            "{} is another draft of {}; nobody but a person removes what another job made",
            clean(other),
            clean(line)
        ));
    }
    Ok(Released { kept, outdated: outdated_names })
}

/// Says that a person has to decide about a line.
fn outdated(name: &str) -> String {
    format!("the draft release still lists {name}, which is no change of it any more: a person changed that line")
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
