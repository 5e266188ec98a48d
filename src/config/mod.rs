//! The configuration: defaults, below `.shepherd.toml`, below the environment, below flags. Everything is checked and
//! compiled before any work begins, and each value knows where it comes from.

mod away;
mod choice;
mod error;
mod file;
mod keys;
mod layers;
mod lists;
mod overrides;
mod patterns;
mod resolve;
mod sections;
mod upgrade;
mod versions;

pub use away::away_in;
pub use choice::{Choice, Format, name_of, named};
pub use error::{ConfigError, Problem};
pub use file::{ConfigFile, FILE_NAME, Source, first, parse};
pub use overrides::Overrides;
pub use resolve::{Config, Origin};
