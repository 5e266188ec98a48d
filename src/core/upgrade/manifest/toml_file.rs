//! `pyproject.toml` and `Cargo.toml`, with the lines of what they say.

use toml_edit::{Document, Item, TableLike};

use super::requirement::{normalised, requirement};
use super::{Manifest, ManifestError, Runtime, Statement, Subject, Unread, line_of};

/// Reads a `pyproject.toml`: `[project]` (PEP 621), else `[tool.poetry]` or `[tool.flit.metadata]`.
pub(super) fn pyproject(text: &str) -> Result<Manifest, ManifestError> {
    let document = parse(text)?;
    let root = document.as_table();
    let tool = |name: &str| root.get("tool").and_then(Item::as_table_like).and_then(|tools| table(tools, name));
    let mut manifest = Manifest { is_published: true, ..Manifest::default() };
    let mut names = Vec::new();
    if let Some(project) = table(root, "project") {
        names.extend(word(project, "name"));
        if let Some((value, line)) = text_at(text, project, "requires-python") {
            manifest.minimum(Runtime::Python, &value, line);
        }
        requirements(&mut manifest, text, project, "dependencies");
        let dynamic = project.get("dynamic").and_then(Item::as_array);
        for name in dynamic.into_iter().flatten().filter_map(toml_edit::Value::as_str) {
            match name {
                "dependencies" => manifest.unread.push(Unread::Dependencies),
                "requires-python" => manifest.unread.push(Unread::Minimum),
                _ => {}
            }
        }
    }
    if let Some(flit) = tool("flit").and_then(|flit| table(flit, "metadata")) {
        names.extend(word(flit, "dist-name").or_else(|| word(flit, "module")));
        if let Some((value, line)) = text_at(text, flit, "requires-python") {
            manifest.minimum(Runtime::Python, &value, line);
        }
        requirements(&mut manifest, text, flit, "requires");
    }
    if let Some(poetry) = tool("poetry") {
        names.extend(word(poetry, "name"));
        self::poetry(&mut manifest, text, poetry);
    }
    let files =
        tool("setuptools").and_then(|tool| table(tool, "dynamic")).and_then(|dynamic| table(dynamic, "dependencies"));
    if let Some(file) = files.and_then(|files| files.get("file")) {
        let several = file.as_array().into_iter().flatten().filter_map(toml_edit::Value::as_str);
        manifest.requirement_files.extend(several.chain(file.as_str()).map(str::to_owned));
    }
    manifest.name = names.first().map(|name| normalised(name));
    Ok(manifest)
}

fn requirements(manifest: &mut Manifest, text: &str, table: &dyn TableLike, key: &str) {
    for value in table.get(key).and_then(Item::as_array).into_iter().flatten() {
        let line = value.span().map_or(1, |span| line_of(text, span.start));
        if let Some(found) = value.as_str().and_then(requirement) {
            manifest.dependency(&found.name, &found.marker, &found.versions, line);
        }
    }
}

/// Reads `[tool.poetry.dependencies]` (<https://python-poetry.org/docs/dependency-specification/>).
fn poetry(manifest: &mut Manifest, text: &str, poetry: &dyn TableLike) {
    for (name, item) in table(poetry, "dependencies").into_iter().flat_map(TableLike::iter) {
        let details = item.as_table_like();
        let is_optional = details.and_then(|details| details.get("optional")?.as_bool()) == Some(true);
        let version = item.as_str().or_else(|| details.and_then(|details| details.get("version")?.as_str()));
        let line = line_of_key(text, table(poetry, "dependencies"), name);
        match version {
            Some(version) if name == "python" => manifest.minimum(Runtime::Python, version, line),
            Some(version) if !is_optional => {
                let marker = details.and_then(|details| word(details, "python").or_else(|| word(details, "markers")));
                manifest.dependency(&normalised(name), &marker.unwrap_or_default(), version, line);
            }
            _ => {}
        }
    }
}

/// Reads a `Cargo.toml` (<https://doc.rust-lang.org/cargo/reference/manifest.html>).
pub(super) fn cargo(text: &str) -> Result<Manifest, ManifestError> {
    let document = parse(text)?;
    let root = document.as_table();
    let mut manifest = Manifest::default();
    if let Some(package) = table(root, "package") {
        manifest.name = word(package, "name");
        let publishes = package.get("publish");
        let is_kept_back = publishes.and_then(Item::as_bool) == Some(false)
            || publishes.and_then(Item::as_array).is_some_and(toml_edit::Array::is_empty);
        manifest.is_published = !is_kept_back;
        match text_at(text, package, "rust-version") {
            Some((value, line)) => manifest.minimum(Runtime::Rust, &value, line),
            None if is_inherited(package.get("rust-version")) => {
                manifest.inherited.push(Subject::Minimum(Runtime::Rust));
            }
            None => {}
        }
    }
    crates(&mut manifest, text, root, "");
    for (target, item) in table(root, "target").into_iter().flat_map(TableLike::iter) {
        if let Some(target_table) = item.as_table_like() {
            crates(&mut manifest, text, target_table, target);
        }
    }
    if let Some(workspace) = table(root, "workspace") {
        manifest.is_workspace = true;
        let mut shared = Manifest::default();
        if let Some((value, line)) =
            table(workspace, "package").and_then(|package| text_at(text, package, "rust-version"))
        {
            shared.minimum(Runtime::Rust, &value, line);
        }
        crates(&mut shared, text, workspace, "");
        let shared = shared.statements.into_iter().map(|statement| Statement { is_shared: true, ..statement });
        manifest.statements.extend(shared);
    }
    Ok(manifest)
}

