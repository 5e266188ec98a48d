//! The log of a run while this process works on it: what happens is written down before anything else happens.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::core::history::CommitId;
use crate::core::ledger::Release;
use crate::core::run::{self, Event, Run, Start, What, overtaken};
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::guide::sharer::{Sharer, Sharing};
use crate::store::{Author, Held, Holder, RunName, Store, StoreError, Synced};
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

impl Me {
    /// Returns somebody who only looks, and need not tell git who they are.
    pub fn looking(identity: Option<(String, String)>) -> Self {
        let (name, email) = identity.unwrap_or_else(|| ("shepherd".to_owned(), "shepherd".to_owned()));
        Self { login: String::new(), name, email }
    }
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
    held: Option<Held>,
    sharer: Option<Sharer>,
    /// What others wrote meanwhile, and nobody was told of yet.
    news: Vec<Event>,
    /// The newest commit of the store that this process knows.
    seen: Option<CommitId>,
}

/// How sharing ended.
#[derive(Debug)]
pub enum Shares {
    /// The store is not shared.
    Local,
    /// All that was written is where others see it, and what they wrote is here.
    Done(Synced),
    /// It is not, and why.
    Failed(Failure),
}

impl Journal {
    /// Opens the log of a run, `None` where there is none.
    pub fn open(store: Store, name: RunName, me: Me, clock: Clock) -> Result<Option<Self>, Failure> {
        let held = store.hold(&name, clock.now())?;
        Self::read(store, name, me, clock, Some(held))
    }

    /// Opens the log of a run that another process may hold: to add a word to it, not to walk it.
    pub fn open_beside(store: Store, name: RunName, me: Me, clock: Clock) -> Result<Option<Self>, Failure> {
        Self::read(store, name, me, clock, None)
    }

    fn read(store: Store, name: RunName, me: Me, clock: Clock, held: Option<Held>) -> Result<Option<Self>, Failure> {
        let Some((text, events)) = store.read_events(&name)? else { return Ok(None) };
        let run = Run::replay(&events)?;
        let writer = store.writer_id()?;
        let (known, sharer, news, seen) = (text.len(), None, Vec::new(), store.newest()?);
        Ok(Some(Self { store, name, known, events, run, writer, me, clock, held, sharer, news, seen }))
    }

    /// Begins the log of a run.
    pub fn begin(store: Store, name: RunName, me: Me, clock: Clock, start: Start) -> Result<Self, Failure> {
        let held = Some(store.hold(&name, clock.now())?);
        let writer = store.writer_id()?;
        let first = event(&writer, 1, &me, clock.now(), What::Started(Box::new(start)));
        let text = run::write(&first);
        let message = format!("{name}: started");
        store.append_run(&name, 0, &text, &message, &author(&me, first.when))?;
        let events = vec![first];
        let run = Run::replay(&events)?;
        let (known, sharer, news, seen) = (text.len(), None, Vec::new(), store.newest()?);
        Ok(Self { store, name, known, events, run, writer, me, clock, held, sharer, news, seen })
    }

    /// Shares the store from here on.
    pub fn share_with(&mut self, repository: &Repository, sharing: Sharing) {
        let sharer = Sharer::begin(repository, sharing, self.me.clone(), self.clock);
        sharer.changed();
        self.sharer = Some(sharer);
    }

    /// Writes down what happened. When this returns, it is on the disk.
    #[expect(clippy::needless_pass_by_value, reason = "what happened is made to be written down, and for nothing else")]
    pub fn append(&mut self, what: What) -> Result<(), Failure> {
        self.append_as(&what, false)
    }

    /// Writes down what happened in a commit that is signed.
    pub fn append_signed(&mut self, what: &What) -> Result<(), Failure> {
        self.append_as(what, true)
    }

    fn append_as(&mut self, what: &What, signs: bool) -> Result<(), Failure> {
        self.write(what, |journal, next, line| {
            let message = format!("{}: {}", journal.name, subject(&next.what));
            let author = Author { signs, ..author(&journal.me, next.when) };
            journal.store.append_run(&journal.name, journal.known, line, &message, &author)
        })
    }

