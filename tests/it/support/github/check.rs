//! A check of the fake GitHub.

/// A check of a commit: a workflow that a push to `main` started, unless it says otherwise.
#[derive(Clone)]
#[must_use = "pass the check to `Repository::check`"]
pub(crate) struct Check {
    pub(super) name: String,
    /// `CheckStatusState` and `CheckConclusionState`.
    pub(super) status: &'static str,
    pub(super) conclusion: Option<&'static str>,
    pub(super) kind: Kind,
    /// The full name of the reference that it ran for, where GitHub knows it.
    pub(super) reference: Option<String>,
}

#[derive(Clone, PartialEq)]
pub(super) enum Kind {
    /// A check run of an app.
    App,
    /// An app that never ran anything, for which GitHub opens a suite all the same.
    IdleApp,
    /// A status, which belongs to no suite.
    Status,
    /// A workflow that this event started.
    Workflow(String),
}

impl Check {
    fn new(name: &str, status: &'static str, conclusion: Option<&'static str>) -> Self {
        let (kind, reference) = (Kind::Workflow("push".to_owned()), Some("refs/heads/main".to_owned()));
        Self { name: name.to_owned(), status, conclusion, kind, reference }
    }

    pub(crate) fn passed(name: &str) -> Self {
        Self::ended(name, "SUCCESS")
    }

    pub(crate) fn failed(name: &str) -> Self {
        Self::ended(name, "FAILURE")
    }

    /// Makes a check that ended with this conclusion.
    pub(crate) fn ended(name: &str, conclusion: &'static str) -> Self {
        Self::new(name, "COMPLETED", Some(conclusion))
    }

    pub(crate) fn running(name: &str) -> Self {
        Self::new(name, "IN_PROGRESS", None)
    }

    /// Makes an app that waits for something to do.
    pub(crate) fn idle_app(name: &str) -> Self {
        Self { kind: Kind::IdleApp, reference: None, ..Self::new(name, "QUEUED", None) }
    }

    /// Makes it a commit status.
    pub(crate) fn status(self) -> Self {
        Self { kind: Kind::Status, ..self }
    }

    /// Makes it the check of an app, which is no workflow.
    pub(crate) fn app(self) -> Self {
        Self { kind: Kind::App, ..self }
    }

    /// Sets the event that started the workflow.
    pub(crate) fn event(self, name: &str) -> Self {
        Self { kind: Kind::Workflow(name.to_owned()), ..self }
    }

    /// Sets the reference that it ran for, by its full name.
    pub(crate) fn reference(self, name: &str) -> Self {
        Self { reference: Some(name.to_owned()), ..self }
    }

    /// Lets GitHub name no reference for it.
    pub(crate) fn without_reference(self) -> Self {
        Self { reference: None, ..self }
    }

    /// Returns how it stands as a `StatusState`.
    pub(super) fn state(&self) -> &'static str {
        match self.conclusion {
            None => "PENDING",
            Some("SUCCESS" | "NEUTRAL" | "SKIPPED") => "SUCCESS",
            Some(_) => "FAILURE",
        }
    }
}
