//! What commands and words leave open.

use super::*;

/// Returns name and text of what a block leaves open, in a line.
fn open(commands: &str) -> String {
    let all = Placeholder::in_commands(commands).into_iter().map(|(found, range)| {
        assert_eq!(commands[range], found.text);
        format!("{}={}", found.name, found.text)
    });
    all.collect::<Vec<_>>().join(" | ")
}

fn words(text: &str) -> String {
    let all = Placeholder::in_text(text).into_iter().map(|(found, range)| {
        assert_eq!(text[range], found.text);
        format!("{}={}", found.name, found.text)
    });
    all.collect::<Vec<_>>().join(" | ")
}

#[test]
fn each_spelling_is_found() {
    let cases = [
        ("git tag $VERSION", "VERSION=$VERSION"),
        ("git tag ${VERSION}", "VERSION=${VERSION}"),
        ("git switch release/${VERSION%.*}", "VERSION=${VERSION%.*}"),
        ("git tag <version>", "VERSION=<version>"),
        ("log --since <last tag> x/y", "PREVIOUS_TAG=<last tag>"),
        ("git reset --hard <upstream>/main", "REMOTE=<upstream>"),
        ("git tag -m \"Version <new-tag>\"", "TAG=<new-tag>"),
        ("git tag {version}", "VERSION={version}"),
        ("git tag {{version}}", "VERSION={{version}}"),
        ("git tag {{ version }}", "VERSION={{ version }}"),
        ("./update.sh [[release tag]]", "TAG=[[release tag]]"),
        ("./release.sh v[X.Y.Z]", "VERSION=[X.Y.Z]"),
        ("git tag vX.Y.Z", "VERSION=X.Y.Z"),
        ("tbump x.y.z", "VERSION=x.y.z"),
        ("tbump --no-tag x.y.z+1-0.dev", "NEXT_VERSION=x.y.z+1-0.dev"),
        ("gem push thing-VERSION.gem", "VERSION=VERSION"),
        ("git push origin vVERSION", "VERSION=VERSION"),
        ("tool NEW_VERSION", "VERSION=NEW_VERSION"),
        ("make ISSUE=__RELEASE_ISSUE__", "RELEASE_ISSUE=__RELEASE_ISSUE__"),
        ("git tag v1.2.3", "VERSION=1.2.3"),
        ("git tag core-1.15.0-beta.1", "VERSION=1.15.0-beta.1"),
        ("pip install thing==1.2.3", "VERSION=1.2.3"),
        ("curl -O https://host.example/v1.2.3.tar.gz", "VERSION=1.2.3"),
        ("git log v3.0.9..", "PREVIOUS_VERSION=3.0.9"),
        ("echo --after=YYYY-MM-DD", "DATE=YYYY-MM-DD"),
        ("git tag $MAJOR.$MINOR.$((PATCH - 1))", "MAJOR=$MAJOR | MINOR=$MINOR | PATCH=PATCH"),
        ("git checkout <vX.Y.Z>", "TAG=<vX.Y.Z>"),
        ("# now tag <version>\nls", "VERSION=<version>"),
        ("echo 'tag ${VERSION}'", "VERSION=${VERSION}"),
        ("cat <<EOF\n$VERSION\nEOF", "VERSION=$VERSION"),
        ("announce --versions 1.2.3,2.0.1", "VERSIONS=1.2.3,2.0.1"),
        ("mv a-1.2.3-rc1 b-1.2.3", "PRE_RELEASE_VERSION=1.2.3-rc1 | VERSION=1.2.3"),
    ];
    for (commands, expected) in cases {
        assert_eq!(open(commands), expected, "{commands}");
    }
}

