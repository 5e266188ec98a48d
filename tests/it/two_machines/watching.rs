//! What one person does, the other sees: at once where they look all the time, and in all projects of the store.

use std::time::{Duration, Instant};

use super::terminal::Terminal;
use super::{Machine, Office};

const DOCUMENT: &str = r#"1. Write the notes. <!-- shepherd: id = "notes" -->
2. Have it looked at. <!-- shepherd: id = "look", sign-off = "mentor" -->
3. Tell everybody. <!-- shepherd: id = "tell" -->
"#;

/// What is seen later than this was not seen in time; a machine may be busy.
const IN_TIME: Duration = Duration::from_secs(10);

/// @ann begins with @mona as her mentor.
fn begun(ann: &Machine, answers: &str) -> String {
    ann.told(&ann.guide(&["1.1.0", "--branch", "main", "--mentor", "mona"], answers))
}

#[test]
fn the_mentor_watches_what_the_mentee_does() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    begun(&ann, "'step.notes' = 'pause'\n");
    let mut watch = Terminal::open(&mona, &["status", "1.1.0", "--watch"]);
    watch.hears("next: Write the notes");
    let mut times = Vec::new();
    for (answers, sign) in [
        ("'step.notes' = 'done'\n'step.look' = 'pause'\n", "next: Have it looked at"),
        ("'step.look' = 'done'\n", "waits for"),
    ] {
        // What it takes is counted from the moment at which the mentee's guide has ended: all of it is shared by then.
        drop(ann.guide(&[], answers));
        let done = Instant::now();
        watch.hears(sign);
        times.push(done.elapsed());
    }
    mona.agrees(&["1.1.0"]);
    drop(ann.guide(&[], "'step.look' = 'done'\n'step.tell' = 'done'\n").success());
    let rest = watch.ends(0);
    assert!(rest.contains("finished"), "{rest}");
    println!("the watch showed it after {times:.1?}");
    assert!(times.iter().all(|time| *time < IN_TIME), "{times:?}");
}

#[test]
fn a_guide_that_waits_goes_on_once_the_other_machine_approved() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    let answers = "'step.notes' = 'done'\n'step.look' = 'done'\n'sign-off.look' = 'wait'\n'step.tell' = 'done'\n";
    std::fs::write(ann.path("[SANDBOX]/answers.toml"), answers).expect("the sandbox is writable");
    let answers = ann.path("[SANDBOX]/answers.toml").display().to_string();
    let arguments = [
        "guide",
        "1.1.0",
        "--branch",
        "main",
        "--mentor",
        "mona",
        "--answers",
        &answers,
        "--answer",
        "check-in.mona=later",
    ];
    let mut guide = Terminal::open(&ann, &arguments);
    guide.hears("waiting for the sign-off of @mona; Ctrl-C leads back to the question");
    mona.agrees(&["1.1.0"]);
    let done = Instant::now();
    guide.hears("agreed by @mona");
    let time = done.elapsed();
    guide.hears("1.1.0 is through");
    guide.ends(0);
    println!("the guide went on after {time:.1?}");
    assert!(time < IN_TIME, "{time:?}");
}

#[test]
fn an_interrupt_of_the_wait_leads_back_to_the_question() {
    let office = Office::new(DOCUMENT);
    let (_mona, ann) = office.team();
    begun(&ann, "'step.notes' = 'done'\n'step.look' = 'done'\n");
    let mut guide = Terminal::open(&ann, &["guide", "--answer", "check-in.mona=later", "--answer", "step.look=done"]);
    guide.hears("waits for the sign-off of @mona. What now?");
    guide.answers("w").hears("Ctrl-C leads back");
    guide.interrupts().hears("What now?");
    guide.answers("q").ends(0);
}

