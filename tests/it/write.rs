//! `shepherd changelog --write` and `--check`: the file, its people, and its mistakes.

use crate::support::Sandbox;

/// A project with one release written by hand, and three merged pull requests since.
fn project() -> Sandbox {
    Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .commit_files("Begin", &[("CHANGELOG.md", "# Changelog\n\n## 1.0.0 - 2026-02-01\n\n- First release\n")])
        .tag("1.0.0")
        .pull_request(11, "octocat/parser", "FIX: parser stops at the end")
        .pull_request(12, "mona/docs", "DOC: how to begin")
        .pull_request(13, "hubot/speed", "ENH: twice as fast")
        .tag("1.1.0")
}

#[test]
fn a_section_is_inserted_in_the_shape_of_its_neighbour() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--write"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    CHANGELOG.md: added the section
    CHANGELOG.md: added #13, #11, #12
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @r#"
    # Changelog

    ## 1.1.0 - 2026-03-01

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...1.1.0))

    ### Enhancements made

    - ENH: twice as fast [#13](https://github.com/octo/hello/pull/13) ([@hubot](https://github.com/hubot))

    ### Bugs fixed

    - FIX: parser stops at the end [#11](https://github.com/octo/hello/pull/11) ([@octocat](https://github.com/octocat))

    ### Documentation improvements

    - DOC: how to begin [#12](https://github.com/octo/hello/pull/12) ([@mona](https://github.com/mona))

    ### Contributors to this release

    [@hubot](https://github.com/hubot) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Ahubot+updated%3A2026-03-01..2026-03-01&type=Issues)) | [@mona](https://github.com/mona) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amona+updated%3A2026-03-01..2026-03-01&type=Issues)) | [@octocat](https://github.com/octocat) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Aoctocat+updated%3A2026-03-01..2026-03-01&type=Issues))

    <!-- shepherd: base 1 {"compare": ["", "a0725a1b74c9"], "contributors": ["", "a7a927d05f81"], "heading": ["", "482145f48368"], "13": ["enhancement", "5043b700e601"], "11": ["bug", "072bdff99be7"], "12": ["documentation", "46d4736d8327"]} -->

    ## 1.0.0 - 2026-02-01

    - First release
    "#);
}

#[test]
fn a_second_run_changes_nothing() {
    let sandbox = project();
    drop(sandbox.shepherd(["changelog", "--write"]).success());
    let once = sandbox.read("CHANGELOG.md");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--write"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    CHANGELOG.md is up to date
    [exit status: 0]
    ");
    assert_eq!(sandbox.read("CHANGELOG.md"), once);
}

#[test]
fn edits_survive_and_new_changes_come_in() {
    let mut sandbox = project();
    drop(sandbox.shepherd(["changelog", "--write"]).success());
    let edited = sandbox
        .read("CHANGELOG.md")
        .replace("FIX: parser stops at the end", "The parser no longer reads past the end")
        .replace("### Documentation", "This release is about speed.\n\n### Documentation")
        .lines()
        .filter(|line| !line.starts_with("- DOC: how to begin"))
        .flat_map(|line| [line, "\n"])
        .collect::<String>();
    sandbox = sandbox.write("CHANGELOG.md", &edited).pull_request(14, "octocat/late", "FIX: a late one").tag("1.2.0");
    insta::assert_snapshot!(
        sandbox.shepherd(["changelog", "1.0.0..HEAD", "--version", "1.1.0", "--date", "2026-03-01", "--write"]),
        @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    CHANGELOG.md: added #14
    CHANGELOG.md: kept the words that people wrote for #11
    CHANGELOG.md: left out, as a person removed them: #12
    [exit status: 0]
    "
    );
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @r#"
    # Changelog

    ## 1.1.0 - 2026-03-01

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...1.1.0))

    ### Enhancements made

    - ENH: twice as fast [#13](https://github.com/octo/hello/pull/13) ([@hubot](https://github.com/hubot))

    ### Bugs fixed

    - FIX: a late one [#14](https://github.com/octo/hello/pull/14) ([@octocat](https://github.com/octocat))
    - The parser no longer reads past the end [#11](https://github.com/octo/hello/pull/11) ([@octocat](https://github.com/octocat))

    This release is about speed.

    ### Documentation improvements


    ### Contributors to this release

    [@hubot](https://github.com/hubot) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Ahubot+updated%3A2026-03-01..2026-03-01&type=Issues)) | [@mona](https://github.com/mona) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amona+updated%3A2026-03-01..2026-03-01&type=Issues)) | [@octocat](https://github.com/octocat) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Aoctocat+updated%3A2026-03-01..2026-03-01&type=Issues))

    <!-- shepherd: base 1 {"compare": ["", "a0725a1b74c9"], "contributors": ["", "a7a927d05f81"], "heading": ["", "482145f48368"], "13": ["enhancement", "5043b700e601"], "14": ["bug", "1627bed55b0b"], "11": ["bug", "072bdff99be7"], "12": ["documentation", "46d4736d8327"]} -->

    ## 1.0.0 - 2026-02-01

    - First release
    "#);
}

#[test]
fn what_left_the_range_is_reported_and_stays() {
    let sandbox = project();
    drop(sandbox.shepherd(["changelog", "--write"]).success());
    let before = sandbox.read("CHANGELOG.md");
    insta::assert_snapshot!(
        sandbox.shepherd(["changelog", "1.0.0..HEAD~1", "--version", "1.1.0", "--date", "2026-03-01", "--write"]),
        @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    CHANGELOG.md: refreshed the contributors
    error: CHANGELOG.md:9: #13 is not in the range any more
    help: nothing was removed; remove by hand what should not be there
    [exit status: 1]
    "
    );
    assert!(
        before.lines().filter(|line| line.contains("pull/")).all(|line| sandbox.read("CHANGELOG.md").contains(line))
    );
}

#[test]
fn a_section_that_people_wrote_is_theirs_until_they_adopt() {
    let text = "# Changelog\n\n## 1.1.0\n\nOur best one yet.\n\n- Twice as fast, thanks to hubot (#13)\n\n## 1.0.0\n\n- First\n";
    let sandbox = project().write("CHANGELOG.md", text);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--write"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    CHANGELOG.md was left as it is
    error: CHANGELOG.md: a section that people wrote lacks #11, #12
    help: `--adopt` adds them
    [exit status: 1]
    ");
    assert_eq!(sandbox.read("CHANGELOG.md"), text);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--write", "--adopt"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    CHANGELOG.md: added #11, #12
    CHANGELOG.md: kept the words that people wrote for #13
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @r#"
    # Changelog

    ## 1.1.0

    Our best one yet.

    - Twice as fast, thanks to hubot (#13)

    ### Bugs fixed

    - FIX: parser stops at the end [#11](https://github.com/octo/hello/pull/11) ([@octocat](https://github.com/octocat))

    ### Documentation improvements

    - DOC: how to begin [#12](https://github.com/octo/hello/pull/12) ([@mona](https://github.com/mona))

    <!-- shepherd: base 1 {"compare": ["", "a0725a1b74c9"], "contributors": ["", "a7a927d05f81"], "13": ["enhancement", "5043b700e601"], "11": ["bug", "072bdff99be7"], "12": ["documentation", "46d4736d8327"]} -->

    ## 1.0.0

    - First
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--check"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    CHANGELOG.md lists all of 1.1.0
    [exit status: 0]
    ");
}

#[test]
fn check_lists_what_is_missing_foreign_and_twice() {
    let text =
        "# Changelog\n\n## 1.1.0\n\n- Fast (#13)\n- Fast again (#13)\n- From elsewhere (#99)\n\n## 1.0.0\n\n- First\n";
    let sandbox = project().write("CHANGELOG.md", text);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--check"]), @"
    missing #11
    missing #12
    foreign #99 (line 7)
    twice   #13 (lines 5, 6)
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: CHANGELOG.md and the range differ for 1.1.0: 2 missing, 1 foreign, 1 twice
    help: `shepherd changelog --write` adds what is missing; `shepherd explain NUMBER` tells where a change belongs
    [exit status: 1]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--check", "--json"]), @r#"
    {
      "foreign": [
        {
          "key": "99",
          "line": 7
        }
      ],
      "missing": [
        "11",
        "12"
      ],
      "schema": 1,
      "section": 3,
      "twice": [
        {
          "key": "13",
          "lines": [
            5,
            6
          ]
        }
      ]
    }
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: CHANGELOG.md and the range differ for 1.1.0: 2 missing, 1 foreign, 1 twice
    help: `shepherd changelog --write` adds what is missing; `shepherd explain NUMBER` tells where a change belongs
    [exit status: 1]
    "#);
    assert_eq!(sandbox.read("CHANGELOG.md"), text);
}

#[test]
fn check_says_where_there_is_no_section_or_no_file() {
    insta::assert_snapshot!(project().shepherd(["changelog", "--check"]), @"
    missing #13
    missing #11
    missing #12
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: CHANGELOG.md has no section for 1.1.0
    help: `shepherd changelog --write` adds it
    [exit status: 1]
    ");
    insta::assert_snapshot!(project().shepherd(["changelog", "--check", "NEWS.md"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: `[REPO]/NEWS.md` does not exist
    help: check the name, and the folder it is looked for in
    [exit status: 3]
    ");
}

#[test]
fn line_ends_marks_and_missing_line_ends_stay() {
    let crlf = "\u{feff}# Changelog\r\n\r\n## 1.0.0 - 2026-02-01\r\n\r\n- First release";
    let sandbox = project().write("CHANGELOG.md", crlf);
    drop(sandbox.shepherd(["changelog", "--write"]).success());
    let text = sandbox.read("CHANGELOG.md");
    assert!(text.starts_with('\u{feff}') && text.ends_with("- First release"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
}

#[test]
fn a_new_file_is_made_where_there_is_none() {
    let sandbox = Sandbox::new().commit("Begin").tag("1.0.0").squash(2, "Fix a leak");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--write"]), @"
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    CHANGELOG.md: added the section
    CHANGELOG.md: added #2
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @r#"
    # Changelog

    ## Unreleased

    ### Other merged PRs

    - Fix a leak #2 (Mona Maintainer)

    ### Contributors to this release

    Mona Maintainer

    <!-- shepherd: base 1 {"contributors": ["", "b70308850510"], "heading": ["", "c00d56f788b8"], "2": ["other", "3e72b4c80a97"]} -->
    "#);
    assert!(sandbox.shepherd(["changelog", "--write", "docs/none/CHANGES.md"]).code() != Some(0));
}

#[test]
fn what_was_unreleased_becomes_the_version() {
    let sandbox = Sandbox::new().commit("Begin").tag("1.0.0").squash(2, "Fix a leak");
    drop(sandbox.shepherd(["changelog", "--write"]).success());
    let reworded = sandbox.read("CHANGELOG.md").replace("Fix a leak", "No more leaks");
    let sandbox = sandbox.write("CHANGELOG.md", &reworded);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--write", "--version", "1.1.0"]), @"
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    CHANGELOG.md: what was unreleased is now the section of this version
    CHANGELOG.md: kept the words that people wrote for #2
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @r#"
    # Changelog

    ## 1.1.0 - 2026-03-28

    ### Other merged PRs

    - No more leaks #2 (Mona Maintainer)

    ### Contributors to this release

    Mona Maintainer

    <!-- shepherd: base 1 {"contributors": ["", "b70308850510"], "heading": ["", "29d9d680d4bc"], "2": ["other", "3e72b4c80a97"]} -->
    "#);
}

#[test]
fn a_file_that_is_not_understood_is_left_alone() {
    let files = [
        ("two sections", "# Changelog\n\n## 1.1.0\n\n- a\n\n## 1.1.0\n\n- b\n"),
        ("conflict", "# Changelog\n\n<<<<<<< HEAD\n## 1.1.0\n=======\n## 1.0.1\n>>>>>>> other\n"),
        ("damaged base", "# Changelog\n\n## 1.1.0\n\n- a\n\n<!-- shepherd: base 1 {\"11\": -->\n"),
        ("newer base", "# Changelog\n\n## 1.1.0\n\n- a\n\n<!-- shepherd: base 2 {} -->\n"),
        ("open fence", "# Changelog\n\n```\n## 1.1.0\n\n- a\n"),
        ("reStructuredText", "Changelog\n=========\n\n.. contents::\n\n1.0.0\n-----\n\n* First :pr:`1`\n"),
    ];
    let mut seen = String::new();
    for (name, text) in files {
        let sandbox = project().write("CHANGELOG.md", text);
        let output = sandbox.shepherd(["changelog", "--write", "-q"]);
        assert_eq!(sandbox.read("CHANGELOG.md"), text, "{name}");
        seen += &["# ", name, "\n", &output.to_string(), "\n"].concat();
    }
    insta::assert_snapshot!(seen, @"
    # two sections
    ------- stderr -------
    error: CHANGELOG.md: 1.1.0 has two sections, in lines 3 and 7
    help: merge the two sections, or rename one of the headings
    [exit status: 3]

    # conflict
    ------- stderr -------
    error: CHANGELOG.md: line 3 is a merge conflict marker
    help: finish the merge, then run this again
    [exit status: 3]

    # damaged base
    ------- stderr -------
    error: CHANGELOG.md: the base comment in line 7 is damaged: EOF while parsing a value at line 1 column 6
    help: restore the comment from git, or delete it: the section then counts as written by people, and `--adopt` takes it over
    [exit status: 3]

    # newer base
    ------- stderr -------
    error: CHANGELOG.md: the base comment in line 7 has format 2; this release knows formats up to 1
    help: update this tool; the file was last written by a newer release of it
    [exit status: 5]

    # open fence
    ------- stderr -------
    error: CHANGELOG.md: the code fence in line 3 is not closed where it should be: it swallows line 4
    help: close the fence where the code ends
    [exit status: 3]

    # reStructuredText
    ------- stderr -------
    error: CHANGELOG.md: line 4 looks like reStructuredText, not like Markdown
    help: write the changelog to stdout and paste it, or name a Markdown file
    [exit status: 3]
    ");
}

#[test]
fn bytes_that_are_no_text_are_named_by_their_line() {
    let sandbox = project().write("CHANGELOG.md", b"# Changelog\n\n## 1.0.0\n\n- caf\xe9\n");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--write", "-q"]), @"
    ------- stderr -------
    error: `[REPO]/CHANGELOG.md` is not UTF-8 text: line 5 holds other bytes
    help: save the file as UTF-8
    [exit status: 3]
    ");
}

#[test]
fn json_is_not_written_into_a_changelog() {
    insta::assert_snapshot!(project().shepherd(["changelog", "--write", "--json", "-q"]), @"
    ------- stderr -------
    error: JSON cannot be written into a changelog
    help: leave out `--json`, or redirect the output to a file of its own
    [exit status: 2]
    ");
}

#[test]
fn a_range_behind_write_is_not_taken_for_a_file() {
    let sandbox = project();
    drop(sandbox.shepherd(["changelog", "--write", "1.0.0..1.1.0"]).success());
    assert!(sandbox.read("CHANGELOG.md").contains("## 1.1.0"));
    assert!(!sandbox.exists("1.0.0..1.1.0"));
}

#[test]
fn candidates_fold_into_their_final() {
    let sandbox = Sandbox::new()
        .commit_files("Begin", &[("CHANGELOG.md", "# Changelog\n\n## 1.0.0 - 2026-02-01\n\n- First release\n")])
        .tag("1.0.0")
        .squash(2, "Fix a leak")
        .tag("1.1.0rc1");
    drop(sandbox.shepherd(["changelog", "--write"]).success());
    let reworded = sandbox.read("CHANGELOG.md").replace("Fix a leak", "No more leaks");
    let sandbox = sandbox.write("CHANGELOG.md", &reworded).squash(3, "Fix another leak").tag("1.1.0");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--write"]), @"
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    CHANGELOG.md: added the section
    CHANGELOG.md: added #3
    CHANGELOG.md: kept the words that people wrote for #2
    CHANGELOG.md: folded in the section of 1.1.0rc1
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @r#"
    # Changelog

    ## 1.1.0 - 2026-03-01

    ### Other merged PRs

    - Fix another leak #3 (Mona Maintainer)
    - No more leaks #2 (Mona Maintainer)

    ### Contributors to this release

    Mona Maintainer

    <!-- shepherd: base 1 {"contributors": ["", "b70308850510"], "heading": ["", "482145f48368"], "3": ["other", "70cb2faec061"], "2": ["other", "3e72b4c80a97"]} -->

    ## 1.0.0 - 2026-02-01

    - First release
    "#);
}

#[test]
fn sections_that_share_a_heading_may_have_another_between_them() {
    let sandbox = project();
    let write = ["changelog", "--format", "keep-a-changelog", "-q", "--write"];
    drop(sandbox.shepherd(write).success());
    let once = sandbox.read("CHANGELOG.md");
    insta::assert_snapshot!(once, @r#"
    # Changelog

    ## 1.1.0 - 2026-03-01

    ### Changed

    - ENH: twice as fast ([#13](https://github.com/octo/hello/pull/13) by [@hubot](https://github.com/hubot))
    - DOC: how to begin ([#12](https://github.com/octo/hello/pull/12) by [@mona](https://github.com/mona))

    ### Fixed

    - FIX: parser stops at the end ([#11](https://github.com/octo/hello/pull/11) by [@octocat](https://github.com/octocat))

    [1.1.0]: https://github.com/octo/hello/compare/1.0.0...1.1.0

    <!-- shepherd: base 1 {"compare": ["", "f43923b331fd"], "heading": ["", "482145f48368"], "13": ["enhancement", "40e0b5dc79b1"], "12": ["documentation", "e80442259c39"], "11": ["bug", "3f84fd3c419e"]} -->

    ## 1.0.0 - 2026-02-01

    - First release
    "#);
    drop(sandbox.shepherd(["changelog", "--format", "keep-a-changelog", "-q", "--check"]).success());
    drop(sandbox.shepherd(write).success());
    assert_eq!(sandbox.read("CHANGELOG.md"), once);
}

#[test]
fn the_headings_of_a_new_file_are_consecutive() {
    let sandbox = Sandbox::new().commit("Begin").tag("1.0.0").squash(2, "Fix a leak").tag("1.1.0");
    drop(sandbox.shepherd(["changelog", "--format", "github", "--first-time-contributors", "-q", "--write"]).success());
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @r#"
    # Changelog

    ## 1.1.0 - 2026-03-01

    ### Other merged PRs

    * Fix a leak by Mona Maintainer in #2

    <!-- shepherd: base 1 {"heading": ["", "482145f48368"], "2": ["other", "cb1e3bc7047f"]} -->
    "#);
}

#[test]
fn markdown_goes_into_markdown_files_alone() {
    let sandbox = Sandbox::new()
        .commit_files("Begin", &[("CHANGES.rst", "Changes\n=======\n\n1.0.0\n-----\n\n* First\n")])
        .tag("1.0.0")
        .squash(2, "Fix a leak");
    let mut seen = String::new();
    for write in [&["--write"][..], &["--write", "CHANGES.rst"], &["--write", "NEWS.txt"], &["--write", "-"]] {
        let arguments: Vec<&str> = ["changelog", "-q"].into_iter().chain(write.iter().copied()).collect();
        seen += &["# ", &write.join(" "), "\n", &sandbox.shepherd(arguments).to_string(), "\n"].concat();
    }
    insta::assert_snapshot!(seen, @"
    # --write
    ------- stderr -------
    error: the project has CHANGES.rst, which is no Markdown file
    help: `--write FILE` names another file, e.g. `--write CHANGELOG.md`; without `--write` the text is printed
    [exit status: 3]

    # --write CHANGES.rst
    ------- stderr -------
    error: CHANGES.rst is reStructuredText; only Markdown is written
    help: name a Markdown file, or leave out `--write` and paste what is printed
    [exit status: 3]

    # --write NEWS.txt
    ------- stderr -------
    error: NEWS.txt is plain text; only Markdown is written
    help: name a Markdown file, or leave out `--write` and paste what is printed
    [exit status: 3]

    # --write -
    ------- stderr -------
    error: `-` is no changelog file
    help: leave out `--write` to print to stdout, or name a file
    [exit status: 2]
    ");
    assert!(sandbox.read("CHANGES.rst").ends_with("* First\n"));
    assert!(!sandbox.exists("CHANGELOG.md") && !sandbox.exists("NEWS.txt") && !sandbox.exists("-"));
    drop(sandbox.shepherd(["changelog", "-q", "--write", "CHANGELOG.md"]).success());
    drop(sandbox.shepherd(["changelog", "-q", "--write"]).success());
}
