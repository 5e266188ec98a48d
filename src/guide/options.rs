//! What the command line says about a walk.

/// What the command line says about a walk.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only this step, which another person than the holder may do.
    pub step: Option<String>,
}
