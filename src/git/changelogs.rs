//! The changelogs of the newest commit, as texts.

use git2::{ObjectType, TreeWalkMode, TreeWalkResult};

use crate::core::changelog::rules::Housekeeping;
use crate::git::Repository;

/// So deep below the top a changelog stands at most: `docs/source/reference/changelog.md`.
const DEEPEST: usize = 3;

/// How the names of changelogs begin; what follows may be a line of versions: `CHANGELOG_V20.md`.
const NAMES: [&str; 6] = ["changelog", "changes", "history", "news", "release_notes", "release-notes"];

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
            if (rules.by_path(&path).is_some() || is_usual(name))
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

/// Says whether a file is a changelog by its name, wherever it stands.
fn is_usual(name: &str) -> bool {
    let lower = name.to_lowercase();
    let (stem, end) = lower.rsplit_once('.').unwrap_or((&lower, "md"));
    let rest = NAMES.iter().find_map(|name| stem.strip_prefix(name));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_', '.']))
        && ["md", "markdown", "rst", "txt", "adoc"].contains(&end)
}
