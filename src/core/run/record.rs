//! What the tag says of the people: trailers, as `git interpret-trailers` reads them
//! (<https://git-scm.com/docs/git-interpret-trailers>).

use crate::core::run::start::People;

/// Returns the trailers of a tag, one a line: `Released-by: @octocat`, then mentors, sponsors and shadows.
pub fn trailers(released_by: &[String], people: &People) -> Vec<String> {
    let released = released_by.iter().map(|login| format!("Released-by: @{login}"));
    let others = people.roles().flat_map(|(role, people)| people.iter().map(move |login| format!("{role}: @{login}")));
    released.chain(others).collect()
}

/// Returns commands in which each `git tag` that has a message on its line also carries the trailers, as one more
/// paragraph of that message. What is more than one plain command is left as it is.
///
/// ```
/// use release_shepherd::core::run::with_trailers;
///
/// let trailers = ["Released-by: @octocat".to_owned()];
/// assert_eq!(
///     with_trailers("git tag -a 5.5.0 -m 'Release 5.5.0'", &trailers),
///     "git tag -a 5.5.0 -m 'Release 5.5.0' -m \"Released-by: @octocat\""
/// );
/// assert_eq!(with_trailers("git tag 5.5.0", &trailers), "git tag 5.5.0");
/// ```
pub fn with_trailers(commands: &str, trailers: &[String]) -> String {
    let lines: Vec<String> = commands.lines().map(|line| tag_with_trailers(line, trailers)).collect();
    let text = lines.join("\n");
    if commands.ends_with('\n') { text + "\n" } else { text }
}

fn tag_with_trailers(line: &str, trailers: &[String]) -> String {
    let is_tag = line.trim_start().starts_with("git tag ");
    let has_message = [" -m ", " -am ", " -sm ", " --message"].iter().any(|option| line.contains(option));
    let is_plain =
        !line.contains(['#', '&', ';', '|', '<', '>', '\\', '`']) && line.matches('"').count().is_multiple_of(2);
    let is_closed = line.matches('\'').count().is_multiple_of(2);
    let is_removal = line.contains(" -d ") || line.contains(" --delete");
    if !(is_tag && has_message && is_plain && is_closed) || is_removal || trailers.is_empty() {
        return line.to_owned();
    }
    format!("{} -m \"{}\"", line.trim_end(), trailers.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_named() {
        let people =
            People { mentors: vec!["mona".to_owned()], sponsors: vec![], shadows: vec!["newcomer".to_owned()] };
        assert_eq!(
            trailers(&["octocat".to_owned()], &people),
            ["Released-by: @octocat", "Mentored-by: @mona", "Shadowed-by: @newcomer"]
        );
    }

    #[test]
    fn what_is_no_plain_tag_with_a_message_stays() {
        let trailers = ["Released-by: @octocat".to_owned()];
        for line in [
            "git tag 5.5.0",
            "git tag -d 5.5.0 -m x",
            "git tag -a 5.5.0 -m x && git push",
            "git tag -a 5.5.0 -m \"x",
            "echo git tag -m",
        ] {
            assert_eq!(with_trailers(line, &trailers), line);
        }
        assert!(with_trailers("  git tag -a 5.5.0 -m x\n", &trailers).ends_with("-m \"Released-by: @octocat\"\n"));
    }
}
