//! `shepherd completions`, and the answers to a shell that asks what may come next.

mod bash;
mod place;
mod sparing;
mod values;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Command, CommandFactory as _, ValueEnum};
use clap_complete::CompleteEnv;
use clap_complete::env::{EnvCompleter, Shells};

use self::sparing::Sparing;
use crate::cli::Cli;
use crate::cli::context::Context;
use crate::failure::{Failure, Kind};
use crate::system::environment;

/// Print the script by which a shell completes commands, flags and values: tags, versions, people, steps
///
/// The shell asks shepherd each time, so that new tags, runs and people are there at once. It reads this clone alone,
/// never the network, and never says a word where it cannot.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Where it goes:\n  \
    bash         in ~/.bashrc:\n               source <(shepherd completions bash)\n  \
    zsh          in ~/.zshrc, below `compinit`:\n               source <(shepherd completions zsh)\n  \
    fish         in ~/.config/fish/completions/shepherd.fish:\n               shepherd completions fish | source\n  \
    powershell   in the file that $PROFILE names:\n               \
    shepherd completions powershell | Out-String | Invoke-Expression\n  \
    elvish       in ~/.config/elvish/rc.elv:\n               eval (shepherd completions elvish | slurp)\n\n\
    Each line asks for the script when the shell starts: one that was stored before an update may not fit any more.\n\n\
    Examples:\n  \
    shepherd completions bash    the script for bash\n  \
    shepherd completions zsh > /tmp/shepherd.zsh; source /tmp/shepherd.zsh"
)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

/// The variable by which a shell asks; `COMPLETE=bash shepherd` prints the script too, as it does for other programs of
/// this kind.
const VARIABLE: &str = "COMPLETE";

/// Prints the script of a shell.
pub(super) fn run(context: &Context<'_>, arguments: &CompletionsArguments) -> Result<(), Failure> {
    let value = arguments.shell.to_possible_value();
    let name = value.as_ref().map(clap::builder::PossibleValue::get_name).unwrap_or_default();
    let mut script = Vec::new();
    let known = Shells::builtins();
    let shell = known.completer(name).map(Sparing);
    let asked = environment::asked_as().unwrap_or_else(|| "shepherd".to_owned());
    let written = shell.map(|shell| shell.write_registration(VARIABLE, "shepherd", "shepherd", &asked, &mut script));
    if !matches!(written, Some(Ok(()))) {
        return Err(Failure::new(Kind::Outside, format!("there is no script for {name}")));
    }
    context.ui.data(&format!("{}\n", String::from_utf8_lossy(&script).trim()))
}

/// Answers a shell, where it is a shell that asks. `None` where it is a person, who is to be served as usual. Whatever
/// goes wrong stays unsaid: a word on the terminal would stand in the middle of the line that is typed.
pub(super) fn answer(arguments: &[OsString]) -> Option<ExitCode> {
    if !environment::is_set(VARIABLE) {
        return None;
    }
    let asks = arguments.iter().any(|word| word == "--");
    if asks {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let folder = environment::folder();
    let known = Shells::builtins();
    let shells: Vec<Sparing<'_>> = known.iter().map(Sparing).collect();
    let shells: Vec<&dyn EnvCompleter> = shells.iter().map(|shell| shell as &dyn EnvCompleter).collect();
    let completer = CompleteEnv::with_factory(command).var(VARIABLE).shells(Shells(&shells));
    match completer.try_complete(arguments, folder.as_deref()) {
        Ok(true) => Some(ExitCode::SUCCESS),
        Ok(false) => None,
        Err(_) if asks => Some(ExitCode::FAILURE),
        Err(error) => {
            let _ = error.print();
            Some(ExitCode::from(Kind::Usage.exit_code()))
        }
    }
}

/// Returns the command with what may stand in the place of each value.
fn command() -> Command {
    with_values(Cli::command())
}

fn with_values(command: Command) -> Command {
    let name = command.get_name().to_owned();
    command
        .mut_args(|argument| match values::of(&name, &argument) {
            Some(completer) => argument.add(completer),
            None => argument,
        })
        .mut_subcommands(with_values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_stay_consistent() {
        command().debug_assert();
    }
}
