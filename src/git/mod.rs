//! Git, read with libgit2: repositories, revisions, tags, histories, changed paths.

mod error;
mod heads;
mod history;
mod listing;
mod lookup;
mod mentions;
mod patches;
mod paths;
mod range;
mod remote;
mod repository;
mod security;
mod tags;
mod work_tree;

pub use error::GitError;
pub use heads::Head;
pub use history::{earlier, load, load_default_branch};
pub use listing::list_remote;
pub use mentions::{Mention, mentions};
pub use paths::Paths;
pub use range::{Ends, Resolved, resolve};
pub use remote::{Project, project, remotes};
pub use repository::Repository;
pub use tags::{Tag, Tags};
pub use work_tree::WorkTree;
