//! The people of the records: who they are, what they may do, the keys that they sign with, and who mentors whom.

mod agree;
mod away;
mod base64;
mod candidates;
mod change;
mod check_in;
mod index;
mod key;
mod ladder;
mod login;
mod pairing;
mod person;
mod roster;
mod tasks;

pub use agree::{Deed, PairingError, Wish, find};
pub use away::Away;
pub use candidates::{Candidate, Surroundings, Work, WorkKind, candidates};
pub use change::{ChangeError, Changes};
pub use check_in::{CheckIn, When, WhenError};
pub use index::Index;
pub use key::{KeyError, SigningKey};
pub use ladder::{Evidence, Ladder, Missing, Rung};
pub use login::{Login, LoginError};
pub use pairing::{Ending, Pairing, Stage, StageError};
pub use person::{Affiliation, Capacity, Person, Right};
pub use roster::{Roster, RosterError};
pub use tasks::{Item, Material, Task, TaskKind, tasks};
