//! Understands, checks and answers GraphQL queries the way GitHub does.

use std::sync::OnceLock;

use apollo_compiler::executable::{Selection, SelectionSet};
use apollo_compiler::resolvers::Execution;
use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::{Value as Json, json};

use super::answers;
use super::node::SEPARATOR;
use super::world::World;

/// The rule of GraphQL that GitHub does not keep: one alias may have different types in fragments that exclude each
/// other, such as `login` of a bot and `login` of a person.
const NOT_ENFORCED: &str = "ConflictingFieldType";

/// What a client asks.
pub(super) struct Question {
    document: Valid<ExecutableDocument>,
    variables: JsonMap,
    pub(super) aliases: usize,
}

/// What it gets, and what was wrong with the question or is missing in the fake.
pub(super) struct Answer {
    pub(super) body: Json,
    pub(super) violations: Vec<String>,
}

impl Question {
    /// Reads the body of a request. The error is the answer to a question that GitHub would not understand.
    pub(super) fn parse(body: &[u8]) -> Result<Self, Answer> {
        let body: Json = serde_json::from_slice(body).map_err(|error| Answer::refused(format!("not JSON: {error}")))?;
        let query = body["query"].as_str().ok_or_else(|| Answer::refused("no `query` in the body".to_owned()))?;
        let variables = match &body["variables"] {
            Json::Null => JsonMap::new(),
            given => serde_json::from_value(given.clone()).map_err(|error| Answer::refused(error.to_string()))?,
        };
        let document = document(query).map_err(Answer::refused)?;
        let aliases = document.operations.iter().map(|operation| count_aliases(&operation.selection_set)).sum();
        Ok(Self { document, variables, aliases })
    }

    pub(super) fn answer(&self, world: &World) -> Answer {
        let execution = Execution::new(schema(), &self.document).raw_variable_values(&self.variables);
        match execution.execute_sync(&answers::query(world)) {
            Ok(response) => {
                let body = serde_json::to_value(&response).expect("an answer is JSON");
                Answer { body, violations: Vec::new() }.like_github()
            }
            Err(error) => Answer::refused(error.message().to_string()),
        }
    }
}

impl Answer {
    fn refused(reason: String) -> Self {
        Self { body: json!({"errors": [{"message": reason}]}), violations: vec![reason] }
    }

    /// Gives each error the type that GitHub puts beside its message, and notes those that should not have happened.
    fn like_github(mut self) -> Self {
        let errors = self.body.get_mut("errors").and_then(Json::as_array_mut);
        for error in errors.into_iter().flatten() {
            let text = error["message"].as_str().unwrap_or_default().trim_start_matches("resolver error: ").to_owned();
            let (kind, message) = text.split_once(SEPARATOR).unwrap_or(("FAKE", &text));
            if kind != "NOT_FOUND" && !kind.is_empty() {
                self.violations.push(format!("{message} (path: {})", error["path"]));
            }
            error["message"] = json!(message);
            if !kind.is_empty() {
                error["type"] = json!(kind);
            }
        }
        self
    }
}

/// Returns the extract of GitHub's published schema, which is read once for all tests.
fn schema() -> &'static Valid<Schema> {
    static SCHEMA: OnceLock<Valid<Schema>> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let text = include_str!("../../../github/schema.graphql");
        Schema::parse_and_validate(text, "schema.graphql").unwrap_or_else(|error| panic!("{}", error.errors))
    })
}

/// Returns the query when GitHub would take it, else what is wrong with it.
fn document(query: &str) -> Result<Valid<ExecutableDocument>, String> {
    ExecutableDocument::parse_and_validate(schema(), query, "query.graphql").or_else(|found| {
        let is_taken = |name: Option<&str>| name == Some(NOT_ENFORCED);
        if found.errors.iter().all(|diagnostic| is_taken(diagnostic.error.unstable_error_name())) {
            return Ok(Valid::assume_valid(found.partial));
        }
        Err(found.errors.to_string())
    })
}

fn count_aliases(set: &SelectionSet) -> usize {
    let count = |selection: &Selection| match selection {
        Selection::Field(field) => usize::from(field.alias.is_some()) + count_aliases(&field.selection_set),
        Selection::FragmentSpread(_) => 0,
        Selection::InlineFragment(fragment) => count_aliases(&fragment.selection_set),
    };
    set.selections.iter().map(count).sum()
}
