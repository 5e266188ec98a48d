//! What nobody else may know: where its store is shared, what others did there, and that it is no place that everybody
//! sees.

use std::path::{Component, Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::sharing::{self, SharedPlace};
use crate::cli::whereabouts::Where;
use crate::core::run::Run;
use crate::core::text::clean;
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::git::{Address, Repository, remotes};
use crate::guide::Me;
use crate::store::{Shared, Store, StoreProject};
use crate::system::folders;
use crate::ui::{Answers, Form, Inquiry};

/// The setting of git that says where the store for what nobody else may know is shared.
const SETTING: &str = "shepherd.privateStore";

/// What was told last of why others could not be looked at, so that it is not told again and again.
#[derive(Debug, Default)]
pub(super) struct Told {
    public: Option<String>,
    private: Option<String>,
}

/// Returns the address of the store for what nobody else may know: of the configuration, else of git's settings, which
/// show it to nobody.
pub(super) fn address(place: &Where) -> Option<String> {
    place.config.store_private_remote.clone().or_else(|| place.repository.setting(SETTING))
}

/// Returns where what nobody else may know is shared; `None` where it stays in this clone.
///
/// # Errors
///
/// Where everybody would see it there.
pub(super) fn shared(
    context: &Context<'_>,
    place: &Where,
    public: Option<&SharedPlace>,
) -> Result<Option<SharedPlace>, Failure> {
    let Some(address) = address(place) else { return Ok(None) };
    let shared = sharing::shared(context, place, &address)?;
    is_not_public(place, &shared, public)?;
    Ok(Some(SharedPlace { shared, said_by: "store.private-remote".to_owned() }))
}

/// Takes in what others did: in the store for all, and in that of what nobody else may know, where either is shared. It
/// sends nothing. Returns whether all is known that those who may know it share.
///
/// # Errors
///
/// Where what others did does not fit; what cannot be reached is a warning only.
pub(super) fn look_everywhere(
    context: &Context<'_>,
    place: &Where,
    public: Option<&SharedPlace>,
    me: &Me,
    told: &mut Told,
) -> Result<bool, Failure> {
    if let Some(public) = public {
        let store = Store::open(&place.repository)?;
        public.look_and_tell(context, &store, me, &mut told.public)?;
        is_called_so(&store, place)?;
    }
    match shared(context, place, public) {
        Ok(None) => Ok(true),
        Ok(Some(private)) => {
            private.look_and_tell(context, &Store::open_private(&place.repository)?, me, &mut told.private)?;
            Ok(told.private.is_none())
        }
        Err(failure) => {
            if told.private.replace(failure.message.clone()).is_none_or(|told| told != failure.message) {
                context.ui.warning(&format!("the private store was not looked at: {}", failure.message));
            }
            Ok(false)
        }
    }
}

/// Returns an error where what came says that the project has another name now: what was about to be done is about the old
/// one.
fn is_called_so(store: &Store, place: &Where) -> Result<(), Failure> {
    let named = store.projects_named()?;
    let Some(today) = StoreProject::name_of_today(&named, &place.project) else { return Ok(()) };
    let what = format!("{} is {} now, as others wrote meanwhile", place.project, clean(today));
    Err(Failure::new(Kind::Refused, what).hint("its runs and records have the new name: start again; nothing was done"))
}

/// Asks whether a run is begun for all to see although it is not known whether those who may know of it have a private one.
///
/// # Errors
///
/// Where it is not to be begun, and where nobody can be asked.
pub(super) fn may_be_public(context: &Context<'_>, answers: &mut Answers, version: &str) -> Result<(), Failure> {
    let text = format!("The private store could not be looked at. Begin {version} for all to see?");
    let inquiry = Inquiry { key: "public", text: &text, form: Form::YesNo { default: false } };
    if context.ui.inquire(&inquiry, answers)? == "yes" {
        return Ok(());
    }
    Err(Failure::new(Kind::Findings, format!("the run of {version} was not begun, and nothing was sent"))
        .hint("try again once the private store can be reached: `shepherd store sync --private`")
        .hint("or keep the run from others: `--private`"))
}

/// Returns an error where what nobody else may know would be shared with everybody: where the public store is, or at any
/// remote of this clone.
fn is_not_public(place: &Where, private: &Shared, public: Option<&SharedPlace>) -> Result<(), Failure> {
    let repository = &place.repository;
    let top = repository.work_tree().unwrap_or(repository.common_directory());
    let address = |remote: &str| {
        let text = repository.remote_address(remote).unwrap_or_else(|| remote.to_owned());
        real_address(&text, top)
    };
    let own = address(&private.remote);
    let remotes = remotes(repository);
    let pushed_to = remotes.iter().filter_map(|remote| repository.setting(&format!("remote.{remote}.pushurl")));
    let public = public.map(|public| public.shared.remote.clone());
    let everybodys: Vec<String> = remotes.iter().cloned().chain(pushed_to).chain(public).collect();
    if everybodys.iter().any(|remote| address(remote).is_same(&own)) {
        return Err(Failure::new(Kind::Refused, "`store.private-remote` is where everybody would see it").hint(
            "name a repository that only those can read who may know of an embargoed release, and that is no remote of \
             this clone; nothing was sent",
        ));
    }
    Ok(())
}

/// Returns an error where a version is one that nobody else may know of yet: its run was begun with `--private`, and goes on.
/// `what` would show it. A run that cannot be read goes on.
pub(super) fn refuse_embargoed(repository: &Repository, version: &str, what: &str) -> Result<(), Failure> {
    let private = Store::open_private(repository)?;
    let read = |text: &str| Version::parse(text.strip_prefix('v').unwrap_or(text));
    let is_same = |other: &str| other == version || read(other).is_some_and(|other| read(version) == Some(other));
    for run in private.runs()?.iter().filter(|run| is_same(&run.version)) {
        let events = private.read_events(run).ok().flatten();
        if events.and_then(|(_, events)| Run::replay(&events).ok()).is_some_and(|run| run.end.is_some()) {
            continue;
        }
        let name = clean(&run.version);
        return Err(Failure::new(
            Kind::Refused,
            format!("the run of {name} was begun with `--private`, and {what} would show it"),
        )
        .hint("`shepherd changelog` prints what the release would say, on this machine alone")
        .hint(format!(
            "once that run is finished, nothing is kept back any more; `shepherd guide {name} --abandon --reason WHY` gives \
             it up"
        )));
    }
    Ok(())
}

/// Returns an address as it is when it is followed: without `www.` before a server, and without links and `..` in a path,
/// which begins at `top`.
fn real_address(text: &str, top: &Path) -> Address {
    let mut address = Address::read(text);
    if let Some(host) = &mut address.host {
        if let Some(bare) = host.strip_prefix("www.") {
            *host = bare.to_owned();
        }
        return address;
    }
    let text = text.trim();
    let path = top.join(text.strip_prefix("file://").unwrap_or(text));
    // As git does, the end may be left out.
    let with_end = PathBuf::from(format!("{}.git", path.display()));
    let real = [path.as_path(), with_end.as_path()].into_iter().find_map(folders::resolve);
    Address::read(&real.unwrap_or_else(|| plain(&path)).display().to_string())
}

/// Returns a path without `..`, where nothing is there to be followed.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_has_many_addresses() {
        let same = |one: &str, other: &str| {
            let top = Path::new("/nowhere/work");
            real_address(one, top).is_same(&real_address(other, top))
        };
        assert!(same("../hub.git", "/nowhere/hub"));
        assert!(same("/nowhere/x/../hub.git/", "file:///nowhere/./hub"));
        assert!(same("https://www.github.com/octo/hello", "git@github.com:Octo/hello.git"));
        assert!(!same("../hub.git", "/nowhere/work/hub"));
    }
}
