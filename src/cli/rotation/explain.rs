//! The rules of the rotation in words, with the numbers that the team agreed on.

use crate::core::policy::Policy;
use crate::core::text::plural;

/// Returns the rules, one a line.
pub(super) fn rules(policy: &Policy) -> Vec<String> {
    let Policy { rest, window, growth, weights, rungs, preparation, .. } = policy;
    let count = |count: u32, noun: &str| plural(usize::try_from(count).unwrap_or(usize::MAX), noun);
    let rests = match rest {
        0 => String::new(),
        1 => "not the last one of the project, nor who has the next; ".to_owned(),
        rest => format!("none of the last {rest} of the project, nor who has one of the next {rest}; "),
    };
    vec![
        format!(
            "who may: active and not away on its days; {rests}not over their capacity, across all projects, where a slot \
             keeps somebody busy from {} before it; and far enough for it, or with a mentor beside",
            count(*preparation, "day"),
        ),
        format!(
            "far enough alone: major {}, minor {}, patch {}, pre-release {}, duty {}; where it mends something that can be \
             exploited at least {}",
            rungs.major, rungs.minor, rungs.patch, rungs.pre_release, rungs.duty, rungs.security
        ),
        "volunteers come first, then those who need no mentor, then those who do".to_owned(),
        format!(
            "among them: the least load first, which is the weight of releases and taken slots in the {} up to its day \
             (major {}, minor {}, patch {}, pre-release {}), by the days of these on which they were active and not away",
            count(*window, "day"),
            weights.major,
            weights.minor,
            weights.patch,
            weights.pre_release
        ),
        "then who released longest ago, never before all; then the fewest releases in all; then by login".to_owned(),
        "where nobody is left, those who only rest are ranked, and it says so".to_owned(),
        match growth {
            0 => "nobody is proposed to learn beside them".to_owned(),
            1 => "in each slot somebody who is mentored is proposed to learn beside them; never alone".to_owned(),
            growth => format!(
                "every {growth} slots of a project somebody who is mentored is proposed to learn beside them; never alone"
            ),
        },
        "mentors: who released alone, or more; in the same order by what they mentored; of another organisation first \
         where two carry the same"
            .to_owned(),
        "who is unavailable for a slot loses nothing; releases after its day change nothing".to_owned(),
    ]
}
