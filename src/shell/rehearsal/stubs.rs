//! Programs that publish, and what stands in for them: a script that says what it would run, and notes it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::shell::wrapper::quoted;
use crate::system::files::FileError;
use crate::system::{files, folders};

/// A call that was noted instead of made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StubCall {
    /// The name of the program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// The folder that it was called in.
    pub directory: PathBuf,
}

/// Programs that are replaced whatever they are asked to do.
const WHOLE: [&str; 28] = [
    "aws",
    "az",
    "cpan-upload",
    "flyctl",
    "ftp",
    "gcloud",
    "gh",
    "glab",
    "gsutil",
    "heroku",
    "hub",
    "kubectl",
    "lftp",
    "mail",
    "mailx",
    "mutt",
    "netlify",
    "open",
    "rclone",
    "sendmail",
    "sftp",
    "scp",
    "skopeo",
    "ssh",
    "sshpass",
    "vercel",
    "wrangler",
    "xdg-open",
];

/// Programs that run others where the fence does not hold, if their socket can be reached.
pub(super) const CONTAINERS: [&str; 4] = ["buildah", "docker", "nerdctl", "podman"];

/// Programs that are replaced where one of their arguments is one of these words, and do their work else.
const PARTLY: [(&str, &[&str]); 36] = [
    ("anaconda", &["upload", "login"]),
    ("buildah", &["push", "login"]),
    ("bun", &["publish"]),
    ("bundle", &["release", "push"]),
    ("cargo", &["publish", "owner", "yank", "login", "logout"]),
    ("deno", &["publish", "deploy"]),
    ("docker", &["push", "login", "--push"]),
    ("dotnet", &["push"]),
    ("flit", &["publish"]),
    ("gem", &["push", "yank", "owner", "signin"]),
    ("gradle", &["publish", "publishPlugins", "uploadArchives"]),
    ("hatch", &["publish"]),
    ("helm", &["push", "login"]),
    ("jsr", &["publish"]),
    ("lein", &["deploy", "release"]),
    ("lerna", &["publish"]),
    ("luarocks", &["upload"]),
    ("maturin", &["publish", "upload"]),
    ("mix", &["hex.publish"]),
    ("mvn", &["deploy", "deploy:deploy", "site-deploy", "release:perform"]),
    ("nerdctl", &["push", "login", "--push"]),
    ("npm", NPM),
    ("npx", NPM),
    ("nuget", &["push"]),
    ("pdm", &["publish"]),
    ("pipx", &["publish", "upload"]),
    ("pnpm", NPM),
    ("podman", &["push", "login", "--push"]),
    ("poetry", &["publish"]),
    ("rake", &["release", "publish"]),
    ("sbt", &["publish", "publishSigned", "release", "sonatypeRelease", "sonatypeBundleRelease"]),
    ("semantic-release", &["publish", "version"]),
    ("twine", &["upload", "register"]),
    ("uv", &["publish", "upload"]),
    ("uvx", &["publish", "upload"]),
    ("yarn", NPM),
];

const NPM: &[&str] =
    &["publish", "unpublish", "deprecate", "dist-tag", "login", "logout", "adduser", "owner", "access", "token"];

/// Programs whose arguments must be looked at more closely: the script sets `stub` to `yes`.
const CLOSELY: [(&str, &str); 6] = [
    ("curl", CURL),
    ("goreleaser", "case \"${1-}\" in build|check|healthcheck|init|help|--help|--version|-v) ;; *) stub=yes ;; esac\n"),
    ("python", PYTHON),
    ("python3", PYTHON),
    ("rsync", "for word; do case \"$word\" in -*) ;; *:*) stub=yes ;; esac; done\n"),
    ("wget", "for word; do case \"$word\" in --post-*|--method*|--body-*) stub=yes ;; esac; done\n"),
];

const CURL: &str = r#"before=
for word; do
  case "$before" in -X|--request) case "$word" in GET|HEAD|OPTIONS) ;; *) stub=yes ;; esac ;; esac
  case "$word" in
    -XGET|-XHEAD|--request=GET|--request=HEAD) ;;
    -X?*|--request=*|--data*|--form*|--upload-file*|--json*|--quote*|--mail-*) stub=yes ;;
    --*) ;;
    -*[dFT]*) stub=yes ;;
  esac
  before=$word
done
"#;

const PYTHON: &str = r#"module=
before=
for word; do
  if [ "$before" = -m ] && [ -z "$module" ]; then module=$word; fi
  case "$word" in *setup.py) module=setup.py ;; esac
  case "$module:$word" in
    twine:upload|twine:register|setup.py:upload|setup.py:register) stub=yes ;;
    flit:publish|hatch:publish|poetry:publish|pdm:publish|uv:publish|maturin:publish|maturin:upload) stub=yes ;;
  esac
  before=$word
done
"#;

