//! What goes on screen by screen, and what is folded to fit on one.

use std::path::PathBuf;

use crate::core::layout::folded_unless_shaped;
use crate::core::tone::{plain, with_commands};
use crate::failure::Failure;
use crate::ui::paint::painted;
use crate::ui::printable::in_ascii;
use crate::ui::screen::{self, READABLE};
use crate::ui::terminal::{Ui, locked};

impl Ui {
    /// Writes a result that people read: on a terminal none of its lines is wider than that, nor words than is good to read,
    /// and what is too long goes on in the next line. What is marked stands out where results have colours.
    pub fn prose(&self, text: &str) -> Result<(), Failure> {
        let width = screen::width().filter(|_| self.terminals.stdout);
        // A secret is looked for while it is in one piece.
        let text = if self.terminals.stdout { self.fit(text) } else { text.to_owned() };
        let text = if self.is_unicode || !self.terminals.stdout { text } else { in_ascii(&text) };
        let text = match width {
            Some(width) => folded_unless_shaped(&with_commands(&text), width, READABLE),
            None => with_commands(&text).into_owned(),
        };
        self.result(&if self.has_colors { painted(&text) } else { plain(&text).into_owned() })
    }

    /// Lets long results go through the pager that people set, or that git's settings in `folder` name.
    pub fn page(&self, folder: PathBuf) {
        if self.terminals.stdout {
            locked(&self.paging).begin(folder);
        }
    }

    /// Shows results as they come from now on.
    pub fn no_longer_page(&self) -> Result<(), Failure> {
        locked(&self.paging).end();
        self.show()
    }

    /// Shows the results that wait, through a pager where they are longer than the screen. Whoever says or asks something
    /// else comes by here, and so does the end.
    pub fn show(&self) -> Result<(), Failure> {
        let (text, pager) = locked(&self.paging).take();
        if text.is_empty() {
            return Ok(());
        }
        let Some((pager, named)) = pager else { return self.write_data(&text) };
        if pager.show(&text) {
            return Ok(());
        }
        let written = self.write_data(&text);
        // One that nobody asked for is not missed.
        if let Some(named) = named {
            locked(&self.paging).end();
            self.warning(&format!("the pager `{named}` could not be started, so this came without one"));
        }
        written
    }
}
