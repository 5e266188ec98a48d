//! Requirements on versions, compared by what they allow and not by how they are written.

mod npm;
mod python;

use semver::{Op, Version, VersionReq};

use super::manifest::Runtime;

/// Says whether a requirement on what runs a project leaves out versions that the one before it allowed, while it allows
/// later ones: a raised minimum, or a gap. A new upper limit alone is none. `None` where one of them cannot be read.
pub(in crate::core::upgrade) fn is_narrower(runtime: Runtime, before: Option<&str>, after: &str) -> Option<bool> {
    match runtime {
        Runtime::Python => python::is_narrower(before, after),
        Runtime::Node => npm::is_narrower(before, after),
        Runtime::Go | Runtime::Rust => {
            let after = number(after)?;
            before.map_or(Some(true), |before| Some(after > number(before)?))
        }
    }
}

/// Says whether the lowest version of a dependency that is allowed was raised. `None` where one of the requirements
/// cannot be read. `runtime` says whose rules the requirements follow.
pub(in crate::core::upgrade) fn is_raised(runtime: Runtime, before: Option<&str>, after: &str) -> Option<bool> {
    let before = before.unwrap_or_default();
    if runtime == Runtime::Python {
        return Some(python::lowest(after)? > python::lowest(before)?);
    }
    let lowest = |text: &str| match runtime {
        Runtime::Node => npm::lowest(text),
        Runtime::Go => number(text),
        _ => cargo(text),
    };
    let old = if before.is_empty() { Version::new(0, 0, 0) } else { lowest(before)? };
    Some(lowest(after)? > old)
}

/// Says whether the lowest version that is allowed was raised to one that may break what the one before did. `None` where
/// one of the requirements cannot be read, or nothing was said before.
pub(in crate::core::upgrade) fn is_incompatible(runtime: Runtime, before: Option<&str>, after: &str) -> Option<bool> {
    let (old, new) = match runtime {
        Runtime::Node => (npm::lowest(before?)?, npm::lowest(after)?),
        Runtime::Go => (number(before?)?, number(after)?),
        Runtime::Rust => (cargo(before?)?, cargo(after)?),
        Runtime::Python => return is_raised(runtime, before, after),
    };
    let series = |version: &Version| (version.major, if version.major == 0 { version.minor } else { 0 });
    Some(series(&new) > series(&old))
}

/// Returns the lowest version that a requirement of Cargo allows.
fn cargo(text: &str) -> Option<Version> {
    let request = VersionReq::parse(text).ok()?;
    let lowest = request.comparators.iter().filter(|one| !matches!(one.op, Op::Less | Op::LessEq)).map(|one| Version {
        pre: one.pre.clone(),
        ..Version::new(one.major, one.minor.unwrap_or(0), one.patch.unwrap_or(0))
    });
    Some(lowest.max().unwrap_or(Version::new(0, 0, 0)))
}

