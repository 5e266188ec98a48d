//! `shepherd circles join` and `shepherd circles leave`

use crate::cli::circles::{name, report, unknown};
use crate::cli::context::Context;
use crate::cli::guide::me_by_flag;
use crate::cli::people::known;
use crate::cli::records::Records;
use crate::cli::sharing;
use crate::cli::status::StatusPlace;
use crate::failure::Failure;

/// Who signs up for a circle, or leaves it.
#[derive(clap::Args, Debug)]
struct WhoArguments {
    /// The circle
    #[arg(value_name = "NAME")]
    name: String,
    /// Your login [default: `git config shepherd.login`, else the records and your e-mail address]
    #[arg(long = "as", value_name = "LOGIN")]
    login: Option<String>,
}

/// Sign up for a circle
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd circles join triage\n  \
    shepherd circles join triage --as kim"
)]
pub(super) struct JoinArguments {
    #[command(flatten)]
    who: WhoArguments,
}

/// Leave a circle
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd circles leave triage\n  \
    shepherd circles leave triage --as kim"
)]
pub(super) struct LeaveArguments {
    #[command(flatten)]
    who: WhoArguments,
}

/// Signs somebody up.
pub(super) fn join(context: &Context<'_>, arguments: &JoinArguments) -> Result<(), Failure> {
    change(context, &arguments.who, true)
}

/// Lets somebody leave.
pub(super) fn leave(context: &Context<'_>, arguments: &LeaveArguments) -> Result<(), Failure> {
    change(context, &arguments.who, false)
}

fn change(context: &Context<'_>, who: &WhoArguments, joins: bool) -> Result<(), Failure> {
    let name = name(&who.name)?;
    let mut place = StatusPlace::default().find(context)?;
    let me = me_by_flag(context, &place.repository, who.login.as_deref())?;
    let (author, me) = (sharing::author(context, &me), me.login);
    let records = Records::open(context, &mut place)?;
    let today = context.today();
    let mut after = None;
    let message = format!("circles: {me} {} {name}", if joins { "joined" } else { "left" });
    let changed = records.store.change_circle(name, &message, &author, |roster, found| {
        let before = found.ok_or_else(|| unknown(name))?;
        let circle = if joins {
            before.joined_by(&known(roster, &me)?.login, today)?
        } else {
            // Whoever was taken out of the records can leave, too.
            before.left_by(roster.known_as(&me).map_or(me.as_str(), |person| person.login.as_str()))?
        };
        after = Some(circle.clone());
        Ok::<_, Failure>(circle)
    })?;
    if changed {
        records.share(context, &author)?;
    }
    let Some(circle) = after else { return Ok(()) };
    context.ui.status(&match (joins, changed) {
        (true, true) => format!("@{me} is in the circle {name}: {}", report::summary(&circle)),
        (true, false) => format!("@{me} is in the circle {name} already"),
        (false, _) => format!("@{me} left the circle {name}"),
    });
    if joins && circle.meeting.is_none() {
        context.ui.hint(&format!("it has no time yet: `shepherd circles suggest --circle {name}` looks for one"));
    }
    Ok(())
}
