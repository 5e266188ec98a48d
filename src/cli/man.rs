//! `shepherd man`

use std::path::PathBuf;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use roff::{Roff, roman};

use crate::cli::Cli;
use crate::cli::context::Context;
use crate::core::text::{clean, nearest};
use crate::failure::{Failure, Kind};
use crate::system::{files, folders};

/// The section of the manual that programs for everybody stand in.
const SECTION: &str = "1";

/// Print the manual page of a command, or write those of all
///
/// `shepherd man people pair | man -l -` shows one. The date of the pages is today's, or that of SHEPHERD_NOW, so that
/// packages can be made again.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd man | man -l -                   the page of shepherd itself\n  \
    shepherd man people pair | man -l -       that of `shepherd people pair`\n  \
    shepherd man --out ~/.local/share/man/man1\n                                            \
    all pages, where `man shepherd-guide` finds them"
)]
pub(super) struct ManArguments {
    /// The command, as it is typed: `people pair` [default: shepherd itself]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Write the pages of all commands into DIR, a file for each: shepherd.1, shepherd-people-pair.1
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    out: Option<PathBuf>,
}

/// Prints or writes pages.
pub(super) fn run(context: &Context<'_>, arguments: &ManArguments) -> Result<(), Failure> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let date = context.today().to_string();
    let Some(folder) = &arguments.out else {
        let (command, parent) = find(&root, &arguments.command)?;
        return context.ui.data(&page(command, parent, &date)?);
    };
    let folder = context.path(folder);
    let pages = pages(&root, None, &date)?;
    folders::make(&folder)?;
    for (name, text) in &pages {
        files::replace(&folder.join(format!("{name}.{SECTION}")), text.as_bytes())?;
    }
    context.ui.status(&format!("{} pages are in {}", pages.len(), clean(&folder.display().to_string())));
    Ok(())
}

/// Returns the command that the words name, below `root`, and the one that it belongs to.
fn find<'a>(root: &'a Command, words: &[String]) -> Result<(&'a Command, Option<&'a Command>), Failure> {
    let (mut command, mut parent) = (root, None);
    for word in words {
        let Some(below) = command.find_subcommand(word) else {
            let name = command.get_bin_name().unwrap_or("shepherd");
            let failure = Failure::new(Kind::Usage, format!("`{name}` has no command `{}`", clean(word)));
            let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            return Err(match nearest(word, known.iter().copied()) {
                Some(close) => failure.hint(format!("did you mean `{close}`?")),
                None if known.is_empty() => failure.hint(format!("`shepherd man` knows `{name}` itself")),
                None => failure.hint(format!("it has: {}", known.join(", "))),
            });
        };
        (command, parent) = (below, Some(command));
    }
    Ok((command, parent))
}

/// Returns the pages of a command and all below it, each with its name.
fn pages(command: &Command, parent: Option<&Command>, date: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut all = vec![(name(command).to_owned(), page(command, parent, date)?)];
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        all.extend(pages(below, Some(command), date)?);
    }
    Ok(all)
}

/// Returns the page of a command. Its examples stand as they are typed, which the library would fill into paragraphs.
fn page(command: &Command, parent: Option<&Command>, date: &str) -> Result<String, Failure> {
    let manual = Man::new(command.clone())
        .title(name(command).to_uppercase())
        .section(SECTION)
        .date(date)
        .source(concat!("shepherd ", env!("CARGO_PKG_VERSION")))
        .manual("Manual of shepherd");
    let mut text = Vec::new();
    let mut write = || -> std::io::Result<()> {
        manual.render_title(&mut text)?;
        manual.render_name_section(&mut text)?;
        manual.render_synopsis_section(&mut text)?;
        manual.render_description_section(&mut text)?;
        manual.render_options_section(&mut text)?;
        if command.has_subcommands() {
            manual.render_subcommands_section(&mut text)?;
        }
        after(command, parent).to_writer(&mut text)
    };
    write().map_err(|error| Failure::new(Kind::Outside, format!("could not write the page: {error}")))?;
    Ok(mended(&String::from_utf8_lossy(&text)))
}

/// Returns a page that every reader shows as it was meant: characters beyond ASCII by their numbers, as not every reader
/// knows an encoding, and signs that are typed as those signs, which some would turn into quotes and accents. The library
/// breaks the line around an empty one above the values of a flag, which `mandoc` minds.
fn mended(page: &str) -> String {
    let page = page.replace(".br\n\n.br\n", ".sp\n");
    let mut text = String::with_capacity(page.len());
    for letter in page.chars() {
        match letter {
            '`' => text.push_str(r"\(ga"),
            '^' => text.push_str(r"\(ha"),
            '~' => text.push_str(r"\(ti"),
            letter if letter.is_ascii() => text.push(letter),
            letter => text.extend(format!(r"\[u{:04X}]", u32::from(letter)).chars()),
        }
    }
    text
}

/// Returns what stands below the options: a section for each list of the help's end, such as the examples, the rest as
/// notes, and the pages beside this one.
fn after(command: &Command, parent: Option<&Command>) -> Roff {
    let mut roff = Roff::new();
    let text = command.get_after_long_help().or_else(|| command.get_after_help()).map(ToString::to_string);
    let text = text.unwrap_or_default();
    let mut has_notes = false;
    for block in text.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let list = block.split_once('\n').and_then(|(head, list)| Some((head.strip_suffix(':')?, list)));
        if let Some((head, list)) = list {
            roff.control("SH", [head.to_uppercase().as_str()]).control("nf", []);
            for line in list.lines() {
                roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
            }
            roff.control("fi", []);
        } else {
            roff.control(if has_notes { "PP" } else { "SH" }, if has_notes { None } else { Some("NOTES") });
            for line in block.lines() {
                roff.text([roman(line)]);
            }
        }
        has_notes = list.is_none();
    }
    let shown = command.get_subcommands().filter(|below| !below.is_hide_set());
    let beside: Vec<String> =
        parent.into_iter().chain(shown).map(|other| format!("{}({SECTION})", name(other))).collect();
    if !beside.is_empty() {
        roff.control("SH", ["SEE ALSO"]).text([roman(beside.join(", "))]);
    }
    roff
}

/// Returns the name of a command's page: `shepherd-people-pair`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}
