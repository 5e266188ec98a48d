//! What is not right is told, and nothing is lost.

use super::{ledger, project, recorded, write_records};
use crate::support::{Output, Sandbox};

fn record(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["record"], arguments].concat())
}

#[test]
fn arguments_that_are_none_are_told() {
    let sandbox = project();
    let kim = ["1.1.0", "--released-by", "kim"];
    let with = |more: &[&str]| record(&sandbox, &[kim.as_slice(), more].concat());
    insta::assert_snapshot!(record(&sandbox, &["1.1.0", "--released-by", "Kim Newcomer!"]), @"
    ------- stderr -------
    error: `Kim Newcomer!` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: 2]
    ");
    insta::assert_snapshot!(record(&sandbox, &["new", "--released-by", "kim"]), @"
    ------- stderr -------
    error: `new` is not a version
    help: write it as in a tag, e.g. `5.4.0`, `6.0.0rc1` or `2026.1`
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--kind", "huge"]), @"
    ------- stderr -------
    error: `huge` is no kind of release
    help: the kinds are major, minor, patch and pre-release; each may be for security as well
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--spent", "long"]), @"
    ------- stderr -------
    error: `--spent long` is no time that something took
    help: write it in minutes, or as `90m` or `1h30m`
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--date", "yesterday"]), @"
    ------- stderr -------
    error: invalid value 'yesterday' for '--date <DATE>': failed to parse four digit integer as year: invalid digit, expected 0-9 but got y

    For more information, try '--help'.
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--organisation", "Example"]), @"
    ------- stderr -------
    error: `--organisation Example` has no `=`
    help: write it as LOGIN=NAME, for example `--organisation mona=example`
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--organisation", "zoe=Example"]), @"
    ------- stderr -------
    error: @zoe did not take part in the release, so their organisation is not recorded
    help: `--shadowed-by` and the like say who took part
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--tag", "1.0.0"]), @"
    ------- stderr -------
    error: the tag `1.0.0` is of 1.0.0, not of 1.1.0
    help: name the version of the tag, or another tag
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--commit", "nowhere"]), @"
    ------- stderr -------
    error: there is no commit `nowhere` here
    help: name it in full where it is in another clone
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--commit", "HEAD"]), @"
    ------- stderr -------
    error: the tag `1.1.0` is on 7f211e4c21c45ade7096199a2e6d6b1ffc0bd165, not on 8568db8c0910951e1854569ae15642b0735e95bd
    help: a record says what its tag says: leave `--commit` out, or compare the tag with that of the remote: `git ls-remote --tags`; nothing was written
    [exit status: 5]
    ");
    for (arguments, part) in [
        (["list", "--kind", "huge"], "`huge` is no kind of release"),
        (["list", "--since", "2026-13-01"], "invalid value '2026-13-01' for '--since <DATE>'"),
        (["import", "--person", "kim"], "`--person kim` has no `=`"),
        (["import", "--person", "kim=a b"], "`a b` is not a login of GitHub"),
        (["import", "--mentored-by", "kim"], "`--mentored-by kim` has no `=`"),
        (["import", "--mentored-by", "7.0=kim"], "there is no release tag `7.0`"),
    ] {
        let output = ledger(&sandbox, &arguments).failure(2);
        assert!(output.stderr().contains(part), "{output}");
    }
    let backwards = ledger(&sandbox, &["list", "--since", "2026-03-02", "--until", "2026-03-01"]).failure(2);
    assert!(backwards.stderr().contains("2026-03-01 is before 2026-03-02"), "{backwards}");
    assert!(!sandbox.git_output(["for-each-ref"]).contains("shepherd"));
}

#[test]
fn without_a_terminal_an_import_wants_a_word() {
    let output = ledger(&project(), &["import", "--quiet"]).failure(2);
    assert!(output.stderr().ends_with("help: pass --yes or --dry-run\n"), "{output}");
}

#[test]
fn one_version_has_one_record() {
    let sandbox = project();
    drop(record(&sandbox, &["1.1.0", "--released-by", "kim"]).success());
    let sandbox = sandbox.tag("v1.1.0");
    insta::assert_snapshot!(record(&sandbox, &["1.1", "--released-by", "kim"]), @"
    ------- stderr -------
    error: 1.1 has several tags: `1.1.0`, `v1.1.0`
    help: say which one with `--tag TAG`
    [exit status: 2]
    ");
    insta::assert_snapshot!(record(&sandbox, &["1.1.0", "--tag", "v1.1.0", "--released-by", "kim"]), @"
    ------- stderr -------
    error: 1.1.0 is recorded already, with the tag `1.1.0`
    help: `--tag 1.1.0 --amend` corrects that record; nothing was written
    [exit status: 5]
    ");
}

#[test]
fn a_tag_that_moved_is_told_and_its_record_stays() {
    let sandbox = project();
    drop(ledger(&sandbox, &["import", "--yes"]).success());
    let before = recorded(&sandbox, "releases/octo/hello.toml");
    let sandbox = sandbox.git(["tag", "--force", "1.1.0", "HEAD"]);
    let output = ledger(&sandbox, &["import", "--yes", "--quiet"]).success();
    assert!(output.stderr().starts_with("warning: 1.1.0: the record says commit "), "{output}");
    assert_eq!(recorded(&sandbox, "releases/octo/hello.toml"), before);
}

#[test]
fn what_another_program_wrote_is_told_with_its_line() {
    let sandbox = project();
    drop(record(&sandbox, &["1.1.0", "--released-by", "kim"]).success());
    write_records(
        &sandbox,
        &[("releases/octo/hello.toml", "format = 1\n\n[[release]]\ntag = \"1.1.0\"\nversion = 1\n")],
    );
    insta::assert_snapshot!(ledger(&sandbox, &["list"]), @"
    ------- stderr -------
    error: `releases/octo/hello.toml` in the store is damaged: line 5: `[[release]]` number 1: `version` is no text
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- releases/octo/hello.toml` shows how it came to be, and each state before
    help: `shepherd store edit releases/octo/hello.toml` opens it, and checks what you write
    [exit status: 3]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes"]), @"
    ------- stderr -------
    error: `releases/octo/hello.toml` in the store is damaged: line 5: `[[release]]` number 1: `version` is no text
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- releases/octo/hello.toml` shows how it came to be, and each state before
    help: `shepherd store edit releases/octo/hello.toml` opens it, and checks what you write
    [exit status: 3]
    ");
    write_records(
        &sandbox,
        &[("releases/octo/hello.toml", "format = 9\n[[release]]\ntag = \"1.1.0\"\nversion = \"1.1.0\"\nmood = 1\n")],
    );
    assert_eq!(ledger(&sandbox, &["list", "--json"]).json()["releases"].as_array().map(Vec::len), Some(1));
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--quiet"]), @"
    date        tag       kind         released by      helped                     known by
    2026-03-01  1.1.0     minor        @kim                                        bump (low)
    2026-03-01  2.0.0rc1  pre-release  @ann             mentor @mona; shadow @kim  trailer
    2026-03-01  1.1.1     patch        nobody is known
    2026-03-01  1.0.0     major        Mona Lisa                                   tagger
    2026-03-01  0.1.0     minor        Mona Lisa                                   tagger
    ------- stderr -------
    warning: nobody is known to have cut 1.1.1
    error: `releases/octo/hello.toml` in the store has format 9, and this version knows formats up to 1
    help: nothing was written; install the version of shepherd that the others use
    [exit status: 5]
    ");
}

#[test]
fn no_tags_are_nothing_to_import() {
    let sandbox = Sandbox::new().commit("Start");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--offline"]), @"
    ------- stderr -------
    there are no release tags here, so there is nothing to import
    hint: `git fetch --tags` gets those that are not here; `--tag-pattern` says which are releases
    [exit status: 0]
    ");
    insta::assert_snapshot!(ledger(&Sandbox::new(), &["import", "--yes", "--offline"]), @"
    ------- stderr -------
    there are no release tags here, so there is nothing to import
    hint: `git fetch --tags` gets those that are not here; `--tag-pattern` says which are releases
    [exit status: 0]
    ");
}

#[test]
fn text_of_others_is_shown_without_control_characters() {
    let sandbox = Sandbox::new()
        .author("Eve \u{1b}[31mil\u{202e}", "eve@example.org")
        .commit("Start")
        .tag_by_author("1.0.0", "First");
    let output = ledger(&sandbox, &["import", "--yes", "--offline"]).success();
    assert!(!output.stdout().contains('\u{1b}') && !output.stderr().contains('\u{202e}'), "{output}");
}

#[test]
fn a_record_of_what_cannot_be_is_refused() {
    let sandbox = project();
    let with = |more: &[&str]| record(&sandbox, &[&["3.0.0", "--released-by", "kim"], more].concat());
    insta::assert_snapshot!(with(&["--date", "2026-03-30"]), @"
    ------- stderr -------
    error: 2026-03-30 is no day of a release: it is still to come
    help: write the day as in 2025-01-31
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--date", "1969-12-31"]), @"
    ------- stderr -------
    error: 1969-12-31 is no day of a release: it is before 1970
    help: write the day as in 2025-01-31
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--date", "2026-03-01", "--tag", "bad tag.."]), @"
    ------- stderr -------
    error: `bad tag..` is no name of a tag
    help: `git check-ref-format` says what a tag may be called
    [exit status: 2]
    ");
    insta::assert_snapshot!(with(&["--date", "2026-03-01", "--amend"]), @"
    ------- stderr -------
    error: 3.0.0 of octo/hello is not recorded
    help: without `--amend` it is recorded; `shepherd ledger list` shows what is
    [exit status: 2]
    ");
    insta::assert_snapshot!(record(&sandbox, &["1.1.0", "--released-by", "Min RK"]), @"
    ------- stderr -------
    error: `Min RK` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: 2]
    ");
    assert!(!sandbox.git_output(["for-each-ref"]).contains("shepherd"));
}

#[test]
fn a_pattern_that_cuts_versions_is_refused() {
    insta::assert_snapshot!(ledger(&project(), &["import", "--yes", "--tag-pattern", "^1"]), @"
    ------- stderr -------
    error: the tag pattern takes 1 for the version of `1.0.0`
    help: match the whole version, as the group `version`: `--tag-pattern '^v?(?<version>[0-9].*)$'`
    [exit status: 2]
    ");
    drop(ledger(&project(), &["import", "--yes", "--offline", "--tag-pattern", "^1.*"]).success());
    drop(ledger(&project(), &["import", "--yes", "--offline", "--tag-pattern", "^(?<version>1[.].*)$"]).success());
}
