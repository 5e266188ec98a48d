//! What programs other than git do: publish, upload, delete.

use crate::core::checklist::nature::Nature;
use crate::core::checklist::nature::arguments::Arguments;

/// Returns what a program does.
pub(super) fn natures(arguments: &Arguments<'_>) -> Vec<Nature> {
    let found = match arguments.program {
        "tbump" => return tbump(arguments),
        "gh" => github(arguments),
        "glab" | "hub" => hub(arguments),
        "bump2version" | "bumpversion" | "bump-my-version" => bump(arguments),
        "npm" | "yarn" | "pnpm" | "lerna" | "changeset" | "vsce" | "ovsx" | "jlpm" | "bun" => javascript(arguments),
        "cargo" => cargo(arguments),
        "gem" | "rake" => ruby(arguments),
        "mvn" | "mvnw" | "gradle" | "gradlew" | "sbt" => java(arguments),
        "docker" | "podman" | "buildah" | "skopeo" | "crane" | "oras" | "helm" => image(arguments),
        "rm" => removal(arguments),
        "make" | "just" | "task" | "nox" | "tox" | "invoke" | "gmake" => target(arguments),
        _ => tables(arguments).or_else(|| places(arguments)).or_else(|| script(arguments)),
    };
    found.into_iter().collect()
}

/// A program and the first words that make it publish, with what it does then.
const PUBLISHERS: [(&str, &[&str], &str); 22] = [
    ("anaconda", &["upload"], "publishes to the package index"),
    ("auto", &["shipit"], "tags and publishes the release"),
    ("cabal", &["upload"], "publishes to the package index"),
    ("conda", &["upload"], "publishes to the package index"),
    ("dotnet", &["nuget", "push"], "publishes to the package index"),
    ("dune-release", &["publish"], "publishes the release"),
    ("dune-release", &["opam", "submit"], "publishes to the package index"),
    ("dune-release", &["tag"], "makes the tag"),
    ("flit", &["publish"], "publishes to the package index"),
    ("goreleaser", &["release"], "publishes the release"),
    ("hatch", &["publish"], "publishes to the package index"),
    ("mix", &["hex.publish"], "publishes to the package index"),
    ("nuget", &["push"], "publishes to the package index"),
    ("opam", &["publish"], "publishes to the package index"),
    ("pdm", &["publish"], "publishes to the package index"),
    ("poetry", &["publish"], "publishes to the package index"),
    ("pod", &["trunk", "push"], "publishes to the package index"),
    ("release-it", &[], "tags and publishes the release"),
    ("semantic-release", &[], "tags and publishes the release"),
    ("snapcraft", &["upload"], "publishes to the store"),
    ("twine", &["upload"], "publishes to the package index"),
    ("uv", &["publish"], "publishes to the package index"),
];

fn tables(arguments: &Arguments<'_>) -> Option<Nature> {
    let is_trial = arguments.has_any(&["--snapshot", "--skip-publish", "--skip=publish", "--help"])
        || arguments.words.iter().any(|word| word.contains("testpypi") || word.starts_with("--skip=publish"));
    let fits = |program: &str, words: &[&str]| arguments.program == program && arguments.plain.starts_with(words);
    let (_, _, what) = PUBLISHERS.iter().find(|(program, words, _)| fits(program, words))?;
    if arguments.program == "goreleaser" && is_trial {
        return None;
    }
    if *what == "makes the tag" {
        return Some(Nature { is_tagging: true, ..Nature::new(what) });
    }
    let nature = Nature { is_tagging: what.starts_with("tags"), ..Nature::publication(what) };
    // A rehearsal index is outward, and nobody depends on it.
    Some(if is_trial { Nature::new("uploads to a test index") } else { nature })
}

