//! Killed at each crash point and at any moment: nothing that was confirmed is lost, nothing runs twice, and the next
//! start says what happened. `SHEPHERD_KILLS` sets how often, `SHEPHERD_KILL_SEED` the seed of the moments.
#![cfg(all(unix, debug_assertions))]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use release_shepherd::core::run::{End, Event, Run, StepState, What, read};

use crate::support::{Output, Sandbox};

const VERSION: &str = "1.2.0";
const LOG: &str = "refs/shepherd/store:runs/local/remote/1.2.0.jsonl";

/// The steps, and the commands of each of their blocks. Each block leaves its proof behind when all of it ran.
const STEPS: [(&str, &[&str]); 8] = [
    ("folder", &["mkdir -p proof"]),
    ("version", &["echo ${VERSION} > version.txt\ngit add version.txt\ngit commit -q -m \"Release ${VERSION}\""]),
    ("push", &["git push -q origin main"]),
    ("slow", &["sleep 0.03"]),
    ("two", &["true", "sleep 0.01"]),
    ("tag", &["git tag -a ${TAG} -m \"Release ${VERSION}\""]),
    ("publish", &["git push -q origin ${TAG}"]),
    ("tell", &["echo it is out"]),
];

const ANSWERS: &str = r#"
"step.*" = "run"
"block.*" = "run"
"run.*" = "yes"
"verify.*" = "yes"
"already.*" = "yes"
"target" = "yes"
"confirm.tag" = "1.2.0"
"confirm.publish" = "1.2.0"
"#;

/// Returns the name of the file that proves that a block ran.
fn proof(step: &str, block: usize) -> String {
    format!("proof/{step}-{block}")
}

/// A project with a document, a remote beside it, and the answers.
fn project() -> Sandbox {
    let mut document = "# Releasing\n".to_owned();
    for (number, (step, blocks)) in (1..).zip(STEPS) {
        writeln!(document, "\n{number}. {step} <!-- shepherd: id = \"{step}\" -->").expect("a text takes all");
        for (block, commands) in (1..).zip(blocks) {
            let commands = format!("{commands}\necho ran >> {}", proof(step, block));
            writeln!(document, "\n   ```bash\n   {}\n   ```", commands.replace('\n', "\n   "))
                .expect("a text takes all");
        }
    }
    Sandbox::in_memory().releasing(&document).write("[SANDBOX]/answers.toml", ANSWERS)
}

/// A release that is killed, and gone on with.
struct Walk {
    sandbox: Sandbox,
    /// The log as it was last seen.
    log: String,
    /// What is answered at the next start.
    answers: Vec<String>,
    /// Whether the last start was killed after it had written something.
    is_to_be_explained: bool,
}

impl Walk {
    fn new(project: &Sandbox) -> Self {
        Self { sandbox: project.copied(), log: String::new(), answers: Vec::new(), is_to_be_explained: false }
    }

    /// Starts the guide with the present answers, and looks at what it said and wrote.
    fn start(&mut self, run: impl FnOnce(&Sandbox, &[&str]) -> Output) -> Output {
        let answers = self.sandbox.path("[SANDBOX]/answers.toml").display().to_string();
        let mut arguments = vec!["guide", VERSION, "--branch", "main", "--as", "mona", "--answers", &answers];
        arguments.extend(self.answers.iter().flat_map(|answer| ["--answer", answer]));
        let output = run(&self.sandbox, &arguments);
        let is_through = output.code().is_some() || output.stderr().contains("step ");
        if self.is_to_be_explained && is_through {
            assert!(output.stderr().contains("the last guide of this run did not end by itself (process "), "{output}");
        }
        let before = self.log.clone();
        self.look(&output);
        // One that came to its end, or that wrote nothing, leaves nothing to explain.
        self.is_to_be_explained =
            output.code().is_none() && (self.log != before || self.is_to_be_explained && !is_through);
        output
    }

    /// Reads the log, which has only grown, and holds it against what the steps left behind.
    fn look(&mut self, output: &Output) {
        let shown = self.sandbox.try_git(&["show", LOG], None);
        let log = String::from_utf8(shown.stdout).expect("the log is text");
        assert!(log.starts_with(&self.log), "was:\n{}\nis:\n{log}\n{output}", self.log);
        self.log = log;
        for (step, blocks) in STEPS {
            for block in 1..=blocks.len() {
                assert!(self.proofs(step, block) <= 1, "{step} {block} ran twice\n{output}\n{}", self.log);
            }
        }
        for event in self.events() {
            if let What::Ended { step, block, code: Some(0), .. } = event.what {
                assert_eq!(self.proofs(&step, block), 1, "{step} {block}\n{output}\n{}", self.log);
            }
        }
    }

    fn events(&self) -> Vec<Event> {
        if self.log.is_empty() {
            return Vec::new();
        }
        read(&self.log).unwrap_or_else(|error| panic!("{error}\n{}", self.log))
    }

