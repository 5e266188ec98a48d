//! todo
use super::*;
