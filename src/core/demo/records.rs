//! The commands that make the records of the project: its people, its releases, who is next, and where they meet.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::cast::{CAST, MENTOR, Person, YOU};
use super::files::VERSION;
use super::history::workday;

/// A command of the story, given in the clone of its person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Whose clone it is given in: that of [`YOU`] or of [`MENTOR`].
    pub by: &'static str,
    /// When it is given.
    pub at: Timestamp,
    /// Its words, after the name of the program.
    pub words: Vec<String>,
}

impl Call {
    /// Returns it as it is typed.
    pub fn shown(&self) -> String {
        let word = |word: &String| if word.contains(' ') { format!("'{word}'") } else { word.clone() };
        let words: Vec<String> = self.words.iter().map(word).collect();
        format!("shepherd {}", words.join(" "))
    }
}

/// The days before today on which they were given: the team began to keep records after its last release, and shared them
/// when they were good.
const BEGAN: i32 = 10;
const PAIRED: i32 = 8;
const PLANNED: i32 = 7;
const SETTLED: i32 = 6;
const MET: i32 = 5;
const SHARED: i32 = 1;

/// Returns the commands that make the records, in order, until they are shared: all in the clone of the mentor.
pub fn records(today: Date) -> Vec<Call> {
    let day = |days: i32| workday(today, days).to_string();
    let ahead = |days: i32| coming(today, days).to_string();
    let mut writer = Writer { today, calls: Vec::new() };
    for person in &CAST {
        writer.person(person);
    }
    let check_in = |days: i32| format!("{}T15:00+00:00", ahead(days));
    writer.give(BEGAN, "ledger import --yes");
    writer.give(BEGAN, "record 1.3.2 --amend --security");
    writer.give(PAIRED, &format!("people pair {MENTOR} --ask --as {YOU}"));
    writer.with(PAIRED, &format!("people pair {YOU} --accept --as {MENTOR} --check-in"), &check_in(4), "a call");
    writer.give(PAIRED, "people pair tomas --ask --as raj");
    writer.with(PAIRED, "people pair raj --accept --as tomas --check-in", &check_in(8), "chat");
    writer.give(PLANNED, &format!("rotation plan --for {VERSION} --date {} --yes", ahead(7)));
    writer.give(PLANNED, &format!("rotation plan --for minor --date {} --date {} --yes", ahead(49), ahead(91)));
    writer.give(SETTLED, &format!("rotation volunteer {VERSION} --as {YOU} --mentor {MENTOR}"));
    writer.give(SETTLED, &format!("rotation accept {} --as {MENTOR}", ahead(49)));
    let circle = "circles add shepherds --kind peer-support --timezone Europe/Lisbon --every 2w --first";
    writer.with(MET, circle, &format!("{}T15:00", day(MET - 1)), "a call");
    writer.give(MET, &format!("circles join shepherds --as {YOU}"));
    writer.give(SHARED, "store init --in-repo --yes");
    writer.calls
}

/// Returns the commands that are given afterwards, in the clone of whoever tries the demo: who is away is told to nobody
/// else.
pub fn private_records(today: Date) -> Vec<Call> {
    let mut writer = Writer { today, calls: Vec::new() };
    let (from, until) = (workday(today, 3), coming(today, 18));
    writer.give(SHARED, "store sync");
    writer.give(SHARED, &format!("people away lena --from {from} --until {until}"));
    writer.calls.into_iter().map(|call| Call { by: YOU, ..call }).collect()
}

/// Returns the day in so many days, or the Monday after it.
fn coming(today: Date, days: i32) -> Date {
    let day = today.saturating_add(days.days());
    match day.weekday() {
        Weekday::Saturday => day.saturating_add(2.days()),
        Weekday::Sunday => day.saturating_add(1.day()),
        _ => day,
    }
}

/// Writes the commands down.
struct Writer {
    today: Date,
    calls: Vec<Call>,
}

impl Writer {
    /// Adds a command whose words have no spaces in them.
    fn give(&mut self, days: i32, words: &str) {
        self.add(days, words.split(' ').map(str::to_owned).collect());
    }

    /// Adds a command that ends with a time, and how people meet then.
    fn with(&mut self, days: i32, words: &str, when: &str, how: &str) {
        let words = words.split(' ').chain([when, "--how", how]);
        self.add(days, words.map(str::to_owned).collect());
    }

    fn add(&mut self, days: i32, words: Vec<String>) {
        let minutes = i64::try_from(self.calls.len()).unwrap_or_default();
        let at = workday(self.today, days).to_datetime(Time::midnight()).saturating_add(12.hours().minutes(minutes));
        let at = TimeZone::UTC.to_timestamp(at).unwrap_or(Timestamp::UNIX_EPOCH);
        self.calls.push(Call { by: MENTOR, at, words });
    }

    /// Adds the command that brings a person into the records.
    fn person(&mut self, person: &Person) {
        let day = |days: i32| workday(self.today, days).to_string();
        let mut words: Vec<String> = ["people", "add", person.login].map(str::to_owned).into();
        let mut flag = |name: &str, value: String| words.extend([format!("--{name}"), value]);
        flag("name", person.name.to_owned());
        flag("alias", person.address());
        flag("affiliation", format!("{} {}..", person.organisation, day(person.came)));
        flag("timezone", person.timezone.to_owned());
        flag("consent", day(BEGAN));
        flag("active-from", day(person.came));
        if let Some(left) = person.left {
            flag("active-until", day(left));
        }
        // Some let others see how far they have come; nobody has to.
        match person.maintainer {
            // A check-in is shown where both of them let it be.
            Some(_) if person.login == MENTOR => flag("show", "rung,load,check-in".to_owned()),
            Some(_) => flag("show", "rung,load".to_owned()),
            None if person.login == YOU => flag("show", "rung,check-in".to_owned()),
            None => {}
        }
        if let Some((since, sponsors)) = person.maintainer {
            flag("right", "maintainer".to_owned());
            flag("since", day(since));
            for sponsor in sponsors {
                flag("sponsored-by", (*sponsor).to_owned());
            }
        }
        self.add(BEGAN, words);
    }
}
