//! One run of a release on a time line: when each step was worked on, what it waited for, and who agreed.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::core::chart::drawing::{Anchor, Drawing, Ink, Shape, Stroke};
use crate::core::chart::measure::{fitted, share, width};
use crate::core::chart::room::{PHONE, Room};
use crate::core::run::length;
use crate::core::text::{clean, plural};

const TOP: i32 = 60;

/// Where things stand, in pixels.
#[derive(Clone, Copy)]
struct Layout {
    width: i32,
    /// Where time begins, and how much room it has.
    left: i32,
    room: i32,
    /// The height of a row, and in it where the letters of the name and the note stand, and the line.
    row: i32,
    name: i32,
    line: i32,
    /// The room of a name, and of a note.
    names: i32,
    notes: i32,
    /// Where a note is, and which part of it.
    note: (i32, Anchor),
    /// Where the legend begins.
    legend: i32,
}

impl Layout {
    /// Returns the layout: with each name and its note beside the line, or above it where there is no room beside it.
    fn of(room: Room) -> Self {
        match room {
            Room::Wide => {
                let (left, room, names, notes) = (202, 520, 190, 150);
                let note = (left + room + 12, Anchor::Start);
                Self { width: 884, left, room, row: 22, name: 15, line: 11, names, notes, note, legend: left }
            }
            Room::Narrow => {
                let (names, notes) = (PHONE - 100, 90);
                let note = (PHONE, Anchor::End);
                Self {
                    width: PHONE,
                    left: 1,
                    room: PHONE - 2,
                    row: 42,
                    name: 14,
                    line: 29,
                    names,
                    notes,
                    note,
                    legend: 0,
                }
            }
        }
    }
}

/// The steps of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunLine {
    /// What it shows: `How 5.5.0 was released`.
    pub title: String,
    /// The steps in the order of the checklist.
    pub steps: Vec<RunStep>,
}

/// One step of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunStep {
    /// What it is called.
    pub name: String,
    /// What stands behind its row: `12 min`, `skipped`.
    pub note: String,
    /// When something went on; may be empty.
    pub stretches: Vec<Stretch>,
    /// When somebody agreed, and who: a login.
    pub sign_offs: Vec<(Timestamp, String)>,
}

/// Some time of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// When it began.
    pub from: Timestamp,
    /// When it ended.
    pub until: Timestamp,
    /// Whether it was spent waiting, and not working.
    pub waiting: bool,
    /// What a pointer on it shows: who did it, or what it waited for.
    pub hint: String,
}

impl RunLine {
    /// Returns the chart; `None` where no step has a time.
    ///
    /// Time in which nobody worked is drawn short where it is much longer than the work, and says how long it was.
    pub fn draw(&self, room: Room) -> Option<Drawing> {
        let layout = Layout::of(room);
        let Layout { width, left, room, row, .. } = layout;
        let clock = Clock::of(&self.steps, layout)?;
        let height = TOP + row * i32::try_from(self.steps.len()).unwrap_or(i32::MAX / row - TOP) + 4;
        let mut shapes = self.legend(layout.legend);
        shapes.extend(clock.drawn(height));
        let mut top = TOP;
        for step in &self.steps {
            let (name, line) = (top + layout.name, top + layout.line);
            shapes.push(Shape::line(Ink::Grid, [left, line], [left + room, line]));
            shapes.push(fitted(&step.name, layout.names).shape(Ink::Text, [0, name], Anchor::Start));
            shapes.extend(step.drawn(&clock, line));
            let (note, anchor) = layout.note;
            shapes.push(fitted(&step.note, layout.notes).shape(Ink::Quiet, [note, name], anchor));
            top += row;
        }
        let waits = self.steps.iter().filter(|step| step.stretches.iter().any(|stretch| stretch.waiting)).count();
        let sign_offs = self.steps.iter().map(|step| step.sign_offs.len()).sum();
        let description = format!(
            "{} in {}, from {} to {}; {waits} of them waited, and there were {}.",
            plural(self.steps.len(), "step"),
            length(SignedDuration::from_secs(clock.end() - clock.start())),
            minute(clock.start()),
            minute(clock.end()),
            plural(sign_offs, "sign-off"),
        );
        Some(Drawing { kind: "run", title: self.title.clone(), description, width, height, shapes })
    }

    /// Returns what the forms mean that are there.
    fn legend(&self, mut x: i32) -> Vec<Shape> {
        let stretches = || self.steps.iter().flat_map(|step| &step.stretches);
        let mut shapes = Vec::new();
        let entries = [
            (stretches().any(|stretch| !stretch.waiting), "work", Shape::rect(Ink::Bar, [0, 4], [20, 8], 2)),
            (stretches().any(|stretch| stretch.waiting), "waiting", Shape::rect(Ink::Wait, [0, 5], [20, 6], 2)),
            (
                self.steps.iter().any(|step| !step.sign_offs.is_empty()),
                "sign-off",
                Shape::path(Ink::SignOff, flag(6, 8)),
            ),
        ];
        for (_, word, mark) in entries.into_iter().filter(|(is_there, ..)| *is_there) {
            shapes.push(mark.moved(x, 0));
            shapes.push(Shape::text(Ink::Text, [x + 26, 12], Anchor::Start, word));
            x += 42 + width(word);
        }
        shapes
    }
}

