//! Doubts about annotations: ids, what a step needs, and where they stand.

use std::collections::BTreeMap;

use crate::core::checklist::lint::all_steps;
use crate::core::checklist::lint::place::Places;
use crate::core::checklist::model::{Checklist, Doubt, Step};
use crate::core::text::nearest;

/// What an annotation begins with.
const BEGIN: &str = "<!-- shepherd:";

/// Adds the doubts about the ids of steps, and about the ids that they need.
pub(super) fn look(places: &Places<'_>, steps: &[&Step], doubts: &mut Vec<Doubt>) {
    let mut known: BTreeMap<&str, &Step> = BTreeMap::new();
    for step in steps {
        let id = step.annotation.id.as_deref().unwrap_or(&step.id);
        if let Some(first) = known.get(id) {
            let span =
                places.find(step.line..=step.last_line, &format!("\"{id}\"")).unwrap_or_else(|| places.line(step.line));
            doubts.push(places.doubt(
                span,
                &format!("two steps have the id `{id}`"),
                &format!("the step of line {} has it too", first.line),
                "give one of them another: `<!-- shepherd: id = \"…\" -->`",
            ));
        } else {
            known.insert(id, step);
        }
    }
    for step in steps {
        for needed in &step.annotation.needs {
            needs(places, step, needed, &known, doubts);
        }
    }
}

fn needs(places: &Places<'_>, step: &Step, needed: &str, known: &BTreeMap<&str, &Step>, doubts: &mut Vec<Doubt>) {
    let lines = step.line..=step.last_line;
    let span = places.find_after(lines, "needs", &format!("\"{needed}\"")).unwrap_or_else(|| places.line(step.line));
    let own = step.annotation.id.as_deref().unwrap_or(&step.id);
    if own == needed {
        doubts.push(places.doubt(span, "a step needs itself", "could never begin", "name the step that comes first"));
    } else if !known.contains_key(needed) {
        let help = match nearest(needed, known.keys().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`shepherd checklist show` lists the ids".to_owned(),
        };
        doubts.push(places.doubt(span, &format!("there is no step `{needed}`"), "no such step", &help));
    } else if let Some(way) = circle(own, needed, known) {
        let message = format!("steps need each other in a circle: {}", way.join(" → "));
        doubts.push(places.doubt(span, &message, "none of them could begin", "take one of these needs away"));
    }
}

/// Returns the way from `own` over `needed` back to `own`, where there is one.
fn circle(own: &str, needed: &str, known: &BTreeMap<&str, &Step>) -> Option<Vec<String>> {
    let mut ways = vec![vec![own.to_owned(), needed.to_owned()]];
    let mut seen = vec![needed.to_owned()];
    while let Some(way) = ways.pop() {
        let last = known.get(way.last()?.as_str());
        for next in last.map(|step| step.annotation.needs.as_slice()).unwrap_or_default() {
            let longer: Vec<_> = way.iter().cloned().chain([next.clone()]).collect();
            if next == own {
                return Some(longer);
            }
            if !seen.contains(next) {
                seen.push(next.clone());
                ways.push(longer);
            }
        }
    }
    None
}

/// Adds the doubts about annotations that stand where no step is, or split a list in two.
pub(super) fn homeless(places: &Places<'_>, checklist: &Checklist, doubts: &mut Vec<Doubt>) {
    let steps: Vec<&Step> = checklist.procedures.iter().flat_map(all_steps).collect();
    let mut fence: Option<&str> = None;
    for (number, range) in places.lines() {
        let line = places.at(&range);
        let mark = line.trim_start().get(..3).filter(|mark| ["```", "~~~"].contains(mark));
        if let Some(mark) = mark {
            fence = if fence == Some(mark) { None } else { fence.or(Some(mark)) };
        }
        let Some(at) =
            line.find(BEGIN).filter(|at| fence.is_none() && !line.get(..*at).unwrap_or_default().contains('`'))
        else {
            continue;
        };
        let span = range.start + at..range.end;
        let is_home = steps.iter().any(|step| (step.line..=step.last_line).contains(&number));
        let next = places.lines().skip(number).map(|(_, range)| places.at(&range)).find(|line| !line.trim().is_empty());
        let before = places
            .lines()
            .take(number - 1)
            .map(|(_, range)| places.at(&range))
            .filter(|line| !line.trim().is_empty())
            .last();
        let is_listed = |line: Option<&str>| line.is_some_and(|line| line.starts_with(' ') || is_item(line));
        if at == 0 && next.is_some_and(is_item) && is_listed(before) {
            doubts.push(places.doubt(
                span,
                "an annotation at the beginning of a line splits the list",
                "the list ends here, and another begins",
                "indent it like the text of its item, or write it at the end of the item's line",
            ));
        } else if !is_home {
            doubts.push(places.doubt(
                span,
                "an annotation belongs to no step",
                "no step is here",
                "write it at the end of the line of an item, or in the item on a line of its own",
            ));
        }
    }
}

/// Says whether a line begins an item of a list.
fn is_item(line: &str) -> bool {
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_numbered = digits.len() < line.len() && (digits.starts_with(". ") || digits.starts_with(") "));
    is_numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}
