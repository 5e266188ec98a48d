//! Long results on a terminal go through the person's pager.

use std::path::PathBuf;

use anstream::adapter::strip_str;

use crate::core::layout::columns;
use crate::git::setting_at;
use crate::system::environment::preference;
use crate::system::process::Pager;
use crate::ui::screen;

/// What is used where nobody names a pager.
const USUAL: &str = "less";

/// Results that wait to be shown: until something else is said, or the end. Only then it is known how long they are.
#[derive(Debug, Default)]
pub(super) struct Paging {
    /// The folder whose git settings hold; `None` where nothing is paged.
    folder: Option<PathBuf>,
    waiting: String,
}

impl Paging {
    /// Begins to hold results back.
    pub(super) fn begin(&mut self, folder: PathBuf) {
        self.folder = Some(folder);
    }

    /// Ends that; what waits is still to be taken.
    pub(super) fn end(&mut self) {
        self.folder = None;
    }

    /// Holds a text back, where texts are held back.
    pub(super) fn hold(&mut self, text: &str) -> bool {
        if self.folder.is_some() {
            self.waiting.push_str(text);
        }
        self.folder.is_some()
    }

    /// Returns what waits, and the pager for it where it is longer than the screen. Of a pager that the person named, its
    /// name is returned too.
    pub(super) fn take(&mut self) -> (String, Option<(Pager, Option<String>)>) {
        let text = std::mem::take(&mut self.waiting);
        let Some(folder) = self.folder.as_ref().filter(|_| !text.is_empty()) else { return (text, None) };
        let (Some(width), Some(height)) = (screen::width(), screen::height()) else { return (text, None) };
        // The line of the next prompt needs room, too.
        if lines(&text, width) < height {
            return (text, None);
        }
        let pager = choose(&preference, &|| setting_at(folder, "core.pager"));
        (text, pager)
    }
}

/// Returns how many lines a text takes on the screen.
fn lines(text: &str, width: usize) -> usize {
    strip_str(text).to_string().lines().map(|line| columns(line).div_ceil(width).max(1)).sum()
}

/// Returns the pager: `SHEPHERD_PAGER`, else what git uses, in its order (`git var GIT_PAGER`). An empty one, or `cat`, is
/// none.
fn choose(
    variable: &dyn Fn(&str) -> Option<String>,
    setting: &dyn Fn() -> Option<String>,
) -> Option<(Pager, Option<String>)> {
    let named = variable("SHEPHERD_PAGER").or_else(|| variable("GIT_PAGER")).or_else(setting);
    match named.or_else(|| variable("PAGER")) {
        Some(named) if ["", "cat"].contains(&named.trim()) => None,
        Some(named) => Some((Pager::Line(named.clone()), Some(named))),
        // It cannot move the cursor of such a terminal, and says so each time.
        None if variable("TERM").is_none_or(|term| term == "dumb") => None,
        None => Some((Pager::Program(USUAL), None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_pager_that_is_named_is_used() {
        let chosen = |variables: &[(&str, &str)], setting: Option<&str>| {
            let read =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            match choose(&read, &|| setting.map(str::to_owned)) {
                Some((Pager::Line(line), _)) => line,
                Some((Pager::Program(name), _)) => format!("usual {name}"),
                None => "none".to_owned(),
            }
        };
        let all = [("SHEPHERD_PAGER", "a -x"), ("GIT_PAGER", "b"), ("PAGER", "d"), ("TERM", "xterm")];
        assert_eq!(chosen(&all, Some("c")), "a -x");
        assert_eq!(chosen(&all[1..], Some("c")), "b");
        assert_eq!(chosen(&all[2..], Some("c")), "c");
        assert_eq!(chosen(&all[2..], None), "d");
        assert_eq!(chosen(&all[3..], None), "usual less");
        assert_eq!(chosen(&[("TERM", "dumb")], None), "none");
        assert_eq!(chosen(&[("TERM", "dumb"), ("PAGER", "d")], None), "d");
        assert_eq!(chosen(&[("SHEPHERD_PAGER", ""), ("PAGER", "d")], None), "none");
        assert_eq!(chosen(&[("GIT_PAGER", "cat"), ("PAGER", "d")], None), "none");
    }

    #[test]
    fn long_lines_take_several_of_the_screen() {
        assert_eq!(lines("\u{1b}[1mabc\u{1b}[0m\n", 3), 1);
        assert_eq!(lines("abc\n\nabcdef\n日本\n", 3), 1 + 1 + 2 + 2);
    }
}
