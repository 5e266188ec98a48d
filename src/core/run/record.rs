//! What the tag says of the people: trailers, as `git interpret-trailers` reads them
//! (<https://git-scm.com/docs/git-interpret-trailers>).

use crate::core::run::event::People;

/// Returns the trailers of a tag, one a line: `Released-by: @octocat`, then mentors, sponsors and shadows.
pub fn trailers(released_by: &str, people: &People) -> Vec<String> {
    let released = std::iter::once(format!("Released-by: @{released_by}"));
    let others = people.roles().flat_map(|(role, people)| people.iter().map(move |login| format!("{role}: @{login}")));
    released.chain(others).collect()
}

/// Returns the message of a tag: a subject, and the trailers after an empty line.
pub fn message(version: &str, released_by: &str, people: &People) -> String {
    format!("Release {version}\n\n{}\n", trailers(released_by, people).join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_named() {
        let people =
            People { mentors: vec!["mona".to_owned()], sponsors: vec![], shadows: vec!["newcomer".to_owned()] };
        let expected = "Release 5.5.0\n\nReleased-by: @octocat\nMentored-by: @mona\nShadowed-by: @newcomer\n";
        assert_eq!(message("5.5.0", "octocat", &people), expected);
    }
}
