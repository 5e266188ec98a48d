//! Two people went on with one run: what each of them wrote is kept. What is shared stays where it is, and what is new
//! here comes after it, so that everybody has one order.

use serde::Deserialize;

use crate::store::{StoreError, marker};

/// Why two logs cannot become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// Each has a beginning of its own.
    BothBegan,
    /// The other side has no such log any more.
    Gone,
    /// Each has an event of this identity, and they are not the same.
    OtherEvent(String),
}

#[derive(Deserialize)]
struct Line {
    id: String,
}

/// Returns their log with the events that were appended here, each once, by its identity. `before` is the log before the
/// appending, `mine` the log after it.
pub(super) fn append(
    file: &str,
    before: Option<&str>,
    mine: &str,
    theirs: Option<&str>,
) -> Result<Result<String, Apart>, StoreError> {
    let known = ids(file, before.unwrap_or_default())?;
    let new: Vec<(String, &str)> =
        lines(file, mine)?.into_iter().filter(|(id, _)| !known.iter().any(|known| known == id)).collect();
    let Some(theirs) = theirs else {
        // Nothing was there before either, or somebody renamed it.
        let text = || new.iter().flat_map(|(_, line)| [*line, "\n"]).collect();
        return Ok(if before.is_none() { Ok(text()) } else { Err(Apart::Gone) });
    };
    let there = lines(file, theirs)?;
    let begins_here = lines(file, mine)?.first().map(|(id, _)| id.clone());
    if begins_here.as_ref() != there.first().map(|(id, _)| id) {
        return Ok(Err(Apart::BothBegan));
    }
    let mut text = theirs.to_owned();
    for (id, line) in &new {
        match there.iter().find(|(known, _)| known == id) {
            Some((_, known)) if known == line => {}
            Some(_) => return Ok(Err(Apart::OtherEvent(id.clone()))),
            None => text.extend([line, "\n"]),
        }
    }
    Ok(Ok(text))
}

fn ids(file: &str, text: &str) -> Result<Vec<String>, StoreError> {
    Ok(lines(file, text)?.into_iter().map(|(id, _)| id).collect())
}

/// Returns the lines of a log with the identity of each event. What else stands in them is not looked at: a newer
/// version may know more.
fn lines<'a>(file: &str, text: &'a str) -> Result<Vec<(String, &'a str)>, StoreError> {
    if !text.is_empty() && !text.ends_with('\n') {
        return Err(marker::damaged(file, "its last line has no end, so it was cut there"));
    }
    let line = |(place, line): (usize, &'a str)| match serde_json::from_str::<Line>(line) {
        Ok(found) => Ok((found.id, line)),
        Err(error) => Err(marker::damaged(file, &format!("line {}: {error}", place + 1))),
    };
    text.lines().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(ids: &str) -> String {
        let lines: Vec<String> = ids.chars().map(|id| format!("{{\"id\":\"{id}\",\"what\":\"later\"}}\n")).collect();
        lines.concat()
    }

    #[test]
    fn what_is_shared_comes_first_and_nothing_comes_twice() {
        let cases = [
            // before, here, there, together
            (Some("s"), "sab", Some("sxy"), Ok("sxyab")),
            (Some("s"), "sab", Some("s"), Ok("sab")),
            (Some("s"), "sab", Some("sab"), Ok("sab")),
            (Some("s"), "sab", Some("sxa"), Ok("sxab")),
            (None, "sa", None, Ok("sa")),
            (None, "sa", Some("sa"), Ok("sa")),
            (None, "sa", Some("tb"), Err(Apart::BothBegan)),
            (Some("s"), "sa", None, Err(Apart::Gone)),
        ];
        for (before, mine, theirs, expected) in cases {
            let (before, theirs) = (before.map(log), theirs.map(log));
            let found = append("f", before.as_deref(), &log(mine), theirs.as_deref()).unwrap();
            assert_eq!(found, expected.map(log), "{mine}");
        }
    }

    #[test]
    fn two_events_of_one_identity_do_not_become_one() {
        let mine = log("sa") + "{\"id\":\"b\",\"what\":\"mine\"}\n";
        let found = append("f", Some(&log("s")), &mine, Some(&log("sb"))).unwrap();
        assert_eq!(found, Err(Apart::OtherEvent("b".to_owned())));
    }

    #[test]
    fn damage_is_told_with_its_line() {
        let error = append("f", None, &(log("s") + "x\n"), Some(&log("s"))).unwrap_err().to_string();
        assert_eq!(error, "`f` in the store is damaged: line 2: expected value at line 1 column 1");
        let cut = append("f", None, "{", None).unwrap_err().to_string();
        assert_eq!(cut, "`f` in the store is damaged: its last line has no end, so it was cut there");
    }
}
