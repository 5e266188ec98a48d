//! What commands check out.

use crate::core::checklist::script::commands;

/// Returns the branch, tag or commit that commands go to last, `None` where they stay. A branch that they make begins
/// where they are, so it is none.
///
/// ```
/// use release_shepherd::core::checklist::checked_out;
///
/// assert_eq!(checked_out("git checkout main && git pull").as_deref(), Some("main"));
/// assert_eq!(checked_out("git switch -c release-5.5"), None);
/// ```
pub fn checked_out(text: &str) -> Option<String> {
    let mut targets = commands(text).into_iter().filter_map(|command| {
        let words = command.texts();
        let mut words = words.into_iter();
        (words.next() == Some("git")).then_some(())?;
        let verb = words.next()?;
        let rest: Vec<&str> = words.collect();
        let is_move = ["checkout", "switch"].contains(&verb);
        let makes = ["-b", "-B", "-c", "-C", "--create", "--orphan"].iter().any(|option| rest.contains(option));
        // After `--` stand files.
        let names: Vec<&str> = rest.iter().copied().take_while(|word| *word != "--").collect();
        let plain: Vec<&str> = names.into_iter().filter(|word| !word.starts_with('-')).collect();
        match (is_move && !makes, plain.as_slice()) {
            (true, [name]) if !rest.contains(&"--") || rest.last() == Some(&"--") => Some((*name).to_owned()),
            _ => None,
        }
    });
    targets.next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_going_somewhere_counts() {
        let cases = [
            ("git checkout 5.x\ngit pull", Some("5.x")),
            ("git fetch; git checkout --detach origin/main", Some("origin/main")),
            ("git checkout -- CHANGELOG.md", None),
            ("git checkout main -- file", None),
            ("git checkout -b release", None),
            ("git tag 1.0", None),
            ("git switch main\ngit switch 5.x", Some("5.x")),
        ];
        for (text, expected) in cases {
            assert_eq!(checked_out(text).as_deref(), expected, "{text}");
        }
    }
}
