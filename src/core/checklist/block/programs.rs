//! Programs that release documents call.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Names of programs, sorted. Those that begin many sentences are left out.
const PROGRAMS: &str = "
7z R Rscript abuild aclocal anaconda ansible ansible-playbook ant apt apt-get aptly asciidoctor auditwheel
autoconf automake autoreconf awk aws az b2 base64 basename bash bazel bazelisk black bodhi brew buck buf buildah
bump-my-version bump2version bumpversion bun bundle bzip2 cabal cargo cargo-dist cargo-release carthage cat
changeset check-manifest check-wheel-contents chmod choco chown cibuildwheel clang clojure cmake cmp codecov
codesign codespell comm composer conan conda conda-build consul conventional-changelog convert cosign coverage
cp cpan cpanm crane createrepo crontab crystal curl cut cypress cz date dch dd debsign debuild delocate-wheel
deno df diff dirname dnf docker docker-compose doctl dotnet dpkg dpkg-buildpackage dput du dune dune-release
dupload dzil eas egrep electron-builder elixir emacs env envsubst erl esbuild eslint esy expo false fastlane
fedpkg find firebase fish flake8 flatpak flit flyctl ftp g++ gawk gazelle gbp gcc gcloud gem gh ghc git
git-chglog git-cliff github-activity github_changelog_generator glab go gofmt gomplate goreleaser gox gpg
gpg-agent gpg2 gpgconf gradle gradlew gren grep groups grype gsutil guix gunzip gzip hatch hdiutil head helm
heroku hg hlint hostname hub hugo id install isort java javac jekyll jest jj jlpm journalctl jq julia jupyter
jupyter-releaser just kill knope koji kpromo krel krew kubectl kustomize launchctl ld lefthook lein lerna less
lftp libtool ln loghub ls lsb_release lua luarocks mailx make mamba man markdownlint maturin md5sum meson
micromamba minikube minisign mix mkdir mkdocs mktemp mocha msbuild mutt mv mvn mvnw mypy nano ncftpput ncu
netlify ng nim ninja nix nix-build nix-shell nixpkgs-review nmake node nohup nomad notarytool nox npm
npm-check-updates npx nuget nx oc od opam openssl oras osc ovsx packer pacman pandoc pants patch perl php
phpunit pip pip3 pipx pixi pkg-config pkill playwright pnpm pod podman poetry pre-commit prettier productbuild
protoc prove ps pwd pwsh py pylint pyroma pytest python python2 python3 rake rbenv rclone readlink realpath
rebar3 release-it release-plz repo-review reprepro rever rg rm rmdir rollup rpmbuild rsync ruby ruff rush rustc
rustup s3cmd sbt scoop scp sed semantic-release sendmail seq setuptools-scm sftp sh sha1sum sha256sum sha512sum
shards shasum signtool skopeo sleep snap sops sort source sphinx-build ssh ssh-add ssh-keygen standard-version
stat strip su sudo svn swift syft systemctl tail tar tauri tbump tee terraform touch towncrier tox tr tree trivy
true tsc turbo twine typos uname uniq unzip uv uvx vagrant validate-pyproject vault vcpkg venv vercel vhs vi vim
virtualenv vite vsce wc web-ext webpack wget which whoami winget wrangler xargs xcodebuild xcrun xdg-open xxd xz
yarn yq yum zig zip zsh zstd
";

static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| PROGRAMS.split_whitespace().collect());

/// Says whether a word is the name of a program that is known.
pub(super) fn is_program(name: &str) -> bool {
    NAMES.contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_there_once() {
        assert!(PROGRAMS.split_whitespace().is_sorted_by(|one, other| one < other));
        assert!(is_program("git") && !is_program("gi") && !is_program(""));
    }
}
