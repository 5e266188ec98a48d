//! The packages of one end: what their manifests say together.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::Files;
use super::manifest::{Form, Manifest, Runtime, Subject, Unread, normalised, read};
use super::rules::UpgradeRules;
use super::speaks::folder;

/// What one package says.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Component {
    /// The name of the package.
    pub(super) name: Option<String>,
    /// Whether others install it.
    pub(super) is_published: bool,
    /// The lowest version of what runs it.
    pub(super) minimum: Option<Said>,
    /// Its dependencies.
    pub(super) dependencies: BTreeMap<Subject, Said>,
    /// Whether the lowest version is said in a way that cannot be read.
    pub(super) has_unread_minimum: bool,
    /// Whether a manifest was read.
    pub(super) is_read: bool,
    /// Whether a manifest could not be read.
    pub(super) is_broken: bool,
    /// Whether its dependencies are what a project in another language brings to the browser.
    pub(super) is_bundled: bool,
}

/// A requirement and where it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) value: Option<String>,
    pub(super) is_shared: bool,
}

/// The packages of one end of a range.
#[derive(Clone, Debug, Default)]
pub(super) struct End {
    /// By what runs them and the folder they lie in.
    pub(super) components: BTreeMap<(Runtime, String), Component>,
    /// The names of all packages of the repository.
    pub(super) names: BTreeSet<String>,
}

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The path of the file.
    pub file: String,
    /// The 1-based line; `None` where the whole file is no text, or too long.
    pub line: Option<usize>,
    /// The words of the parser, or why it was not parsed.
    pub reason: String,
}

impl End {
    /// Reads the manifests of one end, and returns the files that cannot be read beside it.
    pub(super) fn read(files: &Files, rules: &UpgradeRules) -> (Self, Vec<Unreadable>) {
        let mut manifests: BTreeMap<(String, Form), (String, Manifest)> = BTreeMap::new();
        let (mut unreadable, mut broken) = (files.unread.clone(), BTreeSet::new());
        for (path, text) in &files.texts {
            let interest = rules.interest(path);
            let Some(form) = interest.manifest.filter(|_| !interest.is_silent) else { continue };
            match read(form, text) {
                Ok(manifest) => {
                    let place = if form == Form::Requirements { path.clone() } else { folder(path).to_owned() };
                    manifests.insert((place, form), (path.clone(), manifest));
                }
                Err(error) => {
                    broken.insert((form.runtime(), folder(path).to_owned()));
                    unreadable.push(Unreadable { file: path.clone(), line: Some(error.line), reason: error.reason });
                }
            }
        }
        for file in &files.unread {
            let interest = rules.interest(&file.file);
            if let Some(form) = interest.manifest.filter(|_| !interest.is_silent) {
                broken.insert((form.runtime(), folder(&file.file).to_owned()));
            }
        }
        let mut end = Self::default();
        for ((place, form), (path, manifest)) in manifests.iter().filter(|((_, form), _)| *form != Form::Requirements) {
            let component = end.components.entry((form.runtime(), place.clone())).or_default();
            component.add(path, manifest, &manifests, place);
            component.is_read = true;
        }
        for key in broken {
            end.components.entry(key).or_default().is_broken = true;
        }
        end.names = end.components.values().filter_map(|component| component.name.clone()).collect();
        (end, unreadable)
    }

    /// Returns the folders of projects in Python.
    pub(super) fn python(&self) -> BTreeSet<String> {
        let is_python = |component: &Component| component.name.is_some() || component.minimum.is_some();
        self.components
            .iter()
            .filter(|((runtime, _), component)| *runtime == Runtime::Python && is_python(component))
            .map(|((_, folder), _)| folder.clone())
            .collect()
    }