/// Commands that change a place that others read: a bucket, a host, a cluster.
fn places(arguments: &Arguments<'_>) -> Option<Nature> {
    let is = |words: &[&str]| arguments.plain.starts_with(words);
    let is_remote = |word: &&str| {
        let host = word.split(':').next().unwrap_or_default();
        word.contains(':') && !word.contains("://") && !host.contains('/') && host.len() > 1
    };
    let last = arguments.plain.last();
    match arguments.program {
        "aws" if is(&["s3", "rm"]) || is(&["s3", "rb"]) => Some(Nature::irreversible("deletes files of a bucket")),
        "aws"
            if (is(&["s3", "cp"]) || is(&["s3", "sync"]) || is(&["s3", "mv"]))
                && last.is_some_and(|to| to.starts_with("s3:")) =>
        {
            Some(Nature::irreversible("uploads files to a bucket"))
        }
        "gsutil" if is(&["rm"]) => Some(Nature::irreversible("deletes files of a bucket")),
        "gsutil" | "gcloud"
            if arguments.plain.iter().any(|word| ["cp", "rsync", "mv"].contains(word))
                && last.is_some_and(|to| to.starts_with("gs:")) =>
        {
            Some(Nature::irreversible("uploads files to a bucket"))
        }
        "rclone" if is(&["copy"]) || is(&["sync"]) || is(&["copyto"]) => Some(Nature::irreversible("uploads files")),
        "s3cmd" if is(&["put"]) || is(&["sync"]) => Some(Nature::irreversible("uploads files to a bucket")),
        "scp" | "rsync"
            if last.is_some_and(is_remote) && !(arguments.program == "rsync" && arguments.has_letter('n')) =>
        {
            Some(Nature::irreversible("uploads files to another machine"))
        }
        "sftp" | "lftp" | "dput" | "ncftpput" => Some(Nature::irreversible("uploads files to another machine")),
        "curl" => curl(arguments),
        "gpg" | "gpg2" if arguments.has_any(&["--send-keys", "--send-key"]) => {
            Some(Nature::irreversible("publishes a key"))
        }
        "gpg" | "gpg2" if arguments.has_any(&["--delete-secret-keys", "--delete-secret-key"]) => {
            Some(Nature::destructive("deletes a secret key"))
        }
        "kubectl" if is(&["apply"]) || is(&["delete"]) || is(&["rollout"]) || is(&["set"]) => {
            Some(Nature::irreversible("changes a cluster"))
        }
        "terraform" | "tofu" | "pulumi" if is(&["apply"]) || is(&["destroy"]) || is(&["up"]) => {
            Some(Nature::irreversible("changes infrastructure"))
        }
        "svn"
            if is(&["ci"])
                || is(&["commit"])
                || arguments.plain.iter().filter(|word| word.contains("://")).count() > 1 =>
        {
            Some(Nature::irreversible("commits to the shared repository"))
        }
        "hg" if is(&["push"]) => Some(Nature::irreversible("pushes what was committed")),
        "jj" if is(&["git", "push"]) => Some(Nature::new("pushes the branch")),
        "mail" | "mutt" | "sendmail" | "mailx" => Some(Nature::irreversible("sends a mail")),
        "netlify" | "vercel" | "wrangler" | "firebase" | "flyctl" if is(&["deploy"]) || is(&["publish"]) => {
            Some(Nature::irreversible("publishes the site"))
        }
        "mkdocs" if is(&["gh-deploy"]) => Some(Nature::irreversible("publishes the site")),
        "brew" if is(&["bump-formula-pr"]) => Some(Nature::new("opens a pull request")),
        _ => None,
    }
}

fn curl(arguments: &Arguments<'_>) -> Option<Nature> {
    let methods = ["POST", "PUT", "DELETE", "PATCH"];
    let asked = arguments.words.windows(2).any(
        |pair| matches!(pair, [option, method] if ["-X", "--request"].contains(option) && methods.contains(method)),
    );
    let joined = arguments.words.iter().any(|word| {
        methods.iter().any(|method| *word == format!("-X{method}") || *word == format!("--request={method}"))
    });
    let sends = arguments.has_any(&[
        "--data",
        "--data-binary",
        "--data-raw",
        "--form",
        "--upload-file",
        "-d",
        "-F",
        "-T",
        "--json",
    ]);
    (asked || joined || sends).then(|| Nature::irreversible("sends data to a server"))
}

fn tbump(arguments: &Arguments<'_>) -> Vec<Nature> {
    if arguments.has("--only-patch")
        || arguments.plain.is_empty()
        || ["init", "current-version"].iter().any(|word| arguments.plain.first() == Some(word))
    {
        return Vec::new();
    }
    let (tags, pushes) = (!arguments.has("--no-tag"), !arguments.has("--no-push"));
    let nature = match (tags, pushes) {
        (true, true) => {
            Nature { is_tagging: true, ..Nature::irreversible("commits the version, makes the tag and pushes both") }
        }
        (true, false) => Nature { is_tagging: true, ..Nature::new("commits the version and makes the tag") },
        (false, true) => Nature::new("commits the version and pushes the branch"),
        (false, false) => Nature::new("commits the version"),
    };
    vec![nature]
}

