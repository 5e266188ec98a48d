//! What the team agreed on for its rotation: `[policy]` in `store.toml`.

mod usual;

use std::ops::RangeInclusive;

pub(super) use usual::with_usual;

use crate::core::people::Rung;
use crate::core::policy::{Policy, Rungs, Thresholds, Weights};
use crate::store::fields::{Fields, File};
use crate::store::gather::Gather;
use crate::store::marker::{self, MARKER};
use crate::store::{Snapshot, Store, StoreError};

impl Store {
    /// Returns what the team agreed on; what the store does not say has its default.
    pub fn policy(&self) -> Result<Policy, StoreError> {
        self.snapshot()?.policy()
    }

    /// Returns what is likely not meant so in what the team agreed on, one sentence each: keys that nobody knows.
    pub fn policy_doubts(&self) -> Result<Vec<String>, StoreError> {
        self.read(MARKER)?.map_or_else(|| Ok(Vec::new()), |text| doubts(&text))
    }
}

impl Snapshot<'_> {
    /// Returns what the team agreed on as [`Store::policy`] does.
    pub fn policy(&self) -> Result<Policy, StoreError> {
        self.read(MARKER)?.map_or_else(|| Ok(Policy::default()), |text| read(&text))
    }
}

/// The keys of the marker, of what the team agreed on, and of the tables in that.
const KEYS: [&str; 5] = ["format", "id", "private", "project", "policy"];
const POLICY_KEYS: [&str; 8] = ["rest", "window", "growth", "weights", "ladder", "capable", "preparation", "rungs"];
const TABLES: [(&str, &[&str]); 3] = [
    ("weights", &["major", "minor", "patch", "pre-release"]),
    ("ladder", &["shadow", "paired", "solo", "mentor"]),
    ("rungs", &["major", "minor", "patch", "pre-release", "duty", "security"]),
];

/// How many of something may be said: whoever means more mistyped.
const RELEASES: RangeInclusive<u32> = 0..=1000;
/// How many days: at most ten years, at least one.
const DAYS: RangeInclusive<u32> = 1..=3653;
/// How many days a slot keeps whoever has it busy: at most a year.
const BUSY: RangeInclusive<u32> = 0..=366;

/// Returns a sentence for each key that is likely not meant so: in `[policy]` one that nobody knows, elsewhere in the marker
/// one that looks misspelt.
pub(super) fn doubts(text: &str) -> Result<Vec<String>, StoreError> {
    let file = File::read(MARKER, text)?;
    if file.is_newer() {
        return Ok(Vec::new());
    }
    let top = file.top();
    let mut found = top.misspelt(&KEYS);
    if let Ok(Some(policy)) = top.table("policy") {
        found.extend(policy.unknown(&POLICY_KEYS));
        for (name, keys) in TABLES {
            if let Ok(Some(table)) = policy.table(name) {
                found.extend(table.unknown(keys));
            }
        }
    }
    Ok(found)
}

impl Gather<'_> {
    fn number(&mut self, fields: &Fields<'_>, key: &str, usual: u32, range: RangeInclusive<u32>) -> u32 {
        self.take(fields.number_in(key, range)).unwrap_or(usual)
    }

    fn count(&mut self, fields: &Fields<'_>, key: &str, usual: u32) -> u32 {
        self.number(fields, key, usual, RELEASES)
    }

    fn rung(&mut self, fields: &Fields<'_>, key: &str, usual: Rung) -> Rung {
        let found = fields.text(key).and_then(|word| match Rung::ALL.into_iter().find(|rung| rung.word() == word) {
            None if !word.is_empty() => {
                Err(fields.wrong(key, &format!("is none of {}", Rung::ALL.map(Rung::word).join(", "))))
            }
            found => Ok(found),
        });
        self.take(found).unwrap_or(usual)
    }

    fn policy(&mut self, fields: &Fields<'_>) -> Policy {
        let usual = Policy::default();
        let (weights, ladder, rungs) =
            (self.take(fields.table("weights")), self.take(fields.table("ladder")), self.take(fields.table("rungs")));
        Policy {
            rest: self.count(fields, "rest", usual.rest),
            window: self.number(fields, "window", usual.window, DAYS),
            growth: self.count(fields, "growth", usual.growth),
            weights: weights.map_or(usual.weights.clone(), |fields| Weights {
                major: self.count(&fields, "major", usual.weights.major),
                minor: self.count(&fields, "minor", usual.weights.minor),
                patch: self.count(&fields, "patch", usual.weights.patch),
                pre_release: self.count(&fields, "pre-release", usual.weights.pre_release),
            }),
            ladder: ladder.map_or(usual.ladder.clone(), |fields| Thresholds {
                shadow: self.count(&fields, "shadow", usual.ladder.shadow),
                paired: self.count(&fields, "paired", usual.ladder.paired),
                solo: self.count(&fields, "solo", usual.ladder.solo),
                mentor: self.count(&fields, "mentor", usual.ladder.mentor),
            }),
            capable: self.number(fields, "capable", usual.capable, DAYS),
            preparation: self.number(fields, "preparation", usual.preparation, BUSY),
            rungs: rungs.map_or(usual.rungs.clone(), |fields| Rungs {
                major: self.rung(&fields, "major", usual.rungs.major),
                minor: self.rung(&fields, "minor", usual.rungs.minor),
                patch: self.rung(&fields, "patch", usual.rungs.patch),
                pre_release: self.rung(&fields, "pre-release", usual.rungs.pre_release),
                duty: self.rung(&fields, "duty", usual.rungs.duty),
                security: self.rung(&fields, "security", usual.rungs.security),
            }),
        }
    }
}

