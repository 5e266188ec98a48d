//! How the demo looks on terminals: what it says, the narration of its tour, and what the commands show in it.

use unicode_width::UnicodeWidthStr as _;

use super::desk;
use crate::support::terminal::Terminal;

const WIDTHS: [u16; 4] = [60, 80, 120, 200];

/// What shows the project of the demo, each in words or a table.
const COMMANDS: [&str; 24] = [
    "next",
    "status",
    "rotation who",
    "rotation who --for 2.4.0",
    "rotation who --for minor --explain",
    "rotation who --all",
    "rotation plan --for minor --date 2026-08-05 --dry-run",
    "rotation list",
    "rotation list --all --past",
    "rotation check",
    "rotation check --ahead 52w",
    "people list",
    "people show nia",
    "people show kofi",
    "people pair",
    "circles list",
    "report",
    "report --explain",
    "ledger list",
    "ledger verify",
    "checklist show",
    "checklist lint",
    "explain 77",
    "doctor",
];

fn wide(text: &str, columns: u16) -> Vec<&str> {
    text.lines().filter(|line| line.width() > usize::from(columns)).collect()
}

#[test]
fn no_line_in_the_demo_is_wider_than_the_terminal() {
    let desk = desk();
    for columns in WIDTHS {
        let terminal = Terminal { columns, variables: &[] };
        let told = terminal.shows(&desk, &["demo"]);
        assert!(told.contains("shepherd demo --remove"), "{told}");
        let told_wide: Vec<&str> = wide(&told, columns);
        assert!(told_wide.is_empty(), "{columns}: {told_wide:#?}");
        let inside = desk.copied().directory("[SANDBOX]/desk/shepherd-demo/lantern");
        for command in COMMANDS {
            let words: Vec<&str> = command.split(' ').collect();
            let text = terminal.shows(&inside, &words);
            assert!(text.lines().count() > 0, "{command} says nothing");
            let lines = wide(&text, columns);
            assert!(lines.is_empty(), "{command} at {columns}: {lines:#?}");
        }
        drop(desk.shepherd(["demo", "--remove"]).success());
    }
}

#[test]
fn what_it_says_is_laid_out() {
    let desk = desk();
    let [narrow, usual] = [60, 80].map(|columns| {
        let text = Terminal { columns, variables: &[] }.shows(&desk, &["demo"]);
        drop(desk.shepherd(["demo", "--remove"]).success());
        text
    });
    insta::assert_snapshot!(narrow, @"
    The demo is in shepherd-demo: a small project, its people,
    and two years of their releases. You are @kofi, whose turn
    it is to release 2.4.0; @nia mentors you, in a clone of her
    own.

    Try this:
      cd shepherd-demo/lantern
      shepherd next
          what would be released now, and who is up
      shepherd changelog
          what the release would say
      shepherd guide 2.4.0 --rehearse
          practise it, in a throw-away copy
      shepherd rotation who --for 2.4.0
          whose turn it is, and why
      shepherd people list
          who is there, and how far each has come
      shepherd report
          how many people carry the releases
      shepherd report --site ../site
          all of it as pages: open ../site/index.html
      shepherd demo --tour
          be shown around, in another folder

    Nothing outside the folder was touched. To take it away, from
    where you are now:
      shepherd demo --remove
    ");
    insta::assert_snapshot!(usual, @"
    The demo is in shepherd-demo: a small project, its people, and two years of
    their releases. You are @kofi, whose turn it is to release 2.4.0; @nia mentors
    you, in a clone of her own.

    Try this:
      cd shepherd-demo/lantern
      shepherd next                      what would be released now, and who is up
      shepherd changelog                 what the release would say
      shepherd guide 2.4.0 --rehearse    practise it, in a throw-away copy
      shepherd rotation who --for 2.4.0  whose turn it is, and why
      shepherd people list               who is there, and how far each has come
      shepherd report                    how many people carry the releases
      shepherd report --site ../site     all of it as pages: open ../site/index.html
      shepherd demo --tour               be shown around, in another folder

    Nothing outside the folder was touched. To take it away, from where you are now:
      shepherd demo --remove
    ");
}

#[test]
fn the_narration_of_the_tour_is_no_wider_than_the_terminal() {
    let desk = desk();
    for columns in [60, 200] {
        let text = Terminal { columns, variables: &[] }.shows(&desk, &["demo", "--tour", "--yes"]);
        // What the project itself says is a document, or stands in one.
        let mut is_narration = true;
        let told = text.lines().filter(|line| {
            let title = line.starts_with("── ") && line.contains(" of 8: ");
            is_narration = title || line.starts_with("That was") || is_narration && !line.contains("$ ");
            is_narration
        });
        let told: Vec<&str> = told.collect();
        assert!(told.len() > 30, "{told:#?}");
        let most = columns.min(100);
        let wide: Vec<&&str> = told.iter().filter(|line| line.width() > usize::from(most)).collect();
        assert!(wide.is_empty(), "{columns}: {wide:#?}");
    }
}

#[test]
fn a_list_of_slots_keeps_its_columns_on_a_small_terminal() {
    let desk = desk();
    drop(desk.shepherd(["demo"]).success());
    let inside = desk.copied().directory("[SANDBOX]/desk/shepherd-demo/lantern");
    let shown = Terminal { columns: 60, variables: &[] }.shows(&inside, &["rotation", "list"]);
    insta::assert_snapshot!(shown, @"
    slot        when        what     who                state
    2.4.0       2026-04-06  2.4.0    @kofi, with @nia   accepted
                                     as mentor
    2026-05-18              minor    @nia; @kofi        accepted
                            release  learns, with @nia
    2026-06-29              minor    @tomas             offered
                            release
    ");
}
