//! Points at which a test lets the process die, so that what a power cut leaves behind can be looked at.
//!
//! A release build has none of this. In a debug build the points are counted as they are reached, and the process kills
//! itself at the one whose number [`SHEPHERD_KILL_AT`] holds; [`SHEPHERD_KILL_LOG`] names a file that gets the number
//! and name of each.
//!
//! [`SHEPHERD_KILL_AT`]: crate::system::environment::SHEPHERD_KILL_AT
//! [`SHEPHERD_KILL_LOG`]: crate::system::environment::SHEPHERD_KILL_LOG

/// Marks a place between two writes; `name` says what is done and what is not.
#[cfg(not(debug_assertions))]
#[inline]
pub fn point(_name: &'static str) {}

/// Marks a place between two writes; `name` says what is done and what is not.
#[cfg(debug_assertions)]
pub fn point(name: &'static str) {
    counting::reach(name);
}

#[cfg(debug_assertions)]
mod counting {
    //! What a debug build does at a point.

    use std::io::Write as _;
    use std::path::PathBuf;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use crate::system::environment::{SHEPHERD_KILL_AT, SHEPHERD_KILL_LOG, outside_of_commands};
    use crate::system::machine;

    static REACHED: AtomicUsize = AtomicUsize::new(0);
    static PLAN: OnceLock<Plan> = OnceLock::new();

    struct Plan {
        kill_at: Option<usize>,
        log: Option<PathBuf>,
    }

    pub(super) fn reach(name: &str) {
        let plan = PLAN.get_or_init(|| Plan {
            kill_at: outside_of_commands(SHEPHERD_KILL_AT).and_then(|value| value.trim().parse().ok()),
            log: outside_of_commands(SHEPHERD_KILL_LOG).map(PathBuf::from),
        });
        let number = REACHED.fetch_add(1, Ordering::SeqCst) + 1;
        if let Some(log) = &plan.log {
            let file = std::fs::OpenOptions::new().create(true).append(true).open(log);
            // A log that cannot be written has no points, which the test that reads it notices.
            drop(file.and_then(|mut file| writeln!(file, "{number} {name}")));
        }
        if plan.kill_at == Some(number) {
            machine::kill_this_process();
        }
    }
}
