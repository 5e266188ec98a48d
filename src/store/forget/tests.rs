//! Somebody is taken out of files, one kind after the other.

use super::*;

fn names() -> Names {
    let all = ["kim", "kim-old", "kim@example.org"].map(str::to_owned).to_vec();
    Names { login: "kim".to_owned(), all, name: "Kim Newcomer".to_owned() }
}

#[test]
fn a_record_keeps_its_facts_without_the_name() {
    let text = "format = 1\n\n[[release]]\ntag = \"kim\" # a name\nreleased-by = [\n  'KIM', # she\n  \"mona\",\n]\n\
                mentored-by = [\"kim-old\", \"ghost\"]\nshadowed-by = [\"kimberly\"]\n\
                organisations = { Kim = \"acme\", mona = \"github\" }\nnotes = \"by @kim\"\n";
    let after = without("releases/o/h.toml", text, &names(), None).unwrap();
    insta::assert_snapshot!(after, @r#"
    format = 1

    [[release]]
    tag = "kim" # a name
    released-by = [
      "ghost", # she
      "mona",
    ]
    mentored-by = ["ghost"]
    shadowed-by = ["kimberly"]
    organisations = { mona = "github", ghost = "acme" }
    notes = "by @kim"
    "#);
    assert!(names().is_in(&after), "the notes name her still");
}

#[test]
fn a_login_may_be_a_word_of_the_files() {
    let text = "format = 1\n\n[[release]]\ntag = \"date\"\nversion = \"1.0\"\nkind = \"patch\"\ndate = 2026-03-01\n\
                released-by = [\"date\", \"record\"]\nsource = \"record\"\norganisations = { date = \"date\" }\n";
    for login in ["date", "version", "format", "record", "organisations", "release"] {
        let names = Names { login: login.to_owned(), all: vec![login.to_owned()], name: String::new() };
        let after = without("releases/o/h.toml", text, &names, None).unwrap();
        let expected = match login {
            "date" => text.replace("[\"date\",", "[\"ghost\",").replace("{ date = \"date\" }", "{ ghost = \"date\" }"),
            "record" => text.replace(", \"record\"]", ", \"ghost\"]"),
            _ => text.to_owned(),
        };
        assert_eq!(after, expected, "{login}");
    }
}

#[test]
fn a_sign_up_is_no_fact() {
    let text = "format = 1\nname = \"kim\"\nmembers = [\"mona\", \"kim\"] # all\nby = \"@kim\"\n\
                [[offer]]\nto = \"kim@example.org\"\n";
    insta::assert_snapshot!(without("circles/kim.toml", text, &names(), None).unwrap(), @r#"
    format = 1
    name = "kim"
    members = ["mona"] # all
    by = "ghost"
    [[offer]]
    to = "ghost"
    "#);
}

#[test]
fn a_slot_to_come_is_nobodys_again() {
    let slot = |state: &str| {
        format!(
            "format = 1\nuid = \"a\"\nstate = \"{state}\"\nshepherd = \"kim\" # she\nmentor = \"mona\"\noffered = 2026-03-01\n\
             accepted = 2026-03-02\nsequence = 3\nchanged = 2026-03-02T09:00:00Z\n\n[[volunteer]]\nlogin = \"kim\"\n\
             on = 2026-03-01\n\n[[swap]]\nfrom = \"zoe\"\nto = \"kim\"\non = 2026-03-02\n"
        )
    };
    let now = "2026-03-28T09:00:00Z".parse().unwrap();
    let after = |now: Option<Timestamp>| without("slots/o/h/a.toml", &slot("accepted"), &names(), now).unwrap();
    insta::assert_snapshot!(after(Some(now)), @r#"
    format = 1
    uid = "a"
    state = "open"
    # she
    mentor = "mona"
    sequence = 4
    changed = 2026-03-28T09:00:00Z

    [[swap]]
    from = "zoe"
    to = "ghost"
    on = 2026-03-02
    "#);
    insta::assert_snapshot!(after(None), @r#"
    format = 1
    uid = "a"
    state = "accepted"
    shepherd = "ghost" # she
    mentor = "mona"
    offered = 2026-03-01
    accepted = 2026-03-02
    sequence = 3
    changed = 2026-03-02T09:00:00Z

    [[swap]]
    from = "zoe"
    to = "ghost"
    on = 2026-03-02
    "#);
}

#[test]
fn files_and_words_are_told_apart() {
    let names = names();
    for (path, own) in [
        ("people/Kim.toml", true),
        ("pairings/mona--kim.toml", true),
        ("pairings/kim--mona.toml", true),
        ("away/kim.toml", true),
        ("people/kimberly.toml", false),
        ("releases/kim/hello.toml", false),
        ("circles/kim.toml", false),
        ("store.toml", false),
    ] {
        assert_eq!(names.own(path), own, "{path}");
    }
    for (text, has) in [
        ("released-by = [\"Kim\"]", true),
        ("# ask @kim, she knows", true),
        ("kim newcomer", true),
        ("kimberly", false),
        ("not-kim", false),
        ("kim@example.org.invalid", true),
        ("", false),
    ] {
        assert_eq!(names.is_in(text), has, "{text}");
    }
}
