#!/bin/bash
# A user's terminal: runs the files that are named on descriptor 3, one a line, each in this very shell, so that a later one finds the variables of an
# earlier one. After each it writes to descriptor 4 the exit status of the last command in it that failed, or 0.
set -E -o pipefail
cd "$HOME/firewatch" || exit 1

failed=0
trap 'failed=$?' ERR

while read -r block <&3; do
  failed=0
  # shellcheck source=/dev/null
  . "$block" 3<&- 4>&- </dev/null
  echo "$failed" >&4
done
