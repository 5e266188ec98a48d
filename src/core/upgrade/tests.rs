//! Notes of whole histories.
