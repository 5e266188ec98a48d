//! An issue of the fake GitHub, and its comments.

use super::world::Actor;

/// An issue, open and without comments unless it says otherwise.
#[derive(Clone, Debug)]
#[must_use = "pass the issue to `Repository::with_issue`"]
pub(crate) struct Issue {
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) is_open: bool,
    pub(crate) comments: Vec<Comment>,
    pub(super) author: Actor,
    /// A `CommentAuthorAssociation`.
    pub(super) association: &'static str,
    pub(super) milestone: Option<String>,
    pub(super) is_locked: bool,
    pub(super) created_at: String,
    pub(super) labels: Vec<String>,
    pub(super) events: Vec<Event>,
    pub(super) fate: Option<Fate>,
}

/// Why an issue is not there any more.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fate {
    Deleted,
    /// The address that the REST interface leads to.
    Transferred(String),
}

/// Something that happened to an issue, by the name that GitHub has for it: `LabeledEvent`.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) kind: &'static str,
    pub(super) actor: Actor,
    pub(super) at: String,
}

/// A comment of an issue.
#[derive(Clone, Debug)]
#[must_use = "pass the comment to `Issue::comment`"]
pub(crate) struct Comment {
    pub(crate) body: String,
    pub(super) author: Actor,
    pub(super) at: String,
    /// Who changed it last.
    pub(super) editor: Option<Actor>,
}

impl Issue {
    pub(crate) fn new(number: u64, title: &str, author: impl Into<Actor>) -> Self {
        Self {
            number,
            title: title.to_owned(),
            body: String::new(),
            is_open: true,
            comments: Vec::new(),
            author: author.into(),
            association: "NONE",
            milestone: None,
            is_locked: false,
            created_at: "2026-03-01T09:00:00Z".to_owned(),
            labels: Vec::new(),
            events: Vec::new(),
            fate: None,
        }
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self
    }

    pub(crate) fn closed(mut self) -> Self {
        self.is_open = false;
        self
    }

    /// Sets how its author belongs to the repository, as a `CommentAuthorAssociation`.
    pub(crate) fn association(mut self, name: &'static str) -> Self {
        self.association = name;
        self
    }

    pub(crate) fn comment(mut self, comment: Comment) -> Self {
        self.comments.push(comment);
        self
    }

    /// Sets when it was opened.
    pub(crate) fn created_at(mut self, timestamp: &str) -> Self {
        timestamp.clone_into(&mut self.created_at);
        self
    }

    pub(crate) fn label(mut self, name: &str) -> Self {
        self.labels.push(name.to_owned());
        self
    }

    /// Lets something happen to it, by the name that GitHub has for it: `LabeledEvent`.
    pub(crate) fn event(mut self, kind: &'static str, actor: impl Into<Actor>, at: &str) -> Self {
        self.events.push(Event { kind, actor: actor.into(), at: at.to_owned() });
        self
    }

    /// Locks the conversation.
    pub(crate) fn locked(mut self) -> Self {
        self.is_locked = true;
        self
    }

    /// Deletes it, as an owner can: its number stays taken.
    pub(crate) fn deleted(mut self) -> Self {
        self.fate = Some(Fate::Deleted);
        self
    }

    /// Transfers it to another repository, where the REST interface has it at this address.
    pub(crate) fn transferred(mut self, address: &str) -> Self {
        self.fate = Some(Fate::Transferred(address.to_owned()));
        self
    }
}

impl Comment {
    pub(crate) fn new(author: impl Into<Actor>, body: &str) -> Self {
        Self { body: body.to_owned(), author: author.into(), at: "2026-03-02T08:00:00Z".to_owned(), editor: None }
    }

    /// Sets when it was written.
    pub(crate) fn at(mut self, timestamp: &str) -> Self {
        timestamp.clone_into(&mut self.at);
        self
    }

    /// Lets somebody change it an hour later.
    pub(crate) fn edited_by(mut self, editor: impl Into<Actor>) -> Self {
        self.editor = Some(editor.into());
        self
    }
}
