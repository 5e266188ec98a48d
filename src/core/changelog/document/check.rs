//! Comparing a file with a range, without writing.

use super::draft::Draft;
use super::error::DocumentError;
use super::keys::Keys;
use super::matching::match_keys;
use super::merge::version_named;
use super::page::Page;
use super::request::{Comparison, Generated, Located, Repeated};

/// Compares the section of a version with what was generated for it. A file that has no section for it misses all.
pub fn check(file: &str, generated: &Generated) -> Result<Comparison, DocumentError> {
    let version = generated.version.as_deref().map(version_named);
    let keys = Keys::new(generated);
    let draft = Draft::read(generated, version.as_ref(), &keys)?;
    let page = Page::read(file, version.as_ref())?;
    let all = draft.changes().map(|(piece, _)| piece.key.clone());
    let Some(section) = page.sections.find(version.as_ref())? else {
        return Ok(Comparison { missing: all.collect(), ..Comparison::default() });
    };
    let mut opened = page.open(section, &draft, &keys)?;
    let base = opened.base.clone().unwrap_or_default();
    match_keys(&mut opened.body, &base, &draft, &keys);
    let mut comparison = Comparison { section: Some(section.heading + 1), ..Comparison::default() };
    let mut named: Vec<(&str, Vec<usize>)> = Vec::new();
    for (_, line, head) in opened.body.heads() {
        let line = section.heading_last + 1 + line + 1;
        if let (Some(key), None) = (&head.key, head.parent) {
            let todo = head.whole.0.iter().enumerate().filter(|(_, text)| is_open(text));
            comparison.open.extend(todo.map(|(offset, _)| Located { key: key.clone(), line: line + offset }));
        }
        for key in head.key.iter().chain(&head.beside) {
            match named.iter_mut().find(|(other, _)| other == key) {
                Some((_, lines)) => lines.push(line),
                None => named.push((key, vec![line])),
            }
        }
    }
    let is_named = |key: &str| named.iter().any(|(other, _)| *other == key);
    comparison.missing = all.filter(|key| !is_named(key) && !base.contains(key)).collect();
    for (key, lines) in &named {
        if !keys.is_known(key) {
            comparison.foreign.extend(lines.iter().map(|line| Located { key: (*key).to_owned(), line: *line }));
        } else if lines.len() > 1 {
            comparison.twice.push(Repeated { key: (*key).to_owned(), lines: lines.clone() });
        }
    }
    Ok(comparison)
}

/// Whether a line says that something is still to be written. What is quoted is nobody's task.
fn is_open(line: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    !line.trim_start().starts_with('>') && line.split(|letter| !is_part(letter)).any(|word| word == "TODO")
}
