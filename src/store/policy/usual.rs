//! What holds where a team says nothing, written out beside the keys, so that nobody has to look them up.

use crate::core::policy::Policy;

/// Returns the text of a marker with a `[policy]` in which each key is a comment that says its default, where it has none.
pub(in crate::store) fn with_usual(text: &str) -> String {
    // A text that cannot be read may have one.
    let has_none = text.parse::<toml::Table>().is_ok_and(|table| !table.contains_key("policy"));
    if has_none { format!("{}\n\n{}", text.trim_end(), usual()) } else { text.to_owned() }
}

/// Returns a `[policy]` that changes nothing, and says what may be said.
fn usual() -> String {
    let Policy { rest, window, growth, weights, ladder, capable, preparation, rungs } = Policy::default();
    let lines = [
        (format!("rest = {rest}"), "who cut one of the last so many releases of a project rests; 0: nobody does"),
        (format!("window = {window}"), "the load is counted over so many days"),
        (format!("growth = {growth}"), "every so many slots a learner goes along; 0: never"),
        (format!("capable = {capable}"), "who cut no release for so many days does not count as able to"),
        (format!("preparation = {preparation}"), "a slot keeps its shepherd busy from so many days before it"),
        (
            format!(
                "weights = {{ major = {}, minor = {}, patch = {}, pre-release = {} }}",
                weights.major, weights.minor, weights.patch, weights.pre_release
            ),
            "what each kind of release weighs in the load",
        ),
        (
            format!(
                "ladder = {{ shadow = {}, paired = {}, solo = {}, mentor = {} }}",
                ladder.shadow, ladder.paired, ladder.solo, ladder.mentor
            ),
            "releases watched, led with a mentor, led alone, mentored, to be that",
        ),
        (
            format!(
                "rungs = {{ major = \"{}\", minor = \"{}\", patch = \"{}\", pre-release = \"{}\", duty = \"{}\", \
                 security = \"{}\" }}",
                rungs.major, rungs.minor, rungs.patch, rungs.pre_release, rungs.duty, rungs.security
            ),
            "how far to be, to take such a slot without a mentor",
        ),
    ];
    let lines = lines.map(|(line, meaning)| format!("\n# {meaning}\n#{line}\n"));
    format!(
        "[policy]\n# What the team agreed on for its rotation. Take away the # in front of a key, and change what it says.\n{}",
        lines.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::policy::{KEYS, POLICY_KEYS, doubts, read};

    const MARKER: &str = "# Ours.\nformat = 1\nid = \"a\"\n\n[[project]]\nname = \"octo/hello\"\n";

    #[test]
    fn what_is_a_comment_says_the_defaults() {
        let text = with_usual(MARKER);
        assert_eq!((read(&text).unwrap(), with_usual(&text)), (Policy::default(), text.clone()));
        let said: String = text
            .split_inclusive('\n')
            .map(|line| match line.strip_prefix('#') {
                Some(rest) if !rest.starts_with(' ') => rest,
                _ => line,
            })
            .collect();
        let table = said.parse::<toml::Table>().unwrap();
        assert!(table.keys().all(|key| KEYS.contains(&key.as_str())), "{said}");
        let keys = table["policy"].as_table().unwrap();
        assert!(POLICY_KEYS.iter().all(|key| keys.contains_key(*key)), "{said}");
        assert_eq!((read(&said).unwrap(), doubts(&said).unwrap()), (Policy::default(), Vec::new()));
        for text in ["[policy]\n", "[policy\n"] {
            assert_eq!(with_usual(text), text);
        }
    }
}
