#!/bin/bash
# What the stock image does at its start, as far as docker-compose.yml relies on it: an empty data folder becomes a cluster of the superuser's password,
# who may connect from the network.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  read -r -a options <<<"${POSTGRES_INITDB_ARGS:-}"
  initdb --username=postgres --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${options[@]}"
  printf '\nhost all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
fi
unset POSTGRES_PASSWORD
exec "$@"
