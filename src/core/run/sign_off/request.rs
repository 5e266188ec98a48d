//! What another person is asked to agree to: all that they see, as one text and its digest.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::core::digest::sha256;
use crate::failure::{Failure, Kind};

/// What another person is asked to agree to. A change of any field makes it another request.
///
/// The fields stand in the order of their names, as the canonical text has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The commands that will run, block by block.
    pub commands: Vec<String>,
    /// The folder that they run in, relative to the top of the repository, with `/`; empty for the top.
    pub folder: String,
    /// The project, as `owner/name`.
    pub project: String,
    /// How often the step was asked for from the beginning: an agreement to a step that was reopened is used up.
    pub round: usize,
    /// The identity of the first event of the run: another run of the same version is another request.
    pub run: String,
    /// The identity of the step.
    pub step: String,
    /// The commit that is going to be released, in full; `None` while it is not settled.
    pub target: Option<String>,
    /// SHA-256 of the step's own text, in hexadecimal.
    pub text: String,
    /// The title of the step.
    pub title: String,
    /// What the document leaves open, and the values.
    pub variables: BTreeMap<String, String>,
    /// The version.
    pub version: String,
}

/// Why a text is no request.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RequestError {
    /// It is something else.
    #[error("what was asked to be agreed to cannot be read: {reason}")]
    Unreadable {
        /// What the reader says.
        reason: String,
    },
    /// It says the same in another way, or more: its digest would not be that of what is shown.
    #[error("what was asked to be agreed to holds more than can be shown here, or was written by something else")]
    NotCanonical,
}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Self::new(Kind::Input, error.to_string())
            .hint("see that both sides have the same version of shepherd, and have the step asked for again: nothing was approved")
    }
}

impl Request {
    /// Returns the one text of this request: JSON without spaces, with the keys in order at every level, as RFC 8785
    /// writes it.
    pub fn canonical(&self) -> String {
        // Serialising cannot fail: all keys are texts, and nothing in it has a serialiser of its own.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Returns the SHA-256 of the canonical text, in hexadecimal.
    pub fn digest(&self) -> String {
        sha256(&self.canonical())
    }

    /// Reads a request from its canonical text, and nothing else from any other.
    pub fn read(text: &str) -> Result<Self, RequestError> {
        let request: Self =
            serde_json::from_str(text).map_err(|error| RequestError::Unreadable { reason: error.to_string() })?;
        if request.canonical() == text { Ok(request) } else { Err(RequestError::NotCanonical) }
    }
}