    /// Writes an event with `write`, again where somebody else wrote meanwhile and that does not stand against it.
    fn write(
        &mut self,
        what: &What,
        mut write: impl FnMut(&Self, &Event, &str) -> Result<(), StoreError>,
    ) -> Result<(), Failure> {
        loop {
            let next = self.next(what.clone());
            let line = run::write(&next);
            match write(self, &next, &line) {
                Ok(()) => {
                    self.take_in(next, line.len());
                    self.seen = self.store.newest()?;
                    break;
                }
                Err(StoreError::Moved(_)) => self.catch_up(what.changed_step())?,
                Err(error) => return Err(error.into()),
            }
        }
        if let Some(sharer) = &self.sharer {
            sharer.changed();
        }
        Ok(())
    }

    /// Reads what others wrote into the log meanwhile. `step` is the step that is about to go on.
    ///
    /// # Errors
    ///
    /// Where what they did stands against going on: another holder, the end of the run, the step itself.
    pub fn catch_up(&mut self, step: Option<&str>) -> Result<(), Failure> {
        let gone = || {
            Failure::new(Kind::Refused, format!("the run {} has another name by now", self.name))
                .hint("`shepherd status` lists the runs")
        };
        self.seen = self.store.newest()?;
        let (text, events) = self.store.read_events(&self.name)?.ok_or_else(gone)?;
        let known: HashSet<&str> = self.events.iter().map(|event| event.id.as_str()).collect();
        let news: Vec<Event> = events.iter().filter(|event| !known.contains(event.id.as_str())).cloned().collect();
        let before = std::mem::replace(&mut self.run, Run::replay(&events)?);
        self.known = text.len();
        self.events = events;
        self.news.extend(news);
        Ok(overtaken(&before, &self.run, step)?)
    }

    /// Reads what others wrote into the log where the store is not where this process left it.
    pub fn catch_up_if_moved(&mut self) -> Result<(), Failure> {
        if self.store.newest()? == self.seen {
            return Ok(());
        }
        self.catch_up(None)
    }

    /// Shares what was written and takes in what others wrote, and waits until that is done. `step` is the step that is
    /// about to go on.
    pub fn share(&mut self, step: Option<&str>) -> Result<Shares, Failure> {
        let Some(sharer) = &self.sharer else { return Ok(Shares::Local) };
        let result = sharer.share();
        // What came before it failed is here.
        self.catch_up(step)?;
        Ok(result.map_or_else(Shares::Failed, Shares::Done))
    }

    /// Says whether the store is shared.
    pub fn is_shared(&self) -> bool {
        self.sharer.is_some()
    }

    /// Returns what others wrote meanwhile, once.
    pub fn take_news(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.news)
    }

    /// Returns what a person should know about the store since this was asked last, one sentence each.
    pub fn take_notices(&self) -> Vec<String> {
        let mut notices = self.store.take_notices();
        notices.extend(self.sharer.as_ref().map(Sharer::take_notices).unwrap_or_default());
        notices
    }

    /// Returns why what was written is not shared yet, once.
    pub fn take_failure(&self) -> Option<Failure> {
        self.sharer.as_ref().and_then(Sharer::take_failure)
    }

    /// Says whether a person was told before why something is not shared.
    pub fn was_told(&self, failure: &Failure) -> bool {
        self.sharer.as_ref().is_some_and(|sharer| sharer.was_told(failure))
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
    pub fn rename(&mut self, to: RunName, what: &What) -> Result<(), Failure> {
        let held = self.store.hold(&to, self.clock.now())?;
        self.write(what, |journal, next, line| {
            let message = format!("{}: renamed to {}", journal.name, to.version);
            let author = author(&journal.me, next.when);
            journal.store.rename_run(&journal.name, &to, journal.known, line, &message, &author)
        })?;
        self.name = to;
        self.held = Some(held);
        Ok(())
    }

    /// Records the release of the run, and writes down that it is recorded, in one change.
    pub fn record(&mut self, release: &Release) -> Result<(), Failure> {
        self.write(&What::Recorded { tag: release.tag.clone() }, |journal, next, line| {
            let message = format!("{}: release {}", journal.name.project, release.tag);
            let author = author(&journal.me, next.when);
            journal.store.record_release(&journal.name, journal.known, line, release, &message, &author)
        })
    }

    /// Returns what this clone is called in the log.
    pub fn writer(&self) -> &str {
        &self.writer
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
        self.held.as_ref().and_then(Held::left_by)
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

/// Returns the author of a change of the store.
pub(super) fn author(me: &Me, when: Timestamp) -> Author {
    Author { name: me.name.clone(), email: me.email.clone(), when, signs: false }
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
