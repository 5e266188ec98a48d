//! `shepherd guide`

mod arguments;
mod fixed;
mod me;
mod open;
mod rehearse;

pub(super) use arguments::{GuideArguments, PlaceArguments};
pub(super) use me::{identity, known_login, me, not_known};
pub(super) use open::{Where, choose_run, run_name};
pub(super) use rehearse::folder as rehearsal_folder;

use crate::cli::context::Context;
use crate::cli::guide::fixed::{change_people, check_fixed};
use crate::cli::guide::open::{NewRun, answers, fresh, is_begun_again, reopened};
use crate::core::run::What;
use crate::failure::{Failure, Kind};
use crate::guide::{Guide, Journal, Left, may_open};
use crate::store::Store;
use crate::system::environment;

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
    let store = Store::open(&place.repository)?;
    let name = choose_run(context, &store, &place.project, arguments.version.as_deref(), &mut answers)?;
    let mut guide = if let Some(journal) = Journal::open(store, name.clone(), me.clone(), context.clock)? {
        if is_begun_again(context, arguments, &place, &journal, &mut answers)? {
            let store = Store::open(&place.repository)?;
            let (branch, again) = (arguments.branch.clone(), Some(journal));
            let new = NewRun { place: &place, store, name, me, answers, branch, rehearsal: false, again };
            fresh(context, arguments, new)?
        } else {
            reopened(context, arguments, &place, journal, answers)?
        }
    } else {
        if let Some(way) = arguments.way_back() {
            return Err(Failure::new(
                Kind::Usage,
                format!("there is no run of {}, so `{way}` has nothing to do", name.version),
            )
            .hint("`shepherd status` lists the runs"));
        }
        let store = Store::open(&place.repository)?;
        let branch = arguments.branch.clone();
        let new = NewRun { place: &place, store, name, me, answers, branch, rehearsal: false, again: None };
        fresh(context, arguments, new)?
    };
    walk(&mut guide, arguments).map(|_| ())
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
        return guide.abandon().map(|()| Left::Finished);
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
    if !guide.is_welcomed() && guide.welcome()? == crate::guide::Next::Leave {
        return Ok(Left::Unfinished);
    }
    guide.walk()
}
