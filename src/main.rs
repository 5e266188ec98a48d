//! The binary `shepherd`.

use std::process::ExitCode;

fn main() -> ExitCode {
    release_shepherd::cli::run(std::env::args_os())
}