    fn proofs(&self, step: &str, block: usize) -> usize {
        let path = self.sandbox.path(&proof(step, block));
        std::fs::read_to_string(path).unwrap_or_default().lines().count()
    }

    /// Returns the step whose commands began and may not have ended, and its block.
    fn unknown(&self) -> Option<(String, usize)> {
        let run = Run::replay(&self.events()).ok()?;
        let (id, record) = run.steps.iter().find(|(_, record)| record.state == StepState::Unknown)?;
        Some((id.clone(), record.behind.len() + 1))
    }

    /// Does what a person does after a kill: starts again, is asked, looks, and knows the answer.
    fn decide(&mut self) {
        self.answers.clear();
        let Some((step, block)) = self.unknown() else { return };
        let key = format!("unknown.{step}");
        let output = loop {
            let output = self.start(|sandbox, arguments| sandbox.shepherd(arguments));
            if output.code() != Some(5) {
                break output;
            }
            // What the killed guide had begun ends by itself, and nothing runs beside it.
            assert!(output.stderr().contains("commands that were begun before still run"), "{output}");
        };
        assert_eq!(output.code(), Some(2), "{output}");
        for words in ["nobody knows whether its commands ran to their end", &key] {
            assert!(output.stderr().contains(words), "{output}");
        }
        let count = STEPS.iter().find(|(name, _)| *name == step).map_or(0, |(_, blocks)| blocks.len());
        let answer = match self.proofs(&step, block) {
            0 => "again",
            _ if block < count => "next",
            _ => "done",
        };
        self.answers.push(format!("{key}={answer}"));
    }

    /// Walks to the end, and looks whether everything is there once.
    fn finish(mut self) {
        self.decide();
        let output = self.start(|sandbox, arguments| sandbox.shepherd(arguments));
        assert_eq!(output.code(), Some(0), "{output}");
        self.is_over();
    }

    fn is_over(&self) {
        let events = self.events();
        let run = Run::replay(&events).expect("it has a start");
        assert_eq!(run.end, Some(End::Finished), "{}", self.log);
        for (step, blocks) in STEPS {
            assert!(matches!(run.state(step), StepState::Done { .. }), "{step}: {:?}", run.state(step));
            let done = events.iter().filter(|event| matches!(&event.what, What::Done { step: id, .. } if id == step));
            assert_eq!(done.count(), 1, "{step}\n{}", self.log);
            for block in 1..=blocks.len() {
                assert_eq!(self.proofs(step, block), 1, "{step} {block}\n{}", self.log);
            }
        }
        let remote = |name: &str| self.sandbox.git_output(["ls-remote", "origin", name]);
        assert_eq!(remote("refs/tags/1.2.0").lines().count(), 1);
        assert!(remote("refs/heads/main").starts_with(&self.sandbox.commit_id("1.2.0")));
        self.sandbox.git_output(["fsck", "--no-dangling", "--no-progress"]);
    }
}

