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
    // `Le Bot` is a name of Brittany.
    if *last == "bot" && before.last().is_some_and(|word| *word == "le") {
        return false;
    }
    let is_camel = name.split_whitespace().last().and_then(|word| word.strip_suffix("Bot")).is_some_and(|before| {
        before.ends_with(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit()) && before.len() > 2
    });
    let is_program = is_camel
        || ["bot", "robot", "bots", "autorelease", "automation", "autobot", "circleci", "jenkins"].contains(last);
    is_program
        || (words.first() == Some(&"circleci") && before.len() == 1)
        || (*last == "ci" && !before.is_empty())
        || (before == ["github"] && ["actions", "action"].contains(last))
}

/// Returns whether a name is all that a program is called. Of an address it says nothing: `ci@` may be a person's.
pub(super) fn is_program(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    PROGRAMS.contains(&words.collect::<Vec<_>>().join("-").as_str())
}

/// Names that commits and tags of programs have. They are no logins of bots: somebody else may have those.
const PROGRAMS: [&str; 23] = [
    "appveyor",
    "azure-devops",
    "azure-pipelines",
    "buildbot",
    "buildkite",
    "ci",
    "ci-build",
    "ci-builder",
    "ci-cd",
    "ci-runner",
    "ci-user",
    "cirrus-ci",
    "codeship",
    "concourse",
    "continuous-integration",
    "drone-ci",
    "gitlab-runner",
    "goreleaser",
    "jenkins-ci",
    "release-please",
    "semantic-release",
    "teamcity",
    "woodpecker-ci",
];

const LOGINS: &[&str] = &[
    "actions-user",
    "allcontributors",
    "azure-pipelines",
    "bors",
    "changeset-bot",
    "codecov-io",
    "conda-forge-admin",
    "conda-forge-curator",
    "conda-forge-linter",
    "conda-forge-webservices",
    "dependabot",
    "dependabot-preview",
    "depfu",
    "github-actions",
    "gitlab-ci-token",
    "goreleaserbot",
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
    "regro-cf-autotick-bot",
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
