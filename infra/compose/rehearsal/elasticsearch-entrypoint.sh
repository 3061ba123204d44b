#!/bin/bash
# What the stock image does at its start, as far as docker-compose.yml relies on it: the first password goes into the keystore, and variables of the
# environment become settings. The minimal distribution has no GeoIP module, and so not its settings.
set -euo pipefail
cd /usr/share/elasticsearch
[ -f config/elasticsearch.keystore ] || bin/elasticsearch-keystore create
printf %s "$ELASTIC_PASSWORD" | bin/elasticsearch-keystore add --stdin --force bootstrap.password
unset ELASTIC_PASSWORD
settings=()
while IFS='=' read -r name value; do
  case $name in ingest.geoip.*) ;; [a-z]*.*) settings+=("-E$name=$value") ;; esac
done < <(env)
exec bin/elasticsearch "${settings[@]}"
