//! How far down everything of a column stands: near what it is joined with, with room between.

use std::collections::BTreeMap;

use crate::core::chart::mentoring::order::{Columns, Place};

/// How often the columns are gone through.
const ROUNDS: usize = 8;

/// Returns the middle of each place in pixels from the top, and the height of all together. `height` is how much room a
/// place takes.
pub(super) fn middles(columns: &Columns, height: &dyn Fn(&Place) -> i32) -> (BTreeMap<Place, i32>, i32) {
    let mut middles = BTreeMap::new();
    for column in &columns.places {
        let mut top = 0;
        for place in column {
            middles.insert(*place, top + height(place) / 2);
            top += height(place);
        }
    }
    let count = columns.places.len();
    for round in 0..ROUNDS {
        let forward = round % 2 == 0;
        for number in 0..count {
            let number = if forward { number } else { count - 1 - number };
            let Some(column) = columns.places.get(number) else { continue };
            // The last round looks to both sides, so that chains become straight.
            let both = round + 1 == ROUNDS;
            let sides: &[_] = match forward {
                _ if both => &[&columns.left, &columns.right],
                true => &[&columns.left],
                false => &[&columns.right],
            };
            let wish = |place: &Place| {
                let joined = sides.iter().filter_map(|side| side.get(place)).flatten();
                let found: Vec<i64> = joined.filter_map(|other| middles.get(other).map(|y| i64::from(*y))).collect();
                let own = || middles.get(place).copied().unwrap_or_default().into();
                mean(found.iter().sum(), found.len()).unwrap_or_else(own)
            };
            let wishes: Vec<(i64, i64)> = column.iter().map(|place| (wish(place), height(place).into())).collect();
            for (place, middle) in column.iter().zip(apart(&wishes)) {
                middles.insert(*place, i32::try_from(middle).unwrap_or(i32::MAX / 4));
            }
        }
    }
    let top = middles.iter().map(|(place, middle)| middle - height(place) / 2).min().unwrap_or_default();
    for middle in middles.values_mut() {
        *middle -= top;
    }
    let bottom = middles.iter().map(|(place, middle)| middle + (height(place) + 1) / 2).max().unwrap_or_default();
    (middles, bottom)
}

/// Returns the middles nearest to the wishes (by the sum of the squares) that keep the order and leave each its height.
///
/// What is measured from where each would stand with all close together must only not fall, which pooling neighbours that
/// do finds (isotonic regression, Ayer and others, 1955).
fn apart(wishes: &[(i64, i64)]) -> Vec<i64> {
    let mut offsets = Vec::with_capacity(wishes.len());
    let mut top = 0;
    for (_, height) in wishes {
        offsets.push(top + height / 2);
        top += height;
    }
    // Each pool: the sum of its wishes, and how many there are.
    let mut pools: Vec<(i64, usize)> = Vec::new();
    for ((wish, _), offset) in wishes.iter().zip(&offsets) {
        let mut pool = (wish - offset, 1);
        while let Some(before) = pools.pop_if(|before| mean(before.0, before.1) >= mean(pool.0, pool.1)) {
            pool = (pool.0 + before.0, pool.1 + before.1);
        }
        pools.push(pool);
    }
    let shifts =
        pools.iter().flat_map(|(sum, count)| std::iter::repeat_n(mean(*sum, *count).unwrap_or_default(), *count));
    shifts.zip(offsets).map(|(shift, offset)| shift + offset).collect()
}

/// Returns the mean, rounded down; `None` of nothing.
fn mean(sum: i64, count: usize) -> Option<i64> {
    i64::try_from(count).ok().and_then(|count| sum.checked_div_euclid(count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_has_room_is_where_it_wants_to_be() {
        assert_eq!(apart(&[(10, 20), (100, 20), (200, 20)]), [10, 100, 200]);
        assert_eq!(apart(&[(50, 20), (50, 20), (50, 20)]), [30, 50, 70]);
        assert_eq!(apart(&[(90, 20), (10, 20)]), [40, 60]);
        assert_eq!(apart(&[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn nothing_overlaps(wishes in prop::collection::vec((-500_i64..500, 1_i64..20), 0..40)) {
            // Heights are even, as those of a column are.
            let wishes: Vec<(i64, i64)> = wishes.into_iter().map(|(wish, half)| (wish, half * 2)).collect();
            let middles = apart(&wishes);
            let both: Vec<(i64, i64)> = middles.into_iter().zip(wishes.iter().map(|(_, height)| *height)).collect();
            for pair in both.windows(2) {
                prop_assert!(pair[0].0 + pair[0].1 / 2 <= pair[1].0 - pair[1].1 / 2, "{both:?}");
            }
        }
    }
}
