//! The log of a run while this process works on it: what happens is written down before anything else happens.

use jiff::Timestamp;

use crate::core::run::{self, Event, Run, Start, What};
use crate::failure::Failure;
use crate::store::{Author, Held, Holder, Release, RunName, Store};
use crate::system::clock::Clock;

/// Who is at the keyboard.
#[derive(Clone, Debug)]
pub struct Me {
    /// The login.
    pub login: String,
    /// The name that git writes into commits.
    pub name: String,
    /// The address that git writes into commits.
    pub email: String,
}

/// A run and its log, held by this process.
pub struct Journal {
    store: Store,
    name: RunName,
    /// The length of the log, in bytes: whoever appended in between is noticed by it.
    known: usize,
    events: Vec<Event>,
    run: Run,
    writer: String,
    me: Me,
    clock: Clock,
    held: Held,
}

impl Journal {
    /// Opens the log of a run, `None` where there is none.
    pub fn open(store: Store, name: RunName, me: Me, clock: Clock) -> Result<Option<Self>, Failure> {
        let held = store.hold(&name, clock.now())?;
        let Some((text, events)) = store.read_events(&name)? else { return Ok(None) };
        let run = Run::replay(&events)?;
        let writer = store.writer_id()?;
        Ok(Some(Self { store, name, known: text.len(), events, run, writer, me, clock, held }))
    }

    /// Begins the log of a run.
    pub fn begin(store: Store, name: RunName, me: Me, clock: Clock, start: Start) -> Result<Self, Failure> {
        let held = store.hold(&name, clock.now())?;
        let writer = store.writer_id()?;
        let first = event(&writer, 1, &me, clock.now(), What::Started(Box::new(start)));
        let text = run::write(&first);
        let message = format!("{name}: started");
        store.append_run(&name, 0, &text, &message, &author(&me, first.when))?;
        let events = vec![first];
        let run = Run::replay(&events)?;
        Ok(Self { store, name, known: text.len(), events, run, writer, me, clock, held })
    }

    /// Writes down what happened. When this returns, it is on the disk.
    pub fn append(&mut self, what: What) -> Result<(), Failure> {
        let next = self.next(what);
        let line = run::write(&next);
        let message = format!("{}: {}", self.name, subject(&next.what));
        self.store.append_run(&self.name, self.known, &line, &message, &author(&self.me, next.when))?;
        self.take_in(next, line.len());
        Ok(())
    }

    /// Returns the event that comes next.
    fn next(&self, what: What) -> Event {
        let sequence = self.run.sequences.get(&self.writer).copied().unwrap_or(0).saturating_add(1);
        // A clock may go backwards; what comes later never does.
        let when = self.clock.now().max(self.run.last);
        event(&self.writer, sequence, &self.me, when, what)
    }

    fn take_in(&mut self, event: Event, length: usize) {
        self.known += length;
        self.run.apply(&event);
        self.events.push(event);
    }

    /// Gives the run the name of another version; its log moves with it, and says so, in one change.
    pub fn rename(&mut self, to: RunName, what: What) -> Result<(), Failure> {
        let held = self.store.hold(&to, self.clock.now())?;
        let next = self.next(what);
        let line = run::write(&next);
        let message = format!("{}: renamed to {}", self.name, to.version);
        self.store.rename_run(&self.name, &to, self.known, &line, &message, &author(&self.me, next.when))?;
        self.take_in(next, line.len());
        self.name = to;
        self.held = held;
        Ok(())
    }

    /// Records the release of the run, and writes down that it is recorded, in one change.
    pub fn record(&mut self, release: &Release) -> Result<(), Failure> {
        let next = self.next(What::Recorded { tag: release.tag.clone() });
        let line = run::write(&next);
        let message = format!("{}: release {}", self.name.project, release.tag);
        let author = author(&self.me, next.when);
        self.store.record_release(&self.name, self.known, &line, release, &message, &author)?;
        self.take_in(next, line.len());
        Ok(())
    }

    /// Returns where the run stands.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Returns what happened so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Returns the process that held the run before and ended without letting go.
    pub fn left_by(&self) -> Option<&Holder> {
        self.held.left_by()
    }

    /// Returns who is at the keyboard.
    pub fn me(&self) -> &Me {
        &self.me
    }

    /// Returns the store that the log lies in.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Returns the name of the run in the store.
    pub fn name(&self) -> &RunName {
        &self.name
    }
}

fn event(writer: &str, sequence: u64, me: &Me, when: Timestamp, what: What) -> Event {
    let id = format!("{writer}-{sequence}");
    Event { id, writer: writer.to_owned(), sequence, who: me.login.clone(), when, what }
}

fn author(me: &Me, when: Timestamp) -> Author {
    Author { name: me.name.clone(), email: me.email.clone(), when }
}

/// What an event is called in the history of the store.
fn subject(what: &What) -> String {
    match what {
        What::Began { step, .. } => format!("{step} began"),
        What::UndoBegan { step, .. } | What::UndoFailed { step, .. } => format!("{step} is taken back"),
        What::Checked { check, .. } => format!("{check} checked"),
        What::Answered { name, .. } => format!("{name} answered"),
        What::Ended { step, .. } => format!("{step} ended"),
        What::Done { step, .. } => format!("{step} done"),
        What::Skipped { step, .. } => format!("{step} skipped"),
        What::Reopened { step, .. } | What::Undone { step } => format!("{step} reopened"),
        What::Waiting { step, .. } | What::WaitOver { step, .. } => format!("{step} waits"),
        What::Noted { .. } => "note".to_owned(),
        What::SignOffAsked { step, .. } => format!("{step} waits for a sign-off"),
        What::SignedOff { step, .. } => format!("{step} signed off"),
        What::HandedOver { to, .. } => format!("handed to {to}"),
        What::Paused => "paused".to_owned(),
        What::Resumed => "resumed".to_owned(),
        What::Abandoned { .. } => "abandoned".to_owned(),
        What::BegunAgain(_) => "begun anew".to_owned(),
        What::Finished => "finished".to_owned(),
        _ => "went on".to_owned(),
    }
}
