//! The people of the records: who they are, what they may do, the keys that they sign with, and who mentors whom.

mod affiliation;
mod agree;
mod away;
mod base64;
mod candidates;
mod change;
mod check_in;
mod circle;
mod fault;
mod index;
mod key;
mod ladder;
mod login;
mod lookup;
mod pairing;
mod person;
mod roster;
mod show;
mod survey;
mod tasks;
mod zone;

pub use affiliation::AffiliationError;
pub use agree::{Deed, PairingError, Wish, find};
pub use away::{Away, AwayError};
pub use candidates::{Candidate, Surroundings, Work, WorkKind, candidates};
pub use change::{ChangeError, Changes, Field};
pub use check_in::{CheckIn, When, WhenError};
pub use circle::{
    Attendee, Circle, CircleChange, CircleError, CircleKind, CircleKindError, Every, EveryError, IssueName, Meeting,
    Occurrence, Overlap, Suggestion, TriageSearch, Triager, Waking, WakingError, check_in_event, circle_events,
    is_circle_name, occurrences, overlap, overlaps, suggest,
};
pub use fault::Fault;
pub use index::Index;
pub use key::{KeyError, SigningKey};
pub use ladder::{Evidence, Ladder, Missing, Rung};
pub use login::{GHOST, Login, LoginError, is_nobody, shown};
pub use lookup::Lookup;
pub use pairing::{Ending, Pairing, Stage, StageError, mentees};
pub use person::{Affiliation, Capacity, Person, Right};
pub use roster::{Roster, RosterError};
pub use show::{Show, ShowError};
pub use survey::{Facts, Load, SoleHolder, Standing, Succession, Survey};
pub use tasks::{Item, Material, Task, TaskKind, tasks};
pub use zone::{ZoneError, zone, zone_name};
