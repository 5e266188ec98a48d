//! What commands do, in many spellings.

use super::*;

/// Returns what commands do, each with letters for what is marked: irreversible, destructive, tagging, publication and
/// interactive.
fn found(commands: &str) -> String {
    let shown = |nature: Nature| {
        let marks = [
            (nature.is_irreversible, 'i'),
            (nature.is_destructive, 'd'),
            (nature.is_tagging, 't'),
            (nature.is_publication, 'p'),
            (nature.is_interactive, 'a'),
        ];
        let marks: String = marks.into_iter().filter(|(is_set, _)| *is_set).map(|(_, letter)| letter).collect();
        format!("{} [{marks}]", nature.what)
    };
    natures(commands).into_iter().map(shown).collect::<Vec<_>>().join("; ")
}

#[test]
fn pushes_are_told_apart() {
    let cases = [
        ("git push", "pushes the branch []"),
        ("git push origin main", "pushes the branch []"),
        ("git push -u origin changes-X.Y.Z", "pushes the branch []"),
        ("git push origin pr/prepare-$RELEASE", "pushes the branch []"),
        ("git push origin $MAJOR.$MINOR", "pushes the branch []"),
        ("git push --tags", "pushes all tags [it]"),
        ("git push upstream main --follow-tags", "pushes the branch and its new tags [it]"),
        ("git push origin $TAG", "pushes the tag [it]"),
        ("git push origin \"${VERSION}\"", "pushes the tag [it]"),
        ("git push origin vX.Y.Z", "pushes the tag [it]"),
        ("git push origin v1.2.3", "pushes the tag [it]"),
        ("git push origin 26.11", "pushes the tag [it]"),
        ("git push origin v2.0", "pushes the tag [it]"),
        ("git push -u origin 26.11", "pushes the branch []"),
        ("/usr/bin/git push origin v2.0", "pushes the tag [it]"),
        ("git push origin core-1.2.3", "pushes the tag [it]"),
        ("git push origin tag <tag>", "pushes the tag [it]"),
        ("git push origin refs/tags/x", "pushes the tag [it]"),
        ("git push git@host.example:x/y.git v$MAJOR.$MINOR.$PATCH", "pushes the tag [it]"),
        ("git tag api/$X -m x\ngit push origin api/$X", "makes the tag [t]; pushes the tag [it]"),
        ("git -C sub push --force", "overwrites what the remote has [i]"),
        ("git push -f origin main", "overwrites what the remote has [i]"),
        ("git push --force-with-lease=x", "overwrites what the remote has [i]"),
        ("git push origin +main", "overwrites what the remote has [i]"),
        ("git push --tags --force", "overwrites what the remote has [i]; pushes all tags [it]"),
        ("git push origin --delete v1.2.3", "deletes a branch or a tag on the remote [i]"),
        ("git push origin :refs/tags/x", "deletes a branch or a tag on the remote [i]"),
        ("git push --dry-run origin v1.2.3", ""),
        ("git checkout -b v1.2.3\ngit push origin v1.2.3", "pushes the branch []"),
    ];
    for (commands, expected) in cases {
        assert_eq!(found(commands), expected, "{commands}");
    }
}

#[test]
fn what_is_known_of_a_name_tells_more_than_its_looks() {
    let known = |name: &str| match name {
        "core/2.0" | "2026" => Some(true),
        "26.11" => Some(false),
        _ => None,
    };
    let cases = [
        ("git push origin core/2.0", true),
        ("git push origin HEAD:core/2.0", true),
        ("git push origin 2026", true),
        ("git push origin 26.11", false),
        ("git push origin refs/tags/26.11", true),
        ("git push origin 1.2.3", true),
        ("git push origin main", false),
    ];
    for (commands, is_tag) in cases {
        let natures = natures_with(commands, &known);
        assert_eq!(natures.iter().any(|nature| nature.is_tagging && nature.is_irreversible), is_tag, "{commands}");
    }
}

