//! Examples as the help has them.

/// What stands behind a command: an explanation, another program, a file.
const ENDS: [&str; 5] = ["  ", " | ", " > ", "; ", " #"];

/// Returns the commands of the list of examples at the end of a help.
pub(super) fn examples(help: &str) -> Vec<String> {
    let Some((_, list)) = help.split_once("Examples:\n") else { return Vec::new() };
    let list = list.split("\n\n").next().unwrap_or_default();
    let mut found: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in list.lines() {
        let text = line.trim();
        let is_command =
            line.strip_prefix("  ").is_some_and(|line| line.starts_with("shepherd ") || line.starts_with("EDITOR="));
        if !is_command && !goes_on {
            continue;
        }
        let command = text.trim_end_matches('\\').trim_end();
        match found.last_mut().filter(|_| goes_on) {
            Some(before) => *before = format!("{before} {command}"),
            None => found.push(command.to_owned()),
        }
        goes_on = text.ends_with('\\');
    }
    found
        .iter()
        .map(|command| {
            ENDS.iter().fold(command.as_str(), |left, end| left.split(end).next().unwrap_or(left)).to_owned()
        })
        .collect()
}

/// Returns the words of a command as a shell has them: a pair of single quotes holds one together.
pub(super) fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in command.chars() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            other => words.last_mut().expect("there is one").push(other),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn examples_are_found_as_they_are_typed() {
    let help = "Examples:\n  shepherd a          what it does\n  shepherd b --x 'c d' \\\n      --y | jq .z\n                  \
                more\n  shepherd e > f\n\nMore:\n  shepherd g";
    assert_eq!(examples(help), ["shepherd a", "shepherd b --x 'c d' --y", "shepherd e"]);
    assert_eq!(words("shepherd b --x 'c d' e"), ["shepherd", "b", "--x", "c d", "e"]);
}
