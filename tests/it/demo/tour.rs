//! The tour: through all of it without a terminal, and with somebody who reads.

use std::fs;

use insta::assert_snapshot;
use rexpect::session::spawn_command;

use super::{desk, said};

/// What a rehearsal says of the machine differs from one to the next.
fn on_any_machine(text: &str) -> String {
    let fence = ["  no credentials", "  The commands have ", "  They ", "  The real repository is read-only"];
    let lines: Vec<&str> = text.lines().filter(|line| !fence.iter().any(|start| line.starts_with(start))).collect();
    lines.join("\n")
}

#[test]
#[expect(clippy::too_many_lines, reason = "all of what is printed, read as one")]
fn without_a_terminal_it_goes_through_all_of_it() {
    let desk = desk();
    assert_snapshot!(on_any_machine(&said(&desk.shepherd(["demo", "--tour"]))), @r#"

    ── 1 of 8: What would a release say? ──
    You are @kofi, and lantern is the project. This is what was merged since its
    last release, sorted into sections. Nothing is lost on the way: what is not
    listed has a reason, and `explain` says which.

    $ shepherd changelog --no-contributors --format plain
    Unreleased

    Full changelog: https://github.com/harbour/lantern/compare/2.3.0...[COMMIT]

    Security

    - SECURITY: names of lights hold no control characters (#72; yuki; also in 1.3.2)

    New features added

    - NEW: the tide beside each light (#71; kofi, nia)

    Deprecated features

    - DEPRECATE: `--plain`, for `--no-colour` (#81; ines)

    Enhancements made

    - ENH: colours that all can tell apart (#76; mara, ines)

    Bugs fixed

    - FIX: the tide of a leap day (#83; lena)

    Maintenance and upkeep improvements

    - MAINT: Python 3.10 is the oldest that is tested (#80; yuki)

    Documentation improvements

    - DOC: how to add a light (#74; raj)

    Other merged PRs

    - Mention the tide in the README (36a5c70; nia)

    $ shepherd explain 77
    #77 Read the list twice as fast
      release  not released yet (in HEAD)  (2.3.0..HEAD)
      bucket   reverted, not printed
      rule     taken back by #78
      commit   [COMMIT]

    ── 2 of 8: Which version is it, and whose turn? ──
    The version follows from what is in it. @kofi is up, for the first time, with
    @nia as mentor.

    $ shepherd next
    harbour/lantern 2.4.0 after 2.3.0 of 2026-02-16 on main
      minor, because #71 is a new feature; #81 deprecates something; #72 mends a security problem; nothing is breaking
      it may be more: the labels of 1 change are not known from git alone
      versions are pep440, as `2.0.0rc1` is spelt
      or 2.4.0rc1, to try it first

    in it: 8 changes since 2.3.0: 1 security, 1 new, 1 deprecation, 1 enhancement, 1 bug, 1 maintenance, 1 documentation, 1 other
      #83 FIX: the tide of a leap day (@lena)
      36a5c709 Mention the tide in the README (@nia)
      #81 DEPRECATE: `--plain`, for `--no-colour` (@ines)
      #80 MAINT: Python 3.10 is the oldest that is tested (@yuki)
      #72 SECURITY: names of lights hold no control characters (@yuki)
      and 3 more; `shepherd changelog` shows all of them

    who: @kofi has it: the slot 2.4.0 of 2026-04-06, with @nia as mentor

    not known: labels, reviewers and commenters, base branches, pull requests of commits that name none, open milestone items, checks

    ── 3 of 8: Practise it first ──
    The guide follows the project's own RELEASING.md, step by step, and writes down
    each thing before the next. A rehearsal does all of it in a throw-away copy: the
    pushes are real, and go nowhere. On your own you are asked at each step; here
    the answers were given beforehand.

    $ shepherd guide 2.4.0 --rehearse --mentor nia
    Which branch is released from? main
    This is a rehearsal: nothing of it reaches the real remotes.
      origin is a copy: [SANDBOX]/temporary/shepherd-demo-[CHANCE]/lantern/.git/shepherd/rehearsal/2.4.0/remotes/origin.git
    Rehearsal of 2.4.0: a minor release from main after 2.3.0
    released by   @kofi (kofi@users.noreply.github.com)
    mentored by   @nia
    checklist     RELEASING.md: "Releasing lantern", 6 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `2.4.0` or `v2.4.0`)

    ── rehearsal of 2.4.0 minor ────────────────────────────────────────────
    phase 1 of 2: Prepare · step 1 of 6
    Tell the others that a release is coming
    why: somebody may be about to merge something
    then: Write the changelog
    [tell · RELEASING.md:8]
    What now? done
    done

    ── rehearsal of 2.4.0 minor ────────────────────────────────────────────
    phase 1 of 2: Prepare · step 2 of 6
    Write the changelog
    runs (at the top of the repository):
        shepherd changelog --version 2.4.0 --write
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Raise the version, check the lights, and push
    [changelog · RELEASING.md:10]
    What now? run
      | CHANGELOG.md: added the section
      | CHANGELOG.md: added #72, #71, #81, #76, #83, #80, #74, [COMMIT]
    exit code 0 after [TIME]
    done

    ── rehearsal of 2.4.0 minor ────────────────────────────────────────────
    phase 1 of 2: Prepare · step 3 of 6
    Raise the version, check the lights, and push
    why: what is tagged is what everybody has
    checked first: the branch of the release is checked out (on-line)
    runs (at the top of the repository):
        echo "2.4.0" > VERSION
        sh tests/check.sh
        git commit --quiet -m "Release 2.4.0" -- VERSION CHANGELOG.md
        git push --quiet origin main
    proven by: test "$(git show origin/main:VERSION)" = "2.4.0"
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Tag the release
    [prepare · RELEASING.md:12]
    Look first whether it is done already? This only looks:
        test "$(git show origin/main:VERSION)" = "2.4.0"
    Run it? yes
    on-line: holds (`main` is checked out)
    What now? run
      | lantern 2.4.0: all lights are in order
    exit code 0 after [TIME]
    proven: `test "$(git show origin/main:VERSION)" = "2.4.0"` ends well
    done, and proven

    ── rehearsal of 2.4.0 minor ────────────────────────────────────────────
    phase 2 of 2: Publish · step 4 of 6
    Tag the release
    runs (at the top of the repository):
        git tag -a 2.4.0 -m "lantern 2.4.0" -m "Released-by: @kofi
        Mentored-by: @nia"
    proven by: the tag is in this clone
    taken back by: git tag -d 2.4.0
    then: Push the tag
    [tag · RELEASING.md:24]
    What now? run
    The tag says for good which commit was released.
    Is [COMMIT] "Release 2.4.0" the commit to release? yes
    exit code 0 after [TIME]
    proven: the tag `2.4.0` is on [COMMIT]
    done, and proven

    ── rehearsal of 2.4.0 minor ────────────────────────────────────────────
    phase 2 of 2: Publish · step 5 of 6
    Push the tag
      Push the tag. From here on the release is out.
    runs (at the top of the repository):
        git push --quiet origin 2.4.0
    warning: cannot be taken back: pushes the tag (`git push --quiet origin 2.4.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @nia
    then: Tell the harbour (not for patch releases)
    [push · RELEASING.md:31]
    What now? run
    This step needs the sign-off of @nia. In a rehearsal you say who looked.
    Who looked at it and agreed? (login): nia
    agreed by @nia, as it is practised
    It cannot be taken back: pushes the tag (`git push --quiet origin 2.4.0`). Type 2.4.0 to go on: 2.4.0
    exit code 0 after [TIME]
    proven: `origin` has `2.4.0` on [COMMIT]
    done, and proven
    recorded: 2.4.0, released by @kofi

    ── rehearsal of 2.4.0 minor ────────────────────────────────────────────
    phase 2 of 2: Publish · step 6 of 6
    Tell the harbour (not for patch releases)
    [announce · RELEASING.md:38]
    What now? done
    done

    2.4.0 is through: 6 steps done, 0 skipped
    hint: `shepherd status 2.4.0 --timeline` shows when each step was done
    What was practised
      the commands of 4 steps ran here, and pushes, tags and hooks were real in the copies
    What still needs the real thing
      was done by hand, if at all: Tell the others that a release is coming
      was done by hand, if at all: Tell the harbour (not for patch releases)
    its log is kept in [SANDBOX]/temporary/shepherd-demo-[CHANCE]/lantern/.git/shepherd/rehearsals/2.4.0-20260328T090000Z.jsonl

    ── 4 of 8: The real one, until somebody else has to look ──
    Now for real, in this folder: @kofi told the others, wrote the changelog, raised
    the version and made the tag. Once the tag is pushed it is out for good, so the
    guide waits for the mentor here.

    $ shepherd guide
    Release 2.4.0 from main: going on
    next check-in with @nia: 2026-04-01 15:00 +00:00, a call

    ── 2.4.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 5 of 6
    Push the tag
      Push the tag. From here on the release is out.
    runs (at the top of the repository):
        git push --quiet origin 2.4.0
    warning: cannot be taken back: pushes the tag (`git push --quiet origin 2.4.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @nia
    then: Tell the harbour (not for patch releases)
    [push · RELEASING.md:31]
    What now? run
    This step waits for the sign-off of @nia, who sees exactly what is shown here ([DIGEST]).
    Send this:
      @nia: could you look at `push` of 2.4.0? `shepherd approve 2.4.0 push`
    `push` waits for the sign-off of @nia. What now? pause
    Paused. Everything is written down; `shepherd guide` goes on from here.

    ── 5 of 8: The mentor's side ──
    @nia sits elsewhere, with a clone of her own; the records travel by git. She
    gets the commit, sees what would run, and agrees to exactly that: her word fits
    no other command.

    nia$ shepherd approve
    harbour/lantern 2.4.0: `push` Push the tag, asked for by @kofi at 2026-03-28 09:00 UTC ([DIGEST])
    hint: look at it, then agree or not: `shepherd approve 2.4.0 push`

    nia$ git pull --quiet

    nia$ shepherd approve 2.4.0 push --yes --digest [DIGEST]
    hint: you have no signing key set, so your agreement is only claimed; `git config user.signingkey KEY` changes that
    harbour/lantern 2.4.0: Push the tag
    step      push
    asked     by @kofi at 2026-03-28 09:00 UTC
    releases  [COMMIT] "Release 2.4.0"
    runs      (the commands):
        git push --quiet origin 2.4.0
    warning: cannot be taken back: pushes the tag (`git push --quiet origin 2.4.0`)
    with      REMOTE = origin
    with      TAG = 2.4.0
    digest    [DIGEST]
    agreed: `push` of 2.4.0 (claimed: it is not signed, so it guards against mistakes only)

    ── 6 of 8: Out ──
    The guide of @kofi finds her word, and goes on. What cannot be taken back is
    confirmed by typing the version. The release is recorded by itself: who cut it,
    and who helped.

    $ shepherd guide
    Release 2.4.0 from main: going on
    next check-in with @nia: 2026-04-01 15:00 +00:00, a call

    ── 2.4.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 5 of 6
    Push the tag
      Push the tag. From here on the release is out.
    runs (at the top of the repository):
        git push --quiet origin 2.4.0
    warning: cannot be taken back: pushes the tag (`git push --quiet origin 2.4.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @nia
    then: Tell the harbour (not for patch releases)
    [push · RELEASING.md:31]
    What now? run
    agreed by @nia, claimed: nobody signed, so this guards against mistakes only
    It cannot be taken back: pushes the tag (`git push --quiet origin 2.4.0`). Type 2.4.0 to go on: 2.4.0
    exit code 0 after [TIME]
    proven: `origin` has `2.4.0` on [COMMIT]
    done, and proven
    recorded: 2.4.0, released by @kofi

    ── 2.4.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 6 of 6
    Tell the harbour (not for patch releases)
    [announce · RELEASING.md:38]
    What now? done
    done

    2.4.0 is through: 6 steps done, 0 skipped
    hint: `shepherd status 2.4.0 --timeline` shows when each step was done

    $ shepherd status 2.4.0
    2.4.0: a minor release of harbour/lantern from main after 2.3.0
      state        finished, 6 of 6 steps done or skipped
      held by      @kofi
      mentored by  @nia
      check-in     with @nia: 2026-04-01 15:00 +00:00, a call
      target       [COMMIT], the commit that was released
      recorded     as 2.4.0
      checklist    RELEASING.md: "Releasing lantern"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Steps
      Prepare
        done      1. Tell the others that a release is coming  (@kofi 2026-03-28 09:00)
        done      2. Write the changelog  (@kofi 2026-03-28 09:00)
        done      3. Raise the version, check the lights, and push  (@kofi 2026-03-28 09:00; proven)
      Publish
        done      4. Tag the release  (@kofi 2026-03-28 09:00; proven)
        done      5. Push the tag  (@kofi 2026-03-28 09:00; proven)
        done      6. Tell the harbour (not for patch releases)  (@kofi 2026-03-28 09:00)

    ── 7 of 8: Whose turn is it next? ──
    Whoever carried least of late comes first, whoever cut the last one rests, and
    who is left out is told why. @kofi has moved up by this release.

    $ shepherd rotation who --for minor
    harbour/lantern minor release on 2026-03-28; it takes solo, or a mentor beside

       login   rung    load   last released  in all
    1  @yuki   solo    2/365  2026-01-02     2
    2  @tomas  mentor  3/365  2026-03-17     5
    3  @raj    shadow  0/151  never          0       with @tomas as mentor

    not now:
    @ines  paired, and it takes solo, or a mentor beside
    @kofi  rests: had 2.4.0 on 2026-03-28, the last slot
    @lena  away; paired, and it takes solo, or a mentor beside
    @mara  observer, and it takes solo, or a mentor beside
    @nia   rests: has the slot of 2026-05-18, which comes next
    @owen  not active on 2026-03-28; paired, and it takes solo, or a mentor beside

    who could mentor:
       login   rung    load   last mentored  in all
    1  @tomas  mentor  2/365  2026-02-16     2
    2  @nia    mentor  2/365  2026-03-28     4

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons

    $ shepherd rotation list
    slot        what           who                            state
    2026-05-18  minor release  @nia; @kofi learns, with @nia  accepted
    2026-06-29  minor release  @tomas                         offered

    $ shepherd people list
    login   name          rights      keys
    @ines   Inês Duarte               0
    @kofi   Kofi Mensah               0
    @lena   Lena Fischer  maintainer  0
    @mara   Mara Rossi                0
    @nia    Nia Okafor    maintainer  0
    @owen   Owen Price                0
    @raj    Raj Patel                 0
    @tomas  Tomáš Novák   maintainer  0
    @yuki   山田 幸       maintainer  0

    login   rung      next                  so far
    @ines   paired    lead 1 alone          led 1 with a mentor, watched 3
    @kofi   paired    lead 1 alone          led 1 with a mentor, watched 2
    @lena   paired    lead 1 alone          led 1 with a mentor, watched 2
    @mara   observer  watch 1               in no release yet
    @nia    mentor                          led 7 alone, mentored 4, sponsored 1
    @owen   paired    takes no part now     led 1 with a mentor
    @raj    shadow    lead 1 with a mentor  watched 1
    @tomas  mentor                          led 4 alone and 1 with a mentor, mentored 2, sponsored 2
    @yuki   solo      mentor 1              led 1 alone and 1 with a mentor, watched 2

    @nia mentors @kofi   coaching  next check-in 2026-04-01 15:00 +00:00, a call
    @tomas mentors @raj  coaching  next check-in 2026-04-06 15:00 +00:00, chat

    project          can release it       learning it
    harbour/lantern  @nia, @tomas, @yuki  @ines, @kofi, @lena, @raj

    ── 8 of 8: How many people carry the releases? ──
    The absence factor is how few people cut half of the releases: the higher, the
    better. `report --explain` says where each figure comes from. With `--site` it
    becomes pages for everybody, which show of a person what that person lets them
    show.

    $ shepherd report
    harbour/lantern, 2025-03-29 to 2026-03-28: 11 releases, with 1 pre-release

    metric                        value            counted from  window
    release absence factor        2 people         11 releases   2025-03-29 to 2026-03-28
    elephant factor               2 organisations  11 releases   2025-03-29 to 2026-03-28
    capable set                   7 people         14 releases   2024-09-27 to 2026-03-28
    new shepherds                 4 people         11 releases   2025-03-29 to 2026-03-28
    returning shepherds           2 people         11 releases   2025-03-29 to 2026-03-28
    inactive shepherds            0 people         18 releases   2024-04-02 to 2026-03-28
    from shadow to a higher rung  4 of 5           5 people      2024-04-02 to 2026-03-28
    from paired to a higher rung  2 of 6           6 people      2024-04-02 to 2026-03-28
    from solo to mentor           too few to tell  3 people      2024-04-02 to 2026-03-28
    cut time                      too few to tell  1 run         2025-03-29 to 2026-03-28
    time spent                    too few to tell  0 releases    2025-03-29 to 2026-03-28

    organisation          releases  helped  pull requests  returned  triaged  new maintainers
    Harbour Trust         4         3       -              -         -        1
    North Pier Labs       4         2       -              -         -        1
    Saltmarsh University  2         0       -              -         -        0
    Beacon Cooperative    1         0       -              -         -        0
    all                   11                -                        -        2
    from the records alone: .shepherd.toml says `github = false`
    not known: pull requests reviewed, contributors returned, issues triaged

    $ shepherd report --site ../site --quiet
    index.html
    releases.html
    people.html
    mentoring.html
    load.html
    ladder.html
    metrics.html
    style.css
    people/: 9 pages, ines.html to yuki.html
    releases/: 18 pages, 2.4.0.html to 1.0.0.html

    That was the tour, and its folder is gone. To try all of it yourself:
      shepherd demo
    [exit status: 0]
    "#);
    assert_eq!(fs::read_dir(desk.path("[SANDBOX]/temporary")).expect("it is there").count(), 0);
}

#[test]
fn in_a_folder_that_is_named_it_stays() {
    let desk = desk();
    let output = desk.shepherd(["demo", "--tour", "mine"]).success();
    assert!(output.stdout().ends_with("  shepherd demo --remove mine\n"), "{output}");
    assert!(output.stdout().contains("hint: open `../site/index.html` in a browser"), "{output}");
    let desk = desk.directory("mine/lantern");
    assert!(desk.shepherd(["ledger", "list"]).success().stdout().contains("2.4.0"));
    drop(desk.shepherd(["rotation", "check"]).success());
}

#[test]
fn somebody_reads_two_chapters_and_stops() {
    let desk = desk();
    let mut session = spawn_command(desk.at_terminal(["demo", "--tour"]), Some(60_000)).expect("the binary starts");
    let mut hears =
        |text: &str| drop(session.exp_string(text).unwrap_or_else(|error| panic!("waited for {text:?}: {error}")));
    hears("1 of 8: What would a release say?");
    hears("$ shepherd changelog");
    hears("NEW: the tide beside each light");
    hears("Enter to go on, q to stop");
    session.send_line("").expect("the terminal takes it");
    session.exp_string("2 of 8").expect("it goes on");
    session.exp_string("Enter to go on, q to stop").expect("it stops again");
    session.send_line("q").expect("the terminal takes it");
    let rest = session.exp_eof().expect("it ends");
    assert!(!rest.contains("3 of 8"), "{rest}");
    assert!(format!("{:?}", session.process().wait()).contains(", 0)"));
    assert_eq!(fs::read_dir(desk.path("[SANDBOX]/temporary")).expect("it is there").count(), 0);
}

#[test]
fn who_sees_the_end_can_look_at_the_pages_before_they_go() {
    let desk = desk();
    let mut session = spawn_command(desk.at_terminal(["demo", "--tour"]), Some(60_000)).expect("the binary starts");
    for _ in 1..8 {
        session.exp_string("Enter to go on, q to stop").expect("it stops");
        session.send_line("").expect("the terminal takes it");
    }
    let shown = session.exp_string("Press Enter, and the folder goes").expect("it stops once more");
    let pages = shown.lines().map(str::trim).find(|line| line.ends_with("/site/index.html")).expect("it says where");
    assert!(fs::read_to_string(pages).expect("they are there").contains("<html"));
    session.send_line("").expect("the terminal takes it");
    let rest = session.exp_eof().expect("it ends");
    assert!(rest.contains("its folder is gone"), "{rest}");
    assert_eq!(fs::read_dir(desk.path("[SANDBOX]/temporary")).expect("it is there").count(), 0);
}

#[test]
fn an_interrupt_ends_it_and_its_folder_goes() {
    let desk = desk();
    let mut session = spawn_command(desk.at_terminal(["demo", "--tour"]), Some(60_000)).expect("the binary starts");
    session.exp_string("Enter to go on, q to stop").expect("it stops");
    session.send_control('c').expect("the terminal takes it");
    session.exp_eof().expect("it ends");
    assert!(format!("{:?}", session.process().wait()).contains(", 130)"));
    assert_eq!(fs::read_dir(desk.path("[SANDBOX]/temporary")).expect("it is there").count(), 0);
}
