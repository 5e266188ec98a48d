//! A template that was read and checked.

use std::borrow::Cow;
use std::collections::BTreeSet;

use handlebars::{Context, Handlebars, JsonValue, RenderErrorReason};

use crate::core::text::clean;
use crate::render::blocks::check_blocks;
use crate::render::check::Checker;
use crate::render::error::{Place, RenderError};
use crate::render::format::Format;
use crate::render::helpers::{escape, register};
use crate::render::names::Name;
use crate::render::scope::{EVERYTHING, Scope};

/// The name of the one template of a registry.
const ONLY: &str = "template";

/// A template, ready to be filled in.
#[derive(Clone, Debug)]
pub struct Template {
    /// What errors call it, normally its path.
    name: String,
    /// Handlebars with this one template.
    registry: Handlebars<'static>,
    /// Whether it writes Markdown; else text in which nothing means anything.
    markdown: bool,
    /// The names that it uses.
    used: BTreeSet<String>,
}

impl Template {
    /// Returns the template of a built-in format.
    pub fn built_in(format: Format) -> Result<Self, RenderError> {
        Self::parse(format.file_name(), format.source())
    }

    /// Returns the changelog template that `source` holds.
    ///
    /// Syntax, helpers and names are checked here. It writes text where `name` ends in `.txt.hbs` or `.txt`, and else
    /// Markdown.
    pub fn parse(name: &str, source: &str) -> Result<Self, RenderError> {
        Self::parse_with(name, source, crate::render::changelog::NAMES)
    }

    /// Returns the template that `source` holds, with `names` as those it may use.
    pub(super) fn parse_with(name: &str, source: &str, names: &'static [Name]) -> Result<Self, RenderError> {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        check_blocks(name, source)?;
        let syntax = handlebars::Template::compile(source).map_err(|error| {
            let (line, column) = error.pos().unwrap_or((1, 1));
            let offset = crate::render::check::byte(source, line, column);
            let reason = "this is not a handlebars expression".to_owned();
            RenderError::Syntax { place: Place::new(name, source, offset, 1).into(), reason }
        })?;
        let markdown = ![".txt", ".txt.hbs"].iter().any(|ending| name.ends_with(ending));
        let scopes = vec![Scope::of_all(names)];
        let mut checker = Checker { template: name, source, markdown, scopes, used: BTreeSet::new() };
        checker.check(&syntax, 0)?;
        let used = checker.used;
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(move |text: &str| escape(text, markdown).into_owned());
        register(&mut registry, markdown);
        registry.register_template(ONLY, syntax);
        Ok(Self { name: name.to_owned(), registry, markdown, used })
    }

    /// Returns whether it writes Markdown.
    pub fn is_markdown(&self) -> bool {
        self.markdown
    }

    /// Returns whether it prints the changes by kind and not by section.
    pub(super) fn uses_kinds(&self) -> bool {
        self.used.contains("kinds")
    }

    /// Returns whether `name` stands anywhere in it, so that what costs much is found out only where it is shown.
    pub fn uses(&self, name: &str) -> bool {
        self.used.contains(name) || self.used.contains(EVERYTHING)
    }

    /// Returns the template filled in with `values`, with one line end at its end.
    pub(super) fn fill_in(&self, mut values: JsonValue) -> Result<String, RenderError> {
        clean_all(&mut values);
        self.fill_in_lines(&values)
    }

    /// Returns the template filled in with values that are lines without hidden characters already, in which several
    /// spaces mean something.
    pub(super) fn fill_in_lines(&self, values: &JsonValue) -> Result<String, RenderError> {
        let filled = self.registry.render_with_context(ONLY, &Context::from(values.clone()));
        let mut text = filled.map_err(|error| RenderError::Unfilled {
            template: self.name.clone(),
            line: error.line_no,
            reason: match error.reason() {
                RenderErrorReason::MissingVariable(Some(name)) => format!("`{name}` has no value"),
                RenderErrorReason::MissingVariable(None) => "a name has no value".to_owned(),
                other => other.to_string(),
            },
        })?;
        text.truncate(text.trim_end().len());
        text.push('\n');
        Ok(text)
    }
}

/// Makes each text in `value` one line without hidden characters. It is done here, to all that a template is given, so
/// that no value and no three braces lead around it.
fn clean_all(value: &mut JsonValue) {
    match value {
        JsonValue::String(text) => {
            if let Cow::Owned(cleaned) = clean(text) {
                *text = cleaned;
            }
        }
        JsonValue::Array(values) => values.iter_mut().for_each(clean_all),
        JsonValue::Object(values) => values.values_mut().for_each(clean_all),
        _ => {}
    }
}
