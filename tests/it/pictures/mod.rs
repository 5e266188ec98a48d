//! The pictures of the README: what the real program shows on a terminal of 100 columns, as SVG.

use anstyle::RgbColor;
use anstyle_svg::Term;

use crate::look::sample;
use crate::support::kept::compare;
use crate::support::terminal::Terminal;

const FOLDER: &str = ".github/pictures";

const TERMINAL: Terminal<'_> = Terminal { columns: 100, variables: &[("TERM", "xterm-256color")] };

/// The paper, its edge, the ink, and how much of it is left where something is read last.
const PAPER: RgbColor = RgbColor(0x0d, 0x11, 0x17);
const EDGE: &str = "#3d444d";
const INK: RgbColor = RgbColor(0xe6, 0xed, 0xf3);
const FAINT: &str = "0.66";

/// A character of the usual fonts is as wide as this, in thousandths of a pixel.
const CHARACTER: usize = 8400;

/// Larger ones are slow to load.
const MOST_BYTES: usize = 60_000;

#[test]
fn the_pictures_show_what_the_program_shows() {
    let sandbox = sample::team();
    let github = sample::github(&sandbox);
    let sandbox = sandbox.github(&github);
    let shown = |arguments: &[&str]| TERMINAL.shows(&sandbox, arguments);
    let rotation = ["rotation", "who", "--for", "minor"];
    let mut pictures = vec![
        picture("next", "what would be released now", &["next"], &shown(&["next"])),
        picture("rotation", "who cuts the next release, and why", &rotation, &shown(&rotation)),
    ];
    sample::begin(&sandbox);
    pictures.push(picture("status", "where a release stands", &["status"], &shown(&["status"])));
    let guide = TERMINAL.asks(&sandbox, &["guide", "--offline"]);
    let guide = format!("{}answer: ", guide.trim_start());
    pictures.push(picture("guide", "a step of a release", &["guide"], &guide));
    for (name, picture) in &pictures {
        assert!(picture.len() < MOST_BYTES, "{name} has {} bytes", picture.len());
        assert!(!picture.contains("[SANDBOX]") && !picture.contains("[REPO]"), "{name} names a folder:\n{picture}");
        assert!(!picture.contains("http://127"), "{name} names this machine:\n{picture}");
    }
    compare(FOLDER, &pictures);
}

/// Returns a picture and the name of its file.
fn picture(name: &str, title: &str, arguments: &[&str], shown: &str) -> (String, String) {
    let command = arguments.join(" ");
    let screen = format!("\u{1b}[2m$\u{1b}[0m \u{1b}[1mshepherd {command}\u{1b}[0m\n{}", shown.trim_end_matches('\n'));
    let svg = Term::new()
        .palette(palette().into())
        .fg_color(INK.into())
        .bg_color(PAPER.into())
        .min_width_px((usize::from(TERMINAL.columns) * CHARACTER).div_ceil(1000))
        .render_svg(&screen);
    let (size, rest) = svg.split_once("px\" xmlns=").expect("it begins with its size");
    let (width, height) =
        size.strip_prefix("<svg width=\"").and_then(|size| size.split_once("px\" height=\"")).expect("it has one");
    // Below the last line there is as much room as above the first.
    let height = height.parse::<usize>().expect("it is a number") + 8;
    let rest = rest.replace("opacity: 0.4;", &format!("opacity: {FAINT};"));
    let rest = rest.replace("rx=\"4.5\" class", &format!("rx=\"8\" stroke=\"{EDGE}\" class"));
    let (head, rest) = rest.split_once('\n').expect("it has lines");
    let head = head.trim_end_matches('>');
    let lines: Vec<&str> = rest.lines().map(str::trim_end).collect();
    let picture = format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" xmlns={head}>\n  \
         <title>shepherd {command}: {title}</title>\n{}\n",
        lines.join("\n")
    );
    (format!("{name}.svg"), picture)
}

/// The colours of a dark terminal, in their usual order: the eight, then the eight bright ones.
fn palette() -> [RgbColor; 16] {
    let all: [u32; 16] = [
        0x48_4f58, 0xff_7b72, 0x56_d364, 0xe3_b341, 0x79_c0ff, 0xd2_a8ff, 0x76_e3ea, 0xe6_edf3, 0x6e_7681, 0xff_a198,
        0x7e_e787, 0xf2_cc60, 0xa5_d6ff, 0xe2_c5ff, 0xb3_f0ff, 0xff_ffff,
    ];
    all.map(|colour| {
        let [_, red, green, blue] = colour.to_be_bytes();
        RgbColor(red, green, blue)
    })
}
