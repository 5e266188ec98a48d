//! Asking for a sign-off, and waiting for it.

use crate::core::run::{Agreement, Request, Verdict, What, Word, copied};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::guide::questions;
use crate::guide::sign_off::evidence::{Evidence, Wanted, judged};
use crate::guide::walk::{Current, Guide, Next};
use crate::ui::{Choice, Form};

/// What is decided while a sign-off is missing.
enum Decision {
    LookAgain,
    PutAside,
    Leave,
}

impl Guide<'_> {
    /// Lets another person agree where the document asks for it; the mentor, where one is named, to whatever cannot be
    /// taken back. `None`: they did, or nobody has to.
    pub(in crate::guide) fn agree(
        &mut self,
        current: &Current,
        is_irreversible: bool,
    ) -> Result<Option<Next>, Failure> {
        let Some(who) = self.who_agrees(current, is_irreversible) else { return Ok(None) };
        if self.rehearsal.is_some() {
            return self.agree_in_rehearsal(current, &who).map(|()| None);
        }
        let id = current.step.id.clone();
        if self.is_put_aside(&id, SIGN_OFF) && self.is_alone(current) && !self.place.requires_verified {
            return Ok(None);
        }
        let (mut told, mut has_looked) = (0, false);
        loop {
            if current.taking_back.is_none() && self.is_settled_by_now(&id) {
                return Ok(Some(Next::GoOn));
            }
            let request = self.request(current);
            let digest = request.digest();
            // They may have agreed in the issue while nobody waited here.
            if !std::mem::replace(&mut has_looked, true) && self.was_asked(&id) {
                self.take_comments(current, &digest)?;
            }
            let verdicts = self.verdicts(current, &digest)?;
            if let Some((agreement, word)) = counting(&verdicts) {
                self.ui.status(&format!("agreed by @{}{}", clean(&agreement.by), in_words(word)));
                return Ok(None);
            }
            for (agreement, verdict) in verdicts.iter().skip(told) {
                self.ui.warning(&format!("the agreement of @{} does not count: {verdict}", clean(&agreement.by)));
                if let Some(remedy) = verdict.remedy() {
                    self.ui.hint(remedy);
                }
            }
            told = verdicts.len();
            self.ask_for_agreement(current, &request, &digest, &who)?;
            match self.decide_sign_off(current, &digest, &who)? {
                Decision::LookAgain => {}
                Decision::PutAside => return Ok(None),
                Decision::Leave => return Ok(Some(Next::Leave)),
            }
        }
    }

    /// Asks what to do while a sign-off is missing.
    fn decide_sign_off(&mut self, current: &Current, digest: &str, who: &str) -> Result<Decision, Failure> {
        let id = current.step.id.clone();
        let key = format!("sign-off.{id}");
        if !self.ui.can_ask() && !self.answers.has(&key) {
            return Err(self.missing(&id, digest, who));
        }
        let alone = self.is_alone(current) && !self.place.requires_verified;
        let options: &[Choice] = if alone { &questions::SIGN_OFF_ALONE } else { &questions::SIGN_OFF };
        let form = Form::Choice { options, default: None };
        match self.ask(&key, &format!("`{id}` waits for the sign-off of {who}. What now?"), form)?.as_str() {
            "again" => {
                self.share()?;
                self.take_comments(current, digest)?;
                Ok(Decision::LookAgain)
            }
            "wait" => {
                let before = self.agreements(&id);
                let what = format!("the sign-off of {who}");
                let mut looks = (0..LOOKS_A_QUESTION).cycle();
                self.wait_for_others(&what, |guide| {
                    if looks.next() == Some(0) {
                        guide.take_comments(current, digest)?;
                    }
                    let is_over = current.taking_back.is_none() && guide.is_settled_by_now(&id);
                    Ok(guide.agreements(&id) > before || is_over)
                })?;
                Ok(Decision::LookAgain)
            }
            "note" => {
                let text = self.ask(&format!("note.{id}"), "Note", Form::Text { default: None })?;
                self.journal.append(What::Noted { step: Some(id), text })?;
                Ok(Decision::LookAgain)
            }
            "override" => {
                let reason = self.reason(&id, "Nobody else is there to agree. Why does it go on?")?;
                self.journal.append(What::Overridden { step: id, check: SIGN_OFF.to_owned(), reason })?;
                Ok(Decision::PutAside)
            }
            "pause" => {
                self.journal.append(What::Paused)?;
                self.say_left("Paused. Everything is written down;");
                Ok(Decision::Leave)
            }
            _ => {
                self.say_left("Nothing more was done.");
                Ok(Decision::Leave)
            }
        }
    }

    /// Says whether somebody was asked to agree to a step, whatever it was then.
    fn was_asked(&self, step: &str) -> bool {
        self.journal.run().steps.get(step).is_some_and(|record| !record.asked.is_empty())
    }

    /// Returns how many agreements to a step there are, whatever they are worth.
    fn agreements(&self, step: &str) -> usize {
        self.journal.run().steps.get(step).map_or(0, |record| record.agreements.len())
    }

    /// Returns each agreement to a step with what it is worth.
    fn verdicts(&self, current: &Current, digest: &str) -> Result<Vec<(Agreement, Verdict)>, Failure> {
        let roster = self.journal.store().people()?;
        let evidence = Evidence {
            repository: self.place.repository,
            store: self.journal.store(),
            name: self.journal.name(),
            roster: &roster,
            github: &self.place.github,
        };
        let may_agree = self.who_may_agree(current);
        let wanted = Wanted {
            digest,
            step: &current.step.id,
            does: &self.journal.me().login,
            may_agree: &may_agree,
            verified: self.place.requires_verified,
        };
        judged(&evidence, self.journal.run(), &wanted)
    }

    /// Writes down what is asked for, shares it, and says how the other person agrees.
    fn ask_for_agreement(
        &mut self,
        current: &Current,
        request: &Request,
        digest: &str,
        who: &str,
    ) -> Result<(), Failure> {
        let id = current.step.id.clone();
        let asked = self.journal.run().steps.get(&id).and_then(|record| record.asked.last());
        let short = digest.get(..12).unwrap_or(digest);
        let of = self.who_may_agree(current);
        // Another holder asks other people for it.
        if asked.is_some_and(|asked| asked.digest == digest && asked.who == self.journal.me().login && asked.of == of) {
            // It may not have come to the issue, or the issue came later.
            self.mention(current, digest, who);
            return Ok(());
        }
        // A day that is asked about stays that day, whenever the answer comes.
        if let Some(date) = request.variables.get("DATE").filter(|_| !self.journal.run().values.contains_key("DATE")) {
            self.journal.append(What::Answered { name: "DATE".to_owned(), value: date.clone() })?;
        }
        let asked = self.journal.run().steps.get(&id).and_then(|record| record.asked.last());
        let is_changed = asked.is_some_and(|asked| asked.digest != digest);
        self.journal.append(What::SignOffAsked {
            step: id.clone(),
            digest: digest.to_owned(),
            request: request.canonical(),
            of,
        })?;
        let is_shared = self.share()?;
        if is_changed {
            self.ui.words("What is to be agreed to is not what it was, so it is asked for anew.");
        }
        self.ui.words(&format!(
            "This step waits for the sign-off of {who}, who sees exactly what is shown here ({short})."
        ));
        let version = &self.journal.run().version;
        if is_shared {
            self.ui.status("Send this:");
            // Where anybody may, the person knows whom to send it to.
            let to = if who.starts_with('@') { format!("{who}: could") } else { "Could".to_owned() };
            self.ui.status(&format!("  {to} you look at `{id}` of {version}? `shepherd approve {version} {id}`"));
        } else {
            self.ui.status(&format!("In this clone, they agree with `shepherd approve {version} {id} --as LOGIN`."));
            let then = format!(
                "they agree in a clone of their own, after `git fetch`, with `shepherd approve {version} {id}`"
            );
            self.say_who_cannot_see(&then);
        }
        self.mirror_now()?;
        self.mention(current, digest, who);
        Ok(())
    }

    /// In a rehearsal nobody else is there: the agreement is what the person says it is.
    fn agree_in_rehearsal(&mut self, current: &Current, who: &str) -> Result<(), Failure> {
        let id = current.step.id.clone();
        if self.journal.run().steps.get(&id).is_some_and(|record| !record.agreed.is_empty()) {
            return Ok(());
        }
        self.ui.words(&format!("This step needs the sign-off of {who}. In a rehearsal you say who looked."));
        let allowed = self.who_may_agree(current);
        let proposal = allowed.first().cloned();
        let form = Form::Text { default: proposal.as_deref() };
        let by = self.ask(&format!("agreed.{id}"), "Who looked at it and agreed? (login)", form)?;
        let by = by.trim_start_matches('@').to_owned();
        if by.eq_ignore_ascii_case(&self.journal.me().login) {
            return Err(Failure::new(Kind::Refused, format!("@{by} cannot agree to their own step `{id}`"))
                .hint("ask somebody else to look, and answer with their login"));
        }
        if !allowed.is_empty() && !allowed.iter().any(|login| login.eq_ignore_ascii_case(&by)) {
            return Err(Failure::new(
                Kind::Refused,
                format!("the agreement of {who} is needed for `{id}`, not @{by}'s"),
            )
            .hint("ask them to look, and answer with their login"));
        }
        self.journal.append(What::Agreed { step: id, by: by.clone() })?;
        self.ui.status(&format!("agreed by @{by}, as it is practised"));
        Ok(())
    }

    /// Returns the failure for a sign-off that is missing, where nobody is there to wait for it.
    fn missing(&self, step: &str, digest: &str, who: &str) -> Failure {
        let version = &self.journal.run().version;
        let short = digest.get(..12).unwrap_or(digest);
        let failure = Failure::new(Kind::Refused, format!("`{step}` waits for the sign-off of {who} ({short})"));
        let mut failure = if self.journal.is_shared() {
            failure.hint(format!("they look at it with `shepherd approve {version} {step}`, on a clone of their own"))
        } else {
            failure
                .hint(format!("they look at it here, with `shepherd approve {version} {step} --as LOGIN`"))
                .hint("or on a machine of their own, once the store is shared: `shepherd store init`")
        };
        if let Some((_, url)) = &self.journal.run().issue {
            failure = failure.hint(format!("or comment `/shepherd approve {step} {}` on {url}", copied(digest)));
        }
        failure
            .hint("then go on with `shepherd guide`; nothing ran")
            .hint(format!("or wait for it here: `--answer sign-off.{step}=wait`"))
    }
}

/// So often it is looked at the store for each time that GitHub is asked for comments.
const LOOKS_A_QUESTION: u8 = 5;

/// What a sign-off that is put aside is called among the checks.
const SIGN_OFF: &str = "sign-off";

/// Returns the agreement that counts, a verified one before one that is claimed.
fn counting(verdicts: &[(Agreement, Verdict)]) -> Option<(&Agreement, Word)> {
    let words = verdicts.iter().filter_map(|(agreement, verdict)| match verdict {
        Verdict::Counts(word) => Some((agreement, *word)),
        _ => None,
    });
    words.max_by_key(|(_, word)| *word == Word::Verified)
}

fn in_words(word: Word) -> &'static str {
    match word {
        Word::Verified => ", verified",
        Word::Claimed => ", claimed: nobody signed, so this guards against mistakes only",
    }
}
