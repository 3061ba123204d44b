#!/usr/bin/env bash
# Brings about what must be there before a program of this project can run: the pinned Node.js with its npm, the npm packages, the compiled
# TypeScript, the console's pages. Does nothing, quickly, when all of it is current. Each step is one line here; what its programs print goes to
# a log, whose last lines are shown when the step fails, which ends the bootstrap.
set -euo pipefail

cd "$(dirname "$0")/../.."
started=$(date +%s)
log=.firewatch/cache/install-log/bootstrap.log
node=.firewatch/cache/node

say() { printf '[%3ds] %s\n' "$(($(date +%s) - started))" "$*"; }

# step title program word…: a program of its own, never a function: bash does not stop at a failure within a function that is called in a condition.
step() {
  local title=$1 status=0 before
  shift
  say "$title…"
  mkdir -p "$(dirname "$log")"
  printf '$ %s\n' "$*" >>"$log"
  before=$(wc -l <"$log")
  "$@" >>"$log" 2>&1 || status=$?
  [ "$status" = 0 ] || fail "$title failed with exit code $status." "$before"
}

# fail reason line: shows what the log has after that line, and ends.
fail() {
  {
    printf '\n%s Its last lines:\n' "$1"
    tail -n "+$(($2 + 1))" "$log" | tail -n 20 | sed 's/^/    /'
    printf 'All of them: %s\nMend what they name, then run the same command again: it goes on from here.\n' "$PWD/$log"
  } >&2
  exit 1
}

as_root=()
if [ "$(id -u)" != 0 ]; then as_root=(sudo); fi

# Any version serves: it fetches the pinned one.
if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
  if ! command -v apt-get >/dev/null; then
    echo 'npm is missing. Install Node.js with npm, of any version, and run the same command again.' >&2
    exit 1
  fi
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    echo 'npm is missing, and installing it needs root or sudo. Ask an administrator to run: apt-get install nodejs npm' >&2
    exit 1
  fi
  step 'Installing npm (Debian packages nodejs, npm)' "${as_root[@]}" sh infra/native/apt-install.sh nodejs npm
fi

# Pinned in package-lock.json, which has the package `node`, and in package.json.
# shellcheck disable=SC2016 # JavaScript: what is in ${} is not for the shell
pins=$(node -p '
  const { packageManager } = require("./package.json");
  const { packages } = require("./package-lock.json");
  packages["node_modules/node"].version + " " + packageManager.replace("npm@", "")')
read -r node_version npm_version <<<"$pins"
if [ ! -f "$node/.version" ] || [ "$(cat "$node/.version")" != "$pins" ]; then
  step "Installing Node.js $node_version with npm $npm_version" sh infra/native/install-node.sh "$node" "$node_version" "$npm_version"
  printf '%s\n' "$pins" >"$node/.version"
fi
PATH=$PWD/node_modules/.bin:$PWD/$node/node_modules/.bin:$PATH
# The machine's own certificates count, as for Debian's Node.js: a registry may be reached through a proxy that signs for it.
NODE_USE_SYSTEM_CA=1
export PATH NODE_USE_SYSTEM_CA

# npm writes the first of these when it has finished, so it is older, or missing, when there is something to do; another npm has made it if that one is newer.
installed=node_modules/.package-lock.json
if [ ! "$installed" -nt package-lock.json ] || [ ! "$installed" -nt "$node/.version" ]; then
  step 'Installing npm packages' npm ci --no-progress --loglevel=error
fi
if [ "$(node --version)" != "v$node_version" ]; then
  echo "Node.js $node_version is needed, but $(command -v node) is $(node --version). Remove node_modules and run the same command again." >&2
  exit 1
fi

step 'Compiling TypeScript (only what has changed)' tsc --build

# The console's pages, made of these; their types are checked above.
pages=drills/console/build/pages/index.html
sources=(drills/console/{src,index.html,vite.config.ts,package.json} drills/src/{console/api,drill/events}.ts package-lock.json)
if [ ! -f "$pages" ] || [ -n "$(find "${sources[@]}" -newer "$pages" -print -quit)" ]; then
  step "Building the console's pages" vite build drills/console --logLevel warn
fi
say 'Ready.'
