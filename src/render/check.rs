//! Names and helpers of a template, checked when it is loaded, so that a mistake is found before anything is printed
//! and not only in the one release that has such a change.

use std::collections::BTreeSet;

use handlebars::template::{BlockParam, HelperTemplate, Parameter, Template as Syntax, TemplateElement};

use crate::render::error::{Place, RenderError};
use crate::render::names::Value;
use crate::render::scope::{Scope, resolve};

/// The helpers that hold a block, and how many values they want.
const BLOCKS: [(&str, usize); 4] = [("each", 1), ("if", 1), ("unless", 1), ("with", 1)];

/// The helpers that give a value, and how many values they want.
const FUNCTIONS: [(&str, usize); 15] = [
    ("and", 2),
    ("eq", 2),
    ("gt", 2),
    ("gte", 2),
    ("len", 1),
    ("link", 1),
    ("links", 1),
    ("list", 1),
    ("lookup", 2),
    ("lt", 2),
    ("lte", 2),
    ("mentions", 1),
    ("ne", 2),
    ("not", 1),
    ("or", 2),
];

/// Checks one template.
pub(super) struct Checker<'a> {
    /// The name of the template.
    pub(super) template: &'a str,
    /// Its text.
    pub(super) source: &'a str,
    /// Whether `{{x}}` is escaped for Markdown.
    pub(super) markdown: bool,
    /// The blocks around the present place, the whole first.
    pub(super) scopes: Vec<Scope<'a>>,
    /// The names that were met, wherever they stood.
    pub(super) used: BTreeSet<String>,
}

