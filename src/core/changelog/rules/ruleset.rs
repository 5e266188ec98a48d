//! All rules together.

use regex::Regex;

use super::bots::{BOT_ADDRESSES, default_bot_branches, default_bots, is_bot_name, is_program};
use super::exclude::Exclude;
use super::housekeeping::Housekeeping;
use super::pattern::BranchPattern;
use super::sections::{BREAKING_MARKER, OTHER, SectionReason, SectionRule, title_prefixes};
use super::settings::{AlreadyReleased, BackportNumber, DirectCommits, Order, PreReleases, Recognition};

/// Everything that decides which changes are listed, where, and how they are recognised.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The sections in the order of the changelog; the last one, [`OTHER`], takes what no other claims.
    pub sections: Vec<SectionRule>,
    /// What is left out on purpose.
    pub exclude: Exclude,
    /// Logins of bots without `[bot]`, in any case.
    pub bots: Vec<String>,
    /// What the head branches of bots' pull requests begin with.
    pub bot_branches: Vec<String>,
    /// What belongs to releasing itself.
    pub housekeeping: Housekeeping,
    /// The branches besides the default one that releases are cut from.
    pub release_branches: Vec<BranchPattern>,
    /// Where the number of a pull request stands in a commit message, besides the usual places: in the group `number`,
    /// else in the first group.
    pub pull_request_pattern: Option<Regex>,
    /// Which tags are releases, and where the version stands in them: in the group `version`, else the whole match.
    pub tag_pattern: Option<Regex>,
    /// Which number is shown for a backport.
    pub backport_number: BackportNumber,
    /// What becomes of changes that another line had before.
    pub already_released: AlreadyReleased,
    /// What becomes of commits without a pull request.
    pub direct_commits: DirectCommits,
    /// The order within a section.
    pub order: Order,
    /// Where the changes of pre-releases stand once the final version is out.
    pub pre_releases: PreReleases,
    /// What is not recognised; empty, unless somebody wants to see what a recognition decides.
    pub switched_off: Vec<Recognition>,
}

impl Rules {
    /// Returns whether changes of this kind are recognised.
    pub fn recognises(&self, recognition: Recognition) -> bool {
        !self.switched_off.contains(&recognition)
    }

    /// Returns whether `login` is a bot's: GitHub's apps end in `[bot]`, the others are known by name.
    pub fn is_bot_login(&self, login: &str) -> bool {
        let login = login.strip_prefix("app/").unwrap_or(login);
        login.ends_with("[bot]") || self.bots.iter().any(|known| known.eq_ignore_ascii_case(login))
    }

    /// Returns whether a name and an address, as commits and tags have them, are no person's: a bot, a service that builds,
    /// or GitHub itself.
    pub fn is_bot_person(&self, name: &str, email: &str) -> bool {
        let (local, host) = email.split_once('@').unwrap_or((email, ""));
        let login = local.split_once('+').map_or(local, |(_, login)| login);
        let is_of_github = host.eq_ignore_ascii_case("github.com") && BOT_ADDRESSES.contains(&local);
        is_of_github
            || is_program(name)
            || [name, login].iter().any(|name| {
                let dashed = name.trim().replace([' ', '_'], "-");
                self.is_bot_login(name) || self.is_bot_login(&dashed) || is_bot_name(name)
            })
    }

    /// Returns the prefix by which `branch` (without its owner) is a bot's: `dependabot/`.
    pub fn bot_branch(&self, branch: &str) -> Option<&str> {
        self.bot_branches.iter().map(String::as_str).find(|prefix| branch.starts_with(prefix))
    }

    /// Returns whether releases are cut from `branch`, so that a merge into or from it is a sync of lines and not the
    /// part of a change. Knows names of versions (`5.x`, `v6`, `24.1.x`, `7-1-stable`) besides the patterns.
    pub fn is_release_branch(&self, branch: &str) -> bool {
        self.housekeeping.by_branch(branch).is_none()
            && (is_version_branch(branch) || self.release_branches.iter().any(|pattern| pattern.matches(branch)))
    }

