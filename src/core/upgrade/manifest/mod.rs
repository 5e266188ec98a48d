//! Manifests: the files in which a project says what it needs, read as statements with their lines.

mod go;
mod json;
mod python;
mod requirement;
mod toml_file;

use std::fmt;

pub(super) use requirement::normalised;

/// What runs a project, or builds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Runtime {
    /// The `go` directive of a `go.mod` (<https://go.dev/ref/mod#go-mod-file-go>).
    Go,
    /// `engines.node` of a `package.json`.
    Node,
    /// `requires-python` (<https://packaging.python.org/en/latest/specifications/core-metadata/#requires-python>).
    Python,
    /// `rust-version` of a `Cargo.toml`.
    Rust,
}

impl Runtime {
    /// Returns the word that keys are made of.
    pub fn key(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::Node => "node",
            Self::Python => "python",
            Self::Rust => "rust",
        }
    }
}

/// Writes the name as people know it.
impl fmt::Display for Runtime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Go => "Go",
            Self::Node => "Node.js",
            Self::Python => "Python",
            Self::Rust => "Rust",
        })
    }
}

/// What a statement is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The lowest version of what runs it.
    Minimum(Runtime),
    /// A dependency at run time.
    Dependency {
        /// Its name as the index knows it.
        name: String,
        /// When it is needed (`python_version < "3.9"`), or as what (`peer`); empty for always.
        marker: String,
    },
}

/// One thing that a manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::core::upgrade) struct Statement {
    /// What it is about.
    pub subject: Subject,
    /// The requirement as it is written; `None` for a dependency without one.
    pub value: Option<String>,
    /// The 1-based line.
    pub line: usize,
    /// Whether it is said for the members of a workspace.
    pub is_shared: bool,
}

/// What is said in a way that cannot be read without running it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core::upgrade) enum Unread {
    /// The dependencies.
    Dependencies,
    /// The lowest version.
    Minimum,
}

/// A manifest that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::core::upgrade) struct Manifest {
    /// The name of the package, where it says one.
    pub name: Option<String>,
    /// Whether the package is one that others install.
    pub is_published: bool,
    /// Whether it is the root of a workspace.
    pub is_workspace: bool,
    /// What it says, in the order of the file.
    pub statements: Vec<Statement>,
    /// What it says in a way that is not understood.
    pub unread: Vec<Unread>,
    /// What it takes from the workspace around it: `Minimum`, or dependencies by their name there.
    pub inherited: Vec<Subject>,
    /// The files beside it that its dependencies are read from.
    pub requirement_files: Vec<String>,
}

/// A manifest that is not what its name says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub(in crate::core::upgrade) struct ManifestError {
    /// The 1-based line.
    pub line: usize,
    /// What is wrong, in the words of the parser.
    pub reason: String,
}

/// The forms of manifests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `pyproject.toml`
    Pyproject,
    /// `setup.cfg`
    SetupCfg,
    /// `setup.py`
    SetupPy,
    /// A file of requirements, which counts where a setup reads it.
    Requirements,
    /// `Cargo.toml`
    Cargo,
    /// `package.json`
    Package,
    /// `go.mod`
    GoMod,
}

impl Form {
    /// Returns the form of the file at `path`, if it is a manifest.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_requirements = || {
            let end = std::path::Path::new(name).extension();
            end.is_some_and(|end| end == "txt" || end == "in")
                && (name.contains("require") || path.contains("requirements/"))
        };
        Some(match name {
            "pyproject.toml" => Self::Pyproject,
            "setup.cfg" => Self::SetupCfg,
            "setup.py" => Self::SetupPy,
            "Cargo.toml" => Self::Cargo,
            "package.json" => Self::Package,
            "go.mod" => Self::GoMod,
            _ if is_requirements() => Self::Requirements,
            _ => return None,
        })
    }

    /// Returns what the packages of such manifests run on.
    pub fn runtime(self) -> Runtime {
        match self {
            Self::Pyproject | Self::SetupCfg | Self::SetupPy | Self::Requirements => Runtime::Python,
            Self::Cargo => Runtime::Rust,
            Self::Package => Runtime::Node,
            Self::GoMod => Runtime::Go,
        }
    }
}

/// Reads a manifest.
pub(in crate::core::upgrade) fn read(form: Form, text: &str) -> Result<Manifest, ManifestError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match form {
        Form::Pyproject => toml_file::pyproject(text),
        Form::Cargo => toml_file::cargo(text),
        Form::SetupCfg => Ok(python::setup_cfg(text)),
        Form::SetupPy => Ok(python::setup_py(text)),
        Form::Requirements => Ok(python::requirements(text)),
        Form::Package => json::package(text),
        Form::GoMod => go::module(text),
    }
}

impl Manifest {
    fn minimum(&mut self, runtime: Runtime, value: &str, line: usize) {
        self.statements.push(Statement {
            subject: Subject::Minimum(runtime),
            value: Some(value.trim().to_owned()).filter(|value| !value.is_empty()),
            line,
            is_shared: false,
        });
    }

    fn dependency(&mut self, name: &str, marker: &str, value: &str, line: usize) {
        self.statements.push(Statement {
            subject: Subject::Dependency { name: name.to_owned(), marker: marker.to_owned() },
            value: Some(value.trim().to_owned()).filter(|value| !value.is_empty()),
            line,
            is_shared: false,
        });
    }
}

/// Returns the 1-based line of a byte of `text`.
fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a manifest in one line.
    pub(super) fn told(manifest: &Manifest) -> String {
        let statements = manifest.statements.iter().map(|statement| {
            let subject = match &statement.subject {
                Subject::Minimum(runtime) => runtime.to_string(),
                Subject::Dependency { name, marker } if marker.is_empty() => name.clone(),
                Subject::Dependency { name, marker } => format!("{name} ({marker})"),
            };
            let value = statement.value.as_ref().map(|value| format!(" {value}")).unwrap_or_default();
            format!("{subject}{value} :{}{}", statement.line, if statement.is_shared { " shared" } else { "" })
        });
        let statements = statements.collect::<Vec<_>>().join("; ");
        format!("{}: {statements}", manifest.name.as_deref().unwrap_or_default())
    }

    #[test]
    fn manifests_are_known_by_their_names() {
        for (path, form) in [
            ("pyproject.toml", Some(Form::Pyproject)),
            ("packages/a/package.json", Some(Form::Package)),
            ("requirements.txt", Some(Form::Requirements)),
            ("requirements/base.in", Some(Form::Requirements)),
            ("go.sum", None),
            ("Pyproject.toml.bak", None),
        ] {
            assert_eq!(Form::of(path), form, "{path}");
        }
    }
}
