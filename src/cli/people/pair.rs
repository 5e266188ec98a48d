//! `shepherd people pair`

use std::fmt;

use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::guide::me_by_flag;
use crate::cli::json::pretty;
use crate::cli::people::report::{self, check_in_warning};
use crate::cli::people::{login, unknown};
use crate::cli::records::Records;
use crate::cli::sharing;
use crate::cli::status::StatusPlace;
use crate::cli::values::minutes;
use crate::core::people::{Deed, Login, Pairing, PairingError, Roster, Stage, When, Wish, find, mentees};
use crate::core::text::plural;
use crate::failure::Failure;
use crate::store::{Author, Store};

/// Find a mentor, accept a mentee, and say when you talk next
///
/// The mentee asks, the mentor accepts, and either of the two says when they talk next, how far they are, and when it
/// ends: also as no match, which is no shame. Without flags it shows your pairings. Both people must be in the records.
#[derive(clap::Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people pair                   my pairings\n  \
    shepherd people pair mona --ask        @kim asks @mona to be their mentor\n  \
    shepherd people pair kim --accept      @mona says yes to @kim\n  \
    shepherd people pair mona --check-in 2028-04-06T15:00+01:00 --how phone\n  \
    shepherd people pair mona --check-in 2028-04-13 --spent 30m\n  \
    shepherd people pair kim --stage close-in-mentoring\n  \
    shepherd people pair mona --end --reason 'no match'"
)]
pub(super) struct PairArguments {
    /// The other of the two, or both as MENTOR--MENTEE [default: all that are mine]
    #[arg(value_name = "LOGIN")]
    with: Option<String>,
    /// Ask them to be your mentor
    #[arg(long, requires = "with", conflicts_with_all = ["accept", "end", "stage"])]
    ask: bool,
    /// Accept them as your mentee
    #[arg(long, requires = "with", conflicts_with = "end")]
    accept: bool,
    /// When you talk next: 2028-04-06, 2028-04-06T15:00 by your clock, or 2028-04-06T15:00+01:00
    #[arg(long, value_name = "WHEN", requires = "with", conflicts_with = "end")]
    check_in: Option<String>,
    /// How you talk then [default: as before]
    #[arg(long, value_name = "TEXT", requires = "check_in")]
    how: Option<String>,
    /// How far you are: matchmaking, coaching, close-in-mentoring or succession
    #[arg(long, value_name = "STAGE", requires = "with", conflicts_with = "end")]
    stage: Option<String>,
    /// The time that a check-in took, such as 30m; it is added to that of those before
    #[arg(long, value_name = "TIME", requires = "with", conflicts_with_all = ["ask", "accept"])]
    spent: Option<String>,
    /// End it
    #[arg(long, requires = "with")]
    end: bool,
    /// Why it ends; everybody who has the records can read it. Of what was never accepted none is kept
    #[arg(long, value_name = "TEXT", requires = "end")]
    reason: Option<String>,
    /// Write the pairings as JSON
    #[arg(long, conflicts_with_all = ["ask", "accept", "check_in", "stage", "spent", "end"])]
    json: bool,
    /// Your login [default: `git config shepherd.login`, else the records and your e-mail address]
    #[arg(long = "as", value_name = "LOGIN")]
    login: Option<String>,
}

/// Shows pairings, or changes one.
pub(super) fn run(context: &Context<'_>, arguments: &PairArguments) -> Result<(), Failure> {
    let wish = wish(arguments)?;
    let pair = arguments.with.as_deref().map(Pair::read).transpose()?;
    let mut place = StatusPlace::default().find(context)?;
    let me = me_by_flag(context, &place.repository, arguments.login.as_deref())?;
    let (author, me) = (sharing::author(context, &me), me.login);
    let records = Records::open(context, &mut place)?;
    match (wish, pair) {
        (Some(wish), Some(pair)) => change(context, &records, &author, &me, &pair, &wish),
        (_, pair) => show(context, &records.store, &me, pair.as_ref(), arguments.json),
    }
}

