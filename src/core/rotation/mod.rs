//! Who is next: slots, who may take each, in which order, and why. Advice with reasons: the same facts give the same
//! order, and every number is shown.

mod availability;
mod beside;
mod cadence;
mod calendar;
mod check;
mod deed;
mod done;
mod fraction;
mod history;
mod mentors;
mod plan;
mod rank;
mod reason;
mod slot;
mod strain;
#[cfg(test)]
mod tests;
mod turns;

pub use beside::mentor_beside;
pub use cadence::{Cadence, PlanError, stretches};
pub use calendar::calendar;
pub use check::{Finding, Part, Paste, check};
pub use deed::{Alone, Deed, SlotError, SlotName, alone, cancel, exchange, hand_over, mentored};
pub use done::done;
pub use fraction::Load;
pub use history::{Facts, History};
pub use plan::{Change, Plan, Wish, plan, plan_again};
pub use rank::{Growth, Ranked, Ranking, rank};
pub use reason::{Excluded, Exclusion};
pub use slot::{Said, Slot, State, Swap, called, find, resembling};
pub use strain::{Strain, strains};