    /// A `package.json` beside a project in Python lists what its pages bring to the browser, and what builds them; one
    /// below it is a part, and what runs that is a matter of its developers. `python` has the folders of such projects at
    /// either end: a manifest that speaks at one of them alone would be compared with nothing.
    pub(super) fn pass_over_front_ends(&mut self, python: &BTreeSet<String>) {
        let is_below = |folder: &str, above: &String| {
            above.is_empty()
                || folder.strip_prefix(above.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.components.retain(|(runtime, folder), component| {
            if *runtime != Runtime::Node || !python.iter().any(|above| is_below(folder, above)) {
                return true;
            }
            component.is_bundled = python.contains(folder);
            component.is_published = false;
            component.is_bundled
        });
    }

    /// Returns the package of this end that a package of the other end is: in the same folder, else of the same name.
    pub(super) fn counterpart(&self, runtime: Runtime, folder: &str, name: Option<&str>) -> Option<&Component> {
        let same_folder = self.components.get(&(runtime, folder.to_owned()));
        same_folder.or_else(|| {
            let name = name?;
            let mut named = self.components.iter().filter(|((other, _), _)| *other == runtime);
            named.find(|(_, component)| component.name.as_deref() == Some(name)).map(|(_, component)| component)
        })
    }

    /// Whether the lowest version that a package names is one for those who install something: it is published itself,
    /// or it is what they build the pages of a project with, or it is the root of a repository that publishes nothing of the kind, or of a workspace.
    pub(super) fn speaks_of_minimum(&self, runtime: Runtime, folder: &str) -> bool {
        let Some(component) = self.components.get(&(runtime, folder.to_owned())) else { return false };
        let is_shared = component.minimum.as_ref().is_some_and(|said| said.is_shared);
        let others = || self.components.iter().any(|((other, _), found)| *other == runtime && found.is_published);
        component.is_published || component.is_bundled || is_shared || (folder.is_empty() && !others())
    }
}

impl Component {
    /// Adds what a manifest says. Manifests come in the order of their forms; the first that says something counts.
    fn add(
        &mut self,
        path: &str,
        manifest: &Manifest,
        all: &BTreeMap<(String, Form), (String, Manifest)>,
        place: &str,
    ) {
        let said = |path: &str, statement: &super::manifest::Statement| Said {
            file: path.to_owned(),
            line: statement.line,
            value: statement.value.clone(),
            is_shared: statement.is_shared,
        };
        self.name = self.name.take().or_else(|| manifest.name.clone());
        self.is_published |= manifest.is_published;
        self.has_unread_minimum |= manifest.unread.contains(&Unread::Minimum);
        let mut add = |subject: &Subject, said: Said| match subject {
            Subject::Minimum(_) => drop(self.minimum.get_or_insert(said)),
            Subject::Dependency { .. } => drop(self.dependencies.entry(subject.clone()).or_insert(said)),
        };
        for statement in manifest.statements.iter().filter(|statement| !statement.is_shared) {
            add(&statement.subject, said(path, statement));
        }
        for subject in &manifest.inherited {
            let Some((root, workspace)) = workspace_of(place, all) else { continue };
            let same = |one: &Subject| match (one, subject) {
                (Subject::Dependency { name, .. }, Subject::Dependency { name: other, .. }) => name == other,
                (one, other) => one == other,
            };
            let mut shared = workspace.statements.iter().filter(|statement| statement.is_shared);
            if let Some(statement) = shared.find(|statement| same(&statement.subject)) {
                add(&statement.subject, said(root, statement));
            }
        }
        for file in &manifest.requirement_files {
            let file = file.trim_start_matches("./");
            let full = if place.is_empty() { file.to_owned() } else { format!("{place}/{file}") };
            let Some((path, read)) = all.get(&(full, Form::Requirements)) else { continue };
            for statement in &read.statements {
                add(&statement.subject, said(path, statement));
            }
        }
        if let Some(name) = &mut self.name
            && matches!(Form::of(path), Some(Form::Pyproject | Form::SetupCfg | Form::SetupPy))
        {
            *name = normalised(name);
        }
    }
}

/// Returns the manifest of the workspace that a folder belongs to: the nearest one in it or above.
fn workspace_of<'a>(
    place: &str,
    all: &'a BTreeMap<(String, Form), (String, Manifest)>,
) -> Option<(&'a str, &'a Manifest)> {
    let mut here = Some(place);
    while let Some(folder_here) = here {
        if let Some((path, manifest)) = all.get(&(folder_here.to_owned(), Form::Cargo))
            && manifest.is_workspace
        {
            return Some((path, manifest));
        }
        here = (!folder_here.is_empty()).then(|| folder(folder_here));
    }
    None
}
