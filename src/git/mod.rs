//! Git, read with libgit2: repositories, revisions, tags, histories, changed paths. What needs a remote or a key is done
//! by the git program.

mod address;
mod changelogs;
mod credentials;
mod ends;
mod error;
mod founding;
mod heads;
mod history;
mod lines;
mod listing;
mod lookup;
mod mailmap;
mod mentions;
mod one_file;
mod patches;
mod paths;
mod program;
mod range;
mod releases;
mod remote;
mod repository;
mod security;
mod signature;
mod survey;
mod tags;
mod transfer;
mod work_tree;

pub use address::Address;
pub use credentials::without_credentials;
pub use error::GitError;
pub use founding::{clone_beside, found};
pub use heads::Head;
pub use history::{earlier, load, load_default_branch, load_onto};
pub use lines::{Beside, beside};
pub use listing::list_remote;
pub use lookup::setting_at;
pub use mentions::{Mention, mentions};
pub use one_file::FileChange;
pub use paths::Paths;
pub use range::{Ends, Resolved, resolve};
pub use releases::{tagged, tagged_one};
pub use remote::{Project, project, remotes};
pub use repository::Repository;
pub use signature::{
    Identity, Signature, SignatureError, SigningFormat, SigningSetup, is_own_signature, sign_commit, signing_setup,
    verify_commit,
};
pub use survey::Series;
pub use tags::{Tag, Tags};
pub use transfer::{
    Pushed, TransferError, fetch_branch, git_version, push_branch, read_bundle_into, remote_tags, try_push,
    write_bundle,
};
pub use work_tree::WorkTree;
