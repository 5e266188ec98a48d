//! The built-in formats, the values of templates, and titles that mean harm.

mod formats;
mod titles;
mod values;
mod writing;
