//! What a section lists beside what is generated: lines that left the range, lines that stand twice.

use std::collections::BTreeMap;

use super::base::{Base, is_change};
use super::keys::Keys;
use super::page::Opened;
use super::request::{Located, Repeated, Report};

/// Adds to a report what left the range, what is not shown any more, and what stands twice. `start` is the 0-based line
/// of the section's heading in the text that the report is about.
pub(super) fn locate(opened: &Opened, base: &Base, keys: &Keys, start: usize, report: &mut Report) {
    let mut lines: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut order = Vec::new();
    for (_, line, head) in opened.body.heads() {
        let line = start + opened.heading.len() + line + 1;
        for key in head.key.iter().chain(&head.beside) {
            let found = lines.entry(key).or_default();
            if found.is_empty() {
                order.push(key.as_str());
            }
            found.push(line);
        }
    }
    for key in order {
        let Some(found) = lines.get(key) else { continue };
        let is_listed = keys.is_shown(key);
        if found.len() > 1 && (is_listed || base.contains(key)) {
            report.twice.push(Repeated { key: key.to_owned(), lines: found.clone() });
        }
        if is_listed || !is_change(key) || !base.contains(key) {
            continue;
        }
        let located = found.iter().map(|line| Located { key: key.to_owned(), line: *line });
        if keys.is_known(key) { report.hidden.extend(located) } else { report.left_range.extend(located) }
    }
}
