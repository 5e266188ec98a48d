//! A report for people.

use std::fmt::Write as _;

use crate::cli::report::model::{Gaps, OnGithub, Report, Row};
use crate::cli::table::{named_table, table};
use crate::core::ledger::Release;
use crate::core::ledger::metrics::{ENOUGH, Figure, KPIS, definition, title};
use crate::core::text::{clean, plural};

/// Returns the metrics and a row for each organisation.
pub(super) fn report(report: &Report<'_, '_>) -> String {
    let mut page = Page::of(report);
    let mut rows = vec![["metric", "value", "counted from", "window"].map(str::to_owned)];
    rows.extend(report.figures.iter().map(figure));
    page.table(&rows);
    if report.is_explained {
        page.explain(report.figures.iter().map(|figure| figure.key));
    }
    page.line("");
    for line in &named_table(&organisations(report)) {
        page.line(line);
    }
    page.triage();
    if report.is_explained {
        page.explain(KPIS);
    }
    page.quarters();
    page.text
}

/// Returns what one organisation did.
pub(super) fn organisation(report: &Report<'_, '_>, name: &str) -> String {
    let mut page = Page::of(report);
    let Row { name, deeds, github } = report.row(name);
    let (all, _) = report.releases();
    page.line(&clean(&name));
    let of = |count: usize, all: usize| format!("{count} of {all}");
    let logins: Vec<String> = deeds.new_maintainers.iter().map(|login| format!("@{login}")).collect();
    let totals = report.github.as_ref().map_or((0, 0), |part| (part.pull_requests.all, part.issues.all));
    let on = |value: &dyn Fn(&OnGithub) -> String| github.as_ref().map_or_else(|| "not known".to_owned(), value);
    let (pulls, issues) = marks(report, true);
    let values = [
        (of(deeds.performed.len(), all), tags(&deeds.performed, report.projects.len() > 1)),
        (of(deeds.helped.len(), all), tags(&deeds.helped, report.projects.len() > 1)),
        (on(&|github| part(github.pull_requests, totals.0, pulls)), String::new()),
        (on(&|github| rate(github.returned, github.contributors, pulls)), String::new()),
        (on(&|github| part(github.triaged, totals.1, issues)), String::new()),
        (of(deeds.new_maintainers.len(), report.organisations.new_maintainers.len()), logins.join(", ")),
    ];
    let rows: Vec<_> =
        KPIS.iter().zip(values).map(|(key, (value, what))| [format!("  {}", title(key)), value, what]).collect();
    page.table(&rows);
    page.triage();
    if report.is_explained {
        page.explain(KPIS);
    }
    page.quarters();
    page.text
}

struct Page<'a> {
    report: &'a Report<'a, 'a>,
    text: String,
}

impl<'a> Page<'a> {
    /// Begins a page with what it is about.
    fn of(report: &'a Report<'_, '_>) -> Self {
        let projects = match report.projects {
            [] | [_] | [_, _] | [_, _, _] => {
                report.projects.iter().map(|one| clean(one)).collect::<Vec<_>>().join(", ")
            }
            many => plural(many.len(), "project"),
        };
        let (all, pre) = report.releases();
        let pre = if pre > 0 { format!(", with {}", plural(pre, "pre-release")) } else { String::new() };
        let label = report.label.map(|label| format!(", label `{}`", clean(label))).unwrap_or_default();
        let head = format!("{}, {}{label}: {}{pre}\n\n", projects, report.window.in_words(), plural(all, "release"));
        Self { report, text: head }
    }

    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn table<const COUNT: usize>(&mut self, rows: &[[String; COUNT]]) {
        for line in table(rows) {
            self.line(&line);
        }
    }

    /// Says what counts as triage, as everybody configures it.
    fn triage(&mut self) {
        if self.report.github.is_some() {
            let words = self.report.triage_in_words();
            self.line(&format!("\ntriaged: the first who is not the author did one of: {words}"));
        }
    }

    fn explain(&mut self, keys: impl IntoIterator<Item = &'static str>) {
        for key in keys {
            self.line(&format!("\n{}: {}", title(key), definition(key)));
        }
    }

    fn quarters(&mut self) {
        let rows = quarters(self.report);
        if rows.is_empty() {
            return;
        }
        self.line("");
        self.table(&rows);
        if self.report.is_explained {
            self.explain(["maintainers", "returning-contributors"]);
        }
    }
}

