//! What `shepherd` says of itself: its subcommands in groups, by what a person wants to do.

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::{Command, CommandFactory as _};

use crate::cli::Cli;
use crate::core::layout::{beside, columns};
use crate::ui::width_of_help;

/// The subcommands, by what a person wants to do; in each group the one that is needed most stands first.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Walk through a release", &["guide", "next", "status", "approve", "handoff", "debrief", "checklist"]),
    ("Write the changelog", &["changelog", "explain", "upgrade-notes", "draft"]),
    ("Take turns", &["rotation", "people", "circles", "record", "ledger", "report", "store"]),
    ("Set up", &["demo", "init", "doctor", "completions", "man", "help"]),
];

/// Where to begin, for whoever has never seen it.
const BEGIN: [(&str, &str); 3] = [
    ("shepherd demo", "a small project to try everything on"),
    ("shepherd guide VERSION --rehearse", "practise your release, in a throw-away copy"),
    ("shepherd COMMAND --help", "all of one command, with examples"),
];

/// What stands beside `help`, which the parser brings.
const HELP: &str = "Print the help of a command";

/// Returns the parser of this program, whose help shows the groups.
pub(in crate::cli) fn command() -> Command {
    let command = Cli::command();
    let template = template(&command, width_of_help());
    command.help_template(StyledStr::from(template))
}

fn template(command: &Command, width: usize) -> String {
    let styles = command.get_styles();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let longest = GROUPS.iter().flat_map(|(_, names)| *names).map(|name| name.len()).max().unwrap_or_default();
    let mut text = "{about-with-newline}\n{usage-heading} {usage}\n\n".to_owned();
    let _ = writeln!(text, "{header}New here?{header:#}\n{}\n", begin(width));
    for (title, names) in GROUPS {
        let _ = writeln!(text, "{header}{title}:{header:#}");
        for name in names {
            let line = beside(name, longest, &summary(command, name), width);
            let _ = writeln!(text, "{}", line.replacen(name, &format!("{literal}{name}{literal:#}"), 1));
        }
        text.push('\n');
    }
    let _ = write!(text, "{header}Options of all commands:{header:#}\n{{options}}{{after-help}}");
    text
}

/// Returns where to begin, the words beside each command where there is room for them.
fn begin(width: usize) -> String {
    let longest = BEGIN.iter().map(|(command, _)| columns(command)).max().unwrap_or_default();
    BEGIN.map(|(command, words)| beside(command, longest, words, width)).join("\n")
}

/// Returns what a subcommand does, in a few words: what its help says first.
fn summary(command: &Command, name: &str) -> String {
    let about = command.find_subcommand(name).and_then(Command::get_about).map(ToString::to_string);
    let about = about.unwrap_or_else(|| HELP.to_owned());
    about.split([':', ';']).next().map(str::to_owned).unwrap_or(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_subcommand_stands_in_one_group() {
        let command = Cli::command();
        let mut known: Vec<&str> = command.get_subcommands().map(Command::get_name).chain(["help"]).collect();
        let mut shown: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        known.sort_unstable();
        shown.sort_unstable();
        assert_eq!(shown, known);
    }

    #[test]
    fn no_line_of_it_is_wider_than_the_terminal() {
        for width in [60, 80, 200] {
            let text = anstream::adapter::strip_str(&template(&Cli::command(), width)).to_string();
            let wide: Vec<&str> = text.lines().filter(|line| columns(line) > width).collect();
            assert!(wide.is_empty(), "{width}: {wide:#?}");
        }
    }
}
