//! The issue on GitHub that mirrors a run.

use serde::Serialize;

use crate::render::error::RenderError;
use crate::render::names::{Name, Value};
use crate::render::template::Template;

/// What the issue of a run says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IssuePage {
    /// The version.
    pub version: String,
    /// `owner/name`.
    pub project: String,
    /// The kind of the release.
    pub kind: String,
    /// The branch that is released from.
    pub branch: String,
    /// Where the run as a whole stands: `open, 4 of 9 steps done or skipped`.
    pub state: String,
    /// The release document, as Markdown: its name, with a link to it where there is one.
    pub file: String,
    /// Who holds the run, as `@login`, which tells them of it.
    pub holder: String,
    /// Who else takes part.
    pub people: Vec<IssueRole>,
    /// The commit that is released; empty while none is chosen.
    pub target: String,
    /// The release's pull request as `#12`; empty where it is not known.
    pub pull_request: String,
    /// What it waits for.
    pub waits: Vec<String>,
    /// The steps, by phase.
    pub phases: Vec<IssuePhase>,
}

/// People with one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IssueRole {
    /// `mentored by`.
    pub role: String,
    /// As `@login`, with commas between them.
    pub logins: String,
}

/// A phase with its steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IssuePhase {
    /// Its title; may be empty.
    pub title: String,
    /// Its steps.
    pub steps: Vec<IssueStep>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IssueStep {
    /// `[x]` or `[ ]`.
    pub tick: &'static str,
    /// Its title.
    pub title: String,
    /// Who did it and when, or why not; may be empty.
    pub note: String,
}

const ROLE: &[Name] =
    &[Name::new("role", Value::Text, "`mentored by`"), Name::new("logins", Value::Markdown, "the people")];
const STEP: &[Name] = &[
    Name::new("tick", Value::Markdown, "`[x]` or `[ ]`"),
    Name::new("title", Value::Text, "the title"),
    Name::new("note", Value::Text, "who did it and when"),
];
const PHASE: &[Name] =
    &[Name::new("title", Value::Text, "the title"), Name::new("steps", Value::List(&Value::Object(STEP)), "the steps")];
const NAMES: &[Name] = &[
    Name::new("version", Value::Text, "the version"),
    Name::new("project", Value::Text, "`owner/name`"),
    Name::new("kind", Value::Text, "the kind of the release"),
    Name::new("branch", Value::Text, "the branch that is released from"),
    Name::new("state", Value::Text, "where the run stands"),
    Name::new("file", Value::Markdown, "the release document"),
    Name::new("holder", Value::Markdown, "who holds the run"),
    Name::new("people", Value::List(&Value::Object(ROLE)), "who else takes part"),
    Name::new("target", Value::Text, "the commit that is released"),
    Name::new("pull_request", Value::Markdown, "the release's pull request"),
    Name::new("waits", Value::List(&Value::Text), "what it waits for"),
    Name::new("phases", Value::List(&Value::Object(PHASE)), "the steps by phase"),
];

/// Returns the body of the issue as Markdown.
///
/// # Errors
///
/// Where the template that comes with the program is wrong, which its test rules out.
pub fn issue_page(page: &IssuePage) -> Result<String, RenderError> {
    let source = include_str!("../../../templates/tracking-issue/issue.md.hbs");
    let template = Template::parse_with("issue.md.hbs", source, NAMES)?;
    template.fill_in(serde_json::to_value(page).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_as_an_issue() {
        let step = |tick, title: &str, note: &str| IssueStep { tick, title: title.to_owned(), note: note.to_owned() };
        let phase = |title: &str, steps| IssuePhase { title: title.to_owned(), steps };
        let page = IssuePage {
            version: "1.1.0".to_owned(),
            project: "octo/hello".to_owned(),
            kind: "minor".to_owned(),
            branch: "main".to_owned(),
            state: "open, 1 of 3 steps done or skipped".to_owned(),
            file: "[RELEASING.md](https://github.com/octo/hello/blob/main/RELEASING.md)".to_owned(),
            holder: "@kim".to_owned(),
            people: vec![IssueRole { role: "mentored by".to_owned(), logins: "@mona, @max".to_owned() }],
            target: String::new(),
            pull_request: "#12".to_owned(),
            waits: vec!["the sign-off of mona for `tag`".to_owned()],
            phases: vec![
                phase("Prepare", vec![step("[x]", "Tell @all *others*", "by kim, 2026-03-28")]),
                phase("Publish", vec![step("[ ]", "Tag <it>", ""), step("[ ]", "Push `it`", "")]),
            ],
        };
        insta::assert_snapshot!(issue_page(&page).unwrap(), @r"
        The release **1.1.0** of octo/hello, a minor release from main: open, 1 of 3 steps done or skipped.

        This page follows the checklist in [RELEASING.md](https://github.com/octo/hello/blob/main/RELEASING.md). It is written anew as the release goes on, so what is changed here does not stay.

        | | |
        |---|---|
        | released by | @kim |
        | mentored by | @mona, @max |
        | pull request | #12 |

        **Waits for**

        - the sign-off of mona for `tag`

        ### Prepare

        - [x] Tell `@all` \*others\* (by kim, 2026-03-28)

        ### Publish

        - [ ] Tag \<it>
        - [ ] Push `it`
        ");
    }
}
