#!/bin/bash
# Imports Kibana's saved objects; what is there already is replaced.
set -euo pipefail

for file in /etc/firewatch/saved-objects/*.ndjson; do
  answer=$(curl -sS -u "elastic:$ELASTIC_PASSWORD" -H 'kbn-xsrf: firewatch' --form "file=@$file" \
    "$KIBANA_URL/api/saved_objects/_import?overwrite=true")
  if [[ $answer != *'"success":true'* ]]; then
    echo "Kibana does not take $file: $answer" >&2
    exit 1
  fi
  echo "imported ${file##*/}"
done
