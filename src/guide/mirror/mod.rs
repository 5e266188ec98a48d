//! The tracking issue: an issue on GitHub that mirrors the run. It is never the source of anything but agreements, and a
//! failure to mirror never stops a release.

mod agreements;
mod page;
mod telling;
mod worker;

use std::time::Duration;

use secrecy::SecretString;

use crate::core::run::What;
use crate::failure::{Failure, Kind};
use crate::github::{Client, GithubError, Issue, IssueText, Site, has_issue, on_network, open_issue};
use crate::guide::place::Github;
use crate::guide::walk::Guide;
use crate::system::crash;

pub use worker::Mirror;

/// How long one thing that is done on GitHub may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the end of the program may take because of the issue.
const LAST_PATIENCE: Duration = Duration::from_secs(10);

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
        let is_there = self.journal.run().issue.is_some();
        if !is_there && !is_asked {
            return Ok(());
        }
        let (site, token, project) = match &self.place.github {
            Github::Reachable { site, token, project } => (site.clone(), token.clone(), project.clone()),
            Github::Unreachable(why) => {
                self.say_not_reached(is_there, why);
                return Ok(());
            }
        };
        let mut opened = None;
        if is_asked && (!is_there || self.is_issue_gone(&site, &token, &project)) {
            if self.options.step.is_some() {
                self.ui.warning("no tracking issue is opened: that is for who holds the run");
                self.ui.hint("leave `--issue` out; the step goes on all the same");
                return Ok(());
            }
            match self.open_issue(&site, &token, &project)? {
                Ok(issue) => {
                    crash::point("the issue is opened, and the log does not know");
                    self.ui.status(&format!("tracking issue: {}", issue.url));
                    self.journal.append(What::Mirrored { issue: issue.number, url: issue.url.clone() })?;
                    opened = Some(issue);
                }
                Err(error) => {
                    self.say_not_opened(error);
                    return Ok(());
                }
            }
        }
        let Some((number, _)) = self.journal.run().issue else { return Ok(()) };
        let mut mirror = Mirror::begin(site, token, project, number, self.issue_marker());
        let (title, body, marker) = (self.issue_title(), self.issue_body()?, self.issue_marker());
        if opened.is_some_and(|issue| issue.says(&IssueText { title: &title, body: &body, marker: &marker })) {
            mirror.is_shown(title, body);
        }
        self.mirror = Some(mirror);
        self.mirror_now()
    }

    /// Opens an issue for the run, or finds the one that it has.
    fn open_issue(
        &self,
        site: &Site,
        token: &SecretString,
        project: &str,
    ) -> Result<Result<Issue, GithubError>, Failure> {
        let (title, body, marker) = (self.issue_title(), self.issue_body()?, self.issue_marker());
        let _progress = self.ui.progress("opening the tracking issue");
        let text = IssueText { title: &title, body: &body, marker: &marker };
        Ok(on_network(async {
            let client = Client::new(site, token.clone(), PATIENCE)?;
            open_issue(&client, project, &text).await
        }))
    }

    /// Says whether the issue of the run is not there any more. What GitHub does not tell is there.
    fn is_issue_gone(&self, site: &Site, token: &SecretString, project: &str) -> bool {
        let Some((number, _)) = self.journal.run().issue else { return false };
        let _progress = self.ui.progress("looking for the tracking issue");
        let is_there = on_network(async {
            let client = Client::new(site, token.clone(), PATIENCE)?;
            has_issue(&client, project, number).await
        });
        is_there == Ok(false)
    }

    /// Brings the issue up to date beside the person, where it does not say yet how the run stands.
    pub(super) fn mirror_now(&mut self) -> Result<(), Failure> {
        if self.mirror.is_none() {
            return Ok(());
        }
        let (title, body, is_over) = (self.issue_title(), self.issue_body()?, self.journal.run().end.is_some());
        let Some(mirror) = &mut self.mirror else { return Ok(()) };
        mirror.show(title, body, is_over);
        if let Some(error) = mirror.take_failure() {
            self.say_not_mirrored(error);
        }
        Ok(())
    }

    /// Lets the issue of a run that came to its end say so.
    pub fn close_mirror(&mut self) {
        // The run has ended, whatever becomes of the issue.
        if let Err(failure) = self.begin_to_mirror(false) {
            self.ui.warning(&format!("the tracking issue is not up to date: {}", failure.message));
        }
    }

    /// Brings the issue up to date and waits for it, for a while.
    pub fn finish_mirror(&mut self) -> Result<(), Failure> {
        self.mirror_now()?;
        let Some(mirror) = self.mirror.take() else { return Ok(()) };
        let progress = self.ui.progress("bringing the tracking issue up to date");
        let error = mirror.end(LAST_PATIENCE);
        drop(progress);
        if let Some(error) = error {
            self.say_not_mirrored(error);
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
