//! The names that a template may use: what a table of them is made of.

use std::fmt::Write as _;

/// What stands behind a name. Text and numbers may be missing in a change: then they print as nothing and count as
/// false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Anything: not checked any further.
    Any,
    /// True or false.
    Flag,
    /// Text that is Markdown already, to be printed with three braces.
    Markdown,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list, to be gone through with `{{#each …}}`.
    List(&'static Value),
    /// Names of its own.
    Object(&'static [Name]),
}

/// A name with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name as it is written in a template.
    pub name: &'static str,
    /// What stands behind it.
    pub value: Value,
    /// What it is for people, in one line of Markdown.
    pub meaning: &'static str,
}

impl Name {
    /// Returns a name with its value and meaning.
    pub(crate) const fn new(name: &'static str, value: Value, meaning: &'static str) -> Self {
        Self { name, value, meaning }
    }
}

/// Returns a Markdown table of `names` and the names below them, one line each.
///
/// `[]` stands for each item of a list. Names that several lists have in common are printed for the first of them.
pub fn table(names: &'static [Name]) -> String {
    let mut lines = String::from("| name | what it is |\n|---|---|\n");
    rows(names, "", &mut lines, &mut Vec::new());
    lines
}

/// Writes one line for each of `names`, then for what is below it; `printed` holds what was printed, and for what path.
fn rows(names: &'static [Name], before: &str, lines: &mut String, printed: &mut Vec<(&'static [Name], String)>) {
    for name in names {
        let (mut path, mut value) = (format!("{before}{}", name.name), name.value);
        while let Value::List(item) = value {
            path.push_str("[]");
            value = *item;
        }
        let below = if let Value::Object(below) = value { below } else { &[] };
        let same = printed.iter().find(|(known, _)| !below.is_empty() && *known == below);
        let same_names = same.map(|(_, path)| format!("; named as in `{path}`"));
        // Writing into a text does not fail.
        let _ = writeln!(lines, "| `{path}` | {}{} |", name.meaning, same_names.as_deref().unwrap_or_default());
        if same_names.is_none() {
            rows(below, &format!("{path}."), lines, printed);
            printed.push((below, path));
        }
    }
}
