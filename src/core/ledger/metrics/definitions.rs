//! What each figure means, for `--explain` and for those who compare figures of several projects.

/// The keys of the figures of organisations, in the order of the columns.
pub const KPIS: [&str; 6] = [
    "releases-performed",
    "releases-helped",
    "pull-requests-reviewed",
    "contributors-returned",
    "issues-triaged",
    "new-maintainers",
];

/// Returns what a figure is called.
pub fn title(key: &str) -> &'static str {
    entry(key).1
}

/// Returns what a figure means; empty for a key that is none.
///
/// The metrics follow CHAOSS (<https://chaoss.community/kb-metrics-and-metrics-models/>), applied to releases.
pub fn definition(key: &str) -> &'static str {
    entry(key).2
}

fn entry(key: &str) -> (&'static str, &'static str, &'static str) {
    ALL.iter().copied().find(|(known, _, _)| *known == key).unwrap_or_default()
}

const ALL: &[(&str, &str, &str)] = &[
    (
        "release-absence-factor",
        "release absence factor",
        "The fewest people who together cut at least half of the releases: those with the most are counted until half is \
         reached (CHAOSS: contributor absence factor). A release that several people cut is shared among them in equal \
         parts, exactly. Releases for which nobody is named are left out.",
    ),
    (
        "elephant-factor",
        "elephant factor",
        "The fewest organisations whose people together cut at least half of the releases, counted alike (CHAOSS: elephant \
         factor). Parts of people whose organisation at the time is not known are left out.",
    ),
    (
        "capable-set",
        "capable set",
        "The people who cut a release in the time before the last day that the team's policy names (`capable`, 18 months by \
         default): who can be asked, since they did it not long ago.",
    ),
    ("new-shepherds", "new shepherds", "The people whose first recorded release lies in the window."),
    ("returning-shepherds", "returning shepherds", "The people who cut a release in the window, and one before it."),
    (
        "inactive-shepherds",
        "inactive shepherds",
        "The people who once cut a release, and none in the time of the capable set.",
    ),
    (
        "conversion-from-shadow",
        "from shadow to a higher rung",
        "Of the people who stood on the rung `shadow` after some release up to the last day, those who stand higher on that \
         day (CHAOSS: conversion rate). The rungs follow the team's policy.",
    ),
    ("conversion-from-paired", "from paired to a higher rung", "The same for the rung `paired`: led with a mentor."),
    ("conversion-from-solo", "from solo to mentor", "The same for the rung `solo`: led without one."),
    (
        "cut-time",
        "cut time",
        "The median time from the beginning of a run to the record of its release, for runs whose record was made in the \
         window. It is the time on the clock: nights and waits count.",
    ),
    (
        "time-spent",
        "time spent",
        "The median of the time that those who cut a release noted with its record. It is the work, without the waits.",
    ),
    (
        "releases-performed",
        "releases performed",
        "Releases of the window whose first-named release shepherd was with the organisation: by the record, else by the \
         roster on that day. Each release counts for one organisation, or for the unknown one, so the column adds up to \
         the number of releases. Pre-releases count too.",
    ),
    (
        "releases-helped",
        "releases helped",
        "Releases of the window that the organisation did not perform, with a mentor or a sponsor who was with it on that \
         day and did not cut the release as well. Releases of which nobody is known, or only people of an organisation that \
         is not known, are others' too. None of them is among those that it performed; a release that several organisations \
         helped counts for each.",
    ),
    (
        "pull-requests-reviewed",
        "pull requests reviewed",
        "Pull requests of every kind, by people who were no maintainers when they opened them, merged or closed in the \
         window, which somebody of the organisation reviewed before that, merged or closed, and did not write. Who is a \
         maintainer is in the roster, by the rights that `[report] maintainer-rights` names; for a project of which it \
         knows none, GitHub's owners, members and collaborators are. People count for the organisation that they were \
         with on the day of the review, or of the merge or close, and one pull request counts for each organisation that \
         took part; for `(not known)`, where somebody did but nobody whose organisation is known. `all` is every such pull \
         request, also those that nobody but the author touched, so the column need not add up to it. Bots and deleted \
         accounts are left out.",
    ),
    (
        "contributors-returned",
        "contributors returned",
        "Of those who wrote these pull requests, how many opened another one in the same project after the first of them was \
         merged or closed, up to today.",
    ),
    (
        "issues-triaged",
        "issues triaged",
        "Issues with which somebody of the organisation was the first, its author and bots aside, to do what counts as \
         triage (`[report] triage`), on a day of the window. The organisation is that of this day; for `(not known)`, it \
         is not known. Each issue counts once, so the column adds up to `all`.",
    ),
    (
        "new-maintainers",
        "new maintainers",
        "People who got a maintainer's right in the window, with a mentor or a sponsor of the organisation, as the roster \
         says.",
    ),
    (
        "maintainers",
        "maintainers",
        "People who take part and hold a maintainer's right on the last day of the quarter. A right without a day counts \
         from the beginning.",
    ),
    (
        "returning-contributors",
        "returning contributors",
        "People who were no maintainers, opened a pull request in the quarter, and had opened one before it.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_defined_once() {
        for (key, name, text) in ALL {
            assert_eq!((title(key), definition(key)), (*name, *text));
            assert!(text.ends_with('.') && !text.contains("  "), "{key}");
        }
        assert_eq!(definition("nothing"), "");
    }
}
