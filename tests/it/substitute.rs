//! Values that are filled into commands reach bash as text, whatever they hold.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::process::Command;

use proptest::prelude::*;
use release_shepherd::core::checklist::substitute;

/// Runs commands in bash, and returns what they print.
fn bash(commands: &str) -> String {
    let output = Command::new("bash").args(["-eo", "pipefail", "-c", commands]).env_clear().output();
    let output = output.expect("bash is there");
    assert!(output.status.success(), "{commands}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it is text")
}

/// Text in which what a shell reads as its own is frequent.
fn value() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z0-9._+/@:-]{1,4}",
        Just("$(echo evaluated)".to_owned()),
        Just("`echo evaluated`".to_owned()),
        Just("${HOME}".to_owned()),
        Just("'".to_owned()),
        Just("\"".to_owned()),
        Just("\\".to_owned()),
        Just("; echo evaluated #".to_owned()),
        Just(" && echo evaluated".to_owned()),
        Just("EOF".to_owned()),
        "[ *?<>|&!~(){}\\[\\]#é]",
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_value_is_printed_and_never_read(value in value()) {
        let commands = "\
printf '%s\\n' x<x> \"y$X\" \"z${X}\" \"a<x>\" b$X
X_SET=<x>
printf '%s\\n' \"c$X_SET\" \"$(printf '%s' \"d<x>\")\" # <x>
cat <<EOF
e<x>
f$X
EOF
cat <<'EOF'
g<x>
EOF
";
        let values = BTreeMap::from([("X".to_owned(), value.clone()), ("X_SET".to_owned(), value.clone())]);
        // An option is refused, and so is nothing else here.
        let Ok(filled) = substitute(commands, &values) else {
            prop_assert!(value.starts_with('-'));
            return Ok(());
        };
        prop_assert!(filled.missing.is_empty());
        let lines: Vec<_> = "xyzabcdefg".chars().map(|first| format!("{first}{value}\n")).collect();
        prop_assert_eq!(bash(&filled.commands), lines.concat(), "{}", filled.commands);
    }

    #[test]
    fn single_quotes_hold_all_but_themselves(value in value()) {
        let values = BTreeMap::from([("X".to_owned(), value.clone())]);
        match substitute("printf '%s\\n' 'a <x>'", &values) {
            Ok(filled) => prop_assert_eq!(bash(&filled.commands), format!("a {value}\n")),
            Err(_) => prop_assert!(value.contains('\'')),
        }
    }
}
