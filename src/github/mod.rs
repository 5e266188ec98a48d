//! GitHub: the details of pull requests, in batches.

mod client;
mod details;
mod error;
mod pull_requests;
mod query;
mod site;

pub use client::Client;
pub use error::GithubError;
pub use pull_requests::fetch;
pub use site::Site;
