#!/bin/bash
# Starts a broker with the shared configuration, and what compose adds to it: its number, addresses and folder.
# Environment: BROKER_ID, HOST_PORT (where the host reaches it), METRICS_PORT.
set -euo pipefail

# A broker that was killed keeps its place in ZooKeeper until its session expires, and a new one that comes before dies of NodeExists. So the start
# waits for the place to be free, but not for ever: a place that is held by a living broker is that error, and is to be seen.
place_is_taken() {
  exec 3<>/dev/tcp/zookeeper/2181 && printf dump >&3 && timeout 2 cat <&3 | grep -qE "/brokers/ids/$BROKER_ID\$"
}
tries=0
while place_is_taken && [ "$tries" -lt 60 ]; do
  [ "$tries" -gt 0 ] || echo "waiting for the ZooKeeper session of the broker $BROKER_ID that was here before to end"
  tries=$((tries + 1))
  sleep 0.5
done
exec 3>&-

config=/etc/firewatch
exec java \
  -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=35 -XX:+ExitOnOutOfMemoryError \
  -Duser.timezone=UTC -Djava.awt.headless=true \
  "-Dlog4j.configuration=file:$config/kafka/log4j.properties" \
  "-javaagent:/opt/jmx/jmx_prometheus_javaagent.jar=0.0.0.0:$METRICS_PORT:$config/jmx/kafka.yml" \
  -cp '/usr/share/java/kafka/*' kafka.Kafka "$config/kafka/server.properties" \
  --override "broker.id=$BROKER_ID" \
  --override listeners=INSIDE://0.0.0.0:19092,HOST://0.0.0.0:9092 \
  --override "advertised.listeners=INSIDE://kafka-$BROKER_ID:19092,HOST://localhost:$HOST_PORT" \
  --override listener.security.protocol.map=INSIDE:PLAINTEXT,HOST:PLAINTEXT \
  --override inter.broker.listener.name=INSIDE \
  --override log.dirs=/var/lib/kafka/data \
  --override zookeeper.connect=zookeeper:2181
