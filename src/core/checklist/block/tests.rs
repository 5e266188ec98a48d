//! Blocks that are commands, and blocks that are not.

use super::*;

fn read(label: &str, code: &str) -> Block {
    Block::read(Some(label), code, 1)
}

fn bare(code: &str) -> Block {
    Block::read(None, code, 1)
}

#[test]
fn a_label_names_the_shell() {
    let cases = [
        ("bash", Dialect::Bash),
        ("bash title=\"Tag it\"", Dialect::Bash),
        ("{.bash .numberLines}", Dialect::Bash),
        ("{code-block} bash", Dialect::Bash),
        ("{bash}", Dialect::Bash),
        ("ShellSession", Dialect::Bash),
        ("shell-session", Dialect::Bash),
        ("console", Dialect::Bash),
        ("zsh", Dialect::Bash),
        ("sh", Dialect::Sh),
        ("SH", Dialect::Sh),
        ("powershell", Dialect::PowerShell),
        ("pwsh", Dialect::PowerShell),
        ("ps1", Dialect::PowerShell),
        ("", Dialect::Bash),
    ];
    for (label, dialect) in cases {
        assert_eq!(read(label, "git fetch --tags\n").runs, Ok(dialect), "{label}");
    }
    assert_eq!(read("bash title=x", "ls\n").language, "bash");
    assert_eq!(read("sh", "[[ -f VERSION ]] && cat VERSION\n").runs, Ok(Dialect::Bash));
}

#[test]
fn other_languages_are_only_shown() {
    for label in ["yaml", "toml", "diff", "ini", "python", "json", "{note}", "mermaid", "gitconfig", "fish", "bat"] {
        assert_eq!(read(label, "git fetch\n").runs, Err(ShownOnly::OtherLanguage), "{label}");
    }
    for label in ["text", "md", "markdown", "txt"] {
        assert_eq!(read(label, "git fetch\n").runs, Err(ShownOnly::Text), "{label}");
    }
    assert_eq!(read("output", "git fetch\n").runs, Err(ShownOnly::Output));
}

#[test]
fn a_label_alone_does_not_decide() {
    let texts = [
        "Successfully uploaded 3 files\n",
        "Dear maintainers,\nthe release is out.\n",
        "https://ci.example/builds/7\n",
        "Uploading: 100%\nStatus: done\n",
        "pkg-1.2.0.tar.gz\npkg-1.2.0.tar.gz.asc\n",
        "855d8b8bed466bc505e61123d12885500ef6fcdb317ace1b668087364717ea82  pkg.zip\n",
        "[section]\nkey = 1\n",
    ];
    for code in texts {
        assert_eq!(read("bash", code).runs, Err(ShownOnly::Output), "{code}");
    }
    assert_eq!(read("bash", "# nothing but a remark\n").runs, Err(ShownOnly::Text));
    assert_eq!(read("bash", "").runs, Err(ShownOnly::Text));
}

#[test]
fn without_a_label_the_first_line_decides() {
    let commands = [
        "git tag -s v1.2.0\n",
        "# tag it\ngit tag v1.2.0\n",
        "./release.sh 1.2.0\n",
        "script/bump minor\n",
        "tools/check-abi.sh\n",
        "export VERSION=1.2.0\n",
        "VERSION=\n",
        "VERSIONS=\"1.0,2.0\" rake announce\n",
        "cd docs && make html\n",
        "(cd core && cargo publish)\n",
        "for x in a b; do echo $x; done\n",
        "tag=$(git describe)\n",
        "if [ -f x ]; then rm x; fi\n",
        "sudo apt-get update\n",
        "python -m build\n",
        "[[ -n $X ]] && exit 1\n",
        "project-docs build api.toml\n",
    ];
    for code in commands {
        assert_eq!(bare(code).runs, Ok(Dialect::Bash), "{code}");
        assert_eq!(bare(code).commands, code);
    }
    let texts = [
        "# CMakeLists.txt\nproject(thing VERSION 1.2.0)\n",
        "# Cargo.toml\nversion = \"1.2.0\"\n",
        "name: release\non: push\n",
        "[alias]\n  co = checkout\n",
        "---\ntitle: Released\n---\n",
        "v1.2.0 is now available\n",
        "Release v1.2.0\n",
        "make sure that the tag is there\n",
        "go 1.22.0\n",
        "## 1.2.0 / 2026-01-02\n\n- git is faster\n",
        "+ added\n- removed\n",
        "https://example.org/release\n",
        "version=1.2.0\n",
        "build: update the toolchain\n",
        "Hi all,\n\nwe are happy to announce\n",
        "docs/changes/one.md\ndocs/changes/two.md\n",
        "from setuptools import setup\n",
        "- [ ] tag\n",
    ];
    for code in texts {
        assert!(!bare(code).is_runnable(), "{code}");
        assert_eq!(bare(code).commands, code);
    }
}

#[test]
fn prompts_go_and_output_with_them() {
    let cases = [
        ("$ git describe\nv1.2.0\n$ ls # all\na  b\n", "git describe\nls # all\n"),
        ("$ git describe\n\n# then the tag\n$ git push\n", "git describe\n\n# then the tag\ngit push\n"),
        ("user@host:~/x$ git fetch\nFrom example\n", "git fetch\n"),
        ("[me@host project (2-1)]$ git log v1..\n", "git log v1..\n"),
        ("(venv) $ pip list\npip 23\n", "pip list\n"),
        ("(venv) user@host:~/x$ pip list\n", "pip list\n"),
        ("% make\n% make install\n", "make\nmake install\n"),
        ("> git fetch\n> git merge\n", "git fetch\ngit merge\n"),
        ("PS C:\\src> dotnet pack\ndone\n", "dotnet pack\n"),
        ("$ git commit \\\n    -m x\n[main 1] x\n", "git commit \\\n    -m x\n"),
        ("$ git commit -m 'one\ntwo'\n[main 1] one\n", "git commit -m 'one\ntwo'\n"),
        ("$ cat > x <<EOF\nit's\nEOF\n$ ls\nx\n", "cat > x <<EOF\nit's\nEOF\nls\n"),
        ("$ a \\\n> b\nc\n", "a \\\nb\n"),
        ("$ for x in 1 2; do\n>   echo $x\n> done\n1\n2\n", "for x in 1 2; do\n  echo $x\ndone\n"),
        ("$ make &&\n  make test\nok\n", "make &&\n  make test\n"),
    ];
    for (code, expected) in cases {
        for block in [read("console", code), read("", code), bare(code)] {
            assert!(block.is_runnable(), "{code}");
            assert_eq!(block.commands, expected);
            assert_eq!(block.code, code);
        }
    }
}

#[test]
fn a_hash_is_a_prompt_only_where_a_terminal_is_shown() {
    assert_eq!(read("console", "# apt-get update\nHit: 1\n# make\n").commands, "apt-get update\nmake\n");
    assert_eq!(read("bash", "# make it\nmake\n").commands, "# make it\nmake\n");
    assert_eq!(read("console", "# tag the release\ngit tag x\n").commands, "# tag the release\ngit tag x\n");
    assert_eq!(read("bash", "> quoted words of a mail\n").runs, Err(ShownOnly::Output));
}

#[test]
fn a_remark_between_commands_does_not_run() {
    let code = "export BRANCH=main\n\nNote: on a patch, use `v1.1`.\n";
    assert_eq!(bare(code).commands, "export BRANCH=main\n\n");
    let code = "git commit -m 'one\nNote: two'\n";
    assert_eq!(bare(code).commands, code);
}
