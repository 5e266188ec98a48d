//! Flags are offered where one is begun; everywhere else values and commands are enough.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::EnvCompleter;

use crate::cli::completions::bash::with_equals;
use crate::system::environment::preference;

/// A shell that is offered flags only for a word that begins with `-`. The library offers them for an empty word, too,
/// where three versions would drown in thirty flags.
pub(super) struct Sparing<'a>(pub(super) &'a dyn EnvCompleter);

impl EnvCompleter for Sparing<'_> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn is(&self, name: &str) -> bool {
        self.0.is(name)
    }

    fn write_registration(
        &self,
        variable: &str,
        name: &str,
        binary: &str,
        completer: &str,
        script: &mut dyn Write,
    ) -> Result<(), Error> {
        let mut own = Vec::new();
        self.0.write_registration(variable, name, binary, completer, &mut own)?;
        if self.name() == "bash" {
            own = with_equals(&String::from_utf8_lossy(&own)).into_bytes();
        }
        script.write_all(&own)
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        offered: &mut dyn Write,
    ) -> Result<(), Error> {
        // Shells that pass on the words after the cursor say which one it is at.
        let place = preference("_CLAP_COMPLETE_INDEX").and_then(|place| place.parse().ok());
        let typed = words.get(place.unwrap_or(words.len().saturating_sub(1)));
        let begins_flag = typed.is_some_and(|word| word.to_string_lossy().starts_with('-'));
        let mut all = Vec::new();
        self.0.write_complete(command, words, folder, &mut all)?;
        if begins_flag {
            return offered.write_all(&all);
        }
        let between = preference("_CLAP_IFS").unwrap_or_else(|| "\n".to_owned());
        offered.write_all(without_flags(&String::from_utf8_lossy(&all), &between).as_bytes())
    }
}

/// Returns what is offered but for flags. Values never begin like one.
fn without_flags(all: &str, between: &str) -> String {
    let stays: Vec<&str> = all.split(between).filter(|one| !one.starts_with('-')).collect();
    stays.join(between)
}

#[cfg(test)]
mod tests {
    use super::without_flags;

    #[test]
    fn values_stay() {
        assert_eq!(without_flags("next\u{b}--all\u{b}v1-rc", "\u{b}"), "next\u{b}v1-rc");
        assert_eq!(without_flags("kim\tKim - new\n--as\tWho\n", "\n"), "kim\tKim - new\n");
        assert_eq!(without_flags("--all\n-q", "\n"), "");
        assert_eq!(without_flags("", "\n"), "");
    }
}
