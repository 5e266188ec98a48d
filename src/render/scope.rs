//! What a name in a template stands for: names are looked up in the block around them.

use std::collections::BTreeSet;

use crate::render::check::nearest;
use crate::render::names::{Name, Value};

/// The names that `{{#each}}` knows besides those of its item.
const OF_EACH: [&str; 4] = ["first", "index", "key", "last"];

/// A block that changes what names stand for.
pub(super) struct Scope<'a> {
    /// What `this` is.
    pub(super) this: Value,
    /// The names that the block gave: `{{#each changes as |change|}}`.
    pub(super) named: Vec<(&'a str, Value)>,
    /// Whether `@first` and its like are known.
    each: bool,
}

impl Scope<'_> {
    /// Returns the scope around all blocks.
    pub(super) fn of_all(names: &'static [Name]) -> Self {
        Self { this: Value::Object(names), named: Vec::new(), each: false }
    }

    /// Returns the scope inside `{{#each}}`, for one item.
    pub(super) fn of_each(item: Value) -> Self {
        Self { this: item, named: Vec::new(), each: true }
    }

    /// Returns the scope inside `{{#with}}`, which inherits `@first` and its like.
    pub(super) fn of_with(this: Value, around: Option<&Self>) -> Self {
        Self { this, named: Vec::new(), each: around.is_some_and(|scope| scope.each) }
    }

    /// Returns the names that are known in this scope.
    fn names(&self) -> &'static [Name] {
        match self.this {
            Value::Object(names) => names,
            _ => &[],
        }
    }
}

/// A name that stands for nothing.
pub(super) struct Unknown {
    /// What was probably meant.
    pub(super) suggestion: Option<String>,
    /// What is known in its place.
    pub(super) known: Vec<&'static str>,
}

/// Returns what `path` stands for within `scopes`, and notes each of its names in `used`.
pub(super) fn resolve(path: &str, scopes: &[Scope<'_>], used: &mut BTreeSet<String>) -> Result<Value, Unknown> {
    if let Some(local) = path.strip_prefix('@').filter(|local| !local.starts_with("root")) {
        return resolve_local(local, scopes);
    }
    let mut parts = split(path).into_iter().peekable();
    let mut depth = 0;
    let mut from_root = false;
    while let Some(part) = parts.next_if(|part| matches!(*part, "@root" | ".." | "." | "this")) {
        from_root |= part == "@root";
        depth += usize::from(part == "..");
    }
    let scope = if from_root { scopes.first() } else { scopes.iter().rev().nth(depth) };
    let Some(scope) = scope else { return Err(Unknown { suggestion: None, known: Vec::new() }) };
    let mut value = scope.this;
    let given = |part: &&str| scopes.iter().rev().flat_map(|scope| &scope.named).find(|(name, _)| name == part);
    if let Some((_, item)) = parts.peek().and_then(given) {
        value = *item;
        parts.next();
    }
    for part in parts.filter(|part| *part != "this") {
        value = match value {
            Value::Any => Value::Any,
            Value::List(item) if part.parse::<usize>().is_ok() => *item,
            Value::Object(names) => match names.iter().find(|name| name.name == part) {
                Some(name) => name.value,
                None => return Err(unknown(path, part, names, scopes)),
            },
            _ => return Err(unknown(path, part, &[], scopes)),
        };
        used.insert(part.to_owned());
    }
    // Who takes a whole object can ask it for any name.
    if matches!(value, Value::Object(_) | Value::Any) {
        used.insert(EVERYTHING.to_owned());
    }
    Ok(value)
}

/// What `used` holds when any name may be used.
pub(super) const EVERYTHING: &str = "*";

/// Returns what `@first` and its like stand for; `@../first` is that of the block around.
fn resolve_local(local: &str, scopes: &[Scope<'_>]) -> Result<Value, Unknown> {
    let name = local.trim_start_matches("../");
    let depth = (local.len() - name.len()) / "../".len();
    let scope = scopes.iter().rev().nth(depth);
    if !scope.is_some_and(|scope| scope.each) {
        return Err(Unknown { suggestion: None, known: Vec::new() });
    }
    if OF_EACH.contains(&name) {
        return Ok(Value::Any);
    }
    Err(Unknown { suggestion: nearest(name, OF_EACH).map(|name| format!("@{name}")), known: Vec::new() })
}

/// Returns the parts of a path: `a.b`, `a/b`, `../a`, `@root.a`, `a.[0].b`.
fn split(path: &str) -> Vec<&str> {
    path.split('/')
        .flat_map(|part| if matches!(part, "." | "..") { vec![part] } else { part.split('.').collect() })
        .map(|part| part.trim_matches(['[', ']']))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Returns what could have been meant by `part` of `path`, which is none of `names`.
fn unknown(path: &str, part: &str, names: &'static [Name], scopes: &[Scope<'_>]) -> Unknown {
    let known: Vec<&str> = names.iter().map(|name| name.name).collect();
    let whole = |name: String| path.strip_suffix(part).map_or(name.clone(), |before| format!("{before}{name}"));
    let here = nearest(part, known.iter().copied()).map(whole);
    let around = || {
        let outer = scopes.iter().rev().enumerate().skip(1);
        let mut found = outer.filter(|(_, scope)| scope.names().iter().any(|name| name.name == part));
        found.next().map(|(depth, _)| format!("{}{part}", "../".repeat(depth)))
    };
    let is_simple = path == part;
    Unknown { suggestion: is_simple.then(around).flatten().or(here), known }
}
