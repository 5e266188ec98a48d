//! What an import adds to records that are there, what is one release, and who is one person.

use super::{ledger, recorded, write_records};
use crate::support::Sandbox;

fn tags(released: &Sandbox) -> String {
    let text = recorded(released, "releases/octo/hello.toml");
    text.lines().filter_map(|line| line.strip_prefix("tag = ")).collect::<Vec<_>>().join(" ")
}

#[test]
fn two_tags_of_one_release_are_recorded_once() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit("One")
        .tag("1.1.0")
        .tag_by_author("v1.1.0", "By hand");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--offline"]), @"
    date        tag     kind   released by  known by
    2026-03-01  v1.1.0  minor  Mona Lisa    tagger
    ------- stderr -------
    known by: tagger 1
    Mona Lisa (no login is known): Mona Lisa <mona@example.org>
    1.1.0 is the version and the commit of v1.1.0, and is not recorded twice
    hint: of 1 person no login is known; `shepherd people add LOGIN --alias mona@example.org` or `--person 'Mona Lisa=LOGIN'` says it
    mentors and sponsors are not known of 1 release, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    recorded: 1 release of octo/hello
    [exit status: 0]
    ");
    assert_eq!(tags(&sandbox), "\"v1.1.0\"");
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"
    ------- stderr -------
    1 tag without trailers: of these the people cannot be compared
    the records of octo/hello agree with its tags: 1 record, 2 tags
    [exit status: 0]
    ");
    let again = ledger(&sandbox, &["import", "--yes", "--offline", "--mentored-by", "1.1.0=kim", "--json"]).json();
    assert_eq!(again["twins"], serde_json::json!([{"tag": "1.1.0", "recorded_as": "v1.1.0"}]));
    assert_eq!(tags(&sandbox), "\"v1.1.0\"");
    assert!(recorded(&sandbox, "releases/octo/hello.toml").contains("mentored-by = [\"kim\"]"));
}

#[test]
fn what_is_new_is_taken_in_beside_what_differs() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit("One")
        .tag_by_author("1.0.0", "First\n\nReleased-by: @mona");
    let record = "format = 1\n\n[[release]]\ntag = \"1.0.0\"\nversion = \"1.0.0\"\nkind = \"major\"\ncommit = \
                  \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\nreleased-by = [\"kim\"]\nsource = \"record\"\n";
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    write_records(&sandbox, &[("releases/octo/hello.toml", record)]);
    let import = ["import", "--yes", "--offline", "--mentored-by", "1.0.0=ann"];
    insta::assert_snapshot!(ledger(&sandbox, &import), @"
    date        tag    kind   released by  helped       known by
    2026-03-01  1.0.0  major  @kim         mentor @ann  record
    ------- stderr -------
    known by: record 1
    @ann
    @mona
    Mona Lisa (no login is known): Mona Lisa <mona@example.org>
    1.0.0: date: 2026-03-01; mentored-by: ann
    warning: 1.0.0: the record says commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, and c8eb14fc4ae110c02a7279052f13eb782e4a271a was found; the record stays; `shepherd record` with `--amend` corrects it
    1.0.0: the record says released-by kim (record), and mona (trailer) was found; the record stays
    hint: of 1 person no login is known; `shepherd people add LOGIN --alias mona@example.org` or `--person 'Mona Lisa=LOGIN'` says it
    recorded: more about 1 release of octo/hello
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "releases/octo/hello.toml"), @r#"
    format = 1

    [[release]]
    tag = "1.0.0"
    version = "1.0.0"
    kind = "major"
    commit = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    released-by = ["kim"]
    source = "record"
    date = 2026-03-01
    mentored-by = ["ann"]
    "#);
    insta::assert_snapshot!(ledger(&sandbox, &import), @"
    ------- stderr -------
    warning: 1.0.0: the record says commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, and c8eb14fc4ae110c02a7279052f13eb782e4a271a was found; the record stays; `shepherd record` with `--amend` corrects it
    1.0.0: the record says released-by kim (record), and mona (trailer) was found; the record stays
    nothing is new: 0 releases recorded so already, and 1 otherwise
    [exit status: 0]
    ");
}