/// Signs for git without a key, so that `git tag -s` can be practised; git looks for these words, and the signature
/// says what it is.
const SIGNER: &str = r#"# Git wants all that it says to be read, and shows nothing of what is said here while it signs.
cat >/dev/null
for word; do
  case "$word" in
    --verify) printf 'rehearsal: the signature is not checked\n' >&2
      printf '[GNUPG:] NEWSIG\n[GNUPG:] GOODSIG 0000000000000000 rehearsal\n[GNUPG:] TRUST_ULTIMATE 0 pgp\n'; exit 0 ;;
  esac
done
note "$@"
printf '[GNUPG:] SIG_CREATED D 1 8 00 0 0\n' >&2
printf '%s\n' '-----BEGIN PGP SIGNATURE-----' '' 'cmVoZWFyc2Fs' '-----END PGP SIGNATURE-----'
"#;

/// Programs that mostly do other work: one that is not there is not made to seem so.
const ONLY_WHERE_THERE: [&str; 5] = ["curl", "python", "python3", "rsync", "wget"];

/// Writes the scripts. `is_there` says whether the machine has a program. Each of `more` is the name of a program, or
/// a program and a word: `make deploy`.
pub(super) fn write(bin: &Path, log: &Path, more: &[String], is_there: &dyn Fn(&str) -> bool) -> Result<(), FileError> {
    for (program, decision) in decisions(more) {
        if ONLY_WHERE_THERE.contains(&program.as_str()) && !is_there(&program) {
            continue;
        }
        folders::write_program(&bin.join(&program), script(&program, &decision, bin, log).as_bytes())?;
    }
    let note =
        format!("note() {{ printf '%s\\0' \"$#\" gpg \"$PWD\" \"$@\" >>{}; }}\n", quoted(&log.display().to_string()));
    let signing = format!("#!/bin/sh\n# Stands in for the program that signs.\n{note}{SIGNER}");
    folders::write_program(&signer(bin), signing.as_bytes())?;
    folders::write(log, b"")
}

/// Returns the path of the program that git signs with.
pub(super) fn signer(bin: &Path) -> PathBuf {
    bin.join("rehearsal-signer")
}

/// Returns what the stubs noted, in order. A program that was ended while it noted leaves a part, which is left out.
pub(super) fn calls(log: &Path) -> Vec<StubCall> {
    let bytes = files::read_bytes(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let mut fields = text.split_terminator('\0').map(str::to_owned);
    let mut calls = Vec::new();
    while let Some(count) = fields.next() {
        let (Ok(count), Some(program), Some(directory)) = (count.parse(), fields.next(), fields.next()) else { break };
        let arguments: Vec<String> = fields.by_ref().take(count).collect();
        if arguments.len() < count {
            break;
        }
        calls.push(StubCall { program, arguments, directory: directory.into() });
    }
    calls
}

/// Returns for each program the lines that decide whether it is replaced.
fn decisions(more: &[String]) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    found.extend(WHOLE.iter().chain(&["gpg", "gpg2"]).map(|program| ((*program).to_owned(), always())));
    found.extend(PARTLY.iter().map(|(program, words)| ((*program).to_owned(), where_named(words))));
    found.extend(CLOSELY.iter().map(|(program, lines)| ((*program).to_owned(), (*lines).to_owned())));
    for entry in more {
        let mut words = entry.split_whitespace();
        let Some(program) = words.next().filter(|program| !program.contains('/')) else { continue };
        let words: Vec<&str> = words.collect();
        let lines = if words.is_empty() { always() } else { where_named(&words) };
        found.entry(program.to_owned()).or_default().push_str(&lines);
    }
    found
}

fn always() -> String {
    "stub=yes\n".to_owned()
}

/// `npm run publish` runs a script of the project, which meets the stubs itself; `cargo test publish` runs a test.
fn where_named(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!(
        "case \"${{1-}}\" in run|run-script|test|bench|help) ;; *)\n\
         \x20 for word; do case \"$word\" in {}) stub=yes ;; --) break ;; esac; done ;;\n\
         esac\n",
        words.join("|")
    )
}

fn script(program: &str, decision: &str, bin: &Path, log: &Path) -> String {
    let (bin, log) = (quoted(&bin.display().to_string()), quoted(&log.display().to_string()));
    format!(
        r#"#!/bin/sh
# Stands in for `{program}` in a rehearsal: what would leave this machine is said and noted, and not done.
stub=no
{decision}if [ "$stub" = yes ]; then
  printf '%s\0' "$#" {program} "$PWD" "$@" >>{log}
  printf 'rehearsal: would run: {program}' >&2
  for word; do
    case "$word" in
      ''|*[!A-Za-z0-9_./:=@%+,-]*) printf " '%s'" "$word" >&2 ;;
      *) printf ' %s' "$word" >&2 ;;
    esac
  done
  printf '\n' >&2
  exit 0
fi
rest=$PATH:
while [ -n "$rest" ]; do
  folder=${{rest%%:*}}
  rest=${{rest#*:}}
  # The folder of the stubs may be spelled in more than one way.
  if [ "$folder/{program}" -ef {bin}/{program} ]; then continue; fi
  if [ -f "$folder/{program}" ] && [ -x "$folder/{program}" ]; then
    exec "$folder/{program}" "$@"
  fi
done
printf '%s: not found\n' {program} >&2
exit 127
"#
    )
}
