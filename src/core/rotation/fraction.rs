//! The load of a person, as an exact fraction.

use std::cmp::Ordering;
use std::fmt;

/// The weight of what a person did, by the days on which they could have done it. Two of them are compared as fractions,
/// without rounding; they are shown as they were counted.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// The weights of the releases together.
    pub weight: u64,
    /// The days, at least 1.
    pub days: u32,
}

impl Load {
    fn times(self, other: Self) -> u128 {
        u128::from(self.weight) * u128::from(other.days.max(1))
    }
}

impl Ord for Load {
    fn cmp(&self, other: &Self) -> Ordering {
        self.times(*other).cmp(&other.times(*self))
    }
}

impl PartialOrd for Load {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Load {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Load {}

/// Writes `2/365`.
impl fmt::Display for Load {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{}/{}", self.weight, self.days.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_are_compared_exactly() {
        let load = |weight, days| Load { weight, days };
        assert_eq!(load(2, 366), load(1, 183));
        assert!(load(1, 365) > load(1, 366) && load(0, 1) < load(1, u32::MAX));
        assert!(load(u64::MAX, u32::MAX) > load(u64::MAX - 1, u32::MAX));
        assert_eq!(load(0, 1), load(0, 365));
        assert_eq!(
            (load(2, 366).to_string(), format!("{:<6}|", load(3, 0))),
            ("2/366".to_owned(), "3/1   |".to_owned())
        );
    }
}
