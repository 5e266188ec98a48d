//! What is wrong is told with its place, and nothing is lost.

use super::{KIM_KEY, MONA_KEY, pair, people, project, recorded, team, write_records};

#[test]
fn people_who_are_there_or_not() {
    let sandbox = team();
    insta::assert_snapshot!(people(&sandbox, &["add", "KIM", "--name", "Another"]), @"
    ------- stderr -------
    error: @kim is in the records already
    help: nothing was changed; `shepherd people set kim` changes them
    [exit status: 5]
    ");
    insta::assert_snapshot!(people(&sandbox, &["add", "kim lisa"]), @"
    ------- stderr -------
    error: `kim lisa` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["add", "mona--kim"]), @"
    ------- stderr -------
    error: `mona--kim` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "nobody", "--name", "N"]), @"
    ------- stderr -------
    error: @nobody is not in the records
    help: `shepherd people add nobody` adds them; `shepherd people list` shows who is there
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "kim"]), @"
    ------- stderr -------
    error: nothing was said that is to change of @kim
    help: name it with a flag such as `--alias ADDRESS`, or open the file: `shepherd people edit kim`
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "kim", "--remove-right", "maintainer"]), @"
    ------- stderr -------
    error: @kim has no right `maintainer` for octo/hello
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "kim", "--remove-key", MONA_KEY]), @"
    ------- stderr -------
    error: @kim has no key SHA256:7LI4+7lbCJnLHXMoQY8o2WCTXN56IHdEGFuOvfziXMA
    help: there is SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "kim", "--alias", "Kim <kim@example.org>"]), @"
    ------- stderr -------
    error: `Kim <kim@example.org>` is neither an e-mail address nor a login
    help: write it as `kim@example.org`, as the author of a commit has it
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "kim", "--right", "pypi owner"]), @"
    ------- stderr -------
    error: `pypi owner` cannot be the name of a right
    help: write it as one word, such as `maintainer` or `pypi-owner`
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["edit", "nobody"]), @"
    ------- stderr -------
    error: @nobody is not in the records
    help: `shepherd people add nobody` adds them; `shepherd people list` shows who is there
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["edit", "kim"]), @"
    ------- stderr -------
    error: an editor needs a terminal, and this is none
    help: `shepherd people set kim` changes the same with flags
    [exit status: 2]
    ");
}

