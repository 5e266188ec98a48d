//! Where the store of this clone is shared: found by the flag, the configuration, git's settings, or the branch that the
//! project's own remote has; never a fork's.

use std::path::Path;
use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::store::readme;
use crate::cli::whereabouts::{Where, project_at};
use crate::config::Origin;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::git::{Project, project};
use crate::guide::{Me, Sharing};
use crate::store::{Author, BRANCH, Prefer, Shared, Signing, Store, StoreProject, Synced, Syncing};

/// How long looking at what others did may take where it is not what the person asked for.
const LOOKING: Duration = Duration::from_secs(20);

/// How long looking for a store may take that may not be there.
const DISCOVERING: Duration = Duration::from_secs(10);

/// How long sharing may take where it is what the person asked for.
const SHARING: Duration = Duration::from_secs(120);

/// The setting of git that says where the store is shared.
pub(super) const SETTING: &str = "shepherd.store";

/// Where a store is shared, and who says so.
#[derive(Clone, Debug)]
pub(super) struct SharedPlace {
    pub(super) shared: Shared,
    /// In words: `--store`, `.shepherd.toml`, `git config shepherd.store`, ``the branch `release-shepherd` of origin``.
    pub(super) said_by: String,
}

impl SharedPlace {
    /// Finds where the store is shared, `None` where it is not. `flag` is what `--store` says.
    pub(super) fn find(context: &Context<'_>, place: &Where, flag: Option<&str>) -> Result<Option<Self>, Failure> {
        match said(place, flag) {
            Some((address, _)) if address == "none" => Ok(None),
            Some((address, said_by)) => Ok(Some(Self { shared: shared(context, place, &address)?, said_by })),
            None => Ok(Self::on_canonical_remote(context, place)),
        }
    }

    /// Asks the project's own remote for a store where this clone has none: it may have one branch only, be shallow, as CI
    /// makes it, or be older than the store. Where there is none, it is asked again after an hour. Of a clone that cannot
    /// have seen it, that the remote could not be asked is a warning; others work from their clone alone most often.
    pub(super) fn discover(context: &Context<'_>, place: &Where, flag: Option<&str>) {
        let has_waited = |store: &Store, remote: &str| !store.asked_lately(remote, context.clock.now());
        Self::discover_where(context, place, flag, has_waited);
    }

    /// Does the same for who asks to be in step: a remote that had no store a moment ago is asked again.
    pub(super) fn discover_now(context: &Context<'_>, place: &Where, flag: Option<&str>) {
        Self::discover_where(context, place, flag, |_, _| true);
    }

    fn discover_where(
        context: &Context<'_>,
        place: &Where,
        flag: Option<&str>,
        may_ask: impl FnOnce(&Store, &str) -> bool,
    ) {
        let (Ok(remote), Ok(store)) = (canonical_remote(place), Store::open(&place.repository)) else { return };
        if place.is_offline || said(place, flag).is_some() || store.exists() {
            return;
        }
        let is_seen = store.projects_named_at(&format!("refs/remotes/{remote}/{BRANCH}")).is_some();
        let sees_all = place.repository.sees_all_branches(&remote);
        if is_seen || (sees_all && !place.repository.knows_of(&remote)) || !may_ask(&store, &remote) {
            return;
        }
        let progress = context.ui.progress("looking for the records of others");
        let found = store.discover(&remote, DISCOVERING, |named| is_own(place, named));
        drop(progress);
        if sees_all || matches!(found, Ok(false)) {
            store.note_asked(&remote, context.clock.now());
        }
        if let Err(error) = found {
            let words = first_lines(&error.to_string());
            let told = format!("this clone has no records, and those of others were not looked at: {words}");
            if sees_all {
                context.ui.verbose(&told);
                return;
            }
            context.ui.warning(&told);
            context.ui.hint(&format!("`git fetch {remote} {BRANCH}:refs/remotes/{remote}/{BRANCH}` brings them here"));
        }
    }

    /// Returns the branch of the project's own remote, where this clone has seen it and it holds a store of this project. A
    /// fork has the branches of the project that it came from: a store that names other projects is not taken.
    fn on_canonical_remote(context: &Context<'_>, place: &Where) -> Option<Self> {
        let remote = canonical_remote(place).ok()?;
        let store = Store::open(&place.repository).ok()?;
        let named = store.projects_named_at(&format!("refs/remotes/{remote}/{BRANCH}"))?;
        if !is_own(place, &named) {
            let own = own_names(place);
            let others: Vec<String> = named.iter().map(|project| clean(&project.name).into_owned()).collect();
            context.ui.verbose(&format!(
                "the branch `{BRANCH}` of `{remote}` is the store of {}, and this is {}: it is left alone, as a fork has \
                 it too (`--store in-repo` takes it all the same)",
                others.join(", "),
                own.join(" or ")
            ));
            return None;
        }
        Some(Self {
            said_by: format!("the branch `{BRANCH}` of `{remote}`"),
            shared: Shared { remote, branch: BRANCH.to_owned() },
        })
    }

