//! Facts joined into records.
