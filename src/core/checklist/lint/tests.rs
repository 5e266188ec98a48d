//! Doubts, each with its place.

use super::*;
use crate::core::checklist::read;

/// Returns each doubt as `line: message @ the text at its place`.
fn found(text: &str) -> Vec<String> {
    let doubts = lint(text, &read(text)).into_iter();
    doubts.map(|doubt| format!("{}: {} @ {}", doubt.line, doubt.message, &text[doubt.span])).collect()
}

#[test]
fn a_clean_document_has_no_doubts() {
    assert_eq!(
        found("# Release\n\n1. Tag it\n\n   ```bash\n   git tag v${VERSION}\n   git push origin v${VERSION}\n   ```\n"),
        [""; 0]
    );
    assert_eq!(found(""), [""; 0]);
}

#[test]
fn commands_are_doubtful_where_they_would_run_as_they_stand() {
    let text = "# Release\n\n1. Tag é it\n\n   ```console\n   $ git tag v1.2.3\n   1.2.3\n   $ tool <commit sha> <last tag>\n   $ git checkout main\n   ```\n";
    assert_eq!(
        found(text),
        [
            "6: an example version stands in a command @ 1.2.3",
            "8: nothing says what `<commit sha>` is @ <commit sha>",
            "8: a shell reads `<last tag>` as a redirection @ <last tag>",
            "9: a command names the branch `main` @ main",
        ]
    );
}

#[test]
fn each_doubt_of_many_alike_has_its_own_place() {
    let text =
        "# Release\n\n1. Do it\n\n   ```console\n   $ a ${VERSON}\n   a ${VERSON}\n   $ b\n   $ a ${VERSON}\n   ```\n";
    let doubts = lint(text, &read(text));
    assert_eq!(doubts.iter().map(|doubt| doubt.line).collect::<Vec<_>>(), [6, 9]);
    assert_eq!(doubts[0].help, "did you mean `${VERSION}`?");
    let many = "   echo ${X} <a> {b}\n".repeat(2_000);
    let text = format!("# Release\n\n1. Do it\n\n   ```bash\n{many}   ```\n");
    assert_eq!(lint(&text, &read(&text)).len(), 2 * 2_000);
}

#[test]
fn exports_do_not_carry_over_unless_a_later_block_names_them() {
    let text =
        "# Release\n\n1. Set it\n\n   ```bash\n   export DIR=x\n   ```\n2. Use it\n\n   ```bash\n   ls $DIR\n   ```\n";
    assert_eq!(found(text), [""; 0]);
    let hidden = text.replace("ls $DIR", "make release");
    assert_eq!(found(&hidden), ["6: `DIR` is exported for this block alone @ DIR=x"]);
    let declared = hidden.replace("1. Set it", "1. Set it <!-- shepherd: input = \"DIR\" -->");
    assert_eq!(found(&declared), [""; 0]);
}

#[test]
fn annotations_are_checked_against_each_other() {
    let text = "# Release\n\n1. One <!-- shepherd: id = \"one\", needs = \"one\" -->\n2. Two <!-- shepherd: id = \"two\", needs = [\"three\", \"thre\"] -->\n3. Three <!-- shepherd: id = \"three\", needs = \"two\" -->\n4. Four <!-- shepherd: id = \"one\" -->\n";
    assert_eq!(
        found(text),
        [
            "3: a step needs itself @ \"one\"",
            "4: steps need each other in a circle: two → three → two @ \"three\"",
            "4: there is no step `thre` @ \"thre\"",
            "5: steps need each other in a circle: three → two → three @ \"two\"",
            "6: two steps have the id `one` @ \"one\"",
        ]
    );
}
