//! Every kind of repository works, or says what is wrong and how to mend it.

use crate::support::Sandbox;

const PLAIN: [&str; 5] = ["changelog", "-q", "--format", "plain", "--no-contributors"];

fn project() -> Sandbox {
    Sandbox::new()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit("Start")
        .tag("1.0.0")
        .pull_request(1, "ann/one", "First")
        .pull_request(2, "ann/two", "Second")
}

#[test]
fn a_shallow_clone_says_how_to_fetch() {
    let sandbox = project().git(["clone", "--quiet", "--depth=2", "--no-tags", "file://[REPO]", "../shallow"]);
    let sandbox = sandbox.directory("../shallow");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q"]), @"
    ------- stderr -------
    error: this clone is shallow and holds no release tag before `HEAD`, so where the range begins is not known
    help: fetch the rest with `git fetch --unshallow --tags`; in GitHub Actions, check out with `fetch-depth: 0`
    [exit status: 4]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["explain", "-q", "99"]), @"
    ------- stderr -------
    error: `99` is in no release and not in HEAD
    help: this clone is shallow; fetch the rest with `git fetch --unshallow --tags`
    [exit status: 2]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "1.0.0.."]), @"
    ------- stderr -------
    error: `1.0.0` is not a revision of this repository
    help: this clone is shallow; fetch the rest with `git fetch --unshallow --tags`
    [exit status: 2]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "..HEAD"]), @"
    ------- stderr -------
    error: this clone is shallow: its history ends at 6a00f0729309, inside the range
    help: fetch the rest with `git fetch --unshallow --tags`; in GitHub Actions, check out with `fetch-depth: 0`
    [exit status: 4]
    ");
}

