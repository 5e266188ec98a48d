//! What the configuration decides about upgrade notes, as compiled values. [`UpgradeRules::default`] is what holds
//! without a configuration file.

use regex::Regex;

use super::manifest::Form;
use super::speaks::silent_folder;
use crate::core::changelog::rules::PathPattern;

/// The labels that ask for a note.
const LABELS: [&str; 7] = [
    "needs upgrade note",
    "needs upgrade notes",
    "upgrade note",
    "upgrade notes",
    "needs migration note",
    "needs migration guide",
    "migration guide",
];

/// Where migrations lie: those of Alembic, of Django, whose files begin with a number, and of Rails.
const MIGRATIONS: [(&str, bool); 3] =
    [("**/alembic/versions/*.py", false), ("**/migrations/*.py", true), ("db/migrate/*.rb", false)];

/// Everything that decides what an upgrade note is.
#[derive(Clone, Debug)]
pub struct UpgradeRules {
    /// The labels that ask for a note, without regard to case and to what is between the words.
    pub labels: Vec<String>,
    /// The manifests that speak for the project; `None`: all but those of tests, examples and the like.
    pub manifests: Option<Vec<PathPattern>>,
    /// The files that are database migrations.
    pub migrations: Vec<MigrationRule>,
    /// Where options and keys stand.
    pub options: Vec<OptionRule>,
}

/// Files that are migrations.
#[derive(Clone, Debug)]
pub struct MigrationRule {
    /// Their paths.
    pub files: PathPattern,
    /// Whether only names that begin with a digit are meant.
    pub is_numbered: bool,
}

/// Where the names of options or keys stand.
#[derive(Clone, Debug)]
pub struct OptionRule {
    /// What a name is, for a reader: `option`, `configuration key`.
    pub what: String,
    /// The files.
    pub files: Vec<PathPattern>,
    /// What a name looks like: the group `name`, else the first group.
    pub pattern: Regex,
}

impl Default for UpgradeRules {
    fn default() -> Self {
        let rule = |(pattern, is_numbered): &(&str, bool)| {
            Some(MigrationRule { files: PathPattern::new(pattern).ok()?, is_numbered: *is_numbered })
        };
        Self {
            labels: LABELS.map(str::to_owned).to_vec(),
            manifests: None,
            migrations: MIGRATIONS.iter().filter_map(rule).collect(),
            options: Vec::new(),
        }
    }
}

/// Why a file is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interest {
    /// It is a manifest.
    pub manifest: Option<Form>,
    /// It is a manifest, and a folder keeps it from speaking for the project.
    pub is_silent: bool,
    /// It is a migration.
    pub is_migration: bool,
    /// It holds the names of these rules.
    pub options: Vec<usize>,
    /// It is a template of pull requests.
    pub is_template: bool,
}

impl Interest {
    /// Whether the text of the file is needed.
    pub fn wants_text(&self) -> bool {
        (self.manifest.is_some() && !self.is_silent) || self.is_template || !self.options.is_empty()
    }
}

impl UpgradeRules {
    /// Says why the file at `path` is looked at.
    pub fn interest(&self, path: &str) -> Interest {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_silent = || silent_folder(path).is_some();
        let is_migration = |rule: &MigrationRule| {
            rule.files.matches(path)
                && !name.starts_with("__")
                && (!rule.is_numbered || name.starts_with(|first: char| first.is_ascii_digit()))
        };
        let manifest = Form::of(path);
        let is_silent_manifest = manifest.is_some()
            && match &self.manifests {
                Some(patterns) => !patterns.iter().any(|pattern| pattern.matches(path)),
                None => is_silent(),
            };
        let options = self.options.iter().enumerate();
        Interest {
            manifest,
            is_silent: is_silent_manifest,
            is_migration: self.migrations.iter().any(is_migration) && !is_silent(),
            options: options
                .filter(|(_, rule)| rule.files.iter().any(|pattern| pattern.matches(path)))
                .map(|(index, _)| index)
                .collect(),
            is_template: is_template(path),
        }
    }
}

/// Says whether a file is a template of pull requests
/// (<https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/creating-a-pull-request-template-for-your-repository>).
fn is_template(path: &str) -> bool {
    let lower = path.to_lowercase();
    let inner = ["", ".github/", "docs/"].iter().find_map(|folder| {
        let inner = lower.strip_prefix(folder)?;
        inner.starts_with("pull_request_template").then_some(inner)
    });
    inner.is_some_and(|inner| inner.matches('/').count() <= 1 && [".md", ".txt"].iter().any(|end| inner.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_looked_at_for_a_reason() {
        let rules = UpgradeRules::default();
        let is_migration = |path: &str| rules.interest(path).is_migration;
        assert!(is_migration("jupyterhub/alembic/versions/651f5419b74d_added_scopes.py"));
        assert!(is_migration("shop/migrations/0002_price.py") && is_migration("db/migrate/20240101000000_add.rb"));
        for path in ["shop/migrations/__init__.py", "shop/migrations/helper.py", "tests/migrations/0001_initial.py"] {
            assert!(!is_migration(path), "{path}");
        }
        for path in
            [".github/PULL_REQUEST_TEMPLATE.md", "pull_request_template/feature.md", "docs/pull_request_template.md"]
        {
            assert!(rules.interest(path).is_template, "{path}");
        }
        assert!(!rules.interest("src/pull_request_template.md").is_template);
        assert!(!rules.interest("examples/package.json").wants_text() && rules.interest("a/package.json").wants_text());
    }
}
