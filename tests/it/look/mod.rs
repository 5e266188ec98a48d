//! How `guide`, `next`, `rotation` and `status` look: narrow and wide, with and without colours, with and without Unicode.

pub(crate) mod sample;

use anstream::adapter::strip_str;
use unicode_width::UnicodeWidthStr as _;

use crate::report::write_records;
use crate::support::Sandbox;
use crate::support::terminal::Terminal;

/// A team with a release that is going on.
fn busy() -> Sandbox {
    let sandbox = sample::team();
    sample::begin(&sandbox);
    sandbox
}

fn plain(columns: u16) -> Terminal<'static> {
    Terminal { columns, variables: &[] }
}

const COLOURED: Terminal<'_> = Terminal { columns: 100, variables: &[("TERM", "xterm-256color")] };

/// All that is laid out, and does not ask.
const COMMANDS: [&[&str]; 14] = [
    &["next", "--offline"],
    &["next", "--onto", "5.x", "--offline"],
    &["next", "--as", "5.5.0", "--offline"],
    &["next", "--all", ".", "--offline"],
    &["rotation", "who", "--for", "minor"],
    &["rotation", "who", "--for", "minor", "--explain"],
    &["rotation", "list"],
    &["rotation", "plan", "--until", "2026-12-31", "--every", "6w", "--dry-run"],
    &["rotation", "check", "--ahead", "30w"],
    &["status"],
    &["status", "--timeline"],
    &["status", "--all"],
    &["status", "--mine"],
    &["doctor", "--offline"],
];

#[test]
fn no_line_is_wider_than_the_terminal() {
    let long = "who-is-called-by-the-longest-login-38c";
    let sandbox = sample::team_of(
        sample::project()
            .pull_request(
                5149,
                "kim/wide",
                "日本語の長い題名をここに書きます。これはとても長いので次の行に続きます 🎉👩‍🚀",
            )
            .pull_request(5150, "kim/word", &format!("A{}h", "a".repeat(120))),
    );
    let person = format!("format = 1\nlogin = \"{long}\"\nname = \"{}\"\n", "好き".repeat(30));
    let releases = format!(
        "format = 1\n\n[[release]]\ntag = \"5.4.1\"\nversion = \"5.4.1\"\nkind = \"minor\"\ndate = 2024-01-19\n\
         released-by = [\"{long}\"]\nmentored-by = []\n"
    );
    write_records(&sandbox, &[(&format!("people/{long}.toml"), &person), ("releases/octo/hello.toml", &releases)]);
    sample::begin(&sandbox);
    for columns in [60, 80, 100, 120, 200] {
        for arguments in COMMANDS {
            let text = plain(columns).shows(&sandbox, arguments);
            assert!(text.lines().count() > 0, "{arguments:?} says nothing");
            fits(columns, arguments, &text);
        }
        fits(columns, &["guide"], &plain(columns).asks(&sandbox, &["guide", "--offline"]));
    }
}

