//! Many events at once, and a process that is killed while it shares them: nothing is lost, nothing comes twice, and all
//! have one order. `SHEPHERD_KILLS` sets how often, `SHEPHERD_KILL_SEED` the seed of the moments.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use release_shepherd::core::run::{Run, What, read};

use super::{LOG, Machine, Office};

const DOCUMENT: &str = "1. Write the notes. <!-- shepherd: id = \"notes\" -->\n\
    2. Tell everybody. <!-- shepherd: id = \"tell\" -->\n";

/// Returns answers by which a guide writes this many notes, each with a text of its own.
fn notes(who: &str, round: usize, count: usize) -> String {
    let texts: Vec<String> = (0..count).map(|number| format!("'{who} {round} {number}'")).collect();
    format!("'step.notes' = [{}'quit']\n'note.notes' = [{}]\n", "'note', ".repeat(count), texts.join(", "))
}

/// Lets @ann write notes that are not sent.
fn writes_alone(ann: &Machine, round: usize, count: usize) {
    let arguments = ["1.1.0", "--branch", "main", "--store", "none"];
    drop(ann.guide(&arguments, &notes("ann", round, count)).success());
}

/// Returns the texts of the notes of a clone, in their order; each is there once.
#[track_caller]
fn noted(machine: &Machine) -> Vec<String> {
    let events = read(&machine.stored(LOG).expect("the run has a log")).expect("the log can be read");
    assert!(Run::replay(&events).is_ok());
    let ids: BTreeSet<&String> = events.iter().map(|event| &event.id).collect();
    assert_eq!(ids.len(), events.len(), "an event is there twice");
    let texts = events.iter().filter_map(|event| match &event.what {
        What::Noted { text, .. } => Some(text.clone()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn two_guides_write_200_notes_each_at_once() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    drop(ann.guide(&["1.1.0", "--branch", "main"], "'step.notes' = 'pause'\n").success());
    std::fs::write(mona.path("[SANDBOX]/answers.toml"), notes("mona", 0, 200)).expect("the sandbox is writable");
    let started = Instant::now();
    let step = ["guide", "1.1.0", "--step", "notes", "--answers", "[SANDBOX]/answers.toml"];
    let mut other = mona.sandbox.shepherd_started(step);
    drop(ann.guide(&[], &notes("ann", 0, 200)).success());
    assert!(other.wait().is_ok_and(|status| status.success()));
    let time = started.elapsed();
    for machine in [&ann, &mona, &ann] {
        machine.does(&["store", "sync"]);
    }
    println!("400 notes by two guides, shared, in {time:.1?}; with the last look {:.1?}", started.elapsed());
    let texts = noted(&ann);
    assert_eq!((texts.len(), ann.stored(LOG)), (400, mona.stored(LOG)));
    assert_eq!(ann.newest(), office.git(&["rev-parse", "release-shepherd"]));
    // Each wrote in an order that is kept.
    for who in ["ann", "mona"] {
        let theirs: Vec<&String> = texts.iter().filter(|text| text.starts_with(who)).collect();
        assert_eq!(
            theirs,
            (0..200).map(|number| format!("{who} 0 {number}")).collect::<Vec<_>>().iter().collect::<Vec<_>>()
        );
    }
}

/// What is to be sent and what comes, so that a sync has all to do: @mona sent something, and @ann wrote notes.
struct Rounds {
    office: Office,
    mona: Machine,
    ann: Machine,
    round: usize,
    written: usize,
}

impl Rounds {
    fn new(count: usize) -> Self {
        let office = Office::new(DOCUMENT);
        let (mona, ann) = office.team();
        let mut rounds = Self { office, mona, ann, round: 0, written: 0 };
        rounds.next(count);
        rounds
    }

    fn next(&mut self, count: usize) {
        writes_alone(&self.ann, self.round, count);
        self.mona.does(&["people", "set", "mona", "--name", &format!("Mona {}", self.round)]);
        self.mona.does(&["store", "sync"]);
        self.round += 1;
        self.written += count;
    }

    /// Shares what is left, and looks whether all is there.
    fn look(&self, how: &str) {
        let told = self.ann.does(&["store", "sync"]);
        self.mona.does(&["store", "sync"]);
        let texts = noted(&self.ann);
        assert_eq!(texts.len(), self.written, "{how}\n{told}");
        assert_eq!(self.ann.stored(LOG), self.mona.stored(LOG), "{how}\n{told}");
        assert_eq!(self.ann.newest(), self.office.git(&["rev-parse", "release-shepherd"]), "{how}\n{told}");
        let name = format!("Mona {}", self.round - 1);
        assert!(self.ann.stored("people/mona.toml").is_some_and(|person| person.contains(&name)), "{how}\n{told}");
        self.ann.sandbox.git_output(["fsck", "--no-dangling", "--no-progress"]);
    }
}

/// Returns how often a process is killed.
fn kills() -> usize {
    std::env::var("SHEPHERD_KILLS").ok().and_then(|number| number.parse().ok()).map_or(6, |number: usize| number / 5)
}

#[test]
fn a_sync_that_is_killed_at_any_moment_loses_nothing() {
    let seed = std::env::var("SHEPHERD_KILL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_260_301_u64);
    let mut random = seed;
    let (mut rounds, mut told, mut killed) = (Rounds::new(200), String::new(), 0);
    let started = Instant::now();
    while killed < kills() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Later rounds have less to send, and take less time.
        let most = if rounds.round == 1 { 1_500 } else { 400 };
        let time = Duration::from_millis((random >> 33) % most);
        let output = rounds.ann.sandbox.shepherd_killed_after(time, ["store", "sync"]);
        write!(told, "seed {seed}, after {time:?}: {:?}; ", output.code()).expect("a text takes all");
        match output.code() {
            // One that is killed is tried again at once, so that a kill follows a kill.
            None => killed += 1,
            Some(0) => {
                rounds.look(&told);
                rounds.next(20);
            }
            Some(_) => panic!("{told}\n{output}"),
        }
    }
    rounds.look(&told);
    println!("{killed} kills while the store was shared in {:.1?}", started.elapsed());
}

#[cfg(debug_assertions)]
#[test]
fn a_sync_that_is_killed_at_its_crash_points_loses_nothing() {
    let mut rounds = Rounds::new(100);
    for point in [
        "what is new here is written behind what came, and the reference is as before",
        "the reference is locked",
        "all is ready to be pushed",
        "it is pushed, and this clone does not know",
    ] {
        // Where it is among all the points shows a trial with copies of both sides.
        let trial = rounds.office.sandbox.path("[SANDBOX]/trial.git").display().to_string();
        rounds.office.git(&["clone", "--quiet", "--mirror", &rounds.office.remote().display().to_string(), &trial]);
        let (output, points) =
            rounds.ann.sandbox.copied().shepherd_with_crash_points(["store", "sync", "--store", &trial]);
        assert_eq!(output.code(), Some(0), "{output}");
        std::fs::remove_dir_all(&trial).expect("it is ours");
        let place = points.iter().position(|name| name == point);
        let place = place.unwrap_or_else(|| panic!("no sync comes by {point:?}: {points:?}"));
        let output = rounds.ann.sandbox.shepherd_killed_at(place + 1, ["store", "sync"]);
        assert_eq!(output.code(), None, "{point}\n{output}");
        rounds.look(point);
        rounds.next(20);
    }
}
