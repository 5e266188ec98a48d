//! Plans, and what rots in them.