    /// Returns the section of a change, and why. `breaks` is whether a footer says that it breaks what worked, which counts
    /// as the exclamation mark of a title does (item 12 of
    /// <https://www.conventionalcommits.org/en/v1.0.0/#specification>). `paths` are the files that it touches, empty where nobody looked; see
    /// [`Rules::needs_paths`]. `None` only if there is no section at all.
    pub fn section(
        &self,
        labels: &[String],
        title: &str,
        breaks: bool,
        paths: &[Vec<u8>],
    ) -> Option<(&SectionRule, SectionReason)> {
        let prefixes = title_prefixes(title);
        let by_footer = |section: &SectionRule| {
            let is_meant = breaks && section.prefixes.iter().any(|prefix| prefix == BREAKING_MARKER);
            is_meant.then_some(SectionReason::Footer)
        };
        self.sections
            .iter()
            .find_map(|section| {
                Some((section, section.claims(labels, &prefixes, paths).or_else(|| by_footer(section))?))
            })
            .or_else(|| Some((self.sections.iter().rfind(|section| section.key == OTHER)?, SectionReason::Fallback)))
    }

    /// Returns whether a section or an exclusion is decided by touched files, so that they must be found.
    pub fn needs_paths(&self) -> bool {
        !self.exclude.paths.is_empty() || self.sections.iter().any(|section| !section.paths.is_empty())
    }

    /// Returns the number that the configured pattern finds in a commit message.
    pub fn pull_request_number(&self, message: &str) -> Option<u64> {
        let found = self.pull_request_pattern.as_ref()?.captures(message)?;
        found.name("number").or_else(|| found.get(1))?.as_str().parse().ok()
    }

    /// Returns the version that the name of a tag stands for, `None` where the pattern says that the tag is no release.
    /// Without a pattern each name stands for itself.
    pub fn version_of_tag<'a>(&self, tag: &'a str) -> Option<&'a str> {
        let Some(pattern) = &self.tag_pattern else { return Some(tag) };
        let found = pattern.captures(tag)?;
        Some(found.name("version").or_else(|| found.get(0))?.as_str())
    }
}

impl Default for Rules {
    /// Returns what holds without a configuration.
    fn default() -> Self {
        Self {
            sections: SectionRule::defaults(),
            exclude: Exclude::default(),
            bots: default_bots(),
            bot_branches: default_bot_branches(),
            housekeeping: Housekeeping::default(),
            release_branches: BranchPattern::known(RELEASE_BRANCHES),
            pull_request_pattern: None,
            tag_pattern: None,
            backport_number: BackportNumber::default(),
            already_released: AlreadyReleased::default(),
            direct_commits: DirectCommits::default(),
            order: Order::default(),
            pre_releases: PreReleases::default(),
            switched_off: Vec::new(),
        }
    }
}

const RELEASE_BRANCHES: &[&str] = &[
    "main",
    "master",
    "develop",
    "development",
    "devel",
    "dev",
    "trunk",
    "{release,releases,stable,maint,maintenance,support}/*",
    "{release,stable}-*",
    "*-{stable,maintenance,release}",
    "stable",
];