#[test]
fn status_mine_tells_what_waits_in_all_projects_of_the_store() {
    let (hello, other) = (Office::new(DOCUMENT), Office::other(DOCUMENT));
    let records = hello.records();
    let (mona, ann, kim) = (hello.machine("mona"), hello.machine("ann"), other.machine("kim"));
    for machine in [&mona, &ann, &kim] {
        machine.does(&["store", "init", "--remote", &records, "--yes"]);
    }
    begun(&ann, "'step.notes' = 'done'\n'step.look' = 'done'\n");
    drop(
        kim.guide(&["2.0.0", "--branch", "main", "--mentor", "mona"], "'step.notes' = 'done'\n'step.look' = 'done'\n"),
    );
    insta::assert_snapshot!(mona.does(&["status", "--mine"]), @"
    1.1.0              open  1 of 3  @ann  next: Have it looked at
    local/other 2.0.0  open  1 of 3  @kim  next: Have it looked at
    [exit status: 0]
    ");
    insta::assert_snapshot!(mona.does(&["approve"]), @"
    local/hello 1.1.0: `look` Have it looked at, asked for by @ann at 2026-03-28 09:00 UTC ([DIGEST])
    local/other 2.0.0: `look` Have it looked at, asked for by @kim at 2026-03-28 09:00 UTC ([DIGEST])
    ------- stderr -------
    hint: look at it, then agree or not: `shepherd approve 1.1.0 look`
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.does(&["status", "--mine"]), @r#"
    1.1.0: a minor release of local/hello from main after 1.0.0
      state        open, 1 of 3 steps done or skipped
      held by      @ann
      mentored by  @mona
      target       no commit is chosen yet
      checklist    RELEASING.md: "Release"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `look` is next: Have it looked at
      `look` waits for the sign-off of @mona, asked for at 2026-03-28 09:00 UTC: `shepherd approve 1.1.0 look`
      @ann and @mona have no next check-in

    Steps
        done      1. Write the notes  (@ann 2026-03-28 09:00)
        todo      2. Have it looked at
        todo      3. Tell everybody
    [exit status: 0]
    "#);
    insta::assert_snapshot!(kim.does(&["status", "--mine"]), @r#"
    2.0.0: a major release of local/other from main after 1.0.0
      state        open, 1 of 3 steps done or skipped
      held by      @kim
      mentored by  @mona
      target       no commit is chosen yet
      checklist    RELEASING.md: "Release"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `look` is next: Have it looked at
      `look` waits for the sign-off of @mona, asked for at 2026-03-28 09:00 UTC: `shepherd approve 2.0.0 look`
      @kim and @mona have no next check-in

    Steps
        done      1. Write the notes  (@kim 2026-03-28 09:00)
        todo      2. Have it looked at
        todo      3. Tell everybody
    [exit status: 0]
    "#);
    // What waits for her then is in a project that she has no clone of.
    mona.agrees(&["1.1.0", "look"]);
    insta::assert_snapshot!(mona.does(&["status", "--mine"]), @r#"
    2.0.0: a major release of local/other from main after 1.0.0
      state        open, 1 of 3 steps done or skipped
      held by      @kim
      mentored by  @mona
      target       no commit is chosen yet
      checklist    RELEASING.md: "Release"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `look` is next: Have it looked at
      `look` waits for the sign-off of @mona, asked for at 2026-03-28 09:00 UTC: `shepherd approve 2.0.0 look --project local/other`
      @kim and @mona have no next check-in

    Steps
        done      1. Write the notes  (@kim 2026-03-28 09:00)
        todo      2. Have it looked at
        todo      3. Tell everybody
    [exit status: 0]
    "#);
    mona.agrees(&["2.0.0", "look", "--project", "local/other"]);
    insta::assert_snapshot!(mona.does(&["status", "--mine"]), @"
    ------- stderr -------
    No release is held by @mona or waits for them.
    [exit status: 0]
    ");
    drop(kim.guide(&[], "'step.look' = 'done'\n'step.tell' = 'done'\n").success());
}

#[test]
fn a_watch_says_once_that_the_remote_is_gone() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    begun(&ann, "'step.notes' = 'pause'\n");
    let mut watch = Terminal::open(&mona, &["status", "1.1.0", "--watch"]);
    watch.hears("next: Write the notes");
    office.is_reachable(false);
    watch.hears("what others did is not known");
    // Three looks later.
    std::thread::sleep(Duration::from_secs(7));
    office.is_reachable(true);
    drop(ann.guide(&[], "'step.notes' = 'done'\n'step.look' = 'pause'\n").success());
    let said = watch.hears("next: Have it looked at");
    assert!(!said.contains("what others did is not known"), "{said}");
}
