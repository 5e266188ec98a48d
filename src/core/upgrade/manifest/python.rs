//! `setup.cfg`, `setup.py` and files of requirements, as texts: nothing is run, so only literals count.

use super::requirement::{normalised, requirement};
use super::{Manifest, Runtime, Unread, line_of};

/// Reads a file of requirements; options, addresses and files that it includes are passed over.
pub(super) fn requirements(text: &str) -> Manifest {
    let mut manifest = Manifest::default();
    for (index, line) in text.lines().enumerate() {
        add(&mut manifest, without_comment(line), index + 1);
    }
    manifest
}

/// Reads a `setup.cfg` (<https://setuptools.pypa.io/en/latest/userguide/declarative_config.html>).
pub(super) fn setup_cfg(text: &str) -> Manifest {
    let mut manifest = Manifest { is_published: true, ..Manifest::default() };
    let (mut section, mut key) = (String::new(), String::new());
    for (index, line) in text.lines().enumerate() {
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end().trim_end_matches(']').trim().clone_into(&mut section);
            key.clear();
            continue;
        }
        let value = if line.starts_with([' ', '\t']) {
            content
        } else {
            let (name, value) = content.split_once(['=', ':']).unwrap_or((content, ""));
            key = name.trim().replace('-', "_").to_lowercase();
            value.trim()
        };
        match (section.as_str(), key.as_str()) {
            _ if value.is_empty() => {}
            ("metadata", "name") => manifest.name = Some(normalised(value)),
            ("options", "python_requires") => manifest.minimum(Runtime::Python, value, index + 1),
            ("options", "install_requires") => match value.strip_prefix("file:") {
                Some(files) => manifest.requirement_files.extend(files.split(',').map(|file| file.trim().to_owned())),
                None => value.split(", ").for_each(|one| add(&mut manifest, without_comment(one), index + 1)),
            },
            _ => {}
        }
    }
    manifest
}

/// Reads what a `setup.py` says in so many words: `name="…"`, `python_requires="…"`, `install_requires=["…", …]`, as
/// arguments or as the keys of a dictionary.
pub(super) fn setup_py(text: &str) -> Manifest {
    let mut manifest = Manifest { is_published: true, ..Manifest::default() };
    if let Some(Value::Text(name, _)) = values(text, "name").into_iter().find(|value| matches!(value, Value::Text(..)))
    {
        manifest.name = Some(normalised(name));
    }
    for value in values(text, "python_requires") {
        match value {
            Value::Text(value, line) => manifest.minimum(Runtime::Python, value, line),
            _ => manifest.unread.push(Unread::Minimum),
        }
    }
    for value in values(text, "install_requires") {
        match value {
            Value::List(list) => list.iter().for_each(|(text, line)| add(&mut manifest, text, *line)),
            _ => manifest.unread.push(Unread::Dependencies),
        }
    }
    if manifest.unread.contains(&Unread::Dependencies) {
        let named = text.split(['"', '\'']).filter(|word| super::Form::of(word) == Some(super::Form::Requirements));
        manifest.requirement_files.extend(named.filter(|word| !word.contains(char::is_whitespace)).map(str::to_owned));
        manifest.requirement_files.dedup();
    }
    manifest
}

/// What stands behind a name in Python code.
enum Value<'a> {
    /// A list of literals, each with its line.
    List(Vec<(&'a str, usize)>),
    /// One literal with its line.
    Text(&'a str, usize),
    /// Anything else.
    Other,
}

/// Returns what the name is given, each time that it is given something.
fn values<'a>(text: &'a str, name: &str) -> Vec<Value<'a>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(name) {
        let before = text.get(..at).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let in_comment = before.get(line_start..).is_some_and(|line| line.trim_start().starts_with('#'));
        if in_comment || before.ends_with(is_word) {
            continue;
        }
        let rest = text.get(at + name.len()..).unwrap_or_default();
        let rest = rest.trim_start_matches(['"', '\'', ']']).trim_start();
        let Some(value) = rest.strip_prefix(['=', ':']).filter(|value| !value.starts_with('=')) else { continue };
        found.push(value_of(text, value.trim_start()));
    }
    found
}

