import path from 'node:path';
import type { Component, Context, ProcessSpec } from '../platform/component';
import { fewArenas, java, jmxAgent, kafkaArtefacts, kafkaJars, smallJvm } from './java';
import { onLoopback } from './loopback';
import { readSharedConfig, sharedConfigFile } from './shared-config';
import { tcpProbe } from './tcp-probe';

interface Broker {
  readonly id: 1 | 2 | 3;
  readonly port: number;
  readonly metricsPort: number;
}

function brokers({ settings: { ports } }: Context): readonly Broker[] {
  return [
    { id: 1, port: ports.kafka1, metricsPort: ports.kafka1Jmx },
    { id: 2, port: ports.kafka2, metricsPort: ports.kafka2Jmx },
    { id: 3, port: ports.kafka3, metricsPort: ports.kafka3Jmx },
  ];
}

const processName = (broker: Broker): string => `kafka-${broker.id}`;

function properties(context: Context, broker: Broker): string {
  return [
    readSharedConfig(context, 'kafka/server.properties').trimEnd(),
    '',
    '# native',
    `broker.id=${broker.id}`,
    `listeners=PLAINTEXT://${onLoopback(broker.port)}`,
    `log.dirs=${path.join(context.paths.data, processName(broker))}`,
    `zookeeper.connect=${onLoopback(context.settings.ports.zookeeper)}`,
    '',
  ].join('\n');
}

/**
 * A broker that was killed keeps its place in ZooKeeper until its session expires, and a new one that comes before dies of NodeExists.
 * So the start waits for the place to be free, but not for ever: a place that is held by a living broker is that error, and is to be seen.
 */
function waitForFreePlace(zookeeperPort: number, id: number): string {
  return [
    `place_is_taken() { exec 3<>/dev/tcp/127.0.0.1/${zookeeperPort} && printf dump >&3 && timeout 2 cat <&3 | grep -qE '/brokers/ids/${id}$'; }`,
    'tries=0',
    `while place_is_taken && [ $tries -lt 60 ]; do [ $tries -gt 0 ] || echo "waiting for the ZooKeeper session of the broker ${id} that was here before to end"; tries=$((tries + 1)); sleep 0.5; done`,
    'exec 3>&-',
    'exec "$@"',
  ].join('\n');
}

function brokerProcess(context: Context, broker: Broker): ProcessSpec {
  const config = path.join(context.paths.config, 'kafka');
  return {
    name: processName(broker),
    kind: 'service',
    argv: [
      'bash',
      '-c',
      waitForFreePlace(context.settings.ports.zookeeper, broker.id),
      processName(broker),
      java,
      ...smallJvm(256),
      `-Dlog4j.configuration=file:${path.join(config, 'log4j.properties')}`,
      jmxAgent(context, broker.metricsPort, 'kafka'),
      '-cp',
      path.join(kafkaJars(context), '*'),
      'kafka.Kafka',
      path.join(config, `${processName(broker)}.properties`),
    ],
    env: fewArenas,
    dependsOn: { zookeeper: 'healthy' },
    // ApiVersions, version 0, correlation id `fwok`, no client id: a broker answers it once it processes requests, and repeats the id.
    probe: tcpProbe(broker.port, '\\x00\\x00\\x00\\x0a\\x00\\x12\\x00\\x00fwok\\xff\\xff', 'fwok'),
    ports: { kafka: broker.port, metrics: broker.metricsPort },
    stopTimeoutSeconds: 15,
  };
}

export const kafka: Component = {
  name: 'kafka',
  artefacts: kafkaArtefacts,
  directories: (context) => brokers(context).map((broker) => ({ path: processName(broker) })),
  files: (context) => [
    ...brokers(context).map((broker) => ({
      path: `kafka/${processName(broker)}.properties`,
      content: properties(context, broker),
    })),
    sharedConfigFile(context, 'jmx/kafka.yml'),
  ],
  processes: (context) => brokers(context).map((broker) => brokerProcess(context, broker)),
  scrapeTargets: (context) =>
    brokers(context).map((broker) => ({
      job: 'kafka',
      port: broker.metricsPort,
      labels: { broker: String(broker.id), instance_name: processName(broker) },
    })),
};