impl RunStep {
    fn drawn(&self, clock: &Clock, y: i32) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for Stretch { from, until, waiting, hint } in &self.stretches {
            let left = clock.x(from.as_second());
            // What was there is seen, however short it was.
            let width = (clock.x(until.as_second()) - left).max(3);
            let left = left.min(clock.layout.left + clock.layout.room - width);
            let shape = if *waiting {
                Shape::rect(Ink::Wait, [left, y - 3], [width, 6], 2)
            } else {
                Shape::rect(Ink::Bar, [left, y - 5], [width, 10], 2)
            };
            shapes.push(shape.hinted(clean(hint)));
        }
        for (when, by) in &self.sign_offs {
            let hint = format!("agreed to by {}, {}", clean(by), minute(when.as_second()));
            shapes.push(Shape::path(Ink::SignOff, flag(clock.x(when.as_second()), y)).hinted(hint));
        }
        shapes
    }
}

/// Returns the flag of a sign-off.
fn flag(x: i32, y: i32) -> Vec<Stroke> {
    vec![
        Stroke::Move(x - 1, y + 8),
        Stroke::Line(x - 1, y - 8),
        Stroke::Line(x + 10, y - 4),
        Stroke::Line(x + 1, y),
        Stroke::Line(x + 1, y + 8),
        Stroke::Close,
    ]
}

/// Returns a moment to the minute, in UTC.
fn minute(second: i64) -> String {
    let moment = Timestamp::from_second(second).unwrap_or_default();
    moment.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// Some time, and how much of the line it has, both in seconds.
struct Piece {
    from: i64,
    until: i64,
    shown: i64,
}

/// Where each moment is: work takes room by its length, and the time between is cut where it is long.
struct Clock {
    pieces: Vec<Piece>,
    layout: Layout,
}

impl Clock {
    fn of(steps: &[RunStep], layout: Layout) -> Option<Self> {
        let mut moments: Vec<i64> = Vec::new();
        let mut work: Vec<(i64, i64)> = Vec::new();
        for step in steps {
            moments.extend(step.sign_offs.iter().map(|(when, _)| when.as_second()));
            for stretch in &step.stretches {
                let (from, until) = (stretch.from.as_second(), stretch.until.as_second());
                moments.extend([from, until.max(from)]);
                if !stretch.waiting && until > from {
                    work.push((from, until));
                }
            }
        }
        moments.sort_unstable();
        moments.dedup();
        work.sort_unstable();
        let (mut works, mut ended) = (Vec::new(), i64::MIN);
        for (from, until) in work {
            if until > ended {
                works.push((from.max(ended), until));
                ended = until;
            }
        }
        let worked: i64 = works.iter().map(|(from, until)| until - from).sum();
        let spans = || moments.iter().zip(moments.iter().skip(1));
        let is_work = |from: i64| {
            works.get(works.partition_point(|(_, until)| *until <= from)).is_some_and(|(start, _)| *start <= from)
        };
        let idle = i64::try_from(spans().filter(|(from, _)| !is_work(**from)).count()).unwrap_or(i64::MAX);
        let longest = (worked / idle.max(4)).max(1);
        let mut pieces: Vec<Piece> = Vec::new();
        for (from, until) in spans() {
            let length = until - from;
            let shown = if is_work(*from) { length } else { length.min(longest) };
            pieces.push(Piece { from: *from, until: *until, shown });
        }
        // One moment alone is a piece without length.
        let first = *moments.first()?;
        if pieces.is_empty() {
            pieces.push(Piece { from: first, until: first, shown: 1 });
        }
        Some(Self { pieces, layout })
    }

    fn start(&self) -> i64 {
        self.pieces.first().map_or(0, |piece| piece.from)
    }

    fn end(&self) -> i64 {
        self.pieces.last().map_or(0, |piece| piece.until)
    }

    /// Returns where a moment is. The flag of a sign-off has room at the right end.
    fn x(&self, moment: i64) -> i32 {
        let shown = |piece: &Piece| u128::try_from(piece.shown).unwrap_or_default();
        let all: u128 = self.pieces.iter().map(shown).sum();
        let before: u128 = self.pieces.iter().take_while(|piece| piece.until <= moment).map(shown).sum();
        let within = self.pieces.iter().find(|piece| piece.from <= moment && moment < piece.until);
        let part = within.map_or(0, |piece| {
            let [part, whole] =
                [moment - piece.from, piece.until - piece.from].map(|some| u128::try_from(some).unwrap_or_default());
            (shown(piece) * part).checked_div(whole).unwrap_or_default()
        });
        self.layout.left + 1 + share(before + part, all, self.layout.room - 12)
    }

    /// Returns both ends in words, and a band for all time that is drawn much shorter than it was, with its length.
    fn drawn(&self, height: i32) -> Vec<Shape> {
        let (start, end) = (minute(self.start()), minute(self.end()));
        let Layout { left: begin, room, .. } = self.layout;
        let mut free = begin;
        let mut shapes = vec![
            Shape::text(Ink::Quiet, [begin, 34], Anchor::Start, start),
            Shape::text(Ink::Quiet, [begin + room, 34], Anchor::End, end),
        ];
        if self.start() == self.end() {
            shapes.pop();
        }
        for piece in self.pieces.iter().filter(|piece| piece.shown < piece.until - piece.from) {
            let (left, right) = (self.x(piece.from), self.x(piece.until));
            if right > left {
                shapes.push(Shape::rect(Ink::Track, [left, TOP], [right - left, height - TOP], 0));
            }
            let text = length(SignedDuration::from_secs(piece.until - piece.from));
            let middle = i32::midpoint(left, right);
            let half = (width(&text) + 1) / 2;
            if middle - half >= free && middle + half <= begin + room {
                free = middle + half + 10;
                shapes.push(Shape::text(Ink::Quiet, [middle, 54], Anchor::Middle, text));
            }
        }
        shapes
    }
}
