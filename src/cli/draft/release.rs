//! The draft release on GitHub.

use crate::cli::changelog::{Page, generated};
use crate::cli::context::Context;
use crate::cli::draft::subject::Subject;
use crate::cli::range::Reading;
use crate::cli::upgrade_notes;
use crate::core::changelog::model::Changelog;
use crate::core::draft::{DraftBody, Marker, Notice};
use crate::core::text::{clean, plural};
use crate::core::upgrade::Notes;
use crate::failure::{Failure, Kind};
use crate::github::{Client, GithubError, Kept, WantedDraft, keep_draft, on_network, repository};
use crate::system::random;

/// Makes the draft release of a line, or brings it up to date.
pub(super) fn keep(
    context: &Context<'_>,
    reading: &Reading<'_>,
    page: &Page,
    subject: &Subject,
    notes: &Notes,
    line: &str,
) -> Result<Kept, Failure> {
    if subject.is_tagged_elsewhere {
        let message = format!("the tag {} is there already, on another commit", subject.tag);
        return Err(Failure::new(Kind::Refused, message)
            .hint("`shepherd next` says which version is free; `--version` chooses one"));
    }
    let (site, token, project) = reading.connection.required()?;
    let tags = subject.tag.strip_suffix(&subject.version()).unwrap_or_default();
    let tags = if tags == "v" { "" } else { tags };
    let list = upgrade_notes::as_list(notes)?;
    let notice = Notice { tag: subject.tag.clone(), is_tagged: subject.is_tagged, left_out: 0 };
    let compose = |before: Option<&str>, marker: &Marker| -> Result<String, Failure> {
        let parts = |listed: usize| -> Result<_, Failure> {
            let changelog = without_version(&subject.changelog, listed);
            let text = page.render(&changelog, &reading.config, &reading.connection, subject.base_date.as_deref())?;
            Ok(generated(text, &changelog, &reading.config, page.template()))
        };
        let body = DraftBody::compose(before, marker, &notice, (subject.count(), &list), parts)?;
        if body.left_out > 0 {
            context.ui.warning(&format!(
                "the draft release lists all but {}: GitHub takes 125,000 characters",
                plural(body.left_out, "change")
            ));
        }
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
    Ok(kept)
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
