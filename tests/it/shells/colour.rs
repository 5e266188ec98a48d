//! Who decides about colours: the flag, `NO_COLOR`, `CLICOLOR_FORCE`, the terminal.

use crate::support::Sandbox;

/// Returns whether the error of a command has colours, which is the same for one that clap finds.
fn is_coloured(sandbox: &Sandbox, flags: &[&str]) -> bool {
    let own = sandbox.shepherd([&["changelog", "nosuch"], flags].concat());
    let of_arguments = sandbox.shepherd([&["changelog", "--wrong"], flags].concat());
    let is_coloured = own.stderr().contains('\u{1b}');
    assert_eq!(is_coloured, of_arguments.stderr().contains('\u{1b}'), "{own}{of_arguments}");
    assert!(own.stderr().contains("error:") && of_arguments.stderr().contains("error:"), "{own}{of_arguments}");
    is_coloured
}

#[test]
#[expect(clippy::type_complexity, reason = "a table of cases")]
fn the_flag_then_no_color_then_force_then_the_terminal() {
    let cases: [(&[(&str, &str)], &[&str], bool); 9] = [
        (&[], &[], false),
        (&[], &["--color", "always"], true),
        (&[("CLICOLOR_FORCE", "1")], &[], true),
        (&[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], &[], true),
        (&[("CLICOLOR_FORCE", "0")], &[], false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[], false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], &[], true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &["--color=always"], true),
        (&[("CLICOLOR_FORCE", "1")], &["--color=never"], false),
    ];
    for (variables, flags, expected) in cases {
        let sandbox =
            variables.iter().fold(Sandbox::new().commit("Start"), |sandbox, (name, value)| sandbox.env(name, value));
        assert_eq!(is_coloured(&sandbox, flags), expected, "{variables:?} {flags:?}");
    }
}

#[test]
fn help_obeys_too() {
    let forced = Sandbox::new().env("CLICOLOR_FORCE", "1");
    assert!(forced.shepherd(["--help"]).stdout().contains('\u{1b}'));
    assert!(!forced.shepherd(["--help", "--color", "never"]).stdout().contains('\u{1b}'));
    assert!(!forced.env("NO_COLOR", "1").shepherd(["--help"]).stdout().contains('\u{1b}'));
}

#[test]
fn a_terminal_has_colours_unless_it_is_dumb_or_somebody_minds() {
    let shown = |variables: &[(&str, &str)]| {
        let sandbox =
            variables.iter().fold(Sandbox::new().commit("Start"), |sandbox, (name, value)| sandbox.env(name, value));
        super::screen(sandbox, 80, 24, &["changelog", "nosuch"]).0
    };
    let coloured = shown(&[("TERM", "xterm-256color")]);
    assert!(coloured.contains('\u{1b}'), "{coloured:?}");
    let plain = shown(&[("TERM", "dumb")]);
    assert!(!plain.contains('\u{1b}') && plain.contains("error:"), "{plain:?}");
    assert_eq!(shown(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), plain);
    assert_eq!(shown(&[("TERM", "xterm-256color"), ("CLICOLOR", "0")]), plain);
}

#[test]
fn signs_of_the_interface_have_a_stand_in_where_the_language_is_not_utf_8() {
    let shown = |locale: &str, arguments: &[&str]| {
        let document = "# Releasing\n\n1. Say “it” …\n";
        let sandbox = crate::guide::project(document).env("LC_ALL", locale).env("TERM", "dumb").commit("Straße … ›");
        super::screen(sandbox, 80, 24, arguments).0
    };
    // What people wrote stays.
    for locale in ["C.UTF-8", "C"] {
        let changelog = shown(locale, &["changelog", "--offline", "--quiet"]);
        assert!(changelog.contains("Straße … ›"), "{changelog}");
    }
    let guide = ["guide", "1.1.0", "--as", "octocat", "--branch", "main", "--offline", "--answer", "step.say-it=quit"];
    let [rich, poor] = ["C.UTF-8", "C"].map(|locale| shown(locale, &guide));
    assert!(rich.contains("\n── 1.1.0 minor ───") && rich.contains(" · step 1"), "{rich}");
    assert!(poor.contains("\n-- 1.1.0 minor ---") && poor.contains(" - step 1"), "{poor}");
}