#[test]
fn the_mailmap_holds_for_trailers_and_for_changelogs() {
    let map = "Ann Real <2+annreal@users.noreply.github.com> <ANN@Example.org>\n\
               Kim Real <3+kimreal@users.noreply.github.com> K. <kim@example.org>\n";
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit_files("Start", &[(".mailmap", map)])
        .tag_by_author("1.0.0", "First\n\nReleased-by: A <ann@example.org>\nMentored-by: k. <KIM@example.org>")
        .author("ann", "ann@example.org")
        .commit("Mend it (#3)\n\nCo-authored-by: k. <Kim@Example.org>");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--offline"]), @"
    date        tag    kind   released by  helped           known by
    2026-03-01  1.0.0  major  @annreal     mentor @kimreal  trailer
    ------- stderr -------
    known by: trailer 1
    @annreal: A <ann@example.org> (GitHub's own address of the login, .mailmap)
    @kimreal: k. <KIM@example.org> (GitHub's own address of the login, .mailmap)
    Mona Lisa (no login is known): Mona Lisa <mona@example.org>
    hint: of 1 person no login is known; `shepherd people add LOGIN --alias mona@example.org` or `--person 'Mona Lisa=LOGIN'` says it
    recorded: 1 release of octo/hello
    [exit status: 0]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"
    ------- stderr -------
    the records of octo/hello agree with its tags: 1 record, 1 tag
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--offline"]), @"
    ### Unreleased

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...72b35c7744d2c1b54c45113490dac43504725741))

    #### Other merged PRs

    - Mend it [#3](https://github.com/octo/hello/pull/3) ([@annreal](https://github.com/annreal), [@kimreal](https://github.com/kimreal))

    #### Contributors to this release

    [@annreal](https://github.com/annreal) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Aannreal+updated%3A%3E%3D2026-03-01&type=Issues)) | [@kimreal](https://github.com/kimreal) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Akimreal+updated%3A%3E%3D2026-03-01&type=Issues))
    ------- stderr -------
    from git alone: --offline
    [exit status: 0]
    ");
}

#[test]
fn a_kind_that_people_wrote_is_looked_at() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit("One")
        .tag("1.0.0")
        .commit("Two")
        .tag("1.0.1")
        .commit("Three")
        .tag("1.1.0rc1");
    let record = |arguments: &[&str]| drop(sandbox.shepherd([&["record"], arguments].concat()).success());
    record(&["1.0.0", "--released-by", "mona"]);
    record(&["1.0.1", "--released-by", "mona", "--kind", "minor"]);
    record(&["1.1.0rc1", "--released-by", "mona"]);
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"
    1.0.1  the record says minor, by the versions it is patch
    ------- stderr -------
    3 tags without trailers: of these the people cannot be compared
    1 kind that people say otherwise than the versions do, which may be meant so
    the records of octo/hello agree with its tags: 3 records, 3 tags
    [exit status: 0]
    ");
    record(&["1.1.0rc1", "--kind", "minor", "--amend"]);
    insta::assert_snapshot!(ledger(&sandbox, &["verify"]), @"
    1.1.0rc1  the record says minor, and 1.1.0rc1 is a pre-release
    1.0.1     the record says minor, by the versions it is patch
    ------- stderr -------
    3 tags without trailers: of these the people cannot be compared
    1 kind that people say otherwise than the versions do, which may be meant so
    error: 1 finding in the records of octo/hello
    help: `shepherd record VERSION … --amend` corrects a record
    [exit status: 1]
    ");
}

#[test]
fn a_name_that_could_be_a_login_is_told_once() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("pat", "pat@example.org")
        .commit("One")
        .tag_by_author("1.0.0", "By hand");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--offline"]), @"
    date        tag    kind   released by     known by
    2026-03-01  1.0.0  major  pat (no login)  tagger
    ------- stderr -------
    known by: tagger 1
    pat (no login is known): pat <pat@example.org>
    hint: of 1 person no login is known; `shepherd people add LOGIN --alias pat@example.org` or `--person 'pat=LOGIN'` says it
    mentors and sponsors are not known of 1 release, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    recorded: 1 release of octo/hello
    [exit status: 0]
    ");
}

#[test]
fn a_release_whose_old_tag_is_gone_is_recorded_once() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mona Lisa", "mona@example.org")
        .commit("One")
        .tag("6.0.0")
        .tag("v6.0.0");
    drop(ledger(&sandbox, &["import", "--yes", "--offline"]).success());
    assert_eq!(tags(&sandbox), "\"6.0.0\"");
    drop(sandbox.git_output(["tag", "-d", "6.0.0"]));
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--offline", "--person", "Nobody=kim"]), @"
    ------- stderr -------
    from git alone: --offline; so of 1 release it is not known who merged the pull request, started the workflow or published it on GitHub
    v6.0.0 is the version and the commit of 6.0.0, and is not recorded twice
    warning: `--person 'Nobody=…'` is of nobody who is named anywhere
    nothing is new: 1 release recorded so already
    [exit status: 0]
    ");
    assert_eq!(tags(&sandbox), "\"6.0.0\"");
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--tag", "v6.0.0"]), @"
    date        tag    kind   released by
    2026-03-01  6.0.0  major  nobody is known
    [exit status: 0]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["remove", "v6.0.0", "--yes"]), @"
    ------- stderr -------
    date        tag    kind   released by
    2026-03-01  6.0.0  major  nobody is known
    taken away: the record of 6.0.0
    hint: `shepherd ledger list --tag 6.0.0 --history` shows what it said
    [exit status: 0]
    ");
}
