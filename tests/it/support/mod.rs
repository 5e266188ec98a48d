//! What every test stands on: a sealed sandbox around real git, and a GitHub of its own.

mod github;
mod history;
pub(crate) mod kept;
mod kill;
mod output;
mod run;
mod sandbox;
#[cfg(unix)]
pub(crate) mod terminal;
mod tools;

pub(crate) use github::{
    Actor, Check, Comment, Failure, FakeGithub, Issue, PullRequest, Recorded, Release, Repository, TOKEN,
};
pub(crate) use output::Output;
pub(crate) use sandbox::Sandbox;
