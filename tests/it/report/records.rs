//! What the records alone tell.

use super::{release, report, team, write_records};
use crate::support::Sandbox;

#[test]
fn a_year_is_told_from_the_records() {
    insta::assert_snapshot!(report(&team(), &["--offline"]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 7 releases, with 1 pre-release

    metric                        value            counted from  window
    release absence factor        2 people         7 releases    2025-03-29 to 2026-03-28
    elephant factor               1 organisation   6 releases    2025-03-29 to 2026-03-28
    capable set                   4 people         7 releases    2024-09-27 to 2026-03-28
    new shepherds                 3 people         7 releases    2025-03-29 to 2026-03-28
    returning shepherds           1 person         7 releases    2025-03-29 to 2026-03-28
    inactive shepherds            0 people         8 releases    2024-05-01 to 2026-03-28
    from shadow to a higher rung  too few to tell  2 people      2024-05-01 to 2026-03-28
    from paired to a higher rung  too few to tell  2 people      2024-05-01 to 2026-03-28
    from solo to mentor           too few to tell  4 people      2024-05-01 to 2026-03-28
    cut time                      too few to tell  0 runs        2025-03-29 to 2026-03-28
    time spent                    1 h 30 min       7 releases    2025-03-29 to 2026-03-28

    organisation  releases  helped  pull requests  returned  triaged  new maintainers
    Uni           3         4       -              -         -        1
    Works         3         0       -              -         -        0
    (not known)   1         -       -              -         -        -
    all           7                 -                        -        1
    ------- stderr -------
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "all that a program gets is shown")]
fn one_organisation_is_told_with_its_releases() {
    let sandbox = team();
    insta::assert_snapshot!(report(&sandbox, &["--offline", "--organisation", "uni"]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 7 releases, with 1 pre-release

    Uni
      releases performed      3 of 7     1.1, 1.2, 2.0
      releases helped         4 of 7     1.0, 1.3rc1, 1.3, 1.4
      pull requests reviewed  not known
      contributors returned   not known
      issues triaged          not known
      new maintainers         1 of 1     @kim
    ------- stderr -------
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
    insta::assert_snapshot!(
        report(&sandbox, &["--offline", "--organisation", "works", "--since", "2025-10-01", "--json"]),
        @r#"
    {
      "github": {
        "asked": false,
        "gaps": [],
        "issues_triaged": null,
        "pull_requests": null,
        "requests": 0,
        "why_not": "--offline"
      },
      "label": null,
      "metrics": [
        {
          "key": "release_absence_factor",
          "n": 4,
          "people": [],
          "since": "2025-10-01",
          "too_few": true,
          "unit": "people",
          "until": "2026-03-28",
          "value": null
        },
        {
          "key": "elephant_factor",
          "n": 3,
          "people": [],
          "since": "2025-10-01",
          "too_few": true,
          "unit": "organisations",
          "until": "2026-03-28",
          "value": null
        },
        {
          "key": "capable_set",
          "n": 7,
          "people": [
            "ann",
            "kim",
            "stranger",
            "zoe"
          ],
          "since": "2024-09-27",
          "too_few": false,
          "unit": "people",
          "until": "2026-03-28",
          "value": 4
        },
        {
          "key": "new_shepherds",
          "n": 4,
          "people": [
            "stranger",
            "zoe"
          ],
          "since": "2025-10-01",
          "too_few": true,
          "unit": "people",
          "until": "2026-03-28",
          "value": null
        },
        {
          "key": "returning_shepherds",
          "n": 4,
          "people": [
            "ann",
            "kim"
          ],
          "since": "2025-10-01",
          "too_few": true,
          "unit": "people",
          "until": "2026-03-28",
          "value": null
        },
        {
          "key": "inactive_shepherds",
          "n": 8,
          "people": [],
          "since": "2024-05-01",
          "too_few": false,
          "unit": "people",
          "until": "2026-03-28",
          "value": 0
        },
        {
          "key": "conversion_from_shadow",
          "n": 2,
          "people": [],
          "since": "2024-05-01",
          "too_few": true,
          "unit": "of n",
          "until": "2026-03-28",
          "value": null
        },
        {
          "key": "conversion_from_paired",
          "n": 2,
          "people": [],
          "since": "2024-05-01",
          "too_few": true,
          "unit": "of n",
          "until": "2026-03-28",
          "value": null
        },
        {
          "key": "conversion_from_solo",
          "n": 4,
          "people": [],
          "since": "2024-05-01",
          "too_few": true,
          "unit": "of n",
          "until": "2026-03-28",
          "value": null
        },
        {
          "key": "cut_time",
          "n": 0,
          "people": [],
          "since": "2025-10-01",
          "too_few": true,
          "unit": "minutes",
          "until": "2026-03-28",
          "value": null
        },
        {
          "key": "time_spent",
          "n": 4,
          "people": [],
          "since": "2025-10-01",
          "too_few": true,
          "unit": "minutes",
          "until": "2026-03-28",
          "value": null
        }
      ],
      "new_maintainers": [],
      "organisations": [
        {
          "contributors": null,
          "contributors_returned": null,
          "helped": [],
          "issues_triaged": null,
          "new_maintainers": [],
          "organisation": "works",
          "performed": [
            {
              "project": "octo/hello",
              "tag": "1.3rc1"
            },
            {
              "project": "octo/hello",
              "tag": "1.3"
            }
          ],
          "pull_requests_reviewed": null,
          "releases_helped": 0,
          "releases_performed": 2,
          "too_few": null
        }
      ],
      "projects": [
        "octo/hello"
      ],
      "releases": {
        "count": 4,
        "pre_releases": 1,
        "undated": 0
      },
      "schema": 1,
      "since": "2025-10-01",
      "triage": [
        "labelled",
        "closed",
        "commented",
        "assigned"
      ],
      "until": "2026-03-28"
    }
    ------- stderr -------
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    "#
    );
}

#[test]
fn each_figure_is_explained() {
    insta::assert_snapshot!(report(&team(), &["--offline", "--explain", "--over-time"]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 7 releases, with 1 pre-release

    metric                        value            counted from  window
    release absence factor        2 people         7 releases    2025-03-29 to 2026-03-28
    elephant factor               1 organisation   6 releases    2025-03-29 to 2026-03-28
    capable set                   4 people         7 releases    2024-09-27 to 2026-03-28
    new shepherds                 3 people         7 releases    2025-03-29 to 2026-03-28
    returning shepherds           1 person         7 releases    2025-03-29 to 2026-03-28
    inactive shepherds            0 people         8 releases    2024-05-01 to 2026-03-28
    from shadow to a higher rung  too few to tell  2 people      2024-05-01 to 2026-03-28
    from paired to a higher rung  too few to tell  2 people      2024-05-01 to 2026-03-28
    from solo to mentor           too few to tell  4 people      2024-05-01 to 2026-03-28
    cut time                      too few to tell  0 runs        2025-03-29 to 2026-03-28
    time spent                    1 h 30 min       7 releases    2025-03-29 to 2026-03-28

    release absence factor: The fewest people who together cut at least half of the releases: those with the most are counted until half is reached (CHAOSS: contributor absence factor). A release that several people cut is shared among them in equal parts, exactly. Releases for which nobody is named are left out.

    elephant factor: The fewest organisations whose people together cut at least half of the releases, counted alike (CHAOSS: elephant factor). Parts of people whose organisation at the time is not known are left out.

    capable set: The people who cut a release in the time before the last day that the team's policy names (`capable`, 18 months by default): who can be asked, since they did it not long ago.

    new shepherds: The people whose first recorded release lies in the window.

    returning shepherds: The people who cut a release in the window, and one before it.

    inactive shepherds: The people who once cut a release, and none in the time of the capable set.

    from shadow to a higher rung: Of the people who stood on the rung `shadow` after some release up to the last day, those who stand higher on that day (CHAOSS: conversion rate). The rungs follow the team's policy.

    from paired to a higher rung: The same for the rung `paired`: led with a mentor.

    from solo to mentor: The same for the rung `solo`: led without one.

    cut time: The median time from the beginning of a run to the record of its release, for runs whose record was made in the window. It is the time on the clock: nights and waits count.

    time spent: The median of the time that those who cut a release noted with its record. It is the work, without the waits.

    organisation  releases  helped  pull requests  returned  triaged  new maintainers
    Uni           3         4       -              -         -        1
    Works         3         0       -              -         -        0
    (not known)   1         -       -              -         -        -
    all           7                 -                        -        1

    releases performed: Releases of the window whose first-named release shepherd was with the organisation: by the record, else by the roster on that day. Each release counts for one organisation, or for the unknown one, so the column adds up to the number of releases. Pre-releases count too.

    releases helped: Releases of the window that the organisation did not perform, with a mentor or a sponsor who was with it on that day and did not cut the release as well. Releases of which nobody is known, or only people of an organisation that is not known, are others' too. None of them is among those that it performed; a release that several organisations helped counts for each.

    pull requests reviewed: Pull requests of every kind, by people who were no maintainers when they opened them, merged or closed in the window, which somebody of the organisation reviewed before that, merged or closed, and did not write. Who is a maintainer is in the roster, by the rights that `[report] maintainer-rights` names; for a project of which it knows none, GitHub's owners, members and collaborators are. People count for the organisation that they were with on the day of the review, or of the merge or close, and one pull request counts for each organisation that took part; for `(not known)`, where somebody did but nobody whose organisation is known. `all` is every such pull request, also those that nobody but the author touched, so the column need not add up to it. Bots and deleted accounts are left out.

    contributors returned: Of those who wrote these pull requests, how many opened another one in the same project after the first of them was merged or closed, up to today.

    issues triaged: Issues with which somebody of the organisation was the first, its author and bots aside, to do what counts as triage (`[report] triage`), on a day of the window. The organisation is that of this day; for `(not known)`, it is not known. Each issue counts once, so the column adds up to `all`.

    new maintainers: People who got a maintainer's right in the window, with a mentor or a sponsor of the organisation, as the roster says.

    quarter                   maintainers  contributors  returning
    2025-03-29 to 2025-03-31  0            not known     not known
    2025-04-01 to 2025-06-30  0            not known     not known
    2025-07-01 to 2025-09-30  1            not known     not known
    2025-10-01 to 2025-12-31  1            not known     not known
    2026-01-01 to 2026-03-28  1            not known     not known

    maintainers: People who take part and hold a maintainer's right on the last day of the quarter. A right without a day counts from the beginning.

    returning contributors: People who were no maintainers, opened a pull request in the quarter, and had opened one before it.
    ------- stderr -------
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged, returning contributors
    [exit status: 0]
    ");
}

#[test]
fn several_projects_are_taken_together() {
    let sandbox = team();
    let other = format!("format = 1\n{}", release("7.0 2026-01-01 zoe ann - -"));
    write_records(&sandbox, &[("releases/octo/other.toml", &other)]);
    insta::assert_snapshot!(report(&sandbox, &["--offline", "--all", "--organisation", "Works"]), @"
    octo/hello, octo/other, 2025-03-29 to 2026-03-28: 8 releases, with 1 pre-release

    Works
      releases performed      4 of 8     octo/hello 1.0, octo/hello 1.3rc1, octo/hello 1.3, octo/other 7.0
      releases helped         0 of 8
      pull requests reviewed  not known
      contributors returned   not known
      issues triaged          not known
      new maintainers         0 of 1
    ------- stderr -------
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
    insta::assert_snapshot!(report(&sandbox, &["--offline", "--project", "octo/other"]), @"
    octo/other, 2025-03-29 to 2026-03-28: 1 release

    metric                        value            counted from  window
    release absence factor        too few to tell  1 release     2025-03-29 to 2026-03-28
    elephant factor               too few to tell  1 release     2025-03-29 to 2026-03-28
    capable set                   too few to tell  1 release     2024-09-27 to 2026-03-28
    new shepherds                 too few to tell  1 release     2025-03-29 to 2026-03-28
    returning shepherds           too few to tell  1 release     2025-03-29 to 2026-03-28
    inactive shepherds            too few to tell  1 release     2026-01-01 to 2026-03-28
    from shadow to a higher rung  too few to tell  0 people      2025-03-29 to 2026-03-28
    from paired to a higher rung  too few to tell  1 person      2025-03-29 to 2026-03-28
    from solo to mentor           too few to tell  0 people      2025-03-29 to 2026-03-28
    cut time                      too few to tell  0 runs        2025-03-29 to 2026-03-28
    time spent                    too few to tell  1 release     2025-03-29 to 2026-03-28

    organisation  releases  helped  pull requests  returned  triaged  new maintainers
    works         1         0       -              -         -        0
    Uni           0         1       -              -         -        0
    all           1                 -                        -        0
    ------- stderr -------
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
}

#[test]
fn nothing_recorded_is_no_error() {
    let sandbox = Sandbox::new().commit("Start").remote("origin", "https://git.example.org/octo/hello.git");
    insta::assert_snapshot!(report(&sandbox, &[]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 0 releases

    metric                        value            counted from  window
    release absence factor        too few to tell  0 releases    2025-03-29 to 2026-03-28
    elephant factor               too few to tell  0 releases    2025-03-29 to 2026-03-28
    capable set                   too few to tell  0 releases    2024-09-27 to 2026-03-28
    new shepherds                 too few to tell  0 releases    2025-03-29 to 2026-03-28
    returning shepherds           too few to tell  0 releases    2025-03-29 to 2026-03-28
    inactive shepherds            too few to tell  0 releases    2025-03-29 to 2026-03-28
    from shadow to a higher rung  too few to tell  0 people      2025-03-29 to 2026-03-28
    from paired to a higher rung  too few to tell  0 people      2025-03-29 to 2026-03-28
    from solo to mentor           too few to tell  0 people      2025-03-29 to 2026-03-28
    cut time                      too few to tell  0 runs        2025-03-29 to 2026-03-28
    time spent                    too few to tell  0 releases    2025-03-29 to 2026-03-28

    organisation  releases  pull requests  triaged  new maintainers
    all           0         -              -        0
    ------- stderr -------
    from the records alone: the remote `origin` is at git.example.org, not on GitHub
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
}
