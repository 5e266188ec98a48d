//! A mentor and a mentee always know when they talk next, and how.

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::core::people::{Deed, PairingError, When, Wish};
use crate::core::text::clean;
use crate::failure::Failure;
use crate::guide::journal::author;
use crate::guide::walk::Guide;
use crate::ui::Form;

/// What is answered by whoever does not know it yet.
const LATER: &str = "later";

impl Guide<'_> {
    /// Asks when the holder talks to each mentor next, where no time to come is known. Without anybody to ask, it is said
    /// that none is set.
    pub fn ask_check_in(&mut self) -> Result<(), Failure> {
        let run = self.journal.run();
        let me = self.journal.me().login.clone();
        if run.start.rehearsal || run.start.private || !run.is_held_by(&me) || self.options.step.is_some() {
            return Ok(());
        }
        let now = self.place.clock.now();
        let pairings = self.journal.store().pairings()?;
        for mentor in run.people.mentors.clone() {
            let pairing = pairings.iter().find(|pairing| pairing.is_between(&mentor, &me));
            if let Some(next) = pairing
                .filter(|pairing| !pairing.lacks_check_in(now))
                .and_then(|pairing| pairing.next_check_in.as_ref())
            {
                let how = if next.how.is_empty() { String::new() } else { format!(", {}", clean(&next.how)) };
                self.ui.status(&format!("next check-in with @{mentor}: {}{how}", next.when));
                continue;
            }
            let is_new = pairing.is_none_or(|pairing| !pairing.is_open());
            self.ask_next(&mentor, &me, is_new)?;
        }
        Ok(())
    }

    fn ask_next(&mut self, mentor: &str, me: &str, is_new: bool) -> Result<(), Failure> {
        let key = format!("check-in.{mentor}");
        if !self.ui.can_ask() && !self.answers.has(&key) {
            self.say_none_is_set(mentor, is_new);
            return Ok(());
        }
        let question =
            format!("When do you talk to @{mentor} next, and how? (`{} 15:00 video call`)", self.next_week());
        let form = Form::Text { default: Some(LATER) };
        let answer = loop {
            let answer = self.ask(&key, &question, form)?;
            if answer == LATER {
                self.say_none_is_set(mentor, is_new);
                return Ok(());
            }
            match read(&answer) {
                Ok(found) => break found,
                Err(error) if self.ui.can_ask() => {
                    self.ui.warning(&format!("{error}: write the day first, `{}`", self.next_week()));
                }
                Err(error) => return Err(error.into()),
            }
        };
        let wish = Wish {
            deed: if is_new { Deed::Ask } else { Deed::Change },
            stage: None,
            check_in: Some(answer.clone()),
            spent_minutes: None,
        };
        let now = self.place.clock.now();
        let today = self.place.clock.today();
        let author = author(self.journal.me(), now);
        let message = format!("{mentor} and {me}: next check-in");
        self.journal.store().change_pairing(&message, &author, |_, pairings| {
            let found = pairings.iter().find(|pairing| pairing.is_between(mentor, me));
            wish.of(found, (mentor, me), now, today).map_err(|error: PairingError| Failure::from(error))
        })?;
        self.ui.status(&format!("next check-in with @{mentor}: {}", answer.0));
        if is_new {
            self.ui.hint(&format!(
                "you asked @{mentor} to be your mentor; they accept with `shepherd people pair {me} --accept`"
            ));
        }
        Ok(())
    }

    fn say_none_is_set(&self, mentor: &str, is_new: bool) {
        self.ui.warning(&format!(
            "no next check-in with @{mentor} is set: both of you should always know when and how it is"
        ));
        let ask = if is_new { " --ask" } else { "" };
        let day = self.next_week();
        self.ui.hint(&format!("`shepherd people pair {mentor}{ask} --check-in {day} --how 'video call'` sets it"));
    }

    /// Returns the day a week from today: an example that can be used as it is.
    fn next_week(&self) -> Date {
        let today = self.place.clock.today();
        today.saturating_add(7.days())
    }
}

/// Reads a day or a moment, and how: whatever comes after it.
fn read(answer: &str) -> Result<(When, Option<String>), crate::core::people::WhenError> {
    let words: Vec<&str> = answer.split_whitespace().collect();
    let zone = TimeZone::system();
    // The longest beginning that is a time: `2026-04-02 15:00 +01:00`, `2026-04-02 15:00`, `2026-04-02`.
    for count in (1..=words.len().min(3)).rev() {
        let (when, how) = words.split_at(count);
        if let Ok(when) = When::read(&when.join(" "), &zone) {
            return Ok((when, (!how.is_empty()).then(|| how.join(" "))));
        }
    }
    When::read(answer, &zone).map(|when| (when, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_and_then_how() {
        let told = |answer: &str| {
            read(answer).map_or_else(
                |error| error.to_string(),
                |(when, how)| format!("{} / {}", when.to_rfc3339(), how.unwrap_or_default()),
            )
        };
        assert_eq!(told("2026-04-02 video call"), "2026-04-02 / video call");
        assert_eq!(told("2026-04-02 15:00 +01:00 phone"), "2026-04-02T15:00:00+01:00 / phone");
        assert_eq!(told("2026-04-02T15:00+01:00"), "2026-04-02T15:00:00+01:00 / ");
        assert_eq!(told("soon"), "`soon` is neither a day nor a moment");
    }
}
