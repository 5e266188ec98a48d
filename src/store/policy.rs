//! What the team agreed on for its rotation: `[policy]` in `store.toml`.

use crate::core::people::Rung;
use crate::core::policy::{Policy, Rungs, Thresholds, Weights};
use crate::store::fields::{Fields, File};
use crate::store::marker::MARKER;
use crate::store::{Snapshot, Store, StoreError};

impl Store {
    /// Returns what the team agreed on; what the store does not say has its default.
    pub fn policy(&self) -> Result<Policy, StoreError> {
        self.snapshot()?.policy()
    }
}

impl Snapshot<'_> {
    /// Returns what the team agreed on as [`Store::policy`] does.
    pub fn policy(&self) -> Result<Policy, StoreError> {
        self.read(MARKER)?.map_or_else(|| Ok(Policy::default()), |text| read(&text))
    }
}

fn read(text: &str) -> Result<Policy, StoreError> {
    let file = File::read(MARKER, text)?;
    let usual = Policy::default();
    let Some(fields) = file.top().table("policy")? else { return Ok(usual) };
    let or = |key: &str, usual: u32| fields.number(key).map(|found| found.unwrap_or(usual));
    let window = or("window", usual.window)?;
    if window == 0 {
        return Err(fields.wrong("window", "is no number of days from 1 on"));
    }
    let weights = match fields.table("weights")? {
        None => usual.weights,
        Some(fields) => {
            let or = |key: &str, usual: u32| fields.number(key).map(|found| found.unwrap_or(usual));
            let Weights { major, minor, patch, pre_release } = usual.weights;
            Weights {
                major: or("major", major)?,
                minor: or("minor", minor)?,
                patch: or("patch", patch)?,
                pre_release: or("pre-release", pre_release)?,
            }
        }
    };
    let ladder = match fields.table("ladder")? {
        None => usual.ladder,
        Some(fields) => {
            let or = |key: &str, usual: u32| fields.number(key).map(|found| found.unwrap_or(usual));
            let Thresholds { shadow, paired, solo, mentor } = usual.ladder;
            Thresholds {
                shadow: or("shadow", shadow)?,
                paired: or("paired", paired)?,
                solo: or("solo", solo)?,
                mentor: or("mentor", mentor)?,
            }
        }
    };
    Ok(Policy {
        rest: or("rest", usual.rest)?,
        window,
        growth: or("growth", usual.growth)?,
        weights,
        ladder,
        capable: or("capable", usual.capable)?,
        preparation: or("preparation", usual.preparation)?,
        rungs: match fields.table("rungs")? {
            None => usual.rungs,
            Some(fields) => rungs(&fields, &usual.rungs)?,
        },
    })
}

fn rungs(fields: &Fields<'_>, usual: &Rungs) -> Result<Rungs, StoreError> {
    let or = |key: &str, usual: Rung| {
        let word = fields.text(key)?;
        let found = Rung::ALL.into_iter().find(|rung| rung.word() == word);
        match found {
            Some(rung) => Ok(rung),
            None if word.is_empty() => Ok(usual),
            None => Err(fields.wrong(key, &format!("is none of {}", Rung::ALL.map(Rung::word).join(", ")))),
        }
    };
    Ok(Rungs {
        major: or("major", usual.major)?,
        minor: or("minor", usual.minor)?,
        patch: or("patch", usual.patch)?,
        pre_release: or("pre-release", usual.pre_release)?,
        duty: or("duty", usual.duty)?,
        security: or("security", usual.security)?,
    })
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
            ("rest = -1", "line 3: `policy`: `rest` is no number from 0 on"),
            ("window = 0", "line 3: `policy`: `window` is no number of days from 1 on"),
            ("weights = 2", "line 3: `policy`: `weights` is no table"),
            (
                "rungs = { major = 'x' }",
                "line 3: `policy`: `rungs`: `major` is none of observer, shadow, paired, solo, mentor",
            ),
            ("ladder = { solo = 'x' }", "line 3: `policy`: `ladder`: `solo` is no number from 0 on"),
        ];
        for (line, reason) in cases {
            let told = read(&format!("format = 1\n[policy]\n{line}\n")).unwrap_err().to_string();
            assert_eq!(told, format!("`store.toml` in the store is damaged: {reason}"));
        }
    }
}