#[test]
fn values_of_options_hide_nothing() {
    let irreversible = [
        "gh -R o/r release create X --generate-notes",
        "gh release -R o/r create X --generate-notes",
        "gh release create X --notes --dry-run",
        "cargo +nightly publish",
        "cargo --config x publish",
        "npm --otp 1 publish",
        "docker --context x push y",
        "docker --context x --log-level debug push y",
        "python3.12 -m twine upload --non-interactive dist/*",
        "/opt/python -I -m twine upload --non-interactive dist/*",
        "sudo -u rel twine upload dist/*",
        "bash -c 'twine upload dist/*'",
        "sh -ec 'cd x && git push --tags'",
        "eval \"cargo publish\"",
        "bash -c \"sh -c 'cargo publish'\"",
        "conda run -n x twine upload dist/*",
        "uv run --with twine twine upload dist/*",
        "timeout 60 cargo publish",
        "xargs git push origin v1.2.3",
        "npm publish --dry-run=false",
        "npx --yes foo -- --help; npm publish",
    ];
    for commands in irreversible {
        assert!(natures(commands).iter().any(|nature| nature.is_irreversible), "{commands}: {}", found(commands));
    }
    let harmless = [
        "cargo publish --allow-dirty --dry-run",
        "npm publish --tag next --dry-run=true",
        "twine upload --help",
        "twine --version",
        "python3.12 -m build",
        "bash -c 'echo twine upload'",
        "gh -R o/r release view X",
        "sudo -u rel ls",
    ];
    for commands in harmless {
        assert!(!natures(commands).iter().any(|nature| nature.is_irreversible), "{commands}: {}", found(commands));
    }
}

#[test]
fn git_throws_away_and_asks() {
    let cases = [
        ("git tag -d v1", "deletes a tag of this clone [d]"),
        ("git tag v1", "makes the tag [t]"),
        ("git tag -am x v1", "makes the tag [t]"),
        ("git tag -a v1", "makes the tag [ta]"),
        ("git tag -s v1 -m x", "makes the tag [ta]"),
        ("git tag -f v1 x", "moves the tag [dt]"),
        ("git tag", ""),
        ("git tag -l 'v*'", ""),
        ("git tag --sort=-v:refname", ""),
        ("git reset --hard origin/main", "throws away changes that are not committed [d]"),
        ("git reset --soft HEAD~1", ""),
        ("git clean -dffx", "deletes files that are not in git [d]"),
        ("git clean -xfdi", "deletes files that are not in git [da]"),
        ("git clean -ndx", ""),
        ("git checkout -- .", "throws away changes that are not committed [d]"),
        ("git checkout .", "throws away changes that are not committed [d]"),
        ("git checkout main", ""),
        ("git restore .", "throws away changes that are not committed [d]"),
        ("git restore --staged x", ""),
        ("git branch -D x", "deletes a branch that may not be merged [d]"),
        ("git branch -d x", ""),
        ("git commit -m x", ""),
        ("git commit -am 'x'", ""),
        ("git commit", "opens an editor for the message [a]"),
        ("git commit --amend --no-edit", ""),
        ("git rebase -i main", "opens an editor for the plan [a]"),
        ("git add -p", "asks for each change [a]"),
        ("git fetch --all", ""),
    ];
    for (commands, expected) in cases {
        assert_eq!(found(commands), expected, "{commands}");
    }
}

#[test]
fn publishing_is_known_in_many_tongues() {
    let index = "publishes to the package index [ip]";
    for commands in [
        "hatch publish",
        "python -m twine upload --non-interactive dist/*",
        "flit publish",
        "poetry publish --build",
        "uv publish",
        "cargo publish -p x",
        "(cd core && cargo publish)",
        "npm publish --access public",
        "yarn npm publish",
        "pnpm publish -r",
        "npx lerna publish",
        "yarn changeset publish",
        "gem push x.gem",
        "mvn -B deploy",
        "./gradlew publishAllPublicationsToCentral",
        "dotnet nuget push x",
        "opam publish",
        "anaconda upload x",
        "TOKEN=x sudo -E env A=b poetry publish",
    ] {
        assert!(found(commands).starts_with("publishes to the package index [ip"), "{commands}: {}", found(commands));
    }
    assert_eq!(found("cargo publish"), index);
    assert_eq!(found("twine upload dist/*"), "publishes to the package index [ipa]");
}

