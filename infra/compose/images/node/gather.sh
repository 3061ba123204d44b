#!/bin/sh
# Copies what a program loads into a folder, for the last stage of a build.
# Usage (in the folder that holds them): SOURCE_DATE_EPOCH=… gather.sh target path…
set -eu
target=$1
shift
mkdir "$target"
cp -a --parents "$@" "$target"
# npm's own notes; links to workspaces that this image has not; what TypeScript and the tests need.
rm -f "$target/node_modules/.package-lock.json"
find "$target" -xtype l -delete
find "$target" -path "$target/node_modules" -prune -o -type f \( -name '*.test.js' -o -name '*.d.ts' -o -name '*.map' -o -name '*.tsbuildinfo' \) -exec rm {} +
find "$target" -path "$target/node_modules" -prune -o -type d -name fixtures -path '*/build/*' -prune -exec rm -r {} +
chown -R 0:0 "$target"
chmod -R u=rwX,go=rX "$target"
find "$target" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