fn value_of<'a>(text: &'a str, value: &'a str) -> Value<'a> {
    let offset = text.len() - value.len();
    if let Some((literal, after)) = literal(value) {
        let ends =
            after.trim_start_matches([' ', '\t']).starts_with([',', ')', '}', '\n', '\r', '#']) || after.is_empty();
        return if ends { Value::Text(literal, line_of(text, offset)) } else { Value::Other };
    }
    let Some(mut rest) = value.strip_prefix('[') else { return Value::Other };
    let mut list = Vec::new();
    loop {
        rest = rest.trim_start().trim_start_matches(',').trim_start();
        if let Some(comment) = rest.strip_prefix('#') {
            rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
        } else if rest.starts_with(']') {
            return Value::List(list);
        } else if let Some((literal, after)) = literal(rest) {
            list.push((literal, line_of(text, text.len() - rest.len())));
            rest = after;
        } else {
            return Value::Other;
        }
    }
}

/// Returns the string literal that `text` begins with, and what follows it. Escapes mean that it is none of ours.
fn literal(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (inside, after) = text.get(1..)?.split_once(quote)?;
    (!inside.contains(['\\', '\n'])).then_some((inside, after))
}

fn without_comment(line: &str) -> &str {
    let line = line.trim();
    if line.starts_with(['#', '-']) {
        return "";
    }
    line.split(" #").next().unwrap_or(line).trim_end_matches('\\').trim()
}

fn add(manifest: &mut Manifest, text: &str, line: usize) {
    if let Some(found) = requirement(text) {
        manifest.dependency(&found.name, &found.marker, &found.versions, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::upgrade::manifest::tests::told;

    #[test]
    fn literals_of_a_setup_count() {
        let text = "from setuptools import setup\n# python_requires='>=2.6'\nsetup(\n    name='Hello_World',\n    \
                    python_requires=\">=3.8\",  # tested\n    install_requires=[\n        'tornado>=5.1',  # async\n        \
                    \"six\",\n    ],\n)\n";
        assert_eq!(told(&setup_py(text)), "hello-world: Python >=3.8 :5; tornado >=5.1 :7; six :8");
        let text = "setup_args = {\n    'python_requires': '>=3.6',\n}\nsetup_args['install_requires'] = read('requirements.txt')\n";
        let manifest = setup_py(text);
        assert_eq!(told(&manifest), ": Python >=3.6 :2");
        assert_eq!(
            (manifest.unread, manifest.requirement_files),
            (vec![Unread::Dependencies], vec!["requirements.txt".to_owned()])
        );
        let unknown = setup_py("setup(python_requires='>=' + MINIMUM, install_requires=REQUIRED + ['x'])");
        assert_eq!(unknown.unread, [Unread::Minimum, Unread::Dependencies]);
        assert!(unknown.statements.is_empty());
    }

    #[test]
    fn a_setup_cfg_has_sections() {
        let text = "[metadata]\nname = Django\n\n[options]\npython_requires = >=3.10\ninstall_requires =\n    asgiref >= 3.7.0\n    \
                    sqlparse >= 0.3.1\n    tzdata; sys_platform == 'win32'\n\n[options.extras_require]\nbcrypt = bcrypt\n";
        assert_eq!(
            told(&setup_cfg(text)),
            "django: Python >=3.10 :5; asgiref >= 3.7.0 :7; sqlparse >= 0.3.1 :8; tzdata (sys_platform == \"win32\") :9"
        );
    }

    #[test]
    fn a_file_of_requirements_may_hold_more() {
        let text = "# needed\nalembic>=1.4\n-r other.txt\n--hash=sha256:x\njinja2>=2.11.0 # templates\n\n";
        assert_eq!(told(&requirements(text)), ": alembic >=1.4 :2; jinja2 >=2.11.0 :5");
    }
}