/// Returns a row for each quarter below one of titles; none where they are not wanted.
pub(super) fn quarters(report: &Report<'_, '_>) -> Vec<[String; 4]> {
    let quarters = report.quarters();
    if quarters.is_empty() {
        return Vec::new();
    }
    let mark = mark(report, |gaps| &gaps.opened, true);
    let mut rows = vec![["quarter", "maintainers", "contributors", "returning"].map(str::to_owned)];
    rows.extend(quarters.iter().map(|quarter| {
        let (contributors, returning) = match quarter.contributors {
            Some((all, back)) => (format!("{mark}{all}"), format!("{mark}{back}")),
            None => ("not known".to_owned(), "not known".to_owned()),
        };
        [quarter.window.in_words(), quarter.maintainers.to_string(), contributors, returning]
    }));
    rows
}

/// Returns a metric as a row.
fn figure(figure: &Figure) -> [String; 4] {
    [title(figure.key).to_owned(), figure.in_words(), figure.counted_from(), figure.window.in_words()]
}

fn rate(part: usize, all: usize, mark: &str) -> String {
    if all < ENOUGH { format!("too few to tell ({mark}{all})") } else { self::part(part, all, mark) }
}

fn part(part: usize, all: usize, mark: &str) -> String {
    format!("{mark}{part} of {mark}{all}")
}

/// Returns what stands before a figure where not all was seen. What is counted for nobody in particular may become that
/// of somebody.
fn mark(report: &Report<'_, '_>, gaps: impl Fn(&Gaps) -> &Vec<String>, is_known: bool) -> &'static str {
    match &report.github {
        Some(part) if !gaps(&part.gaps).is_empty() => {
            if is_known {
                "at least "
            } else {
                "about "
            }
        }
        _ => "",
    }
}

/// Returns the marks of what is counted from pull requests, and from issues.
fn marks(report: &Report<'_, '_>, is_known: bool) -> (&'static str, &'static str) {
    (mark(report, |gaps| &gaps.pull_requests, is_known), mark(report, |gaps| &gaps.issues, is_known))
}

/// Returns a row for each organisation, below one of titles and above one of totals.
pub(super) fn organisations(report: &Report<'_, '_>) -> Vec<[String; 7]> {
    let titles = ["organisation", "releases", "helped", "pull requests", "returned", "triaged", "new maintainers"];
    let mut rows = vec![titles.map(str::to_owned)];
    let not_known = || "-".to_owned();
    for Row { name, deeds, github } in report.rows() {
        let is_known = !name.is_empty();
        let (pulls, issues) = marks(report, is_known);
        let on = |value: &dyn Fn(&OnGithub) -> String| github.as_ref().map_or_else(not_known, value);
        rows.push([
            if is_known { clean(&name).into_owned() } else { "(not known)".to_owned() },
            deeds.performed.len().to_string(),
            if is_known { deeds.helped.len().to_string() } else { not_known() },
            on(&|github| format!("{pulls}{}", github.pull_requests)),
            on(&|github| rate(github.returned, github.contributors, pulls)),
            on(&|github| format!("{issues}{}", github.triaged)),
            if is_known { deeds.new_maintainers.len().to_string() } else { not_known() },
        ]);
    }
    let (pulls, issues) = marks(report, true);
    let on = |value: usize, mark| if report.github.is_some() { format!("{mark}{value}") } else { not_known() };
    let totals = report.github.as_ref().map_or((0, 0), |part| (part.pull_requests.all, part.issues.all));
    rows.push([
        "all".to_owned(),
        report.releases().0.to_string(),
        String::new(),
        on(totals.0, pulls),
        String::new(),
        on(totals.1, issues),
        report.organisations.new_maintainers.len().to_string(),
    ]);
    rows
}

/// Returns the tags of releases, with their projects where there are several.
fn tags(releases: &[&Release], has_projects: bool) -> String {
    let name = |release: &&Release| {
        let tag = clean(&release.tag);
        if has_projects { format!("{} {tag}", clean(&release.project)) } else { tag.into_owned() }
    };
    releases.iter().map(name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_of_few_says_nothing() {
        assert_eq!((rate(2, 4, ""), rate(2, 5, "")), ("too few to tell (4)".to_owned(), "2 of 5".to_owned()));
        assert_eq!(rate(2, 4, "at least "), "too few to tell (at least 4)");
        assert_eq!(rate(2, 5, "at least "), "at least 2 of at least 5");
    }
}
