//! A page for each subcommand, made from its help: `.github/reference/`.

mod page;

use clap::{Command, CommandFactory as _};
use release_shepherd::cli::Cli;

use crate::support::kept::compare;

const FOLDER: &str = ".github/reference";

/// Returns the program as it parses its arguments.
pub(crate) fn program() -> Command {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    root
}

/// Returns the commands below another that are shown.
pub(crate) fn below(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|below| !below.is_hide_set())
}

#[test]
fn the_pages_say_what_the_help_says() {
    let root = program();
    let mut pages = vec![("README.md".to_owned(), page::index(&root))];
    pages.extend(below(&root).map(|command| (format!("{}.md", command.get_name()), page::page(command))));
    compare(FOLDER, &pages);
}

#[test]
fn everything_has_words() {
    fn look(command: &Command) {
        let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
        assert!(command.get_about().is_some(), "`{name}` does not say what it does");
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "{argument} of `{name}` does not say what it is");
        }
        below(command).for_each(look);
    }
    look(&program());
}
