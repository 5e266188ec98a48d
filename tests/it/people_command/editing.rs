//! A person's file in an editor, at a terminal.

use rexpect::session::spawn_command;

use super::{recorded, team, write_records};
use crate::support::Sandbox;

/// Who says nothing for so long hangs, in milliseconds.
const PATIENCE: u64 = 20_000;

/// Opens the file of @kim with an editor that appends a line, and returns what was said and how it ended.
fn edit(sandbox: Sandbox, line: &str) -> (Sandbox, String) {
    let sandbox = sandbox.program("editor", &format!("printf '%s\\n' '{line}' >> \"$2\"\nexit \"$1\""));
    ended(sandbox, "editor 0")
}

fn ended(sandbox: Sandbox, editor: &str) -> (Sandbox, String) {
    let sandbox = sandbox.env("VISUAL", editor);
    let command = sandbox.at_terminal(["people", "edit", "kim", "--once"]);
    let mut session = spawn_command(command, Some(PATIENCE)).expect("the binary starts");
    let text = session.exp_eof().expect("it comes to its end").replace('\r', "");
    let status = format!("{:?}", session.process().wait().expect("it has ended"));
    let code = status.rsplit(", ").next().expect("it has a code").trim_end_matches(')').to_owned();
    let text = sandbox.redact(&text);
    (sandbox, format!("{text}[exit status: {code}]"))
}

#[test]
fn what_is_written_is_checked_and_never_lost() {
    let (sandbox, said) = edit(team().shell_tools(), "timezone = \"Europe/Lisbon\"");
    insta::assert_snapshot!(said, @"
    @kim is changed
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "people/kim.toml"), @r#"
    format = 1
    login = "kim"
    name = "Kim Newcomer"
    aliases = ["kim@example.org"]
    signing-keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop"]
    timezone = "Europe/Lisbon"
    "#);
    let (sandbox, said) = edit(sandbox, "login = 7");
    insta::assert_snapshot!(said, @"
    error: what you wrote cannot be recorded: line 7: duplicate key
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/people/kim.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    ");
    // The text is there again, and mending it is enough.
    let (sandbox, said) = edit(sandbox, "# more");
    insta::assert_snapshot!(said, @"
    Going on with the text that was kept in `[REPO]/.git/shepherd/edit/people/kim.toml`
    error: what you wrote cannot be recorded: line 7: duplicate key
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/people/kim.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    ");
    let kept = sandbox.read("[REPO]/.git/shepherd/edit/people/kim.toml");
    assert!(kept.ends_with("login = 7\n# more\n"), "{kept}");
    let sandbox = sandbox.program("mend", "printf 'format = 1\\nlogin = \"kim\"\\naliases = 1\\n' > \"$1\"");
    let (sandbox, said) = ended(sandbox, "mend");
    insta::assert_snapshot!(said, @"
    Going on with the text that was kept in `[REPO]/.git/shepherd/edit/people/kim.toml`
    error: what you wrote cannot be recorded: line 3: `aliases` is no list of texts
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/people/kim.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    ");
    let sandbox = sandbox.program("mend", "printf 'format = 1\\nlogin = \"kim\"\\n# By hand.\\n' > \"$1\"");
    let (sandbox, said) = ended(sandbox, "mend");
    insta::assert_snapshot!(said, @"
    Going on with the text that was kept in `[REPO]/.git/shepherd/edit/people/kim.toml`
    @kim is changed
    [exit status: 0]
    ");
    assert_eq!(recorded(&sandbox, "people/kim.toml"), "format = 1\nlogin = \"kim\"\n# By hand.");
    assert!(!sandbox.exists("[REPO]/.git/shepherd/edit/people/kim.toml"));
}

#[test]
fn an_editor_that_fails_and_one_that_changes_nothing() {
    let sandbox = team().shell_tools();
    let (sandbox, said) = ended(sandbox, "true");
    insta::assert_snapshot!(said, @"
    @kim is as before
    [exit status: 0]
    ");
    let (sandbox, said) = ended(sandbox, "false");
    insta::assert_snapshot!(said, @"
    error: the editor `false` did not end well: exit code 1
    help: nothing was changed
    [exit status: 4]
    ");
    let sandbox = sandbox.program("editor", "printf '# half\\n' >> \"$2\"\nexit \"$1\"");
    let (sandbox, said) = ended(sandbox, "editor 3");
    insta::assert_snapshot!(said, @"
    error: the editor `editor 3` did not end well: exit code 3
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/people/kim.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 4]
    ");
    // Somebody else was faster.
    write_records(&sandbox, &[("people/kim.toml", "format = 1\nlogin = \"kim\"\n")]);
    let (sandbox, said) = ended(sandbox, "editor 0");
    insta::assert_snapshot!(said, @"
    error: somebody else changed @kim since your text was begun
    help: nothing was recorded; take from `[REPO]/.git/shepherd/edit/people/kim.toml` what you need, remove it, and begin anew
    [exit status: 5]
    ");
    let sandbox = sandbox.without_env("VISUAL");
    drop(std::fs::remove_file(sandbox.path("[REPO]/.git/shepherd/edit/people/kim.toml")));
    let (_, said) = ended(sandbox, "");
    insta::assert_snapshot!(said, @"
    error: it is not known which editor you use
    help: name it: `EDITOR=nano`, or for good with `git config --global core.editor nano`
    [exit status: 2]
    ");
}

#[test]
fn days_away_are_not_written_where_everybody_reads_them() {
    let days = "[[away]]\nfrom = 2026-04-01\nuntil = 2026-04-10\nreason = \"ill\"";
    let (sandbox, said) = edit(team().shell_tools(), days);
    insta::assert_snapshot!(said, @"
    error: what you wrote cannot be recorded: line 6: `away` stands where everybody reads it: `shepherd people away kim` writes it where nobody else does
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/people/kim.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    ");
    assert!(!recorded(&sandbox, "people/kim.toml").contains("away"));
    assert!(sandbox.read("[REPO]/.git/shepherd/edit/people/kim.toml").contains("ill"));
}

#[test]
fn a_key_that_looks_misspelt_is_told() {
    let (_, said) = edit(team().shell_tools(), "timezon = \"Europe/Lisbon\"");
    insta::assert_snapshot!(said, @"
    warning: `people/kim.toml` in the store, line 6: `timezon` is not known: did you mean `timezone`?
    @kim is changed
    [exit status: 0]
    ");
}
