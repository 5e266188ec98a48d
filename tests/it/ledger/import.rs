//! Releases that were cut before.

use super::{changes, ledger, project, recorded, write_records};
use crate::support::Sandbox;

#[test]
fn a_preview_says_who_and_how_it_is_known() {
    let sandbox = project();
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--dry-run"]), @"
    date        tag       kind         released by      helped                     known by
    2026-03-01  2.0.0rc1  pre-release  @ann             mentor @mona; shadow @kim  trailer
    2026-03-01  1.1.1     patch        nobody is known
    2026-03-01  1.1.0     minor        @kim                                        bump (low)
    2026-03-01  1.0.0     major        Mona Lisa                                   tagger
    2026-03-01  0.1.0     minor        Mona Lisa                                   tagger
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); so of 2 releases it is not known who merged the pull request, started the workflow or published it on GitHub
    known by: trailer 1, tagger 2, bump 1, nothing 1
    @ann
    @kim: Kim Newcomer <7+kim@users.noreply.github.com> (GitHub's own address of the login)
    @mona
    Ann Other (no login is known): Ann Other <ann@example.org>
    Mona Lisa (no login is known): Mona <mona@home.example.org> (.mailmap); Mona Lisa <mona@example.org> (the same name)
    bots, who are not counted: release-bot (2)
    warning: nobody is known to have cut 1.1.1
    hint: a table tells (`--table FILE`), or `shepherd record VERSION --released-by LOGIN --amend` afterwards
    hint: of 2 people no login is known; `shepherd people add LOGIN --alias ann@example.org` or `--person 'Ann Other=LOGIN'` says it
    mentors and sponsors are not known of 4 releases, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    5 releases of octo/hello would be recorded; nothing was written
    [exit status: 0]
    ");
    assert!(!sandbox.git_output(["for-each-ref"]).contains("shepherd"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole file is shown")]
fn an_import_is_one_change_and_comes_once() {
    let sandbox = project();
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--quiet"]), @"
    date        tag       kind         released by      helped                     known by
    2026-03-01  2.0.0rc1  pre-release  @ann             mentor @mona; shadow @kim  trailer
    2026-03-01  1.1.1     patch        nobody is known
    2026-03-01  1.1.0     minor        @kim                                        bump (low)
    2026-03-01  1.0.0     major        Mona Lisa                                   tagger
    2026-03-01  0.1.0     minor        Mona Lisa                                   tagger
    ------- stderr -------
    warning: nobody is known to have cut 1.1.1
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "releases/octo/hello.toml"), @r#"
    format = 1

    [[release]]
    tag = "0.1.0"
    version = "0.1.0"
    kind = "minor"
    security = false
    commit = "7a7cd759d044d5776ef630b8b18f04f6f70e8e83"
    date = 2026-03-01
    released-by = ["Mona Lisa"]
    mentored-by = []
    sponsored-by = []
    shadowed-by = []
    organisations = {}
    source = "tagger"

    [[release]]
    tag = "1.0.0"
    version = "1.0.0"
    kind = "major"
    security = false
    commit = "9f4ca254dbd75270c1f73d83e4f0f93dfa574f0a"
    date = 2026-03-01
    released-by = ["Mona Lisa"]
    mentored-by = []
    sponsored-by = []
    shadowed-by = []
    organisations = {}
    source = "tagger"

    [[release]]
    tag = "1.1.0"
    version = "1.1.0"
    kind = "minor"
    security = false
    commit = "7f211e4c21c45ade7096199a2e6d6b1ffc0bd165"
    date = 2026-03-01
    released-by = ["kim"]
    mentored-by = []
    sponsored-by = []
    shadowed-by = []
    organisations = {}
    source = "bump"

    [[release]]
    tag = "1.1.1"
    version = "1.1.1"
    kind = "patch"
    security = false
    commit = "2338075edc8aeacf437fe0e9cf90d8400179e97f"
    date = 2026-03-01
    released-by = []
    mentored-by = []
    sponsored-by = []
    shadowed-by = []
    organisations = {}

    [[release]]
    tag = "2.0.0rc1"
    version = "2.0.0rc1"
    kind = "pre-release"
    security = false
    commit = "8568db8c0910951e1854569ae15642b0735e95bd"
    date = 2026-03-01
    released-by = ["ann"]
    mentored-by = ["mona"]
    sponsored-by = []
    shadowed-by = ["kim"]
    organisations = {}
    source = "trailer"
    "#);
    assert_eq!(changes(&sandbox), 1);
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); so of 2 releases it is not known who merged the pull request, started the workflow or published it on GitHub
    nothing is new: 5 releases recorded so already
    [exit status: 0]
    ");
    assert_eq!(changes(&sandbox), 1);
    // What comes later is added.
    let sandbox = sandbox.author("Mona Lisa", "mona@example.org").commit("Fix").tag_by_author("2.0.0", "Final");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes"]), @"
    date        tag    kind   released by  known by
    2026-03-01  2.0.0  major  Mona Lisa    tagger
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); so of 2 releases it is not known who merged the pull request, started the workflow or published it on GitHub
    known by: tagger 1
    @ann
    @kim: Kim Newcomer <7+kim@users.noreply.github.com> (GitHub's own address of the login)
    @mona
    Ann Other (no login is known): Ann Other <ann@example.org>
    Mona Lisa (no login is known): Mona <mona@home.example.org> (.mailmap); Mona Lisa <mona@example.org> (the same name)
    bots, who are not counted: release-bot (2)
    hint: of 2 people no login is known; `shepherd people add LOGIN --alias ann@example.org` or `--person 'Ann Other=LOGIN'` says it
    mentors and sponsors are not known of 1 release, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    recorded: 1 release of octo/hello
    [exit status: 0]
    ");
    assert_eq!(changes(&sandbox), 2);
}

#[test]
fn json_is_what_a_program_reads() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Kim Newcomer", "7+kim@users.noreply.github.com")
        .commit("Start")
        .tag_by_author("v1.0.0", "First");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--dry-run", "--json", "--quiet"]), @r#"
    {
      "schema": 1,
      "releases": [
        {
          "project": "octo/hello",
          "version": "1.0.0",
          "kind": "major",
          "tag": "v1.0.0",
          "commit": "ed7556795c6438215d0e0546065b9d7befd8fc6b",
          "date": "2026-03-01",
          "released_by": [
            "kim"
          ],
          "mentored_by": [],
          "sponsored_by": [],
          "shadowed_by": [],
          "source": "tagger",
          "confidence": "high",
          "security": false,
          "organisations": {},
          "notes": "",
          "spent_minutes": null,
          "evidence": [
            {
              "confidence": "high",
              "place": "",
              "released_by": [
                "kim"
              ],
              "source": "tagger"
            }
          ]
        }
      ],
      "people": [
        {
          "has_login": true,
          "names": [
            {
              "name": "Kim Newcomer <7+kim@users.noreply.github.com>",
              "why": [
                "GitHub's own address of the login"
              ]
            }
          ],
          "who": "kim"
        }
      ],
      "bots": [],
      "differences": [],
      "twins": [],
      "same": 0
    }
    [exit status: 0]
    "#);
}