#[test]
fn the_help_on_a_wrong_answer_is_laid_out() {
    let sandbox = busy();
    let again = |columns| plain(columns).asks_again(&sandbox, &["guide", "--offline"], "what?");
    let (narrow, usual) = (again(60), again(80));
    fits(60, &["guide"], &narrow);
    fits(80, &["guide"], &usual);
    insta::assert_snapshot!(narrow, @"
    please answer with a letter or a word:
      r  run        runs the commands that are shown
      d  done       you did it, or it is done: written down, and
                    proven where that can be
      s  skip       leaves the step out; you say why
      n  note       writes something down for those who come
                    after you, and asks again
      m  mentor     a message to your mentor, ready to send
      b  back       opens a step that is done once more
      p  pause      leaves, and writes down that you go on later
      q  quit       leaves without a word
    ");
}

#[track_caller]
fn fits(columns: u16, arguments: &[&str], text: &str) {
    let wide: Vec<&str> = text.lines().filter(|line| line.width() > usize::from(columns)).collect();
    assert!(wide.is_empty(), "{arguments:?} at {columns}: {wide:#?}");
}

#[test]
fn colours_say_nothing_that_the_words_do_not() {
    let sandbox = busy();
    for arguments in COMMANDS {
        let text = plain(100).shows(&sandbox, arguments);
        let coloured = COLOURED.shows(&sandbox, arguments);
        assert!(!text.contains('\u{1b}') && coloured.contains('\u{1b}'), "{arguments:?}: {coloured:?}");
        assert_eq!(strip_str(&coloured).to_string(), text, "{arguments:?}");
    }
    // Who pipes it has the same words, unless they wish for colours.
    for arguments in [&["status"][..], &["rotation", "who"]] {
        let piped = sandbox.shepherd(arguments);
        assert!(!piped.to_string().contains('\u{1b}'), "{piped}");
        let forced = sandbox.shepherd([arguments, &["--color", "always"]].concat());
        assert!(forced.stdout().contains('\u{1b}'), "{forced}");
        assert_eq!(strip_str(forced.stdout()).to_string(), piped.stdout());
    }
}

#[test]
fn a_terminal_that_knows_ascii_alone_gets_it() {
    let sandbox = busy();
    let poor = Terminal { columns: 60, variables: &[("LC_ALL", "C")] };
    for arguments in COMMANDS {
        let text = poor.shows(&sandbox, arguments).replace("李明", "");
        assert!(text.is_ascii(), "{arguments:?}: {text}");
    }
    let text = poor.asks(&sandbox, &["guide", "--offline"]);
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn next() {
    let sandbox = sample::team();
    let github = sample::github(&sandbox);
    let sandbox = sandbox.github(&github);
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).shows(&sandbox, &["next"]));
    insta::assert_snapshot!(narrow, @"
    octo/hello 5.5.0 after 5.4.1 of 2026-01-19 on main
      minor, because #5151 is a new feature; nothing is breaking
      versions are semver, as 6 versions of three numbers are
        spelt

    in it: 4 changes since 5.4.1: 1 new, 2 bug, 1 other
      #5154 Read the file once (@kim)
      #5153 Say how to upgrade (@li)
      #5152 Keep a last line without a line end (@ann)
      #5151 Print JSON with --json (@kim)

    uncategorised: 1 pull request
      #5153 Say how to upgrade (@li)
        documentation: it touches only documentation
        $ gh pr edit 5153 --add-label documentation

    who: @zoe is asked: the slot of 2026-04-02; @mona could
      mentor

    milestone: blocks: 1 item open in the milestone 5.5.0: #5155
      It crashes on an empty file
      close them, or move them to the next milestone:
        https://github.com/octo/hello/milestone/1
    checks: 1 check of 3cb91900e3ae passed
    ");
    insta::assert_snapshot!(usual, @"
    octo/hello 5.5.0 after 5.4.1 of 2026-01-19 on main
      minor, because #5151 is a new feature; nothing is breaking
      versions are semver, as 6 versions of three numbers are spelt

    in it: 4 changes since 5.4.1: 1 new, 2 bug, 1 other
      #5154 Read the file once (@kim)
      #5153 Say how to upgrade (@li)
      #5152 Keep a last line without a line end (@ann)
      #5151 Print JSON with --json (@kim)

    uncategorised: 1 pull request
      #5153 Say how to upgrade (@li)
        documentation: it touches only documentation
        $ gh pr edit 5153 --add-label documentation

    who: @zoe is asked: the slot of 2026-04-02; @mona could mentor

    milestone: blocks: 1 item open in the milestone 5.5.0: #5155 It crashes on an empty file
      close them, or move them to the next milestone: https://github.com/octo/hello/milestone/1
    checks: 1 check of 3cb91900e3ae passed
    ");
    insta::assert_snapshot!(wide, @"
    octo/hello 5.5.0 after 5.4.1 of 2026-01-19 on main
      minor, because #5151 is a new feature; nothing is breaking
      versions are semver, as 6 versions of three numbers are spelt

    in it: 4 changes since 5.4.1: 1 new, 2 bug, 1 other
      #5154 Read the file once (@kim)
      #5153 Say how to upgrade (@li)
      #5152 Keep a last line without a line end (@ann)
      #5151 Print JSON with --json (@kim)

    uncategorised: 1 pull request
      #5153 Say how to upgrade (@li)
        documentation: it touches only documentation
        $ gh pr edit 5153 --add-label documentation

    who: @zoe is asked: the slot of 2026-04-02; @mona could mentor

    milestone: blocks: 1 item open in the milestone 5.5.0: #5155 It crashes on an empty file
      close them, or move them to the next milestone: https://github.com/octo/hello/milestone/1
    checks: 1 check of 3cb91900e3ae passed
    ");
}

#[test]
fn rotation() {
    let sandbox = sample::team();
    let who = ["rotation", "who", "--for", "minor"];
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).shows(&sandbox, &who));
    insta::assert_snapshot!(narrow, @"
    octo/hello minor release on 2026-03-28; it takes solo, or a
      mentor beside

       login  rung      load   last released  in all
    1  @ann   mentor    1/365  2025-06-02     2
    2  @kim   observer  0/365  never          0       with @mona
                                                      as mentor

    not now:
    @li    paired, and it takes solo, or a mentor beside
    @mona  rests: had 5.4.1 on 2026-01-19, the last slot
    @zoe   rests: has the slot of 2026-04-02, which comes next

    who could mentor:
       login  rung    load   last mentored  in all
    1  @zoe   solo    0/365  never          0
    2  @mona  mentor  0/365  2025-02-10     1

    rung: how far somebody has come: observer, shadow, paired,
      solo, mentor
    load: what they released lately or have ahead, by the days
      on which they could
    `--explain` gives all rules and reasons
    ");
    insta::assert_snapshot!(usual, @"
    octo/hello minor release on 2026-03-28; it takes solo, or a mentor beside

       login  rung      load   last released  in all
    1  @ann   mentor    1/365  2025-06-02     2
    2  @kim   observer  0/365  never          0       with @mona as mentor

    not now:
    @li    paired, and it takes solo, or a mentor beside
    @mona  rests: had 5.4.1 on 2026-01-19, the last slot
    @zoe   rests: has the slot of 2026-04-02, which comes next

    who could mentor:
       login  rung    load   last mentored  in all
    1  @zoe   solo    0/365  never          0
    2  @mona  mentor  0/365  2025-02-10     1

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons
    ");
    insta::assert_snapshot!(wide, @"
    octo/hello minor release on 2026-03-28; it takes solo, or a mentor beside

       login  rung      load   last released  in all
    1  @ann   mentor    1/365  2025-06-02     2
    2  @kim   observer  0/365  never          0       with @mona as mentor

    not now:
    @li    paired, and it takes solo, or a mentor beside
    @mona  rests: had 5.4.1 on 2026-01-19, the last slot
    @zoe   rests: has the slot of 2026-04-02, which comes next

    who could mentor:
       login  rung    load   last mentored  in all
    1  @zoe   solo    0/365  never          0
    2  @mona  mentor  0/365  2025-02-10     1

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons
    ");
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).shows(&sandbox, &["rotation", "list"]));
    insta::assert_snapshot!(narrow, @"
    slot        what           who                       state
    2026-04-02  minor release  @zoe                      offered
    2026-05-14  minor release  @ann; @kim learns, with   offered
                               @mona
    2026-06-25  minor release  @mona                     offered
    2026-08-06  minor release  @zoe                      offered
    ");
    insta::assert_snapshot!(usual, @"
    slot        what           who                            state
    2026-04-02  minor release  @zoe                           offered
    2026-05-14  minor release  @ann; @kim learns, with @mona  offered
    2026-06-25  minor release  @mona                          offered
    2026-08-06  minor release  @zoe                           offered
    ");
    assert_eq!(usual, wide);
}

#[test]
fn status() {
    let sandbox = busy();
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).shows(&sandbox, &["status"]));
    insta::assert_snapshot!(narrow, @r#"
    5.5.0: a minor release of octo/hello from main after 5.4.1
      state        paused, 3 of 5 steps done or skipped
      held by      @kim
      mentored by  @mona
      check-in     with @mona: 2026-04-02, a call
      target       ccd106a4c432, the commit to release
      checklist    RELEASING.md: "Releasing"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `publish` is next: Push it

    Steps
      Prepare
        done      1. Tell the others that a release is coming
                     (@kim 2026-03-28 09:00)
        done      2. Raise the version  (@kim 2026-03-28 09:00)
      Publish
        done      3. Tag the release  (@kim 2026-03-28 09:00;
                     proven)
        todo      4. Push it
        todo      5. Write a post (not for patch releases)
    "#);
    insta::assert_snapshot!(usual, @r#"
    5.5.0: a minor release of octo/hello from main after 5.4.1
      state        paused, 3 of 5 steps done or skipped
      held by      @kim
      mentored by  @mona
      check-in     with @mona: 2026-04-02, a call
      target       ccd106a4c432, the commit to release
      checklist    RELEASING.md: "Releasing"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `publish` is next: Push it

    Steps
      Prepare
        done      1. Tell the others that a release is coming  (@kim 2026-03-28 09:00)
        done      2. Raise the version  (@kim 2026-03-28 09:00)
      Publish
        done      3. Tag the release  (@kim 2026-03-28 09:00; proven)
        todo      4. Push it
        todo      5. Write a post (not for patch releases)
    "#);
    insta::assert_snapshot!(wide, @r#"
    5.5.0: a minor release of octo/hello from main after 5.4.1
      state        paused, 3 of 5 steps done or skipped
      held by      @kim
      mentored by  @mona
      check-in     with @mona: 2026-04-02, a call
      target       ccd106a4c432, the commit to release
      checklist    RELEASING.md: "Releasing"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `publish` is next: Push it

    Steps
      Prepare
        done      1. Tell the others that a release is coming  (@kim 2026-03-28 09:00)
        done      2. Raise the version  (@kim 2026-03-28 09:00)
      Publish
        done      3. Tag the release  (@kim 2026-03-28 09:00; proven)
        todo      4. Push it
        todo      5. Write a post (not for patch releases)
    "#);
}

#[test]
fn guide() {
    let sandbox = busy();
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).asks(&sandbox, &["guide", "--offline"]));
    insta::assert_snapshot!(narrow, @"
    Release 5.5.0 from main: going on
    next check-in with @mona: 2026-04-02, a call

    ── 5.5.0 minor ─────────────────────────────────────────────
    phase 2 of 2: Publish · step 4 of 5
    Push it
    why: the tag starts the workflow that publishes
    runs (at the top of the repository):
        git push --quiet origin 5.5.0
    warning: cannot be taken back: pushes the tag
             (`git push --quiet origin 5.5.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here
                 takes that back
    must agree: @mona
    then: Write a post (not for patch releases)
    [publish · RELEASING.md:22]

    What now?
      run (r) · done by hand (d) · skip (s) · note (n)
      ask my mentor (m) · back to a step (b) · pause (p)
      quit (q)
    ");
    insta::assert_snapshot!(usual, @"
    Release 5.5.0 from main: going on
    next check-in with @mona: 2026-04-02, a call

    ── 5.5.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 4 of 5
    Push it
    why: the tag starts the workflow that publishes
    runs (at the top of the repository):
        git push --quiet origin 5.5.0
    warning: cannot be taken back: pushes the tag (`git push --quiet origin 5.5.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @mona
    then: Write a post (not for patch releases)
    [publish · RELEASING.md:22]

    What now?
      run (r) · done by hand (d) · skip (s) · note (n) · ask my mentor (m) · back to a step (b)
      pause (p) · quit (q)
    ");
    insta::assert_snapshot!(wide, @"
    Release 5.5.0 from main: going on
    next check-in with @mona: 2026-04-02, a call

    ── 5.5.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 4 of 5
    Push it
    why: the tag starts the workflow that publishes
    runs (at the top of the repository):
        git push --quiet origin 5.5.0
    warning: cannot be taken back: pushes the tag (`git push --quiet origin 5.5.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @mona
    then: Write a post (not for patch releases)
    [publish · RELEASING.md:22]

    What now?
      run (r) · done by hand (d) · skip (s) · note (n) · ask my mentor (m) · back to a step (b)
      pause (p) · quit (q)
    ");
}
