//! Text on lines and in columns, as it is shown.

use proptest::prelude::*;

use super::*;

fn rows<const COUNT: usize>(rows: &[[&str; COUNT]]) -> Vec<[String; COUNT]> {
    rows.iter().map(|row| row.map(str::to_owned)).collect()
}

#[test]
fn wide_and_combining_characters_count_as_they_are_shown() {
    assert_eq!((columns("abc"), columns("日本"), columns("e\u{301}"), columns("")), (3, 4, 1, 0));
    let shown = table(&rows(&[["日本", "x"], ["abc", "y"], ["e\u{301}", "z"]]), None);
    assert_eq!(shown, ["日本  x", "abc   y", "e\u{301}     z"]);
}

#[test]
fn lines_are_folded_between_words() {
    let text = "  word one two three four\nshort\n\n日本語の長い行";
    assert_eq!(folded(text, 14), "  word one two\n    three four\nshort\n\n日本語の長い行");
    assert_eq!(folded("日本語の長い行", 6), "日本語\n  の長\n  い行");
    assert_eq!(folded("abcdefghij", 4), "abcd\n  ef\n  gh\n  ij");
}

#[test]
fn the_lines_of_a_paragraph_begin_at_the_edge() {
    assert_eq!(paragraph("one two three", 8), "one two\nthree");
    assert_eq!(paragraph("short", 8), "short");
}

#[test]
fn words_stand_beside_a_name_or_below_it() {
    assert_eq!(beside("go on", 6, "one two three", 20), "  go on   one two\n          three");
    assert_eq!(beside("go on", 6, "one two three", 19), "  go on\n      one two three");
}

#[test]
fn commands_stay_on_one_line() {
    assert_eq!(folded("run `git push it` now", 14), "run\n  `git push\n  it` now");
    assert_eq!(folded("run `git push it` now", 16), "run\n  `git push it`\n  now");
}

#[test]
fn addresses_stay_whole() {
    assert_eq!(folded("see https://example.org/a now", 10), "see\n  https://example.org/a\n  now");
    assert_eq!(folded("https://example.org/a", 10), "https://example.org/a");
}

#[test]
fn items_of_a_list_go_on_below_their_first_word() {
    assert_eq!(folded("  1.  one two three", 14), "  1.  one two\n      three");
    assert_eq!(folded("  3.  日本語の長い行", 14), "  3.  日本語の\n      長い行");
    assert_eq!(folded("- one two three", 10), "- one two\n  three");
    assert_eq!(folded("... one two three", 10), "... one\n  two\n  three");
    assert_eq!(folded("2026. was a year", 10), "2026. was\na year");
    assert_eq!(folded("-          one", 10), "-\none");
}

#[test]
fn lines_go_on_below_the_place_that_is_marked() {
    let line = format!("  state  {}one two three", tone::HANG);
    assert_eq!(folded(&line, 18).replace(tone::HANG, ""), "  state  one two\n         three");
    // Where half of the line would be empty, as if there were no mark.
    assert_eq!(folded(&line, 16), "  state  one two\n    three");
    let shaped = format!("{}a line of a table", tone::SHAPED);
    assert_eq!(
        folded_unless_shaped(&format!("{shaped}\na line of words"), 40, 10),
        format!("{shaped}\na line of\n  words")
    );
}

#[test]
fn what_stands_out_does_so_in_each_line_and_takes_no_room() {
    let (good, bad) = (Tone::Good.of("one two"), Tone::Bad.of("three"));
    assert_eq!(columns(&good), 7);
    let folded = folded(&format!("{good} {bad}"), 5);
    assert_eq!(
        folded,
        format!(
            "{}\n  {}\n  {}\n  {}",
            Tone::Good.of("one"),
            Tone::Good.of("two"),
            Tone::Bad.of("thr"),
            Tone::Bad.of("ee")
        )
    );
    let shown = table(&[[good, "next".to_owned()], [bad, String::new()]], Some(11));
    assert_eq!(shown, [format!("{}    next", Tone::Good.of("one")), Tone::Good.of("two"), Tone::Bad.of("three")]);
}

#[test]
fn the_widest_column_goes_on_below() {
    let rows = rows(&[["id", "what it says", "who"], ["1", "a long text of several words", "mona"]]);
    let natural = ["id  what it says                  who", "1   a long text of several words  mona"];
    assert_eq!(table(&rows, None), natural);
    assert_eq!(table(&rows, Some(80)), natural);
    assert_eq!(
        table(&rows, Some(26)),
        ["id  what it says      who", "1   a long text of    mona", "    several words"]
    );
    assert_eq!(
        table(&rows, Some(14)),
        ["id", "  what it says", "  who", "1", "  a long text", "    of several", "    words", "  mona"]
    );
}

#[test]
fn the_column_that_needs_the_room_gets_it() {
    let rows = rows(&[
        ["2.4.0", "2.4.0", "@kofi, with @nia as mentor"],
        ["2027-01-15", "minor release", "@nia; @kofi learns, with @nia"],
    ]);
    assert_eq!(
        table(&rows, Some(38)),
        [
            "2.4.0       2.4.0    @kofi, with @nia",
            "                     as mentor",
            "2027-01-15  minor    @nia; @kofi",
            "            release  learns, with @nia"
        ]
    );
}

#[test]
fn where_columns_are_too_many_their_names_stand_beside_each_cell() {
    let rows = rows(&[["organisation", "releases", "helped"], ["Example", "2", "-"], ["all", "12", ""]]);
    assert_eq!(named_table(&rows, Some(30)), table(&rows, None));
    assert_eq!(named_table(&rows, Some(20)), ["Example", "  releases  2", "  helped    -", "all", "  releases  12"]);
    let rows = self::rows(&[["", "login", "load"], ["1", "mona", "2/365"]]);
    assert_eq!(named_table(&rows, Some(8)), ["1  mona", "  load", "  2/365"]);
    let rows = self::rows(&[["", "login", "load"], ["", "mona", "2/365"]]);
    assert_eq!(named_table(&rows, Some(8)), ["mona", "  load", "  2/365"]);
}

proptest! {
    #[test]
    fn nothing_is_wider_than_the_room_and_no_letter_is_lost(
        cells in proptest::collection::vec(["[a-z日é ]{0,30}", "[a-z ]{0,30}", "[a-z]{0,30}"], 0..6),
        room in 12usize..90,
    ) {
        let letters = |text: &str| text.chars().filter(|letter| *letter != ' ').collect::<String>();
        let mut all: Vec<char> = cells.iter().flatten().flat_map(|cell| letters(cell).chars().collect::<Vec<_>>()).collect();
        let shown = table(&cells, Some(room));
        let mut there: Vec<char> = shown.iter().flat_map(|line| letters(line).chars().collect::<Vec<_>>()).collect();
        all.sort_unstable();
        there.sort_unstable();
        prop_assert_eq!(all, there);
        prop_assert!(shown.iter().all(|line| columns(line) <= room), "{shown:#?}");
        for cell in cells.iter().flatten() {
            let text = folded(cell, room);
            prop_assert_eq!(letters(cell), letters(&text.replace('\n', "")));
            prop_assert!(text.lines().all(|line| columns(line) <= room), "{text}");
        }
    }
}
