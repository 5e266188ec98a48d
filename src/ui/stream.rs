//! What a running command prints, passed on line by line.

use crate::ui::terminal::Ui;

/// A line longer than this, in bytes, is passed on in pieces.
const LONGEST_LINE: usize = 8192;

/// Passes on what a command prints while it runs. Whole lines, because a secret may be cut in two anywhere else.
pub struct Stream<'a> {
    ui: &'a Ui,
    pending: Vec<u8>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(ui: &'a Ui) -> Self {
        Self { ui, pending: Vec::new() }
    }

    /// Takes the next bytes.
    pub fn write(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        while let Some(end) = self.pending.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.pending.drain(..=end).collect();
            self.pass_on(&line);
        }
        if self.pending.len() > LONGEST_LINE {
            let line = std::mem::take(&mut self.pending);
            self.pass_on(&line);
        }
    }

    fn pass_on(&self, line: &[u8]) {
        self.ui.output_line(String::from_utf8_lossy(line).trim_end_matches(['\n', '\r']));
    }
}

/// The last line may have no end.
impl Drop for Stream<'_> {
    fn drop(&mut self) {
        if !self.pending.is_empty() {
            self.pass_on(&self.pending);
        }
    }
}