#[test]
fn other_programs_are_known() {
    let cases = [
        ("tbump 1.2.3", "commits the version, makes the tag and pushes both [ita]"),
        ("tbump --no-push $VERSION", "commits the version and makes the tag [ta]"),
        ("tbump --no-tag 2.0.dev", "commits the version and pushes the branch [a]"),
        ("tbump --only-patch x", "asks before it goes on [a]"),
        ("tbump --dry-run 1", ""),
        ("bump2version --tag minor", "commits the version and makes the tag [t]"),
        ("npm version minor", "commits the version and makes the tag [t]"),
        ("npm version", ""),
        ("cargo release minor --execute", "tags, pushes and publishes the release [itp]"),
        ("cargo release minor", ""),
        ("bundle exec rake release", "tags, pushes and publishes the release [itp]"),
        ("mvn release:perform", "tags and publishes the release [itp]"),
        ("docker push x/y:1", "publishes the image [ip]"),
        ("docker buildx build --push .", "publishes the image [ip]"),
        ("docker build .", ""),
        ("helm push x oci://y", "publishes the chart [ip]"),
        ("gh release create v1 --generate-notes", "publishes the release on GitHub [itp]"),
        ("gh release create v1 --draft --notes x", "drafts the release on GitHub []"),
        ("gh release create v1", "publishes the release on GitHub [itpa]"),
        ("gh release delete v1", "deletes a release on GitHub [i]"),
        ("gh workflow run release.yml", "starts a workflow that may publish [i]"),
        ("gh release view v1", ""),
        ("goreleaser release --clean", "publishes the release [ip]"),
        ("goreleaser release --snapshot", ""),
        ("twine upload --non-interactive -r testpypi dist/*", "uploads to a test index []"),
        ("aws s3 cp x s3://y", "uploads files to a bucket [i]"),
        ("aws s3 cp s3://y x", ""),
        ("scp x host:y", "uploads files to another machine [i]"),
        ("rsync -a x user@host:y", "uploads files to another machine [i]"),
        ("rsync -a x y", ""),
        ("curl -X POST https://x", "sends data to a server [i]"),
        ("curl -LO https://x", ""),
        ("gpg --keyserver x --send-keys y", "publishes a key [i]"),
        ("gpg --armor --detach-sign x", "may ask for a passphrase [a]"),
        ("kubectl apply -f x", "changes a cluster [i]"),
        ("terraform apply", "changes infrastructure [i]"),
        ("rm -rf dist", "deletes folders with all that is in them [d]"),
        ("rm x", ""),
        ("make release", "may publish the release [i]"),
        ("make prepare-release VERSION=1", ""),
        ("just publish", "may publish the release [i]"),
        ("./release.sh 1.2.3", "may publish the release [i]"),
        ("script/release v1", "may publish the release [i]"),
        ("bash tools/release.sh", "may publish the release [i]"),
        ("./scripts/generate_release_notes.sh", ""),
        ("gh auth login", "asks for a login [a]"),
        ("npm login", "asks for a login [a]"),
        ("vim CHANGELOG.md", "opens a program on the terminal [a]"),
        ("$EDITOR x", "opens an editor [a]"),
        ("read version", "asks for a value [a]"),
        ("cat x | while read line; do echo $line; done", ""),
        ("ssh host", "opens a shell on another machine [a]"),
        ("sudo apt-get update", "may ask for a password [a]"),
        ("svn commit -m x", "commits to the shared repository [i]"),
        ("echo git push --tags", ""),
        ("# git push --tags\nls", ""),
        ("ls && git push --tags; pwd", "pushes all tags [it]"),
        ("x=$(git push --tags)", "pushes all tags [it]"),
    ];
    for (commands, expected) in cases {
        assert_eq!(found(commands), expected, "{commands}");
    }
}

#[test]
fn some_prove_themselves_and_can_be_undone() {
    let of = |commands: &str| natures(commands).remove(0);
    let push = of("git push upstream \\\n  v$VERSION");
    assert_eq!(push.command, "git push upstream v$VERSION");
    assert_eq!(push.verify.as_deref(), Some("git ls-remote --exit-code --tags upstream refs/tags/v$VERSION"));
    let tag = of("git tag -a v$VERSION -m \"Version $VERSION\"");
    assert_eq!(tag.verify.as_deref(), Some("git rev-parse --verify --quiet refs/tags/v$VERSION"));
    assert_eq!(tag.undo.as_deref(), Some("git tag -d v$VERSION"));
    assert_eq!(of("gh release create $TAG -F x").verify.as_deref(), Some("gh release view $TAG"));
    assert_eq!(of("cargo publish").undo.as_deref(), Some("cargo yank --version ${VERSION}"));
    assert_eq!(of("cargo publish --workspace").undo, None);
    assert_eq!(natures("(cd core && cargo publish)")[0].undo, None);
    assert_eq!(natures("for x in a b; do git tag $x; done")[0].verify, None);
    assert_eq!(of("git push origin a v1.2.3 v1.2.4").verify, None);
}
