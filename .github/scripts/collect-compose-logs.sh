#!/usr/bin/env bash
# Writes what the containers of compose projects say of themselves into a folder: one log for each, and their states with the latest
# answers of their health checks. Asks the engine alone, so that it works where the compose file, or its settings, are what is wrong.
# Usage: collect-compose-logs.sh folder
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: $0 folder" >&2
  exit 2
fi
folder=$1
mkdir -p "$folder"

ours=(--all --filter label=com.docker.compose.project)
docker ps "${ours[@]}" --format 'table {{.Names}}\t{{.Image}}\t{{.Status}}' >"$folder/containers.txt"
containers=$(docker ps "${ours[@]}" --format '{{.Names}}')
for container in $containers; do
  docker logs --timestamps "$container" >"$folder/$container.log" 2>&1
  docker inspect --format '{{json .State}}' "$container" >"$folder/$container.state.json"
done
echo "Logs of $(wc -w <<<"$containers") containers are in $folder."
