//! What is told in the issue, beside how the run stands, and what is told of the issue where it fails.

use crate::core::run::{Event, What, copied};
use crate::core::text::clean;
use crate::failure::Failure;
use crate::github::{GithubError, LONGEST_BODY, comment};
use crate::guide::mirror::page;
use crate::guide::walk::{Current, Guide};
use crate::render::markdown::escape;

impl Guide<'_> {
    /// Asks for a sign-off in the issue, with all that the other person has to see. Once in a process it is looked
    /// whether that stands there.
    pub(in crate::guide) fn mention(&mut self, current: &Current, digest: &str, who: &str) {
        if self.mirror.is_none() {
            return;
        }
        let request = self.request(current);
        let short = copied(digest);
        let marker = format!("<!-- shepherd: sign-off {} {} {short} -->", request.run, request.step);
        let room = LONGEST_BODY - marker.chars().count() - 2;
        self.tell_in_issue(&page::request(&request, short, who, room), &marker);
    }

    /// Asks the mentors in the issue to look at a step.
    pub(in crate::guide) fn mention_mentors(&mut self, current: &Current) {
        let run = self.journal.run();
        let mentors: Vec<String> = run.people.mentors.iter().map(|login| format!("@{}", clean(login))).collect();
        let body = format!(
            "{}: could you look at step {} of {} of the release {} with @{}?\n\n“{}” ({}, line {})\n",
            mentors.join(", "),
            current.number,
            current.total,
            escape(&run.version),
            clean(&self.journal.me().login),
            escape(&clean(&current.step.title)),
            self.file_link(),
            current.step.line,
        );
        let is_asking = |event: &&Event| matches!(&event.what, What::MentorAsked { step } if *step == current.step.id);
        let times = self.journal.events().iter().filter(is_asking).count();
        let marker = self.marker(&format!("mentor {times}"), current);
        self.tell_in_issue(&body, &marker);
    }

    /// Asks somebody in the issue to do a step that needs their right.
    pub(in crate::guide) fn mention_holder(&mut self, current: &Current, who: &str, command: &str) {
        let who = if who.starts_with('@') { clean(who).into_owned() } else { escape(&clean(who)).into_owned() };
        let right = current.step.annotation.role.as_deref().unwrap_or_default();
        let run = self.journal.run();
        let body = format!(
            "{who}: could you do the step “{}” of {}? It needs the right `{}`. On a clone that has this run: {command}\n",
            escape(&clean(&current.step.title)),
            escape(&run.version),
            clean(right).replace('`', ""),
        );
        let round = run.respins + run.steps.get(&current.step.id).map_or(0, |record| record.reopened);
        let marker = self.marker(&format!("others {round}"), current);
        self.tell_in_issue(&body, &marker);
    }

    /// Returns the comment by which what was told of a step is found.
    fn marker(&self, what: &str, current: &Current) -> String {
        let run = self.journal.events().first().map(|event| event.id.as_str()).unwrap_or_default();
        format!("<!-- shepherd: {what} {run} {} -->", current.step.id)
    }

    /// Tells somebody in the issue that something waits for them, unless that stands there.
    fn tell_in_issue(&mut self, body: &str, marker: &str) {
        if self.told.iter().any(|told| told == marker) {
            return;
        }
        match self.on_issue(async |client, project, number| comment(client, project, number, body, marker).await) {
            None => {}
            Some(Ok(url)) => {
                self.ui.status(&format!("the tracking issue asks as well: {url}"));
                self.told.push(marker.to_owned());
            }
            Some(Err(error)) => {
                self.warn_of_issue(
                    "nobody was told in the tracking issue",
                    error,
                    "tell them yourself; the release goes on all the same",
                );
            }
        }
    }

    /// Says why the issue does not say how the run stands. It stops nothing.
    pub(super) fn say_not_mirrored(&mut self, error: GithubError) {
        let next = "the release goes on all the same; the next `shepherd guide` tries again";
        self.warn_of_issue("the tracking issue is not up to date", error, next);
    }

    /// Says why there is no issue.
    pub(super) fn say_not_opened(&mut self, error: GithubError) {
        let next = "the release goes on all the same; `shepherd guide --issue` tries again";
        self.warn_of_issue("no tracking issue is opened", error, next);
    }

    /// Says that GitHub is not asked.
    pub(super) fn say_not_reached(&self, is_there: bool, why: &str) {
        if is_there {
            self.ui.warning(&format!("the tracking issue is not brought up to date: {why}"));
            self.ui
                .hint("the release goes on all the same; the next `shepherd guide` that asks GitHub makes up for it");
        } else {
            self.ui.warning(&format!("no tracking issue is opened: {why}"));
            self.ui.hint("the release goes on all the same; `shepherd guide --issue` opens one later");
        }
    }

    /// Warns of something once, with what can be done about it.
    pub(super) fn warn_of_issue(&mut self, what: &str, error: GithubError, next: &str) {
        // What passes by itself needs no more than another try.
        let passes = matches!(error, GithubError::GaveUp { .. } | GithubError::RateLimited { .. });
        let failure = Failure::from(error);
        let words = format!("{what}: {}", failure.message);
        if self.told.contains(&words) {
            return;
        }
        self.ui.warning(&words);
        for hint in failure.hints.iter().filter(|_| !passes) {
            self.ui.hint(hint);
        }
        self.ui.hint(next);
        self.told.push(words);
    }
}