    /// Returns how the guide shares it.
    pub(super) fn sharing(&self) -> Sharing {
        Sharing { shared: self.shared.clone(), readme: Some(readme::text), private: false }
    }

    /// Takes in what others did, and sends nothing. What cannot be reached is a warning: everything works without.
    pub(super) fn look(&self, context: &Context<'_>, store: &Store, me: &Me) -> Result<(), Failure> {
        self.look_and_tell(context, store, me, &mut None)
    }

    /// Does the same again and again: what stands against it is told where it is not what was `told` last. Afterwards
    /// `told` is empty where it is known what others did.
    pub(super) fn look_and_tell(
        &self,
        context: &Context<'_>,
        store: &Store,
        me: &Me,
        told: &mut Option<String>,
    ) -> Result<(), Failure> {
        let progress = context.ui.progress("looking what others did");
        let author = author(context, me);
        let syncing = Syncing {
            author: &author,
            prefer: Prefer::Neither,
            joins: store.is_private(),
            signing: Signing::Later,
            readme: None,
            limit: LOOKING,
        };
        let looked = store.look_there(&self.shared, &syncing);
        drop(progress);
        tell_notices(context, store);
        match looked.map_err(Failure::from) {
            Ok(_) => {
                *told = None;
                Ok(())
            }
            // What cannot be reached can wait; what does not fit cannot.
            Err(failure) if failure.kind == Kind::Outside => {
                if told.replace(failure.message.clone()).is_some_and(|told| told == failure.message) {
                    return Ok(());
                }
                let waiting = store.waiting()?;
                let (what, flag) = if store.is_private() {
                    ("what others did in private", " --private")
                } else {
                    ("what others did", "")
                };
                context.ui.warning(&format!("{what} is not known: {}", first_lines(&failure.message)));
                let waits = if waiting > 0 { format!(", {waiting} of your changes wait") } else { String::new() };
                context.ui.hint(&format!(
                    "it goes on with what is in this clone{waits}; `shepherd store sync{flag}` tries again"
                ));
                Ok(())
            }
            Err(failure) => Err(failure),
        }
    }

    /// Takes in the shared store, also where it has nothing in common with that of this clone, and sends nothing.
    pub(super) fn join(&self, context: &Context<'_>, store: &Store, me: &Me) -> Result<Synced, Failure> {
        self.take_in(context, store, me, Prefer::Neither, true)
    }

    /// Takes in the shared store, and sends nothing.
    pub(super) fn take_in(
        &self,
        context: &Context<'_>,
        store: &Store,
        me: &Me,
        prefer: Prefer,
        joins: bool,
    ) -> Result<Synced, Failure> {
        let progress = context.ui.progress("looking at what is there");
        let author = author(context, me);
        let syncing = Syncing { author: &author, prefer, joins, signing: Signing::Again, readme: None, limit: SHARING };
        let joined = store.look_there(&self.shared, &syncing);
        drop(progress);
        tell_notices(context, store);
        Ok(joined?)
    }

    /// Makes the store of this clone and the shared one the same.
    pub(super) fn sync(
        &self,
        context: &Context<'_>,
        store: &Store,
        me: &Me,
        prefer: Prefer,
        joins: bool,
    ) -> Result<Synced, Failure> {
        let progress = context.ui.progress("sharing the store");
        let author = author(context, me);
        let syncing = Syncing {
            author: &author,
            prefer,
            joins,
            signing: Signing::Again,
            readme: Some(readme::text),
            limit: SHARING,
        };
        let synced = store.sync(&self.shared, &syncing);
        drop(progress);
        tell_notices(context, store);
        Ok(synced?)
    }
}

/// Returns the address that is said for the store, and who says it; `none` is one, too.
fn said(place: &Where, flag: Option<&str>) -> Option<(String, String)> {
    let file = match place.config.origin("store.remote") {
        Origin::File(name) => name.clone(),
        other => other.to_string(),
    };
    let said = [
        (flag.map(str::to_owned), "--store".to_owned()),
        (place.config.store_remote.clone(), file),
        (place.repository.setting(SETTING), format!("git config {SETTING}")),
    ];
    said.into_iter().find_map(|(address, said_by)| {
        let address = address.as_deref().map(str::trim).filter(|address| !address.is_empty())?;
        Some((address.to_owned(), said_by))
    })
}

