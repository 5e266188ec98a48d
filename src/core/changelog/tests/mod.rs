//! Tests of the accounting on histories that never were in a repository.

mod accounting;
mod messages;
mod spellings;
mod story;
mod walks;
