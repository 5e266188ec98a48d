//! What two people do to the same file at once, and somebody who is taken out while another clone still has them.

use super::Office;
use super::bad_remotes::DOCUMENT;

#[test]
fn two_who_sign_up_at_once_are_both_in_it() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    mona.does(&["circles", "add", "calls", "--kind", "peer-support", "--without-me"]);
    ann.does(&["store", "sync"]);
    office.is_reachable(false);
    mona.does(&["circles", "join", "calls"]);
    mona.does(&["people", "set", "ann", "--alias", "ann@home.example", "--interest", "triage"]);
    ann.does(&["circles", "join", "calls"]);
    ann.does(&["people", "set", "ann", "--alias", "ann@work.example", "--interest", "mentoring"]);
    office.is_reachable(true);
    mona.does(&["store", "sync"]);
    ann.does(&["store", "sync"]);
    mona.does(&["store", "sync"]);
    for machine in [&mona, &ann] {
        let circle = machine.stored("circles/calls.toml").expect("it is there");
        assert!(circle.contains("members = [\"mona\", \"ann\"]"), "{circle}");
        let person = machine.stored("people/ann.toml").expect("she is there");
        assert!(person.contains("\"ann@home.example\", \"ann@work.example\"]"), "{person}");
        assert!(person.contains("interest = [\"triage\", \"mentoring\"]"), "{person}");
    }
}

#[test]
fn who_is_forgotten_does_not_come_back_with_another_clone() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    mona.does(&["people", "add", "kim", "--name", "Kim Newcomer", "--alias", "kim@example.org"]);
    mona.does(&["circles", "add", "calls", "--kind", "peer-support"]);
    mona.does(&["circles", "join", "calls", "--as", "kim"]);
    ann.does(&["store", "sync"]);
    assert!(ann.stored("people/kim.toml").is_some());
    // She works without the network meanwhile, and in a file that names them.
    office.is_reachable(false);
    ann.does(&["circles", "join", "calls"]);
    ann.does(&["people", "set", "ann", "--interest", "triage"]);
    office.is_reachable(true);
    insta::assert_snapshot!(mona.does(&["people", "forget", "kim", "--yes"]), @"
    ------- stderr -------
    `people/kim.toml` goes
    `circles/calls.toml` names them no more
    @kim is not in the records any more; where a record needs somebody, it says `ghost`
    hint: the history of git has what was there before, here, where it is shared, and in each clone, and so have tags that say `Released-by: @kim`: to go further, somebody who knows git rewrites the branch (`git filter-repo`), and each clone takes it with `shepherd store sync --prefer theirs`
    [exit status: 0]
    ");
    ann.does(&["store", "sync"]);
    mona.does(&["store", "sync"]);
    for machine in [&mona, &ann] {
        assert_eq!(machine.stored("people/kim.toml"), None);
        let circle = machine.stored("circles/calls.toml").expect("it is there");
        assert!(circle.contains("members = [\"mona\", \"ann\"]"), "{circle}");
    }
    for file in office.git(&["ls-tree", "-r", "--name-only", "release-shepherd"]).lines() {
        let text = office.git(&["show", &format!("release-shepherd:{file}")]);
        assert!(!text.to_lowercase().contains("kim"), "{file}:\n{text}");
    }
}

#[test]
fn who_is_changed_while_they_are_forgotten_is_for_people_to_decide() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    mona.does(&["people", "add", "kim"]);
    ann.does(&["store", "sync"]);
    office.is_reachable(false);
    ann.does(&["people", "set", "kim", "--name", "Kim"]);
    office.is_reachable(true);
    mona.does(&["people", "forget", "kim", "--yes"]);
    insta::assert_snapshot!(ann.fails(5, &["store", "sync"]), @"
    ------- stderr -------
    error: `people/kim.toml` in the store was changed on both sides: `the file` is `changed` here and `removed` there
    help: nothing was sent, and both are as they were
    help: agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`
    [exit status: 5]
    ");
    ann.does(&["store", "sync", "--prefer", "theirs"]);
    assert_eq!(ann.stored("people/kim.toml"), None);
}
