//! Values in commands: plain, quoted, refused.

use super::*;

fn filled(commands: &str, value: &str) -> String {
    let values = ["VERSION", "TAG", "BRANCH", "NEXT_VERSION", "PATH"];
    let values = values.into_iter().map(|name| (name.to_owned(), value.to_owned())).collect();
    match substitute(commands, &values) {
        Ok(filled) if filled.missing.is_empty() => filled.commands,
        Ok(filled) => format!("missing {}", filled.missing.join(" ")),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_plain_value_replaces_its_placeholder() {
    let cases = [
        ("git tag v$VERSION", "git tag v1.2.3"),
        ("tbump ${VERSION}.dev", "tbump 1.2.3.dev"),
        ("git tag -m \"x <version>\"", "git tag -m \"x 1.2.3\""),
        ("git tag vX.Y.Z # {version}", "git tag v1.2.3 # 1.2.3"),
        ("git tag v9.9.9", "git tag v1.2.3"),
        ("VERSION=\ntbump ${VERSION}", "VERSION=1.2.3\ntbump ${VERSION}"),
        ("echo 'x <version>'", "echo 'x 1.2.3'"),
        ("cat <<EOF\n<version>\nEOF", "cat <<EOF\n1.2.3\nEOF"),
        ("git switch ${VERSION%.*}", "VERSION=1.2.3\ngit switch ${VERSION%.*}"),
        ("git switch ${new_version%.*} $new_version", "new_version=1.2.3\ngit switch ${new_version%.*} 1.2.3"),
        ("git switch \"${VERSION%.*}\"", "VERSION=1.2.3\ngit switch \"${VERSION%.*}\""),
        ("sed -i s/x/$VERSION/ f", "sed -i s/x/1.2.3/ f"),
        ("make VERSION=X.Y.Z", "make VERSION=1.2.3"),
    ];
    for (commands, expected) in cases {
        assert_eq!(filled(commands, "1.2.3"), expected);
    }
}

#[test]
fn other_values_are_quoted() {
    let value = "a b'$(x)";
    let cases = [
        ("git tag <version>", r"git tag 'a b'\''$(x)'"),
        ("git tag $VERSION", r"git tag 'a b'\''$(x)'"),
        ("git tag v<version>-x", r"git tag v'a b'\''$(x)'-x"),
        ("VERSION=", r"VERSION='a b'\''$(x)'"),
        ("echo \"v$VERSION\"", "VERSION='a b'\\''$(x)'\necho \"v${VERSION}\""),
        ("echo \"v<version>\"", "VERSION='a b'\\''$(x)'\necho \"v${VERSION}\""),
        ("echo \"{PATH}\"", "SHEPHERD_PATH='a b'\\''$(x)'\necho \"${SHEPHERD_PATH}\""),
        ("cat <<EOF\nx <version>\nEOF", "VERSION='a b'\\''$(x)'\ncat <<EOF\nx ${VERSION}\nEOF"),
        ("cat <<'EOF'\nx <version>\nEOF", "cat <<'EOF'\nx a b'$(x)\nEOF"),
        ("echo \"${VERSION%.*}\"", "VERSION='a b'\\''$(x)'\necho \"${VERSION%.*}\""),
        ("ls # <version>", "ls # a b'$(x)"),
    ];
    for (commands, expected) in cases {
        assert_eq!(filled(commands, value), expected);
    }
    assert_eq!(filled("echo 'x <version>'", "a $b"), "echo 'x a $b'");
    assert_eq!(filled("git tag <version>", ""), "git tag ''");
}

#[test]
fn what_cannot_be_quoted_is_refused() {
    let refused = [
        ("echo 'x <version>'", "it's"),
        ("bash -c 'echo <version>'", "$(x)"),
        ("bash -c \"echo $VERSION\"", "$(x)"),
        ("ssh host \"echo <version>\"", "a;b"),
        ("ssh host <<EOF\necho <version>\nEOF", "a;b"),
        ("eval echo <version>", "a;b"),
        ("make tag VERSION=<version>", "$(shell x)"),
        ("sed -i s/x/<version>/ f", "1/e"),
        ("echo `echo <version>`", "a`b"),
        ("echo $((VERSION + 1))", "a[$(x)]"),
        ("[[ <version> -eq 1 ]]", "a[$(x)]"),
        ("echo ${VERSION%.*}", "a *"),
        ("git tag $'<version>'", "a b"),
        ("git tag <version>", "--delete"),
        ("git tag \"$VERSION\"", "-d"),
        ("VERSION=\ngit tag $VERSION", "-d"),
        ("xargs git tag <version>", "a b"),
        ("cat <<EOF\n<version>\nEOF", "EOF"),
    ];
    for (commands, value) in refused {
        let answer = filled(commands, value);
        assert!(answer.contains("which cannot be quoted where VERSION stands"), "{commands}: {answer}");
    }
    assert_eq!(filled("ls <version>", "a\nb"), "the value of VERSION holds a line end or a control character");
    assert_eq!(filled("git tag v<version>", "-d"), "git tag v-d");
    let values = BTreeMap::from([("VERSION".to_owned(), "a b".to_owned())]);
    assert!(substitute_in(Dialect::PowerShell, "dotnet pack <version>", &values).is_err());
}

#[test]
fn what_has_no_value_is_missing_once() {
    let values = BTreeMap::from([("VERSION".to_owned(), "1".to_owned())]);
    let filled = substitute("<commit> $VERSION <last tag> ${COMMIT}", &values).unwrap();
    assert_eq!(filled.missing, ["COMMIT", "PREVIOUS_TAG"]);
    assert_eq!(filled.commands, "<commit> 1 <last tag> ${COMMIT}");
}
