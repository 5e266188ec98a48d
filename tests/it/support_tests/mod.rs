//! The support itself: what it promises to the tests that stand on it.

mod client;
mod failures;
mod kills;
mod queries;
mod rest;
mod rules;
mod sandbox;
