//! Help as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::{Arg, Command};

use super::below;

const MADE: &str = "<!-- Made from the help of the program by `bash .ci/renew`: change it there. -->\n\n";

/// The list of options that all commands have, which the index explains.
const GLOBAL: &str = "Global options";

/// Returns the page that leads to the others.
pub(super) fn index(root: &Command) -> String {
    let mut text = format!("{MADE}# Commands\n\n{}\n\n", about(root));
    text.push_str("| command | what it does |\n|---|---|\n");
    for command in below(root) {
        let name = command.get_name();
        let short = command.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(text, "| [`shepherd {name}`]({name}.md) | {} |", words(&short).replace('|', "\\|"));
    }
    let global = root.get_arguments().filter(|argument| argument.get_help_heading() == Some(GLOBAL));
    let _ = write!(text, "\n## Options of all commands\n\n{}", options(global));
    text + "\n" + &after(root)
}

/// Returns the page of a command, with those below it.
pub(super) fn page(command: &Command) -> String {
    let mut text = format!("{MADE}[All commands](README.md)\n\n");
    section(&mut text, command, 1);
    text.trim_end().to_owned() + "\n"
}

fn section(text: &mut String, command: &Command, depth: usize) {
    let name = command.get_bin_name().expect("it is built");
    let _ = write!(text, "{} {name}\n\n{}\n\n", "#".repeat(depth), about(command));
    let usage = command.clone().render_usage().to_string();
    let _ = write!(text, "```text\n{}\n```\n\n", usage.trim_start_matches("Usage: ").replace("\n       ", "\n"));
    if below(command).next().is_some() {
        for command in below(command) {
            let name = command.get_bin_name().expect("it is built");
            let short = command.get_about().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "- [`{name}`](#{}): {}", name.replace(' ', "-"), words(&short));
        }
        text.push('\n');
    }
    let mut groups: BTreeMap<(usize, &str), Vec<&Arg>> = BTreeMap::new();
    let mut headings: Vec<&str> = Vec::new();
    for argument in command.get_arguments().filter(|argument| !argument.is_hide_set() && argument.get_id() != "help") {
        let usual = if argument.is_positional() { "Arguments" } else { "Options" };
        let heading = argument.get_help_heading().unwrap_or(usual);
        if heading == GLOBAL {
            continue;
        }
        let place = headings.iter().position(|known| *known == heading).unwrap_or_else(|| {
            headings.push(heading);
            headings.len() - 1
        });
        // What stands at a place of the line comes first, as in the help.
        let place = if argument.is_positional() { 0 } else { place + 1 };
        groups.entry((place, heading)).or_default().push(argument);
    }
    for ((_, heading), arguments) in groups {
        let _ = write!(text, "**{heading}**\n\n{}\n", options(arguments.into_iter()));
    }
    text.push_str(&after(command));
    for command in below(command) {
        section(text, command, depth + 1);
    }
}

/// Returns what a command does, in full.
fn about(command: &Command) -> String {
    let about = command.get_long_about().or_else(|| command.get_about()).map(ToString::to_string);
    let about = about.unwrap_or_default();
    about.split("\n\n").map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// Returns a paragraph of the help as Markdown; lines that are set in keep their shape.
fn paragraph(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_set_in = |line: &str| line.starts_with("  ");
    let parts = lines.chunk_by(|one, other| is_set_in(one) == is_set_in(other));
    let part = |lines: &[&str]| match lines.first() {
        Some(first) if is_set_in(first) => {
            let lines: Vec<&str> = lines.iter().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
            format!("```text\n{}\n```", lines.join("\n"))
        }
        _ => words(&lines.join(" ")),
    };
    parts.map(part).collect::<Vec<_>>().join("\n\n")
}

/// Returns what stands at the end of the help: examples as they are typed, the rest as text.
fn after(command: &Command) -> String {
    let text = command.get_after_long_help().or_else(|| command.get_after_help()).map(ToString::to_string);
    let text = text.unwrap_or_default();
    let block = |block: &str| match block.split_once('\n') {
        Some((head @ "Examples:", list)) => {
            let list: Vec<&str> = list.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
            format!("**{}**\n\n```sh\n{}\n```\n\n", head.trim_end_matches(':'), commented(&list))
        }
        _ => format!("{}\n\n", paragraph(block)),
    };
    text.split("\n\n").filter(|part| !part.trim().is_empty()).map(block).collect()
}

/// Returns examples whose explanations are comments, so that all of it can be pasted.
fn commented(lines: &[&str]) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        let body = line.trim_start();
        let is_explanation = body.len() < line.len() && !goes_on;
        goes_on = line.ends_with('\\');
        shown.push(match line.find("  ").filter(|_| body.len() == line.len()) {
            _ if is_explanation => format!("{}# {body}", " ".repeat(line.len() - body.len())),
            Some(place) if !line[place..].trim().is_empty() => {
                let (command, rest) = line.split_at(place);
                let said = rest.trim_start();
                format!("{command}{}# {said}", " ".repeat(rest.len() - said.len()))
            }
            _ => (*line).to_owned(),
        });
    }
    shown.join("\n")
}

/// Returns a list of options, each with what it is for.
fn options<'a>(arguments: impl Iterator<Item = &'a Arg>) -> String {
    arguments.fold(String::new(), |mut text, argument| {
        let short = argument.get_short().filter(|_| argument.get_long().is_some());
        let short = short.map(|short| format!("`-{short}`, ")).unwrap_or_default();
        let help = argument.get_long_help().or_else(|| argument.get_help()).map(ToString::to_string);
        let mut help = words(&help.unwrap_or_default()).replace('\n', " ");
        let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        if !defaults.is_empty() && !argument.is_hide_default_value_set() && argument.get_action().takes_values() {
            let _ = write!(help, " \\[default: {}\\]", defaults.join(" "));
        }
        let _ = writeln!(text, "- {short}`{argument}`: {help}");
        let values = argument.get_possible_values();
        let values = values.iter().filter(|value| !value.is_hide_set() && argument.get_action().takes_values());
        for value in values {
            let help = value.get_help().map(|help| format!(": {}", words(&help.to_string()))).unwrap_or_default();
            let _ = writeln!(text, "  - `{}`{help}", value.get_name());
        }
        text
    })
}

/// Returns words of the help as Markdown: what stands between backticks is as it is.
fn words(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(at, part)| {
        if at % 2 == 1 {
            part.to_owned()
        } else {
            part.replace('<', "\\<").replace('*', "\\*").replace('[', "\\[").replace(']', "\\]")
        }
    });
    parts.collect::<Vec<_>>().join("`")
}
