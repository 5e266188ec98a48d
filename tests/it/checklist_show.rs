//! `checklist show`: what a document is understood to say, in three forms, and which document it is.

use crate::support::Sandbox;

const DOCUMENT: &str = r#"---
title: internal
---
# Releasing

We release on Tuesdays.

## Prerequisites

- Push rights

## Release

Set the version:

1. Update `CHANGELOG.md`. Make sure that it is complete.
   - look at each entry
1. (patch only) Cherry-pick the fixes

   ```console
   $ git cherry-pick <commit>
   [5.x 1234567] Fix it
   ```

Anything between belongs to the step before.

```toml
[package]
```

1. Tag it <!-- shepherd: id = "tag", irreversible = true -->

   ```sh
   git tag -s "${VERSION}"
   git push origin "${VERSION}"
   ```

## Afterwards

- [ ] Announce it
- Packages:
  - [x] conda-forge
  - [ ] Debian

## Security release

- [ ] Tell the distributions

<!-- a note to ourselves -->
"#;

fn sandbox() -> Sandbox {
    Sandbox::new().write("RELEASING.md", DOCUMENT)
}

#[test]
fn an_outline_for_people() {
    insta::assert_snapshot!(sandbox().shepherd(["checklist", "show"]), @"
    Releasing (5 steps, the likeliest)

      Release
      1.  Update CHANGELOG.md
          line 16, release/update-changelog-md
        -   look at each entry
      2.  Cherry-pick the fixes [runs 1 block] [patch] needs COMMIT
          line 18, release/cherry-pick-the-fixes
      3.  Tag it [runs 1 block] needs VERSION
          line 31, tag

      Afterwards
      4.  Announce it
          line 40, afterwards/announce-it
      5.  Packages
          line 41, afterwards/packages
        5.1. conda-forge [ticked in the file]
            line 42, afterwards/packages/conda-forge
        5.2. Debian
            line 43, afterwards/packages/debian

    Security release (1 step)

      1.  Tell the distributions
          line 47, security-release/tell-the-distributions

    Set aside
      line 1     front matter: ---
      line 4     introduction: Releasing
      line 8     requirements: Prerequisites
      line 49    comment: <!-- a note to ourselves -->
    [exit status: 0]
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole output stands in it")]
fn json_for_programs() {
    insta::assert_snapshot!(sandbox().shepherd(["checklist", "show", "--json"]), @r#"
    {
      "schema": 1,
      "file": "RELEASING.md",
      "procedures": [
        {
          "title": "Releasing",
          "default": true,
          "phases": [
            {
              "title": "Release",
              "steps": [
                {
                  "id": "release/update-changelog-md",
                  "title": "Update CHANGELOG.md",
                  "line": 16,
                  "commands": [],
                  "shown_only": [],
                  "conditions": [],
                  "placeholders": [],
                  "steps": [
                    {
                      "id": "release/update-changelog-md/look-at-each-entry",
                      "title": "look at each entry",
                      "line": 17,
                      "commands": [],
                      "shown_only": [],
                      "conditions": [],
                      "placeholders": [],
                      "steps": []
                    }
                  ]
                },
                {
                  "id": "release/cherry-pick-the-fixes",
                  "title": "Cherry-pick the fixes",
                  "line": 18,
                  "commands": [
                    "git cherry-pick <commit>"
                  ],
                  "shown_only": [
                    "[package]"
                  ],
                  "conditions": [
                    "patch"
                  ],
                  "placeholders": [
                    "COMMIT"
                  ],
                  "steps": []
                },
                {
                  "id": "tag",
                  "title": "Tag it",
                  "line": 31,
                  "commands": [
                    "git tag -s \"${VERSION}\"\ngit push origin \"${VERSION}\""
                  ],
                  "shown_only": [],
                  "conditions": [],
                  "placeholders": [
                    "VERSION"
                  ],
                  "steps": []
                }
              ]
            },
            {
              "title": "Afterwards",
              "steps": [
                {
                  "id": "afterwards/announce-it",
                  "title": "Announce it",
                  "line": 40,
                  "commands": [],
                  "shown_only": [],
                  "conditions": [],
                  "placeholders": [],
                  "steps": []
                },
                {
                  "id": "afterwards/packages",
                  "title": "Packages",
                  "line": 41,
                  "commands": [],
                  "shown_only": [],
                  "conditions": [],
                  "placeholders": [],
                  "steps": [
                    {
                      "id": "afterwards/packages/conda-forge",
                      "title": "conda-forge",
                      "line": 42,
                      "commands": [],
                      "shown_only": [],
                      "conditions": [],
                      "placeholders": [],
                      "steps": []
                    },
                    {
                      "id": "afterwards/packages/debian",
                      "title": "Debian",
                      "line": 43,
                      "commands": [],
                      "shown_only": [],
                      "conditions": [],
                      "placeholders": [],
                      "steps": []
                    }
                  ]
                }
              ]
            }
          ]
        },
        {
          "title": "Security release",
          "default": false,
          "phases": [
            {
              "title": "Security release",
              "steps": [
                {
                  "id": "security-release/tell-the-distributions",
                  "title": "Tell the distributions",
                  "line": 47,
                  "commands": [],
                  "shown_only": [],
                  "conditions": [],
                  "placeholders": [],
                  "steps": []
                }
              ]
            }
          ]
        }
      ],
      "set_aside": [
        {
          "line": 1,
          "what": "front matter"
        },
        {
          "line": 4,
          "what": "introduction"
        },
        {
          "line": 8,
          "what": "requirements"
        },
        {
          "line": 49,
          "what": "comment"
        }
      ]
    }
    [exit status: 0]
    "#);
}

#[test]
fn markdown_of_the_whole_file() {
    insta::assert_snapshot!(sandbox().shepherd(["checklist", "show", "--format", "markdown"]), @r#"
    ---
    title: internal
    ---

    <!-- set aside: introduction -->

    # Releasing

    We release on Tuesdays.

    <!-- set aside: requirements -->

    ## Prerequisites

    - Push rights

    <!-- procedure: Releasing, the default -->

    ## Release

    Set the version:

    <!-- step: release/update-changelog-md -->

    1. Update `CHANGELOG.md`. Make sure that it is complete.

       - look at each entry

    <!-- step: release/cherry-pick-the-fixes -->

    2. (patch only) Cherry-pick the fixes

       ```console
       $ git cherry-pick <commit>
       [5.x 1234567] Fix it
       ```

       Anything between belongs to the step before.

       ```toml
       [package]
       ```

    <!-- step: tag -->

    3. Tag it

       ```sh
       git tag -s "${VERSION}"
       git push origin "${VERSION}"
       ```

    ## Afterwards

    <!-- step: afterwards/announce-it -->

    - [ ] Announce it

    <!-- step: afterwards/packages -->

    - Packages:

      <!-- step: afterwards/packages/conda-forge -->

      - [x] conda-forge
      <!-- step: afterwards/packages/debian -->

      - [ ] Debian

    <!-- procedure: Security release -->

    ## Security release

    <!-- step: security-release/tell-the-distributions -->

    - [ ] Tell the distributions

    <!-- a note to ourselves -->
    [exit status: 0]
    "#);
}

#[test]
fn one_procedure_by_its_title() {
    let sandbox = sandbox();
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "show", "--procedure", "security RELEASE"]), @"
    Security release (1 step)

      1.  Tell the distributions
          line 47, security-release/tell-the-distributions

    Set aside
      line 1     front matter: ---
      line 4     introduction: Releasing
      line 8     requirements: Prerequisites
      line 49    comment: <!-- a note to ourselves -->
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "show", "--procedure", "Embargo"]), @"
    ------- stderr -------
    error: there is no procedure `Embargo`
    help: there is `Releasing`, `Security release`
    [exit status: 2]
    ");
}

