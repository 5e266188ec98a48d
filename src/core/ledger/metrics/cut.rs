//! How long a release took, from the log of its run.

use jiff::Timestamp;

use crate::core::run::{Event, What};

/// A run that came to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// When it began, or was begun again.
    pub begun: Timestamp,
    /// When the release was recorded.
    pub recorded: Timestamp,
}

impl Cut {
    /// Returns when a run began and when its release was recorded; `None` where it was not, or not yet.
    pub fn of(events: &[Event]) -> Option<Self> {
        let mut begun = None;
        for event in events {
            match &event.what {
                What::Started(_) | What::BegunAgain(_) => begun = Some(event.when),
                What::Recorded { .. } => return Some(Self { begun: begun?, recorded: event.when }),
                _ => {}
            }
        }
        None
    }

    /// Returns how long that was, in whole minutes.
    pub fn minutes(&self) -> u64 {
        let seconds = self.recorded.as_second().saturating_sub(self.begun.as_second());
        u64::try_from(seconds / 60).unwrap_or(0)
    }
}

/// Returns the median, of an even number the mean of the two in the middle, rounded down; `None` of nothing.
pub(super) fn median(mut values: Vec<u64>) -> Option<u64> {
    values.sort_unstable();
    let high = *values.get(values.len() / 2)?;
    let low = *values.get((values.len() - 1) / 2)?;
    Some(u64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_found() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![7]), Some(7));
        assert_eq!(median(vec![9, 1, 4]), Some(4));
        assert_eq!(median(vec![10, 1, 4, 5]), Some(4));
    }
}
