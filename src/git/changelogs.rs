//! The changelogs of the newest commit, as texts.

use git2::{ObjectType, TreeWalkMode, TreeWalkResult};

use crate::core::changelog::rules::Housekeeping;
use crate::git::Repository;

/// So deep below the top a changelog stands at most: `docs/source/reference/changelog.md`.
const DEEPEST: usize = 3;

/// Longer ones are read by nobody.
const LONGEST: usize = 8 << 20;

impl Repository {
    /// Returns the changelogs at `HEAD`, else on the default branch, each with its path. `rules` say what is one.
    pub fn changelogs(&self, rules: &Housekeeping) -> Vec<(String, String)> {
        let head = self.inner.revparse_single("HEAD").ok();
        let head = head.or_else(|| self.inner.revparse_single(&self.default_branch()?).ok());
        let Some(tree) = head.and_then(|head| head.peel_to_tree().ok()) else { return Vec::new() };
        let mut found = Vec::new();
        let walked = tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
            let Ok(name) = entry.name() else { return TreeWalkResult::Skip };
            let path = format!("{folder}{name}");
            let depth = folder.matches('/').count();
            if entry.kind() == Some(ObjectType::Tree) {
                let is_hidden = name.starts_with('.') || ["node_modules", "vendor", "third_party"].contains(&name);
                return if depth >= DEEPEST || is_hidden { TreeWalkResult::Skip } else { TreeWalkResult::Ok };
            }
            let stem = name.to_lowercase();
            let is_one = ["change", "history", "news", "release"].iter().any(|start| stem.starts_with(start))
                && (rules.by_path(&path).is_some() || stem.starts_with("change"));
            if is_one
                && let Some(blob) = entry.to_object(&self.inner).ok().and_then(|object| object.into_blob().ok())
                && blob.size() <= LONGEST
                && let Ok(text) = std::str::from_utf8(blob.content())
            {
                found.push((path, text.to_owned()));
            }
            TreeWalkResult::Ok
        });
        // What was found before something could not be read is good.
        drop(walked);
        found
    }
}
