//! Why there is no draft release, or not as it should be.

use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::github::GithubError;
use crate::github::drafts::RIGHT;

/// Why there is no draft, or not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// GitHub did not do it.
    #[error("{0}")]
    Github(#[from] GithubError),
    /// The body could not be made.
    #[error("{}", .0.message)]
    Body(Failure),
    /// What stands under the tag is published.
    #[error("{}", published(.tag, *.was_draft, *.is_put_back))]
    Published {
        /// The tag.
        tag: String,
        /// The address of its page.
        url: String,
        /// Whether it was the draft of this line.
        was_draft: bool,
        /// Whether it was published in the moment in which it was changed, and has again what it had.
        is_put_back: bool,
    },
    /// The token may make drafts, and does not see them: it would make another one each time.
    #[error("the draft release of {project}: the token does not see drafts, so none was left there")]
    Unseen {
        /// `owner/name`.
        project: String,
    },
    /// The draft of another line has the tag.
    #[error("the draft release of another line, {line}, has the tag {tag}, and no second one was made")]
    Taken {
        /// The tag.
        tag: String,
        /// The other line.
        line: String,
        /// The address of its page.
        url: String,
    },
    /// Others remove what is there again and again.
    #[error("the draft release of {project}: somebody else removed it again and again")]
    Restless {
        /// `owner/name`.
        project: String,
    },
}

fn published(tag: &str, was_draft: bool, is_put_back: bool) -> String {
    match (was_draft, is_put_back) {
        (_, true) => format!(
            "somebody published the draft of {tag} in the moment in which it was brought up to date; it has the words \
             again that were published"
        ),
        (true, _) => format!("somebody published the draft of {tag} meanwhile; a published release is never changed"),
        (false, _) => format!("{tag} is released on GitHub already; a published release is never changed"),
    }
}

impl From<DraftError> for Failure {
    fn from(error: DraftError) -> Self {
        let message = error.to_string();
        match error {
            DraftError::Github(error) => error.into(),
            DraftError::Body(failure) => failure,
            DraftError::Published { url, .. } => Self::new(Kind::Refused, message)
                .hint(format!("look at {url}"))
                .hint("`git fetch --tags` brings its tag here; the next draft is of what comes after it"),
            DraftError::Taken { line, url, .. } => Self::new(Kind::Refused, clean(&message).into_owned())
                .hint(format!("give that one another tag, or delete it: {}", clean(&url)))
                .hint(format!(
                    "where the branch {} was renamed, write its new name into the last line of that draft: `line = \"…\"`",
                    clean(&line)
                )),
            DraftError::Unseen { .. } => Self::new(Kind::Outside, message).hint(format!(
                "the token needs `{RIGHT}`: in a workflow, give it to the job: `permissions:` with `{RIGHT}` in it"
            )),
            DraftError::Restless { .. } => Self::new(Kind::Outside, message)
                .hint("see who else writes drafts there, and let one job do it at a time (`concurrency:`)"),
        }
    }
}
