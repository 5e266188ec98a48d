//! The page of the store, which people see where it is shared.

use serde::Serialize;

use crate::render::error::RenderError;
use crate::render::names::{Name, Value};
use crate::render::template::Template;

/// The releases of one project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProjectPage {
    /// `owner/name`.
    pub project: String,
    /// The slots that are to come, the next first.
    pub slots: Vec<SlotRow>,
    /// The newest first.
    pub releases: Vec<ReleaseRow>,
}

/// One slot that is to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlotRow {
    /// The day as `YYYY-MM-DD`, or both days of a stretch.
    pub when: String,
    /// What is released in it.
    pub what: String,
    /// Who has it, or whom it is offered to; at most one login.
    pub shepherd: Vec<String>,
    /// The login of whoever mentors; at most one.
    pub mentor: Vec<String>,
    /// `open`, `offered` or `accepted`.
    pub state: String,
}

/// One release. Lists hold logins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReleaseRow {
    /// The tag.
    pub tag: String,
    /// The day as `YYYY-MM-DD`; empty where it is not known.
    pub date: String,
    /// Who cut it.
    pub released_by: Vec<String>,
    /// Who helped.
    pub mentored_by: Vec<String>,
    /// Who put the name forward.
    pub sponsored_by: Vec<String>,
    /// Who watched.
    pub shadowed_by: Vec<String>,
}

const RELEASE: &[Name] = &[
    Name::new("tag", Value::Text, "the tag"),
    Name::new("date", Value::Text, "the day"),
    Name::new("released_by", Value::List(&Value::Text), "who cut it"),
    Name::new("mentored_by", Value::List(&Value::Text), "who helped"),
    Name::new("sponsored_by", Value::List(&Value::Text), "who put the name forward"),
    Name::new("shadowed_by", Value::List(&Value::Text), "who watched"),
];
const SLOT: &[Name] = &[
    Name::new("when", Value::Text, "the day, or both days"),
    Name::new("what", Value::Text, "what is released"),
    Name::new("shepherd", Value::List(&Value::Text), "who has it"),
    Name::new("mentor", Value::List(&Value::Text), "who mentors"),
    Name::new("state", Value::Text, "how far it is"),
];
const PROJECT: &[Name] = &[
    Name::new("project", Value::Text, "`owner/name`"),
    Name::new("slots", Value::List(&Value::Object(SLOT)), "the slots to come, the next first"),
    Name::new("releases", Value::List(&Value::Object(RELEASE)), "the releases, the newest first"),
];
const NAMES: &[Name] =
    &[Name::new("projects", Value::List(&Value::Object(PROJECT)), "the projects with releases or slots")];

/// Returns the page as Markdown. The same projects make the same page, byte for byte.
///
/// # Errors
///
/// Where the template that comes with the program is wrong, which its test rules out.
pub fn store_page(projects: &[ProjectPage]) -> Result<String, RenderError> {
    let source = include_str!("../../../templates/store/README.md.hbs");
    let template = Template::parse_with("README.md.hbs", source, NAMES)?;
    template.fill_in(serde_json::json!({ "projects": projects }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_recorded_is_markdown() {
        let logins = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let release = ReleaseRow {
            tag: "1.0|<b>".to_owned(),
            date: "2026-03-28".to_owned(),
            released_by: logins(&["octocat"]),
            mentored_by: logins(&["mona", "ann"]),
            sponsored_by: Vec::new(),
            shadowed_by: Vec::new(),
        };
        let slot = SlotRow {
            when: "2026-05-09".to_owned(),
            what: "minor | release".to_owned(),
            shepherd: logins(&["kim"]),
            mentor: Vec::new(),
            state: "offered".to_owned(),
        };
        let project = "octo/hello".to_owned();
        let page = store_page(&[ProjectPage { project, slots: vec![slot], releases: vec![release] }]).unwrap();
        insta::assert_snapshot!(page.split_once("## ").unwrap().1, @r"
        octo/hello

        | to come | what | who | mentor | |
        |---|---|---|---|---|
        | 2026-05-09 | minor \| release | kim |  | offered |

        | release | date | released by | mentored by | sponsored by | shadowed by |
        |---|---|---|---|---|---|
        | 1.0\|\<b> | 2026-03-28 | octocat | mona, ann |  |  |
        ");
        insta::assert_snapshot!(store_page(&[]).unwrap(), @"
        # Releases, and who made them

        This branch is the store of `shepherd`. It is plain text, and never checked out: this page is made from the records each time they are shared.

        | folder | what is in it |
        |---|---|
        | `releases/` | who cut each release, who mentored, sponsored and watched |
        | `people/` | who takes part, and what they may do |
        | `pairings/` | who helps whom, and when they speak next |
        | `slots/` | who releases next: what is offered, accepted and swapped |
        | `circles/` | who meets to help each other, and when |
        | `runs/` | how each release went, one event a line |

        No release is recorded yet.
        ");
    }
}
