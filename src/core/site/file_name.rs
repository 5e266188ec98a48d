//! What the file of a page is called: small letters, digits, `.`, `_` and `-`, so that it is the same file on every system.

use crate::core::digest::sha256;

/// A name that is longer is cut, and told apart by its digest.
const LONGEST: usize = 60;

/// So many digits of a digest tell two names apart that look the same.
const DIGITS: usize = 10;

/// Names that are devices on Windows, whatever follows behind a dot
/// (<https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file>), and those of our own pages.
const TAKEN: [&str; 6] = ["con", "prn", "aux", "nul", "index", "conin$"];

/// Returns the name for the file of a page, without its ending. One name has one file, whatever else there is: what had to
/// be changed for that ends in digits that are made of the whole name.
pub fn file_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter.to_ascii_lowercase() {
            letter @ ('a'..='z' | '0'..='9' | '.' | '_' | '-') => plain.push(letter),
            _ if plain.ends_with('-') => {}
            _ => plain.push('-'),
        }
    }
    let plain: String = plain.chars().take(LONGEST).collect();
    let plain = plain.trim_matches(['.', '-', '_']);
    if plain == name && !is_taken(plain) && !plain.is_empty() {
        return plain.to_owned();
    }
    let digest = sha256(name);
    let digits = digest.get(..DIGITS).unwrap_or(&digest);
    if plain.is_empty() || is_taken(plain) { format!("x-{digits}") } else { format!("{plain}-{digits}") }
}

fn is_taken(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let is_port = |port: &str| {
        stem.strip_prefix(port)
            .is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    TAKEN.contains(&stem) || is_port("com") || is_port("lpt")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_safe_everywhere() {
        for name in ["5.4.2", "v1.0.0-rc.1", "mona", "octo_cat"] {
            assert_eq!(file_name(name), name);
        }
        let changed =
            ["V1.0.0", "octo/hello 1.0", "con", "NUL.1", "com1", "..", "", "版本1", "版本2", "a\u{202e}b", "-a"];
        let changed = changed.map(file_name);
        insta::assert_snapshot!(changed.join("\n"), @"
        v1.0.0-9e15eb5af2
        octo-hello-1.0-58eecec174
        x-1143da2bc5
        x-fa8a313c11
        x-957a49c3e8
        x-5ec1f7e700
        x-e3b0c44298
        1-1bd58138b9
        2-ecbaa79d18
        a-b-1f7a9d5e8e
        a-c274891790
        ");
        let long = file_name(&"a".repeat(300));
        assert!(long.len() < 80, "{long}");
    }

    proptest! {
        #[test]
        fn no_two_names_share_a_file(names in prop::collection::hash_set("[aA1./é-]{0,5}", 0..20)) {
            let files: HashSet<String> = names.iter().map(|name| file_name(name)).collect();
            prop_assert_eq!(files.len(), names.len());
            for file in files {
                let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
                prop_assert!(!file.is_empty() && file.bytes().all(is_plain) && !file.ends_with('.'));
            }
        }
    }
}
