//! The tracking issue: an issue on GitHub that mirrors the run. It is never the source of anything but agreements, and a
//! failure to mirror never stops a release.

mod page;
mod worker;

use std::time::Duration;

use crate::core::run::{What, approvals};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::github::{Client, GithubError, IssueText, comment, comments, fitted, on_network, open_issue};
use crate::guide::place::Github;
use crate::guide::walk::{Current, Guide};

pub use worker::Mirror;

/// How long one thing that is done on GitHub may take.
const PATIENCE: Duration = Duration::from_secs(30);

impl Guide<'_> {
    /// Begins to mirror the run, in the issue that it has or in a new one where that is asked for.
    ///
    /// # Errors
    ///
    /// Where it is asked for and nobody may know of the run.
    pub fn begin_to_mirror(&mut self, is_asked: bool) -> Result<(), Failure> {
        if self.journal.run().start.private {
            if is_asked {
                return Err(Failure::new(
                    Kind::Refused,
                    "this run was begun with `--private`, and an issue would show it",
                )
                .hint("leave `--issue` out; nothing was sent"));
            }
            return Ok(());
        }
        if self.journal.run().issue.is_none() && !is_asked {
            return Ok(());
        }
        let Github::Reachable { site, token, project } = &self.place.github else {
            let Github::Unreachable(why) = &self.place.github else { return Ok(()) };
            self.ui.warning(&format!("the tracking issue is not brought up to date: {why}"));
            return Ok(());
        };
        let (site, token, project) = (site.clone(), token.clone(), project.clone());
        if self.journal.run().issue.is_none() {
            let (title, body, marker) = (self.issue_title(), self.issue_body()?, self.issue_marker());
            let progress = self.ui.progress("opening the tracking issue");
            let text = IssueText { title: &title, body: &body, marker: &marker };
            let opened = on_network(async {
                let client = Client::new(&site, token.clone(), PATIENCE)?;
                open_issue(&client, &project, &text).await
            });
            drop(progress);
            match opened {
                Ok(issue) => {
                    self.ui.status(&format!("tracking issue: {}", issue.url));
                    self.journal.append(What::Mirrored { issue: issue.number, url: issue.url })?;
                }
                Err(error) => {
                    self.say_not_mirrored(&error.into());
                    return Ok(());
                }
            }
        }
        let Some((number, _)) = self.journal.run().issue else { return Ok(()) };
        self.mirror = Some(Mirror::begin(site, token, project, number, self.issue_marker()));
        self.mirror_now()
    }

    /// Brings the issue up to date beside the person, where it does not say yet how the run stands.
    pub(super) fn mirror_now(&mut self) -> Result<(), Failure> {
        if self.mirror.is_none() {
            return Ok(());
        }
        let (title, body, is_over) = (self.issue_title(), self.issue_body()?, self.journal.run().end.is_some());
        let Some(mirror) = &mut self.mirror else { return Ok(()) };
        mirror.show(title, body, is_over);
        if let Some(failure) = mirror.take_failure() {
            self.say_not_mirrored(&failure);
        }
        Ok(())
    }

    /// Brings the issue up to date and waits for it, for a while.
    pub fn finish_mirror(&mut self) -> Result<(), Failure> {
        self.mirror_now()?;
        let Some(mirror) = self.mirror.take() else { return Ok(()) };
        let progress = self.ui.progress("bringing the tracking issue up to date");
        let failure = mirror.end(PATIENCE);
        drop(progress);
        if let Some(failure) = failure {
            self.say_not_mirrored(&failure);
        }
        Ok(())
    }

    /// Says why the issue does not say how the run stands. It stops nothing.
    fn say_not_mirrored(&self, failure: &Failure) {
        self.ui.warning(&format!("the tracking issue is not up to date: {}", failure.message));
        self.ui.hint("the release goes on all the same; the next `shepherd guide` tries again");
    }

    /// Tells somebody in the issue that something waits for them.
    pub(super) fn tell_in_issue(&mut self, body: &str, marker: &str) {
        let told = self.on_issue(async |client, project, number| comment(client, project, number, body, marker).await);
        if let Some(Err(error)) = told {
            self.say_not_mirrored(&error.into());
        }
    }

    /// Asks for a sign-off in the issue, with all that the other person has to see.
    pub(super) fn mention(&mut self, current: &Current, digest: &str, who: &str) {
        if self.mirror.is_none() {
            return;
        }
        let request = self.request(current);
        let short = digest.get(..12).unwrap_or(digest);
        let body = page::request(&request, short, who);
        let marker = format!("<!-- shepherd: sign-off {} {} {short} -->", request.run, request.step);
        self.tell_in_issue(&fitted(&body, marker.len() + 2), &marker);
    }

    /// Brings the agreements that were given as comments of the issue into the log: those to just this request, of
    /// people in the records or of those who are asked.
    pub(super) fn take_comments(&mut self, current: &Current, digest: &str) -> Result<(), Failure> {
        let found = self.on_issue(async |client, project, number| comments(client, project, number).await);
        let found = match found {
            None => return Ok(()),
            Some(Err(error)) => {
                let failure = Failure::from(error);
                self.ui.warning(&format!("the comments of the tracking issue were not read: {}", failure.message));
                return Ok(());
            }
            Some(Ok(found)) => found,
        };
        let id = &current.step.id;
        let roster = self.journal.store().people()?;
        let asked = self.who_may_agree(current);
        for approval in approvals(&found).into_iter().filter(|approval| approval.step == *id) {
            let known = self.journal.run().steps.get(id);
            let is_known = |url: &str| {
                known.is_some_and(|record| {
                    record
                        .agreements
                        .iter()
                        .any(|known| known.comment.as_deref() == Some(url) && known.digest == digest)
                })
            };
            let is_somebody = roster.with_login(&approval.by).is_some()
                || asked.iter().any(|login| login.eq_ignore_ascii_case(&approval.by));
            if is_known(&approval.url) || self.told.contains(&approval.url) {
                continue;
            }
            let who = clean(&approval.by).into_owned();
            if !digest.starts_with(&approval.digest) {
                self.ui.warning(&format!("@{who} agreed to something else than what is shown now: {}", approval.url));
                self.told.push(approval.url);
            } else if is_somebody {
                self.ui.status(&format!("@{who} agreed in the tracking issue: {}", approval.url));
                self.journal.append(What::SignedOff {
                    step: id.clone(),
                    digest: digest.to_owned(),
                    by: approval.by,
                    comment: Some(approval.url),
                })?;
            } else {
                self.ui.warning(&format!(
                    "the comment of @{who}, who is not in the records, agrees to nothing: {}",
                    approval.url
                ));
                self.told.push(approval.url);
            }
        }
        Ok(())
    }

    /// Does something with the issue; `None` where there is none, or GitHub is not asked.
    fn on_issue<Reply>(
        &self,
        work: impl AsyncFnOnce(&Client, &str, u64) -> Result<Reply, GithubError>,
    ) -> Option<Result<Reply, GithubError>> {
        let (number, _) = self.journal.run().issue.as_ref()?;
        let Github::Reachable { site, token, project } = &self.place.github else { return None };
        let progress = self.ui.progress("asking GitHub");
        let done = on_network(async {
            let client = Client::new(site, token.clone(), PATIENCE)?;
            work(&client, project, *number).await
        });
        drop(progress);
        Some(done)
    }
}