/// Returns what is wanted, `None` where nothing is.
fn wish(arguments: &PairArguments) -> Result<Option<Wish>, Failure> {
    let stage = arguments.stage.as_deref().map(str::parse::<Stage>).transpose()?;
    let when = arguments.check_in.as_deref().map(|text| When::read(text, &TimeZone::system())).transpose()?;
    let check_in = when.map(|when| (when, arguments.how.clone()));
    let spent_minutes = arguments.spent.as_deref().map(|given| minutes("--spent", given)).transpose()?;
    let deed = if arguments.ask {
        Deed::Ask
    } else if arguments.accept {
        Deed::Accept
    } else if arguments.end {
        Deed::End { reason: arguments.reason.clone().unwrap_or_default() }
    } else if stage.is_some() || check_in.is_some() || spent_minutes.is_some() {
        Deed::Change
    } else {
        return Ok(None);
    };
    Ok(Some(Wish { deed, stage, check_in, spent_minutes }))
}

/// Who is meant by the argument.
enum Pair {
    /// The other of the two.
    Other(Login),
    /// Both.
    Both { mentor: Login, mentee: Login },
}

/// Writes it as it is given.
impl fmt::Display for Pair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(other) => other.fmt(formatter),
            Self::Both { mentor, mentee } => write!(formatter, "{mentor}--{mentee}"),
        }
    }
}

impl Pair {
    fn read(given: &str) -> Result<Self, Failure> {
        match given.split_once("--") {
            Some((mentor, mentee)) => Ok(Self::Both { mentor: login(mentor)?, mentee: login(mentee)? }),
            None => Ok(Self::Other(login(given)?)),
        }
    }

    /// Returns the other of the two, seen by `me`, and the pairings that may be meant.
    fn seen_by<'a>(
        &self,
        me: &str,
        deed: &Deed,
        roster: &'a Roster,
        pairings: &[Pairing],
    ) -> Result<(&'a str, Vec<Pairing>), Failure> {
        let known = |login: &Login| match roster.known_as(login.as_str()) {
            Some(person) => Ok(person.login.as_str()),
            None => Err(unknown(login.as_str())),
        };
        match self {
            Self::Other(other) => Ok((known(other)?, pairings.to_vec())),
            Self::Both { mentor, mentee } => {
                let (mentor, mentee) = (known(mentor)?, known(mentee)?);
                if *deed == Deed::Ask && !mentee.eq_ignore_ascii_case(me) {
                    let (me, mentor, mentee) = (me.to_owned(), mentor.to_owned(), mentee.to_owned());
                    return Err(PairingError::NotMentee { me, mentor, mentee }.into());
                }
                let other = if mentee.eq_ignore_ascii_case(me) { mentor } else { mentee };
                Ok((other, pairings.iter().filter(|pairing| pairing.is_between(mentor, mentee)).cloned().collect()))
            }
        }
    }
}

/// Changes a pairing.
fn change(
    context: &Context<'_>,
    records: &Records,
    author: &Author,
    me: &str,
    pair: &Pair,
    wish: &Wish,
) -> Result<(), Failure> {
    let now = context.clock.now();
    let today = context.today();
    let mut after = None;
    let message = format!("pairings: {me} with {pair}: {}", word(&wish.deed));
    let changed = records.store.change_pairing(&message, author, |roster, pairings| {
        let me = roster.known_as(me).ok_or_else(|| unknown(me))?.login.as_str();
        let (other, meant) = pair.seen_by(me, &wish.deed, roster, pairings)?;
        let (mentor, mentee) = find(&meant, me, other, &wish.deed)?;
        let found = meant.iter().find(|pairing| pairing.is_between(&mentor, &mentee));
        let pairing = wish.of(found, (&mentor, &mentee), now, today)?;
        after = Some(pairing.clone());
        Ok::<_, Failure>(pairing)
    });
    let said = changed.as_ref().err().map(|failure| failure.message.as_str());
    for error in records.store.pairings_as_far_as_readable()?.1.iter().map(ToString::to_string) {
        if said != Some(error.as_str()) {
            context.ui.warning(&error);
        }
    }
    let is_changed = changed?;
    if is_changed {
        records.share(context, author)?;
    }
    let Some(pairing) = after else { return Ok(()) };
    let (mentor, mentee) = (&pairing.mentor, &pairing.mentee);
    context.ui.status(&match &wish.deed {
        Deed::Ask => format!("@{mentee} asks @{mentor} to be their mentor"),
        Deed::Accept => format!("@{mentor} mentors @{mentee} from now on"),
        Deed::End { .. } => format!("the pairing of @{mentor} and @{mentee} has ended"),
        Deed::Change if is_changed => format!("the pairing of @{mentor} and @{mentee} is changed"),
        Deed::Change => format!("the pairing of @{mentor} and @{mentee} is so already"),
    });
    if let Some(next) = &pairing.next_check_in {
        let how = if next.how.is_empty() { String::new() } else { format!(", {}", next.how) };
        context.ui.status(&format!("next check-in {}{how}", next.when));
    }
    if matches!(&wish.deed, Deed::End { reason } if !reason.is_empty()) && pairing.accepted.is_none() {
        context
            .ui
            .hint("it was never accepted, so the reason is not kept: why somebody declines stays between the two");
    }
    if matches!(wish.deed, Deed::Ask | Deed::Accept) {
        tell_of_mentees(context, &records.store, &pairing)?;
    }
    if wish.deed == Deed::Ask {
        context.ui.hint(&format!("tell them: @{mentor} accepts with `shepherd people pair {mentee} --accept`"));
    }
    if let Some(warning) = check_in_warning(&pairing, now) {
        context.ui.warning(&warning);
    }
    Ok(())
}

