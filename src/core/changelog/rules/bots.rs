//! The bots that are seen in many projects.

/// Returns the logins of bots that do not end in `[bot]`, as git and older services write them.
pub(super) fn default_bots() -> Vec<String> {
    LOGINS.iter().map(ToString::to_string).collect()
}

/// Returns what the head branches of bots' pull requests begin with.
pub(super) fn default_bot_branches() -> Vec<String> {
    BRANCHES.iter().map(ToString::to_string).collect()
}

/// What stands before `@github.com` in the addresses that are GitHub's own.
pub(super) const BOT_ADDRESSES: [&str; 4] = ["noreply", "action", "actions", "github-actions"];

/// Returns whether a name says itself that it is no person's: its last word is one for a program.
pub(super) fn is_bot_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let Some((last, before)) = words.split_last() else { return false };
    let is_program =
        ["bot", "robot", "bots", "autorelease", "automation", "autobot", "circleci", "jenkins"].contains(last);
    is_program
        || (*last == "ci" && !before.is_empty())
        || (before == ["github"] && ["actions", "action"].contains(last))
}

const LOGINS: &[&str] = &[
    "allcontributors",
    "changeset-bot",
    "codecov-io",
    "dependabot",
    "dependabot-preview",
    "depfu",
    "github-actions",
    "greenkeeper",
    "greenkeeperio-bot",
    "imgbot",
    "k8s-infra-cherrypick-robot",
    "lumberbot-app",
    "meeseeksdev",
    "meeseeksmachine",
    "mergify",
    "pre-commit-ci",
    "pyup-bot",
    "release-please",
    "renovate",
    "renovate-bot",
    "scala-steward",
    "semantic-release-bot",
    "snyk-bot",
    "web-flow",
    "weblate",
];

const BRANCHES: &[&str] = &[
    "all-contributors/",
    "dependabot/",
    "depfu/",
    "greenkeeper/",
    "imgbot",
    "pre-commit-ci-update-config",
    "pyup-",
    "pyup/",
    "renovate/",
    "scala-steward/",
    "snyk-fix-",
    "snyk-upgrade-",
    "update/pre-commit-",
    "whitesource/",
    "whitesource-remediate/",
];