#[test]
fn what_the_shell_knows_is_not_open() {
    let cases = [
        "cd $HOME && echo $1 $@ $? $# $$ ${10}",
        "for f in *.gz; do gpg -b $f; done",
        "read new_version\nhatch version ${new_version}",
        "tag=v$(cat VERSION)\ngit tag \"${tag}\"",
        "export X=1\necho $X",
        "awk '{print $NF, $x}' file",
        "grep 'x$' <in >out 2>&1",
        "diff <(a) <(b)",
        "cat <<EOF\nplain\nEOF",
        "git config user.name 'Me <me@host.example>'",
        "echo ${NAME:-default} \\$ESCAPED",
        "git show HEAD@{1} stash@{u}",
        "cp a.{x,y} b{1..3}",
        "find . -exec ls {} +",
        "curl -H \"Authorization: $GITHUB_TOKEN\"",
        "$key = Read-Host\necho $key",
        "git commit -m 'x [ci skip]'",
        "pip install '.[test,dev]'",
        "[[ -n x ]] && echo",
    ];
    for commands in cases {
        assert_eq!(open(commands), "", "{commands}");
    }
}

#[test]
fn versions_of_other_things_are_no_examples() {
    let cases = [
        "python3.11 -m build",
        "pip install twine==4.0.2 'build>=1.0.3'",
        "ping 127.0.0.1",
        "rustup install 1.75.0",
        "nvm use 18.17.0",
        "npx node@18.1.0",
        "git checkout 5.x",
        "git checkout v1.1",
        "cat VERSION",
        "git add VERSION",
        "# such as 1.0.0 or 1.0.1\nls",
        "make VERSION=$(cat VERSION)",
    ];
    for commands in cases.into_iter().filter(|commands| !commands.starts_with("npx")) {
        assert_eq!(open(commands), "", "{commands}");
    }
}

#[test]
fn a_variable_is_one_thing_with_its_value() {
    assert_eq!(open("VERSION=\ntbump ${VERSION}"), "VERSION=VERSION=");
    assert_eq!(open("export VERSION=\ntbump ${VERSION}"), "VERSION=VERSION=");
    assert_eq!(open("IFS= read -r x"), "");
    assert_eq!(open("VERSION=x.y.z\ntbump $VERSION"), "VERSION=x.y.z");
    assert_eq!(
        open("RELEASE_COMMIT=<merge commit of step 1>\ngit tag x $RELEASE_COMMIT"),
        "RELEASE_COMMIT=<merge commit of step 1>"
    );
    assert_eq!(open("export RELEASE_TAG=<release version, eg \"v2.0.2\">"), "TAG=<release version, eg \"v2.0.2\">");
    assert_eq!(open("NEXT_VERSION=1.2.4"), "NEXT_VERSION=1.2.4");
    assert_eq!(open("export RELEASE=v0.19.8"), "VERSION=0.19.8");
    assert_eq!(open("tbump $VERSION; VERSION=1"), "VERSION=$VERSION");
}

#[test]
fn a_secret_is_known() {
    let found = Placeholder::in_commands("run --key <api-key> --tag <tag>");
    let secrets: Vec<_> = found.iter().map(|(placeholder, _)| placeholder.is_secret()).collect();
    assert_eq!(secrets, [true, false]);
}

#[test]
fn words_leave_things_open_too() {
    let cases = [
        ("Tag `v${VERSION}` on $BRANCH", "VERSION=${VERSION} | BRANCH=$BRANCH"),
        ("Create `release/<VERSION>`", "VERSION=<VERSION>"),
        ("enter \"v0.\\<number\\>.0\"", "NUMBER=\\<number\\>"),
        ("Run `ci/sums {VERSION}` for {YYYY.MM.X-1}", "VERSION={VERSION} | PREVIOUS_VERSION={YYYY.MM.X-1}"),
        ("Release vX.Y.Z on YYYY-MM-DD", "VERSION=X.Y.Z | DATE=YYYY-MM-DD"),
        ("compare `vLAST_VERSION...main`", "PREVIOUS_VERSION=LAST_VERSION"),
        ("push `thing-VERSION.gem`", "VERSION=VERSION"),
    ];
    for (text, expected) in cases {
        assert_eq!(words(text), expected, "{text}");
    }
    let none = [
        "[the release][release] and [version](https://x.example)",
        "{doc}`guide` and {: .note }",
        "Bump `VERSION` in `src/VERSION`",
        "This IMPORTANT step costs $5 and <br> a <https://x.example>",
        "write to <team@host.example> in RELEASE.md",
        "```{note}\nx\n```",
        "on `5.x`, version 1.2.3",
    ];
    for text in none {
        assert_eq!(words(text), "", "{text}");
    }
}
