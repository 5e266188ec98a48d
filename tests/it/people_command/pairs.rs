//! A mentee asks, a mentor accepts, and both know when they talk next.

use super::{pair, people, recorded, team, write_records};
use crate::support::Sandbox;

#[test]
fn two_people_find_each_other() {
    let sandbox = team();
    insta::assert_snapshot!(pair(&sandbox, "kim", &[]), @"
    ------- stderr -------
    @kim has no mentor and no mentee.
    hint: `shepherd people pair LOGIN --ask` asks somebody to be your mentor
    [exit status: 0]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--ask"]), @"
    ------- stderr -------
    @kim asks @mona to be their mentor
    hint: tell them: @mona accepts with `shepherd people pair kim --accept`
    warning: @mona and @kim have no next check-in; either sets one with `shepherd people pair mona--kim --check-in WHEN --how TEXT`
    [exit status: 0]
    ");
    insta::assert_snapshot!(pair(&sandbox, "mona", &[]), @"
    @mona mentors @kim  asked  waits for @mona; no next check-in
    ------- stderr -------
    hint: @kim waits for you: `shepherd people pair kim --accept`
    warning: @mona and @kim have no next check-in; either sets one with `shepherd people pair mona--kim --check-in WHEN --how TEXT`
    [exit status: 0]
    ");
    let accept = ["kim", "--accept", "--check-in", "2026-04-02", "--how", "video call"];
    insta::assert_snapshot!(pair(&sandbox, "mona", &accept), @"
    ------- stderr -------
    @mona mentors @kim from now on
    next check-in 2026-04-02, video call
    hint: with more than one mentee it works best: they learn from each other too, and release together
    [exit status: 0]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--check-in", "2026-04-03T15:00+01:00"]), @"
    ------- stderr -------
    the pairing of @mona and @kim is changed
    next check-in 2026-04-03 15:00 +01:00, video call
    [exit status: 0]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona--kim", "--stage", "close-in-mentoring"]), @"
    ------- stderr -------
    the pairing of @mona and @kim is changed
    next check-in 2026-04-03 15:00 +01:00, video call
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "pairings/mona--kim.toml"), @r#"
    format = 1
    mentor = "mona"
    mentee = "kim"
    stage = "close-in-mentoring"
    asked = 2026-03-28
    accepted = 2026-03-28
    sequence = 2
    changed = 2026-03-28T09:00:00Z
    next-check-in = { when = 2026-04-03T15:00:00+01:00, how = "video call" }
    "#);
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name             rights      keys
    @kim   Kim Newcomer                 1
    @mona  Mona Maintainer  maintainer  0

    @mona mentors @kim  close-in-mentoring  next check-in 2026-04-03 15:00 +01:00, video call
    ------- stderr -------
    warning: only @mona is maintainer of octo/hello
    hint: @kim, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    [exit status: 0]
    ");
}

#[test]
fn why_somebody_declines_is_not_published() {
    let sandbox = team();
    drop(pair(&sandbox, "kim", &["mona", "--ask"]).success());
    insta::assert_snapshot!(pair(&sandbox, "mona", &["kim", "--end", "--reason", "no time for beginners"]), @"
    ------- stderr -------
    the pairing of @mona and @kim has ended
    hint: it was never accepted, so the reason is not kept: why somebody declines stays between the two
    [exit status: 0]
    ");
    assert!(!recorded(&sandbox, "pairings/mona--kim.toml").contains("beginners"));
}

/// A team with a pair that was to talk in the afternoon of 2026-04-03, which is over.
fn later() -> Sandbox {
    let sandbox = team();
    drop(pair(&sandbox, "kim", &["mona", "--ask"]).success());
    drop(pair(&sandbox, "mona", &["kim", "--accept"]).success());
    let next = ["mona", "--check-in", "2026-04-03T15:00+01:00", "--how", "video call"];
    drop(pair(&sandbox, "kim", &next).success());
    sandbox.now("2026-04-03T14:00:00Z")
}

#[test]
fn a_pair_that_is_not_to_talk_is_warned_and_may_end() {
    let later = later();
    insta::assert_snapshot!(people(&later, &["list"]), @"
    login  name             rights      keys
    @kim   Kim Newcomer                 1
    @mona  Mona Maintainer  maintainer  0

    @mona mentors @kim  coaching  next check-in 2026-04-03 15:00 +01:00, video call
    ------- stderr -------
    warning: the check-in of @mona and @kim on 2026-04-03 15:00 +01:00 is past; either sets one with `shepherd people pair mona--kim --check-in WHEN --how TEXT`
    warning: only @mona is maintainer of octo/hello
    hint: @kim, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    [exit status: 0]
    ");
    insta::assert_snapshot!(pair(&later, "kim", &["mona", "--json"]), @r#"
    {
      "login": "kim",
      "pairings": [
        {
          "accepted": "2026-03-28",
          "asked": "2026-03-28",
          "ended": null,
          "mentee": "kim",
          "mentor": "mona",
          "next_check_in": {
            "how": "video call",
            "is_past": true,
            "when": "2026-04-03T15:00:00+01:00"
          },
          "reason": null,
          "spent_minutes": null,
          "stage": "coaching"
        }
      ],
      "schema": 1
    }
    [exit status: 0]
    "#);
    insta::assert_snapshot!(pair(&later, "kim", &["mona", "--end", "--reason", "no match"]), @"
    ------- stderr -------
    the pairing of @mona and @kim has ended
    [exit status: 0]
    ");
    insta::assert_snapshot!(pair(&later, "kim", &["mona"]), @"
    @mona mentors @kim  ended  on 2026-04-03: no match
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&later, "pairings/mona--kim.toml"), @r#"
    format = 1
    mentor = "mona"
    mentee = "kim"
    stage = "coaching"
    asked = 2026-03-28
    accepted = 2026-03-28
    sequence = 2
    changed = 2026-04-03T14:00:00Z
    ended = 2026-04-03
    reason = "no match"
    "#);
    insta::assert_snapshot!(people(&later, &["list"]), @"
    login  name             rights      keys
    @kim   Kim Newcomer                 1
    @mona  Mona Maintainer  maintainer  0
    ------- stderr -------
    warning: only @mona is maintainer of octo/hello
    hint: @kim, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    [exit status: 0]
    ");
    let again = ["mona", "--ask", "--check-in", "2026-04-10T09:30", "--how", "chat"];
    insta::assert_snapshot!(pair(&later, "kim", &again), @"
    ------- stderr -------
    @kim asks @mona to be their mentor
    next check-in 2026-04-10 09:30 +00:00, chat
    hint: tell them: @mona accepts with `shepherd people pair kim --accept`
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&later, "pairings/mona--kim.toml"), @r#"
    format = 1
    mentor = "mona"
    mentee = "kim"
    stage = "matchmaking"
    asked = 2026-04-03
    sequence = 3
    changed = 2026-04-03T14:00:00Z
    next-check-in = { when = 2026-04-10T09:30:00+00:00, how = "chat" }
    "#);
    let log = later.git_output(["log", "--format=%s", "refs/shepherd/store"]);
    insta::assert_snapshot!(log, @"
    pairings: kim with mona: asked for
    pairings: kim with mona: ended
    pairings: kim with mona: changed
    pairings: mona with kim: accepted
    pairings: kim with mona: asked for
    people: kim added
    people: mona added
    ");
}

#[test]
fn comments_in_a_pairing_stay() {
    let sandbox = team();
    let text = "# They met at the sprint.\nformat = 1\nmentor = \"mona\"\nmentee = \"kim\"\nstage = \"coaching\" # since May\n\
                asked = 2026-03-01\naccepted = 2026-03-02\n# Each Thursday.\nnext-check-in = { when = 2026-04-02, how = \"chat\" }\n";
    write_records(&sandbox, &[("pairings/mona--kim.toml", text)]);
    drop(pair(&sandbox, "mona", &["kim", "--check-in", "2026-04-09", "--stage", "succession"]).success());
    insta::assert_snapshot!(recorded(&sandbox, "pairings/mona--kim.toml"), @r#"
    # They met at the sprint.
    format = 1
    mentor = "mona"
    mentee = "kim"
    stage = "succession" # since May
    asked = 2026-03-01
    accepted = 2026-03-02
    # Each Thursday.
    next-check-in = { when = 2026-04-09, how = "chat" }
    sequence = 1
    changed = 2026-03-28T09:00:00Z
    "#);
    drop(pair(&sandbox, "mona", &["kim", "--end"]).success());
    insta::assert_snapshot!(recorded(&sandbox, "pairings/mona--kim.toml"), @r#"
    # They met at the sprint.
    format = 1
    mentor = "mona"
    mentee = "kim"
    stage = "succession" # since May
    asked = 2026-03-01
    accepted = 2026-03-02
    # Each Thursday.
    sequence = 2
    changed = 2026-03-28T09:00:00Z
    ended = 2026-03-28
    "#);
}

#[test]
fn a_pairing_is_changed_by_the_right_people_only() {
    let sandbox = team();
    drop(people(&sandbox, &["add", "zoe"]).success());
    insta::assert_snapshot!(pair(&sandbox, "mona", &["kim", "--accept"]), @"
    ------- stderr -------
    error: @kim has not asked you, @mona
    help: a pairing begins with the mentee: @kim runs `shepherd people pair mona --ask`
    [exit status: 2]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["kim", "--ask"]), @"
    ------- stderr -------
    error: @kim cannot be their own mentor
    help: a mentor is somebody else
    [exit status: 2]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["nobody", "--ask"]), @"
    ------- stderr -------
    error: @nobody is not in the records
    help: `shepherd people add nobody` adds them; `shepherd people list` shows who is there
    [exit status: 2]
    ");
    insta::assert_snapshot!(pair(&sandbox, "stranger", &["mona", "--ask"]), @"
    ------- stderr -------
    error: @stranger is not in the records
    help: `shepherd people add stranger` adds them; `shepherd people list` shows who is there
    [exit status: 2]
    ");
    drop(pair(&sandbox, "kim", &["mona", "--ask"]).success());
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--ask"]), @"
    ------- stderr -------
    error: @kim asked @mona already
    help: nothing was changed; `shepherd people pair mona --check-in WHEN --how TEXT` changes it
    [exit status: 5]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--accept"]), @"
    ------- stderr -------
    error: @kim asked @mona, who alone can accept, and you are @kim
    help: @mona runs `shepherd people pair kim --accept`
    [exit status: 5]
    ");
    insta::assert_snapshot!(pair(&sandbox, "zoe", &["kim", "--accept"]), @"
    ------- stderr -------
    error: @kim asked @mona, who alone can accept, and you are @zoe
    help: @mona runs `shepherd people pair kim --accept`
    [exit status: 5]
    ");
    insta::assert_snapshot!(pair(&sandbox, "zoe", &["mona--kim", "--accept"]), @"
    ------- stderr -------
    error: @kim asked @mona, who alone can accept, and you are @zoe
    help: @mona runs `shepherd people pair kim --accept`
    [exit status: 5]
    ");
    insta::assert_snapshot!(pair(&sandbox, "zoe", &["kim", "--stage", "succession"]), @"
    ------- stderr -------
    error: the pairing of @mona and @kim is theirs, and you are @zoe
    help: nothing was changed; ask one of the two
    [exit status: 5]
    ");
    insta::assert_snapshot!(pair(&sandbox, "zoe", &["kim"]), @"
    ------- stderr -------
    error: the pairing of @mona and @kim is theirs, and you are @zoe
    help: nothing was changed; ask one of the two
    [exit status: 5]
    ");
}

#[test]
fn what_a_pair_cannot_be_is_told() {
    let sandbox = team();
    drop(people(&sandbox, &["add", "zoe"]).success());
    drop(pair(&sandbox, "kim", &["mona", "--ask"]).success());
    drop(pair(&sandbox, "mona", &["kim", "--accept"]).success());
    insta::assert_snapshot!(pair(&sandbox, "mona", &["kim", "--accept"]), @"
    ------- stderr -------
    error: @mona accepted the pairing with @kim already
    help: nothing was changed; `--check-in WHEN` and `--stage STAGE` change it
    [exit status: 5]
    ");
    insta::assert_snapshot!(pair(&sandbox, "zoe", &["kim", "--end"]), @"
    ------- stderr -------
    error: the pairing of @mona and @kim is theirs, and you are @zoe
    help: nothing was changed; ask one of the two
    [exit status: 5]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--check-in", "2026-03-01"]), @"
    ------- stderr -------
    error: 2026-03-01 is past, and the next check-in is to come
    help: say a time that is to come
    [exit status: 2]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--check-in", "tomorrow"]), @"
    ------- stderr -------
    error: `tomorrow` is neither a day nor a moment
    help: write a day as `2028-04-06`, a moment as `2028-04-06T15:00` by your own clock, or as `2028-04-06T15:00+01:00` by that of a time zone
    [exit status: 2]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--stage", "love"]), @"
    ------- stderr -------
    error: `love` is no stage of a pairing
    help: the stages are matchmaking, coaching, close-in-mentoring, succession
    [exit status: 2]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona lisa", "--ask"]), @"
    ------- stderr -------
    error: `mona lisa` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: 2]
    ");
    drop(pair(&sandbox, "mona", &["kim", "--ask"]).success());
    insta::assert_snapshot!(pair(&sandbox, "mona", &["kim", "--stage", "succession"]), @"
    ------- stderr -------
    error: @mona and @kim are paired both ways
    help: say which one, mentor first: `mona--kim` or `kim--mona`
    [exit status: 2]
    ");
    insta::assert_snapshot!(pair(&sandbox, "mona", &["zoe--kim", "--ask"]), @"
    ------- stderr -------
    error: @kim is the one who asks @zoe, and you are @mona
    help: @kim runs `shepherd people pair zoe --ask`
    [exit status: 5]
    ");
    drop(pair(&sandbox, "mona", &["kim--mona", "--end"]).success());
    drop(pair(&sandbox, "mona", &["kim", "--end"]).success());
    insta::assert_snapshot!(pair(&sandbox, "mona", &["mona--kim", "--stage", "succession"]), @"
    ------- stderr -------
    error: the pairing of @mona and @kim has ended
    help: nothing was changed; the mentee begins another with `shepherd people pair mona --ask`
    [exit status: 5]
    ");
    insta::assert_snapshot!(people(&sandbox.env("GIT_AUTHOR_EMAIL", "who@example.org"), &["pair"]), @"
    ------- stderr -------
    error: it is not known who you are
    help: say it with `--as LOGIN`, or for good with `git config shepherd.login LOGIN`
    [exit status: 2]
    ");
}
