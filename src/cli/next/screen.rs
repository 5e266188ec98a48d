//! What would be released, on one screen.

use crate::cli::context::Context;
use crate::cli::next::outlook::Outlook;
use crate::cli::next::uncategorised::{Uncategorised, Without};
use crate::cli::next::{blocks, uncategorised};
use crate::cli::rotation::{Up, who_is_up};
use crate::core::changelog::model::Change;
use crate::core::checklist::Check;
use crate::core::text::{clean, plural, shorten};
use crate::core::tone::{HANG, Tone};
use crate::failure::Failure;
use crate::guide::checks::Finding;

/// So many changes are shown by their titles.
const NEWEST: usize = 5;

/// So many pull requests without a label are shown.
const UNCATEGORISED: usize = 5;

/// The longest line with a title.
const WIDTH: usize = 100;

/// What is shown besides the version.
pub(super) struct Details {
    pub(super) without: Without,
    pub(super) up: Option<Up>,
    pub(super) blocks: Vec<(Check, Finding)>,
}

impl Details {
    pub(super) fn find(context: &Context<'_>, outlook: &Outlook<'_>) -> Result<Self, Failure> {
        let proposal = &outlook.proposed.proposal;
        let version = proposal.version.to_string();
        let is_security = outlook.changelog.sections.iter().any(|section| section.key == "security");
        let wanted = (version.as_str(), proposal.kind, is_security);
        Ok(Self {
            without: uncategorised::find(outlook)?,
            up: who_is_up(context, &outlook.reading.repository, &outlook.project(), wanted, outlook.day)?,
            blocks: blocks::find(context, outlook, outlook.reading.patience()),
        })
    }
}

/// Returns the screen.
pub(super) fn text(outlook: &Outlook<'_>, details: &Details) -> String {
    let mut lines = head(outlook);
    lines.push(String::new());
    lines.extend(contents(outlook));
    lines.extend(without(outlook, &details.without));
    if let Some(up) = &details.up {
        lines.push(String::new());
        lines.extend(up.lines().iter().map(|line| labelled("who", &clean(line))));
    }
    if !details.blocks.is_empty() {
        lines.push(String::new());
        lines.extend(details.blocks.iter().flat_map(|(check, finding)| block(*check, finding)));
    }
    if !outlook.changelog.source.missing.is_empty() {
        lines.push(String::new());
        let missing = outlook.changelog.source.missing.join(", ");
        lines.push(labelled("not known", &format!("{missing}, open milestone items, checks")));
    }
    lines.join("\n") + "\n"
}

/// The version, and why.
fn head(outlook: &Outlook<'_>) -> Vec<String> {
    let proposed = &outlook.proposed;
    let (proposal, facts) = (&proposed.proposal, &proposed.facts);
    let after = facts.base.as_ref().map(|tag| {
        let day = tag.date().map(|day| format!(" of {day}")).unwrap_or_default();
        format!(" after {}{day}", clean(&tag.name))
    });
    let maintains = if facts.line.is_maintenance { ", a maintenance line" } else { "" };
    let line = facts.line.branch.as_ref().map(|branch| format!(" on {}", clean(branch))).unwrap_or_default();
    let project = outlook.project();
    let mut lines = vec![
        format!(
            "{} {}{}{line}{maintains}",
            clean(&project),
            Tone::Title.of(&proposal.version),
            after.unwrap_or_default()
        ),
        format!("  {}", clean(&proposal.sentence())),
        format!("  versions are {}, {}", facts.spelling.scheme, clean(&facts.spelling.why)),
    ];
    if let Some(unsure) = outlook.unsure() {
        lines.insert(2, format!("  {unsure}"));
    }
    lines.extend(proposal.alternatives.iter().map(|(version, what)| format!("  or {version}, {what}")));
    lines
}

