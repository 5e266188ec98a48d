//! Notes for those who upgrade: the page, and the short list for the changelog.

use serde::Serialize;
use serde_json::json;

use crate::core::text::clean;
use crate::core::upgrade::{Item, Kind, Notes, Source};
use crate::render::address::encode;
use crate::render::error::RenderError;
use crate::render::markdown::{escape, quote, summary};
use crate::render::names::{Name, Value};
use crate::render::template::Template;

/// So many places of one note are printed; the JSON form has them all.
const MOST_SOURCES: usize = 6;

/// What notes are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesFormat {
    /// A page of its own.
    Page,
    /// One line each, for the changelog.
    List,
    /// The same, with the comment by which each is known when it was edited.
    MarkedList,
}

impl NotesFormat {
    /// Returns the text of the built-in template, for people to copy.
    pub fn source(self) -> &'static str {
        match self {
            Self::Page => include_str!("../../../templates/upgrade-notes/page.md.hbs"),
            Self::List | Self::MarkedList => include_str!("../../../templates/upgrade-notes/list.md.hbs"),
        }
    }
}

const ITEM: &[Name] = &[
    Name::new("title", Value::Text, "what it says in one line"),
    Name::new("marker", Value::Markdown, "the comment by which the note is known when it was edited"),
    Name::new("sources", Value::Markdown, "where it comes from"),
    Name::new("quote", Value::List(&Value::Markdown), "what a person wrote, line by line, as a quotation"),
    Name::new("summary", Value::Markdown, "the first paragraph of that, in one line"),
    Name::new("todo", Value::Text, "what a person still has to write"),
    Name::new("ask", Value::Markdown, "whom to ask"),
];
const SECTION: &[Name] = &[
    Name::new("key", Value::Text, "the kind of the notes"),
    Name::new("title", Value::Text, "the heading"),
    Name::new("items", Value::List(&Value::Object(ITEM)), "the notes"),
];
const UNREAD: &[Name] = &[
    Name::new("place", Value::Markdown, "the end, the path and the line"),
    Name::new("reason", Value::Markdown, "what is wrong with the file"),
];
const NAMES: &[Name] = &[
    Name::new("version", Value::Text, "the version; `Unreleased` where there is none"),
    Name::new("base", Value::Text, "the name of the base"),
    Name::new("from", Value::Text, "the version of the base, where both ends are releases"),
    Name::new("past", Value::List(&Value::Text), "the releases on the way"),
    Name::new("unread", Value::List(&Value::Object(UNREAD)), "the files that can be read at one end alone"),
    Name::new("sections", Value::List(&Value::Object(SECTION)), "the notes, by kind"),
];

#[derive(Serialize)]
struct Printed {
    title: String,
    marker: String,
    sources: String,
    quote: Vec<String>,
    summary: String,
    todo: String,
    ask: String,
}

/// Returns the notes as Markdown.
pub fn upgrade_notes(notes: &Notes, format: NotesFormat) -> Result<String, RenderError> {
    let name = match format {
        NotesFormat::Page => "templates/upgrade-notes/page.md.hbs",
        NotesFormat::List | NotesFormat::MarkedList => "templates/upgrade-notes/list.md.hbs",
    };
    let template = Template::parse_with(name, format.source(), NAMES)?;
    let sections = Kind::ALL.into_iter().filter_map(|kind| {
        let items: Vec<Printed> =
            notes.items.iter().filter(|item| item.kind == kind).map(|item| printed(notes, item, format)).collect();
        (!items.is_empty()).then(|| json!({"key": kind.key(), "title": kind.title(), "items": items}))
    });
    let one = |text: &Option<String>| text.as_deref().map(clean).unwrap_or_default().into_owned();
    let version = notes.range.to.clone().or_else(|| Some("Unreleased".to_owned()));
    let unread = notes.unread.iter().map(|file| {
        let place = format!("`{}`", clean(&file.place()).replace('`', ""));
        json!({"place": place, "reason": escape(&clean(&file.reason))})
    });
    let values = json!({
        "unread": unread.collect::<Vec<_>>(),
        "version": one(&version),
        "base": one(&notes.range.base),
        // A way has an end, too.
        "from": one(&notes.range.to.as_ref().and(notes.range.from.clone())),
        "past": notes.range.past.iter().map(|version| clean(version).into_owned()).collect::<Vec<_>>(),
        "sections": sections.collect::<Vec<_>>(),
    });
    template.fill_in_lines(&values)
}

fn printed(notes: &Notes, item: &Item, format: NotesFormat) -> Printed {
    let names = item.ask_names.iter().map(|name| escape(&clean(name)).into_owned());
    let people: Vec<String> = item.ask.iter().map(|who| login(who)).chain(names).collect();
    let people = match people.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    };
    let text = item.text.as_deref();
    Printed {
        title: clean(&item.title).into_owned(),
        marker: match format {
            NotesFormat::List => String::new(),
            NotesFormat::Page | NotesFormat::MarkedList => format!("<!-- shepherd: note {} -->", item.mark()),
        },
        sources: sources(notes, item, format),
        quote: text.map(quote).unwrap_or_default(),
        summary: text.map(summary).unwrap_or_default(),
        todo: item.todo.as_deref().map(clean).unwrap_or_default().into_owned(),
        ask: people,
    }
}

/// Returns a login such that nobody is told.
fn login(who: &str) -> String {
    let is_login = who.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_[]".contains(&byte));
    if is_login { format!("`@{who}`") } else { escape(&clean(who)).into_owned() }
}

fn sources(notes: &Notes, item: &Item, format: NotesFormat) -> String {
    let changes = item.sources.iter().filter(|source| !matches!(source, Source::File { .. }));
    let all: Vec<&Source> = match format {
        NotesFormat::List | NotesFormat::MarkedList if changes.clone().next().is_some() => changes.collect(),
        _ => item.sources.iter().collect(),
    };
    let mut shown: Vec<String> = all.iter().take(MOST_SOURCES).map(|source| self::source(notes, source)).collect();
    if all.len() > MOST_SOURCES {
        shown.push(format!("and {} more", all.len() - MOST_SOURCES));
    }
    shown.join(", ")
}

fn source(notes: &Notes, source: &Source) -> String {
    let page = notes.project.as_ref().map(|project| format!("{}/{}", notes.server, encode(project, "/")));
    let link = |text: String, path: String| match &page {
        Some(page) => format!("[{text}]({page}/{path})"),
        None => text,
    };
    match source {
        Source::PullRequest { pull_request } => link(format!("#{pull_request}"), format!("pull/{pull_request}")),
        Source::Commit { commit } => {
            let short: String = commit.chars().take(7).collect();
            link(short, format!("commit/{commit}"))
        }
        Source::File { file, line, .. } => format!("`{}:{line}`", clean(file).replace('`', "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::upgrade::Range;

    #[test]
    fn a_name_is_no_login() {
        let item = Item {
            key: "1".to_owned(),
            kind: Kind::Breaking,
            title: "BREAK: a thing".to_owned(),
            text: None,
            todo: Some("say it".to_owned()),
            ask: vec!["mona".to_owned()],
            ask_names: vec!["Ann".to_owned()],
            sources: Vec::new(),
        };
        let notes = Notes {
            schema: 1,
            range: Range::default(),
            items: vec![item],
            unread: Vec::new(),
            project: None,
            server: String::new(),
        };
        let page = upgrade_notes(&notes, NotesFormat::Page).unwrap();
        assert!(page.contains("Ask `@mona` or Ann."), "{page}");
    }
}