#[test]
fn people_get_their_login_when_it_is_known() {
    let sandbox = project();
    drop(ledger(&sandbox, &["import", "--yes"]).success());
    drop(sandbox.shepherd(["people", "add", "monalisa", "--alias", "mona@example.org"]).success());
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes"]), @"
    date        tag    kind   released by  known by
    2026-03-01  1.0.0  major  @monalisa    tagger
    2026-03-01  0.1.0  minor  @monalisa    tagger
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); so of 2 releases it is not known who merged the pull request, started the workflow or published it on GitHub
    known by: tagger 2
    @ann
    @kim: Kim Newcomer <7+kim@users.noreply.github.com> (GitHub's own address of the login)
    @mona
    @monalisa: Mona <mona@home.example.org> (an alias in the records, .mailmap); Mona Lisa <mona@example.org> (an alias in the records)
    Ann Other (no login is known): Ann Other <ann@example.org>
    bots, who are not counted: release-bot (2)
    0.1.0: Mona Lisa becomes @monalisa (tagger)
    1.0.0: Mona Lisa becomes @monalisa (tagger)
    hint: of 1 person no login is known; `shepherd people add LOGIN --alias ann@example.org` or `--person 'Ann Other=LOGIN'` says it
    mentors and sponsors are not known of 2 releases, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    recorded: more about 2 releases of octo/hello
    [exit status: 0]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--person", "monalisa"]), @"
    date        tag    kind   released by  known by
    2026-03-01  1.0.0  major  @monalisa    tagger
    2026-03-01  0.1.0  minor  @monalisa    tagger
    [exit status: 0]
    ");
    // By hand as well.
    let given = ["import", "--yes", "--quiet", "--json", "--person", "ann@example.org=Ann"];
    assert_eq!(ledger(&sandbox, &given).json()["releases"], serde_json::json!([]));
}

#[test]
fn organisations_are_those_of_the_day() {
    let sandbox = project();
    drop(ledger(&sandbox, &["import", "--yes"]).success());
    let person = "format = 1\nlogin = \"monalisa\"\naliases = [\"mona@example.org\"]\n[[affiliation]]\n\
                  organisation = \"Example\"\nfrom = 2010-01-01\nuntil = 2026-06-30\n[[affiliation]]\n\
                  organisation = \"Later\"\nfrom = 2026-07-01\n";
    write_records(&sandbox, &[("people/monalisa.toml", person)]);
    drop(ledger(&sandbox, &["import", "--yes"]).success());
    let found = ledger(&sandbox, &["list", "--json", "--organisation", "example"]).json();
    let found = found["releases"].as_array().expect("a list");
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|release| release["organisations"]["monalisa"] == "Example"), "{found:#?}");
}

