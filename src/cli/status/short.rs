//! Several runs for people, one line each.

use std::fmt::Write as _;

use crate::cli::status::view::View;
use crate::cli::table::table;
use crate::core::text::{clean, shorten};
use crate::core::tone::Tone;

/// A title is cut at this many characters.
const WIDTH: usize = 50;

/// Returns a line for each run, what is open first. The projects of others are named.
pub(super) fn text(views: &[View<'_>], project: &str) -> String {
    let mut rows: Vec<[String; 5]> = Vec::new();
    let (open, over): (Vec<&View<'_>>, Vec<&View<'_>>) = views.iter().partition(|view| view.run().end.is_none());
    rows.extend(open.into_iter().chain(over).map(|view| row(view, project)));
    let mut text = String::new();
    for line in table(&rows) {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// Returns what a line says of a run: its version, its state, how much is done, who holds it, what comes next.
pub(super) fn row(view: &View<'_>, project: &str) -> [String; 5] {
    let run = view.run();
    let position = view.position();
    let next = position.next.as_ref().filter(|_| run.end.is_none()).map(|place| {
        let state = run.state(&place.tick.step.id).name();
        let word = if state == "todo" { "next" } else { state };
        format!("{word}: {}", shorten(&clean(&place.tick.step.title), WIDTH))
    });
    let tag = run.recorded.as_ref().map(|tag| format!("recorded as {}", clean(tag)));
    let other = Some(&view.found.name.project).filter(|other| *other != project);
    let name = other.map(|other| format!("{} ", clean(other))).unwrap_or_default();
    [
        format!("{name}{}", Tone::Title.of(clean(&run.version))),
        view.state().to_owned(),
        format!("{} of {}", position.settled, position.total),
        format!("@{}", clean(&run.holder)),
        next.or(tag).unwrap_or_default(),
    ]
}
