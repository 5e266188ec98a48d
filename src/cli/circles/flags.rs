//! The flags that say when and how a circle meets.

use jiff::civil::DateTime;

use crate::cli::people::day;
use crate::cli::values;
use crate::cli::values::minutes;
use crate::core::people::{CircleChange, Every, EveryError, Login, Meeting, zone_name};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};

/// How long a meeting takes where nobody says it, in minutes.
const USUAL: u32 = 60;

/// When and how a circle meets.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct CircleFlags {
    /// When it meets first, by the clock of --timezone: 2028-04-06T15:00. The later meetings are on the same day of the
    /// week
    #[arg(long, value_name = "WHEN")]
    first: Option<String>,
    /// Whose clock that is, such as Europe/Lisbon [default: as before, else yours, as the records say]
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// How often: 1w or 2w [default: as before, else 1w]
    #[arg(long, value_name = "RHYTHM")]
    every: Option<String>,
    /// How long a meeting takes, such as 45m [default: as before, else 60m]
    #[arg(long, value_name = "TIME")]
    length: Option<String>,
    /// How it meets: the address of a call, or a room
    #[arg(long, value_name = "TEXT")]
    how: Option<String>,
    /// A project that it is about; may be repeated [default: all]
    #[arg(long, value_name = "OWNER/NAME")]
    about: Vec<String>,
    /// Somebody who may sign up, where it is by invitation; may be repeated
    #[arg(long, value_name = "LOGIN")]
    invite: Vec<String>,
    /// The last day on which it may meet
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

impl CircleFlags {
    /// Returns what is to be changed of a circle that met so before. `own_zone` is where the clock of who asks is.
    pub(super) fn change(&self, before: Option<&Meeting>, own_zone: &str) -> Result<CircleChange, Failure> {
        let invited = self.invite.iter().map(|given| Ok(given.parse::<Login>()?.to_string()));
        Ok(CircleChange {
            meeting: self.meeting(before, own_zone)?,
            how: self.how.as_deref().map(|how| clean(how).into_owned()),
            by_invitation: None,
            projects: self
                .about
                .iter()
                .map(|given| values::project("--about", given))
                .collect::<Result<_, Failure>>()?,
            invited: invited.collect::<Result<_, Failure>>()?,
            until: self.until.as_deref().map(|given| day("--until", given)).transpose()?,
        })
    }

    fn meeting(&self, before: Option<&Meeting>, own_zone: &str) -> Result<Option<Meeting>, Failure> {
        let said = [&self.first, &self.timezone, &self.every, &self.length];
        if said.iter().all(|flag| flag.is_none()) {
            return Ok(None);
        }
        let first = self.first.as_deref().map(first).transpose()?;
        let Some((from, time)) = first.or_else(|| before.map(|before| (before.from, before.time))) else {
            return Err(Failure::new(Kind::Usage, "it is not said when the circle meets first")
                .hint("pass `--first 2028-04-06T15:00`"));
        };
        let timezone = self.timezone.as_deref().or_else(|| before.map(|before| before.timezone.as_str()));
        let timezone = match timezone.unwrap_or(own_zone) {
            "" => {
                return Err(Failure::new(Kind::Usage, "it is not known by whose clock the circle meets")
                    .hint("pass `--timezone ZONE`, such as `--timezone Europe/Lisbon`"));
            }
            zone => zone_name(zone)?,
        };
        let every = self.every.as_deref().map(|every| {
            every.parse::<Every>().map_err(|error: EveryError| Failure::new(Kind::Usage, error.to_string()))
        });
        let length = self.length.as_deref().map(|given| minutes("--length", given)).transpose()?;
        if length.is_some_and(|length| length > 24 * 60) {
            return Err(Failure::new(Kind::Usage, "a meeting takes at most a day").hint("say it as `--length 45m`"));
        }
        Ok(Some(Meeting {
            from,
            time,
            timezone,
            every: every.transpose()?.or(before.map(|before| before.every)).unwrap_or_default(),
            minutes: length.or(before.map(|before| before.minutes)).unwrap_or(USUAL),
        }))
    }
}

/// Returns the day and the time of day of a first meeting.
fn first(given: &str) -> Result<(jiff::civil::Date, jiff::civil::Time), Failure> {
    let text = given.trim().replacen(' ', "T", 1);
    // By the clock of a place, so an offset would say another thing.
    let (_, time) = text.split_once('T').unwrap_or_default();
    let has_offset = time.contains(['Z', 'z', '+', '-', '[']);
    match text.parse::<DateTime>() {
        Ok(found) if !time.is_empty() && !has_offset => Ok((found.date(), found.time())),
        _ => Err(Failure::new(Kind::Usage, format!("`--first {}` is no day with a time", clean(given)))
            .hint("write it as `2028-04-06T15:00`; `--timezone ZONE` says by whose clock")),
    }
}
