//! `shepherd guide`

mod arguments;
mod fixed;
mod me;
mod open;
mod rehearse;

pub(super) use arguments::{GuideArguments, PlaceArguments};
use me::me;
pub(super) use me::{identity, login_if_known, login_of, me_by_flag};
pub(super) use rehearse::folder as rehearsal_folder;

use crate::cli::context::Context;
use crate::cli::guide::fixed::{change_people, check_fixed};
use crate::cli::guide::open::{NewRun, answers, fresh, is_begun_again, reopened};
use crate::cli::private::{self, Told};
use crate::cli::runs::{self, choose_run};
use crate::cli::sharing::{SharedPlace, author, canonical_remote, or_elsewhere};
use crate::cli::whereabouts::Where;
use crate::core::run::What;
use crate::failure::{Failure, Kind};
use crate::guide::{Guide, Journal, Left, may_open};
use crate::store::{RunName, Store};
use crate::system::environment;
use crate::ui::Answers;

/// Walks a release, or a rehearsal of one.
pub(super) fn run(context: &Context<'_>, arguments: &GuideArguments) -> Result<(), Failure> {
    // The commands of a document may print what they get.
    for secret in environment::secrets() {
        context.ui.hide(&secret);
    }
    let mut answers = answers(context, arguments)?;
    let place = Where::find(context, &arguments.place)?;
    let me = me(context, &place.repository, arguments.login.as_deref(), &mut answers)?;
    if arguments.rehearse {
        return rehearse::run(context, arguments, &place, me, answers);
    }
    SharedPlace::discover(context, &place, arguments.place.store.as_deref());
    let shared = SharedPlace::find(context, &place, arguments.place.store.as_deref())?;
    let store = Store::open(&place.repository)?;
    let is_known = private::look_everywhere(context, &place, shared.as_ref(), &me, &mut Told::default())?;
    let name = choose_run(context, &store, &place.project, arguments.version.as_deref(), &mut answers)?;
    let store = kept_in(arguments, &place, store, &name)?;
    let sharing = runs::sharing(context, &place, &store, shared.as_ref())?;
    let is_private = store.is_private();
    let may_begin = |answers: &mut Answers| {
        if is_private || is_known { Ok(()) } else { private::may_be_public(context, answers, &name.version) }
    };
    let open = || -> Result<Store, Failure> {
        let repository = &place.repository;
        Ok(if is_private { Store::open_private(repository)? } else { Store::open(repository)? })
    };
    let mut guide = if let Some(journal) = Journal::open(store, name.clone(), me.clone(), context.clock)? {
        if is_begun_again(context, arguments, &place, &journal, &mut answers)? {
            may_begin(&mut answers)?;
            let (branch, again) = (arguments.branch.clone(), Some(journal));
            let new = NewRun { place: &place, store: open()?, name, me, answers, branch, rehearsal: false, again };
            fresh(context, arguments, new)?
        } else {
            reopened(context, arguments, &place, journal, answers)?
        }
    } else {
        if let Some(way) = arguments.way_back() {
            let failure =
                Failure::new(Kind::Usage, format!("there is no run of {}, so `{way}` has nothing to do", name.version));
            let failure = failure.hint("`shepherd status` lists the runs");
            let is_of_others = arguments.step.is_some() || arguments.take_over;
            return Err(if is_of_others { or_elsewhere(failure, shared.as_ref()) } else { failure });
        }
        canonical_remote_if_any(&place)?;
        may_begin(&mut answers)?;
        let branch = arguments.branch.clone();
        let author = author(context, &me);
        let new = NewRun { place: &place, store: open()?, name, me, answers, branch, rehearsal: false, again: None };
        let guide = fresh(context, arguments, new)?;
        if shared.is_some() && !is_private {
            guide.journal.store().note_projects(std::slice::from_ref(&place.project), &author)?;
        }
        guide
    };
    if let Some(sharing) = sharing {
        guide.journal.share_with(&place.repository, sharing);
    }
    let left = walk(&mut guide, arguments);
    end(&mut guide, left.is_ok())?;
    left.map(|_| ())
}

