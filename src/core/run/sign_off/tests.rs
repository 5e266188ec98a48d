//! Requests that are read as they were written, and every verdict.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::core::people::{Person, Roster};

const NOW: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const BEFORE: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const OTHER_STEP: &str = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";
const OTHER_RUN: &str = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd";

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA";

fn person(login: &str, aliases: &[&str], keys: &[&str]) -> Person {
    Person {
        login: login.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        keys: keys.iter().map(|key| key.parse().unwrap()).collect(),
        ..Person::default()
    }
}

/// The release shepherd is `newcomer`, and `octocat` mentors. `climber` would like to be taken for the mentor.
fn roster() -> Roster {
    Roster(vec![
        person("climber", &["octocat"], &[]),
        person("hubot", &["bot@example.org"], &[]),
        person("newcomer", &["new@example.org", "newcomer-before"], &[]),
        person("octocat", &["octo@example.org", "octocat-before"], &[KEY]),
    ])
}

fn of(login: &str) -> Seal {
    Seal::Of(login.to_owned())
}

/// Returns what GitHub says of a comment: its author, who changed it, and what it approves, as `STEP DIGEST`.
fn comment(author: &str, edited_by: Option<&str>, says: &[&str]) -> CommentNow {
    let says = says.iter().map(|said| said.split_once(' ').unwrap());
    CommentNow::Found(CommentFacts {
        author: author.to_owned(),
        edited_by: edited_by.map(str::to_owned),
        says: says.map(|(step, digest)| (step.to_owned(), digest.to_owned())).collect(),
    })
}

/// Judges an agreement to the step `tag`, which `newcomer` does and `octocat` or `hubot` may agree to.
fn judged(by: &str, digest: &str, email: &str, seal: Seal, comment: Option<CommentNow>, verified: bool) -> Verdict {
    let earlier = [("tag".to_owned(), BEFORE.to_owned()), ("publish".to_owned(), OTHER_STEP.to_owned())];
    let may_agree = ["octocat".to_owned(), "hubot".to_owned(), "newcomer".to_owned()];
    let need = Need { digest: NOW, step: "tag", does: "newcomer", may_agree: &may_agree, verified, earlier: &earlier };
    judge(&Given { by, digest, email, seal, comment }, &need, &roster())
}

