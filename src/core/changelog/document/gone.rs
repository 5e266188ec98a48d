//! Lines of ours about changes that are not generated any more.

use super::base::{Base, is_change};
use super::body::{Body, Chunk};
use super::compose::Frame;
use super::keys::Keys;
use super::request::Report;

/// Takes out the lines of changes that are not generated any more where nobody touched them, and forgets the changes. A
/// line that a person changed stays, as does one with something of theirs nested in it.
pub(super) fn drop_gone(body: &mut Body, base: &mut Base, keys: &Keys, frame: &Frame<'_>, report: &mut Report) {
    let gone: Vec<String> = base.0.keys().filter(|key| is_change(key) && !keys.is_shown(key)).cloned().collect();
    for key in gone {
        let mut was_listed = false;
        while let Some(index) = body.0.iter().position(|chunk| is_untouched(chunk, &key)) {
            body.take(index, frame);
            was_listed = true;
        }
        if body.heads().any(|(_, _, head)| head.names(&key)) {
            continue;
        }
        // What a person deleted is remembered as long as it may be shown again.
        if was_listed || !keys.is_known(&key) {
            base.0.remove(&key);
        } else {
            report.deleted.push(key);
        }
    }
}

/// Says whether an item is about a change, and all of it is as it was generated.
fn is_untouched(chunk: &Chunk, key: &str) -> bool {
    let Some(head) = chunk.heads().first() else { return false };
    head.key.as_deref() == Some(key) && head.is_ours && (head.is_plain() || head.whole_is_ours)
}