/// Returns whether a branch is named by a version: `5.x`, `v6`, `24.1.x`, `v1-9-test`. A bare number is none: it is
/// rather an issue's.
fn is_version_branch(branch: &str) -> bool {
    let (marked, digits) = match branch.strip_prefix('v') {
        Some(digits) => (true, digits),
        None => (false, branch),
    };
    let parts: Vec<&str> = digits.split(['.', '-', '_']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_part = |part: &&str| is_number(part) || matches!(*part, "x" | "X" | "stable" | "test" | "dev" | "branch");
    parts.first().is_some_and(is_number) && parts.iter().all(is_part) && (marked || parts.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(labels: &[&str], title: &str) -> String {
        let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
        let rules = Rules::default();
        let (section, reason) = rules.section(&labels, title, false, &[]).unwrap();
        format!("{}: {reason}", section.key)
    }

    #[test]
    fn a_footer_counts_as_an_exclamation_mark() {
        let told = |rules: &Rules, labels: &[&str], title: &str| {
            let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
            let (section, reason) = rules.section(&labels, title, true, &[]).unwrap();
            format!("{}: {reason}", section.key)
        };
        let rules = Rules::default();
        assert_eq!(told(&rules, &["bug"], "fix: x"), "breaking: footer \"BREAKING CHANGE\"");
        assert_eq!(told(&rules, &[], "fix!: x"), "breaking: title prefix with \"!\"");
        assert_eq!(told(&rules, &["security"], "x"), "security: label \"security\"");
        let mut own = Rules::default();
        own.sections.retain(|section| section.key != "breaking");
        assert_eq!(told(&own, &[], "fix: x"), "bug: title prefix \"FIX\"");
    }

    #[test]
    fn the_first_section_wins() {
        let cases: &[(&[&str], &str, &str)] = &[
            (&["bug"], "x", "bug: label \"bug\""),
            (&["maintenance", "Bug"], "x", "bug: label \"Bug\""),
            (&["maintenance"], "[ENH] x", "enhancement: title prefix \"ENH\""),
            (&[], "feat(hub): x", "new: title prefix \"FEAT\""),
            (&[], "feat(hub)!: x", "breaking: title prefix with \"!\""),
            (&["Breaking Change"], "x", "breaking: label \"Breaking Change\""),
            (&[], "docs: x", "documentation: title prefix \"DOCS\""),
            (&["question"], "x", "other: no rule"),
        ];
        for (labels, title, expected) in cases {
            assert_eq!(section(labels, title), *expected, "{labels:?} {title}");
        }
    }

    #[test]
    fn bots_are_known() {
        let rules = Rules::default();
        for login in ["dependabot[bot]", "my-own[bot]", "app/renovate", "Dependabot", "pre-commit-ci"] {
            assert!(rules.is_bot_login(login), "{login}");
        }
        for login in ["octocat", "robot", "bot", "abbott", "[bot]ulism"] {
            assert!(!rules.is_bot_login(login), "{login}");
        }
        let bots = [
            ("GitHub Actions", "actions@github.com"),
            ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com"),
            ("GitHub", "noreply@github.com"),
            ("Release Bot", "releases@example.org"),
            ("the-release-bot", "x@example.org"),
            ("Travis CI", "builds@travis-ci.org"),
            ("octo", "k8s-ci-robot@example.org"),
            ("CircleCI", ""),
            ("actions-user", "x@example.org"),
            ("gitlab-ci-token", "x@example.org"),
            ("GoReleaser", "x@example.org"),
            ("ReleaseBot", "x@example.org"),
            ("azure-pipelines", "x@example.org"),
            ("Azure Pipelines", "x@example.org"),
            ("TeamCity", "x@example.org"),
            ("CI", "x@example.org"),
            ("ci-user", "x@example.org"),
            ("CircleCI Builds", "builds@example.org"),
            ("bors", "x@example.org"),
            ("conda-forge-admin", "x@example.org"),
        ];
        for (name, email) in bots {
            assert!(rules.is_bot_person(name, email), "{name} <{email}>");
        }
        for (name, email) in [
            ("Mona Lisa", "mona@github.com"),
            ("Bo Talbot", "talbot@example.org"),
            ("Ci Li", "ci@li.org"),
            ("Yann Le Bot", ""),
            ("Lucie", "ci@x.org"),
            ("Travis Oliphant", "travis@example.org"),
            ("Abbott", ""),
            ("Jenkins Bo", ""),
            ("Bors Anna", ""),
        ] {
            assert!(!rules.is_bot_person(name, email), "{name} <{email}>");
        }
        assert_eq!(rules.bot_branch("dependabot/npm_and_yarn/lodash-4"), Some("dependabot/"));
        assert_eq!(rules.bot_branch("fix/dependabot"), None);
    }

    #[test]
    fn release_branches_are_known() {
        let rules = Rules::default();
        assert_eq!(rules.release_branches.len(), RELEASE_BRANCHES.len());
        for branch in
            ["main", "5.x", "v6", "24.1.x", "release/5.4", "release-next", "7-1-stable", "stable/4.2.x", "v1-9-test"]
        {
            assert!(rules.is_release_branch(branch), "{branch}");
        }
        let others = [
            "fix-x",
            "auto-backport-of-pr-4495-on-5.x",
            "release-please--branches--main",
            "4495",
            "me/main",
            "changeset-release/main",
        ];
        for branch in others {
            assert!(!rules.is_release_branch(branch), "{branch}");
        }
    }

    #[test]
    fn configured_patterns_find_numbers_and_versions() {
        let rules = Rules {
            pull_request_pattern: Some(Regex::new(r"(?m)^PR (\d+)$").unwrap()),
            tag_pattern: Some(Regex::new(r"^hub-(?P<version>\d.*)$").unwrap()),
            ..Rules::default()
        };
        assert_eq!(rules.pull_request_number("Title\n\nPR 17\n"), Some(17));
        assert_eq!(rules.pull_request_number("Title"), None);
        assert_eq!(rules.version_of_tag("hub-1.2"), Some("1.2"));
        assert_eq!(rules.version_of_tag("docs-1.2"), None);
        assert_eq!(Rules::default().version_of_tag("v1.2"), Some("v1.2"));
    }
}
