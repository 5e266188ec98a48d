//! What changed in a checklist while a run went on.

use sha2::{Digest as _, Sha256};

use crate::core::checklist::{Procedure, Step};
use crate::core::digest::hexadecimal;
use crate::core::run::start::SnapshotStep;

/// The steps that differ between two states of a checklist, by title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Steps that were not there before.
    pub added: Vec<String>,
    /// Steps that are not there any more.
    pub removed: Vec<String>,
    /// Steps whose words or commands are others.
    pub changed: Vec<String>,
    /// Whether steps stand in another order.
    pub is_reordered: bool,
}

impl Difference {
    /// Says whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

impl SnapshotStep {
    /// Returns the snapshot of each step of a procedure that is ticked, in order.
    pub fn of(procedure: &Procedure) -> Vec<Self> {
        let ticks = procedure.ticks();
        let snapshot = ticks.iter().map(|tick| Self {
            id: tick.step.id.clone(),
            title: tick.step.title.clone(),
            phase: tick.phase.title.clone(),
            digest: digest(tick.step),
        });
        snapshot.collect()
    }
}

/// The digest of what a step says: its own words and those of the details below it.
fn digest(step: &Step) -> String {
    fn feed(hash: &mut Sha256, step: &Step) {
        hash.update(step.text.as_bytes());
        hash.update([0]);
        for detail in step.steps.iter().filter(|detail| detail.is_detail) {
            feed(hash, detail);
        }
    }
    let mut hash = Sha256::new();
    feed(&mut hash, step);
    hexadecimal(&hash.finalize())
}

/// Returns what differs between two snapshots.
pub fn difference(before: &[SnapshotStep], now: &[SnapshotStep]) -> Difference {
    let find = |steps: &[SnapshotStep], id: &str| steps.iter().position(|step| step.id == id);
    let titles = |steps: &mut dyn Iterator<Item = &SnapshotStep>| steps.map(|step| step.title.clone()).collect();
    let is_changed = |step: &&SnapshotStep| {
        let earlier = find(before, &step.id).and_then(|place| before.get(place));
        earlier.is_some_and(|earlier| earlier.digest != step.digest)
    };
    let kept: Vec<usize> = now.iter().filter_map(|step| find(before, &step.id)).collect();
    Difference {
        added: titles(&mut now.iter().filter(|step| find(before, &step.id).is_none())),
        removed: titles(&mut before.iter().filter(|step| find(now, &step.id).is_none())),
        changed: titles(&mut now.iter().filter(is_changed)),
        is_reordered: !kept.is_sorted(),
    }
}
