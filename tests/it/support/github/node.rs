//! Objects and connections of GraphQL answers, whatever they are about.

use std::rc::Rc;

use apollo_compiler::executable::{Selection, SelectionSet};
use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use apollo_compiler::response::{JsonMap, JsonValue};
use serde_json::json;

/// GitHub gives at most so many nodes at a time.
const MOST_NODES: usize = 100;

/// A search gives at most so many of its results.
const MOST_RESULTS: usize = 1000;

/// The arguments that every connection takes.
const PAGING: [&str; 4] = ["after", "before", "first", "last"];

/// What a field's arguments lead to; called only when a query selects the field.
type Resolver<'w> = Box<dyn Fn(&JsonMap) -> Result<Value<'w>, FieldError> + 'w>;

/// The value of a field.
pub(super) enum Value<'w> {
    /// All that there is to page through.
    Connection(Vec<Node<'w>>),
    Leaf(serde_json::Value),
    List(Vec<Node<'w>>),
    Node(Node<'w>),
}

impl<'w> Value<'w> {
    pub(super) fn nullable(node: Option<Node<'w>>) -> Self {
        node.map_or(Self::Leaf(serde_json::Value::Null), Self::Node)
    }
}

/// An object of some type of the schema.
#[derive(Clone)]
pub(super) struct Node<'w> {
    kind: String,
    fields: Rc<Vec<(&'static str, Resolver<'w>)>>,
}

impl<'w> Node<'w> {
    pub(super) fn new(kind: &str) -> Self {
        Self { kind: kind.to_owned(), fields: Rc::default() }
    }

    pub(super) fn leaf(self, name: &'static str, value: impl Into<serde_json::Value>) -> Self {
        let value = value.into();
        self.field(name, move |_| Ok(Value::Leaf(value.clone())))
    }

    pub(super) fn node(self, name: &'static str, node: impl Fn() -> Option<Node<'w>> + 'w) -> Self {
        self.field(name, move |_| Ok(Value::nullable(node())))
    }

    /// Adds a connection that can be paged through but not filtered.
    pub(super) fn connection(self, name: &'static str, nodes: impl Fn() -> Vec<Node<'w>> + 'w) -> Self {
        self.field(name, move |arguments| {
            refuse_filters(arguments, &[])?;
            Ok(Value::Connection(nodes()))
        })
    }

    pub(super) fn field(
        mut self,
        name: &'static str,
        resolver: impl Fn(&JsonMap) -> Result<Value<'w>, FieldError> + 'w,
    ) -> Self {
        let fields = Rc::get_mut(&mut self.fields).expect("a node is shared only when it is finished");
        fields.push((name, Box::new(resolver)));
        self
    }
}

impl ObjectValue for Node<'_> {
    fn type_name(&self) -> &str {
        &self.kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        let Some((_, resolver)) = self.fields.iter().find(|(name, _)| *name == info.field_name()) else {
            return Err(self.unknown_field_error(info));
        };
        Ok(match resolver(info.arguments())? {
            Value::Connection(nodes) => ResolvedValue::object(page(info, nodes)?),
            Value::Leaf(value) => ResolvedValue::leaf(value),
            Value::List(nodes) => ResolvedValue::list(nodes.into_iter().map(ResolvedValue::object)),
            Value::Node(node) => ResolvedValue::object(node),
        })
    }
}

/// Makes an error as GitHub's: `kind` such as `NOT_FOUND`, or empty for one that has no type.
pub(super) fn error(kind: &str, message: impl AsRef<str>) -> FieldError {
    FieldError { message: format!("{kind}{SEPARATOR}{}", message.as_ref()) }
}

/// Stands between an error's type and message; an error without it is a mistake of the fake, not an answer.
pub(super) const SEPARATOR: char = '|';