/// Returns the store that a run is kept in, and goes on being kept in.
fn kept_in(arguments: &GuideArguments, place: &Where, store: Store, name: &RunName) -> Result<Store, Failure> {
    let private = Store::open_private(&place.repository)?;
    let is_kept = private.runs()?.contains(name);
    if is_kept && arguments.issue {
        return Err(Failure::new(
            Kind::Refused,
            format!("the run of {} was begun with `--private`, and an issue would show it", name.version),
        )
        .hint("leave `--issue` out; nothing was sent"));
    }
    if !arguments.private {
        return Ok(if is_kept { private } else { store });
    }
    if arguments.issue {
        return Err(Failure::new(Kind::Refused, "an issue would show what `--private` keeps from others")
            .hint("leave `--issue` out; nothing was sent"));
    }
    if store.runs()?.contains(name) {
        return Err(Failure::new(
            Kind::Refused,
            format!("the run of {} was begun for all to see, so it cannot be kept from them", name.version),
        )
        .hint("begin another version with `--private`; what was pushed cannot be taken back"));
    }
    Ok(private)
}

/// A clone whose remote is not the project's own releases nothing.
fn canonical_remote_if_any(place: &Where) -> Result<(), Failure> {
    if place.remote.is_some() { canonical_remote(place).map(|_| ()) } else { Ok(()) }
}

/// Lets others see how the run stands now.
fn end(guide: &mut Guide<'_>, is_well: bool) -> Result<(), Failure> {
    // Where something went wrong, that is what is told, and not what follows from it.
    let shared = guide.share().and_then(|_| guide.finish_mirror());
    if is_well { shared } else { Ok(()) }
}

/// Does what the flags say, then walks. An answer that nobody asked for explains much, however it ended.
fn walk(guide: &mut Guide<'_>, arguments: &GuideArguments) -> Result<Left, Failure> {
    let left = walk_on(guide, arguments);
    for key in guide.answers.left() {
        guide.ui.warning(&format!("nobody asked for the answer `{key}`"));
    }
    left
}

fn walk_on(guide: &mut Guide<'_>, arguments: &GuideArguments) -> Result<Left, Failure> {
    let me = guide.journal.me().login.clone();
    if arguments.take_over {
        guide.take_over()?;
        guide.share()?;
    }
    may_open(guide.journal.run(), &me, arguments.step.is_some())?;
    guide.explain_end();
    let is_new = |what: &What| matches!(what, What::Started(_) | What::BegunAgain(_));
    if !guide.journal.events().last().is_some_and(|event| is_new(&event.what)) {
        check_fixed(guide, arguments)?;
        guide.welcome_back()?;
        change_people(guide, arguments)?;
    }
    if arguments.abandon {
        guide.abandon()?;
        guide.close_mirror();
        return Ok(Left::Finished);
    }
    if let Some(to) = &arguments.rename {
        guide.rename(to)?;
    }
    if arguments.respin {
        guide.respin()?;
    }
    if let Some(id) = &arguments.reopen {
        guide.reopen(id)?;
    }
    if let Some(id) = &arguments.undo {
        guide.undo_step(id)?;
    }
    if let Some(commit) = &arguments.target {
        guide.target(commit)?;
    }
    guide.settle_version()?;
    guide.begin_to_mirror(arguments.issue)?;
    if arguments.step.is_none() && guide.look_at_what_is_done()? == crate::guide::Next::Leave {
        return Ok(Left::Unfinished);
    }
    if !guide.is_welcomed() && guide.welcome()? == crate::guide::Next::Leave {
        return Ok(Left::Unfinished);
    }
    guide.ask_check_in()?;
    guide.walk()
}
