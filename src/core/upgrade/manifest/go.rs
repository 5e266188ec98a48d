//! `go.mod`: the directive `go`, and what is required directly.

use super::{Manifest, ManifestError, Runtime};

/// Reads a `go.mod` (<https://go.dev/ref/mod#go-mod-file>). Versions that `replace` puts elsewhere are passed over.
pub(super) fn module(text: &str) -> Result<Manifest, ManifestError> {
    let mut manifest = Manifest { is_published: true, ..Manifest::default() };
    let mut block: Option<String> = None;
    for (index, line) in text.lines().enumerate() {
        let (content, comment) = line.split_once("//").unwrap_or((line, ""));
        let mut words: Vec<&str> = content.split_whitespace().collect();
        match (block.as_deref(), words.as_slice()) {
            (_, []) => continue,
            (Some(_), [")"]) => {
                block = None;
                continue;
            }
            (None, [verb, "("]) => {
                block = Some((*verb).to_owned());
                continue;
            }
            (Some(verb), _) => words.insert(0, verb),
            (None, _) => {}
        }
        match words.as_slice() {
            ["module", path] => manifest.name = Some(path.trim_matches('"').to_owned()),
            ["go", version] => manifest.minimum(Runtime::Go, version, index + 1),
            ["require", _, _] if comment.trim_start().starts_with("indirect") => {}
            ["require", path, version] => manifest.dependency(path.trim_matches('"'), "", version, index + 1),
            ["require" | "module" | "go", ..] => {
                return Err(ManifestError {
                    line: index + 1,
                    reason: format!("`{}` is not understood", content.trim()),
                });
            }
            _ => {}
        }
    }
    Ok(manifest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::upgrade::manifest::tests::told;

    #[test]
    fn direct_requirements_and_the_directive_are_read() {
        let text = "module example.org/hello\n\ngo 1.21\n\ntoolchain go1.22.3\n\nrequire (\n\tgithub.com/a/b v1.2.3\n\t\
                    github.com/c/d v0.1.0 // indirect\n)\n\nrequire github.com/e/f v2.0.0+incompatible // why\n\n\
                    replace github.com/a/b => ../b\n";
        assert_eq!(
            told(&module(text).unwrap()),
            "example.org/hello: Go 1.21 :3; github.com/a/b v1.2.3 :8; github.com/e/f v2.0.0+incompatible :12"
        );
        assert_eq!(
            module("module x\nrequire a b c\n").unwrap_err().to_string(),
            "line 2: `require a b c` is not understood"
        );
    }
}
