//! Ctrl-C while a program runs: it stops that program, and not this one.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use crate::system::clock::{self, Deadline};

/// Does something during which an interrupt does not end this process: what waits for a key is told of it as an error.
pub fn noting_interrupts<Result>(work: impl FnOnce() -> Result) -> Result {
    let watch = Watch::begin();
    let result = work();
    drop(watch);
    result
}

/// As long as it lives, an interrupt does not end this process: whoever waits for something is told of it.
pub struct Interrupts(Watch);

impl Interrupts {
    /// Begins to note them.
    pub fn begin() -> Self {
        Self(Watch::begin())
    }

    /// Says whether one came since the last time this was asked.
    pub fn came(&self) -> bool {
        self.0.take()
    }

    /// Lets time pass; `false` where an interrupt cut it short.
    pub fn sleep(&self, length: Duration) -> bool {
        let deadline = Deadline::after(length);
        loop {
            if self.came() {
                return false;
            }
            if deadline.is_over() {
                return true;
            }
            clock::sleep(SLICE.min(deadline.remaining()));
        }
    }
}

/// How soon an interrupt is noticed.
const SLICE: Duration = Duration::from_millis(50);

/// The handlers, installed once: a handler that is taken away leaves the signal ignored, so these stay, and end the
/// process as usual while nothing is watched.
static SHARED: OnceLock<Option<Flags>> = OnceLock::new();

#[derive(Clone)]
struct Flags {
    /// Whether an interrupt ends this process, as it does by default.
    is_deadly: Arc<AtomicBool>,
    /// Set by each interrupt.
    came: Arc<AtomicBool>,
}

/// As long as it lives, an interrupt is noted and does not end this process.
pub(super) struct Watch {
    flags: Option<Flags>,
}

impl Watch {
    /// Begins to watch. Where the system does not allow it, interrupts end this process as they always do.
    pub(super) fn begin() -> Self {
        let flags = SHARED.get_or_init(|| install().ok()).clone();
        if let Some(flags) = &flags {
            flags.came.store(false, Ordering::SeqCst);
            flags.is_deadly.store(false, Ordering::SeqCst);
        }
        Self { flags }
    }

    /// Returns whether an interrupt came since the last time this was asked.
    pub(super) fn take(&self) -> bool {
        self.flags.as_ref().is_some_and(|flags| flags.came.swap(false, Ordering::SeqCst))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(flags) = &self.flags {
            flags.is_deadly.store(true, Ordering::SeqCst);
        }
    }
}

fn install() -> io::Result<Flags> {
    let flags = Flags { is_deadly: Arc::new(AtomicBool::new(true)), came: Arc::new(AtomicBool::new(false)) };
    flag::register_conditional_default(SIGINT, Arc::clone(&flags.is_deadly))?;
    flag::register(SIGINT, Arc::clone(&flags.came))?;
    Ok(flags)
}
