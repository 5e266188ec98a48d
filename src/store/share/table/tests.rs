//! Two sides of one file, merged.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn merged(base: &str, mine: &str, theirs: &str, prefer: Prefer) -> Result<String, String> {
    merged_in("f", base, mine, theirs, prefer)
}

fn merged_in(file: &str, base: &str, mine: &str, theirs: &str, prefer: Prefer) -> Result<String, String> {
    let sides = Sides { file, base: Some(base), mine: Some(mine), theirs: Some(theirs) };
    decided(&sides, prefer).map(Option::unwrap_or_default)
}

/// Merges as a sync does: where nobody's word is preferred, what both changed is an error.
fn decided(sides: &Sides<'_>, prefer: Prefer) -> Result<Option<String>, String> {
    let mut clashes = Vec::new();
    let text = merge(sides, prefer, &mut clashes).map_err(|error| error.to_string())?;
    if prefer == Prefer::Neither && !clashes.is_empty() {
        return Err(StoreError::Conflict(clashes).to_string());
    }
    Ok(text)
}

const BASE: &str =
    "format = 1\nlogin = \"ann\"\n# by hand\nname = \"Ann\"\n\n[[right]]\nname = \"a\"\nproject = \"o/h\"\n";

#[test]
fn both_changes_are_kept_with_their_comments() {
    let mine = BASE.replace("\"Ann\"\n", "\"Ann\"\n# where she is\ntimezone = \"Europe/Oslo\"\n")
        + "\n# new here\n[[right]]\nname = \"b\"\nproject = \"o/h\"\n";
    let theirs = BASE.replace("# by hand\nname = \"Ann\"", "# by hand, again\nname = \"Anna\"")
        + "since = 2020-01-01\n\n[[right]]\nname = \"c\"\nproject = \"o/h\"\n";
    insta::assert_snapshot!(merged(BASE, &mine, &theirs, Prefer::Neither).unwrap(), @r#"
    format = 1
    login = "ann"
    # by hand, again
    name = "Anna"
    # where she is
    timezone = "Europe/Oslo"

    [[right]]
    name = "a"
    project = "o/h"
    since = 2020-01-01

    [[right]]
    name = "c"
    project = "o/h"

    # new here
    [[right]]
    name = "b"
    project = "o/h"
    "#);
}

#[test]
fn a_key_that_both_changed_is_told_with_both_values() {
    let (mine, theirs) = (BASE.replace("\"Ann\"", "\"Anna\""), BASE.replace("\"Ann\"", "\"Anne\""));
    assert_eq!(
        merged(BASE, &mine, &theirs, Prefer::Neither).unwrap_err(),
        "`f` in the store was changed on both sides: `name` is `\"Anna\"` here and `\"Anne\"` there"
    );
    assert!(merged(BASE, &mine, &theirs, Prefer::Mine).unwrap().contains("Anna"));
    assert!(merged(BASE, &mine, &theirs, Prefer::Theirs).unwrap().contains("Anne"));
    let right = "[[right]]\nname = \"a\"\nproject = \"o/h\"\n";
    let removed = BASE.replace(right, "");
    let changed = BASE.replace(right, &format!("{right}since = 2020-01-01\n"));
    assert_eq!(
        merged(BASE, &removed, &changed, Prefer::Neither).unwrap_err(),
        "`f` in the store was changed on both sides: `right \"a\" \"o/h\"` is `removed` here and `changed` there"
    );
    let mine = merged(BASE, &removed, &changed, Prefer::Mine).unwrap();
    assert_eq!(mine.trim_end(), removed.trim_end());
}

#[test]
fn a_table_is_the_same_however_its_name_is_written() {
    let base = "[[release]]\ntag = \"1.0\"\n";
    let mine = "[[release]]\ntag = '1.0' # the first\nkind = \"major\"\n";
    let theirs = "[[release]]\ntag = \"1.0\"\nsecurity = true\n";
    let merged = merged(base, mine, theirs, Prefer::Neither).unwrap();
    assert_eq!(merged.matches("[[release]]").count(), 1, "{merged}");
    assert!(merged.contains("security") && merged.contains("kind"), "{merged}");
}

#[test]
fn two_changes_of_a_slot_count_as_two() {
    let base = "state = \"offered\"\nsequence = 2 # of them\nchanged = 2026-03-01T09:00:00Z\n";
    let mine = "state = \"offered\"\nsequence = 3 # of them\nchanged = 2026-03-02T10:00:00+02:00\n\n[[volunteer]]\nlogin = \"kim\"\non = 2026-03-02\n";
    let theirs = "state = \"accepted\"\nsequence = 4 # of them\nchanged = 2026-03-02T07:00:00Z\n\n[[volunteer]]\nlogin = \"ann\"\non = 2026-03-02\n";
    insta::assert_snapshot!(merged(base, mine, theirs, Prefer::Neither).unwrap(), @r#"
    state = "accepted"
    sequence = 5 # of them
    changed = 2026-03-02T10:00:00+02:00

    [[volunteer]]
    login = "ann"
    on = 2026-03-02

    [[volunteer]]
    login = "kim"
    on = 2026-03-02
    "#);
    let both = merged(base, &mine.replace("offered", "open"), theirs, Prefer::Neither).unwrap_err();
    assert!(both.contains("`state` is `\"open\"` here and `\"accepted\"` there"), "{both}");
}

#[test]
fn who_has_a_slot_is_one_thing() {
    let file = "slots/octo/hello/2026-12-20.toml";
    let rest = "sequence = 0\nchanged = 2026-03-01T09:00:00Z\n";
    let base = format!("state = \"offered\"\n{rest}shepherd = \"mona\"\noffered = 2026-03-01\nmentor = \"ann\"\n");
    let later = |text: &str| text.replace("sequence = 0", "sequence = 1");
    // Here it was declined and offered to the next; there it was accepted.
    let declined = later(&base).replace("\"mona\"", "\"kim\"").replace("mentor = \"ann\"\n", "")
        + "\n[[decline]]\nlogin = \"mona\"\non = 2026-03-02\n";
    let accepted = later(&base).replace("\"offered\"", "\"accepted\" # gladly")
        + "accepted = 2026-03-02\n\n[[volunteer]]\nlogin = \"zoe\"\non = 2026-03-02\n";
    let merge = |mine: &str, theirs: &str, prefer| merged_in(file, &base, mine, theirs, prefer);
    assert_eq!(
        merge(&declined, &accepted, Prefer::Neither).unwrap_err(),
        "`slots/octo/hello/2026-12-20.toml` in the store was changed on both sides: `who has the slot` is `state offered, \
         shepherd kim, no accepted, no mentor` here and `state accepted, shepherd mona, accepted 2026-03-02, mentor ann` there"
    );
    let mine = merge(&declined, &accepted, Prefer::Mine).unwrap();
    insta::assert_snapshot!(mine, @r#"
    state = "offered"
    sequence = 2
    changed = 2026-03-01T09:00:00Z
    shepherd = "kim"
    offered = 2026-03-01

    [[volunteer]]
    login = "zoe"
    on = 2026-03-02

    [[decline]]
    login = "mona"
    on = 2026-03-02
    "#);
    let theirs = merge(&declined, &accepted, Prefer::Theirs).unwrap();
    // That @mona is unavailable does not hold where she has it.
    insta::assert_snapshot!(theirs, @r#"
    state = "accepted" # gladly
    sequence = 2
    changed = 2026-03-01T09:00:00Z
    shepherd = "mona"
    offered = 2026-03-01
    mentor = "ann"
    accepted = 2026-03-02

    [[volunteer]]
    login = "zoe"
    on = 2026-03-02
    "#);
    // Seen from the other side it is the same.
    let values = |text: &str| text.parse::<toml::Table>().unwrap();
    assert_eq!(values(&merge(&accepted, &declined, Prefer::Theirs).unwrap())["shepherd"], values(&mine)["shepherd"]);
    assert_eq!(values(&merge(&accepted, &declined, Prefer::Mine).unwrap())["mentor"], values(&theirs)["mentor"]);
    // The same twice is no two things, and what one side alone did holds.
    assert_eq!(values(&merge(&accepted, &accepted, Prefer::Neither).unwrap()), values(&accepted));
    let volunteered = later(&base) + "\n[[volunteer]]\nlogin = \"kim\"\non = 2026-03-02\n";
    let both = values(&merge(&declined, &volunteered, Prefer::Neither).unwrap());
    assert_eq!((both["shepherd"].as_str(), both["sequence"].as_integer()), (Some("kim"), Some(2)));
}

#[test]
fn what_the_losing_side_noted_of_a_slot_goes_with_it() {
    let file = "slots/octo/hello/2026-12-20.toml";
    let rest = "sequence = 0\nchanged = 2026-03-01T09:00:00Z\n";
    let base = format!("state = \"offered\"\n{rest}shepherd = \"mona\"\noffered = 2026-03-01\n");
    let said = |what: &str, login: &str| format!("\n[[{what}]]\nlogin = \"{login}\"\non = 2026-03-02\n");
    let swap = |to: &str| format!("\n[[swap]]\nfrom = \"mona\"\nto = \"{to}\"\non = 2026-03-02\n");
    let with = |shepherd: &str| base.replace("\"mona\"", &format!("\"{shepherd}\""));
    let to_kim = with("kim") + &said("decline", "Mona") + &said("decline", "zoe") + &swap("kim");
    let accepted = base.replace("offered\"", "accepted\"") + "accepted = 2026-03-02\n";
    let lists = |mine: &str, theirs: &str, prefer| {
        let text = merged_in(file, &base, mine, theirs, prefer).unwrap();
        let table: toml::Table = text.parse().unwrap();
        let names = |name: &str, key: &str| {
            let list = table.get(name).and_then(toml::Value::as_array).cloned().unwrap_or_default();
            list.iter().map(|one| one[key].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        [
            table["shepherd"].as_str().unwrap().to_owned(),
            names("decline", "login"),
            names("swap", "to"),
            names("volunteer", "login"),
        ]
    };
    // What others said of themselves holds.
    let hers = ["mona", "zoe", "", ""];
    assert_eq!(lists(&to_kim, &accepted, Prefer::Theirs), hers);
    assert_eq!(lists(&accepted, &to_kim, Prefer::Mine), hers);
    let kims = ["kim", "Mona zoe", "kim", ""];
    assert_eq!(lists(&to_kim, &accepted, Prefer::Mine), kims);
    assert_eq!(lists(&accepted, &to_kim, Prefer::Theirs), kims);
    // Two swaps: one of them took place.
    let to_ann = with("ann") + &swap("ann");
    assert_eq!(lists(&to_kim, &to_ann, Prefer::Theirs), ["ann", "Mona zoe", "ann", ""]);
    assert_eq!(lists(&to_kim, &to_ann, Prefer::Mine), kims);
    // Who is unavailable on the side that holds does not volunteer.
    let volunteered = accepted.clone() + &said("volunteer", "mona") + &said("volunteer", "ann");
    assert_eq!(lists(&volunteered, &to_kim, Prefer::Theirs), ["kim", "Mona zoe", "kim", "ann"]);
    assert_eq!(lists(&to_kim, &volunteered, Prefer::Mine), ["kim", "Mona zoe", "kim", "ann"]);
}

#[test]
fn a_file_that_one_removed_and_one_changed_is_told() {
    let sides = Sides { file: "f", base: Some("a = 1\n"), mine: None, theirs: Some("a = 2\n") };
    assert_eq!(
        decided(&sides, Prefer::Neither).unwrap_err(),
        "`f` in the store was changed on both sides: `the file` is `removed` here and `changed` there"
    );
    assert_eq!(decided(&sides, Prefer::Mine).unwrap(), None);
    let unchanged = Sides { theirs: Some("a = 1\n"), ..sides };
    assert_eq!(decided(&unchanged, Prefer::Neither).unwrap(), None);
}

fn table(keys: &[(u8, u8)]) -> String {
    let sorted: BTreeMap<u8, u8> = keys.iter().copied().collect();
    let lines: Vec<String> = sorted.iter().map(|(key, value)| format!("k{key} = {value}\n")).collect();
    lines.concat()
}

fn read(text: &str) -> BTreeMap<String, i64> {
    let table: toml::Table = text.parse().unwrap();
    table.into_iter().map(|(key, value)| (key, value.as_integer().unwrap())).collect()
}

proptest! {
    /// Each key is what the side says that changed it; where both did, and differ, there is an error.
    #[test]
    fn merging_is_by_key(
        base in prop::collection::vec((0_u8..6, 0_u8..3), 0..6),
        mine in prop::collection::vec((0_u8..6, 0_u8..3), 0..6),
        theirs in prop::collection::vec((0_u8..6, 0_u8..3), 0..6),
    ) {
        let (base, mine, theirs) = (table(&base), table(&mine), table(&theirs));
        let found = merged(&base, &mine, &theirs, Prefer::Neither);
        let (base, mine, theirs) = (read(&base), read(&mine), read(&theirs));
        let mut expected = BTreeMap::new();
        let mut clashes = false;
        for key in (0..6).map(|key| format!("k{key}")) {
            let (before, here, there) = (base.get(&key), mine.get(&key), theirs.get(&key));
            clashes |= here != before && there != before && here != there;
            let holds = if here == before { there } else { here };
            expected.extend(holds.map(|value| (key, *value)));
        }
        match found {
            Ok(text) => prop_assert_eq!((read(&text), clashes), (expected, false)),
            Err(_) => prop_assert!(clashes),
        }
    }
}