/// Adds `[dependencies]` of a table.
fn crates(manifest: &mut Manifest, text: &str, root: &dyn TableLike, marker: &str) {
    let dependencies = table(root, "dependencies");
    for (key, item) in dependencies.into_iter().flat_map(TableLike::iter) {
        let details = item.as_table_like();
        let name = details.and_then(|details| word(details, "package")).unwrap_or_else(|| key.to_owned());
        if is_inherited(Some(item)) {
            let (name, marker) = (key.to_owned(), marker.to_owned());
            manifest.inherited.push(Subject::Dependency { name, marker });
            continue;
        }
        let version = item.as_str().map(str::to_owned).or_else(|| details.and_then(|details| word(details, "version")));
        // What lies in the same repository moves with it.
        let is_local = details.is_some_and(|details| details.contains_key("path"));
        if let Some(version) = version.filter(|_| !is_local) {
            manifest.dependency(&name, marker, &version, line_of_key(text, dependencies, key));
        }
    }
}

fn is_inherited(item: Option<&Item>) -> bool {
    let details = item.and_then(Item::as_table_like);
    details.and_then(|details| details.get("workspace")?.as_bool()) == Some(true)
}

fn parse(text: &str) -> Result<Document<&str>, ManifestError> {
    Document::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        let reason = error.message().lines().collect::<Vec<_>>().join("; ");
        ManifestError { line, reason }
    })
}

fn table<'a>(table: &'a dyn TableLike, key: &str) -> Option<&'a dyn TableLike> {
    table.get(key)?.as_table_like()
}

fn word(table: &dyn TableLike, key: &str) -> Option<String> {
    table.get(key)?.as_str().map(str::to_owned)
}

/// Returns a text with its line.
fn text_at(text: &str, table: &dyn TableLike, key: &str) -> Option<(String, usize)> {
    Some((word(table, key)?, line_of_key(text, Some(table), key)))
}

/// Returns the line of a key, or of its table where the key has none of its own.
fn line_of_key(text: &str, table: Option<&dyn TableLike>, key: &str) -> usize {
    let span = table.and_then(|table| {
        let of_key = table.key(key).and_then(toml_edit::Key::span);
        of_key.or_else(|| table.get(key).and_then(Item::span))
    });
    span.map_or(1, |span| line_of(text, span.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::upgrade::manifest::tests::told;

    #[test]
    fn a_project_says_what_it_needs() {
        let text = "[project]\nname = \"Jupyter.Hub\"\nrequires-python = \">=3.8\"\ndependencies = [\n  \"tornado>=5.1\",\n  # why\n  \
                    'pamela >=1.1; sys_platform != \"win32\"',\n]\ndynamic = [\"version\"]\n[project.optional-dependencies]\ntest = [\"pytest\"]\n";
        assert_eq!(
            told(&pyproject(text).unwrap()),
            "jupyter-hub: Python >=3.8 :3; tornado >=5.1 :5; pamela (sys_platform != \"win32\") >=1.1 :7"
        );
        let text = "[project]\nname = 'x'\ndynamic = ['dependencies']\n[tool.setuptools.dynamic]\ndependencies = {file = ['requirements.txt']}\n";
        let manifest = pyproject(text).unwrap();
        assert_eq!(
            (manifest.unread, manifest.requirement_files),
            (vec![Unread::Dependencies], vec!["requirements.txt".to_owned()])
        );
    }

    #[test]
    fn poetry_has_a_table() {
        let text = "[tool.poetry]\nname = \"x\"\n[tool.poetry.dependencies]\npython = \"^3.8\"\nrequests = { version = \"^2.31\", extras = [\"x\"] }\n\
                    click = { version = \"8\", optional = true }\n[tool.poetry.group.dev.dependencies]\npytest = \"7\"\n";
        assert_eq!(told(&pyproject(text).unwrap()), "x: Python ^3.8 :4; requests ^2.31 :5");
    }

    #[test]
    fn a_crate_and_its_workspace_are_told_apart() {
        let text = "[package]\nname = \"hello\"\nrust-version.workspace = true\npublish = []\n[dependencies]\nserde = \"1.0.200\"\n\
                    local = { path = \"../local\", version = \"1\" }\nregex = { workspace = true }\n[dependencies.old]\npackage = \"new\"\n\
                    version = \"2\"\n[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n[workspace.package]\nrust-version = \"1.78\"\n\
                    [workspace.dependencies]\nregex = \"1.10\"\n";
        let manifest = cargo(text).unwrap();
        assert_eq!(
            told(&manifest),
            "hello: serde 1.0.200 :6; new 2 :9; libc (cfg(unix)) 0.2 :13; Rust 1.78 :15 shared; regex 1.10 :17 shared"
        );
        assert!(!manifest.is_published && manifest.is_workspace);
        assert_eq!(manifest.inherited.len(), 2);
    }

    #[test]
    fn what_is_no_toml_has_a_line() {
        let error = cargo("[package]\nname = hello\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(!error.reason.contains('\n'), "{}", error.reason);
    }
}
