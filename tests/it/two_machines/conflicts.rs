//! Two people wrote the same thing in two ways: both are told, and nobody's words are lost.

use super::bad_remotes::DOCUMENT;
use super::{LOG, Machine, Office};

#[test]
fn one_key_that_both_changed_is_for_people_to_decide() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    let change = |name: &str| {
        mona.does(&["people", "set", "mona", "--name", &format!("Mona {name}")]);
        mona.does(&["store", "sync"]);
        // Without a network, as she would see it else.
        office.is_reachable(false);
        ann.does(&["people", "set", "mona", "--name", &format!("Ramona {name}")]);
        ann.does(&["people", "set", "ann", "--right", "maintainer"]);
        office.is_reachable(true);
    };
    change("One");
    insta::assert_snapshot!(ann.fails(5, &["store", "sync"]), @r#"
    ------- stderr -------
    error: `people/mona.toml` in the store was changed on both sides: `name` is `"Ramona One"` here and `"Mona One"` there
    help: nothing was sent, and both are as they were
    help: agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`
    [exit status: 5]
    "#);
    let told = ann.told(&ann.guide(&["1.1.0", "--branch", "main"], ""));
    assert!(told.contains("[exit status: 5]"), "{told}");
    insta::assert_snapshot!(ann.does(&["store", "sync", "--prefer", "theirs"]), @r#"
    ------- stderr -------
    warning: `people/mona.toml` in the store was changed on both sides: `name` is `"Ramona One"` here and `"Mona One"` there; theirs holds
    release-shepherd of origin: 1 change came, 1 change sent
    [exit status: 0]
    "#);
    let name = |machine: &Machine| {
        let person = machine.stored("people/mona.toml").expect("she is in the records");
        person.lines().find(|line| line.starts_with("name")).unwrap_or_default().to_owned()
    };
    assert_eq!(name(&ann), "name = \"Mona One\"");
    change("Two");
    ann.does(&["store", "sync", "--prefer", "mine"]);
    mona.does(&["store", "sync"]);
    assert_eq!((name(&mona), name(&ann)), ("name = \"Ramona Two\"".to_owned(), "name = \"Ramona Two\"".to_owned()));
    assert!(mona.stored("people/ann.toml").is_some_and(|person| person.contains("maintainer")));
}

#[test]
fn one_run_that_both_began_is_for_people_to_decide() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    let pause = "'step.notes' = 'pause'\n";
    drop(ann.guide(&["1.1.0", "--branch", "main", "--store", "none"], pause).success());
    drop(mona.guide(&["1.1.0", "--branch", "main"], pause).success());
    let mine = ann.stored(LOG).expect("she began it");
    insta::assert_snapshot!(ann.told(&ann.guide(&[], pause)), @"
    ------- stderr -------
    error: `runs/local/hello/1.1.0.jsonl` was begun on both sides, here and where the store is shared
    help: nothing was sent, and both are as they were
    help: `shepherd store sync --prefer theirs` goes on with the shared one, and keeps yours in a file
    [exit status: 5]
    ");
    insta::assert_snapshot!(ann.fails(5, &["store", "sync"]), @"
    ------- stderr -------
    error: `runs/local/hello/1.1.0.jsonl` was begun on both sides, here and where the store is shared
    help: nothing was sent, and both are as they were
    help: `shepherd store sync --prefer theirs` goes on with the shared one, and keeps yours in a file
    [exit status: 5]
    ");
    insta::assert_snapshot!(ann.does(&["store", "sync", "--prefer", "theirs"]), @"
    ------- stderr -------
    warning: `runs/local/hello/1.1.0.jsonl` is not the same log as the shared one; the one of this clone is kept in [REPO]/.git/shepherd/put-aside/runs-local-hello-1.1.0.jsonl
    release-shepherd of origin: 4 changes came, 0 changes sent
    [exit status: 0]
    ");
    let kept = ann.path(".git/shepherd/put-aside/runs-local-hello-1.1.0.jsonl");
    assert_eq!(std::fs::read_to_string(kept).ok(), Some(mine));
    insta::assert_snapshot!(ann.told(&ann.guide(&[], pause)), @"
    ------- stderr -------
    warning: nobody asked for the answer `step.notes`
    error: the run of 1.1.0 is held by @mona, and you are @ann
    help: do one step of it with `shepherd guide 1.1.0 --step ID`
    help: or take it over, if that is agreed, with `--take-over --reason WHY`
    [exit status: 5]
    ");
}
