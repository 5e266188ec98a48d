//! `shepherd guide`

mod arguments;
mod me;
mod open;
mod rehearse;

pub(super) use arguments::{GuideArguments, PlaceArguments};
pub(super) use me::{is_login, known_login, me};
pub(super) use open::{Where, choose_run, run_name};

use crate::cli::context::Context;
use crate::cli::guide::open::{NewRun, answers, fresh, reopened};
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
        reopened(context, arguments, &place, journal, answers)?
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
        fresh(context, arguments, NewRun { place: &place, store, name, me, answers, branch, rehearsal: false })?
    };
    walk(&mut guide, arguments).map(|_| ())
}

/// Does what the flags say, then walks.
fn walk(guide: &mut Guide<'_>, arguments: &GuideArguments) -> Result<Left, Failure> {
    let me = guide.journal.me().login.clone();
    if arguments.take_over {
        guide.take_over()?;
    }
    may_open(guide.journal.run(), &me, arguments.step.is_some())?;
    guide.explain_end();
    if guide.journal.events().len() > 1 {
        guide.welcome_back()?;
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
    let left = guide.walk()?;
    for key in guide.answers.left() {
        guide.ui.warning(&format!("nobody asked for the answer `{key}`"));
    }
    Ok(left)
}