#[test]
fn the_usual_places() {
    let step = "1. Tag it\n";
    for path in
        ["release.md", "docs/RELEASE-CHECKLIST.md", "doc/how_to_release.md", ".github/ISSUE_TEMPLATE/release.md"]
    {
        let report = Sandbox::new().write(path, step).shepherd(["checklist", "show", "--json"]).json();
        assert_eq!(report["file"], path);
    }
    let both = Sandbox::new().write("RELEASING.md", step).write("docs/releasing.md", step);
    assert_eq!(both.shepherd(["checklist", "show", "--json"]).json()["file"], "RELEASING.md");
    let below = Sandbox::new().write("RELEASING.md", step).write("src/main.c", "").directory("src");
    assert_eq!(below.shepherd(["checklist", "show", "--json"]).json()["file"], "RELEASING.md");
}

#[test]
fn two_that_could_be_meant_and_none() {
    let two = Sandbox::new().write("RELEASING.md", "").write("RELEASE.md", "");
    insta::assert_snapshot!(two.shepherd(["checklist", "show"]), @"
    ------- stderr -------
    error: `RELEASE.md` and `RELEASING.md` can be the release document
    help: name the one that is meant: `shepherd checklist show FILE`
    [exit status: 2]
    ");
    insta::assert_snapshot!(Sandbox::new().shepherd(["checklist", "show"]), @"
    ------- stderr -------
    error: no release document was found in `[REPO]`
    help: name it: `shepherd checklist show FILE`
    help: or write RELEASING.md, with each step as an item of a list: `1. Update the changelog`
    [exit status: 2]
    ");
}

#[test]
fn files_that_cannot_be_read() {
    let sandbox = Sandbox::new().write("latin.md", b"1. Tag it\n2. F\xe9te\n").write("docs/a.txt", "");
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "show", "latin.md"]), @"
    ------- stderr -------
    error: `[REPO]/latin.md` is not UTF-8 text: line 2 holds other bytes
    help: save the file as UTF-8
    [exit status: 3]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "show", "docs"]), @"
    ------- stderr -------
    error: `[REPO]/docs` is a folder, not a file
    help: give the path of a file
    [exit status: 3]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "show", "nowhere.md"]), @"
    ------- stderr -------
    error: `[REPO]/nowhere.md` does not exist
    help: check the name, and the folder it is looked for in
    [exit status: 3]
    ");
}