#[test]
fn each_verdict_is_told_from_the_others() {
    use Seal::{Broken, None as NoSeal, Stranger};
    let (octo, new, said) = ("octo@example.org", "new@example.org", "tag aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    let somebody = |login: &str| login.to_owned();
    let forged = |why| Verdict::Forged { why };
    let (verified, claimed) = (Verdict::Counts(Word::Verified), Verdict::Counts(Word::Claimed));
    #[rustfmt::skip]
    let table = [
        ("verified by a key", judged("octocat", NOW, octo, of("octocat"), None, true), verified.clone()),
        ("verified by a key, under a login of before", judged("octocat-before", NOW, new, of("Octocat"), None, true), verified.clone()),
        ("verified by a key, whatever its comment says now", judged("octocat", NOW, octo, of("octocat"), Some(comment("x", None, &[])), true), verified.clone()),
        ("verified by a comment", judged("octocat", NOW, octo, NoSeal, Some(comment("octocat", None, &[said])), true), verified.clone()),
        ("verified by a comment that another brought", judged("octocat", NOW, new, of("newcomer"), Some(comment("Octocat", None, &["x 0", said])), true), verified.clone()),
        ("verified by a comment that they changed", judged("octocat", NOW, new, Stranger, Some(comment("octocat", Some("octocat"), &[said])), true), verified),
        ("claimed", judged("octocat", NOW, octo, NoSeal, None, false), claimed.clone()),
        ("forged: from an address that nobody has, and theirs is known", judged("octocat", NOW, "who@example.org", NoSeal, None, false), forged(Forgery::StrangeEmail("who@example.org".to_owned()))),
        ("not asked, and not forged, as no address of theirs is known", judged("climber", NOW, "who@example.org", NoSeal, None, false), Verdict::NotAsked),
        ("claimed, by a stranger's key", judged("hubot", NOW, "bot@example.org", Stranger, None, false), claimed.clone()),
        ("unsigned, as GitHub could not be asked", judged("octocat", NOW, new, of("newcomer"), Some(CommentNow::Unknown), false), Verdict::Unsigned),
        ("unsigned", judged("octocat", NOW, octo, NoSeal, None, true), Verdict::Unsigned),
        ("unsigned: a stranger's key", judged("hubot", NOW, "bot@example.org", Stranger, None, true), Verdict::Unsigned),
        ("unsigned: GitHub could not be asked", judged("octocat", NOW, new, NoSeal, Some(CommentNow::Unknown), true), Verdict::Unsigned),
        ("forged: somebody else signed", judged("octocat", NOW, octo, of("newcomer"), None, false), forged(Forgery::SealOf(somebody("newcomer")))),
        ("forged: an alias is no login", judged("octocat", NOW, octo, of("climber"), None, false), forged(Forgery::SealOf(somebody("climber")))),
        ("forged: a signature that is not good", judged("octocat", NOW, octo, Broken, None, false), forged(Forgery::BrokenSeal)),
        ("forged: a bad signature beside a comment", judged("octocat", NOW, octo, Broken, Some(comment("octocat", None, &[said])), false), forged(Forgery::BrokenSeal)),
        ("forged: a stranger's key", judged("octocat", NOW, octo, Stranger, None, false), forged(Forgery::StrangeSeal)),
        ("forged: another's address", judged("octocat", NOW, new, NoSeal, None, false), forged(Forgery::EmailOf(somebody("newcomer")))),
        ("forged: another's address on GitHub", judged("octocat", NOW, "1+hubot@users.noreply.github.com", NoSeal, None, false), forged(Forgery::EmailOf(somebody("hubot")))),
        ("forged: another's comment", judged("octocat", NOW, octo, NoSeal, Some(comment("newcomer", None, &[said])), false), forged(Forgery::CommentOf(somebody("newcomer")))),
        ("forged: a login that was given up", judged("octocat", NOW, octo, NoSeal, Some(comment("octocat-before", None, &[said])), false), forged(Forgery::CommentOf(somebody("octocat-before")))),
        ("forged: a comment that another changed", judged("octocat", NOW, octo, NoSeal, Some(comment("octocat", Some("newcomer"), &[said])), false), forged(Forgery::CommentEdited(somebody("newcomer")))),
        ("forged: a comment about something else", judged("octocat", NOW, octo, NoSeal, Some(comment("octocat", None, &[])), false), forged(Forgery::CommentSilent)),
        ("forged: a comment that is gone", judged("octocat", NOW, octo, NoSeal, Some(CommentNow::Gone), false), forged(Forgery::CommentGone)),
        ("own", judged("newcomer", NOW, new, of("newcomer"), None, false), Verdict::Own),
        ("own, under a login of before", judged("newcomer-before", NOW, new, NoSeal, None, false), Verdict::Own),
        ("own, in capitals", judged("NewComer", NOW, "x", NoSeal, Some(comment("newcomer", None, &[said])), false), Verdict::Own),
        ("not asked", judged("passer-by", NOW, "x", NoSeal, None, false), Verdict::NotAsked),
        ("not asked, and verified", judged("passer-by", NOW, "x", NoSeal, Some(comment("passer-by", None, &[said])), true), Verdict::NotAsked),
        ("outdated", judged("octocat", BEFORE, octo, of("octocat"), None, false), Verdict::Outdated),
        ("outdated: the comment", judged("octocat", NOW, octo, NoSeal, Some(comment("octocat", None, &["tag bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"])), false), Verdict::Outdated),
        ("replayed from another step", judged("octocat", OTHER_STEP, octo, of("octocat"), None, false), Verdict::Replayed),
        ("replayed from another run", judged("octocat", OTHER_RUN, octo, of("octocat"), None, false), Verdict::Replayed),
        ("replayed: the comment is on another step", judged("octocat", NOW, octo, NoSeal, Some(comment("octocat", None, &["publish cccccccccccccccccccccccccccccccc"])), false), Verdict::Replayed),
        ("replayed: the comment has the digest under another step", judged("octocat", NOW, octo, NoSeal, Some(comment("octocat", None, &["publish aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])), false), Verdict::Replayed),
        ("replayed: the comment has too few digits", judged("octocat", NOW, octo, NoSeal, Some(comment("octocat", None, &["tag aaaaaaaaaaa"])), false), Verdict::Replayed),
        ("replayed: a part of the digest is no digest", judged("octocat", &NOW[..12], octo, of("octocat"), None, false), Verdict::Replayed),
    ];
    for (what, found, expected) in table {
        assert_eq!(found, expected, "{what}");
        assert!(what.starts_with(&found.name().replace('-', " ")), "{what}: {}", found.name());
        assert_eq!(found.remedy().is_none(), found.counts());
    }
}

#[test]
fn who_may_agree_where_nobody_is_named() {
    let judged = |by: &str, roster: &Roster| {
        let email = if by == "octocat" { "octo@example.org" } else { "x" };
        let need = Need { digest: NOW, step: "tag", does: "newcomer", may_agree: &[], verified: false, earlier: &[] };
        judge(&Given { by, digest: NOW, email, seal: Seal::None, comment: None }, &need, roster)
    };
    assert_eq!(judged("octocat", &roster()), Verdict::Counts(Word::Claimed));
    assert_eq!(judged("passer-by", &roster()), Verdict::NotAsked);
    assert_eq!(judged("passer-by", &Roster::default()), Verdict::Counts(Word::Claimed));
    assert_eq!(judged("newcomer", &Roster::default()), Verdict::Own);
}

#[test]
fn a_verdict_says_why_and_what_to_do() {
    let forged = Verdict::Forged { why: Forgery::SealOf("newcomer".to_owned()) };
    assert_eq!(forged.to_string(), "it may not be theirs: @newcomer signed it");
    assert_eq!(Verdict::Outdated.remedy(), Some("ask them to look again, with `shepherd approve`"));
    assert!(Verdict::Counts(Word::Claimed).to_string().starts_with("claimed: "));
}

fn request() -> Request {
    Request {
        commands: vec!["git tag v5.5.0\ngit push origin v5.5.0\n".to_owned()],
        folder: "hub".to_owned(),
        project: "octo/hello".to_owned(),
        round: 1,
        run: "w-1".to_owned(),
        step: "tag".to_owned(),
        target: Some("ab".repeat(20)),
        text: "cd".repeat(32),
        title: "Tag \"it\"".to_owned(),
        variables: BTreeMap::from([("tag".to_owned(), "v5.5.0".to_owned()), ("branch".to_owned(), "5.x".to_owned())]),
        version: "5.5.0".to_owned(),
    }
}

#[test]
fn a_request_is_one_text() {
    let canonical = request().canonical();
    assert_eq!(
        canonical,
        format!(
            r#"{{"commands":["git tag v5.5.0\ngit push origin v5.5.0\n"],"folder":"hub","project":"octo/hello","round":1,"run":"w-1","step":"tag","target":"{}","text":"{}","title":"Tag \"it\"","variables":{{"branch":"5.x","tag":"v5.5.0"}},"version":"5.5.0"}}"#,
            "ab".repeat(20),
            "cd".repeat(32)
        )
    );
    // Whoever adds a field puts it in its place.
    let sorted: BTreeMap<String, Value> = serde_json::from_str(&canonical).unwrap();
    assert_eq!(serde_json::to_string(&sorted).unwrap(), canonical);
    assert_eq!(request().digest(), crate::core::digest::sha256(&canonical));
}

#[test]
fn the_same_in_another_way_is_no_request() {
    let canonical = request().canonical();
    let hidden = canonical.replacen('{', r#"{"also":"rm -rf /","#, 1);
    let twice = canonical.replacen(r#"{"branch":"5.x""#, r#"{"branch":"main","branch":"5.x""#, 1);
    for text in [canonical.replacen(':', ": ", 1), canonical.replacen("tag", r"\u0074ag", 1), hidden, twice] {
        assert_eq!(Request::read(&text), Err(RequestError::NotCanonical), "{text}");
    }
    for text in [String::new(), "{}".to_owned(), canonical.replacen("\"round\":1", "\"round\":-1", 1), canonical + "x"]
    {
        assert!(matches!(Request::read(&text), Err(RequestError::Unreadable { .. })), "{text}");
    }
}

fn any_request() -> impl Strategy<Value = Request> {
    let text = any::<String>;
    let variables = prop::collection::btree_map(text(), text(), 0..4);
    let commands = prop::collection::vec(text(), 0..3);
    let names = (text(), text(), text(), text(), text(), text(), text());
    (commands, names, any::<usize>(), prop::option::of(text()), variables).prop_map(
        |(commands, (folder, project, run, step, digest, title, version), round, target, variables)| Request {
            commands,
            folder,
            project,
            round,
            run,
            step,
            target,
            text: digest,
            title,
            variables,
            version,
        },
    )
}

/// Returns the request with one field changed.
fn changed(request: &Request, field: usize, word: &str) -> Request {
    let mut request = request.clone();
    match field {
        0 => request.commands.push(word.to_owned()),
        1 => request.project.push_str(word),
        2 => request.round = request.round.wrapping_add(word.len()),
        3 => request.run.push_str(word),
        4 => request.step.push_str(word),
        5 => request.target = request.target.xor(Some(word.to_owned())),
        6 => request.text.push_str(word),
        7 => request.title.push_str(word),
        8 => request.version.push_str(word),
        9 => request.folder.push_str(word),
        // A value that is there gets longer, else there is one more.
        _ => request.variables.entry(word.to_owned()).or_default().push_str(word),
    }
    request
}

proptest! {
    /// What was written is read, and is the same.
    #[test]
    fn requests_are_read_as_they_were_written(request in any_request()) {
        prop_assert_eq!(Request::read(&request.canonical()), Ok(request));
    }

    /// Whatever changes, the digest changes.
    #[test]
    fn each_field_is_part_of_the_digest(request in any_request(), word in ".{1,3}") {
        for field in 0..11 {
            let other = changed(&request, field, &word);
            prop_assert_ne!(&other, &request);
            prop_assert_ne!(other.digest(), request.digest(), "field {}", field);
        }
    }

    /// Whatever stands where a request should, reading it does not panic.
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = Request::read(&text);
    }
}