/// Returns how often the guide is killed in all.
fn kills() -> usize {
    std::env::var("SHEPHERD_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(40)
}

/// Does a part of the work in each of several threads, each with a project of its own. They wait for disks and clocks
/// most of the time, so there are more than processors.
fn in_parallel(work: impl Fn(usize, &Sandbox) + Sync) {
    thread::scope(|scope| {
        for number in 0..THREADS {
            let work = &work;
            scope.spawn(move || work(number, &project()));
        }
    });
}

const THREADS: usize = 4;

#[test]
fn nothing_is_lost_or_repeated_at_each_crash_point() {
    let started = Instant::now();
    let mut whole = Walk::new(&project());
    let mut points = Vec::new();
    let output = whole.start(|sandbox, arguments| {
        let (output, names) = sandbox.shepherd_with_crash_points(arguments);
        points = names;
        output
    });
    assert_eq!(output.code(), Some(0), "{output}");
    whole.is_over();
    let moves = points.iter().filter(|name| *name == "the reference is moved").count();
    // One for each event; the record of the release is written with its event.
    assert_eq!(moves, whole.events().len(), "{points:?}");
    // All of them where there is time, else some, each kind of them among those.
    let count = if kills() >= 500 { points.len() } else { points.len().min(kills() / 2) };
    let last_of = |name: &String| points.iter().rposition(|point| point == name).map(|place| place + 1);
    let names: BTreeSet<&String> = points.iter().collect();
    let mut chosen: BTreeSet<usize> = names.into_iter().filter_map(last_of).collect();
    chosen.extend((0..count).map(|place| place * points.len() / count + 1));
    in_parallel(|thread, project| {
        for number in chosen.iter().skip(thread).step_by(THREADS) {
            let mut walk = Walk::new(project);
            let output = walk.start(|sandbox, arguments| sandbox.shepherd_killed_at(*number, arguments));
            assert_eq!(output.code(), None, "point {number}, {}\n{output}", points[number - 1]);
            walk.finish();
        }
    });
    println!("{} of {} crash points in {:.1} s", chosen.len(), points.len(), started.elapsed().as_secs_f32());
}

#[test]
fn nothing_is_lost_or_repeated_at_any_moment() {
    let started = Instant::now();
    let seed = std::env::var("SHEPHERD_KILL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_260_301_u64);
    println!("seed {seed}");
    let share = (kills() * 3 / 5).div_ceil(THREADS);
    in_parallel(|thread, project| {
        let mut random = Random(seed + thread as u64);
        let mut walk = Walk::new(project);
        for _ in 0..share {
            loop {
                // A start takes some 20 ms, each step some 60: mostly a few of them are done before the next kill.
                let time = Duration::from_micros(random.below(300_000));
                let output = walk.start(|sandbox, arguments| sandbox.shepherd_killed_after(time, arguments));
                match output.code() {
                    None => break,
                    Some(0) => {
                        walk.is_over();
                        walk = Walk::new(project);
                    }
                    // The shell that a start before this one left behind has not ended.
                    Some(5) if output.stderr().contains("still run") => {}
                    Some(_) => panic!("{output}"),
                }
            }
            walk.decide();
        }
        walk.finish();
    });
    println!("{} kills at any moment in {:.1} s", share * THREADS, started.elapsed().as_secs_f32());
}

/// Numbers that look random (xorshift, <https://www.jstatsoft.org/article/view/v008i14>).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[test]
fn commands_that_outlive_the_guide_are_not_run_beside() {
    let document = "# Releasing\n\n1. Build\n\n   ```bash\n   mkdir proof\n   echo $$ > proof/pid\n   sleep 2\n   echo ran >> proof/build\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    let start = ["guide", VERSION, "--branch", "main", "--as", "mona"];
    let arguments: Vec<&str> = start.into_iter().chain(["--answer", "step.build=run"]).collect();
    let output = sandbox.shepherd_killed_after_file(".git/shepherd/scratch-1.2.0.lock", &arguments);
    assert_eq!(output.code(), None, "{output}");
    let output = sandbox.shepherd(start);
    assert_eq!(output.code(), Some(5), "{output}");
    let end: PathBuf = sandbox.path("proof/build");
    while !end.exists() {
        thread::sleep(Duration::from_millis(20));
    }
    insta::assert_snapshot!(output.without_chance(), @"
    ------- stderr -------
    warning: the last guide of this run did not end by itself (process [PROCESS] on [HOST], since 2026-03-28T09:00:00Z); what it had confirmed is here
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Build
    runs (at the top of the repository):
        mkdir proof
        echo $$ > proof/pid
        sleep 2
        echo ran >> proof/build
    if it fails: nothing after it runs; mend what it says, and run it again
    [build · RELEASING.md:3]
    error: commands that were begun before still run (process [PROCESS])
    help: the guide that began them was killed, and nothing is run beside them
    help: wait until they end, or stop them (`kill [PROCESS]`), then go on with `shepherd guide`
    [exit status: 5]
    ");
    let output = sandbox.shepherd(start);
    assert_eq!(output.code(), Some(2), "{output}");
    let output = sandbox.shepherd(start.into_iter().chain(["--answer", "unknown.build=done"]).collect::<Vec<_>>());
    assert_eq!(output.code(), Some(0), "{output}");
    assert_eq!(sandbox.read("proof/build"), "ran\n");
}

#[test]
fn each_event_is_synced_before_the_reference_moves() {
    let trace = "[SANDBOX]/trace";
    let sandbox = project();
    let answers = sandbox.path("[SANDBOX]/answers.toml").display().to_string();
    let guide = ["guide", VERSION, "--branch", "main", "--as", "mona", "--answers", &answers];
    let Some(output) = sandbox.shepherd_traced("fsync,fdatasync,rename,renameat,renameat2,link,linkat", trace, guide)
    else {
        println!("skipped: `strace` is not here, or may not trace");
        return;
    };
    assert_eq!(output.code(), Some(0), "{output}");
    let (mut objects, mut reference, mut counts) = (0, 0, Vec::new());
    for line in sandbox.read(trace).lines() {
        // `12 fsync(5</the/file>) = 0`, and `12 rename("/the/file", "/the/other") = 0`; a new file is linked.
        if line.contains("sync(") {
            objects += usize::from(line.contains("/repo/.git/objects"));
            reference += usize::from(line.contains("/refs/shepherd/store.lock"));
        } else if line.contains("/repo/.git/refs/shepherd/store\"") && line.ends_with(" = 0") {
            counts.push((objects, reference));
            (objects, reference) = (0, 0);
        }
    }
    let log = sandbox.git_output(["rev-list", "--count", "refs/shepherd/store"]);
    assert_eq!(counts.len().to_string(), log, "one move for each commit");
    // A blob, a tree for each of the five folders, a commit, and the folders that got their names.
    assert!(counts.iter().all(|(objects, reference)| *objects >= 7 && *reference == 1), "{counts:?}");
    let syncs: usize = counts.iter().map(|(objects, reference)| objects + reference).sum();
    println!("{} commits, {} syncs for each", counts.len(), syncs / counts.len());
}
