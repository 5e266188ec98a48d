//! The agreements that were given as comments of the issue.

use crate::core::run::{Approval, What, WhyNot, approvals, copied, misses};
use crate::core::text::clean;
use crate::failure::Failure;
use crate::github::comments;
use crate::guide::walk::{Current, Guide};

impl Guide<'_> {
    /// Brings the agreements that were given as comments of the issue into the log: those to just this request, of
    /// people in the records or of those who are asked.
    pub(in crate::guide) fn take_comments(&mut self, current: &Current, digest: &str) -> Result<(), Failure> {
        let found = match self.on_issue(async |client, project, number| comments(client, project, number).await) {
            None => return Ok(()),
            Some(Err(error)) => {
                let next = "whoever agreed there can agree with `shepherd approve` as well";
                self.warn_of_issue("the comments of the tracking issue were not read", error, next);
                return Ok(());
            }
            Some(Ok(found)) => found,
        };
        let step = &current.step.id;
        let short = copied(digest);
        for approval in approvals(&found) {
            if approval.step == *step {
                self.take_approval(current, digest, approval)?;
            } else if digest.starts_with(&approval.digest) {
                let (who, other) = (clean(&approval.by), clean(&approval.step));
                let words = format!("@{who} agreed to `{other}`, and not to `{step}`: {}", approval.url);
                self.warn_of_comment(approval.url, &words, &format!("the line to copy names `{step}`"));
            }
        }
        for miss in misses(&found, step, short) {
            let who = miss.by.as_deref().map(clean).unwrap_or_default();
            let (words, hint) = match miss.why {
                WhyNot::App => (
                    format!("the comment of the app {who} agrees to nothing: {}", miss.url),
                    "a person has to say it".to_owned(),
                ),
                WhyNot::Gone => (
                    format!("a comment of an account that is gone agrees to nothing: {}", miss.url),
                    "somebody who is there has to say it".to_owned(),
                ),
                WhyNot::TalkedAbout => (
                    format!("the comment of @{who} only talks of agreeing: {}", miss.url),
                    format!(
                        "what counts is the line `/shepherd approve {step} {short}` alone, outside of quotations and code"
                    ),
                ),
            };
            self.warn_of_comment(miss.url, &words, &hint);
        }
        Ok(())
    }

    /// Writes an agreement to the step into the log, or says why it is none.
    fn take_approval(&mut self, current: &Current, digest: &str, approval: Approval) -> Result<(), Failure> {
        let step = &current.step.id;
        let is_current = digest.starts_with(&approval.digest);
        let known = self.journal.run().steps.get(step);
        let mut known = known.into_iter().flat_map(|record| &record.agreements);
        // What was taken in is judged whenever it is needed.
        if known.any(|known| {
            known.comment.as_deref() == Some(approval.url.as_str()) && (known.digest == digest || !is_current)
        }) {
            return Ok(());
        }
        let who = clean(&approval.by).into_owned();
        if !is_current {
            let words = format!("@{who} agreed to something else than what is shown now: {}", approval.url);
            self.warn_of_comment(approval.url, &words, "they look again, and copy the line of the newest request");
            return Ok(());
        }
        let me = &self.journal.me().login;
        if approval.by.eq_ignore_ascii_case(me) && !self.who_may_agree(current).contains(me) {
            let words = format!("@{who} does the step, so their own comment agrees to nothing: {}", approval.url);
            self.warn_of_comment(approval.url, &words, "somebody else has to look");
            return Ok(());
        }
        let is_somebody = self.journal.store().people()?.with_login(&approval.by).is_some();
        if !is_somebody && !self.who_may_agree(current).iter().any(|login| login.eq_ignore_ascii_case(&approval.by)) {
            let words =
                format!("the comment of @{who}, who is not in the records, agrees to nothing: {}", approval.url);
            let hint =
                format!("`shepherd people add {who}` brings them in, or `shepherd guide --mentor {who}` asks them");
            self.warn_of_comment(approval.url, &words, &hint);
            return Ok(());
        }
        self.ui.status(&format!("@{who} agreed in the tracking issue: {}", approval.url));
        self.journal.append(What::SignedOff {
            step: step.clone(),
            digest: digest.to_owned(),
            by: approval.by,
            comment: Some(approval.url),
        })
    }

    /// Warns of a comment, once.
    fn warn_of_comment(&mut self, url: String, words: &str, hint: &str) {
        if !self.told.contains(&url) {
            self.ui.warning(words);
            self.ui.hint(hint);
            self.told.push(url);
        }
    }
}
