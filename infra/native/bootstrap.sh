#!/usr/bin/env bash
# Brings about what must be there before Node 24 can run anything of this project: npm, the packages, the compiled TypeScript, the
# console's pages. Does nothing, quickly, when all of it is current.
set -euo pipefail

cd "$(dirname "$0")/../.."
started=$(date +%s)

say() { printf '[%3ds] %s\n' "$(($(date +%s) - started))" "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "npm is missing, and installing it takes root or sudo. Ask an administrator to run: apt-get install nodejs npm" >&2
    exit 1
  fi
}

# Any version serves: it only has to run npm, which brings Node 24 as a package.
if ! command -v npm >/dev/null; then
  if ! command -v apt-get >/dev/null; then
    echo 'npm is missing. Install Node.js with npm, of any version, and try again.' >&2
    exit 1
  fi
  say 'Installing npm (Debian packages nodejs, npm)…'
  as_root sh infra/native/apt-install.sh nodejs npm
fi

# npm writes the first of these when it has finished, so it is older, or missing, when there is something to do.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  say 'Installing npm packages…'
  npm ci --no-progress --loglevel=error
fi

PATH=$PWD/node_modules/.bin:$PATH
export PATH

case $(node --version) in
  v24.* | v2[5-9].* | v[3-9][0-9].*) ;;
  *)
    echo "Node 24 is needed, but node_modules/.bin/node is $(node --version). Remove node_modules and try again." >&2
    exit 1
    ;;
esac

say 'Compiling TypeScript (only what has changed)…'
tsc --build

# The console's pages, made of these; their types are checked above.
pages=drills/console/build/pages/index.html
sources=(drills/console/{src,index.html,vite.config.ts,package.json} drills/src/{console/api,drill/events}.ts package-lock.json)
if [ ! -f "$pages" ] || [ -n "$(find "${sources[@]}" -newer "$pages" -print -quit)" ]; then
  say "Building the console's pages…"
  npm run --silent build -w drills/console -- --logLevel warn
fi
say 'Ready.'
