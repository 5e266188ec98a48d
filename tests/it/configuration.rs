//! Where the configuration is found, what it changes, and what a mistake in it gets.

use crate::support::Sandbox;

const PLAIN: [&str; 5] = ["changelog", "-q", "--format", "plain", "--no-contributors"];

fn project() -> Sandbox {
    Sandbox::new()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit("Start")
        .tag("1.0.0")
        .squash(1, "FIX: the first")
        .squash(2, "docs(hub): the second")
        .squash(3, "feat!: the third")
        .squash(4, "[MAINT] the fourth")
        .squash(5, "The fifth")
}

#[test]
fn sections_follow_prefixes_and_types() {
    insta::assert_snapshot!(project().shepherd(PLAIN), @"
    Unreleased

    API and Breaking Changes

    - feat!: the third (#3; ann)

    Bugs fixed

    - FIX: the first (#1; ann)

    Maintenance and upkeep improvements

    - [MAINT] the fourth (#4; ann)

    Documentation improvements

    - docs(hub): the second (#2; ann)

    Other merged PRs

    - The fifth (#5; ann)
    [exit status: 0]
    ");
}

#[test]
fn the_work_tree_comes_before_the_default_branch_and_the_git_directory() {
    let title = |name: &str| format!("[[changelog.section]]\nkey = 'other'\ntitle = 'From {name}'\n");
    let other = |sandbox: &Sandbox, arguments: &[&str]| {
        let arguments = [&["changelog", "-v", "--format", "plain"], arguments].concat();
        let output = sandbox.shepherd(arguments).success();
        let source = output.stderr().lines().next().unwrap_or_default().to_owned();
        let heading = output.stdout().lines().rfind(|line| line.starts_with("From ") || line.starts_with("Other "));
        format!("{source} -> {}", heading.unwrap_or_default())
    };
    let sandbox = project()
        .branch("1.x")
        .commit("On the old line")
        .checkout("main")
        .commit_files("Configure", &[(".shepherd.toml", &title("main"))])
        .write(".git/shepherd.toml", title("git"))
        .write("../elsewhere.toml", title("elsewhere"));
    let in_main = other(&sandbox, &[]);
    let named = other(&sandbox, &["--config", "../elsewhere.toml"]);
    let sandbox = sandbox.checkout("1.x");
    let on_old_line = other(&sandbox, &[]);
    let sandbox = sandbox.write(".shepherd.toml", title("1.x"));
    let uncommitted = other(&sandbox, &[]);
    insta::assert_snapshot!([in_main, named, on_old_line, uncommitted].join("\n"), @"
    configuration: .shepherd.toml -> From main
    configuration: ../elsewhere.toml -> From elsewhere
    configuration: main:.shepherd.toml -> From main
    configuration: .shepherd.toml -> From 1.x
    ");
    let sandbox = project().write(".git/shepherd.toml", title("git"));
    insta::assert_snapshot!(other(&sandbox, &[]), @"configuration: .git/shepherd.toml -> From git");
    insta::assert_snapshot!(project().shepherd(["changelog", "-q", "--config", "missing.toml"]), @"
    ------- stderr -------
    error: `[REPO]/missing.toml` does not exist
    help: check the name, and the folder it is looked for in
    [exit status: 3]
    ");
}

#[test]
fn a_mistyped_key_is_shown_with_what_was_meant() {
    let sandbox = project().write(".shepherd.toml", "[changelog]\nformat = 'plain'\nalready-relased = 'omit'\n");
    insta::assert_snapshot!(sandbox.shepherd(["changelog"]), @"
    ------- stderr -------
    error: unknown key `already-relased`
     --> .shepherd.toml:3:1
      |
    3 | already-relased = 'omit'
      | ^^^^^^^^^^^^^^^
    help: did you mean `already-released`?
    [exit status: 3]
    ");
    let sandbox = project().write(".shepherd.toml", "[changelog]\nformat = 'keepachangelog'\n");
    insta::assert_snapshot!(sandbox.shepherd(["changelog"]), @"
    ------- stderr -------
    error: `keepachangelog` is not one of the values
     --> .shepherd.toml:2:10
      |
    2 | format = 'keepachangelog'
      |          ^^^^^^^^^^^^^^^^
    help: did you mean `keep-a-changelog`?
    [exit status: 3]
    ");
    let sandbox = project().write(".shepherd.toml", "tag-pattern = 'v(\\d+'\n");
    insta::assert_snapshot!(sandbox.shepherd(["changelog"]), @r"
    ------- stderr -------
    error: the pattern does not compile: unclosed group
     --> .shepherd.toml:1:17
      |
    1 | tag-pattern = 'v(\d+'
      |                 ^
    [exit status: 2]
    ");
    let sandbox = project().write(".shepherd.toml", b"project = 'caf\xe9/x'\n");
    insta::assert_snapshot!(sandbox.shepherd(["changelog"]), @"
    ------- stderr -------
    error: `[REPO]/.shepherd.toml` is not UTF-8 text: line 1 holds other bytes
    help: save the file as UTF-8
    [exit status: 3]
    ");
}

#[test]
fn sections_by_touched_paths_and_of_ones_own() {
    let sandbox = project()
        .commit_files("Explain it (#6)", &[("docs/a.md", "x\n")])
        .commit_files("Explain and mend (#7)", &[("docs/b.md", "x\n"), ("src/b.rs", "x\n")])
        .commit_files("Faster (#8)", &[("benches/a.rs", "x\n")])
        .write(
            ".shepherd.toml",
            "[[changelog.section]]\nkey = 'documentation'\npaths = ['docs/']\n\
             [[changelog.section]]\nkey = 'speed'\ntitle = 'Faster'\nbefore = 'bug'\npaths = ['benches/**']\n",
        );
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    API and Breaking Changes

    - feat!: the third (#3; ann)

    Faster

    - Faster (#8; ann)

    Bugs fixed

    - FIX: the first (#1; ann)

    Maintenance and upkeep improvements

    - [MAINT] the fourth (#4; ann)

    Documentation improvements

    - Explain it (#6; ann)
    - docs(hub): the second (#2; ann)

    Other merged PRs

    - Explain and mend (#7; ann)
    - The fifth (#5; ann)
    [exit status: 0]
    ");
}

#[test]
fn settings_of_the_file_yield_to_flags() {
    let sandbox = project().commit("Straight to main").write(
        ".shepherd.toml",
        "project = 'octo/hello'\n[changelog]\nformat = 'keep-a-changelog'\norder = 'merge'\n\
         direct-commits = 'omit'\ncontributors = false\n",
    );
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q"]), @r"
    ## [Unreleased]

    ### Changed

    - **Breaking:** feat!: the third ([#3](https://github.com/octo/hello/pull/3) by [@ann](https://github.com/ann))
    - \[MAINT\] the fourth ([#4](https://github.com/octo/hello/pull/4) by [@ann](https://github.com/ann))
    - docs(hub): the second ([#2](https://github.com/octo/hello/pull/2) by [@ann](https://github.com/ann))
    - The fifth ([#5](https://github.com/octo/hello/pull/5) by [@ann](https://github.com/ann))

    ### Fixed

    - FIX: the first ([#1](https://github.com/octo/hello/pull/1) by [@ann](https://github.com/ann))

    [Unreleased]: https://github.com/octo/hello/compare/1.0.0...2f57906390ad6b469486bd36d5758da06936cf04
    [exit status: 0]
    ");
    let flags = ["changelog", "-q", "--format", "github", "--direct-commits", "show", "--project", "other/name"];
    insta::assert_snapshot!(sandbox.shepherd(flags), @r"
    ## What's Changed

    ### API and Breaking Changes

    * feat!: the third by @ann in https://github.com/other/name/pull/3

    ### Bugs fixed

    * FIX: the first by @ann in https://github.com/other/name/pull/1

    ### Maintenance and upkeep improvements

    * \[MAINT\] the fourth by @ann in https://github.com/other/name/pull/4

    ### Documentation improvements

    * docs(hub): the second by @ann in https://github.com/other/name/pull/2

    ### Other merged PRs

    * Straight to main by @ann in https://github.com/other/name/commit/2f57906390ad6b469486bd36d5758da06936cf04
    * The fifth by @ann in https://github.com/other/name/pull/5

    **Full Changelog**: https://github.com/other/name/compare/1.0.0...2f57906390ad6b469486bd36d5758da06936cf04
    [exit status: 0]
    ");
}

#[test]
fn a_template_of_ones_own_is_checked_before_any_work() {
    let sandbox = project()
        .write(
            "mine.md.hbs",
            "# {{version}}{{#each sections}}{{#each changes}}\n* {{title}} ({{number}}){{/each}}{{/each}}\n",
        )
        .write("wrong.md.hbs", "# {{version}}\n\n{{#each sections}}\n{{titel}}\n{{/each}}\n")
        .write("broken.md.hbs", "{{#each sections}}\n");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--version", "1.1.0", "--template", "mine.md.hbs"]), @r"
    # 1.1.0
    * feat!: the third (3)
    * FIX: the first (1)
    * \[MAINT\] the fourth (4)
    * docs(hub): the second (2)
    * The fifth (5)
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--template", "wrong.md.hbs"]), @"
    ------- stderr -------
    error: unknown name `titel`
     --> wrong.md.hbs:4:3
      |
    4 | {{titel}}
      |   ^^^^^
    help: did you mean `title`?
    [exit status: 3]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--template", "broken.md.hbs"]), @r"
    ------- stderr -------
    error: `{{#each}}` is not closed
     --> broken.md.hbs:1:1
      |
    1 | {{#each sections}}
      | ^^^^^^^
    help: write `\{{` where two braces are meant as text
    [exit status: 3]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--template", "none.md.hbs"]), @"
    ------- stderr -------
    error: `[REPO]/none.md.hbs` does not exist
    help: check the name, and the folder it is looked for in
    [exit status: 3]
    ");
    let sandbox = sandbox.write(".shepherd.toml", "[changelog]\ntemplate = 'mine.md.hbs'\n").write("sub/x", "");
    let sandbox = sandbox.directory("sub");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--version", "1.1.0"]), @r"
    # 1.1.0
    * feat!: the third (3)
    * FIX: the first (1)
    * \[MAINT\] the fourth (4)
    * docs(hub): the second (2)
    * The fifth (5)
    [exit status: 0]
    ");
}

#[test]
fn flags_with_unknown_values_name_the_known_ones() {
    insta::assert_snapshot!(project().shepherd(["changelog", "--format", "html"]), @"
    ------- stderr -------
    error: invalid value 'html' for '--format <FORMAT>'
      [possible values: jupyter, keep-a-changelog, github, plain, json]

    For more information, try '--help'.
    [exit status: 2]
    ");
}

#[test]
fn no_path_leads_out_or_into_what_git_keeps() {
    let wrong = |text: &str| project().write(".shepherd.toml", text).shepherd(["changelog", "-q"]).to_string();
    let cases = [
        "[changelog]\ntemplate = \".git/config\"\n",
        "[changelog]\nfile = \"../../other/CHANGELOG.md\"\n",
        "[upgrade]\npage = \"/etc/page.md\"\n",
        "document = \"docs/../../x.md\"\n",
    ];
    for (text, line) in cases.iter().zip(["2:12", "2:8", "2:8", "1:12"]) {
        let said = wrong(text);
        assert!(said.contains("is no place below the top of the repository\n"), "{said}");
        assert!(said.contains(&format!("--> .shepherd.toml:{line}\n")) && said.contains("[exit status: 3]"), "{said}");
    }
    // A flag names what the person wants, but not that.
    let sandbox = project();
    let flag = |path: &str| sandbox.shepherd(["changelog", "-q", "--template", path]).to_string();
    let said = flag(".git/config");
    assert!(said.contains("lies in the git directory") && said.contains("[exit status: 5]"), "{said}");
    std::fs::write(sandbox.path("[SANDBOX]/own.hbs"), "own\n").expect("the sandbox is writable");
    assert!(flag("[SANDBOX]/own.hbs").starts_with("own\n"));
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_either() {
    let sandbox = project().write(".shepherd.toml", "[changelog]\ntemplate = \"t.hbs\"\n");
    std::os::unix::fs::symlink(".git/config", sandbox.path("[REPO]/t.hbs")).expect("the sandbox is writable");
    let output = sandbox.shepherd(["changelog", "-q"]).failure(5);
    assert!(output.stderr().contains("lies in the git directory"), "{output}");
}