/// Returns the version `1`, `1.2`, `v1.2.3-rc.1` or `1.21rc1`, what is missing being zero.
fn number(text: &str) -> Option<Version> {
    let text = text.trim();
    let text = text.strip_prefix(['v', '=']).unwrap_or(text);
    if let Ok(version) = Version::parse(text) {
        // What was built from the same version in another way is the same version.
        return Some(Version { build: semver::BuildMetadata::EMPTY, ..version });
    }
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let (numbers, pre) = text.split_at_checked(end)?;
    let mut parts = numbers.split('.').map(str::parse::<u64>);
    let mut part = || parts.next().map_or(Some(0), Result::ok);
    let version = Version::new(part()?, part()?, part()?);
    let pre = semver::Prerelease::new(pre.trim_start_matches('-')).ok()?;
    (parts.next().is_none() && !numbers.is_empty()).then_some(Version { pre, ..version })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn minimums_are_compared_by_what_they_allow() {
        use Runtime::{Go, Node, Python, Rust};
        for (runtime, before, after, expected) in [
            (Python, Some(">=3.8"), ">=3.10", Some(true)),
            (Python, Some(">=3.8"), ">= 3.8", Some(false)),
            (Python, Some(">=3.8"), "~=3.8", Some(false)),
            (Python, Some(">=3.8"), ">=3.8,<3.13", Some(false)),
            (Python, Some(">=2.7,!=3.0.*"), ">=2.7, !=3.0.*, !=3.1.*", Some(true)),
            (Python, Some("^3.8"), ">=3.8,<4.0", Some(false)),
            (Python, Some("^3.8"), "^3.9", Some(true)),
            (Python, Some(">=3.10"), ">=3.8", Some(false)),
            (Python, Some(">=3.7.1"), ">=3.7.3", Some(true)),
            (Python, None, ">=3.8", Some(true)),
            (Python, Some(">=3.8"), "whatever", None),
            (Node, Some("^16.10 || >=18"), "^18.18.0 || ^20.9.0 || >=21.1.0", Some(true)),
            (Node, Some(">=14"), ">=14.0.0", Some(false)),
            (Node, Some(">=14"), ">=14 <20", Some(false)),
            (Node, Some(">=18"), "^18 || >=20", Some(true)),
            (Node, Some(">= 16"), "16.x || 17.x || >=18", Some(false)),
            (Rust, Some("1.65"), "1.65.0", Some(false)),
            (Rust, Some("1.65"), "1.70", Some(true)),
            (Go, Some("1.20"), "1.21.0", Some(true)),
            (Go, Some("1.21"), "1.9", Some(false)),
            (Go, None, "1.21", Some(true)),
        ] {
            assert_eq!(is_narrower(runtime, before, after), expected, "{runtime} {before:?} {after}");
        }
    }

    #[test]
    fn lower_bounds_of_dependencies_are_compared() {
        use Runtime::{Go, Node, Python, Rust};
        for (runtime, before, after, expected) in [
            (Python, Some(">=1.1"), ">=1.4.1", Some(true)),
            (Python, Some(">=1.4,<2"), ">=1.4", Some(false)),
            (Python, Some("<3"), ">=1.4,<4", Some(true)),
            (Python, None, ">=1.4", Some(true)),
            (Python, Some("==1.2"), "==1.3", Some(true)),
            (Python, Some(">=1.4.0"), ">=1.4", Some(false)),
            (Python, Some(">=2"), ">=1", Some(false)),
            (Python, Some(">=1"), "!=1.5", Some(false)),
            (Rust, Some("1.0.200"), "^1.0.200", Some(false)),
            (Rust, Some("1.0"), "1.0.2", Some(true)),
            (Rust, Some(">=1, <2"), ">=1, <3", Some(false)),
            (Rust, Some("*"), "1", Some(true)),
            (Node, Some("^6.12.4"), "^8", Some(true)),
            (Node, Some("~1.2"), "1.2.x", Some(false)),
            (Node, Some("*"), ">=2", Some(true)),
            (Node, Some("latest"), "^1", None),
            (Go, Some("v1.2.3"), "v1.3.0", Some(true)),
            (Go, Some("v0.0.0-20230101000000-aaaaaaaaaaaa"), "v0.0.0-20240101000000-bbbbbbbbbbbb", Some(true)),
            (Go, Some("v2.0.0+incompatible"), "v2.0.0", Some(false)),
        ] {
            assert_eq!(is_raised(runtime, before, after), expected, "{runtime} {before:?} {after}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_raised_by_itself(text in "[\\^~<>=!*x|, v.0-9a-z-]{0,16}") {
            for runtime in [Runtime::Go, Runtime::Node, Runtime::Python, Runtime::Rust] {
                prop_assert_ne!(is_narrower(runtime, Some(&text), &text), Some(true));
                if !text.is_empty() {
                    prop_assert_ne!(is_raised(runtime, Some(&text), &text), Some(true));
                }
            }
        }
    }
}
