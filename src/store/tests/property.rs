//! Whatever is written, the store holds what a plain map of paths would, and keeps each state.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Paths of which none is a folder of another.
const PATHS: [&str; 6] = ["a", "b/a", "b/b", "b/c/d", "runs/octo/hello/1.0.jsonl", "é/\u{1f600}"];

fn writes() -> impl Strategy<Value = Vec<Vec<Write>>> {
    let one = (0..PATHS.len(), proptest::option::of("\\PC{0,12}\n?")).prop_map(|(path, text)| {
        let path = PATHS[path].to_owned();
        match text {
            Some(text) => Write::Put { path, text },
            None => Write::Remove { path },
        }
    });
    vec(vec(one, 0..4), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_store_is_a_map_with_a_history(changes in writes()) {
        let place = Place::new();
        let store = place.store();
        let mut model: BTreeMap<String, String> = BTreeMap::new();
        let mut states = Vec::new();
        for change in changes {
            let before = model.clone();
            for write in &change {
                match write {
                    Write::Put { path, text } => drop(model.insert(path.clone(), text.clone())),
                    Write::Remove { path } => drop(model.remove(path)),
                }
            }
            let made = store.change::<StoreError>("Change", &author(), |_| Ok(change.clone())).unwrap();
            // The first change makes the marker as well, so it is a commit even where it only removes.
            let first = states.is_empty() && !change.is_empty();
            prop_assert_eq!(made.is_some(), model != before || first);
            states.extend(made.map(|commit| (git2::Oid::from_bytes(&commit.0).unwrap(), model.clone())));
            for path in PATHS {
                prop_assert_eq!(store.read(path).unwrap(), model.get(path).cloned());
            }
            let in_folder: Vec<_> = model.keys().filter(|path| path.starts_with("b/")).cloned().collect();
            prop_assert_eq!(store.list("b").unwrap(), in_folder);
        }
        let repository = place.git();
        for (commit, model) in &states {
            let state = crate::store::Snapshot::of(&repository, *commit).unwrap();
            for path in PATHS {
                prop_assert_eq!(state.read(path).unwrap(), model.get(path).cloned());
            }
        }
        prop_assert_eq!(states.last().map(|(commit, _)| *commit), store.exists().then(|| place.newest()));
    }
}
