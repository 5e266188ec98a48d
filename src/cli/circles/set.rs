//! `shepherd circles set`

use clap::ArgGroup;

use crate::cli::circles::flags::CircleFlags;
use crate::cli::circles::{name, report, unknown};
use crate::cli::context::Context;
use crate::cli::guide::login_of;
use crate::cli::people::known;
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::failure::{Failure, Kind};

/// Change when and how a circle meets, and who may sign up
///
/// What it is about and who is invited is added to what is there; the rest is replaced.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    group = ArgGroup::new("who-may").args(["by_invitation", "open"]),
    after_help = "Examples:\n  \
    shepherd circles set triage --first 2028-05-04T16:00\n  \
    shepherd circles set triage --every 2w --length 45m\n  \
    shepherd circles set mentors --by-invitation --invite kim\n  \
    shepherd circles set triage --until 2028-12-31"
)]
pub(super) struct SetArguments {
    /// The circle
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    circle: CircleFlags,
    /// Only those who are invited may sign up
    #[arg(long)]
    by_invitation: bool,
    /// Everybody may sign up
    #[arg(long)]
    open: bool,
}

/// Changes a circle.
pub(super) fn run(context: &Context<'_>, arguments: &SetArguments) -> Result<(), Failure> {
    let name = name(&arguments.name)?;
    let mut place = StatusPlace::default().find(context)?;
    let records = Records::open(context, &mut place)?;
    let author = Records::author(context, &place)?;
    let me = login_of(&place.repository, None).unwrap_or_default();
    let now = context.clock.now();
    let mut after = None;
    let changed =
        records.store.change_circle(name, &format!("circles: {name} changed"), &author, |roster, found| {
            let before = found.ok_or_else(|| unknown(name))?;
            let zone = roster.known_as(&me).map(|person| person.timezone.clone()).unwrap_or_default();
            let mut change = arguments.circle.change(before.meeting.as_ref(), &zone)?;
            change.by_invitation = arguments.by_invitation.then_some(true).or(arguments.open.then_some(false));
            if change.is_empty() {
                return Err(Failure::new(
                    Kind::Usage,
                    format!("nothing was said that is to change of the circle {name}"),
                )
                .hint("name it with a flag such as `--first WHEN` or `--until DATE`"));
            }
            for invited in &change.invited {
                known(roster, invited)?;
            }
            let circle = change.of(before, now)?;
            after = Some(circle.clone());
            Ok(circle)
        })?;
    if changed {
        records.share(context, &author)?;
    }
    let Some(circle) = after else { return Ok(()) };
    let what = if changed { "is changed" } else { "is so already" };
    context.ui.status(&format!("the circle {name} {what}: {}", report::summary(&circle)));
    Ok(())
}
