//! Numbers that differ from every other process's: for identities, and to spread waiting processes.

use std::hash::{BuildHasher as _, RandomState};

/// Returns a number that nobody can expect.
pub fn number() -> u64 {
    // The standard library seeds each of these from the system's own source.
    RandomState::new().hash_one("shepherd")
}

/// Returns 32 random hexadecimal digits, in lower case.
pub fn identity() -> String {
    format!("{:016x}{:016x}", number(), number())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn identities_differ() {
        let identities: BTreeSet<_> = (0..1000).map(|_| identity()).collect();
        assert_eq!(identities.len(), 1000);
        assert!(identities.iter().all(|identity| identity.len() == 32));
    }
}