/// Says whether a store that names these projects is that of a clone. What an older version began names none.
fn is_own(place: &Where, named: &[StoreProject]) -> bool {
    named.is_empty() || named.iter().any(|project| own_names(place).iter().any(|own| project.is(own)))
}

/// Returns what the project of a clone is called: as its remote says, and as its own configuration does.
pub(super) fn own_names(place: &Where) -> Vec<String> {
    let address = place.remote.as_ref().and_then(|remote| place.repository.remote_address(remote));
    let by_file = matches!(place.config.origin("project"), Origin::File(_));
    let configured = place.config.project.clone().filter(|_| by_file);
    let mut names: Vec<String> = address.and_then(|address| project_at(&address)).into_iter().collect();
    names.extend(configured.filter(|name| !names.iter().any(|known| known.eq_ignore_ascii_case(name))));
    names
}

/// Returns who writes a change of the store.
pub(super) fn author(context: &Context<'_>, me: &Me) -> Author {
    Author { name: me.name.clone(), email: me.email.clone(), when: context.clock.now(), signs: false }
}

/// Tells what a person should know about the writing.
pub(super) fn tell_notices(context: &Context<'_>, store: &Store) {
    for notice in store.take_notices() {
        context.ui.warning(&notice);
    }
}

/// Adds to a failure over what is not here that it may be where others share it.
pub(super) fn or_elsewhere(failure: Failure, shared: Option<&SharedPlace>) -> Failure {
    if shared.is_some() { failure } else { failure.hint(ELSEWHERE) }
}

/// What may be done where this clone shares no store, and others do.
pub(super) const ELSEWHERE: &str = "this clone shares no store: `git fetch` finds one that is a branch of the project, \
     `shepherd store init --remote ADDRESS` joins another";

/// Returns the first two lines of a message, as one.
fn first_lines(message: &str) -> String {
    message.lines().take(2).map(str::trim).collect::<Vec<_>>().join("; ")
}

/// Returns the place that an address means.
pub(super) fn shared(context: &Context<'_>, place: &Where, address: &str) -> Result<Shared, Failure> {
    let branch = BRANCH.to_owned();
    if address == "in-repo" {
        return Ok(Shared { remote: canonical_remote(place)?, branch });
    }
    if place.repository.remote_address(address).is_some() {
        return Ok(Shared { remote: address.to_owned(), branch });
    }
    let remote = match slug(address) {
        Some(slug) => address_of(place, slug),
        // Git is started elsewhere, so a path is meant from here.
        None if !address.contains(':') => context.path(Path::new(address)).display().to_string(),
        None => address.to_owned(),
    };
    Ok(Shared { remote, branch })
}

/// Returns the text where it is `OWNER/NAME`; a path begins with a dot or a slash.
fn slug(address: &str) -> Option<&str> {
    let (owner, name) = address.split_once('/')?;
    let is_plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
    };
    (is_plain(owner) && is_plain(name)).then_some(address)
}

/// Returns the address of a repository on the server in use, reached in the way that the project's own remote is.
fn address_of(place: &Where, slug: &str) -> String {
    let server = place.connection.server();
    let host = server.split_once("://").map_or(server, |(_, host)| host);
    let own = place.remote.as_ref().and_then(|remote| place.repository.remote_address(remote)).unwrap_or_default();
    if own.starts_with("ssh://") || (own.contains('@') && !own.contains("://")) {
        return format!("git@{host}:{slug}.git");
    }
    format!("{server}/{slug}.git")
}

/// Returns the name of the remote that is the project's own.
///
/// # Errors
///
/// Where there is none, and where it is another repository than the configuration names: a fork, most often.
pub(super) fn canonical_remote(place: &Where) -> Result<String, Failure> {
    let Some(remote) = place.remote.clone() else {
        return Err(Failure::new(Kind::Usage, "this clone has no remote that is the project's own")
            .hint("`git remote add origin ADDRESS`, or name one as `remote` in .shepherd.toml"));
    };
    let named = place.config.project.as_ref().filter(|_| matches!(place.config.origin("project"), Origin::File(_)));
    let found = project(&place.repository, Some(&remote), place.connection.server());
    match (named, found) {
        (Some(named), Project::GitHub { slug, .. }) if !slug.eq_ignore_ascii_case(named) => {
            Err(Failure::new(Kind::Refused, format!("`{remote}` is {slug}, and the project is {named}"))
                .hint(format!(
                    "`{remote}` is a fork, most likely: add the project as `upstream`: `git remote add upstream {}`",
                    address_of(place, named)
                ))
                .hint("or name the project's own remote as `remote` in .shepherd.toml; nothing was done"))
        }
        _ => Ok(remote),
    }
}
