//! When a person cannot take a slot. What says so never leaves for a place that anybody may read.

use jiff::civil::Date;

use crate::failure::{Failure, Kind};

/// Days on which a person cannot take a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// The login of the person.
    pub login: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Why; may be empty.
    pub reason: String,
}

/// Why days cannot be written down so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AwayError {
    /// They run backwards.
    #[error("@{login} cannot be away until {until}, which is before {from}")]
    Backwards {
        /// Whose.
        login: String,
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// No days begin then.
    #[error("@{login} is not away from {from} on")]
    Missing {
        /// Whose.
        login: String,
        /// The first day.
        from: Date,
        /// The first days on which they are away.
        present: Vec<Date>,
    },
    /// Some of the days are written down.
    #[error("@{login} is away from {from} until {until} already")]
    Overlap {
        /// Whose.
        login: String,
        /// The first day of those that are there.
        from: Date,
        /// The last day of those that are there.
        until: Date,
    },
}

impl From<AwayError> for Failure {
    fn from(error: AwayError) -> Self {
        let failure = Self::new(Kind::Usage, error.to_string());
        match error {
            AwayError::Backwards { .. } => failure.hint("nothing was changed"),
            AwayError::Missing { present, .. } if present.is_empty() => failure.hint("nothing was changed"),
            AwayError::Missing { present, .. } => {
                let days: Vec<String> = present.iter().map(ToString::to_string).collect();
                failure.hint(format!("there is {}", days.join(", ")))
            }
            AwayError::Overlap { login, from, .. } => failure.hint(format!(
                "nothing was changed; take those days away first: `shepherd people away {login} --from {from} --remove`"
            )),
        }
    }
}

impl Away {
    /// Returns the days of a person with these as well. The same days again change nothing.
    pub fn added_to(self, before: &[Self]) -> Result<Vec<Self>, AwayError> {
        let Self { login, from, until, .. } = &self;
        if until < from {
            return Err(AwayError::Backwards { login: login.clone(), from: *from, until: *until });
        }
        let mut after = before.to_vec();
        if let Some(same) = after.iter_mut().find(|known| known.from == *from && known.until == *until) {
            *same = self;
        } else if let Some(known) = before.iter().find(|known| known.touches(*from, *until)) {
            return Err(AwayError::Overlap { login: known.login.clone(), from: known.from, until: known.until });
        } else {
            after.push(self);
        }
        Ok(after)
    }

    /// Returns the days of a person without those that begin on a day.
    pub fn removed_from(before: &[Self], login: &str, from: Date) -> Result<Vec<Self>, AwayError> {
        let after: Vec<Self> = before.iter().filter(|known| known.from != from).cloned().collect();
        if after.len() == before.len() {
            let present = before.iter().map(|known| known.from).collect();
            return Err(AwayError::Missing { login: login.to_owned(), from, present });
        }
        Ok(after)
    }

    /// Says whether it holds on at least one day of a stretch, both ends of which belong to it.
    pub fn touches(&self, from: Date, until: Date) -> bool {
        self.from <= until && from <= self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn away(from: &str, until: &str) -> Away {
        Away {
            login: "kim".to_owned(),
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
            reason: String::new(),
        }
    }

    #[test]
    fn days_do_not_overlap_or_run_backwards() {
        let first = away("2026-04-01", "2026-04-10").added_to(&[]).unwrap();
        let told = |away: Away| Failure::from(away.added_to(&first).unwrap_err()).to_string();
        insta::assert_snapshot!(told(away("2026-04-10", "2026-04-12")), @"
        error: @kim is away from 2026-04-01 until 2026-04-10 already
        help: nothing was changed; take those days away first: `shepherd people away kim --from 2026-04-01 --remove`
        ");
        insta::assert_snapshot!(told(away("2026-05-02", "2026-05-01")), @"
        error: @kim cannot be away until 2026-05-01, which is before 2026-05-02
        help: nothing was changed
        ");
        assert_eq!(away("2026-04-01", "2026-04-10").added_to(&first).unwrap(), first);
        let both = away("2026-04-11", "2026-04-11").added_to(&first).unwrap();
        let from = "2026-04-11".parse().unwrap();
        assert_eq!(Away::removed_from(&both, "kim", from).unwrap(), first);
        let told = Failure::from(Away::removed_from(&first, "kim", from).unwrap_err()).to_string();
        insta::assert_snapshot!(told, @"
        error: @kim is not away from 2026-04-11 on
        help: there is 2026-04-01
        ");
    }
}
