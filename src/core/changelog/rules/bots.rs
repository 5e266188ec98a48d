//! The bots that are seen in many projects.

/// Returns the logins of bots that do not end in `[bot]`, as git and older services write them.
pub(super) fn default_bots() -> Vec<String> {
    LOGINS.iter().map(ToString::to_string).collect()
}

/// Returns what the head branches of bots' pull requests begin with.
pub(super) fn default_bot_branches() -> Vec<String> {
    BRANCHES.iter().map(ToString::to_string).collect()
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
