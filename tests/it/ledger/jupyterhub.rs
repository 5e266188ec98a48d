//! The releases of a real project: JupyterHub, 99 tags in eleven years.
//!
//! The history is read in place, from `../shared/data`; without it the test says that it is skipped.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use super::ledger;
use crate::support::Sandbox;

/// Those that Erik Sundell tagged; all others are by Min RK.
const BY_ERIK: [&str; 4] = ["1.1.0b1", "1.4.2", "2.2.2", "2.3.1"];

#[test]
fn all_99_releases_have_their_person() {
    let export = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/jupyterhub.fast-export.gz");
    if !export.exists() {
        println!("skipped: {} is not there", export.display());
        return;
    }
    let sandbox = Sandbox::new();
    let bare = sandbox.path("[SANDBOX]/jupyterhub.git").display().to_string();
    let git = |arguments: &[&str], input: Stdio| {
        let status =
            Command::new("git").args(arguments).stdin(input).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.expect("git runs").success(), "git {arguments:?}");
    };
    git(&["init", "-q", "--bare", &bare], Stdio::null());
    let mut unpacked = Command::new("gzip").arg("-dc").arg(export).stdout(Stdio::piped()).spawn().expect("gzip runs");
    git(&["-C", &bare, "fast-import", "--quiet"], Stdio::from(unpacked.stdout.take().expect("its output is piped")));
    assert!(unpacked.wait().expect("gzip ends").success());
    git(&["-C", &bare, "symbolic-ref", "HEAD", "refs/heads/main"], Stdio::null());

    let place = ["--repo", &bare, "--project", "jupyterhub/jupyterhub"];
    let output = ledger(&sandbox, &[&["import", "--dry-run", "--json", "--offline"], place.as_slice()].concat());
    println!("imported in {:.1?}", output.elapsed());
    let found = output.json();
    let releases = found["releases"].as_array().expect("a list");
    assert_eq!(releases.len(), 99);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for release in releases {
        let tag = release["tag"].as_str().expect("a text");
        let who = if BY_ERIK.contains(&tag) { "consideRatio" } else { "minrk" };
        assert_eq!(release["released_by"], serde_json::json!([who]), "{tag}");
        assert_eq!((&release["source"], &release["confidence"]), (&"tagger".into(), &"high".into()), "{tag}");
        *kinds.entry(release["kind"].as_str().expect("a text")).or_default() += 1;
    }
    assert_eq!(kinds, BTreeMap::from([("major", 5), ("minor", 24), ("patch", 39), ("pre-release", 31)]));
    assert_eq!((&releases[0]["tag"], &releases[0]["date"]), (&"6.0.0b2".into(), &"2026-08-14".into()));
    assert_eq!(found["bots"], serde_json::json!([]));
    let people: Vec<&str> =
        found["people"].as_array().expect("a list").iter().filter_map(|one| one["who"].as_str()).collect();
    assert_eq!(people, ["consideRatio", "minrk"]);

    drop(ledger(&sandbox, &[&["import", "--yes", "--offline"], place.as_slice()].concat()).success());
    let again = ledger(&sandbox, &[&["import", "--yes", "--offline", "--json"], place.as_slice()].concat()).json();
    assert_eq!((again["releases"].as_array().map(Vec::len), &again["same"]), (Some(0), &99.into()));
    let json = ledger(&sandbox, &[&["verify", "--json"], place.as_slice()].concat()).json();
    assert_eq!((&json["findings"], &json["doubts"]), (&serde_json::json!([]), &serde_json::json!([])));
    let verified = ledger(&sandbox, &[&["verify"], place.as_slice()].concat()).success();
    assert!(
        verified.stderr().contains("the records of jupyterhub/jupyterhub agree with its tags: 99 records, 99 tags"),
        "{verified}"
    );
}
