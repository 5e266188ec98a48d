//! Puts lines under the steps of a document as quotes, so that everything else in it reads as before.

use crate::core::checklist::{Checklist, Step, StepKind, read};

/// A document with quotes in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoted {
    /// The text.
    pub text: String,
    /// The lines that stood there already, each with the identity of its step.
    pub there: Vec<(String, String)>,
    /// The lines that have no place: their step is gone, or would read as another one with them.
    pub left: Vec<(String, String)>,
}

/// Puts `lines`, each with the identity of its step, into the text of a document. Line ends stay what they are; a line that
/// stands at its step already is not put there twice. Steps keep their identity, number, commands and conditions.
pub fn insert(text: &str, lines: &[(String, String)]) -> Quoted {
    let mut quoted = Quoted { text: text.to_owned(), ..Quoted::default() };
    let mut ids: Vec<&str> = Vec::new();
    for (id, _) in lines {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    for id in ids {
        let own = lines.iter().filter(|(of, _)| of == id).map(|(_, line)| line.as_str());
        insert_at(&mut quoted, id, own);
    }
    quoted
}

fn insert_at<'a>(quoted: &mut Quoted, id: &str, lines: impl Iterator<Item = &'a str>) {
    let before = read(&quoted.text);
    let step =
        before.procedures.iter().flat_map(|procedure| &procedure.phases).find_map(|phase| find(&phase.steps, id));
    let owned = |line: &str| (id.to_owned(), line.to_owned());
    let Some(step) = step else {
        quoted.left.extend(lines.map(owned));
        return;
    };
    let file: Vec<&str> = quoted.text.split_inclusive('\n').collect();
    let (there, new): (Vec<&str>, Vec<&str>) = lines.partition(|line| {
        let quote = format!("> {line}");
        let own = file.iter().take(step.last_line).skip(step.line.saturating_sub(1));
        own.into_iter().any(|line| line.trim() == quote)
    });
    quoted.there.extend(there.into_iter().map(owned));
    if new.is_empty() {
        return;
    }
    let candidates = candidates(&file, step, &new);
    let fits = candidates.into_iter().find(|text| is_same(&before, &read(text), id, &new));
    match fits {
        Some(text) => quoted.text = text,
        None => quoted.left.extend(new.into_iter().map(owned)),
    }
}

fn find<'a>(steps: &'a [Step], id: &str) -> Option<&'a Step> {
    steps.iter().find_map(|step| if step.id == id { Some(step) } else { find(&step.steps, id) })
}

/// Returns the text with the quote at each place where it can stand, the best first: at the end of the step, then before
/// its sub-steps; as tight as it can be.
fn candidates(file: &[&str], step: &Step, lines: &[&str]) -> Vec<String> {
    let first = file.get(step.line.saturating_sub(1)).copied().unwrap_or_default();
    let end = if file.iter().any(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    let is_item = matches!(step.kind, StepKind::Task | StepKind::Ordered | StepKind::Bullet);
    let indent = if is_item { content_indent(first) } else { String::new() };
    let quote = lines.iter().map(|line| [&indent, "> ", line, end].concat()).collect::<Vec<_>>().concat();
    let own_end = step.steps.iter().map(|below| below.line.saturating_sub(1)).min().unwrap_or(step.last_line);
    let mut places = vec![trimmed(file, step.line, step.last_line)];
    places.push(trimmed(file, step.line, own_end));
    places.dedup();
    let margins = [("", ""), (end, ""), (end, end), ("", end)];
    let text = |place: usize, (above, below): (&str, &str)| {
        let (head, tail) = file.split_at(place.min(file.len()));
        let last_end = if head.last().is_some_and(|line| !line.ends_with('\n')) { end } else { "" };
        // A quote may end a file that has no last line end; it gets none either.
        let mut text = [&head.concat(), last_end, above, &quote, below, &tail.concat()].concat();
        if !last_end.is_empty() {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        text
    };
    places.into_iter().flat_map(|place| margins.map(|margin| text(place, margin))).collect()
}

/// Returns the last line of a stretch that is not empty.
fn trimmed(file: &[&str], first: usize, last: usize) -> usize {
    let is_empty = |line: usize| file.get(line.saturating_sub(1)).is_none_or(|line| line.trim().is_empty());
    (first..=last).rev().find(|line| !is_empty(*line)).unwrap_or(last)
}

/// Returns what stands before the text of an item in its further lines: as many columns as its own marker takes.
fn content_indent(line: &str) -> String {
    let rest = line.trim_start_matches([' ', '\t']);
    let margin = line.get(..line.len() - rest.len()).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let marker = digits + 1;
    let after = rest.get(marker..).unwrap_or_default();
    let spaces = after.bytes().take_while(|byte| *byte == b' ').count();
    // Five and more begin code that is indented.
    let spaces = if (1..=4).contains(&spaces) { spaces } else { 1 };
    format!("{margin}{}", " ".repeat(marker + spaces))
}

/// Says whether two readings are the same but for the quote in one step.
fn is_same(before: &Checklist, after: &Checklist, id: &str, lines: &[&str]) -> bool {
    let aside = |checklist: &Checklist| -> Vec<(String, String)> {
        checklist.set_aside.iter().map(|part| (part.what.clone(), part.text.clone())).collect()
    };
    let phases = |checklist: &Checklist| -> Vec<(String, bool, String, String, String, usize)> {
        let of = |procedure: &crate::core::checklist::Procedure| {
            let title = procedure.title.clone();
            let is_default = procedure.is_default;
            let phase = move |phase: &crate::core::checklist::Phase| {
                let (heading, introduction) = (phase.heading.clone(), phase.introduction.clone());
                (title.clone(), is_default, phase.title.clone(), heading, introduction, phase.steps.len())
            };
            procedure.phases.iter().map(phase).collect::<Vec<_>>()
        };
        checklist.procedures.iter().flat_map(of).collect()
    };
    let (old, new) = (all(before), all(after));
    aside(before) == aside(after)
        && phases(before) == phases(after)
        && before.doubts.len() == after.doubts.len()
        && old.len() == new.len()
        && old.iter().zip(&new).all(|(old, new)| is_same_step(old, new, if old.id == id { lines } else { &[] }))
}

fn all(checklist: &Checklist) -> Vec<&Step> {
    fn add<'a>(steps: &'a [Step], found: &mut Vec<&'a Step>) {
        for step in steps {
            found.push(step);
            add(&step.steps, found);
        }
    }
    let mut found = Vec::new();
    for phase in checklist.procedures.iter().flat_map(|procedure| &procedure.phases) {
        add(&phase.steps, &mut found);
    }
    found
}

fn is_same_step(old: &Step, new: &Step, quote: &[&str]) -> bool {
    let blocks = |step: &Step| -> Vec<_> {
        step.blocks.iter().map(|block| (block.code.clone(), block.commands.clone(), block.runs)).collect()
    };
    let words = |step: &Step| -> Vec<String> {
        let lines = step.text.lines().map(|line| line.trim_end().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    let mut rest = words(new);
    for line in quote {
        let Some(place) = rest.iter().position(|found| found.trim_start() == format!("> {line}")) else { return false };
        rest.remove(place);
    }
    rest == words(old)
        && (&old.id, &old.title, old.kind, old.is_ticked) == (&new.id, &new.title, new.kind, new.is_ticked)
        && (old.is_group, old.is_detail, old.steps.len()) == (new.is_group, new.is_detail, new.steps.len())
        && (&old.inline, &old.conditions, &old.annotation) == (&new.inline, &new.conditions, &new.annotation)
        && blocks(old) == blocks(new)
}
