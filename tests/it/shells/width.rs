//! Screens of 60 columns and more, as a pseudo-terminal has them; what is piped knows no width.

use unicode_width::UnicodeWidthStr as _;

use super::screen;
use crate::rotation::team;
use crate::support::Sandbox;

const DOCUMENT: &str = "# Releasing\n\n1. Tell everybody who waits for it that a release is coming, and that nothing should be \
    merged. <!-- shepherd: id = \"tell-everybody-who-waits-for-it\", why = \"a merge in between is a surprise for everybody who \
    takes part in it, and for those who only watch\" -->\n2. Tag it:\n\n   ```bash\n   git tag -a ${TAG} -m \"Release \
    ${VERSION}\"\n   ```\n3. 日本語の長い手順をここに書きます。これはとても長いので次の行に続きます。\n";

fn project() -> Sandbox {
    crate::guide::project(DOCUMENT)
}

/// Returns a screen none of whose lines is wider than it.
#[track_caller]
fn fitting(sandbox: Sandbox, columns: u16, arguments: &[&str]) -> String {
    let (text, status) = screen(sandbox, columns, 500, arguments);
    assert!(status.starts_with("Exited"), "{status}\n{text}");
    let wide: Vec<&str> = text.lines().filter(|line| line.width() > usize::from(columns)).collect();
    assert!(wide.is_empty(), "{arguments:?} at {columns}: {wide:#?}");
    text
}

#[test]
fn tables_fit_from_60_columns_on() {
    let commands: [&[&str]; 8] = [
        &["people", "list", "--quiet"],
        &["people", "list", "ann", "--quiet"],
        &["ledger", "list", "--all", "--quiet"],
        &["ledger", "verify", "--quiet"],
        &["rotation", "who", "--explain", "--quiet"],
        &["rotation", "list", "--quiet"],
        &["report", "--offline", "--quiet"],
        &["store", "where", "--quiet"],
    ];
    for arguments in commands {
        for columns in [60, 80, 120, 200] {
            fitting(team(), columns, arguments);
        }
    }
}

#[test]
fn the_people_at_60_columns() {
    insta::assert_snapshot!(fitting(team(), 60, &["people", "list", "--quiet"]), @"
    login  name                                             keys
    @ann   Ann Łukasiewicz-Ångström                         0
           好き好き好き好き好き好き好き
    @kim                                                    0
    @mona                                                   0
    @zoe                                                    0

    login  rung      next      so far
    @ann   mentor              led 2 alone, mentored 1
    @kim   observer  watch 1   in no release yet
    @mona  solo      mentor 1  led 1 alone and 1 with a mentor
    @zoe   observer  watch 1   in no release yet

    @mona mentors @kim  coaching  next check-in 2026-12-01

    project     can release it  learning it
    octo/hello  @ann, @mona     @kim
    ");
}

#[test]
fn the_records_at_60_columns() {
    insta::assert_snapshot!(fitting(team(), 60, &["ledger", "list", "--quiet"]), @"
    date        tag    kind   released by  helped
    2026-02-01  1.3.0  minor  @ann
    2025-12-01  1.2.0  minor  @mona        mentor @ann
    2025-09-01  1.1.0  minor  @ann
    2025-06-01  1.0.0  minor  @mona
    ");
}

#[test]
fn the_ranking_at_60_columns() {
    insta::assert_snapshot!(fitting(team(), 60, &["rotation", "who", "--quiet"]), @"
    octo/hello duty on 2026-03-28; it takes solo, or a mentor
      beside

       login  rung      load   last released  in all
    1  @mona  solo      2/365  2025-12-01     2
    2  @kim   observer  0/365  never          0       with @mona
                                                      as mentor

    not now:
    @ann  rests: had 1.3.0 on 2026-02-01, the last slot
    @zoe  observer, and it takes solo, or a mentor beside

    who could mentor:
       login  rung    load   last mentored  in all
    1  @ann   mentor  1/365  2025-12-01     1

    rung: how far somebody has come: observer, shadow, paired,
      solo, mentor
    load: what they released lately or have ahead, by the days
      on which they could
    `--explain` gives all rules and reasons
    ");
}

#[test]
fn the_checklist_at_60_columns() {
    insta::assert_snapshot!(fitting(project(), 60, &["checklist", "show", "--quiet"]), @"
    Releasing (3 steps)

      1.  Tell everybody who waits for it that a release is
          coming, and that nothing should be merg…
          line 3, tell-everybody-who-waits-for-it
      2.  Tag it [runs 1 block] needs TAG, VERSION
          line 4, tag-it
      3.  日本語の長い手順をここに書きます。これはとても長いので
          次の行に続きます。
          line 9,
            日本語の長い手順をここに書きます-これはとても長いの
            で次の行に続きます
    ");
}

#[test]
fn a_step_at_60_columns() {
    let arguments = ["guide", "1.1.0", "--as", "octocat", "--branch", "main", "--offline", "--answer"];
    let arguments = [&arguments[..], &["step.tell-everybody-who-waits-for-it=quit"]].concat();
    insta::assert_snapshot!(fitting(project(), 60, &arguments), @r#"
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Releasing", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has
                `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 3
    Tell everybody who waits for it that a release is coming,
      and that nothing should be merged
    why: a merge in between is a surprise for everybody who
         takes part in it, and for those who only watch
    then: Tag it
    [tell-everybody-who-waits-for-it · RELEASING.md:3]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    "#);
}

#[test]
fn what_is_piped_knows_no_width() {
    let piped = |columns: &str| {
        let sandbox = team().env("COLUMNS", columns);
        sandbox.shepherd(["ledger", "list", "--all"]).to_string() + &sandbox.shepherd(["people", "list"]).to_string()
    };
    assert_eq!(piped("60"), piped("200"));
}
