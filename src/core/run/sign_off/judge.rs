//! Whether an agreement counts: whose word it is, whether they may give it, and to what they gave it.

use crate::core::people::{Person, Roster};
use crate::core::run::sign_off::{FEWEST_DIGITS, Forgery, Verdict, Word};

/// An agreement, with all that is known of where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given<'a> {
    /// Whose word it is said to be: a login.
    pub by: &'a str,
    /// The digest of the request that they saw, in full.
    pub digest: &'a str,
    /// The e-mail address of the commit that brought it: claimed, as anybody can write any.
    pub email: &'a str,
    /// Whose signature that commit has.
    pub seal: Seal,
    /// What GitHub says now of the comment that it names; `None` where it names none.
    pub comment: Option<CommentNow>,
}

/// Whose signature a commit has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seal {
    /// It has one that is not good.
    Broken,
    /// It has none.
    None,
    /// It is good, and this person's: a login.
    Of(String),
    /// It may be good, by a key that nobody in the roster has.
    Stranger,
}

/// A comment as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentNow {
    /// It is there.
    Found(CommentFacts),
    /// GitHub answers that it is not there.
    Gone,
    /// GitHub could not be asked.
    Unknown,
}

/// What a comment says, and who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentFacts {
    /// The login of its author.
    pub author: String,
    /// The login of whoever changed it last, where somebody did.
    pub edited_by: Option<String>,
    /// What it approves: each step, and the first digits of the digest.
    pub says: Vec<(String, String)>,
}

/// What an agreement is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need<'a> {
    /// The digest of the request as it is now, in full.
    pub digest: &'a str,
    /// The step.
    pub step: &'a str,
    /// The login of who does the step.
    pub does: &'a str,
    /// Who may agree, by login. Empty: anybody else in the roster; where the roster is empty too, anybody else.
    pub may_agree: &'a [String],
    /// Whether nothing less than a verified agreement will do.
    pub verified: bool,
    /// What was asked for before in this run: step and digest.
    pub earlier: &'a [(String, String)],
}

/// Decides what an agreement is worth.
///
/// Whose word it is comes first, so that a forgery is called one whatever it is good for.
pub fn judge(given: &Given<'_>, need: &Need<'_>, roster: &Roster) -> Verdict {
    let word = match whose_word(given, roster) {
        Ok(word) => word,
        Err(why) => return Verdict::Forged { why },
    };
    if roster.is_same_person(given.by, need.does) {
        return Verdict::Own;
    }
    let is_asked = match need.may_agree {
        [] => roster.0.is_empty() || find(given.by, roster).is_some(),
        logins => logins.iter().any(|login| roster.is_same_person(login, given.by)),
    };
    if !is_asked {
        return Verdict::NotAsked;
    }
    let was_asked = |digest: &str| need.earlier.iter().any(|(step, known)| step == need.step && begins(known, digest));
    if given.digest != need.digest {
        return if was_asked(given.digest) { Verdict::Outdated } else { Verdict::Replayed };
    }
    if let Some(said) = said_by_comment(given, roster) {
        let of_step: Vec<&str> =
            said.iter().filter(|(step, _)| step == need.step).map(|(_, digest)| digest.as_str()).collect();
        if said.is_empty() {
            return Verdict::Forged { why: Forgery::CommentSilent };
        }
        if !of_step.iter().any(|digest| begins(need.digest, digest)) {
            return if of_step.iter().any(|digest| was_asked(digest)) { Verdict::Outdated } else { Verdict::Replayed };
        }
    }
    // What GitHub is said to have heard counts once GitHub says so.
    let is_unconfirmed = word == Word::Claimed && given.comment == Some(CommentNow::Unknown);
    if is_unconfirmed || need.verified && word == Word::Claimed { Verdict::Unsigned } else { Verdict::Counts(word) }
}

/// Returns how sure it is that an agreement is the word of whom it names.
fn whose_word(given: &Given<'_>, roster: &Roster) -> Result<Word, Forgery> {
    match (&given.seal, &given.comment) {
        (Seal::Broken, _) => Err(Forgery::BrokenSeal),
        (Seal::Of(login), _) if roster.is_same_person(login, given.by) => Ok(Word::Verified),
        // Whoever saw the comment brings it, so seal and address are theirs, and the comment alone is the word.
        (_, Some(comment)) => whose_comment(comment, given.by, roster),
        (Seal::Of(login), None) => Err(Forgery::SealOf(login.clone())),
        (Seal::Stranger, None) if find(given.by, roster).is_some_and(|person| !person.keys.is_empty()) => {
            Err(Forgery::StrangeSeal)
        }
        (Seal::None | Seal::Stranger, None) => match roster.with_email(given.email) {
            Some(owner) if !roster.is_same_person(&owner.login, given.by) => Err(Forgery::EmailOf(owner.login.clone())),
            // Whose addresses are known is not somebody at another one.
            None if find(given.by, roster).is_some_and(|person| person.aliases.iter().any(|it| it.contains('@'))) => {
                Err(Forgery::StrangeEmail(given.email.to_owned()))
            }
            _ => Ok(Word::Claimed),
        },
    }
}

fn whose_comment(comment: &CommentNow, by: &str, roster: &Roster) -> Result<Word, Forgery> {
    let facts = match comment {
        CommentNow::Found(facts) => facts,
        CommentNow::Gone => return Err(Forgery::CommentGone),
        CommentNow::Unknown => return Ok(Word::Claimed),
    };
    // GitHub tells the login of today. One that the person gave up may be somebody else's by now.
    let login = find(by, roster).map_or(by, |person| &person.login);
    if !facts.author.eq_ignore_ascii_case(login) {
        return Err(Forgery::CommentOf(facts.author.clone()));
    }
    match &facts.edited_by {
        Some(editor) if !editor.eq_ignore_ascii_case(login) => Err(Forgery::CommentEdited(editor.clone())),
        _ => Ok(Word::Verified),
    }
}

/// Returns what the comment approves by which an agreement stands, `None` where it stands by its own seal, or by none.
fn said_by_comment<'a>(given: &'a Given<'_>, roster: &Roster) -> Option<&'a [(String, String)]> {
    match (&given.seal, &given.comment) {
        (Seal::Of(login), _) if roster.is_same_person(login, given.by) => None,
        (_, Some(CommentNow::Found(facts))) => Some(&facts.says),
        _ => None,
    }
}

/// Says whether a digest begins with these digits, and they are enough to mean no other.
fn begins(digest: &str, digits: &str) -> bool {
    digits.len() >= FEWEST_DIGITS && digest.starts_with(digits)
}

/// Returns who has a login, or had it before.
fn find<'a>(login: &str, roster: &'a Roster) -> Option<&'a Person> {
    roster.with_login(login).or_else(|| roster.0.iter().find(|person| person.is_called(login)))
}
