//! `shepherd next --onto`: what a line still lacks of this one.

use std::collections::BTreeMap;

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::next::NextArguments;
use crate::cli::next::json::change_json;
use crate::cli::next::screen::title;
use crate::cli::range::{Reading, Says};
use crate::config::Overrides;
use crate::core::changelog::model::{Changelog, Source};
use crate::core::changelog::porting::{Port, Porting, Wanted, find, on_line};
use crate::core::history::CommitId;
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};

/// What one line lacks of another.
pub(in crate::cli) struct Ported {
    /// What should be ported, and what was.
    pub(in crate::cli) porting: Porting,
    /// The changes of the range, from the line to the head.
    pub(in crate::cli) changelog: Changelog,
    /// The newest commit of the line.
    pub(in crate::cli) tip: CommitId,
}

/// Refuses a range where a line is meant.
pub(in crate::cli) fn refuse_ranges(onto: &str, head: Option<&str>) -> Result<(), Failure> {
    if [Some(onto), head].into_iter().flatten().any(|name| name.contains("..")) {
        return Err(Failure::new(Kind::Usage, "`--onto` takes a line, and no range").hint("name a branch, as in `5.x`"));
    }
    Ok(())
}

/// Finds what the line `onto` still lacks of the head that was opened.
pub(in crate::cli) fn ported(reading: &mut Reading<'_>, onto: &str) -> Result<Ported, Failure> {
    reading.ends.base = Some(Some(onto.to_owned()));
    let gathered = reading.gather_onto()?;
    let tip = gathered.range.base.as_ref().and_then(|(_, commit)| CommitId::parse(&commit.to_string()));
    let tip = tip.unwrap_or(CommitId([0; 20]));
    let there = on_line(&gathered.decided.entries, &gathered.history, &gathered.walk, tip);
    let planned = gathered.facts.pull_requests.values();
    let milestones: BTreeMap<u64, String> =
        planned.filter_map(|found| Some((found.number, found.milestone.clone()?))).collect();
    let newest = reading.repository.newest_release(&reading.tags, tip)?;
    let numbers = newest.map(|tag| tag.version.numbers()).unwrap_or_default();
    let changelog = reading.changelog(&gathered, &Says::default())?;
    let rules = &reading.config.rules;
    let wanted = Wanted { line: onto, numbers: &numbers, milestones: &milestones, rules };
    let porting = find(&changelog.sections, &there, &wanted);
    Ok(Ported { porting, changelog, tip })
}

/// Shows what the line still lacks.
pub(super) fn run(context: &Context<'_>, arguments: &NextArguments, onto: &str) -> Result<(), Failure> {
    let head = arguments.line.as_deref();
    refuse_ranges(onto, head)?;
    let (mut reading, ()) = Reading::open(context, &arguments.source, Overrides::default(), head, |_, _| Ok(()))?;
    let Ported { porting, changelog, tip } = ported(&mut reading, onto)?;
    if arguments.is_json() {
        let port = |port: &Port| {
            let mut value = change_json(&port.change);
            if let Some(fields) = value.as_object_mut() {
                let there = port.there.as_ref();
                let there = there.map(|there| json!({"commit": there.commit.to_string(), "by": there.how}));
                fields.extend([
                    ("section".to_owned(), json!(port.section)),
                    ("why".to_owned(), json!(port.why)),
                    ("there".to_owned(), json!(there)),
                ]);
            }
            value
        };
        let value = json!({
            "schema": 1, "onto": onto, "tip": tip.to_string(), "range": changelog.range,
            "missing": porting.missing.iter().map(port).collect::<Vec<_>>(),
            "ported": porting.ported.iter().map(port).collect::<Vec<_>>(),
            "also_there": porting.also_there, "others": porting.others, "source": changelog.source,
        });
        return context.ui.data(&pretty(&value)?);
    }
    context.ui.prose(&text(&porting, onto, &changelog.range.head, &changelog.source))
}

fn text(porting: &Porting, onto: &str, head: &str, source: &Source) -> String {
    let (onto, head) = (clean(onto), clean(head));
    let there = porting.ported.len() + porting.also_there;
    let mut lines = match porting.missing.len() {
        0 => vec![format!("{onto} has all of what {head} mended, as far as is known")],
        count => vec![format!("{onto} lacks {} of {head}:", plural(count, "change"))],
    };
    for port in &porting.missing {
        lines.push(format!("  {}", title(&port.change)));
        let commit: String = port.change.commit.chars().take(12).collect();
        lines.push(format!("    {}; {commit}", clean(&port.why)));
    }
    lines.push(String::new());
    let stay = if porting.others == 1 { "stays" } else { "stay" };
    lines.push(format!("{there} more it has already; {} {stay} on {head}", plural(porting.others, "other change")));
    if !source.github {
        lines.push(
            "labels and milestones are not known from git alone, so only titles tell what mends something".to_owned(),
        );
    }
    lines.join("\n") + "\n"
}