#[test]
fn a_shallow_clone_that_holds_the_range_is_enough() {
    let sandbox = project()
        .tag("1.1.0")
        .pull_request(3, "ann/three", "Third")
        .git(["clone", "--quiet", "--depth=3", "file://[REPO]", "../shallow"])
        .git(["-C", "../shallow", "fetch", "--quiet", "--depth=1", "origin", "tag", "1.1.0"])
        .directory("../shallow");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Third (#3; ann)
    [exit status: 0]
    ");
}

#[test]
fn a_detached_head_and_no_tags() {
    let sandbox = project().git(["checkout", "--quiet", "--detach", "HEAD~1"]);
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - First (#1; ann)
    [exit status: 0]
    ");
    let sandbox = sandbox.git(["tag", "-d", "1.0.0"]);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-v", "--format", "plain"]), @"
    Unreleased

    Other merged PRs

    - First (#1; ann)
    - Start (b524750; ann)

    Contributors to this release: ann
    ------- stderr -------
    configuration: none, so the defaults hold
    from git alone: no remote names a project on GitHub
    not known from git alone: labels, reviewers and commenters, base branches, pull requests of commits that name none
    no release tag was found, as there are no tags, so the range starts at the first commit
    hint: `git fetch --tags` gets those that are not here
    range: the first commit to HEAD
    3 commits (2 walked): 1 pull request and 1 direct commit: 1 listed, 1 direct
    [exit status: 0]
    ");
}

#[test]
fn an_unborn_branch_has_no_changelog() {
    insta::assert_snapshot!(Sandbox::new().shepherd(PLAIN), @"
    ------- stderr -------
    error: the branch `main` has no commit yet
    help: commit something first, or name a branch or a tag that has some
    [exit status: 2]
    ");
    insta::assert_snapshot!(Sandbox::new().shepherd(["explain", "-q", "1"]), @"
    ------- stderr -------
    error: the branch `main` has no commit yet
    help: commit something first, or name a branch or a tag that has some
    [exit status: 2]
    ");
    insta::assert_snapshot!(Sandbox::new().shepherd(["changelog", "-q", "1.0.0..HEAD"]), @"
    ------- stderr -------
    error: the branch `main` has no commit yet
    help: commit something first, or name a branch or a tag that has some
    [exit status: 2]
    ");
}

#[test]
fn bare_repositories_worktrees_and_submodules_work() {
    let sandbox = project()
        .git(["clone", "--quiet", "--bare", ".", "../bare.git"])
        .git(["worktree", "add", "--quiet", "../tree", "HEAD~1"])
        .git(["init", "--quiet", "../outer"])
        .git(["-C", "../outer", "submodule", "--quiet", "add", "[REPO]", "inner"]);
    let in_main = sandbox.shepherd(PLAIN).success();
    for folder in ["../bare.git", "../outer/inner", ".git"] {
        let output = sandbox.shepherd([&PLAIN[..], &["--repo", folder]].concat()).success();
        assert_eq!(output.to_string(), in_main.to_string(), "{folder}");
    }
    let sandbox = sandbox.directory("../tree").write("deep/below/x.txt", "x\n").directory("deep/below");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - First (#1; ann)
    [exit status: 0]
    ");
}

#[test]
fn other_remotes_and_none_are_git_alone() {
    let output = |sandbox: Sandbox| {
        let output = sandbox.shepherd(["changelog", "--format", "plain", "--no-contributors"]).success();
        output.stderr().lines().next().unwrap_or_default().to_owned()
    };
    insta::assert_snapshot!(output(project()), @"from git alone: no remote names a project on GitHub");
    insta::assert_snapshot!(output(project().remote("origin", "git@gitlab.com:octo/hello.git")), @"from git alone: the remote `origin` is at gitlab.com, not on GitHub");
    insta::assert_snapshot!(output(project().remote("origin", "https://github.com/octo/hello")), @"from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)");
    let sandbox = project().remote("origin", "https://gitlab.com/octo/hello.git");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--github"]), @"
    ------- stderr -------
    error: GitHub cannot be asked: the remote `origin` is at gitlab.com, not on GitHub
    help: without `--github`, shepherd works from git alone
    [exit status: 4]
    ");
}

#[test]
fn a_remote_that_is_not_there_is_named() {
    let sandbox = project().remote("origin", "https://github.com/octo/hello").remote("fork", "../fork");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--remote", "nope"]), @"
    ------- stderr -------
    error: there is no remote `nope`
    help: the remotes are `fork`, `origin`
    [exit status: 2]
    ");
    // A contributor's clone need not have the remote that the project's file names.
    let sandbox = sandbox.write(".shepherd.toml", "remote = \"nope\"\n");
    let changelog = sandbox.shepherd(["changelog", "--json", "-q"]).json();
    assert_eq!(changelog["project"], "octo/hello");
}

#[test]
fn what_is_no_repository_is_named() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--repo", "[HOME]"]), @"
    ------- stderr -------
    error: `[HOME]` is not inside a git repository
    help: go into a checkout, or name one with `--repo DIR`
    [exit status: 2]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--repo", "[SANDBOX]/nowhere"]), @"
    ------- stderr -------
    error: `[SANDBOX]/nowhere` is not inside a git repository
    help: go into a checkout, or name one with `--repo DIR`
    [exit status: 2]
    ");
}

#[test]
fn formats_that_cannot_be_read_are_named() {
    let sandbox = Sandbox::new().git(["init", "--quiet", "--object-format=sha256", "../sha256"]).git([
        "-C",
        "../sha256",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "Start",
    ]);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--repo", "../sha256"]), @"
    ------- stderr -------
    error: the repository at `[REPO]/../sha256` uses SHA-256 object names, which cannot be read here
    help: libgit2 reads SHA-1 only: take the history to a repository of `git init --object-format=sha1` with `git fast-export --all | git fast-import`
    [exit status: 4]
    ");
}

#[test]
fn reftable_is_named_where_git_can_make_it() {
    let sandbox = Sandbox::new();
    let version = sandbox.git_output(["version"]);
    let minor = version.split('.').nth(1).and_then(|minor| minor.parse::<u32>().ok());
    if minor.is_none_or(|minor| minor < 45) && version.contains(" 2.") {
        eprintln!("skipped: {version} knows no reftable");
        return;
    }
    let sandbox = sandbox.git(["init", "--quiet", "--ref-format=reftable", "../reftable"]);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--repo", "../reftable"]), @"
    ------- stderr -------
    error: the repository at `[REPO]/../reftable` uses the reftable format for references, which cannot be read here
    help: convert it with `git refs migrate --ref-format=files`
    [exit status: 4]
    ");
}

#[test]
fn a_partial_clone_works_or_says_what_it_lacks() {
    // The range needs commits, and trees where files decide; the filter leaves both, or neither.
    let sandbox = project()
        .git(["config", "uploadpack.allowFilter", "true"])
        .git(["clone", "--quiet", "--filter=blob:none", "--no-checkout", "file://[REPO]", "../blobless"])
        .git(["clone", "--quiet", "--filter=tree:0", "--no-checkout", "file://[REPO]", "../treeless"]);
    insta::assert_snapshot!(sandbox.shepherd([&PLAIN[..], &["--repo", "../blobless"]].concat()), @"
    Unreleased

    Other merged PRs

    - Second (#2; ann)
    - First (#1; ann)
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd([&PLAIN[..], &["--repo", "../treeless"]].concat()), @"
    ------- stderr -------
    error: the repository lacks the object 9044afaafad683e2018a5e46b2231d11011202f0
    help: a partial clone lacks objects until they are asked for: `git fetch --refetch --no-filter` gets them all
    help: in any other, `git fsck` tells what else is lost
    [exit status: 4]
    ");
}

#[test]
fn a_missing_object_is_named() {
    let sandbox = project();
    let commit = sandbox.commit_id("HEAD~1");
    let path = sandbox.path(&format!(".git/objects/{}/{}", &commit[..2], &commit[2..]));
    std::fs::remove_file(&path).expect("objects of a young repository lie loose");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    ------- stderr -------
    error: the repository lacks the object 6a00f07293099eb2714e3d2f955fdf3b5b534161
    help: a partial clone lacks objects until they are asked for: `git fetch --refetch --no-filter` gets them all
    help: in any other, `git fsck` tells what else is lost
    [exit status: 4]
    ");
}

#[test]
fn a_damaged_head_is_said_to_be_damaged() {
    for damage in ["garbage\n", "0123456789012345678901234567890123456789\n"] {
        for (file, arguments) in
            [(".git/HEAD", &PLAIN[..]), (".git/HEAD", &["explain", "1"]), (".git/refs/heads/main", &PLAIN)]
        {
            let output = project().write(file, damage).shepherd(arguments).failure(4);
            assert!(output.stderr().contains("git fsck"), "{file}: {output}");
        }
    }
}

#[test]
#[cfg(unix)]
fn the_repository_of_another_owner_is_not_trusted() {
    let sandbox = project();
    let _ = sandbox.commit_id("HEAD");
    for folder in ["[REPO]", "[REPO]/.git"] {
        if std::os::unix::fs::chown(sandbox.path(folder), Some(12_345), None).is_err() {
            eprintln!("skipped: only root gives a folder away");
            return;
        }
    }
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    ------- stderr -------
    error: the repository at `[REPO]` belongs to another user, so git does not trust it
    help: if you trust it: `git config --global --add safe.directory [REPO]`
    [exit status: 4]
    ");
}

#[test]
fn three_thousand_tags_are_read() {
    let sandbox = (0..3_000).fold(Sandbox::new().commit("Start"), |sandbox, number| {
        let sandbox = if number % 100 == 0 { sandbox.squash(number + 1, "One more") } else { sandbox };
        sandbox.tag(&format!("v{}.{}.{}", number / 1_000, number / 100 % 10, number % 100))
    });
    insta::assert_snapshot!(sandbox.shepherd([&PLAIN[..], &["v2.5.0"]].concat()), @"
    2.5.0 - 2026-03-01

    Other merged PRs

    - One more (#2501; Mona Maintainer)
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["explain", "-q", "2901"]), @"
    #2901 One more
      release  2.9.0  (v2.8.99..v2.9.0)
      bucket   listed, printed
      rule     recognised by its squash subject
      commit   8303ae1f27eab3eac6c3790c7159c894bc553b91
    [exit status: 0]
    ");
}