/// What came since the newest release: how much, and the newest.
fn contents(outlook: &Outlook<'_>) -> Vec<String> {
    let changelog = &outlook.changelog;
    let since = changelog.range.base.as_deref().unwrap_or("the first commit");
    let mut all: Vec<&Change> = changelog.sections.iter().flat_map(|section| &section.changes).collect();
    if all.is_empty() {
        return vec![labelled("in it", &format!("nothing that a changelog lists came since {}", clean(since)))];
    }
    let counts: Vec<String> =
        changelog.sections.iter().map(|section| format!("{} {}", section.changes.len(), clean(&section.key))).collect();
    let mut lines = vec![labelled(
        "in it",
        &format!("{} since {}: {}", plural(all.len(), "change"), clean(since), counts.join(", ")),
    )];
    all.sort_by_key(|change| std::cmp::Reverse((change.merged_at.clone(), change.number)));
    lines.extend(all.iter().take(NEWEST).map(|change| format!("  {}", title(change))));
    if all.len() > NEWEST {
        lines.push(format!("  and {} more; `shepherd changelog` shows all of them", all.len() - NEWEST));
    }
    lines
}

/// Returns a change in a line: `#12 Fix it (@mona)`.
pub(super) fn title(change: &Change) -> String {
    let name = match change.number {
        Some(number) => format!("#{number}"),
        None => change.commit.chars().take(8).collect(),
    };
    let login = change.author.as_ref().map(|login| format!("@{login}"));
    let author = login.or_else(|| change.author_name.clone());
    let author = author.map(|author| format!(" ({})", clean(&author))).unwrap_or_default();
    let room = WIDTH.saturating_sub(name.chars().count() + author.chars().count() + 3).max(20);
    format!("{name} {HANG}{}{}", shorten(&clean(&change.title), room), Tone::Faint.of(author))
}

/// What has no section.
fn without(outlook: &Outlook<'_>, without: &Without) -> Vec<String> {
    let Without { pull_requests, count, commits } = without;
    if *count == 0 {
        return Vec::new();
    }
    let commits = if *commits > 0 {
        format!(", besides {} without a pull request", plural(*commits, "commit"))
    } else {
        String::new()
    };
    let count = format!("{}{commits}", plural(*count, "pull request"));
    let mut lines = vec![String::new(), labelled("uncategorised", &count)];
    if !outlook.changelog.source.github {
        lines.push("  their labels may say more, and are not known from git alone".to_owned());
        return lines;
    }
    for one in pull_requests.iter().take(UNCATEGORISED) {
        lines.extend(suggestion(one));
    }
    if pull_requests.len() > UNCATEGORISED {
        lines.push(format!("  and {} more; `--json` has all of them", pull_requests.len() - UNCATEGORISED));
    }
    lines
}

fn suggestion(one: &Uncategorised) -> Vec<String> {
    let mut lines = vec![format!("  {}", title(&one.change))];
    match (&one.suggestion, one.command()) {
        (Some(suggestion), Some(command)) => {
            let label = suggestion.label.as_ref().unwrap_or(&suggestion.usual);
            lines.push(format!("    {}: {}", clean(label), clean(&suggestion.why)));
            lines.push(format!("    $ {}", Tone::Command.of(clean(&command))));
        }
        (Some(suggestion), None) => {
            let (section, usual) = (clean(&suggestion.section), clean(&suggestion.usual));
            lines.push(format!("    section {section}: {}", clean(&suggestion.why)));
            lines.push(format!("    no label for it is known here: one would have to be made, as `{usual}`"));
        }
        _ => lines.push("    neither its title nor its files tell which label it should have".to_owned()),
    }
    lines
}

/// What stands in the way, or does not.
fn block(check: Check, finding: &Finding) -> Vec<String> {
    let name = match check {
        Check::MilestoneEmpty => "milestone",
        _ => "checks",
    };
    match finding {
        Finding::Holds { evidence } => vec![labelled(name, evidence)],
        Finding::Fails { why, remedy, is_pending } => {
            let word = if *is_pending { Tone::Careful.of("not yet") } else { Tone::Bad.of("blocks") };
            vec![labelled(name, &format!("{word}: {why}")), format!("  {remedy}")]
        }
        Finding::Unknown { why, .. } => vec![labelled(name, &format!("not known: {why}"))],
    }
}

/// Returns a line about something that is named first.
fn labelled(name: &str, text: &str) -> String {
    format!("{} {text}", Tone::Title.of(format!("{name}:")))
}