#[test]
fn a_file_without_steps() {
    let sandbox = Sandbox::new().write("RELEASING.md", "").write("policy.md", "# Policy\n\nReleases are rare.\n");
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "show", "--json"]), @r#"
    {
      "schema": 1,
      "file": "RELEASING.md",
      "procedures": [],
      "set_aside": []
    }
    ------- stderr -------
    warning: no checklist found in `RELEASING.md`
    [exit status: 0]
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "show", "policy.md"]), @"
    Set aside
      line 1     reading: Policy
    ------- stderr -------
    warning: no checklist found in `policy.md`
    [exit status: 0]
    ");
}

#[test]
fn no_repository_is_needed() {
    let sandbox = Sandbox::new().write("alone/RELEASING.md", "1. Tag it\n");
    std::fs::remove_dir_all(sandbox.path(".git")).expect("it is ours");
    assert!(sandbox.shepherd(["checklist", "show", "alone/RELEASING.md"]).stdout().contains("Tag it"));
    let inside = sandbox.directory("alone");
    assert!(inside.shepherd(["checklist", "show"]).stdout().contains("Tag it"));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark() {
    let changed = format!("\u{feff}{}", DOCUMENT.replace('\n', "\r\n"));
    let report =
        |text: &str| Sandbox::new().write("RELEASING.md", text).shepherd(["checklist", "show", "--json"]).json();
    assert_eq!(report(&changed), report(DOCUMENT));
}

#[test]
fn what_proves_a_step_is_said_in_words() {
    let document = "# Releasing\n\n1. Push the tag <!-- shepherd: id = \"push\", check = [\"on-line\", \"clean-tree\"], \
                    verify = \"tag-pushed\" -->\n2. Build it <!-- shepherd: verify = 'test -d dist' -->\n";
    let sandbox = Sandbox::new().write("RELEASING.md", document);
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "show"]), @"
    Releasing (2 steps)

      1.  Push the tag
          line 3, push
          checked first: the branch of the release is checked out (on-line); no file is changed and not committed (clean-tree)
          proven by: the tag is on the remote (tag-pushed)
      2.  Build it
          line 4, build-it
          proven by: test -d dist

    [exit status: 0]
    ");
}
