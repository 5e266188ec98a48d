//! What holds for all charts: nothing leaves the box, and no two texts lie on each other.

use jiff::civil::Date;
use proptest::prelude::*;

use super::drawing::{Anchor, Drawing, Form, Shape, Stroke};
use super::measure::width;
use super::{Bar, Bars, Kind, Ladder, Mark, PHONE, Room, Row, RunLine, RunStep, Stretch, Timeline};

/// Returns the left, upper, right and lower end of a shape.
fn ends(shape: &Shape) -> [i32; 4] {
    match &shape.form {
        Form::Box { x, y, width, height, .. } => [*x, *y, x + width, y + height],
        Form::Text { x, y, anchor, text } => {
            let width = width(text);
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x - width / 2,
                Anchor::End => x - width,
            };
            [left, y - 11, left + width, y + 3]
        }
        Form::Path(strokes) => {
            let places = strokes.iter().flat_map(|stroke| match *stroke {
                Stroke::Move(x, y) | Stroke::Line(x, y) => vec![(x, y)],
                Stroke::Curve(places) => places.to_vec(),
                Stroke::Circle(x, y, radius) => vec![(x - radius, y - radius), (x + radius, y + radius)],
                Stroke::Close => Vec::new(),
            });
            places.fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |[left, top, right, bottom], (x, y)| {
                [left.min(x), top.min(y), right.max(x), bottom.max(y)]
            })
        }
    }
}

/// Says what is wrong with a chart, if anything is.
pub(super) fn faults(drawing: &Drawing) -> Vec<String> {
    let mut faults = Vec::new();
    let mut texts: Vec<([i32; 4], &str)> = Vec::new();
    for shape in &drawing.shapes {
        let [left, top, right, bottom] = ends(shape);
        if left < 0 || top < 0 || right > drawing.width || bottom > drawing.height {
            faults.push(format!("{shape:?} leaves {} x {}", drawing.width, drawing.height));
        }
        if let Form::Text { text, .. } = &shape.form {
            texts.push(([left, top, right, bottom], text));
        }
    }
    texts.sort_unstable();
    for (number, (one, text)) in texts.iter().enumerate() {
        for (other, beside) in texts.iter().skip(number + 1).take_while(|(other, _)| other[0] < one[2]) {
            if other[1] < one[3] && one[1] < other[3] {
                faults.push(format!("`{text}` at {one:?} lies on `{beside}` at {other:?}"));
            }
        }
    }
    faults
}

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Names as they come: short, long, in scripts that are wide, and hostile ones.
pub(super) fn name(number: usize) -> String {
    match number % 7 {
        0 => format!("octocat-{number}"),
        1 => format!("{}{number}", "Wolfeschlegelsteinhausenbergerdorff ".repeat(6)),
        2 => format!("山田太郎と仲間たち山田太郎と仲間たち {number}"),
        3 => format!("محمد بن عبد الله بن عبد المطلب {number}"),
        4 => format!("🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀 {number}"),
        5 => format!("<b>&\"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW\" {number}"),
        _ => format!("Zoë Ångström {number}"),
    }
}

fn timeline(people: usize, releases: usize, date: impl Fn(usize) -> Date) -> Timeline {
    let mut rows: Vec<Row> = (0..people).map(|number| Row { name: name(number), ..Row::default() }).collect();
    for number in 0..releases {
        let kind = Kind::ALL[number % 5];
        let mark = Mark { date: date(number), kind, security: number % 11 == 0, label: format!("{number}.0") };
        rows[(number * number + number / 3) % people].marks.push(mark);
    }
    Timeline { title: "Releases by person".to_owned(), noun: "person".to_owned(), rows, until: None }
}

fn spread(number: usize) -> Date {
    let days = i32::try_from(number * 37 % 3650).unwrap();
    day("2016-05-03").saturating_add(jiff::Span::new().days(days))
}

#[test]
fn time_lines_stay_in_their_box() {
    for (people, releases) in [(1, 1), (1, 40), (26, 60), (27, 300), (60, 301), (300, 2_000), (1_000, 5_000)] {
        for room in [Room::Wide, Room::Narrow] {
            let chart = timeline(people, releases, spread).draw(room).unwrap();
            assert_eq!(faults(&chart), [""; 0], "{people} people, {releases} releases, {room:?}");
            assert_eq!(chart.width <= PHONE, room == Room::Narrow);
            let one_day = timeline(people, releases, |_| day("2026-03-28")).draw(room).unwrap();
            assert_eq!(faults(&one_day), [""; 0], "{people} people, {releases} releases on one day, {room:?}");
        }
    }
    assert_eq!(timeline(3, 0, spread).draw(Room::Wide), None);
    assert_eq!(Timeline::default().draw(Room::Wide), None);
}

#[test]
fn bars_stay_in_their_box() {
    for count in [1, 5, 26, 27, 1_000] {
        let bar = |number: usize| {
            let amount = u64::try_from(number * number % 977).unwrap();
            Bar { name: name(number), text: format!("{amount} releases"), amount }
        };
        let bars = (0..count).map(bar).collect();
        let chart = Bars { title: "Load".to_owned(), noun: "person".to_owned(), bars }.draw().unwrap();
        assert_eq!(faults(&chart), [""; 0], "{count} bars");
    }
    assert_eq!(Bars::default().draw(), None);
}

