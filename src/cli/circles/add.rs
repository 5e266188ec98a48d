//! `shepherd circles add`

use crate::cli::circles::flags::CircleFlags;
use crate::cli::circles::{name, report};
use crate::cli::context::Context;
use crate::cli::guide::me_by_flag;
use crate::cli::people::known;
use crate::cli::records::Records;
use crate::cli::sharing;
use crate::cli::status::StatusPlace;
use crate::core::people::{Circle, CircleKind};
use crate::failure::{Failure, Kind};

/// Begin a circle
///
/// You are its first member, unless you say otherwise; others sign up with `circles join`.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd circles add shepherds --kind peer-support\n  \
    shepherd circles add triage --kind triage --first 2028-04-06T15:00 \\\n      \
    --timezone Europe/Lisbon --every 2w --how https://call.example/triage"
)]
pub(super) struct AddArguments {
    /// What it is called: small letters, digits and hyphens
    #[arg(value_name = "NAME")]
    name: String,
    /// What it is for
    #[arg(long, value_name = "KIND", value_parser = ["peer-support", "triage"])]
    kind: String,
    /// Only those who are invited may sign up
    #[arg(long)]
    by_invitation: bool,
    #[command(flatten)]
    circle: CircleFlags,
    /// It is for others: you do not sign up
    #[arg(long)]
    without_me: bool,
    /// Your login [default: `git config shepherd.login`, else the records and your e-mail address]
    #[arg(long = "as", value_name = "LOGIN")]
    login: Option<String>,
}

/// Begins a circle.
pub(super) fn run(context: &Context<'_>, arguments: &AddArguments) -> Result<(), Failure> {
    let name = name(&arguments.name)?;
    let kind = arguments.kind.parse::<CircleKind>();
    let kind = kind.map_err(|error| Failure::new(Kind::Usage, error.to_string()))?;
    let mut place = StatusPlace::default().find(context)?;
    let me = me_by_flag(context, &place.repository, arguments.login.as_deref())?;
    let (author, me) = (sharing::author(context, &me), me.login);
    let records = Records::open(context, &mut place)?;
    let (now, today) = (context.clock.now(), context.today());
    let mut after = None;
    records.store.change_circle(name, &format!("circles: {name} added"), &author, |roster, found| {
        if found.is_some() {
            return Err(Failure::new(Kind::Refused, format!("there is a circle {name} already"))
                .hint(format!("nothing was changed; `shepherd circles set {name}` changes it")));
        }
        let zone = roster.known_as(&me).map(|person| person.timezone.clone()).unwrap_or_default();
        let change = arguments.circle.change(None, &zone)?;
        for invited in &change.invited {
            known(roster, invited)?;
        }
        let empty = Circle {
            name: name.to_owned(),
            kind,
            by_invitation: arguments.by_invitation,
            projects: Vec::new(),
            members: Vec::new(),
            invited: Vec::new(),
            meeting: None,
            former: Vec::new(),
            how: String::new(),
            since: Some(today),
            until: None,
            sequence: 0,
            changed: None,
        };
        let mut circle = change.of(&empty, now)?;
        if !arguments.without_me {
            circle = circle.joined_by(&known(roster, &me)?.login, today)?;
        }
        // A calendar has never seen it before.
        (circle.sequence, circle.changed) = (0, Some(now));
        after = Some(circle.clone());
        Ok(circle)
    })?;
    records.share(context, &author)?;
    let Some(circle) = after else { return Ok(()) };
    context.ui.status(&format!("the circle {name} has begun: {}", report::summary(&circle)));
    if circle.meeting.is_none() {
        context.ui.hint(&format!(
            "`shepherd circles suggest --circle {name}` looks for a time; `shepherd circles set {name} --first WHEN` sets it"
        ));
    }
    context.ui.hint(&format!("tell the others: `shepherd circles join {name}`"));
    Ok(())
}
