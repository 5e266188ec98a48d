//! Ctrl-C while a program runs: it stops that program, and not this one. And the word of the system to end, for who has
//! something to take away first.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

#[cfg(unix)]
use signal_hook::consts::SIGHUP;
use signal_hook::consts::{SIGINT, SIGTERM};
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
pub struct Interrupts {
    watch: Watch,
    _ends: Option<Ends>,
}

impl Interrupts {
    /// Begins to note them.
    pub fn begin() -> Self {
        Self { watch: Watch::begin(), _ends: None }
    }

    /// Begins to note them, and the words to end too that a system sends, or a terminal that is closed: they count as
    /// interrupts, so that what is left can be taken away.
    pub fn and_ends() -> Self {
        Self { watch: Watch::begin(), _ends: Some(Ends::begin()) }
    }

    /// Says whether one came since the last time this was asked. A word to end is meant for good.
    pub fn came(&self) -> bool {
        self.watch.take() || is_to_end()
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

/// The same for the words to end, installed only by who takes something away first.
static ENDS: OnceLock<Option<Flags>> = OnceLock::new();

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

/// As long as it lives, a word to end is noted and does not end this process at once. One may live within another.
struct Ends {
    flags: Option<Flags>,
    was_deadly: bool,
}

impl Ends {
    fn begin() -> Self {
        let flags = ENDS.get_or_init(|| install(&WORDS_TO_END).ok()).clone();
        let was_deadly = flags.as_ref().is_none_or(|flags| flags.is_deadly.swap(false, Ordering::SeqCst));
        Self { flags, was_deadly }
    }
}

impl Drop for Ends {
    fn drop(&mut self) {
        if let Some(flags) = &self.flags {
            flags.is_deadly.store(self.was_deadly, Ordering::SeqCst);
        }
    }
}

/// Says whether this process was told to end while somebody noted it.
pub(super) fn is_to_end() -> bool {
    ENDS.get().and_then(Option::as_ref).is_some_and(|flags| flags.came.load(Ordering::SeqCst))
}

#[cfg(unix)]
const WORDS_TO_END: [i32; 2] = [SIGTERM, SIGHUP];
#[cfg(not(unix))]
const WORDS_TO_END: [i32; 1] = [SIGTERM];

impl Watch {
    /// Begins to watch. Where the system does not allow it, interrupts end this process as they always do.
    pub(super) fn begin() -> Self {
        let flags = SHARED.get_or_init(|| install(&[SIGINT]).ok()).clone();
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

fn install(signals: &[i32]) -> io::Result<Flags> {
    let flags = Flags { is_deadly: Arc::new(AtomicBool::new(true)), came: Arc::new(AtomicBool::new(false)) };
    for signal in signals {
        flag::register_conditional_default(*signal, Arc::clone(&flags.is_deadly))?;
        flag::register(*signal, Arc::clone(&flags.came))?;
    }
    Ok(flags)
}
