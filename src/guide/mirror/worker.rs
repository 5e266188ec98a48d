//! The part that writes the issue beside the person: the newest page alone counts.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use secrecy::SecretString;

use crate::github::{Client, GithubError, IssueState, IssueText, Site, on_network, update_issue};

/// An issue that is kept up to date. It ends with the value.
pub struct Mirror {
    jobs: Sender<Job>,
    failure: Arc<Mutex<Option<GithubError>>>,
    shown: Option<Page>,
}

/// What the issue says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Page {
    title: String,
    body: String,
    is_over: bool,
}

enum Job {
    Show(Page),
    /// Somebody waits until all before it is done.
    End(Sender<()>),
}

impl Mirror {
    /// Begins to keep an issue up to date.
    pub(super) fn begin(site: Site, token: SecretString, project: String, number: u64, marker: String) -> Self {
        let (jobs, received) = channel();
        let failure = Arc::new(Mutex::new(None));
        let worker = Worker { site, token, project, number, marker, failure: Arc::clone(&failure) };
        thread::spawn(move || worker.work(&received));
        Self { jobs, failure, shown: None }
    }

    /// Lets the issue say this, where it does not yet.
    pub(super) fn show(&mut self, title: String, body: String, is_over: bool) {
        let page = Page { title, body, is_over };
        if self.shown.as_ref() != Some(&page) {
            // Without the other side the issue stays as it is, which is told at the end.
            drop(self.jobs.send(Job::Show(page.clone())));
            self.shown = Some(page);
        }
    }

    /// Returns why the issue could not be written the last time, once.
    pub(super) fn take_failure(&self) -> Option<GithubError> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Says that the issue, which is open, has this title and body.
    pub(super) fn is_shown(&mut self, title: String, body: String) {
        self.shown = Some(Page { title, body, is_over: false });
    }

    /// Waits until the issue says the last that it was to say, or for `limit`. Returns why it does not.
    pub(super) fn end(self, limit: Duration) -> Option<GithubError> {
        let (reply, answer) = channel();
        let is_in_time = self.jobs.send(Job::End(reply)).is_ok() && answer.recv_timeout(limit).is_ok();
        self.take_failure().or_else(|| {
            let last = format!("no answer in {} seconds", limit.as_secs());
            (!is_in_time).then(|| GithubError::GaveUp { attempts: 1, last, missing: "the newest page".to_owned() })
        })
    }
}

struct Worker {
    site: Site,
    token: SecretString,
    project: String,
    number: u64,
    marker: String,
    failure: Arc<Mutex<Option<GithubError>>>,
}

impl Worker {
    fn work(&self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            let (mut page, mut waiting) = (None, Vec::new());
            // What came meanwhile is later, and all that counts.
            for job in std::iter::once(job).chain(jobs.try_iter()) {
                match job {
                    Job::Show(newer) => page = Some(newer),
                    Job::End(reply) => waiting.push(reply),
                }
            }
            if let Some(page) = page {
                let failure = self.write(&page).err();
                *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = failure;
            }
            for reply in waiting {
                reply.send(()).ok();
            }
        }
    }

    fn write(&self, page: &Page) -> Result<(), GithubError> {
        let text = IssueText { title: &page.title, body: &page.body, marker: &self.marker };
        let state = if page.is_over { IssueState::Closed } else { IssueState::Open };
        on_network(async {
            let client = Client::new(&self.site, self.token.clone(), super::PATIENCE)?;
            update_issue(&client, &self.project, self.number, &text, Some(state)).await
        })?;
        Ok(())
    }
}