fn bump(arguments: &Arguments<'_>) -> Option<Nature> {
    let tags = arguments.has("--tag");
    tags.then(|| Nature { is_tagging: true, ..Nature::new("commits the version and makes the tag") })
}

fn github(arguments: &Arguments<'_>) -> Option<Nature> {
    let mut words = arguments.plain.iter().copied();
    let (group, verb, name) = (words.next()?, words.next().unwrap_or_default(), words.next());
    let is_sound = |name: &&str| !name.contains([' ', '`', ';', '(']);
    let view = name.filter(is_sound).map(|name| format!("gh release view {name}"));
    match (group, verb) {
        ("release", "create") if arguments.has("--draft") || arguments.has("-d") => {
            Some(Nature { verify: view, ..Nature::new("drafts the release on GitHub") })
        }
        ("release", "create") => {
            Some(Nature { verify: view, is_tagging: true, ..Nature::publication("publishes the release on GitHub") })
        }
        ("release", "upload") => Some(Nature::irreversible("uploads files to the release on GitHub")),
        ("release", "edit") if arguments.words.contains(&"--draft=false") => {
            Some(Nature { verify: view, ..Nature::publication("publishes the release on GitHub") })
        }
        ("release", "edit") => Some(Nature::new("changes the release on GitHub")),
        ("release", "delete" | "delete-asset") => Some(Nature::irreversible("deletes a release on GitHub")),
        ("workflow", "run") => Some(Nature::irreversible("starts a workflow that may publish")),
        ("pr", "merge") => Some(Nature::irreversible("merges a pull request")),
        ("pr" | "issue", "create") => Some(Nature::new("opens a pull request or an issue")),
        ("repo", "delete") => Some(Nature::irreversible("deletes a repository")),
        ("api", _) if arguments.words.iter().any(|word| ["POST", "PUT", "PATCH", "DELETE"].contains(word)) => {
            Some(Nature::irreversible("changes something on GitHub"))
        }
        _ => None,
    }
}

fn hub(arguments: &Arguments<'_>) -> Option<Nature> {
    match (arguments.plain.first(), arguments.plain.get(1)) {
        (Some(&"release"), Some(&("create" | "edit" | "upload"))) => Some(Nature::publication("publishes the release")),
        (Some(&"release"), Some(&"delete")) => Some(Nature::irreversible("deletes a release")),
        _ => None,
    }
}

fn javascript(arguments: &Arguments<'_>) -> Option<Nature> {
    let first = arguments.plain.first().copied().unwrap_or_default();
    let is_publishing = first == "publish"
        || arguments.plain.starts_with(&["npm", "publish"])
        || arguments.plain.starts_with(&["changeset", "publish"]);
    if is_publishing {
        return Some(Nature::publication("publishes to the package index"));
    }
    let is_version = first == "version" && arguments.plain.len() > 1 && arguments.program != "changeset";
    let makes_tag = is_version && !arguments.has_any(&["--no-git-tag-version", "--git-tag-version=false"]);
    if makes_tag && arguments.program == "lerna" && !arguments.has("--no-push") {
        return Some(Nature {
            is_tagging: true,
            ..Nature::irreversible("commits the version, makes the tag and pushes both")
        });
    }
    if makes_tag {
        return Some(Nature { is_tagging: true, ..Nature::new("commits the version and makes the tag") });
    }
    match first {
        "unpublish" | "deprecate" => Some(Nature::irreversible("changes what is published")),
        "dist-tag" => Some(Nature::irreversible("changes what is published as the newest")),
        "run" => named(arguments.plain.get(1).copied()?),
        _ => None,
    }
}

fn cargo(arguments: &Arguments<'_>) -> Option<Nature> {
    match arguments.plain.first().copied()? {
        "publish" => Some(Nature { undo: yank(arguments), ..Nature::publication("publishes to the package index") }),
        "release" if arguments.has_any(&["--execute", "-x"]) => {
            Some(Nature { is_tagging: true, ..Nature::publication("tags, pushes and publishes the release") })
        }
        "smart-release" if arguments.has("--execute") => {
            Some(Nature { is_tagging: true, ..Nature::publication("tags, pushes and publishes the release") })
        }
        "yank" => Some(Nature::new("withdraws a version from the package index")),
        "owner" if arguments.has_any(&["--add", "--remove", "-a", "-r"]) => {
            Some(Nature::new("changes who may publish"))
        }
        _ => None,
    }
}

