//! How many of those who came to a rung of the ladder went on to a higher one.

use std::collections::HashMap;

use crate::core::ledger::metrics::figures::{Figure, Value};
use crate::core::ledger::metrics::{Credit, Directory, Window};
use crate::core::people::{Evidence, Rung, is_nobody};
use crate::core::policy::Thresholds;

/// What happened to a person.
#[derive(Default)]
struct Way {
    evidence: Evidence,
    /// The rungs on which they stood after some release.
    stood: Vec<Rung>,
}

/// Returns, for each rung from which one goes on, how many of those who stood on it stand higher now. `all` is in the
/// order of days.
pub(super) fn conversions<'a>(
    all: &[&Credit<'a>],
    directory: &Directory<'a>,
    thresholds: &Thresholds,
    window: Window,
) -> [Figure; 3] {
    let mut ways: HashMap<&str, Way> = HashMap::new();
    for credit in all {
        let release = credit.release;
        let led = |login: &str| credit.led.iter().any(|(known, _)| *known == login);
        let others = |logins: &'a [String]| {
            logins.iter().map(|given| directory.login(given.as_str())).filter(|login| !led(login)).collect::<Vec<_>>()
        };
        let mentors = others(&release.mentored_by);
        let mut note = |login: &'a str, deed: &dyn Fn(&mut Evidence)| {
            if is_nobody(login) {
                return;
            }
            let way = ways.entry(login).or_default();
            deed(&mut way.evidence);
            let rung = way.evidence.rung(thresholds);
            if way.stood.last() != Some(&rung) {
                way.stood.push(rung);
            }
        };
        for (login, _) in &credit.led {
            note(login, &|evidence| {
                if mentors.is_empty() {
                    evidence.led_alone += 1;
                } else {
                    evidence.led_with_mentor += 1;
                }
            });
        }
        for login in &mentors {
            note(login, &|evidence| evidence.mentored += 1);
        }
        for login in others(&release.shadowed_by) {
            note(login, &|evidence| evidence.watched += 1);
        }
    }
    let steps = [
        ("conversion-from-shadow", Rung::Shadow),
        ("conversion-from-paired", Rung::Paired),
        ("conversion-from-solo", Rung::Solo),
    ];
    steps.map(|(key, rung)| {
        let stood = ways.values().filter(|way| way.stood.contains(&rung));
        let (mut n, mut higher) = (0, 0);
        for way in stood {
            n += 1;
            higher += usize::from(way.evidence.rung(thresholds) > rung);
        }
        Figure { key, value: Value::Part(higher), n, noun: "person", window, people: Vec::new() }
    })
}