#[test]
fn mentors_are_said_and_never_inferred() {
    let sandbox = project();
    let roles = ["--mentored-by", "1.1.0=mona", "--sponsored-by", "v1.1.0=ann", "--shadowed-by", "1.1.0=zoe"];
    drop(ledger(&sandbox, &[&["import", "--yes"], roles.as_slice()].concat()).success());
    let found = ledger(&sandbox, &["list", "--json"]).json();
    let release = found["releases"].as_array().expect("a list").iter().find(|release| release["tag"] == "1.1.0");
    let release = release.expect("it is recorded");
    for (role, who) in [("mentored_by", "mona"), ("sponsored_by", "ann"), ("shadowed_by", "zoe")] {
        assert_eq!(release[role], serde_json::json!([who]));
    }
    // What is known only now is added; what is said otherwise is told.
    drop(ledger(&sandbox, &["import", "--yes", "--mentored-by", "1.0.0=zoe"]).success());
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--mentored-by", "1.0.0=ann"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); so of 2 releases it is not known who merged the pull request, started the workflow or published it on GitHub
    warning: 1.0.0: the record says mentored-by zoe, and ann was found; the record stays; `shepherd record` with `--amend` corrects it
    nothing is new: 4 releases recorded so already, and 1 otherwise
    [exit status: 0]
    ");
}

#[test]
fn what_is_trusted_less_replaces_nothing() {
    let sandbox = project();
    drop(sandbox.shepherd(["record", "1.0.0", "--released-by", "zoe"]).success());
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--quiet"]), @"
    date        tag       kind         released by      helped                     known by
    2026-03-01  2.0.0rc1  pre-release  @ann             mentor @mona; shadow @kim  trailer
    2026-03-01  1.1.1     patch        nobody is known
    2026-03-01  1.1.0     minor        @kim                                        bump (low)
    2026-03-01  0.1.0     minor        Mona Lisa                                   tagger
    ------- stderr -------
    warning: nobody is known to have cut 1.1.1
    [exit status: 0]
    ");
    let found = ledger(&sandbox, &["list", "--json", "--tag", "1.0.0"]).json();
    assert_eq!(found["releases"][0]["released_by"], serde_json::json!(["zoe"]));
}

#[test]
fn whoever_merged_the_release_is_known_from_git_alone() {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
        .commit("Start")
        .pull_request(7, "octo/release-1.0.0", "Release 1.0.0")
        .tag("1.0.0")
        .author("Kim Newcomer", "7+kim@users.noreply.github.com")
        .commit("Bump version to 1.1.0")
        .commit("Fix the docs of it")
        .tag("1.1.0");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--dry-run", "--offline"]), @"
    date        tag    kind   released by      known by
    2026-03-01  1.1.0  minor  @kim             bump (low)
    2026-03-01  1.0.0  major  Mona Maintainer  merger (medium)
    ------- stderr -------
    from git alone: --offline; so of 1 release it is not known who merged the pull request, started the workflow or published it on GitHub
    known by: merger 1, bump 1
    @kim: Kim Newcomer <7+kim@users.noreply.github.com> (GitHub's own address of the login)
    Mona Maintainer (no login is known): Mona Maintainer <mona@example.org>
    bots, who are not counted: github-actions[bot] (1)
    hint: of 1 person no login is known; `shepherd people add LOGIN --alias mona@example.org` or `--person 'Mona Maintainer=LOGIN'` says it
    mentors and sponsors are not known of 2 releases, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    2 releases of octo/hello would be recorded; nothing was written
    [exit status: 0]
    ");
}

#[test]
fn changelogs_name_people() {
    let changelog = "# Changes\n\n## 2026-03-02, Version 1.1.1, @mona prepared by @kim\n\n- a fix by @zoe\n\n\
                     ## 1.0.0, released by Ann Other\n";
    let sandbox = project().commit_files("Changelog", &[("doc/changelogs/CHANGELOG_V1.md", changelog)]);
    let output = ledger(&sandbox, &["import", "--dry-run", "--json", "--verbose"]);
    let found = output.json();
    let of = |tag: &str| {
        let found = found["releases"].as_array().expect("a list").iter().find(|release| release["tag"] == tag);
        found.expect("it is there").clone()
    };
    assert_eq!(of("1.1.1")["released_by"], serde_json::json!(["mona"]));
    assert_eq!((&of("1.1.1")["source"], &of("1.1.1")["notes"]), (&"changelog".into(), &"prepared by @kim".into()));
    assert_eq!(of("1.0.0")["released_by"], serde_json::json!(["Ann Other"]));
    assert_eq!(of("1.0.0")["evidence"][0]["place"], "doc/changelogs/CHANGELOG_V1.md:7");
    assert!(output.stderr().contains("1.0.0: changelog says Ann Other, and tagger says Mona Lisa"), "{output}");
}

#[test]
fn a_bare_repository_has_its_mailmap_at_head() {
    let sandbox = project();
    let bare = sandbox.path("[SANDBOX]/bare.git").display().to_string();
    sandbox.git_output(["clone", "--quiet", "--bare", ".", &bare]);
    let output = ledger(&sandbox, &["import", "--dry-run", "--repo", &bare]).success();
    assert!(output.stderr().contains("Mona <mona@home.example.org> (.mailmap)"), "{output}");
}
