//! What the charts look like as text, and whether their colours can be told apart.

use std::collections::BTreeMap;

use super::{STYLES, svg};
use crate::core::chart::{
    Anchor, Bar, Bars, Chart, Drawing, Form, Ink, Kind, Ladder, Mark, Mentoring, Pair, Row, Shape, Timeline,
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
                ..Row::default()
            },
            Row {
                name: "山田 太郎".to_owned(),
                marks: vec![mark("2026-01-05", Kind::Major, false, "5.0.0\u{202e}")],
                ..Row::default()
            },
        ],
        until: None,
    }
}

#[test]
fn a_time_line_is_text_that_was_escaped() {
    insta::assert_snapshot!(svg(&Chart::of(|room| small().draw(room)).unwrap(), "by person").unwrap(), @r#"
    <div class="chart-scroll chart-wide" role="region" tabindex="0" aria-label="Releases by &lt;person&gt; &amp; &quot;more&quot;">
    <svg class="chart chart-of-timeline" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="by-person-title by-person-description" viewBox="0 0 940 108" width="940" height="108">
    <title id="by-person-title">Releases by &lt;person&gt; &amp; &quot;more&quot;</title>
    <desc id="by-person-description">3 releases in the rows of 2 people, from 2026-01-05 to 2026-05-02; the most, 2, in that of Mona &lt;b&gt;.</desc>
    <path class="chart-major" d="M179 3L186 10L179 17L172 10z"></path>
    <text class="chart-text" x="190" y="14">major</text>
    <path class="chart-minor" d="M246 5L256 5L256 15L246 15z"></path>
    <text class="chart-text" x="262" y="14">minor</text>
    <path class="chart-patch" d="M318 10a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"></path>
    <text class="chart-text" x="334" y="14">patch</text>
    <path class="chart-security" d="M388 10a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z"></path>
    <text class="chart-text" x="405" y="14">with a ring: security</text>
    <path class="chart-grid" d="M172 28L172 104"></path>
    <text class="chart-quiet" x="175" y="40">Jan 2026</text>
    <path class="chart-grid" d="M320 28L320 104"></path>
    <text class="chart-quiet" x="323" y="40">Feb 2026</text>
    <path class="chart-grid" d="M453 28L453 104"></path>
    <text class="chart-quiet" x="456" y="40">Mar 2026</text>
    <path class="chart-grid" d="M601 28L601 104"></path>
    <text class="chart-quiet" x="604" y="40">Apr 2026</text>
    <path class="chart-grid" d="M744 28L744 104"></path>
    <text class="chart-quiet" x="747" y="40">May 2026</text>
    <path class="chart-grid" d="M172 66L892 66"></path>
    <text class="chart-text" x="0" y="70">山田 太郎</text>
    <path class="chart-major" d="M193 59L200 66L193 73L186 66z"><title>5.0.0, 2026-01-05, major</title></path>
    <text class="chart-quiet" x="938" y="70" text-anchor="end">1</text>
    <path class="chart-grid" d="M172 90L892 90"></path>
    <text class="chart-text" x="0" y="94">Mona &lt;b&gt;</text>
    <path class="chart-security" d="M742 90a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z"></path>
    <path class="chart-patch" d="M746 90a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"><title>5.5.1, 2026-05-02, patch, security</title></path>
    <path class="chart-minor" d="M579 85L589 85L589 95L579 95z"><title>5.5.0, 2026-03-28, minor</title></path>
    <text class="chart-quiet" x="938" y="94" text-anchor="end">2</text>
    </svg>
    </div>
    <svg class="chart chart-of-timeline chart-small chart-narrow" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="by-person-narrow-title by-person-narrow-description" viewBox="0 0 320 172" width="320" height="172">
    <title id="by-person-narrow-title">Releases by &lt;person&gt; &amp; &quot;more&quot;</title>
    <desc id="by-person-narrow-description">3 releases in the rows of 2 people, from 2026-01-05 to 2026-05-02; the most, 2, in that of Mona &lt;b&gt;.</desc>
    <path class="chart-major" d="M7 3L14 10L7 17L0 10z"></path>
    <text class="chart-text" x="18" y="14">major</text>
    <path class="chart-minor" d="M74 5L84 5L84 15L74 15z"></path>
    <text class="chart-text" x="90" y="14">minor</text>
    <path class="chart-patch" d="M146 10a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"></path>
    <text class="chart-text" x="162" y="14">patch</text>
    <path class="chart-security" d="M1 30a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z"></path>
    <text class="chart-text" x="18" y="34">with a ring: security</text>
    <path class="chart-grid" d="M10 48L10 168"></path>
    <text class="chart-quiet" x="13" y="60">Jan 2026</text>
    <path class="chart-grid" d="M189 48L189 168"></path>
    <text class="chart-quiet" x="192" y="60">Apr 2026</text>
    <path class="chart-grid" d="M10 102L310 102"></path>
    <text class="chart-edge-text" x="0" y="87">山田 太郎</text>
    <path class="chart-major" d="M19 95L26 102L19 109L12 102z"><title>5.0.0, 2026-01-05, major</title></path>
    <text class="chart-quiet" x="318" y="87" text-anchor="end">1</text>
    <path class="chart-grid" d="M10 148L310 148"></path>
    <text class="chart-edge-text" x="0" y="133">Mona &lt;b&gt;</text>
    <path class="chart-security" d="M242 148a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z"></path>
    <path class="chart-patch" d="M246 148a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"><title>5.5.1, 2026-05-02, patch, security</title></path>
    <path class="chart-minor" d="M177 143L187 143L187 153L177 153z"><title>5.5.0, 2026-03-28, minor</title></path>
    <text class="chart-quiet" x="318" y="133" text-anchor="end">2</text>
    </svg>
    "#);
}

#[test]
fn bars_and_a_ladder_fit_a_phone() {
    let bar = |name: &str, amount| Bar { name: name.to_owned(), text: format!("{amount} of 365"), amount };
    let bars = vec![bar("Mona", 12), bar("Kim", 5), bar("Bo", 0)];
    let bars = Bars { title: "Load".to_owned(), noun: "person".to_owned(), bars };
    let bars = Chart::of(|_| bars.draw()).unwrap();
    insta::assert_snapshot!(svg(&bars, "load").unwrap(), @r#"
    <svg class="chart chart-of-bars chart-small" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="load-title load-description" viewBox="0 0 320 102" width="320" height="102">
    <title id="load-title">Load</title>
    <desc id="load-description">3 people; they are Mona: 12 of 365, Kim: 5 of 365, Bo: 0 of 365.</desc>
    <text class="chart-text" x="320" y="12" text-anchor="end">12 of 365</text>
    <text class="chart-text" x="0" y="12">Mona</text>
    <rect class="chart-track" x="0" y="18" width="320" height="8" rx="2"></rect>
    <rect class="chart-bar" x="0" y="18" width="320" height="8" rx="2"></rect>
    <text class="chart-text" x="320" y="46" text-anchor="end">5 of 365</text>
    <text class="chart-text" x="0" y="46">Kim</text>
    <rect class="chart-track" x="0" y="52" width="320" height="8" rx="2"></rect>
    <rect class="chart-bar" x="0" y="52" width="133" height="8" rx="2"></rect>
    <text class="chart-text" x="320" y="80" text-anchor="end">0 of 365</text>
    <text class="chart-text" x="0" y="80">Bo</text>
    <rect class="chart-track" x="0" y="86" width="320" height="8" rx="2"></rect>
    </svg>
    "#);
    let rungs = vec![("observer".to_owned(), 3), ("mentor".to_owned(), 1)];
    let ladder = Ladder { title: "Ladder".to_owned(), rungs };
    insta::assert_snapshot!(svg(&Chart::of(|_| ladder.draw()).unwrap(), "ladder").unwrap(), @r#"
    <svg class="chart chart-of-ladder chart-small" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="ladder-title ladder-description" viewBox="0 0 320 74" width="320" height="74">
    <title id="ladder-title">Ladder</title>
    <desc id="ladder-description">4 people, from the lowest rung: observer: 3, mentor: 1.</desc>
    <rect class="chart-track" x="92" y="0" width="4" height="74" rx="2"></rect>
    <rect class="chart-track" x="312" y="0" width="4" height="74" rx="2"></rect>
    <text class="chart-text" x="0" y="24">mentor</text>
    <rect class="chart-track" x="96" y="18" width="216" height="4" rx="0"></rect>
    <rect class="chart-bar" x="96" y="13" width="65" height="14" rx="2"></rect>
    <text class="chart-edge-text" x="167" y="24">1</text>
    <text class="chart-text" x="0" y="58">observer</text>
    <rect class="chart-track" x="96" y="52" width="216" height="4" rx="0"></rect>
    <rect class="chart-bar" x="96" y="47" width="196" height="14" rx="2"></rect>
    <text class="chart-edge-text" x="298" y="58">3</text>
    </svg>
    "#);
}

#[test]
fn a_graph_says_who_mentored_whom() {
    let pair = |mentor: &str, mentee: &str, count| Pair {
        mentor: mentor.to_owned(),
        mentee: mentee.to_owned(),
        count,
        last: None,
    };
    let pairs = vec![pair("mona", "kim", 3), pair("kim", "bo", 1), pair("bo", "mona", 1)];
    let names = BTreeMap::from([("mona".to_owned(), "Mona".to_owned())]);
    let mentoring = Mentoring { title: "Who mentored whom".to_owned(), names, pairs };
    let chart = Chart::of(|room| mentoring.draw(room)).unwrap();
    insta::assert_snapshot!(svg(&chart, "graph").unwrap(), @r#"
    <div class="chart-scroll chart-wide" role="region" tabindex="0" aria-label="Who mentored whom">
    <svg class="chart chart-of-mentoring" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="graph-title graph-description" viewBox="0 0 346 111" width="346" height="111">
    <title id="graph-title">Who mentored whom</title>
    <desc id="graph-description">3 mentors helped 3 mentees: 3 pairs in all. Mona helped most often, 3 times.</desc>
    <text class="chart-quiet" x="0" y="12">A line goes from a mentor to a mentee; its number</text>
    <text class="chart-quiet" x="0" y="28">says in how many releases, where there was more</text>
    <text class="chart-quiet" x="0" y="44">than one. Dashed: back to somebody further left.</text>
    <path class="chart-back-edge" d="M53 95L93 95C128 95 128 98 163 98L203 98C258 98 258 95 313 95"><title>bo mentored Mona: 1 release</title></path>
    <path class="chart-edge" d="M203 76C238 76 238 79 273 79L306 79"><title>kim mentored bo: 1 release</title></path>
    <path class="chart-edge" d="M53 79C88 79 88 76 123 76L156 76"><title>Mona mentored kim: 3 releases</title></path>
    <path class="chart-back-arrow" d="M53 95L60 91L60 99z"></path>
    <path class="chart-arrow" d="M313 79L306 75L306 83z"></path>
    <path class="chart-arrow" d="M163 76L156 72L156 80z"></path>
    <text class="chart-edge-text" x="152" y="80" text-anchor="end">3</text>
    <rect class="chart-node" x="313" y="68" width="32" height="38" rx="5"></rect>
    <text class="chart-node-text" x="321" y="91">bo</text>
    <rect class="chart-node" x="163" y="65" width="40" height="22" rx="5"></rect>
    <text class="chart-node-text" x="171" y="80">kim</text>
    <rect class="chart-node" x="1" y="68" width="52" height="38" rx="5"></rect>
    <text class="chart-node-text" x="9" y="91">Mona</text>
    </svg>
    </div>
    <svg class="chart chart-of-mentoring chart-small chart-narrow" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="graph-narrow-title graph-narrow-description" viewBox="0 0 320 184" width="320" height="184">
    <title id="graph-narrow-title">Who mentored whom</title>
    <desc id="graph-narrow-description">3 mentors helped 3 mentees: 3 pairs in all. Mona helped most often, 3 times.</desc>
    <text class="chart-quiet" x="0" y="12">A line goes from a mentor to a mentee; × and a</text>
    <text class="chart-quiet" x="0" y="28">number say in how many releases, where there</text>
    <text class="chart-quiet" x="0" y="44">was more than one. Dashed: back to somebody</text>
    <text class="chart-quiet" x="0" y="60">further up.</text>
    <path class="chart-edge" d="M11 101L11 112"><title>Mona mentored kim: 3 releases</title></path>
    <path class="chart-arrow" d="M11 119L7 112L15 112z"><title>Mona mentored kim: 3 releases</title></path>
    <path class="chart-edge" d="M11 141L11 152"><title>kim mentored bo: 1 release</title></path>
    <path class="chart-arrow" d="M11 159L7 152L15 152z"><title>kim mentored bo: 1 release</title></path>
    <path class="chart-back-edge" d="M33 170L80 170L80 90L60 90"><title>bo mentored Mona: 1 release</title></path>
    <path class="chart-back-arrow" d="M53 90L60 86L60 94z"></path>
    <rect class="chart-node" x="1" y="79" width="52" height="22" rx="5"></rect>
    <text class="chart-node-text" x="9" y="94">Mona</text>
    <rect class="chart-node" x="1" y="119" width="66" height="22" rx="5"></rect>
    <text class="chart-node-text" x="9" y="134">kim</text>
    <text class="chart-quiet" x="59" y="134" text-anchor="end">×3</text>
    <rect class="chart-node" x="1" y="159" width="32" height="22" rx="5"></rect>
    <text class="chart-node-text" x="9" y="174">bo</text>
    </svg>
    "#);
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
        ..Row::default()
    });
    let timeline = Timeline { rows: rows.collect(), ..small() };
    let chart = Chart::of(|room| timeline.draw(room)).unwrap();
    let size = svg(&chart, "a").unwrap().len();
    assert!(size < 300_000, "{size} bytes");
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
    insta::assert_snapshot!(svg(&Chart { wide: drawing, narrow: None }, "a b\"><script>").unwrap(), @r#"
    <svg class="chart chart-of-bars chart-small" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="a-b---script--title a-b---script--description" viewBox="0 0 20 20" width="20" height="20">
    <title id="a-b---script--title">T</title>
    <desc id="a-b---script--description">D</desc>
    <text class="chart-text" x="1" y="12" text-anchor="end"><title>&lt;i&gt;</title>&amp;</text>
    </svg>
    "#);
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
