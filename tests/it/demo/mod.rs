//! The demo: that it is made, that all of it works, and that nothing else is touched.
#![cfg(unix)]

mod bad_input;
mod ended;
mod outside;
mod removed;
mod site;
mod tour;
mod width;

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::support::{Output, Sandbox};

/// A desk with nothing on it, beside everything else that a person has. Nobody is known to git, and `shepherd` is found.
fn desk() -> Sandbox {
    let identity = ["GIT_AUTHOR_DATE", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_NAME"];
    let identity = identity.into_iter().chain(["GIT_COMMITTER_DATE", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_NAME"]);
    let sandbox = identity.fold(Sandbox::in_memory().shell_tools(), Sandbox::without_env);
    for name in ["desk", "temporary"] {
        fs::create_dir(sandbox.path(&format!("[SANDBOX]/{name}"))).expect("the sandbox is writable");
    }
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_shepherd"), sandbox.path("[SANDBOX]/bin/shepherd"))
        .expect("the sandbox takes links");
    sandbox.env("TMPDIR", "[SANDBOX]/temporary").directory("[SANDBOX]/desk")
}

/// Returns every file and folder below a folder but what is below `without`, one a line, with its length.
pub(crate) fn listing(folder: &Path, without: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).expect("the folder is readable");
    let mut entries: Vec<_> = entries.map(|entry| entry.expect("the folder is readable")).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let about = fs::symlink_metadata(&path).expect("it is there");
        if without.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        found.push(format!("{} {}", path.display(), if about.is_file() { about.len() } else { 0 }));
        if about.is_dir() {
            found.extend(listing(&path, without));
        }
    }
    found
}

/// Returns what was said, without the names of commits and how long things took.
fn said(output: &Output) -> String {
    let replace = |text: &str, found: &str, name: &str| {
        regex::Regex::new(found).expect("it is one").replace_all(text, name).into_owned()
    };
    let text = output.without_chance();
    let text = replace(&text, r"\b[0-9a-f]{32,64}\b", "[DIGEST]");
    let text = replace(&text, r"\([0-9a-f]{12}\)", "([DIGEST])");
    let text = replace(&text, r"\b[0-9a-f]{12}\b", "[COMMIT]");
    let text = replace(&text, r"shepherd-demo-[0-9a-f]{8}", "shepherd-demo-[CHANCE]");
    replace(&text, r"after \d+\.\d s", "after [TIME]")
}

#[test]
fn it_says_where_it_is_and_what_to_try() {
    let desk = desk();
    assert_snapshot!(desk.shepherd(["demo"]), @"
    The demo is in shepherd-demo: a small project, its people, and two years of
    their releases. You are @kofi, whose turn it is to release 2.4.0; @nia mentors
    you, in a clone of her own.

    Try this:
      cd shepherd-demo/lantern
      shepherd next                      what would be released now, and who is up
      shepherd changelog                 what the release would say
      shepherd guide 2.4.0 --rehearse    practise it, in a throw-away copy
      shepherd rotation who --for 2.4.0  whose turn it is, and why
      shepherd people list               who is there, and how far each has come
      shepherd report                    how many people carry the releases
      shepherd report --site ../site     all of it as pages: open ../site/index.html
      shepherd demo --tour               be shown around, in another folder

    Nothing outside the folder was touched. To take it away, from where you are now:
      shepherd demo --remove
    [exit status: 0]
    ");
    let top: Vec<_> = fs::read_dir(desk.path("shepherd-demo")).expect("it is there").collect();
    assert_eq!(top.len(), 4);
    assert!(!desk.exists(".shepherd-demo.making") && !desk.exists("shepherd-demo/home"));
}

#[test]
fn all_that_is_suggested_works_when_it_is_pasted() {
    let desk = desk().env("GITHUB_TOKEN", "a-token-that-nobody-may-see");
    let told = desk.shepherd(["demo"]).success().stdout().to_owned();
    let commands = told.lines().filter_map(|line| line.strip_prefix("  "));
    let commands: Vec<&str> = commands.map(|line| line.split("  ").next().unwrap_or(line)).collect();
    let (Some("cd shepherd-demo/lantern"), Some("shepherd demo --remove")) =
        (commands.first().copied(), commands.last().copied())
    else {
        panic!("{commands:?}")
    };
    let answers = desk.path("[SANDBOX]/answers.toml");
    fs::write(&answers, include_str!("../../../templates/demo/rehearse.toml")).expect("the sandbox is writable");
    let desk = desk.directory("shepherd-demo/lantern");
    for command in &commands[1..commands.len() - 1] {
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        // Only the questions need somebody to answer them.
        let more: &[&str] =
            if words[0] == "guide" { &["--mentor", "nia", "--answers", "[SANDBOX]/answers.toml"] } else { &[] };
        let output = desk.shepherd([words.as_slice(), more].concat()).success();
        let text = output.to_string().replace("warning: cannot be taken back", "");
        assert!(!text.contains("warning:") && !text.contains("no token"), "{command}\n{text}");
    }
    let desk = desk.directory("../..");
    drop(desk.shepherd(["demo", "--remove"]).success());
    assert!(!desk.exists("shepherd-demo"));
}

#[test]
fn nothing_in_it_embarrasses() {
    let desk = desk();
    drop(desk.shepherd(["demo"]).success());
    for clone in ["lantern", "nia"] {
        let desk = desk.copied().directory(&format!("[SANDBOX]/desk/shepherd-demo/{clone}"));
        for command in [
            ["checklist", "lint"].as_slice(),
            &["doctor"],
            &["doctor", "--offline"],
            &["ledger", "verify"],
            &["rotation", "check"],
            &["rotation", "list"],
            &["circles", "list"],
            &["status"],
            &["approve"],
            &["store", "where"],
            &["people", "pair"],
            &["people", "candidates"],
            &["upgrade-notes"],
        ] {
            let output = desk.shepherd(command).success();
            assert!(!output.to_string().contains("warning:"), "{command:?}\n{output}");
        }
        assert_eq!(desk.git_output(["status", "--porcelain"]), "");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "all of what is printed, read as one")]
fn what_it_shows_is_worth_a_look() {
    let desk = desk();
    drop(desk.shepherd(["demo"]).success());
    let desk = desk.directory("shepherd-demo/lantern");
    assert_snapshot!(said(&desk.shepherd(["next"])), @"
    harbour/lantern 2.4.0 after 2.3.0 of 2026-02-16 on main
      minor, because #71 is a new feature; #81 deprecates something; #72 mends a security problem; nothing is breaking
      it may be more: the labels of 1 change are not known from git alone
      versions are pep440, as `2.0.0rc1` is spelt
      or 2.4.0rc1, to try it first

    in it: 8 changes since 2.3.0: 1 security, 1 new, 1 deprecation, 1 enhancement, 1 bug, 1 maintenance, 1 documentation, 1 other
      #83 FIX: the tide of a leap day (@lena)
      36a5c709 Mention the tide in the README (@nia)
      #81 DEPRECATE: `--plain`, for `--no-colour` (@ines)
      #80 MAINT: Python 3.10 is the oldest that is tested (@yuki)
      #72 SECURITY: names of lights hold no control characters (@yuki)
      and 3 more; `shepherd changelog` shows all of them

    who: @kofi has it: the slot 2.4.0 of 2026-04-06, with @nia as mentor

    not known: labels, reviewers and commenters, base branches, pull requests of commits that name none, open milestone items, checks
    [exit status: 0]
    ");
    assert_snapshot!(said(&desk.shepherd(["rotation", "who", "--for", "2.4.0"])), @"
    harbour/lantern 2.4.0 (minor) on 2026-04-06; it takes solo, or a mentor beside

       login  rung    load   last released  in all
    1  @kofi  shadow  0/270  never          0       volunteered; with @nia as mentor
    2  @yuki  solo    2/365  2026-01-02     2
    3  @raj   shadow  0/160  never          0       with @tomas as mentor

    not now:
    @ines   paired, and it takes solo, or a mentor beside
    @lena   away; paired, and it takes solo, or a mentor beside
    @mara   observer, and it takes solo, or a mentor beside
    @nia    rests: has the slot of 2026-05-18, which comes next
    @owen   not active on 2026-04-06; paired, and it takes solo, or a mentor beside
    @tomas  rests: had 1.3.2 on 2026-03-17, the last slot

    who could mentor:
       login   rung    load   last mentored  in all
    1  @yuki   solo    0/365  never          0
    2  @nia    mentor  1/365  2025-12-03     3
    3  @tomas  mentor  2/365  2026-02-16     2

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons
    [exit status: 0]
    ");
    assert_snapshot!(said(&desk.shepherd(["people", "list"])), @"
    login   name          rights      keys
    @ines   Inês Duarte               0
    @kofi   Kofi Mensah               0
    @lena   Lena Fischer  maintainer  0
    @mara   Mara Rossi                0
    @nia    Nia Okafor    maintainer  0
    @owen   Owen Price                0
    @raj    Raj Patel                 0
    @tomas  Tomáš Novák   maintainer  0
    @yuki   山田 幸       maintainer  0

    login   rung      next                  so far
    @ines   paired    lead 1 alone          led 1 with a mentor, watched 3
    @kofi   shadow    lead 1 with a mentor  watched 2
    @lena   paired    lead 1 alone          led 1 with a mentor, watched 2
    @mara   observer  watch 1               in no release yet
    @nia    mentor                          led 7 alone, mentored 3, sponsored 1
    @owen   paired    takes no part now     led 1 with a mentor
    @raj    shadow    lead 1 with a mentor  watched 1
    @tomas  mentor                          led 4 alone and 1 with a mentor, mentored 2, sponsored 2
    @yuki   solo      mentor 1              led 1 alone and 1 with a mentor, watched 2

    @nia mentors @kofi   coaching  next check-in 2026-04-01 15:00 +00:00, a call
    @tomas mentors @raj  coaching  next check-in 2026-04-06 15:00 +00:00, chat

    project          can release it       learning it
    harbour/lantern  @nia, @tomas, @yuki  @ines, @kofi, @lena, @raj
    [exit status: 0]
    ");
    assert_snapshot!(said(&desk.shepherd(["report"])), @"
    harbour/lantern, 2025-03-29 to 2026-03-28: 10 releases, with 1 pre-release

    metric                        value            counted from  window
    release absence factor        2 people         10 releases   2025-03-29 to 2026-03-28
    elephant factor               2 organisations  10 releases   2025-03-29 to 2026-03-28
    capable set                   6 people         13 releases   2024-09-27 to 2026-03-28
    new shepherds                 3 people         10 releases   2025-03-29 to 2026-03-28
    returning shepherds           2 people         10 releases   2025-03-29 to 2026-03-28
    inactive shepherds            0 people         17 releases   2024-04-02 to 2026-03-28
    from shadow to a higher rung  3 of 5           5 people      2024-04-02 to 2026-03-28
    from paired to a higher rung  2 of 5           5 people      2024-04-02 to 2026-03-28
    from solo to mentor           too few to tell  3 people      2024-04-02 to 2026-03-28
    cut time                      too few to tell  0 runs        2025-03-29 to 2026-03-28
    time spent                    too few to tell  0 releases    2025-03-29 to 2026-03-28

    organisation          releases  helped  pull requests  returned  triaged  new maintainers
    Harbour Trust         4         2       -              -         -        1
    North Pier Labs       4         2       -              -         -        1
    Saltmarsh University  2         0       -              -         -        0
    all                   10                -                        -        2
    ------- stderr -------
    from the records alone: .shepherd.toml says `github = false`
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
    assert_snapshot!(said(&desk.shepherd(["ledger", "list"])), @"
    date        tag       kind             released by  helped                                     known by
    2026-03-17  1.3.2     patch, security  @tomas                                                  trailer
    2026-02-16  2.3.0     minor            @ines        mentor @tomas; shadow @kofi, @raj          trailer
    2026-01-02  2.2.1     patch            @yuki                                                   trailer
    2025-12-03  2.2.0     minor            @lena        mentor @nia; sponsor @tomas; shadow @kofi  trailer
    2025-10-09  2.1.1     patch            @tomas       shadow @lena                               trailer
    2025-08-15  2.1.0     minor            @nia         shadow @lena                               trailer
    2025-06-20  2.0.1     patch            @yuki        mentor @tomas; sponsor @nia                trailer
    2025-05-30  1.3.1     patch            @tomas                                                  trailer
    2025-04-25  2.0.0     major            @nia         shadow @ines, @yuki                        trailer
    2025-04-10  2.0.0rc1  pre-release      @nia         shadow @ines                               trailer
    2025-03-03  1.3.0     minor            @owen        mentor @nia; sponsor @tomas; shadow @ines  trailer
    2025-01-07  1.2.1     patch            @tomas                                                  trailer
    2024-11-13  1.2.0     minor            @tomas       mentor @nia; shadow @yuki                  trailer
    2024-09-19  1.1.1     patch            @nia                                                    tagger
    2024-07-26  1.1.0     minor            @nia                                                    tagger
    2024-05-29  1.0.1     patch            @nia                                                    tagger
    2024-04-02  1.0.0     major            @nia                                                    tagger
    [exit status: 0]
    ");
}

#[test]
fn a_day_gives_the_same_commits() {
    let desk = desk();
    drop(desk.shepherd(["demo", "one"]).success());
    drop(desk.shepherd(["demo", "two"]).success());
    let later = desk.copied().now("2026-03-29T09:00:00Z").directory("[SANDBOX]/desk");
    drop(later.shepherd(["demo", "later"]).success());
    let refs = |sandbox: &Sandbox, name: &str| {
        let all = sandbox.git_output(["-C", &format!("{name}/remote.git"), "for-each-ref"]);
        // The identity of a store is chance, by which two of them are told apart.
        all.lines().filter(|line| !line.ends_with("release-shepherd")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(refs(&desk, "one"), refs(&desk, "two"));
    assert_eq!(refs(&desk, "one").len(), 19);
    assert_ne!(refs(&desk, "one"), refs(&later, "later"));
    assert_snapshot!(desk.git_output(["-C", "one/lantern", "log", "-1", "--format=%H %an <%ae> %cI %G?"]), @"131b993dcf785cca30096ab2f32233cdba8ee534 Lena Fischer <lena@users.noreply.github.com> 2026-03-25T11:48:00Z N");
}

#[test]
fn each_command_that_makes_it_is_told() {
    let desk = desk();
    let output = desk.shepherd(["demo", "--verbose"]).success();
    assert_snapshot!(output.stderr(), @"
    nia$ shepherd people add nia --name 'Nia Okafor' --alias nia@users.noreply.github.com --affiliation 'Harbour Trust 2024-03-27..' --timezone Europe/Lisbon --consent 2026-03-18 --active-from 2024-03-27 --show rung,load,check-in --right maintainer --since 2024-03-27
    nia$ shepherd people add tomas --name 'Tomáš Novák' --alias tomas@users.noreply.github.com --affiliation 'North Pier Labs 2024-04-05..' --timezone Europe/Prague --consent 2026-03-18 --active-from 2024-04-05 --show rung,load --right maintainer --since 2024-11-22 --sponsored-by nia
    nia$ shepherd people add owen --name 'Owen Price' --alias owen@users.noreply.github.com --affiliation 'Harbour Trust 2024-03-28..' --timezone Europe/London --consent 2026-03-18 --active-from 2024-03-28 --active-until 2025-08-29
    nia$ shepherd people add yuki --name '山田 幸' --alias yuki@users.noreply.github.com --affiliation 'Saltmarsh University 2024-05-17..' --timezone Asia/Tokyo --consent 2026-03-18 --active-from 2024-05-17 --show rung,load --right maintainer --since 2025-07-01 --sponsored-by tomas
    nia$ shepherd people add ines --name 'Inês Duarte' --alias ines@users.noreply.github.com --affiliation 'Harbour Trust 2024-09-13..' --timezone Europe/Lisbon --consent 2026-03-18 --active-from 2024-09-13
    nia$ shepherd people add lena --name 'Lena Fischer' --alias lena@users.noreply.github.com --affiliation 'North Pier Labs 2025-01-10..' --timezone Europe/Berlin --consent 2026-03-18 --active-from 2025-01-10 --show rung,load --right maintainer --since 2025-12-18 --sponsored-by nia
    nia$ shepherd people add kofi --name 'Kofi Mensah' --alias kofi@users.noreply.github.com --affiliation 'Beacon Cooperative 2025-07-11..' --timezone Africa/Accra --consent 2026-03-18 --active-from 2025-07-11 --show rung,check-in
    nia$ shepherd people add mara --name 'Mara Rossi' --alias mara@users.noreply.github.com --affiliation 'Beacon Cooperative 2025-09-09..' --timezone America/Montevideo --consent 2026-03-18 --active-from 2025-09-09
    nia$ shepherd people add raj --name 'Raj Patel' --alias raj@users.noreply.github.com --affiliation 'Saltmarsh University 2025-10-29..' --timezone Asia/Kolkata --consent 2026-03-18 --active-from 2025-10-29
    nia$ shepherd ledger import --yes
    nia$ shepherd record 1.3.2 --amend --security
    nia$ shepherd people pair nia --ask --as kofi
    nia$ shepherd people pair kofi --accept --as nia --check-in 2026-04-01T15:00+00:00 --how 'a call'
    nia$ shepherd people pair tomas --ask --as raj
    nia$ shepherd people pair raj --accept --as tomas --check-in 2026-04-06T15:00+00:00 --how chat
    nia$ shepherd rotation plan --for 2.4.0 --date 2026-04-06 --yes
    nia$ shepherd rotation plan --for minor --date 2026-05-18 --date 2026-06-29 --yes
    nia$ shepherd rotation volunteer 2.4.0 --as kofi --mentor nia
    nia$ shepherd rotation accept 2026-05-18 --as nia
    nia$ shepherd circles add shepherds --kind peer-support --timezone Europe/Lisbon --every 2w --first 2026-03-24T15:00 --how 'a call'
    nia$ shepherd circles join shepherds --as kofi
    nia$ shepherd store init --in-repo --yes
    kofi$ shepherd store sync
    kofi$ shepherd people away lena --from 2026-03-25 --until 2026-04-15
    ");
}

#[test]
fn who_has_no_shepherd_on_the_path_is_told_how() {
    let desk = desk();
    fs::remove_file(desk.path("[SANDBOX]/bin/shepherd")).expect("it is there");
    let told = desk.shepherd(["demo"]).success().stdout().to_owned();
    let folder = Path::new(env!("CARGO_BIN_EXE_shepherd")).parent().expect("it lies in a folder");
    assert!(
        told.contains(&format!("  export PATH={}:\"$PATH\"\n  cd shepherd-demo/lantern\n", folder.display())),
        "{told}"
    );
}
