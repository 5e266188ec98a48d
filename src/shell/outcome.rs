//! What is known after commands ran: how they ended, and of their output a digest and the last lines.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use crate::core::digest::hexadecimal;
use crate::system::process::End;

/// How many lines are kept for the screen.
const LINES_KEPT: usize = 20;
/// How much of a line is kept, in bytes.
const LONGEST_LINE: usize = 2000;

/// What is known after commands ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How they ended.
    pub end: End,
    /// How long they ran.
    pub took: Duration,
    /// The SHA-256 of all output, in hexadecimal. Of nothing where the commands had the terminal.
    pub digest: String,
    /// How much they wrote. 0 where they had the terminal.
    pub bytes: u64,
    /// The last lines that they wrote, for the screen only: never kept.
    pub tail: Vec<String>,
    /// The folder that they ended in, where the next commands begin.
    pub directory: PathBuf,
    /// The values of the variables that were asked for. One that is not set, or holds a line end, is absent.
    pub captured: BTreeMap<String, String>,
}

impl Outcome {
    /// Returns whether the commands did what they should.
    pub fn is_success(&self) -> bool {
        self.end == End::Code(0)
    }
}

/// Takes output as it comes.
#[derive(Default)]
pub(super) struct Record {
    digest: Sha256,
    bytes: u64,
    lines: VecDeque<String>,
    line: Vec<u8>,
}

impl Record {
    pub(super) fn take(&mut self, piece: &[u8]) {
        self.digest.update(piece);
        self.bytes += piece.len() as u64;
        for byte in piece {
            match byte {
                b'\n' => self.end_line(),
                byte if self.line.len() < LONGEST_LINE => self.line.push(*byte),
                _ => {}
            }
        }
    }

    fn end_line(&mut self) {
        let line = String::from_utf8_lossy(&self.line).into_owned();
        self.line.clear();
        // A progress bar writes its line again and again: what stood there last is what was seen.
        let seen = line.trim_end_matches('\r').rsplit('\r').next().unwrap_or_default().to_owned();
        if self.lines.len() == LINES_KEPT {
            self.lines.pop_front();
        }
        self.lines.push_back(seen);
    }

    /// Returns the digest in hexadecimal, the number of bytes, and the last lines.
    pub(super) fn finish(mut self) -> (String, u64, Vec<String>) {
        if !self.line.is_empty() {
            self.end_line();
        }
        (hexadecimal(&self.digest.finalize()), self.bytes, self.lines.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_digested_as_one() {
        let mut record = Record::default();
        record.take(b"ab");
        record.take(b"c");
        let (digest, bytes, lines) = record.finish();
        assert_eq!(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!((bytes, lines), (3, vec!["abc".to_owned()]));
    }

    #[test]
    fn the_last_lines_are_kept_as_they_were_seen() {
        let mut record = Record::default();
        for number in 0..30 {
            record.take(format!("line {number}\r\n").as_bytes());
        }
        record.take(b"10 %\r50 %\r100 %\nend \xff");
        let (_, _, lines) = record.finish();
        assert_eq!(lines.len(), LINES_KEPT);
        assert_eq!(lines[LINES_KEPT - 3..], ["line 29", "100 %", "end \u{fffd}"]);
    }
}
