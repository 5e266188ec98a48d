#!/usr/bin/env bash
# Makes sites to look at, each in a folder of its own below FOLDER:
#
#     bash .ci/site/make.sh SHEPHERD FOLDER
#
# demo    the demo that everybody can make
# names   60 people with names in many scripts, some very long, some who did not agree to be listed
# big     2,000 releases by 300 people
# chain   9 people, each mentored by the one before: a graph wider than the text
# empty   a project without any record
set -euo pipefail

shepherd=$(realpath "$1")
mkdir -p "$2"
folder=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)

# Nothing of the person whose machine it is, and one day for all.
HOME=$(mktemp -d)
trap 'rm -rf "$HOME"' EXIT
export HOME GIT_CONFIG_NOSYSTEM=1 SHEPHERD_NOW=2026-06-01T12:00:00Z
unset GITHUB_TOKEN GH_TOKEN
git config --global user.name "Octo Cat"
git config --global user.email octocat@example.org

project() {
  git init --quiet --initial-branch=main "$folder/$1"
  git -C "$folder/$1" remote add origin "https://github.invalid/octo/$1.git"
  git -C "$folder/$1" commit --quiet --allow-empty -m "Begin"
}

recorded() {
  project "$1"
  node "$here/records.mjs" "$2" "$3" "octo/$1" "${4:-}" | git -C "$folder/$1" fast-import --quiet
}

site() {
  "$shepherd" --repo "$folder/$1" --quiet report --offline --site "$folder/$1-site"
}

project empty
site empty
recorded names 60 180
site names
recorded big 300 2000
site big
recorded chain 9 27 chain
site chain
if "$shepherd" demo --help >/dev/null 2>&1; then
  # The demo has its own time: the last two years.
  (cd "$folder" && env -u SHEPHERD_NOW "$shepherd" --quiet demo demo)
  project=$(find "$folder/demo" -maxdepth 2 -name .git -not -path '*.git/*' | sort | head -n 1)
  (cd "$(dirname "${project:-$folder/demo/.git}")" && env -u SHEPHERD_NOW "$shepherd" --quiet report --offline --site "$folder/demo-site")
fi
