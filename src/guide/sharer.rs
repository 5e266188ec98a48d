//! Shares the store while a person works: what was written is pushed beside them, several changes at once, and nobody
//! waits for it but where others must have seen it before anything else happens.

use std::cell::RefCell;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::guide::journal::Me;
use crate::store::{Author, Prefer, Readme, Shared, Signing, Store, StoreError, Synced, Syncing};
use crate::system::clock::{Clock, Deadline};

/// What comes within this time after a change is pushed with it.
const QUIET: Duration = Duration::from_millis(250);
/// A change waits no longer than this for others to come along.
const LONGEST_QUIET: Duration = Duration::from_secs(1);
/// After a push that failed the next is tried after this time, and at most ten times as long after more of them.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// How long one push may take, with all that belongs to it.
pub(super) const LIMIT: Duration = Duration::from_secs(60);

/// Where the store is shared, and how its page is written.
#[derive(Clone, Debug)]
pub struct Sharing {
    /// The remote and its branch.
    pub shared: Shared,
    /// Writes the page of the store.
    pub readme: Option<Readme>,
    /// Whether it is the store of what nobody else may know.
    pub private: bool,
}

/// The part that pushes. It ends with the value.
pub(super) struct Sharer {
    jobs: Sender<Job>,
    failure: Arc<Mutex<Option<Failure>>>,
    notices: Arc<Mutex<Vec<String>>>,
    /// Why it was last said that something is not shared.
    told: RefCell<String>,
}

enum Job {
    /// Something was written.
    Changed,
    /// Somebody waits until all is shared.
    Share(Sender<Result<Synced, Failure>>),
}

impl Sharer {
    /// Begins to share the store of a repository.
    pub(super) fn begin(repository: &Repository, sharing: Sharing, me: Me, clock: Clock) -> Self {
        let (jobs, received) = channel();
        let failure = Arc::new(Mutex::new(None));
        let notices = Arc::new(Mutex::new(Vec::new()));
        let worker = Worker {
            folder: repository.common_directory().to_owned(),
            sharing,
            me,
            clock,
            failure: Arc::clone(&failure),
            notices: Arc::clone(&notices),
        };
        thread::spawn(move || worker.work(&received));
        Self { jobs, failure, notices, told: RefCell::default() }
    }

    /// Says that something was written.
    pub(super) fn changed(&self) {
        // Without the other side there is nobody to tell, which is told at the next wait.
        drop(self.jobs.send(Job::Changed));
    }

    /// Waits until all that was written is shared, and what others wrote is here.
    pub(super) fn share(&self) -> Result<Synced, Failure> {
        let (reply, answer) = channel();
        let gone = || Failure::new(Kind::Outside, "the part of this program that shares the store has ended");
        self.jobs.send(Job::Share(reply)).map_err(|_| gone())?;
        let result = answer.recv_timeout(LIMIT + LIMIT).map_err(|_| gone())?;
        if result.is_ok() {
            self.told.take();
        }
        result
    }

    /// Says whether a person was told just this before, and nothing went well since; from here on they are.
    pub(super) fn was_told(&self, failure: &Failure) -> bool {
        self.told.replace(failure.message.clone()) == failure.message
    }

    /// Returns what a person should know about what was done beside them, one sentence each, once.
    pub(super) fn take_notices(&self) -> Vec<String> {
        std::mem::take(&mut *self.notices.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns why the last push did not come to its end, once.
    pub(super) fn take_failure(&self) -> Option<Failure> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// What works beside the person.
struct Worker {
    folder: std::path::PathBuf,
    sharing: Sharing,
    me: Me,
    clock: Clock,
    failure: Arc<Mutex<Option<Failure>>>,
    notices: Arc<Mutex<Vec<String>>>,
}

impl Worker {
    fn work(&self, jobs: &Receiver<Job>) {
        let mut latest: Option<Deadline> = None;
        let mut failures: u32 = 0;
        loop {
            let job = match latest {
                None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(latest) if failures > 0 => jobs.recv_timeout(latest.remaining()),
                Some(latest) => jobs.recv_timeout(QUIET.min(latest.remaining())),
            };
            let reply = match job {
                Ok(Job::Changed) if latest.is_some_and(|latest| !latest.is_over()) => continue,
                Ok(Job::Changed) if latest.is_none() => {
                    latest = Some(Deadline::after(LONGEST_QUIET));
                    continue;
                }
                Ok(Job::Share(reply)) => Some(reply),
                Ok(Job::Changed) | Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            // Where nobody waits, nobody is asked for a passphrase.
            let result = self.share_once(if reply.is_some() { Signing::Again } else { Signing::Later });
            match (&result, &reply) {
                (Ok(_), _) => {
                    (latest, failures) = (None, 0);
                    self.note(None);
                }
                (Err(failure), _) => {
                    failures = failures.saturating_add(1);
                    latest = Some(Deadline::after(AFTER_FAILURE * failures.min(10)));
                    if reply.is_none() && failures == 1 {
                        self.note(Some(failure.clone()));
                    }
                }
            }
            if let Some(reply) = reply {
                drop(reply.send(result));
            }
        }
    }

    fn note(&self, failure: Option<Failure>) {
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = failure;
    }

    fn share_once(&self, signing: Signing) -> Result<Synced, Failure> {
        // A handle of its own: git's library shares none between threads.
        let repository = Repository::open(&self.folder)?;
        let private = self.sharing.private;
        let store = if private { Store::open_private(&repository)? } else { Store::open(&repository)? };
        let shared = share(&store, &self.sharing, &self.me, self.clock, signing);
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).extend(store.take_notices());
        shared.map_err(Failure::from)
    }
}

/// Makes the store of this clone and the shared one the same.
fn share(store: &Store, sharing: &Sharing, me: &Me, clock: Clock, signing: Signing) -> Result<Synced, StoreError> {
    let author = Author { name: me.name.clone(), email: me.email.clone(), when: clock.now(), signs: false };
    let syncing = Syncing {
        author: &author,
        prefer: Prefer::Neither,
        joins: false,
        signing,
        readme: sharing.readme,
        limit: LIMIT,
    };
    store.sync(&sharing.shared, &syncing)
}
