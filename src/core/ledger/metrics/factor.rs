//! How few carry half of the work.

use std::collections::HashMap;
use std::hash::Hash;

/// Returns how few of the parts make at least half of their sum, 0 where that is nothing: the largest are taken until
/// half is reached, as CHAOSS defines the contributor absence factor
/// (<https://github.com/chaoss/wg-risk/blob/main/focus-areas/business-risk/contributor-absence-factor.md>) and the elephant factor
/// (<https://chaoss.community/kb/metric-elephant-factor/>).
///
/// ```
/// use release_shepherd::core::ledger::metrics::fewest_for_half;
///
/// assert_eq!(fewest_for_half([1000, 433, 343, 332, 202, 90, 42, 33]), 2);
/// ```
pub fn fewest_for_half(parts: impl IntoIterator<Item = u128>) -> usize {
    let mut parts: Vec<u128> = parts.into_iter().collect();
    parts.sort_unstable_by(|one, other| other.cmp(one));
    let sum = parts.iter().fold(0_u128, |sum, part| sum.saturating_add(*part));
    let mut reached = 0_u128;
    let mut count = 0;
    for part in parts {
        if reached >= sum - reached {
            break;
        }
        reached = reached.saturating_add(part);
        count += 1;
    }
    count
}

/// Returns what each has of pieces of work that are shared in equal parts, all in one unit, so that nothing is rounded.
/// Of a piece that is shared by so many that no unit fits, the first has all.
pub fn shares<Owner: Copy + Eq + Hash>(pieces: &[Vec<Owner>]) -> HashMap<Owner, u128> {
    let most = u128::from(u64::MAX);
    let mut unit = 1_u128;
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        unit = least_common_multiple(unit, piece.len() as u128).filter(|found| *found <= most).unwrap_or(unit);
    }
    let mut shares = HashMap::new();
    for piece in pieces {
        let parts = piece.len().max(1) as u128;
        let fits = unit.is_multiple_of(parts);
        for owner in piece.iter().take(if fits { piece.len() } else { 1 }) {
            *shares.entry(*owner).or_default() += if fits { unit / parts } else { unit };
        }
    }
    shares
}

fn least_common_multiple(one: u128, other: u128) -> Option<u128> {
    let (mut high, mut low) = (one, other);
    while low != 0 {
        (high, low) = (low, high % low);
    }
    (one / high.max(1)).checked_mul(other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn few_carry_half() {
        assert_eq!(fewest_for_half([]), 0);
        assert_eq!(fewest_for_half([0, 0]), 0);
        assert_eq!(fewest_for_half([1]), 1);
        assert_eq!(fewest_for_half([5, 5]), 1);
        assert_eq!(fewest_for_half([1; 8]), 4);
        assert_eq!(fewest_for_half([202, 90, 1000, 33, 332, 343, 42, 433]), 2);
    }

    #[test]
    fn shared_work_is_shared_exactly() {
        let shares = shares(&[vec!["a"], vec!["a", "b"], vec!["c", "b", "a"], vec![]]);
        assert_eq!((shares["a"], shares["b"], shares["c"]), (11, 5, 2));
    }

    proptest! {
        #[test]
        fn no_smaller_group_has_half(parts in prop::collection::vec(0_u128..50, 0..9)) {
            // All groups are tried, which the largest-first rule need not do.
            let sum: u128 = parts.iter().sum();
            let half = |group: u32| {
                let own = parts.iter().enumerate().filter(|(place, _)| group & (1 << place) != 0);
                own.map(|(_, part)| part).sum::<u128>() * 2 >= sum
            };
            let fewest = (0..1_u32 << parts.len()).filter(|group| half(*group)).map(u32::count_ones).min();
            prop_assert_eq!(fewest_for_half(parts.clone()), fewest.unwrap_or(0) as usize);
        }

        #[test]
        fn shares_add_up(sizes in prop::collection::vec(1_usize..12, 0..20)) {
            let pieces: Vec<Vec<usize>> = sizes.iter().map(|size| (0..*size).collect()).collect();
            let shares = shares(&pieces);
            let unit = shares.get(&0).copied().unwrap_or(0);
            let sum: u128 = shares.values().sum();
            prop_assert!(pieces.is_empty() || sum.is_multiple_of(pieces.len() as u128) && unit > 0);
        }
    }
}