#[test]
fn ladders_stay_in_their_box() {
    let rungs = |counts: [u64; 5]| (0..5).map(name).zip(counts).collect();
    for counts in [[0, 0, 0, 0, 1], [1, 0, 3, 20, 9], [u64::MAX, 1, 1, 1, u64::MAX]] {
        let chart = Ladder { title: "Ladder".to_owned(), rungs: rungs(counts) }.draw().unwrap();
        assert_eq!(faults(&chart), [""; 0], "{counts:?}");
    }
    assert_eq!(Ladder { title: String::new(), rungs: rungs([0; 5]) }.draw(), None);
}

/// A run whose steps follow each other, each so many seconds long; every third waits as long before it.
fn run(steps: usize, seconds: i64) -> RunLine {
    let moment = |second: i64| jiff::Timestamp::from_second(1_790_000_000 + second).unwrap();
    let mut now = 0;
    let mut list = Vec::new();
    for number in 0..steps {
        let mut stretches = Vec::new();
        let mut stretch = |length: i64, waiting: bool| {
            stretches.push(Stretch { from: moment(now), until: moment(now + length), waiting, hint: name(number) });
            now += length;
        };
        if number % 3 == 2 {
            stretch(seconds * 900, true);
        }
        stretch(seconds * (1 + i64::try_from(number % 5).unwrap()), false);
        let sign_offs = if number % 4 == 3 { vec![(moment(now), name(number))] } else { Vec::new() };
        list.push(RunStep { name: name(number), note: format!("{seconds} s"), stretches, sign_offs });
    }
    RunLine { title: "A run".to_owned(), steps: list }
}

#[test]
fn runs_stay_in_their_box() {
    for (steps, seconds) in [(1, 0), (1, 60), (12, 60), (12, 0), (200, 7), (40, 1_000_000)] {
        for room in [Room::Wide, Room::Narrow] {
            let chart = run(steps, seconds).draw(room).unwrap();
            assert_eq!(faults(&chart), [""; 0], "{steps} steps of {seconds} s, {room:?}");
            assert_eq!(chart.width <= PHONE, room == Room::Narrow);
        }
    }
    let never = RunStep { name: "never begun".to_owned(), ..RunStep::default() };
    assert_eq!(RunLine { title: String::new(), steps: vec![never] }.draw(Room::Wide), None);
}

proptest! {
    #[test]
    fn no_run_leaves_its_box(
        steps in prop::collection::vec(prop::collection::vec((0_i64..5_000_000, -50_i64..500_000, any::<bool>()), 0..4), 0..20)
    ) {
        let moment = |second: i64| jiff::Timestamp::from_second(1_790_000_000 + second).unwrap();
        let stretch = |(from, length, waiting)| Stretch { from: moment(from), until: moment(from + length), waiting, hint: String::new() };
        let steps: Vec<RunStep> = steps
            .into_iter()
            .map(|stretches| RunStep { stretches: stretches.into_iter().map(stretch).collect(), ..RunStep::default() })
            .collect();
        let run = RunLine { title: String::new(), steps };
        for chart in [Room::Wide, Room::Narrow].map(|room| run.draw(room)) {
            prop_assert_eq!(chart.as_ref().map(faults).unwrap_or_default(), Vec::<String>::new());
        }
    }

    #[test]
    fn no_time_line_leaves_its_box(
        rows in prop::collection::vec(("\\PC{0,40}", prop::collection::vec((-3_000_000_i32..2_900_000, 0..5_usize, any::<bool>()), 0..12)), 0..40)
    ) {
        let date = |days: i32| day("2000-01-01").saturating_add(jiff::Span::new().days(days));
        let mark = |(days, kind, security): (i32, usize, bool)| Mark { date: date(days), kind: Kind::ALL[kind], security, label: String::new() };
        let rows: Vec<Row> = rows.into_iter().map(|(name, marks)| Row { name, marks: marks.into_iter().map(mark).collect(), ..Row::default() }).collect();
        let empty = rows.iter().all(|row| row.marks.is_empty());
        let timeline = Timeline { title: String::new(), noun: "person".to_owned(), rows, until: None };
        for chart in [Room::Wide, Room::Narrow].map(|room| timeline.draw(room)) {
            prop_assert_eq!(chart.is_none(), empty);
            prop_assert_eq!(chart.as_ref().map(faults).unwrap_or_default(), Vec::<String>::new());
        }
    }

    #[test]
    fn no_bar_leaves_its_box(bars in prop::collection::vec(("\\PC{0,40}", "\\PC{0,40}", any::<u64>()), 0..30)) {
        let bar = |(name, text, amount)| Bar { name, text, amount };
        let chart = Bars { title: String::new(), noun: "person".to_owned(), bars: bars.into_iter().map(bar).collect() }.draw();
        prop_assert_eq!(chart.as_ref().map(faults).unwrap_or_default(), Vec::<String>::new());
    }
}
