//! `shepherd store edit`: a file of the store in an editor, at a terminal.
#![cfg(unix)]

use std::fmt::Write as _;

use rexpect::session::spawn_command;

use crate::support::Sandbox;

/// Who says nothing for so long hangs, in milliseconds.
const PATIENCE: u64 = 20_000;

fn project() -> Sandbox {
    Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git").shell_tools()
}

/// Opens a file with an editor, answers each question with the next of `answers`, and returns what was said and how it
/// ended.
fn edit(sandbox: Sandbox, editor: &str, arguments: &[&str], answers: &[&str]) -> (Sandbox, String) {
    let sandbox = sandbox.program("editor", editor).env("VISUAL", "editor");
    let command = sandbox.at_terminal([&["store", "edit"], arguments].concat());
    let mut session = spawn_command(command, Some(PATIENCE)).expect("the binary starts");
    let mut before = String::new();
    for answer in answers {
        before.push_str(&session.exp_string("Edit it again?").expect("it asks"));
        session.send(answer).expect("it takes an answer");
        session.flush().expect("it takes an answer");
        session.exp_string("Edit it again?").expect("it shows the answer");
        drop(session.read_line().expect("a line ends"));
        before.push_str("Edit it again?\n");
    }
    let text = before + &session.exp_eof().expect("it comes to its end");
    let status = format!("{:?}", session.process().wait().expect("it has ended"));
    let code = status.rsplit(", ").next().expect("it has a code").trim_end_matches(')').to_owned();
    // The cursor that the question hid is shown again.
    let text = sandbox.redact(&text.replace('\r', "").replace("\u{1b}[?25h", ""));
    (sandbox, format!("{text}[exit status: {code}]"))
}

fn recorded(sandbox: &Sandbox, path: &str) -> String {
    sandbox.git_output(["show", &format!("refs/shepherd/store:{path}")])
}

