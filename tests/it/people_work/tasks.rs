//! What work there is for one person.

use super::{RECORDS, people};
use crate::report::write_records;
use crate::support::{FakeGithub, PullRequest, Repository, Sandbox};

/// A project with a pre-release that waits for its final one.
fn project() -> Sandbox {
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("1.0.0")
        .pull_request(1, "kim/new", "NEW: say more")
        .tag("1.1.0rc1")
        .pull_request(2, "kim/drop", "DEP: drop the old name")
        .pull_request(3, "zoe/odd", "Odd things")
        .remote("origin", "https://github.com/octo/hello.git");
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    write_records(&sandbox, &RECORDS);
    sandbox
}

fn github() -> FakeGithub {
    let open = |number, author: &str, association| {
        PullRequest::new(number, "Help\u{1b}[31m", author).association(association).open()
    };
    FakeGithub::start([Repository::new("octo/hello")
        .pull_request(PullRequest::new(2, "Drop the old name", "kim").label("deprecation"))
        .pull_request(PullRequest::new(3, "Odd things", "zoe"))
        .pull_request(open(7, "newbie", "FIRST_TIME_CONTRIBUTOR").created_at("2026-03-05T09:00:00Z"))
        .pull_request(open(8, "older", "NONE").created_at("2026-02-05T09:00:00Z").reviewer("kim"))
        .pull_request(open(9, "kim", "CONTRIBUTOR"))
        .pull_request(open(10, "mona", "NONE"))
        .pull_request(open(11, "pyup-bot", "NONE"))
        .pull_request(open(12, "newbie", "NONE").draft())])
}

#[test]
#[expect(clippy::too_many_lines, reason = "all that a program gets is shown")]
fn a_beginner_learns_and_helps() {
    let github = github();
    let sandbox = project().github(&github);
    insta::assert_snapshot!(people(&sandbox, &["tasks", "@Kim"]), @"
    @kim: observer, 1 release to go to `shadow`

    1. label merged pull requests that no section of the changelog claims: you see all that goes into the release, and what is what
       #3 Odd things
         $ gh pr edit 3 --add-label LABEL

    2. try a pre-release before it becomes final: you learn how a release reaches people, and find what tests do not
       1.1.0rc1
         $ git switch --detach 1.1.0rc1

    3. write what users have to do for a change: you learn what breaks for whom, which decides the version
       #2 Drop the old name
         $ gh pr view 2 --comments

    4. walk through the release in a throw-away copy: you meet each step before it counts
       $ shepherd guide next --rehearse

    5. ask somebody to be your mentor: the first release is led with somebody at your side
       @mona, solo
         $ shepherd people pair mona --ask
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["tasks", "zoe", "--json"]), @r##"
    {
      "login": "zoe",
      "project": "octo/hello",
      "rung": "shadow",
      "schema": 1,
      "since": "1.1.0rc1",
      "tasks": [
        {
          "commands": [
            "shepherd guide next --rehearse"
          ],
          "count": 0,
          "evidence": [],
          "kind": "rehearse",
          "reason": "you meet each step before it counts",
          "title": "walk through the release in a throw-away copy"
        },
        {
          "commands": [
            "gh pr view 2 --comments"
          ],
          "count": 1,
          "evidence": [
            {
              "name": "2",
              "title": "#2 Drop the old name"
            }
          ],
          "kind": "upgrade-note",
          "reason": "you learn what breaks for whom, which decides the version",
          "title": "write what users have to do for a change"
        },
        {
          "commands": [
            "git switch --detach 1.1.0rc1"
          ],
          "count": 1,
          "evidence": [
            {
              "name": "1.1.0rc1",
              "title": "1.1.0rc1"
            }
          ],
          "kind": "test-candidate",
          "reason": "you learn how a release reaches people, and find what tests do not",
          "title": "try a pre-release before it becomes final"
        },
        {
          "commands": [
            "gh pr edit 3 --add-label LABEL"
          ],
          "count": 1,
          "evidence": [
            {
              "name": "3",
              "title": "#3 Odd things"
            }
          ],
          "kind": "label",
          "reason": "you see all that goes into the release, and what is what",
          "title": "label merged pull requests that no section of the changelog claims"
        },
        {
          "commands": [
            "shepherd changelog"
          ],
          "count": 2,
          "evidence": [],
          "kind": "changelog",
          "reason": "it is what most people read of a release",
          "title": "read what the changelog would say, and mend titles"
        },
        {
          "commands": [
            "shepherd people pair mona --ask"
          ],
          "count": 1,
          "evidence": [
            {
              "name": "mona",
              "title": "@mona, solo"
            }
          ],
          "kind": "ask-mentor",
          "reason": "the first release is led with somebody at your side",
          "title": "ask somebody to be your mentor"
        }
      ]
    }
    [exit status: 0]
    "##);
}

#[test]
fn who_releases_alone_helps_others() {
    let github = github();
    insta::assert_snapshot!(people(&project().github(&github), &["tasks", "mona"]), @"
    @mona: solo, 1 release to go to `mentor`

    1. review a newcomer's pull request: who is answered soon comes back
       #7 Help[31m, by @newbie since 2026-03-05, no review yet
         $ gh pr checkout 7
       #8 Help[31m, by @older since 2026-02-05
         $ gh pr checkout 8

    2. invite somebody who could release, and mentor them: whoever can do it alone is one too few
       $ shepherd people candidates

    3. write what users have to do for a change: you learn what breaks for whom, which decides the version
       #2 Drop the old name
         $ gh pr view 2 --comments

    4. read what the changelog would say, and mend titles: it is what most people read of a release
       2 changes
       $ shepherd changelog
    [exit status: 0]
    ");
}

#[test]
fn git_alone_knows_less() {
    let sandbox = project();
    drop(people(&sandbox, &["pair", "mona", "--ask", "--as", "kim"]).success());
    insta::assert_snapshot!(people(&sandbox, &["tasks", "kim", "--offline"]), @"
    @kim: observer, 1 release to go to `shadow`

    1. try a pre-release before it becomes final: you learn how a release reaches people, and find what tests do not
       1.1.0rc1
         $ git switch --detach 1.1.0rc1

    2. write what users have to do for a change: you learn what breaks for whom, which decides the version
       #2 DEP: drop the old name
         $ gh pr view 2 --comments

    3. walk through the release in a throw-away copy: you meet each step before it counts
       $ shepherd guide next --rehearse
    ------- stderr -------
    from git alone: --offline
    not known: labels, and newcomers' open pull requests
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["tasks", "k i m"]), @"
    ------- stderr -------
    error: `k i m` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: 2]
    ");
}
