//! What people do with slots.
