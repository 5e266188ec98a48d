//! What commands see of this machine: all of it but tokens that they do not need, or only what a rehearsal allows.

use std::collections::BTreeMap;

use crate::system::environment::{GH_TOKEN, GITHUB_TOKEN};

/// The words that say that commands talk to GitHub with a token. A script that needs one besides can be told so in a
/// comment of its block: `# needs GITHUB_TOKEN`.
const TOKEN_WORDS: [&str; 5] = ["gh", "hub", "shepherd", GH_TOKEN, GITHUB_TOKEN];

/// What commands see of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// The person's own environment; tokens for GitHub only where the commands name what needs them.
    Real,
    /// A throw-away place.
    Sealed(Sealed),
}

/// What commands get in a throw-away place, and nothing besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sealed {
    /// All environment variables.
    pub environment: BTreeMap<String, String>,
    /// The program, with its arguments, that runs others without network. Empty where there is none.
    pub runner: Vec<String>,
}

/// Returns whether commands talk to GitHub with a token.
pub(super) fn need_token(commands: &str) -> bool {
    let is_apart = |letter: char| !(letter.is_ascii_alphanumeric() || letter == '_' || letter == '-' || letter == '.');
    commands.split(is_apart).any(|word| TOKEN_WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_needs_a_token_names_it() {
        for commands in [
            "gh release create 1.0.0",
            "set -x\n/usr/bin/gh pr list",
            "curl -H \"Authorization: token $GITHUB_TOKEN\" x",
            "echo \"${GH_TOKEN}\"",
            "(shepherd changelog)",
            "tools/release # needs GITHUB_TOKEN",
        ] {
            assert!(need_token(commands), "{commands}");
        }
        for commands in [
            "git push origin 1.0.0",
            "python -m build",
            "git clone https://github.com/octo/hello",
            "git push git@gh.example.org:a/b",
            "hub.docker.com",
            "curl https://my-gh/x",
            "MY_GITHUB_TOKEN=1",
            "high shub",
        ] {
            assert!(!need_token(commands), "{commands}");
        }
    }
}
