//! Paths that are meant from the top of a work tree.

use std::path::{Component, Path};

/// Says whether a path leads to a place below the top of a work tree, and not into a git directory: it is not absolute, has
/// no `..`, and no part is called `.git`.
pub fn is_below_top(path: &str) -> bool {
    let is_git = |part: &std::ffi::OsStr| part.eq_ignore_ascii_case(".git");
    let mut parts = Path::new(path).components();
    parts.all(|part| matches!(part, Component::CurDir) || matches!(part, Component::Normal(name) if !is_git(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_out_is_known() {
        for inside in ["CHANGELOG.md", "./docs/a.md", "docs/upgrading-v{major}.md", "..a/b", ".github/x.md"] {
            assert!(is_below_top(inside), "{inside}");
        }
        for outside in ["/etc/passwd", "../x.md", "docs/../../x", ".git/config", "./.GIT/config", "sub/.git/config"] {
            assert!(!is_below_top(outside), "{outside}");
        }
    }
}