/// Writes files into the records, as somebody does who knows git.
fn write_records(sandbox: &Sandbox, files: &[(&str, &str)]) {
    let mut stream = "commit refs/shepherd/store\ncommitter Ann <ann@example.org> 1774688400 +0000\ndata 5\nhands\n\
                      from refs/shepherd/store^0\n"
        .to_owned();
    for (path, text) in files {
        writeln!(stream, "M 100644 inline {path}\ndata {}\n{text}", text.len()).expect("a text takes all");
    }
    let output = sandbox.try_git(&["fast-import", "--quiet"], Some(stream.as_bytes()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_the_team_agreed_on_begins_with_what_could_be_said() {
    let (sandbox, said) = edit(project(), "cat \"$1\" > seen", &[], &[]);
    insta::assert_snapshot!(said, @"
    `store.toml` is as before
    [exit status: 0]
    ");
    assert!(
        sandbox.try_git(&["rev-parse", "--verify", "--quiet", "refs/shepherd/store"], None).status.code() == Some(1)
    );
    let seen = sandbox.read("seen");
    let id = seen.lines().find(|line| line.starts_with("id = ")).expect("it has a name").to_owned();
    insta::assert_snapshot!(seen.replace(&id, "id = ID"), @r#"
    # Made by shepherd: this reference holds its records. It is never checked out.
    format = 1
    id = ID

    [policy]
    # What the team agreed on for its rotation. Take away the # in front of a key, and change what it says.

    # who cut one of the last so many releases of a project rests; 0: nobody does
    #rest = 1

    # the load is counted over so many days
    #window = 365

    # every so many slots a learner goes along; 0: never
    #growth = 3

    # who cut no release for so many days does not count as able to
    #capable = 548

    # a slot keeps its shepherd busy from so many days before it
    #preparation = 28

    # what each kind of release weighs in the load
    #weights = { major = 1, minor = 1, patch = 1, pre-release = 1 }

    # releases watched, led with a mentor, led alone, mentored, to be that
    #ladder = { shadow = 1, paired = 1, solo = 1, mentor = 1 }

    # how far to be, to take such a slot without a mentor
    #rungs = { major = "solo", minor = "solo", patch = "paired", pre-release = "paired", duty = "solo", security = "solo" }
    "#);
    let (sandbox, said) = edit(sandbox, "sed -i 's/^#rest = 1/rest = 2/' \"$1\"", &[], &[]);
    insta::assert_snapshot!(said, @"
    `store.toml` is changed
    [exit status: 0]
    ");
    assert!(recorded(&sandbox, "store.toml").contains("\nrest = 2\n"));
    // What is there already is opened as it is.
    let (sandbox, said) = edit(sandbox, "sed -i 's/^rest = 2/rset = 3/' \"$1\"", &["STORE.toml"], &[]);
    insta::assert_snapshot!(said, @"
    warning: `store.toml` in the store, line 9: `policy`: `rset` is not known: did you mean `rest`?
    `store.toml` is changed
    [exit status: 0]
    ");
    assert_eq!(
        sandbox.git_output(["log", "--format=%s", "refs/shepherd/store"]),
        "store.toml edited\nstore.toml edited"
    );
}

#[test]
fn each_mistake_is_told_and_may_be_mended_at_once() {
    let (sandbox, _) = edit(project(), "sed -i 's/^#rest = 1/rest = 2/' \"$1\"", &[], &[]);
    let wrong = "test -e again && { sed -i 's/^rest = .*/rest = 3/; s/^window = .*//; s/^capable = .*//' \"$1\"; exit; }\n\
                 touch again\nsed -i 's/^rest = 2/rest = -1/; s/^#window = .*/window = 4000000000/; s/^#capable = .*/capable = 0/' \"$1\"";
    let (sandbox, said) = edit(sandbox, wrong, &[], &["y"]);
    insta::assert_snapshot!(said, @"
    warning: what you wrote cannot be recorded:
      line 9: `policy`: `rest` is no number from 0 to 1000
      line 12: `policy`: `window` is no number from 1 to 3653
      line 18: `policy`: `capable` is no number from 1 to 3653
    Edit it again?
    `store.toml` is changed
    [exit status: 0]
    ");
    assert!(recorded(&sandbox, "store.toml").contains("\nrest = 3\n"));
    // Who gives up finds the text again.
    let (sandbox, said) = edit(sandbox, "printf '[[project]]\\nid = 1\\n' >> \"$1\"", &[], &["n"]);
    insta::assert_snapshot!(said, @"
    warning: what you wrote cannot be recorded: line 31: `project` is to be written as `[[project]]` with a `name`
    Edit it again?
    error: what you wrote is not recorded, as something is wrong with it
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/store.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    ");
    assert!(sandbox.read("[REPO]/.git/shepherd/edit/store.toml").ends_with("id = 1\n"));
    let (sandbox, said) = edit(
        sandbox,
        "sed -i '/^.*project/,$d; s/^id = .*/id = \"other\"/; s/^format.*/&\\nprivate = true/' \"$1\"",
        &["--once"],
        &[],
    );
    let store = recorded(&sandbox, "store.toml");
    let id =
        store.lines().find_map(|line| line.strip_prefix("id = ")).expect("it has a name").trim_matches('"').to_owned();
    insta::assert_snapshot!(said.replace(&id, "ID"), @"
    Going on with the text that was kept in `[REPO]/.git/shepherd/edit/store.toml`
    error: what you wrote cannot be recorded:
      line 3: `private` cannot be `true`: this is the store that everybody reads
      line 4: `id` is what this store is called, which stays `ID`
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/store.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    ");
    let head = sandbox.git_output(["rev-parse", "refs/shepherd/store"]);
    let (sandbox, said) = edit(sandbox, "sed -i 's/^format.*/format = 2/' \"$1\"", &["--once"], &[]);
    insta::assert_snapshot!(said, @"
    Going on with the text that was kept in `[REPO]/.git/shepherd/edit/store.toml`
    error: what you wrote cannot be recorded: `store.toml` in the store has format 2, and this version knows formats up to 1
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/store.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    ");
    assert_eq!(sandbox.git_output(["rev-parse", "refs/shepherd/store"]), head);
}

#[test]
fn what_is_damaged_is_mended() {
    let sandbox = project();
    drop(sandbox.shepherd(["people", "add", "kim"]).success());
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    drop(sandbox.shepherd(["circles", "add", "calls", "--kind", "peer-support", "--as", "mona"]).success());
    let marker = recorded(&sandbox, "store.toml");
    let id = marker.lines().find_map(|line| line.strip_prefix("id = ")).expect("it has a name");
    let id = id.trim_matches('"').to_owned();
    let files = [
        ("circles/calls.toml", "format = 1\nname = \"calls\"\nkind = \"party\"\nsince = 7\n"),
        ("pairings/mona--kim.toml", "format = 1\nmentor = \"mona\"\nmentee = \"kim\"\nstage = \"love\"\n"),
        ("slots/octo/hello/5.6.0.toml", "format = 1\nprojects = []\n"),
        ("releases/octo/hello.toml", "format = 1\n[[release]]\ntag = \"1\"\n[[release]]\nversion = \"2\"\n"),
        ("people/kim.toml", "format = 1\nlogin = \"kim\"\naliases = 1\n"),
        ("store.toml", "format = 1\nid = \n"),
    ];
    write_records(&sandbox, &files);
    insta::assert_snapshot!(sandbox.shepherd(["people", "list"]), @"
    ------- stderr -------
    error: `store.toml` in the store is damaged: line 2: string values must be quoted, expected literal string
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- store.toml` shows how it came to be, and each state before
    help: `shepherd store edit store.toml` opens it, and checks what you write
    [exit status: 3]
    ");
    let mut sandbox = sandbox.write("marker", format!("{marker}\n"));
    let mut told = String::new();
    let mut step = |sandbox: Sandbox, editor: &str, arguments: &[&str]| {
        let (sandbox, said) = edit(sandbox, editor, &[arguments, &["--once"]].concat(), &[]);
        writeln!(told, "$ {}\n{said}", [&["edit"], arguments].concat().join(" ")).expect("a text takes all");
        sandbox
    };
    sandbox = step(sandbox, "true", &["circles/calls.toml"]);
    sandbox = step(sandbox, "printf 'format = 1\\nid = \"other\"\\n' > \"$1\"", &[]);
    sandbox = step(sandbox, "cp marker \"$1\"", &[]);
    sandbox = step(sandbox, "printf '# more\\n' >> \"$1\"", &["circles/calls"]);
    sandbox = step(sandbox, "sed -i 's/party/triage/; /since/d' \"$1\"", &["circles/calls"]);
    sandbox = step(sandbox, "printf '# more\\n' >> \"$1\"", &["pairings/Mona--Kim.toml"]);
    sandbox = step(sandbox, "printf '# more\\n' >> \"$1\"", &["slots/octo/hello/5.6.0.toml"]);
    sandbox = step(sandbox, "printf '# more\\n' >> \"$1\"", &["releases/octo/hello.toml"]);
    sandbox = step(sandbox, "sed -i /aliases/d \"$1\"", &["people/kim.toml"]);
    insta::assert_snapshot!(told.replace(&id, "ID"), @"
    $ edit circles/calls.toml
    error: `store.toml` in the store is damaged: line 2: string values must be quoted, expected literal string
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- store.toml` shows how it came to be, and each state before
    help: `shepherd store edit store.toml` opens it, and checks what you write
    [exit status: 3]
    $ edit
    error: what you wrote cannot be recorded: line 2: `id` is what this store is called, which stays `ID`
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/store.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    $ edit
    Going on with the text that was kept in `[REPO]/.git/shepherd/edit/store.toml`
    `store.toml` is changed
    [exit status: 0]
    $ edit circles/calls
    error: what you wrote cannot be recorded:
      line 3: `kind` is none of peer-support, triage
      line 4: `since` is no date such as 2026-03-28
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/circles/calls.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    $ edit circles/calls
    Going on with the text that was kept in `[REPO]/.git/shepherd/edit/circles/calls.toml`
    `circles/calls.toml` is changed
    [exit status: 0]
    $ edit pairings/Mona--Kim.toml
    error: what you wrote cannot be recorded: line 4: `stage` is none of matchmaking, coaching, close-in-mentoring, succession
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/pairings/mona--kim.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    $ edit slots/octo/hello/5.6.0.toml
    error: what you wrote cannot be recorded:
      `kind` is missing
      `from` is missing
      `state` is missing
      `changed` is no moment such as 2026-03-28T15:00:00Z
      line 2: `projects` does not begin with octo/hello, under which the file lies
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/slots/octo/hello/5.6.0.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    $ edit releases/octo/hello.toml
    error: what you wrote cannot be recorded:
      line 2: `[[release]]` number 1: `version` is missing
      line 4: `[[release]]` number 2: `tag` is missing
    help: nothing was recorded; your text is kept in `[REPO]/.git/shepherd/edit/releases/octo/hello.toml`: the same command goes on with it, and it begins anew where you remove that file
    [exit status: 3]
    $ edit people/kim.toml
    `people/kim.toml` is changed
    [exit status: 0]
    ");
    assert_eq!(recorded(&sandbox, "circles/calls.toml"), "format = 1\nname = \"calls\"\nkind = \"triage\"\n# more");
}

#[test]
fn not_every_path_is_written_by_people() {
    let sandbox = project();
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    drop(sandbox.shepherd(["circles", "add", "calls", "--kind", "peer-support", "--as", "mona"]).success());
    let cases = [
        ("store.toml", "error: an editor needs a terminal, and this is none", 2),
        ("circles/cals.toml", "did you mean `circles/calls.toml`?", 2),
        ("people/kim.toml", "`people/kim.toml` is not in the store", 2),
        ("README.md", "`README.md` is no file of the store that people write", 2),
        ("../x.toml", "`../x.toml` is no file of the store that people write", 2),
    ];
    for (path, told, code) in cases {
        let said = sandbox.shepherd(["store", "edit", path]).to_string();
        assert!(said.contains(told) && said.contains(&format!("exit status: {code}")), "{said}");
    }
    write_records(&sandbox, &[("circles/calls.toml", "format = 2\nname = \"calls\"\n")]);
    let said = sandbox.shepherd(["store", "edit", "circles/calls.toml"]).to_string();
    assert!(said.contains("has format 2") && said.contains("exit status: 5"), "{said}");
}

#[test]
fn what_was_written_is_shared() {
    let sandbox = Sandbox::new().commit("Start").shell_tools();
    let office = sandbox.path("[SANDBOX]/hello.git").display().to_string();
    sandbox.git_output(["init", "--quiet", "--bare", &office]);
    sandbox.git_output(["remote", "add", "origin", &office]);
    drop(sandbox.shepherd(["store", "init", "--in-repo", "--yes"]).success());
    let (sandbox, said) = edit(sandbox, "sed -i 's/^#growth = 3/growth = 2/' \"$1\"", &[], &[]);
    assert!(said.contains("`store.toml` is changed") && said.contains("exit status: 0"), "{said}");
    let there = sandbox.git_output(["--git-dir", &office, "show", "release-shepherd:store.toml"]);
    assert!(there.contains("\ngrowth = 2\n"), "{there}");
    // Others wrote to it meanwhile: their word is not overwritten.
    let other = "git --git-dir [OFFICE] fast-import --quiet <<END\ncommit refs/heads/release-shepherd\ncommitter Ann \
                 <ann@example.org> 1774688400 +0000\ndata 5\nhands\nfrom refs/heads/release-shepherd^0\nM 100644 inline \
                 store.toml\ndata <<EOM\n$(git --git-dir [OFFICE] show release-shepherd:store.toml | sed s/growth.*/growth=9/)\nEOM\n\
                 END\nsed -i 's/^growth = 2/growth = 4/' \"$1\"";
    let (sandbox, said) = edit(sandbox, &other.replace("[OFFICE]", &office), &[], &[]);
    assert!(said.contains("`policy.growth` is `4` here and `9` there") && said.contains("exit status: 5"), "{said}");
    let there = sandbox.git_output(["--git-dir", &office, "show", "release-shepherd:store.toml"]);
    assert!(there.contains("\ngrowth=9\n"), "{there}");
}
