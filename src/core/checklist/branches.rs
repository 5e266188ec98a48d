//! temporary
use std::ops::Range;
/// x
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BranchOrRemote {
    /// x
    Branch,
    /// x
    Remote,
}
/// x
pub fn named_branches_and_remotes(_commands: &str) -> Vec<(BranchOrRemote, String, Range<usize>)> {
    Vec::new()
}
/// x
pub fn canonical_name(name: &str) -> String {
    name.to_uppercase()
}
