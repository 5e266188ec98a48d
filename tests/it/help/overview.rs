//! What `shepherd --help` says: the commands, in groups.

use insta::assert_snapshot;

use crate::support::Sandbox;
use crate::support::terminal::Terminal;

#[test]
fn it_shows_where_to_begin() {
    assert_snapshot!(Sandbox::new().env("COLUMNS", "80").shepherd(["-h"]), @"
    Helps the people who cut releases: it walks through a release with you, and
    makes the changelog

    Usage: shepherd [OPTIONS] <COMMAND>

    New here?
      shepherd demo                      a small project to try everything on
      shepherd guide VERSION --rehearse  practise your release, in a throw-away copy
      shepherd COMMAND --help            all of one command, with examples

    Walk through a release:
      guide          Walk through the release, step by step, from wherever it stands
      next           Show what would be released now
      status         Show where a release stands
      approve        Agree to a step of somebody else's release, exactly as it is
                     shown
      handoff        Pass a run on to another person
      debrief        Turn what a release taught into a proposed patch of
                     RELEASING.md
      checklist      Read a release document as a checklist

    Write the changelog:
      changelog      Show the changelog of a range, or write it into a file
      explain        Say where a pull request or commit ended in the changelog, by
                     which rule, in which release
      upgrade-notes  Draft the upgrade notes of a range
      draft          Draft a release for CI

    Take turns:
      rotation       Plan who cuts the next releases
      people         Keep the records of the people
      circles        Plan calls in which people support each other, and office hours
                     for triage
      record         Record a release that was cut without the guide, or correct a
                     record
      ledger         Keep the records of the releases
      report         Show how many people carry the releases, and what each
                     organisation contributed
      store          Share the records of releases with others

    Set up:
      demo           Make a small project to try everything on
      init           Look at a project, and write the configuration that it needs
      doctor         Look whether everything is there that a release needs
      completions    Print the script by which a shell completes commands, flags and
                     values
      man            Print the manual page of a command, or write those of all
      help           Print the help of a command

    Options of all commands:
          --repo <DIR>     Work on the repository that holds DIR instead of the
                           current folder
          --config <FILE>  Read the configuration from FILE [default:
                           .shepherd.toml, where it is found]
      -q, --quiet          Say nothing but results, warnings and errors
      -v, --verbose        Say also why: totals, where settings come from
          --color <WHEN>   Colour results and messages: auto (as NO_COLOR,
                           CLICOLOR_FORCE and the terminal say), always or never
                           [possible values: auto, always, never]
          --no-pager       Show long results as they are, not through the pager that
                           $SHEPHERD_PAGER, git or $PAGER names
      -h, --help           Print help (see more with '--help')
      -V, --version        Print version

    Exit codes: 0 done, 1 findings that you must act on, 2 usage, 3 configuration or
    an input file, 4 git or GitHub failed, 5 refused to protect you, 130 interrupted
    [exit status: 0]
    ");
}

#[test]
fn the_help_has_the_same_groups() {
    let sandbox = Sandbox::new().env("COLUMNS", "80");
    let groups = |text: &str| {
        let begin = text.find("New here?").expect("it says where to begin");
        let end = text.find("Options of all commands").expect("all commands have options");
        text[begin..end].to_owned()
    };
    let help = sandbox.shepherd(["--help"]).success().stdout().to_owned();
    for arguments in [["-h"], ["help"]] {
        let output = sandbox.shepherd(arguments);
        let text = format!("{}{}", output.stdout(), output.stderr());
        assert_eq!(groups(&text), groups(&help), "{arguments:?}");
    }
    for command in ["shepherd demo", "  guide ", "  changelog ", "  rotation ", "  init "] {
        assert!(groups(&help).contains(command), "{command}");
    }
    // What colours and results have to do with each other is said where the flag is.
    assert!(help.contains("Colour results and messages"), "{help}");
}

#[test]
fn it_fits_and_stands_out_where_there_are_colours() {
    let sandbox = Sandbox::new();
    for columns in [60, 80, 200] {
        let text = Terminal { columns, variables: &[] }.shows(&sandbox, &["--help"]);
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > usize::from(columns)).collect();
        assert!(wide.is_empty(), "{columns}: {wide:#?}");
    }
    let coloured = Terminal { columns: 80, variables: &[("TERM", "xterm-256color")] }.shows(&sandbox, &["--help"]);
    assert!(coloured.contains('\u{1b}'), "{coloured}");
}
