//! How `guide`, `next`, `rotation` and `status` look: narrow and wide, with and without colours, with and without Unicode.

pub(crate) mod sample;

use anstream::adapter::strip_str;
use unicode_width::UnicodeWidthStr as _;

use crate::report::write_records;
use crate::support::Sandbox;
use crate::support::terminal::Terminal;

/// A team with a release that is going on.
fn busy() -> Sandbox {
    let sandbox = sample::team();
    sample::begin(&sandbox);
    sandbox
}

fn plain(columns: u16) -> Terminal<'static> {
    Terminal { columns, variables: &[] }
}

const COLOURED: Terminal<'_> = Terminal { columns: 100, variables: &[("TERM", "xterm-256color")] };

/// All that is laid out, and does not ask.
const COMMANDS: [&[&str]; 14] = [
    &["next", "--offline"],
    &["next", "--onto", "5.x", "--offline"],
    &["next", "--as", "5.5.0", "--offline"],
    &["next", "--all", ".", "--offline"],
    &["rotation", "who", "--for", "minor"],
    &["rotation", "who", "--for", "minor", "--explain"],
    &["rotation", "list"],
    &["rotation", "plan", "--until", "2026-12-31", "--every", "6w", "--dry-run"],
    &["rotation", "check", "--ahead", "30w"],
    &["status"],
    &["status", "--timeline"],
    &["status", "--all"],
    &["status", "--mine"],
    &["doctor", "--offline"],
];

#[test]
fn no_line_is_wider_than_the_terminal() {
    let long = "who-is-called-by-the-longest-login-38c";
    let sandbox = sample::team_of(
        sample::project()
            .pull_request(
                5149,
                "kim/wide",
                "日本語の長い題名をここに書きます。これはとても長いので次の行に続きます 🎉👩‍🚀",
            )
            .pull_request(5150, "kim/word", &format!("A{}h", "a".repeat(120))),
    );
    let person = format!("format = 1\nlogin = \"{long}\"\nname = \"{}\"\n", "好き".repeat(30));
    let releases = format!(
        "format = 1\n\n[[release]]\ntag = \"5.4.1\"\nversion = \"5.4.1\"\nkind = \"minor\"\ndate = 2024-01-19\n\
         released-by = [\"{long}\"]\nmentored-by = []\n"
    );
    write_records(&sandbox, &[(&format!("people/{long}.toml"), &person), ("releases/octo/hello.toml", &releases)]);
    sample::begin(&sandbox);
    for columns in [60, 80, 100, 120, 200] {
        for arguments in COMMANDS {
            let text = plain(columns).shows(&sandbox, arguments);
            assert!(text.lines().count() > 0, "{arguments:?} says nothing");
            fits(columns, arguments, &text);
        }
        fits(columns, &["guide"], &plain(columns).asks(&sandbox, &["guide", "--offline"]));
    }
}

#[track_caller]
fn fits(columns: u16, arguments: &[&str], text: &str) {
    let wide: Vec<&str> = text.lines().filter(|line| line.width() > usize::from(columns)).collect();
    assert!(wide.is_empty(), "{arguments:?} at {columns}: {wide:#?}");
}

#[test]
fn colours_say_nothing_that_the_words_do_not() {
    let sandbox = busy();
    for arguments in COMMANDS {
        let text = plain(100).shows(&sandbox, arguments);
        let coloured = COLOURED.shows(&sandbox, arguments);
        assert!(!text.contains('\u{1b}') && coloured.contains('\u{1b}'), "{arguments:?}: {coloured:?}");
        assert_eq!(strip_str(&coloured).to_string(), text, "{arguments:?}");
    }
    // Who pipes it has the same words, unless they wish for colours.
    for arguments in [&["status"][..], &["rotation", "who"]] {
        let piped = sandbox.shepherd(arguments);
        assert!(!piped.to_string().contains('\u{1b}'), "{piped}");
        let forced = sandbox.shepherd([arguments, &["--color", "always"]].concat());
        assert!(forced.stdout().contains('\u{1b}'), "{forced}");
        assert_eq!(strip_str(forced.stdout()).to_string(), piped.stdout());
    }
}

#[test]
fn a_terminal_that_knows_ascii_alone_gets_it() {
    let sandbox = busy();
    let poor = Terminal { columns: 60, variables: &[("LC_ALL", "C")] };
    for arguments in COMMANDS {
        let text = poor.shows(&sandbox, arguments).replace("李明", "");
        assert!(text.is_ascii(), "{arguments:?}: {text}");
    }
    let text = poor.asks(&sandbox, &["guide", "--offline"]);
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn next() {
    let sandbox = sample::team();
    let github = sample::github(&sandbox);
    let sandbox = sandbox.github(&github);
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).shows(&sandbox, &["next"]));
    insta::assert_snapshot!(narrow, @"");
    insta::assert_snapshot!(usual, @"");
    insta::assert_snapshot!(wide, @"");
}

#[test]
fn rotation() {
    let sandbox = sample::team();
    let who = ["rotation", "who", "--for", "minor"];
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).shows(&sandbox, &who));
    insta::assert_snapshot!(narrow, @"");
    insta::assert_snapshot!(usual, @"");
    insta::assert_snapshot!(wide, @"");
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).shows(&sandbox, &["rotation", "list"]));
    insta::assert_snapshot!(narrow, @"");
    insta::assert_snapshot!(usual, @"");
    assert_eq!(usual, wide);
}

#[test]
fn status() {
    let sandbox = busy();
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).shows(&sandbox, &["status"]));
    insta::assert_snapshot!(narrow, @"");
    insta::assert_snapshot!(usual, @"");
    insta::assert_snapshot!(wide, @"");
    let timeline = ["status", "--timeline"];
    let [narrow, usual] = [60, 100].map(|columns| plain(columns).shows(&sandbox, &timeline));
    insta::assert_snapshot!(without_chance(&narrow), @"");
    insta::assert_snapshot!(without_chance(&usual), @"");
}

#[test]
fn guide() {
    let sandbox = busy();
    let [narrow, usual, wide] = [60, 100, 200].map(|columns| plain(columns).asks(&sandbox, &["guide", "--offline"]));
    insta::assert_snapshot!(narrow, @"");
    insta::assert_snapshot!(usual, @"");
    insta::assert_snapshot!(wide, @"");
}

/// How long commands took is told in whole and tenths of seconds.
fn without_chance(text: &str) -> String {
    let taken = regex::Regex::new(r"\b\d+(\.\d+)? (ms|s)\b").expect("it is one");
    taken.replace_all(text, "[TIME]").into_owned()
}
