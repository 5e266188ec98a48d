//! Who is next: slots, who may take each, in which order, and why. Advice with reasons: the same facts give the same
//! order, and every number is shown.

mod availability;
mod check;
mod deed;
mod fraction;
mod history;
mod mentors;
mod plan;
mod rank;
mod reason;
mod slot;
#[cfg(test)]
mod tests;
mod turns;

pub use check::{Finding, check};
pub use deed::{Deed, SlotError, cancel, exchange, hand_over};
pub use fraction::Load;
pub use history::{Facts, History};
pub use plan::{Cadence, Change, Plan, PlanError, Wish, plan, stretches};
pub use rank::{Growth, Ranked, Ranking, rank};
pub use reason::{Excluded, Exclusion};
pub use slot::{Said, Slot, State, Swap, find};
