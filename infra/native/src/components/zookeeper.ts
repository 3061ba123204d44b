import path from 'node:path';
import type { Component, Context } from '../platform/component';
import { fewArenas, java, jmxAgent, kafkaArtefacts, kafkaJars, smallJvm } from './java';
import { LOOPBACK } from './loopback';
import { sharedConfigFile, readSharedConfig } from './shared-config';
import { tcpProbe } from './tcp-probe';

function properties(context: Context): string {
  return [
    readSharedConfig(context, 'kafka/zookeeper.properties').trimEnd(),
    '',
    '# native',
    `dataDir=${path.join(context.paths.data, 'zookeeper')}`,
    `clientPort=${context.settings.ports.zookeeper}`,
    `clientPortAddress=${LOOPBACK}`,
    '',
  ].join('\n');
}

export const zookeeper: Component = {
  name: 'zookeeper',
  artefacts: kafkaArtefacts,
  directories: () => [{ path: 'zookeeper' }],
  files: (context) => [
    { path: 'kafka/zookeeper.properties', content: properties(context) },
    sharedConfigFile(context, 'kafka/log4j.properties'),
    sharedConfigFile(context, 'jmx/zookeeper.yml'),
  ],
  processes: (context) => {
    const { ports } = context.settings;
    const config = path.join(context.paths.config, 'kafka');
    return [
      {
        name: 'zookeeper',
        kind: 'service',
        argv: [
          java,
          ...smallJvm(96),
          `-Dlog4j.configuration=file:${path.join(config, 'log4j.properties')}`,
          // Loggers need not be JMX beans too.
          '-Dzookeeper.jmx.log4j.disable=true',
          jmxAgent(context, ports.zookeeperJmx, 'zookeeper'),
          '-cp',
          path.join(kafkaJars(context), '*'),
          'org.apache.zookeeper.server.quorum.QuorumPeerMain',
          path.join(config, 'zookeeper.properties'),
        ],
        env: fewArenas,
        probe: tcpProbe(ports.zookeeper, 'ruok', 'imok'),
        ports: { zookeeper: ports.zookeeper, metrics: ports.zookeeperJmx },
      },
    ];
  },
  scrapeTargets: ({ settings }) => [{ job: 'zookeeper', port: settings.ports.zookeeperJmx }],
};
