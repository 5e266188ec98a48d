//! The copies: a bare one for each remote, and a work tree that has them as its remotes.

use std::path::Path;
use std::time::Duration;

use crate::shell::ShellError;
use crate::shell::rehearsal::place::Place;
use crate::shell::rehearsal::source::{RehearsalSource, quiet};
use crate::system::folders;
use crate::system::process::{Output, Program};

/// How long one copy may take: a long history on a slow disk.
const LIMIT: Duration = Duration::from_secs(600);
/// Lets git copy a commit that no reference names.
const UPLOAD: &str = "--upload-pack=git -c uploadpack.allowAnySHA1InWant=true upload-pack";

/// Copies the real repository: remotes, branches, tags, hooks. Nothing is fetched over a network.
pub(super) fn copy(place: &Place, source: &RehearsalSource) -> Result<(), ShellError> {
    let (common, top) = source.folders()?;
    for name in source.names() {
        copy_remote(place, source, &common, name)?;
    }
    let work = place.work();
    folders::make(&work)?;
    git(&work, &["init", "--quiet"])?;
    let real = common.display().to_string();
    let everything = [
        "+refs/heads/*:refs/heads/*",
        "+refs/tags/*:refs/tags/*",
        "+refs/remotes/*:refs/remotes/*",
        &format!("+{}:refs/heads/{}", source.commit, source.branch),
    ];
    // The branch may stand elsewhere than the commit, so it is named once.
    let other = format!("^refs/heads/{}", source.branch);
    fetch(&work, &real, everything.into_iter().chain([other.as_str()]))?;
    for name in source.names() {
        let remote = place.remote(name).display().to_string();
        git(&work, &["remote", "add", name, &remote])?;
        // A remote without a branch has no head.
        git(&work, &["remote", "set-head", name, "--auto"]).ok();
    }
    for (name, value) in source.branch_settings() {
        git(&work, &["config", &name, &value])?;
    }
    // Also a git that is started without any environment is led to the copies.
    git(&work, &["config", "include.path", &place.git_configuration().display().to_string()])?;
    git(&work, &["checkout", "--quiet", "--force", &source.branch, "--"])?;
    copy_hooks(source, &common, top.as_deref(), &work)
}

/// Runs git among the copies, which its configuration of this machine does not reach.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<Output, ShellError> {
    Ok(program(folder, arguments).succeed()?)
}

/// Returns the program that [`git`] runs.
pub(super) fn program(folder: &Path, arguments: &[&str]) -> Program {
    // What reads the copies reads no other way of keeping references.
    let program = Program::new("git", arguments, LIMIT).with("GIT_DEFAULT_REF_FORMAT", "files").in_folder(folder);
    let null = if cfg!(windows) { "NUL" } else { "/dev/null" };
    quiet(program).with("GIT_CONFIG_NOSYSTEM", "1").with("GIT_CONFIG_GLOBAL", null)
}

fn copy_remote(place: &Place, source: &RehearsalSource, common: &Path, name: &str) -> Result<(), ShellError> {
    let folder = place.remote(name);
    folders::make(&folder)?;
    git(&folder, &["init", "--quiet", "--bare"])?;
    let branches = format!("+refs/remotes/{name}/*:refs/heads/*");
    let head = format!("^refs/remotes/{name}/HEAD");
    let real = common.display().to_string();
    fetch(&folder, &real, [branches.as_str(), &head, "+refs/tags/*:refs/tags/*"])?;
    let branch = format!("refs/heads/{}", source.branch);
    let has_branch = git(&folder, &["rev-parse", "--verify", "--quiet", &branch]).is_ok();
    if !has_branch && source.canonical.as_deref() == Some(name) {
        fetch(&folder, &real, [format!("+{}:{branch}", source.commit).as_str()])?;
    }
    let head = format!("refs/remotes/{name}/HEAD");
    let known = quiet(Program::new("git", ["symbolic-ref", "--quiet", &head], LIMIT).in_folder(common)).succeed();
    let known = known.ok().and_then(|output| {
        let short = output.text().strip_prefix(&format!("refs/remotes/{name}/"))?.to_owned();
        Some(format!("refs/heads/{short}"))
    });
    git(&folder, &["symbolic-ref", "HEAD", &known.unwrap_or(branch)])?;
    Ok(())
}

fn fetch<'a>(folder: &Path, from: &'a str, what: impl IntoIterator<Item = &'a str>) -> Result<(), ShellError> {
    let start = ["-c", "protocol.file.allow=always", "-c", "gc.auto=0", "fetch", "--quiet", "--no-tags"];
    let arguments = start.into_iter().chain(["--update-head-ok", "--update-shallow", UPLOAD, from]).chain(what);
    // The person's own configuration says whether the real repository is trusted.
    quiet(Program::new("git", arguments, LIMIT).in_folder(folder)).succeed()?;
    Ok(())
}

/// Copies hooks that are files of the repository; those that lie in the work tree come with it.
fn copy_hooks(source: &RehearsalSource, common: &Path, top: Option<&Path>, work: &Path) -> Result<(), ShellError> {
    if let Some(path) = source.hooks_path() {
        let inside = match top.and_then(|top| Path::new(&path).strip_prefix(top).ok()) {
            Some(inside) => inside.display().to_string(),
            None if Path::new(&path).is_absolute() || path.starts_with('~') => return Ok(()),
            None => path,
        };
        git(work, &["config", "core.hooksPath", &inside])?;
        return Ok(());
    }
    let hooks = common.join("hooks");
    for name in folders::names(&hooks).iter().filter(|name| !name.ends_with(".sample")) {
        let hook = hooks.join(name);
        if folders::is_program(&hook) {
            folders::copy(&hook, &work.join(".git/hooks").join(name))?;
        }
    }
    Ok(())
}