#[test]
fn keys_that_are_none() {
    let sandbox = team()
        .write("id_ed25519", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n")
        .write("notes.txt", "the password is swordfish");
    let add = |key: &str| people(&sandbox, &["set", "kim", "--key", key]);
    insta::assert_snapshot!(add("id_ed25519"), @"
    ------- stderr -------
    error: `id_ed25519` holds no signing key: it is a private key, which nobody else may ever see
    help: give the public half, whose file ends in `.pub`; nothing of it was kept
    [exit status: 3]
    ");
    insta::assert_snapshot!(add("notes.txt"), @"
    ------- stderr -------
    error: `notes.txt` holds no signing key: it is neither an SSH public key nor an OpenPGP fingerprint
    help: give the line of a file such as `~/.ssh/id_ed25519.pub`, or the fingerprint of an OpenPGP key
    [exit status: 3]
    ");
    insta::assert_snapshot!(add("none.pub"), @"
    ------- stderr -------
    error: `--key none.pub` is neither a file that exists nor a signing key
    help: give the line of a file such as `~/.ssh/id_ed25519.pub`, or the fingerprint of an OpenPGP key
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&KIM_KEY[..60]), @"
    ------- stderr -------
    error: what `--key` was given is no signing key: it begins like an SSH public key, and its middle part is cut or mistyped
    help: give the line of a file such as `~/.ssh/id_ed25519.pub`, or the fingerprint of an OpenPGP key
    [exit status: 2]
    ");
    insta::assert_snapshot!(add("0x0123456789abcdef"), @"
    ------- stderr -------
    error: what `--key` was given is no signing key: it has 16 hexadecimal digits, and a fingerprint has 40 or 64
    help: give its fingerprint, as `gpg --list-keys --with-colons` shows it (`fpr`)
    [exit status: 2]
    ");
    insta::assert_snapshot!(add("-----BEGIN PGP PUBLIC KEY BLOCK-----\nmDME\n"), @"
    ------- stderr -------
    error: what `--key` was given is no signing key: it is an OpenPGP key in full
    help: give its fingerprint, as `gpg --list-keys --with-colons` shows it (`fpr`)
    [exit status: 2]
    ");
}

#[test]
fn two_people_with_one_key_or_one_address() {
    let sandbox = team();
    insta::assert_snapshot!(people(&sandbox, &["set", "mona", "--key", &KIM_KEY.replace("laptop", "desk")]), @"
    ------- stderr -------
    error: `SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI` is @kim's already (`people/kim.toml` line 5 in the store)
    help: where it is @mona's, take it from @kim first: `shepherd people set kim --remove-key SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI`
    [exit status: 3]
    ");
    insta::assert_snapshot!(people(&sandbox, &["add", "zoe", "--alias", "KIM@example.org"]), @"
    ------- stderr -------
    error: `KIM@example.org` is @kim's already (`people/kim.toml` line 4 in the store)
    help: where it is @zoe's, take it from @kim first: `shepherd people set kim --remove-alias KIM@example.org`
    [exit status: 3]
    ");
    // Whoever writes by hand, or two who wrote at once, can make it so; each of the two can take it back.
    let zoe = format!("format = 1\nlogin = \"zoe\"\nsigning-keys = [\"{KIM_KEY}\"]\n");
    write_records(&sandbox, &[("people/zoe.toml", &zoe)]);
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name             rights      keys
    @kim   Kim Newcomer                 1
    @mona  Mona Maintainer  maintainer  0
    @zoe                                1
    ------- stderr -------
    warning: only @mona is maintainer of octo/hello
    hint: @kim, @mona, @zoe are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    error: @kim and @zoe have one signing key, SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI (`people/kim.toml` line 5 and `people/zoe.toml` line 3 in the store)
    help: a signature says who signed only where a key has one owner: take it from one of them, for example `shepherd people set zoe --remove-key SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI`
    [exit status: 3]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "zoe", "--name", "Zoe"]), @"
    ------- stderr -------
    error: `SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI` is @kim's already (`people/kim.toml` line 5 in the store)
    help: where it is @zoe's, take it from @kim first: `shepherd people set kim --remove-key SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI`
    [exit status: 3]
    ");
    drop(people(&sandbox, &["set", "mona", "--name", "Mona"]).success());
    insta::assert_snapshot!(people(&sandbox, &["set", "zoe", "--remove-key", KIM_KEY]), @"
    ------- stderr -------
    @zoe is changed
    [exit status: 0]
    ");
    drop(people(&sandbox, &["list"]).success());
}

#[test]
fn damaged_files_are_told_with_their_line() {
    let sandbox = team();
    let files = [
        ("people/ann.toml", "format = 1\nlogin = \"ann\"\naliases = [\"ann@example.org\"\n\n[[right]]\n"),
        ("people/zoe.toml", "format = 1\nlogin = \"zoe\"\n\n[[right]]\nname = \"maintainer\"\nproject = 7\n"),
        ("pairings/mona--kim.toml", "format = 1\nmentor = \"mona\"\nmentee = \"kim\"\n\nstage = \"love\"\n"),
    ];
    write_records(&sandbox, &files);
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name             rights      keys
    @kim   Kim Newcomer                 1
    @mona  Mona Maintainer  maintainer  0
    ------- stderr -------
    warning: only @mona is maintainer of octo/hello
    hint: @kim, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    warning: `people/zoe.toml` in the store is damaged: line 6: `[[right]]` number 1: `project` is no text
    warning: `pairings/mona--kim.toml` in the store is damaged: line 5: `stage` is none of matchmaking, coaching, close-in-mentoring, succession
    error: `people/ann.toml` in the store is damaged: line 5: missing comma between array elements, expected `,`
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- people/ann.toml` shows how it came to be, and each state before
    help: `shepherd people edit ann` opens it, and checks what you write
    [exit status: 3]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "ann", "--name", "Ann"]), @"
    ------- stderr -------
    error: `people/ann.toml` in the store is damaged: line 5: missing comma between array elements, expected `,`
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- people/ann.toml` shows how it came to be, and each state before
    help: `shepherd people edit ann` opens it, and checks what you write
    [exit status: 3]
    ");
    // The files of others are no hindrance.
    drop(people(&sandbox, &["set", "kim", "--name", "Kim"]).success());
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--ask"]), @"
    ------- stderr -------
    error: `pairings/mona--kim.toml` in the store is damaged: line 5: `stage` is none of matchmaking, coaching, close-in-mentoring, succession
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- pairings/mona--kim.toml` shows how it came to be, and each state before
    help: `shepherd store edit pairings/mona--kim.toml` opens it, and checks what you write
    [exit status: 3]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--stage", "coaching"]), @"
    ------- stderr -------
    warning: `pairings/mona--kim.toml` in the store is damaged: line 5: `stage` is none of matchmaking, coaching, close-in-mentoring, succession
    error: @kim and @mona are not paired
    help: who wants to learn asks who is to help: `shepherd people pair mona --ask`
    [exit status: 2]
    ");
    for (path, text) in files {
        assert_eq!(recorded(&sandbox, path), text.trim_end());
    }
}

#[test]
fn a_newer_format_is_read_and_never_written() {
    let sandbox = team();
    let kim = "format = 2\nlogin = \"kim\"\nname = \"Kim of tomorrow\"\nsigning-keys = [{ key = \"new\" }]\n";
    let pairing = "format = 2\nmentor = \"mona\"\nmentee = \"kim\"\nstage = \"coaching\"\naccepted = 2026-03-01\n\
                   next-check-in = { when = 2026-04-02 }\n";
    write_records(&sandbox, &[("people/kim.toml", kim), ("pairings/mona--kim.toml", pairing)]);
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name             rights      keys
    @kim   Kim of tomorrow              0
    @mona  Mona Maintainer  maintainer  0

    @mona mentors @kim  coaching  next check-in 2026-04-02
    ------- stderr -------
    warning: only @mona is maintainer of octo/hello
    hint: @kim, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "kim", "--name", "Kim"]), @"
    ------- stderr -------
    error: `people/kim.toml` in the store has format 2, and this version knows formats up to 1
    help: nothing was written; install the version of shepherd that the others use
    [exit status: 5]
    ");
    insta::assert_snapshot!(people(&sandbox, &["edit", "kim"]), @"
    ------- stderr -------
    error: `people/kim.toml` in the store has format 2, and this version knows formats up to 1
    help: nothing was written; install the version of shepherd that the others use
    [exit status: 5]
    ");
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--end"]), @"
    ------- stderr -------
    error: `pairings/mona--kim.toml` in the store has format 2, and this version knows formats up to 1
    help: nothing was written; install the version of shepherd that the others use
    [exit status: 5]
    ");
    assert_eq!(recorded(&sandbox, "people/kim.toml"), kim.trim_end());
}

#[test]
fn without_an_identity_nothing_is_recorded() {
    let sandbox = project().without_env("GIT_AUTHOR_NAME").without_env("GIT_AUTHOR_EMAIL");
    let sandbox = sandbox.without_env("GIT_COMMITTER_NAME").without_env("GIT_COMMITTER_EMAIL");
    insta::assert_snapshot!(people(&sandbox, &["add", "kim"]), @"
    ------- stderr -------
    error: git does not know who you are, and what is recorded names you
    help: `git config --global user.name 'Your Name'` and `git config --global user.email you@example.org`
    [exit status: 4]
    ");
}

#[test]
fn two_files_of_one_login_become_one() {
    let sandbox = team();
    write_records(&sandbox, &[("people/Kim.toml", "format = 1\nlogin = \"Kim\"\nname = \"K\"\ntimezone = \"UTC\"\n")]);
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name             rights      keys
    @Kim   K                            0
    @kim   Kim Newcomer                 1
    @mona  Mona Maintainer  maintainer  0
    ------- stderr -------
    warning: only @mona is maintainer of octo/hello
    hint: @Kim, @kim, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    error: @kim has two files in `people/` of the store, whose names differ in case only
    help: `shepherd people set kim --one-file` makes one of them, with what both say; where they differ, the one that is named as you write the login holds
    [exit status: 3]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "kim", "--one-file"]), @r#"
    ------- stderr -------
    warning: `name` was `"K"` in the file that is gone; it is `"Kim Newcomer"`
    @kim has one file now
    [exit status: 0]
    "#);
    insta::assert_snapshot!(recorded(&sandbox, "people/kim.toml"), @r#"
    format = 1
    login = "kim"
    name = "Kim Newcomer"
    aliases = ["kim@example.org"]
    signing-keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop"]
    timezone = "UTC"
    "#);
    insta::assert_snapshot!(people(&sandbox, &["set", "kim", "--one-file", "--name", "Kim"]), @"
    ------- stderr -------
    @kim has no second file
    @kim is changed: Kim; kim@example.org; 1 key
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["add", "zoe", "--alias", "mona"]), @"
    ------- stderr -------
    error: `mona` is the login of @mona (`people/mona.toml` in the store)
    help: leave it out; where both are one person, `shepherd people set mona` changes them
    [exit status: 3]
    ");
}
