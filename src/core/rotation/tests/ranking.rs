//! Rankings that were counted by hand.