/// Returns what a marker says the team agreed on, or an error with each mistake in it.
fn read(text: &str) -> Result<Policy, StoreError> {
    let (policy, mut mistakes) = reading(text)?;
    if mistakes.len() < 2 {
        return mistakes.pop().map_or(Ok(policy), Err);
    }
    let reasons = mistakes.into_iter().map(|mistake| format!("\n  {}", mistake.reason()));
    Err(marker::damaged(MARKER, &format!("several things are wrong{}", reasons.collect::<String>())))
}

/// Returns what a marker says the team agreed on, with the default for what is wrong, and each mistake.
pub(super) fn reading(text: &str) -> Result<(Policy, Vec<StoreError>), StoreError> {
    let file = File::read(MARKER, text)?;
    let mut gather = Gather::new(&file);
    let policy = match gather.take(file.top().table("policy")) {
        Some(fields) => gather.policy(&fields),
        None => Policy::default(),
    };
    Ok((policy, gather.mistakes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_holds_and_the_rest_is_usual() {
        assert_eq!(read("format = 1\nid = \"a\"\n").unwrap(), Policy::default());
        let text = "format = 1\n[policy]\nrest = 2\nwindow = 180\nweights = { major = 3 }\n[policy.ladder]\nsolo = 2\n";
        let policy = read(text).unwrap();
        assert_eq!((policy.rest, policy.window, policy.growth), (2, 180, 3));
        assert_eq!((policy.weights.of("major"), policy.weights.of("patch")), (3, 1));
        assert_eq!((policy.ladder.solo, policy.ladder.mentor), (2, 1));
        let policy = read("format = 1\n[policy]\nrungs = { patch = \"solo\" }\npreparation = 7\n").unwrap();
        assert_eq!((policy.rungs.patch, policy.rungs.pre_release, policy.preparation), (Rung::Solo, Rung::Paired, 7));
    }

    #[test]
    fn what_is_no_number_is_named_with_its_line() {
        let cases = [
            ("rest = -1", "line 3: `policy`: `rest` is no number from 0 to 1000"),
            ("window = 0", "line 3: `policy`: `window` is no number from 1 to 3653"),
            ("window = 4294967295", "line 3: `policy`: `window` is no number from 1 to 3653"),
            ("capable = 99999", "line 3: `policy`: `capable` is no number from 1 to 3653"),
            ("preparation = 367", "line 3: `policy`: `preparation` is no number from 0 to 366"),
            ("weights = { minor = 1001 }", "line 3: `policy`: `weights`: `minor` is no number from 0 to 1000"),
            ("weights = 2", "line 3: `policy`: `weights` is no table"),
            (
                "rungs = { major = 'x' }",
                "line 3: `policy`: `rungs`: `major` is none of observer, shadow, paired, solo, mentor",
            ),
            ("ladder = { solo = 'x' }", "line 3: `policy`: `ladder`: `solo` is no number from 0 to 1000"),
        ];
        for (line, reason) in cases {
            let told = read(&format!("format = 1\n[policy]\n{line}\n")).unwrap_err().to_string();
            assert_eq!(told, format!("`store.toml` in the store is damaged: {reason}"));
        }
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let text = "format = 1\n[policy]\nrest = -1\nweights = { major = 'x' }\nrungs = 2\n";
        insta::assert_snapshot!(read(text).unwrap_err(), @"
        `store.toml` in the store is damaged: several things are wrong
          line 5: `policy`: `rungs` is no table
          line 3: `policy`: `rest` is no number from 0 to 1000
          line 4: `policy`: `weights`: `major` is no number from 0 to 1000
        ");
    }

    #[test]
    fn what_nobody_knows_is_told() {
        let text =
            "format = 1\nid = \"a\"\nours = 1\n[polcy]\n[policy]\nrset = 2\nteam = 1\n[policy.weights]\nmajr = 9\n";
        insta::assert_snapshot!(doubts(text).unwrap().join("\n"), @"
        `store.toml` in the store, line 6: `policy`: `rset` is not known: did you mean `rest`?
        `store.toml` in the store, line 7: `policy`: `team` is not known, and changes nothing
        `store.toml` in the store, line 9: `policy`: `weights`: `majr` is not known: did you mean `major`?
        ");
        let [told] = <[String; 1]>::try_from(doubts("format = 1\n[polcy]\nrest = 2\n").unwrap()).unwrap();
        assert!(told.ends_with("did you mean `policy`?"), "{told}");
    }
}
