//! What the charts look like as text, and whether their colours can be told apart.

use std::collections::BTreeMap;

use super::{STYLES, svg};
use crate::core::chart::{
    Anchor, Bar, Bars, Drawing, Form, Ink, Kind, Ladder, Mark, Mentoring, Pair, Row, Shape, Timeline,
};

fn small() -> Timeline {
    let mark = |date: &str, kind, security, label: &str| Mark {
        date: date.parse().unwrap(),
        kind,
        security,
        label: label.to_owned(),
    };
    Timeline {
        title: "Releases by <person> & \"more\"".to_owned(),
        noun: "person".to_owned(),
        rows: vec![
            Row {
                name: "Mona <b>".to_owned(),
                marks: vec![
                    mark("2026-03-28", Kind::Minor, false, "5.5.0"),
                    mark("2026-05-02", Kind::Patch, true, "5.5.1"),
                ],
            },
            Row {
                name: "山田 太郎".to_owned(), marks: vec![mark("2026-01-05", Kind::Major, false, "5.0.0\u{202e}")]
            },
        ],
        until: None,
    }
}

#[test]
fn a_time_line_is_text_that_was_escaped() {
    insta::assert_snapshot!(svg(&small().draw().unwrap(), "by person").unwrap(), @"");
}

#[test]
fn bars_and_a_ladder_fit_a_phone() {
    let bar =
        |name: &str, amount| Bar { name: name.to_owned(), text: format!("{amount} of 365"), amount, ..Bar::default() };
    let bars = vec![bar("Mona", 12), bar("Kim", 5), bar("Bo", 0)];
    let bars = Bars { title: "Load".to_owned(), noun: "person".to_owned(), bars }.draw().unwrap();
    insta::assert_snapshot!(svg(&bars, "load").unwrap(), @"");
    let rungs = vec![("observer".to_owned(), 3), ("mentor".to_owned(), 1)];
    insta::assert_snapshot!(svg(&Ladder { title: "Ladder".to_owned(), rungs }.draw().unwrap(), "ladder").unwrap(), @"");
}

#[test]
fn a_graph_says_who_mentored_whom() {
    let pair = |mentor: &str, mentee: &str, count| Pair { mentor: mentor.to_owned(), mentee: mentee.to_owned(), count };
    let pairs = vec![pair("mona", "kim", 3), pair("kim", "bo", 1), pair("bo", "mona", 1)];
    let names = BTreeMap::from([("mona".to_owned(), "Mona".to_owned())]);
    let chart = Mentoring { title: "Who mentored whom".to_owned(), names, pairs }.draw().unwrap();
    insta::assert_snapshot!(svg(&chart, "graph").unwrap(), @"");
}

#[test]
fn two_thousand_releases_are_a_small_part_of_a_page() {
    let mark = |number: i32| Mark {
        date: small().rows[0].marks[0].date.saturating_sub(jiff::Span::new().days(number * 2)),
        kind: Kind::ALL[usize::try_from(number % 4).unwrap()],
        security: number % 17 == 0,
        label: format!("{number}.0"),
    };
    let rows = (0..300).map(|person| Row {
        name: format!("person {person}"),
        marks: (0..2_000).filter(|number| (number * number) % 300 == person).map(mark).collect(),
    });
    let chart = Timeline { rows: rows.collect(), ..small() }.draw().unwrap();
    let size = svg(&chart, "a").unwrap().len();
    assert!(size < 170_000, "{size} bytes");
}

#[test]
fn each_ink_has_a_rule_in_the_style_sheet() {
    let all = [
        Ink::Text,
        Ink::Quiet,
        Ink::Grid,
        Ink::Track,
        Ink::Bar,
        Ink::Wait,
        Ink::SignOff,
        Ink::Major,
        Ink::Minor,
        Ink::Patch,
        Ink::PreRelease,
        Ink::Other,
        Ink::Security,
        Ink::Node,
        Ink::NodeText,
        Ink::Edge,
        Ink::BackEdge,
        Ink::Arrow,
        Ink::BackArrow,
        Ink::EdgeText,
        Ink::Heat(1),
        Ink::Heat(2),
        Ink::Heat(3),
        Ink::Heat(4),
        Ink::HeatText(1),
        Ink::HeatText(4),
    ];
    for ink in all {
        let class = format!(".{}", ink.class());
        let named = STYLES.lines().any(|line| line.trim_end_matches([' ', '{', ',']) == class);
        assert!(named, "`{class}` has no rule");
    }
}

#[test]
fn nothing_but_numbers_letters_and_hyphens_is_an_identity() {
    let text = Shape {
        ink: Ink::Text,
        form: Form::Text { x: 1, y: 12, anchor: Anchor::End, text: "&".to_owned() },
        hint: "<i>".to_owned(),
    };
    let drawing = Drawing {
        kind: "bars",
        title: "T".to_owned(),
        description: "D".to_owned(),
        width: 20,
        height: 20,
        shapes: vec![text],
    };
    insta::assert_snapshot!(svg(&drawing, "a b\"><script>").unwrap(), @"");
}

/// Returns the colours that the style sheet names, those of the light or of the dark page, as red, green and blue.
fn colours(dark: bool) -> BTreeMap<String, [u8; 3]> {
    let (light, rest) = STYLES.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    let part = if dark { rest.split_once("\n}\n").unwrap().0 } else { light };
    let found = part.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--chart-")?.split_once(": #")?;
        let digits = value.strip_suffix(';')?;
        let of = |place: usize| u8::from_str_radix(&digits[place..place + 2], 16).unwrap();
        Some((name.to_owned(), [of(0), of(2), of(4)]))
    });
    found.collect()
}

/// Returns the relative luminance of a colour (<https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
fn luminance(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

/// Returns the contrast of two colours (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>), from 1 to 21.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn colours_stand_out_from_what_is_behind_them() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
    let both = [colours(false), colours(true)];
    assert!(both[0].keys().eq(both[1].keys()), "light and dark have the same names");
    for (theme, colours) in ["light", "dark"].into_iter().zip(&both) {
        // Text wants 4.5 (WCAG 2.2, 1.4.3), graphics 3 (1.4.11).
        let mut pairs = vec![
            ("ink", "page", 4.5),
            ("quiet", "page", 4.5),
            ("ink", "track", 4.5),
            ("quiet", "track", 4.5),
            ("ink", "node", 4.5),
            ("ink", "bar", 1.0),
            ("heat-text", "heat-1", 4.5),
            ("heat-text", "heat-2", 4.5),
            ("heat-text-strong", "heat-3", 4.5),
            ("heat-text-strong", "heat-4", 4.5),
            ("bar", "track", 3.0),
        ];
        let graphics = [
            "bar",
            "wait",
            "sign-off",
            "major",
            "minor",
            "patch",
            "pre-release",
            "other",
            "security",
            "edge",
            "back-edge",
        ];
        pairs.extend(graphics.map(|name| (name, "page", 3.0)));
        for (name, behind, least) in pairs {
            let found = contrast(colours[name], colours[behind]);
            assert!(found >= least, "{theme}: {name} on {behind} has {found:.2}, less than {least}");
        }
    }
}
