//! `shepherd`, a release coordination assistant.
//!
//! | module | what is in it |
//! |---|---|
//! | [`core`] | what releases are; pure |
//! | [`cli`] | the front door: one file for each subcommand |
//! | [`github`] | octocrab: pull requests in batches |
//! | [`shell`] | running a step's commands |
//! | [`render`] | handlebars: documents from values, each with its own escaping |
//! | [`ui`] | the terminal: data, status, warnings, progress, prompts |
//! | [`config`] | defaults < `.shepherd.toml` < environment < flags |
//! | [`git`] | history, tags, trees, with libgit2 |
//! | [`system`] | the only clock, environment, processes and files |
//! | [`failure`] | what can go wrong for a user, and its exit code |
//!
//! Direction: `cli -> github, shell, render, ui, config -> git -> system -> core`: each may use what stands to its
//! right, and `core` uses only itself and pure crates.

pub mod cli;
pub mod config;
pub mod core;
pub mod failure;
pub mod git;
pub mod github;
pub mod render;
pub mod shell;
pub mod system;
pub mod ui;
