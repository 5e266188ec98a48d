//! Facts: what the files of both ends of a range show.

use std::collections::{BTreeMap, HashMap};

use super::Kind;
use super::component::Unreadable;
use super::manifest::{self, Form, Runtime, Statement, Subject};
use super::options::names;
use super::rules::UpgradeRules;

/// The files of one end that are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The texts of manifests, files with options, and templates, by path.
    pub texts: BTreeMap<String, String>,
    /// The object ids of migrations, by path.
    pub migrations: BTreeMap<String, String>,
    /// The files that are looked at and were not read, as they are no text or too long.
    pub unread: Vec<Unreadable>,
    /// Where files with options are that the rules name in the other end: by the path there.
    pub moved: BTreeMap<String, String>,
    /// How many manifests are not looked at, as they do not speak for the project.
    pub silent: usize,
}

/// Where something is said, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path of the file.
    pub file: String,
    /// The 1-based line.
    pub line: usize,
    /// What it says; `None` where it says nothing.
    pub value: Option<String>,
}

/// The same thing at both ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// At the base.
    pub before: Option<Place>,
    /// At the head.
    pub after: Option<Place>,
    /// How to find it in between.
    pub probe: Probe,
}

/// How to find one thing in a state of the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probe {
    /// What is looked for.
    pub what: What,
    /// The files that may hold it; the first that says something counts.
    pub files: Vec<String>,
}

/// What is looked for in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// That the file is there.
    Exists,
    /// A name of the option rule with this position.
    Name {
        /// The position of the rule.
        rule: usize,
        /// The name.
        name: String,
    },
    /// A statement of a manifest.
    Statement {
        /// What it is about.
        subject: Subject,
        /// Whether it is said for the members of a workspace.
        is_shared: bool,
    },
}

/// A difference of both ends that people who upgrade should know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The stable key, e.g. `python`.
    pub key: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// What it says, from the values alone.
    pub title: String,
    /// Where it is said.
    pub pairs: Vec<Pair>,
}

impl Probe {
    /// Returns what people call it.
    pub fn names(&self) -> Vec<String> {
        match &self.what {
            What::Exists => self.files.iter().flat_map(|file| file_names(file)).collect(),
            What::Statement { subject: Subject::Minimum(runtime), .. } => match runtime {
                Runtime::Node => vec!["Node".to_owned(), "nodejs".to_owned()],
                Runtime::Go | Runtime::Python | Runtime::Rust => vec![runtime.to_string()],
            },
            What::Name { name, .. } | What::Statement { subject: Subject::Dependency { name, .. }, .. } => {
                vec![name.clone()]
            }
        }
    }

    /// Returns what a state of the files says; `read` returns the text of a file, if it is there. `known` has the
    /// manifests that were parsed before: one text is looked at for each thing that it says.
    pub fn value(
        &self,
        rules: &UpgradeRules,
        known: &mut KnownManifests,
        read: &mut dyn FnMut(&str) -> Option<String>,
    ) -> Option<String> {
        self.files.iter().find_map(|file| {
            let text = read(file)?;
            match &self.what {
                What::Exists => Some(String::new()),
                What::Name { rule, name } => {
                    let rule = rules.options.get(*rule)?;
                    names(rule, &text).into_iter().find(|(found, _)| found == name).map(|(found, _)| found)
                }
                What::Statement { subject, is_shared } => {
                    let mut statements = known.statements(Form::of(file)?, text).iter();
                    let found = statements.find(|one| one.subject == *subject && one.is_shared == *is_shared)?;
                    // Space within a requirement means nothing.
                    Some(found.value.as_deref().unwrap_or_default().split_whitespace().collect())
                }
            }
        })
    }
}

/// Returns the name of a file, and the name without its ending.
fn file_names(path: &str) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split_once('.').map(|(stem, _)| stem);
    std::iter::once(name).chain(stem).map(str::to_owned).collect()
}

/// The manifests that were parsed, by their form and text.
#[derive(Debug, Default)]
pub struct KnownManifests(HashMap<(Form, String), Vec<Statement>>);

impl KnownManifests {
    /// Returns what a manifest says; nothing where it cannot be read.
    fn statements(&mut self, form: Form, text: String) -> &[Statement] {
        self.0.entry((form, text)).or_insert_with_key(|(form, text)| {
            manifest::read(*form, text).map(|manifest| manifest.statements).unwrap_or_default()
        })
    }
}

/// Returns the files of a list, each once, in their order.
pub(super) fn files<'a>(places: impl IntoIterator<Item = Option<&'a Place>>) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for place in places.into_iter().flatten() {
        if !files.contains(&place.file) {
            files.push(place.file.clone());
        }
    }
    files
}
