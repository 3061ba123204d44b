#!/bin/sh
# Installs one version of Node.js, and of the npm that goes with it, into a folder. Any npm can fetch these two, whatever its age: they are plain
# archives without dependencies. Only what is installed by them gets all that this project needs: an older Node.js skips, without a word,
# optional packages that want a newer one.
# Usage: install-node.sh folder node-version npm-version
set -eu

folder=$1
node_version=$2
npm_version=$3
new=$(dirname "$folder")/.$(basename "$folder").new

trap 'rm -rf "$new"' EXIT
trap 'exit 130' HUP INT TERM
rm -rf "$new"
mkdir -p "$new"

package=node-$(node -p 'process.platform + "-" + process.arch')
npm install --prefix "$new" --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error \
  "$package@$node_version" "npm@$npm_version"

PATH=$new/node_modules/.bin:$PATH
installed="$(node --version) $(npm --version)"
if [ "$installed" != "v$node_version $npm_version" ]; then
  echo "Installed were Node.js and npm $installed, not v$node_version $npm_version" >&2
  exit 1
fi
rm -rf "$folder"
mv "$new" "$folder"
