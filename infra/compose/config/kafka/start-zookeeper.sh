#!/bin/bash
# Starts ZooKeeper with the shared configuration, and what compose adds to it: addresses and folder. It takes them from a file only.
set -euo pipefail

config=/etc/firewatch
{
  cat "$config/kafka/zookeeper.properties"
  printf '%s\n' dataDir=/var/lib/zookeeper clientPort=2181 clientPortAddress=0.0.0.0
} >/tmp/zookeeper.properties
exec java \
  -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=35 -XX:+ExitOnOutOfMemoryError \
  -Duser.timezone=UTC -Djava.awt.headless=true \
  "-Dlog4j.configuration=file:$config/kafka/log4j.properties" \
  -Dzookeeper.jmx.log4j.disable=true \
  "-javaagent:/opt/jmx/jmx_prometheus_javaagent.jar=0.0.0.0:7074:$config/jmx/zookeeper.yml" \
  -cp '/usr/share/java/kafka/*' org.apache.zookeeper.server.quorum.QuorumPeerMain /tmp/zookeeper.properties
