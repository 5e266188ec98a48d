//! Several jobs at once leave one draft release.

use std::process::Child;

use super::*;

/// So many pairs of jobs are let loose; `SHEPHERD_ROUNDS` says another number.
const ROUNDS: u64 = 12;

#[test]
fn two_jobs_at_once_leave_one_draft() {
    let rounds = std::env::var("SHEPHERD_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS);
    let mut two_were_made = 0;
    for seed in 0..rounds {
        let github = FakeGithub::start([repository()]);
        github.jitter(seed);
        let jobs = 2 + usize::try_from(seed % 2).unwrap();
        let start = |sandbox: Sandbox| {
            let sandbox = sandbox.github(&github);
            let child = sandbox.shepherd_started(["draft", "--github-release", "--out", "[SANDBOX]/out"]);
            (sandbox, child)
        };
        let sandboxes = [project(), project(), project()];
        let started: Vec<(Sandbox, Child)> = sandboxes.into_iter().take(jobs).map(start).collect();
        for (_sandbox, mut child) in started {
            assert!(child.wait().unwrap().success(), "seed {seed}");
        }
        let made = github
            .requests()
            .iter()
            .filter(|request| request.method == "POST" && request.path.ends_with("/releases"))
            .count();
        two_were_made += usize::from(made > 1);
        assert_eq!(drafts(&github).len(), 1, "seed {seed}: {made} were made");
    }
    println!("in {two_were_made} of {rounds} rounds more than one draft was made for a moment");
}