/// A version that is withdrawn stays where it is, and nobody new gets it. Only one package is known by its folder.
fn yank(arguments: &Arguments<'_>) -> Option<String> {
    let is_single = !arguments.has_any(&["--workspace", "--all", "-p", "--package", "--manifest-path"]);
    is_single.then(|| "cargo yank --version ${VERSION}".to_owned())
}

fn ruby(arguments: &Arguments<'_>) -> Option<Nature> {
    let first = arguments.plain.first().copied()?;
    match (arguments.program, first) {
        ("gem", "push") => Some(Nature::publication("publishes to the package index")),
        ("gem", "yank") => Some(Nature::irreversible("withdraws a version from the package index")),
        ("gem", "owner") if arguments.has_any(&["--add", "--remove", "-a", "-r"]) => {
            Some(Nature::new("changes who may publish"))
        }
        ("rake", "release") => {
            Some(Nature { is_tagging: true, ..Nature::publication("tags, pushes and publishes the release") })
        }
        ("rake", task) => named(task),
        _ => None,
    }
}

fn java(arguments: &Arguments<'_>) -> Option<Nature> {
    let is = |task: &&&str| {
        let task = task.rsplit(':').next().unwrap_or(task);
        task == "deploy"
            || task == "closeAndReleaseRepository"
            || task.starts_with("publish") && task != "publishToMavenLocal"
    };
    if arguments.plain.iter().any(|word| *word == "release:perform" || *word == "release:prepare") {
        return Some(Nature { is_tagging: true, ..Nature::publication("tags and publishes the release") });
    }
    let tasks = arguments.plain.iter().find(is)?;
    let is_local = tasks.ends_with("publishLocal");
    (!is_local).then(|| Nature::publication("publishes to the package index"))
}

fn image(arguments: &Arguments<'_>) -> Option<Nature> {
    let first = arguments.plain.first().copied()?;
    let is_build = ["build", "buildx"].contains(&first) && arguments.has("--push");
    let is_copy = ["copy", "cp", "tag"].contains(&first) && ["skopeo", "crane", "oras"].contains(&arguments.program);
    let is_push = first == "push" || is_build || is_copy || arguments.plain.starts_with(&["manifest", "push"]);
    if is_push {
        let what = if arguments.program == "helm" { "publishes the chart" } else { "publishes the image" };
        return Some(Nature::publication(what));
    }
    let changes_cluster =
        arguments.program == "helm" && ["install", "upgrade", "uninstall", "rollback"].contains(&first);
    changes_cluster.then(|| Nature::irreversible("changes a cluster"))
}

fn removal(arguments: &Arguments<'_>) -> Option<Nature> {
    let is_deep = arguments.has_letter('r') || arguments.has_letter('R') || arguments.has("--recursive");
    is_deep.then(|| Nature::destructive("deletes folders with all that is in them"))
}

fn target(arguments: &Arguments<'_>) -> Option<Nature> {
    if arguments.has_letter('n') && arguments.program.ends_with("make") {
        return None;
    }
    arguments.plain.iter().find_map(|word| named(word))
}

/// What the name of a task or a script gives away.
fn named(name: &str) -> Option<Nature> {
    let words: Vec<&str> = name.split(['-', '_', ':', '.', '/', '[']).collect();
    let prepares = [
        "bump",
        "changelog",
        "check",
        "download",
        "draft",
        "dry",
        "generate",
        "local",
        "notes",
        "prepare",
        "pre",
        "start",
        "test",
        "verify",
        "version",
        "versions",
    ];
    let publishes = ["deploy", "publish", "release", "ship", "upload"];
    let is_harmless = words.iter().any(|word| prepares.contains(word)) || name.contains('=');
    let is_publishing = words.iter().any(|word| publishes.contains(word));
    (is_publishing && !is_harmless).then(|| Nature::irreversible("may publish the release"))
}

/// A script of the project: `./release.sh`, `script/publish`, `bash tools/release.sh`.
fn script(arguments: &Arguments<'_>) -> Option<Nature> {
    let shells = ["bash", "sh", "zsh", "python", "python3", "node", "ruby", "pwsh"];
    let path = if shells.contains(&arguments.program) { arguments.plain.first().copied()? } else { arguments.program };
    let is_script = arguments.is_path
        || path.contains('/')
        || path.rsplit_once('.').is_some_and(|(_, extension)| extension == "sh");
    let base = path.rsplit('/').next().unwrap_or(path);
    is_script.then(|| named(base))?
}
