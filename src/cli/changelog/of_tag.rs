//! The section that the tag of a release has already: what people wrote there is brought over, and not made anew.

use crate::cli::changelog::place::other_usual;
use crate::cli::context::Context;
use crate::cli::range::{Gathered, Reading};
use crate::core::changelog::document::{Generated, bring, check};
use crate::core::history::CommitId;
use crate::core::text::clean;
use crate::failure::Failure;
use crate::system::files;

/// The changelog that a tag has.
pub(in crate::cli) struct OfTag {
    tag: String,
    file: String,
    text: String,
}

impl OfTag {
    /// Reads the changelog of the tag that the range ends with: `file`, from the top of the repository, else one in a usual
    /// place where that is in one too. `None` where no tag is there, or it has no changelog.
    pub(super) fn read(reading: &Reading<'_>, gathered: &Gathered, file: &str) -> Result<Option<Self>, Failure> {
        let Some(tag) = &gathered.range.head_tag else { return Ok(None) };
        let Some(commit) = CommitId::parse(&tag.commit.to_string()) else { return Ok(None) };
        for file in std::iter::once(file).chain(other_usual(file)) {
            // What is no file there has no section.
            let Some(bytes) = reading.repository.content_at(commit, file).ok().flatten() else { continue };
            let text = files::decode(&format!("{}:{file}", tag.name), bytes)?;
            return Ok(Some(Self { tag: tag.name.clone(), file: file.to_owned(), text }));
        }
        Ok(None)
    }

    /// Returns the text of a file with the section of the tag in it; `None` where the file has one already, or the tag has
    /// none.
    pub(super) fn brought(&self, context: &Context<'_>, text: &str, generated: &Generated) -> Option<String> {
        match bring(text, &self.text, generated) {
            Ok(brought) => brought,
            Err(error) => {
                // What is wrong with the file itself is told where it is merged.
                if check(text, generated).is_ok() {
                    let place = clean(&format!("{}:{}", self.tag, self.file)).into_owned();
                    context.ui.warning(&format!("what people wrote in {place} is not brought over: {error}"));
                }
                None
            }
        }
    }

    /// Says that the section was brought.
    pub(super) fn tell(&self, context: &Context<'_>, name: &str, version: &str) {
        let tag = clean(&self.tag);
        context.ui.status(&format!("{name}: brought the section of {version} as people left it at the tag `{tag}`"));
    }
}
