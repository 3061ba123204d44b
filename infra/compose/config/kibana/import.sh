#!/bin/bash
# Imports Kibana's saved objects; what is there already is replaced.
set -euo pipefail

for file in /etc/firewatch/saved-objects/*.ndjson; do
  answer=$(curl -sS --fail-with-body -u "elastic:$ELASTIC_PASSWORD" -H 'kbn-xsrf: firewatch' \
    --form "file=@$file" "$KIBANA_URL/api/saved_objects/_import?overwrite=true") || { echo "$file: $answer" >&2; exit 1; }
  case $answer in
    *'"success":true'*) echo "imported ${file##*/}" ;;
    *) echo "$file: $answer" >&2; exit 1 ;;
  esac
done
