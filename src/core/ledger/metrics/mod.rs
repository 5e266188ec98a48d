//! Figures about releases and the people behind them: metrics as CHAOSS defines them, applied to releases, and what each
//! organisation did.

mod activity;
mod credits;
mod cut;
mod definitions;
mod factor;
mod figures;
mod organisations;
mod rungs;
#[cfg(test)]
mod tests;
mod window;
mod words;

pub use activity::{Act, ActKind, Activity, ClosedPullRequest, Contribution, Returned, Totals, TriagedIssue};
pub use credits::{Credit, Credits, Directory};
pub use cut::Cut;
pub use definitions::{KPIS, definition, title};
pub use factor::{fewest_for_half, shares};
pub use figures::{ENOUGH, Figure, Value, metrics};
pub use organisations::{Deeds, MaintainerRights, Organisations, maintainers_on};
pub use window::Window;
