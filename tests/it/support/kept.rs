//! Files of this project that are made from the program: compared in each run of the tests, written where that is wished.

use std::fs;
use std::path::Path;

/// Files are written instead of compared where this is set.
const WISH: &str = "SHEPHERD_RENEW";

/// Compares files of the project, named from its top, with what they should be; `folder` holds no other ones. How they are
/// made again is said where they differ.
pub(crate) fn compare(folder: &str, files: &[(String, String)]) {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = top.join(folder);
    let is_wished = std::env::var_os(WISH).is_some();
    if is_wished {
        fs::create_dir_all(&place).expect("the project is writable");
    }
    let mut stale = Vec::new();
    for (name, text) in files {
        let path = place.join(name);
        let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if kept == *text {
            continue;
        }
        if is_wished {
            fs::write(&path, text).expect("the project is writable");
        } else {
            let first = kept.lines().zip(text.lines()).find(|(old, new)| old != new);
            stale.push(format!("{folder}/{name}, first in {first:?}"));
        }
    }
    for entry in fs::read_dir(&place).into_iter().flatten() {
        let name = entry.expect("the folder is readable").file_name().to_string_lossy().into_owned();
        if !files.iter().any(|(known, _)| *known == name) {
            stale.push(format!("{folder}/{name}, which nothing makes any more"));
        }
    }
    assert!(stale.is_empty(), "`bash .ci/renew` makes these anew, to be committed:\n{}", stale.join("\n"));
}
