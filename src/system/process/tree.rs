//! A program and those that it started: told to end together. They share the terminal's foreground group with this
//! process, so that they may ask for a passphrase, and a group can therefore not be what is told.

use std::process::Child;

/// What a program can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// As Ctrl-C does.
    Interrupt,
    /// As the system does: who is interrupted may go on, and ask what now.
    End,
    /// It ends now.
    Kill,
}

/// Tells a program, and each that it started in turn.
#[cfg(unix)]
pub(super) fn tell(child: &Child, word: Word) {
    use rustix::process::{Pid, Signal, kill_process};
    let signal = match word {
        Word::Interrupt => Signal::INT,
        Word::End => Signal::TERM,
        Word::Kill => Signal::KILL,
    };
    let Some(top) = i32::try_from(child.id()).ok().filter(|id| *id > 1) else { return };
    // All of them are looked up before the first is told, since whoever loses its parent is no descendant any more.
    for id in std::iter::once(top).chain(descendants(top, &pairs())) {
        if let Some(id) = Pid::from_raw(id) {
            kill_process(id, signal).ok();
        }
    }
}

/// Elsewhere Ctrl-C reaches the whole console by itself, and the rest is one word.
#[cfg(not(unix))]
pub(super) fn tell(child: &mut Child, word: Word) {
    if word != Word::Interrupt {
        child.kill().ok();
    }
}

/// Returns each process with its parent.
#[cfg(target_os = "linux")]
fn pairs() -> Vec<(i32, i32)> {
    use std::path::Path;

    use crate::system::{files, folders};
    let processes = Path::new("/proc");
    let ids = folders::names(processes).into_iter().filter_map(|name| name.parse().ok());
    let pair = |id: i32| {
        // `12 (a name) with) S 3 …`: the name may hold anything, and the parent is the second word after it.
        let text = files::read_bytes(&processes.join(id.to_string()).join("stat")).ok()?;
        let text = String::from_utf8_lossy(&text).into_owned();
        Some((id, text.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?))
    };
    ids.filter_map(pair).collect()
}

/// Returns each process with its parent.
#[cfg(all(unix, not(target_os = "linux")))]
fn pairs() -> Vec<(i32, i32)> {
    use std::time::Duration;

    use crate::system::process::Program;
    let listed = Program::new("ps", ["-A", "-o", "pid=,ppid="], Duration::from_secs(5)).succeed();
    let Ok(listed) = listed else { return Vec::new() };
    let pair = |line: &str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
    };
    listed.text().lines().filter_map(pair).collect()
}

/// Returns whom `top` started, and whom those did.
#[cfg(unix)]
fn descendants(top: i32, pairs: &[(i32, i32)]) -> Vec<i32> {
    let mut found = vec![top];
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        let children = pairs.iter().filter(|(id, above)| *above == parent && *id != top).map(|(id, _)| *id);
        let children: Vec<i32> = children.filter(|id| !found.contains(id)).collect();
        found.extend(children);
        next += 1;
    }
    found.split_off(1)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn descendants_are_found_once() {
        let pairs = [(10, 1), (11, 10), (12, 11), (13, 10), (20, 1), (10, 12)];
        assert_eq!(descendants(10, &pairs), [11, 13, 12]);
        assert_eq!(descendants(20, &pairs), [0; 0]);
    }

    #[test]
    fn this_process_is_listed() {
        let own = i32::try_from(std::process::id()).unwrap();
        assert!(pairs().iter().any(|(id, parent)| *id == own && *parent > 0));
    }
}
