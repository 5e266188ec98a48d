//! Publishing the record of a release that was cut in private, once its tag is public.

use crate::cli::context::Context;
use crate::cli::runs::run_name;
use crate::cli::sharing;
use crate::cli::store::Desk;
use crate::failure::{Failure, Kind};
use crate::git::list_remote;
use crate::store::Store;
use crate::ui::Question;

/// How long asking for the tag may take.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Copies the record of a release from the private store into the shared one; how the release went stays here.
pub(super) fn run(context: &Context<'_>, desk: &Desk, version: &str, yes: bool) -> Result<(), Failure> {
    let version = version.strip_prefix('v').unwrap_or(version);
    let private = Store::open_private(&desk.place.repository)?;
    let project = &desk.place.project;
    let Some(release) = private.releases(project)?.into_iter().find(|release| release.version == version) else {
        if private.runs()?.contains(&run_name(project, version)) {
            return Err(Failure::new(Kind::Refused, format!("{version} is not recorded yet, so it is not public"))
                .hint(format!("`shepherd guide {version}` records it once its tag is pushed; nothing was published")));
        }
        return Err(Failure::new(Kind::Usage, format!("no release {version} was recorded in private here"))
            .hint("`shepherd status --all` lists the runs; a release is recorded once its tag is pushed"));
    };
    let tag = &release.tag;
    if let Some(remote) = &desk.place.remote {
        let reference = format!("refs/tags/{tag}");
        let found = list_remote(&desk.place.repository, remote, std::slice::from_ref(&reference), PATIENCE)?;
        if found.is_empty() {
            return Err(Failure::new(
                Kind::Refused,
                format!("`{remote}` does not have the tag `{tag}`, so {version} is not public"),
            )
            .hint("nothing was published; push the tag first, when the time has come"));
        }
    } else {
        is_public_by_word(context, desk, (version, tag), yes)?;
    }
    let message = format!("{project}: release {tag}");
    let author = sharing::author(context, &desk.me);
    if desk.store.add_release(project, &release, &message, &author)? {
        context
            .ui
            .status(&format!("the record of {tag} is in the store for all; how the release went stays in this clone"));
    } else {
        context.ui.status(&format!("the record of {tag} was in the store for all already"));
    }
    Ok(())
}

/// Where no remote can tell whether a tag is public, only a person can, and only of a tag that this clone has.
fn is_public_by_word(
    context: &Context<'_>,
    desk: &Desk,
    (version, tag): (&str, &str),
    yes: bool,
) -> Result<(), Failure> {
    let refused = |what: String| Failure::new(Kind::Refused, what).hint("nothing was published");
    if desk.place.repository.tip(&format!("refs/tags/{tag}")).is_none() {
        return Err(refused(format!(
            "neither a remote nor this clone has the tag `{tag}`, so {version} is not public"
        )));
    }
    if !yes && !context.ui.can_ask() {
        return Err(refused(format!("there is no remote that says whether the tag `{tag}` is public")).hint(
            "name the project's own remote as `remote` in .shepherd.toml, or say that it is public with `--yes`",
        ));
    }
    let text = format!("No remote says whether `{tag}` is public. Is it, and is its record to be published?");
    if context.ui.confirm(&Question { text: &text, flag: "--yes", answer: yes.then_some(true) })? {
        return Ok(());
    }
    Err(refused(format!("{version} is not public, as you say")))
}