/// Refuses arguments that would change which nodes a connection has, other than those that the caller looks at: an
/// answer that silently disregards them would prove nothing.
pub(super) fn refuse_filters(arguments: &JsonMap, known: &[&str]) -> Result<(), FieldError> {
    let is_known = |name: &str| PAGING.contains(&name) || known.contains(&name);
    match arguments.iter().find(|(name, value)| !is_known(name.as_str()) && !value.is_null()) {
        Some((name, _)) => Err(FieldError { message: format!("the fake does not filter by `{}`", name.as_str()) }),
        None => Ok(()),
    }
}

/// Returns the argument as text, if it was given.
pub(super) fn text<'m>(arguments: &'m JsonMap, name: &str) -> Option<&'m str> {
    arguments.get(name).and_then(|value| value.as_str())
}

/// Returns the argument as a number, if it was given.
pub(super) fn number(arguments: &JsonMap, name: &str) -> Option<u64> {
    arguments.get(name).and_then(JsonValue::as_u64)
}

/// Returns the part of a connection that the arguments ask for, under GitHub's rules for pages.
fn page<'w>(info: &ResolveInfo<'_>, mut nodes: Vec<Node<'w>>) -> Result<Node<'w>, FieldError> {
    let (arguments, name) = (info.arguments(), info.field_name());
    let (first, last) = (number(arguments, "first"), number(arguments, "last"));
    for (bound, limit) in [("first", first), ("last", last)] {
        if let Some(limit) = limit.filter(|limit| *limit > MOST_NODES as u64) {
            let rule = format!("exceeds the `{bound}` limit of {MOST_NODES} records");
            let message = format!("Requesting {limit} records on the `{name}` connection {rule}.");
            return Err(error("EXCESSIVE_PAGINATION", message));
        }
    }
    let asks_for_nodes = info.field_selections().iter().any(|field| selects(info, &field.selection_set, "nodes"));
    if asks_for_nodes && first.is_none() && last.is_none() {
        let message =
            format!("You must provide a `first` or `last` value to properly paginate the `{name}` connection.");
        return Err(error("MISSING_PAGINATION_BOUNDARIES", message));
    }
    let found = nodes.len();
    let is_search = name == "search";
    nodes.truncate(if is_search { MOST_RESULTS } else { found });
    let total = nodes.len();
    let cursor = |name| text(arguments, name).and_then(|cursor| cursor.strip_prefix("cursor:")?.parse().ok());
    // Cursors count from 1, so that the one before everything is 0.
    let after: usize = cursor("after").unwrap_or(0).min(total);
    let before: usize = cursor("before").unwrap_or(total + 1).clamp(after + 1, total + 1);
    // Without a bound there are no nodes in the answer, so everything may stay.
    let length = |limit: Option<u64>| limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(total);
    let end = (before - 1).min(after + length(first));
    let start = after.max(end.saturating_sub(length(last)));
    let nodes: Vec<_> = nodes.drain(start..end).collect();
    let mark = |position: usize| if nodes.is_empty() { json!(null) } else { json!(format!("cursor:{position}")) };
    let page_info = Node::new("PageInfo")
        .leaf("startCursor", mark(start + 1))
        .leaf("endCursor", mark(end))
        .leaf("hasNextPage", end < total)
        .leaf("hasPreviousPage", start > 0);
    Ok(Node::new(info.field_definition().ty.inner_named_type())
        .leaf(if is_search { "issueCount" } else { "totalCount" }, found)
        .node("pageInfo", move || Some(page_info.clone()))
        .field("nodes", move |_| Ok(Value::List(nodes.clone()))))
}

/// Returns whether the selection has a field, also inside fragments.
fn selects(info: &ResolveInfo<'_>, set: &SelectionSet, name: &str) -> bool {
    set.selections.iter().any(|selection| match selection {
        Selection::Field(field) => field.name == name,
        Selection::FragmentSpread(spread) => {
            let fragment = info.document().fragments.get(&spread.fragment_name);
            fragment.is_some_and(|fragment| selects(info, &fragment.selection_set, name))
        }
        Selection::InlineFragment(fragment) => selects(info, &fragment.selection_set, name),
    })
}