impl<'a> Checker<'a> {
    /// Checks the elements of `syntax`, which begins at the byte `offset`.
    pub(super) fn check(&mut self, syntax: &'a Syntax, offset: usize) -> Result<(), RenderError> {
        for (index, element) in syntax.elements.iter().enumerate() {
            let offset = syntax.mapping.get(index).map_or(offset, |place| byte(self.source, place.0, place.1));
            match element {
                TemplateElement::Expression(expression) => self.print(expression, offset, false)?,
                TemplateElement::HtmlExpression(expression) => self.print(expression, offset, true)?,
                TemplateElement::HelperBlock(block) => self.block(block, offset)?,
                TemplateElement::PartialExpression(_) | TemplateElement::PartialBlock(_) => {
                    return Err(self.unsupported("a partial (`{{> …}}`)", offset));
                }
                TemplateElement::DecoratorExpression(_) | TemplateElement::DecoratorBlock(_) => {
                    return Err(self.unsupported("a decorator (`{{* …}}`)", offset));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Checks `{{expression}}`, or `{{{expression}}}` where `raw`.
    fn print(&mut self, expression: &'a HelperTemplate, offset: usize, raw: bool) -> Result<(), RenderError> {
        let value = self.value_of(expression, offset)?;
        let name = expression.name.as_name().unwrap_or_default();
        match value {
            Value::List(_) => Err(self.misused(
                name,
                offset,
                format!("`{name}` is a list, which cannot be printed"),
                format!("go through it with `{{{{#each {name}}}}}…{{{{/each}}}}`"),
            )),
            Value::Object(names) => Err(self.misused(
                name,
                offset,
                format!("`{name}` holds several values, and cannot be printed"),
                format!("choose one: {}", names.iter().map(|name| name.name).collect::<Vec<_>>().join(", ")),
            )),
            Value::Markdown if self.markdown && !raw => Err(self.misused(
                name,
                offset,
                format!("`{name}` is Markdown already"),
                format!("write `{{{{{{{name}}}}}}}`, with three braces, so that it is not escaped"),
            )),
            _ => Ok(()),
        }
    }

    /// Returns what an expression gives: a name, or a helper with its values.
    fn value_of(&mut self, expression: &'a HelperTemplate, offset: usize) -> Result<Value, RenderError> {
        if let Parameter::Subexpression(_) = expression.name {
            return self.parameter(&expression.name, offset);
        }
        let name = expression.name.as_name().unwrap_or_default();
        let alone = expression.params.is_empty() && expression.hash.is_empty();
        let helper = FUNCTIONS.iter().chain(&BLOCKS).find(|(known, _)| *known == name);
        match helper {
            None if alone => self.name(name, offset),
            Some((_, wanted)) if FUNCTIONS.iter().any(|(known, _)| *known == name) => {
                let values = self.parameters(expression, *wanted, offset)?;
                let wants_list = matches!(name, "links" | "list" | "mentions");
                if wants_list && !matches!(values.first(), Some(Value::List(_) | Value::Any)) {
                    return Err(self.no_list(expression, offset));
                }
                Ok(Value::Any)
            }
            Some(_) => Err(self.misused(
                name,
                offset,
                format!("`{name}` without `#`"),
                format!("write `{{{{#{name} …}}}}…{{{{/{name}}}}}`"),
            )),
            None => Err(self.unknown_helper(name, offset, &FUNCTIONS)),
        }
    }

    /// Checks a block and what it holds.
    fn block(&mut self, block: &'a HelperTemplate, offset: usize) -> Result<(), RenderError> {
        let name = block.name.as_name().unwrap_or_default();
        // What stands between four braces is text.
        if name == "raw" {
            return Ok(());
        }
        let Some((_, wanted)) = BLOCKS.iter().find(|(known, _)| *known == name) else {
            return Err(self.unknown_helper(name, offset, &BLOCKS));
        };
        let values = self.parameters(block, *wanted, offset)?;
        let value = values.first().copied().unwrap_or(Value::Any);
        let scope = match (name, value) {
            ("each", Value::List(item)) => Some(Scope::of_each(*item)),
            ("each", Value::Any | Value::Object(_)) => Some(Scope::of_each(Value::Any)),
            ("each", _) => return Err(self.no_list(block, offset)),
            ("with", value) => Some(Scope::of_with(value, self.scopes.last())),
            _ => None,
        };
        let entered = scope.is_some();
        if let Some(mut scope) = scope {
            scope.named = named(block.block_param.as_ref(), scope.this);
            self.scopes.push(scope);
        }
        if let Some(inner) = &block.template {
            self.check(inner, offset)?;
        }
        if entered {
            self.scopes.pop();
        }
        block.inverse.as_ref().map_or(Ok(()), |inverse| self.check(inverse, offset))
    }

    /// Checks the values of a helper, and that there are as many as it wants; returns what they are.
    fn parameters(
        &mut self,
        helper: &'a HelperTemplate,
        wanted: usize,
        offset: usize,
    ) -> Result<Vec<Value>, RenderError> {
        let name = helper.name.as_name().unwrap_or_default();
        if helper.params.len() < wanted {
            let (problem, values) = match wanted {
                1 => (format!("`{name}` needs a value"), "a name"),
                _ => (format!("`{name}` needs two values"), "two names or a name and a \"text\""),
            };
            return Err(self.misused(name, offset, problem, format!("write {values} after `{name}`")));
        }
        for value in helper.hash.values() {
            self.parameter(value, offset)?;
        }
        helper.params.iter().map(|parameter| self.parameter(parameter, offset)).collect()
    }

    /// Checks one value of a helper; returns what it is.
    fn parameter(&mut self, parameter: &'a Parameter, offset: usize) -> Result<Value, RenderError> {
        match parameter {
            Parameter::Name(name) => self.name(name, offset),
            Parameter::Path(_) => self.name(parameter.as_name().unwrap_or_default(), offset),
            Parameter::Subexpression(inner) => match inner.as_element() {
                TemplateElement::Expression(expression) => self.value_of(expression, offset),
                _ => Ok(Value::Any),
            },
            _ => Ok(Value::Any),
        }
    }

    /// Returns what stands behind a name, and notes that it is used.
    fn name(&mut self, name: &str, offset: usize) -> Result<Value, RenderError> {
        resolve(name, &self.scopes, &mut self.used).map_err(|unknown| RenderError::UnknownName {
            place: self.place(name, offset).into(),
            name: name.to_owned(),
            suggestion: unknown.suggestion,
            known: unknown.known,
        })
    }

    fn unknown_helper(&self, name: &str, offset: usize, helpers: &[(&'static str, usize)]) -> RenderError {
        let known: Vec<&str> = helpers.iter().map(|(known, _)| *known).collect();
        let block = helpers.len() == BLOCKS.len();
        let is_list = block && matches!(resolve(name, &self.scopes, &mut BTreeSet::new()), Ok(Value::List(_)));
        let suggestion = if is_list { Some(format!("#each {name}")) } else { nearest(name, known.iter().copied()) };
        RenderError::UnknownHelper { place: self.place(name, offset).into(), name: name.to_owned(), suggestion, known }
    }

    fn no_list(&self, helper: &HelperTemplate, offset: usize) -> RenderError {
        let name = helper.params.first().and_then(Parameter::as_name).unwrap_or_default();
        let advice = format!("print it with `{{{{{name}}}}}`, or ask whether it is there with `{{{{#if {name}}}}}`");
        self.misused(name, offset, format!("`{name}` is not a list"), advice)
    }

    fn misused(&self, name: &str, offset: usize, problem: String, advice: String) -> RenderError {
        RenderError::Misused { place: self.place(name, offset).into(), problem, advice }
    }

    fn unsupported(&self, what: &str, offset: usize) -> RenderError {
        let place = Place::new(self.template, self.source, offset, 2);
        RenderError::Unsupported { place: place.into(), what: what.to_owned() }
    }

    /// Returns where `name` stands, at the byte `offset` or after it.
    fn place(&self, name: &str, offset: usize) -> Place {
        let rest = self.source.get(offset..).unwrap_or_default();
        let in_word = |one: char| one.is_alphanumeric() || one == '_';
        let found = rest.match_indices(name).map(|(found, _)| found).find(|found| {
            let before = rest.get(..*found).and_then(|before| before.chars().next_back());
            let after = rest.get(found + name.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(in_word) && !after.is_some_and(in_word)
        });
        Place::new(self.template, self.source, offset + found.unwrap_or_default(), name.len())
    }
}

/// Returns the names that a block gives to its item and to the position of the item.
fn named(names: Option<&BlockParam>, this: Value) -> Vec<(&str, Value)> {
    let (item, position) = match names {
        Some(BlockParam::Single(item)) => (item, None),
        Some(BlockParam::Pair((item, position))) => (item, Some(position)),
        _ => return Vec::new(),
    };
    let position = position.and_then(Parameter::as_name).map(|name| (name, Value::Number));
    item.as_name().map(|name| (name, this)).into_iter().chain(position).collect()
}

/// Returns the byte at which a line and a column, both from 1, stand in `source`.
pub(super) fn byte(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = source.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(position, _)| position)
}

/// Returns the one of `candidates` that `word` was probably meant to be.
pub(super) fn nearest<'n>(word: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<String> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(word.len()).div_ceil(3).min(4))
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}
