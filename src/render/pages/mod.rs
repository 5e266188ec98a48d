//! Pages that the program writes where people see them: of the store, and of a run's issue on GitHub.

mod issue;
mod store;
mod upgrade;

pub use issue::{IssuePage, IssuePhase, IssueRole, IssueStep, issue_page};
pub use store::{ProjectPage, ReleaseRow, SlotRow, store_page};
pub use upgrade::{NotesFormat, upgrade_notes};