/// Says how many mentees the mentor has: more than they take on is too many, and one alone has nobody to learn with.
fn tell_of_mentees(context: &Context<'_>, store: &Store, pairing: &Pairing) -> Result<(), Failure> {
    let (roster, pairings) = (store.people_as_far_as_readable()?.0, store.pairings_as_far_as_readable()?.0);
    let mentor = &pairing.mentor;
    let count = mentees(&pairings, mentor);
    let capacity = roster.known_as(mentor).and_then(|person| person.capacity.mentees);
    let asks = usize::from(pairing.accepted.is_none());
    match capacity.map(|capacity| capacity as usize) {
        Some(capacity) if count + asks > capacity => context.ui.warning(&format!(
            "@{mentor} takes on {}, and {} with this one: somebody else may have more time",
            plural(capacity, "mentee"),
            if count + asks == 1 { "it is 1".to_owned() } else { format!("they are {}", count + asks) },
        )),
        _ if asks == 0 && count == 1 => context
            .ui
            .hint("with more than one mentee it works best: they learn from each other too, and release together"),
        _ => {}
    }
    Ok(())
}

/// What a change is called in the history of the store.
fn word(deed: &Deed) -> &'static str {
    match deed {
        Deed::Accept => "accepted",
        Deed::Ask => "asked for",
        Deed::Change => "changed",
        Deed::End { .. } => "ended",
    }
}

/// Shows the pairings of a person.
fn show(context: &Context<'_>, store: &Store, me: &str, pair: Option<&Pair>, as_json: bool) -> Result<(), Failure> {
    let (roster, pairings) = (store.people()?, store.pairings()?);
    let me = roster.known_as(me).map_or(me, |person| person.login.as_str());
    let mut mine: Vec<Pairing> = pairings.iter().filter(|pairing| pairing.is_of(me)).cloned().collect();
    if let Some(pair) = pair {
        let (other, meant) = pair.seen_by(me, &Deed::Change, &roster, &mine)?;
        mine = meant.into_iter().filter(|pairing| pairing.is_of(other)).collect();
        if mine.is_empty() {
            return Err(find(&pairings, me, other, &Deed::Change).err().map_or_else(
                || PairingError::None { me: me.to_owned(), other: other.to_owned() }.into(),
                Failure::from,
            ));
        }
    }
    let now = context.clock.now();
    if as_json {
        let pairings: Vec<_> = mine.iter().map(|pairing| report::pairing_json(pairing, now)).collect();
        return context.ui.data(&pretty(&json!({"schema": 1, "login": me, "pairings": pairings}))?);
    }
    if mine.is_empty() {
        context.ui.status(&format!("@{me} has no mentor and no mentee."));
        context.ui.hint("`shepherd people pair LOGIN --ask` asks somebody to be your mentor");
        return Ok(());
    }
    context.ui.prose(&report::pairings(&mine))?;
    for pairing in &mine {
        if pairing.is_open() && pairing.accepted.is_none() && pairing.mentor == me {
            let mentee = &pairing.mentee;
            context.ui.hint(&format!("@{mentee} waits for you: `shepherd people pair {mentee} --accept`"));
        }
        if let Some(warning) = check_in_warning(pairing, now) {
            context.ui.warning(&warning);
        }
    }
    Ok(())
}
