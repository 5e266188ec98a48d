//! A sign of life while something takes long.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use indicatif::ProgressBar;

/// What takes less time than this needs no sign of life.
const PATIENCE: Duration = Duration::from_millis(500);
const TICK: Duration = Duration::from_millis(100);

/// A line on the terminal that says what is going on. It appears after half a second, and goes when this is dropped.
#[derive(Debug)]
pub struct Progress {
    line: Line,
    /// Dropped with this; that ends the wait for the line to appear.
    _waiting: Option<Sender<()>>,
}

impl Progress {
    /// Returns a line that will appear, and the means to write beside it.
    pub(super) fn start(message: String) -> (Self, Line) {
        let line = Line::default();
        line.state().message = message;
        let (sender, receiver) = channel::<()>();
        let later = line.clone();
        thread::spawn(move || {
            if receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                later.appear();
            }
        });
        (Self { line: line.clone(), _waiting: Some(sender) }, line)
    }

    /// Returns a line that never appears.
    pub(super) fn silent() -> Self {
        Self { line: Line::default(), _waiting: None }
    }

    /// Says something new. The text must be fit for a terminal: it is for words of this program and numbers.
    pub fn update(&self, message: impl Into<String>) {
        let mut state = self.line.state();
        state.message = message.into();
        if let Some(bar) = &state.bar {
            bar.set_message(state.message.clone());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let mut state = self.line.state();
        state.is_over = true;
        if let Some(bar) = state.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// The line, shared by whoever reports progress and whoever writes beside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    message: String,
    bar: Option<ProgressBar>,
    is_over: bool,
}

impl Line {
    /// Does something while the line is not there, so that both do not mix.
    pub(super) fn aside<Result>(&self, action: impl FnOnce() -> Result) -> Result {
        let bar = self.state().bar.clone();
        match bar {
            Some(bar) => bar.suspend(action),
            None => action(),
        }
    }

    fn appear(&self) {
        let mut state = self.state();
        if !state.is_over {
            let bar = ProgressBar::new_spinner();
            bar.set_message(state.message.clone());
            bar.enable_steady_tick(TICK);
            state.bar = Some(bar);
        }
    }

    /// A thread that panicked leaves the message as it was; that is good enough for a sign of life.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quick_never_appears() {
        let (progress, line) = Progress::start("reading".to_owned());
        progress.update("reading 2 of 3");
        assert_eq!(line.aside(|| 7), 7);
        assert!(line.state().bar.is_none());
        drop(progress);
        line.appear();
        assert!(line.state().bar.is_none());
    }

    #[test]
    fn what_appears_goes_again() {
        let (progress, line) = Progress::start("reading".to_owned());
        line.appear();
        progress.update("still reading");
        assert_eq!(line.state().bar.as_ref().unwrap().message(), "still reading");
        assert_eq!(line.aside(|| 7), 7);
        drop(progress);
        assert!(line.state().bar.is_none());
        Progress::silent().update("nothing");
    }
}
