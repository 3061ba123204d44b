import fs from 'node:fs';
import path from 'node:path';
import type { Check, Finding } from '../finding';
import type { StagedService } from '../stage';
import type { Subject } from '../subject';
import { freePorts } from './free-ports';
import { inStage } from './in-stage';
import { lastWords, runTool } from './run-tool';

const BROKERS = ['kafka-1', 'kafka-2', 'kafka-3'] as const;
const ZOOKEEPER = 'zookeeper';

/** Each broker is started as in its container, JMX agent and all, until it has read its configuration and looks for a ZooKeeper. */
export const kafkaAccepts: Check = {
  name: 'kafka-accepts',
  title: 'each broker starts with the configuration that it would get',
  run: async (subject) => {
    const found: Finding[] = [];
    for (const name of BROKERS) found.push(...(await starts(subject, name, /Connecting to zookeeper on/)));
    return found;
  },
};

/** ZooKeeper is started as in its container, on free ports. */
export const zookeeperAccepts: Check = {
  name: 'zookeeper-accepts',
  title: 'ZooKeeper starts with the configuration that it would get',
  run: (subject) => starts(subject, ZOOKEEPER, /binding to port/),
};

async function starts(subject: Subject, name: string, until: RegExp): Promise<readonly Finding[]> {
  const [port = 0, metricsPort = 0] = await freePorts(2);
  const jars = path.join(subject.paths.cache, 'kafka');
  const [agent = ''] = fs.globSync(path.join(jars, 'jmx_prometheus_javaagent-*.jar'));
  const edit = (text: string) =>
    text
      .replaceAll('/usr/share/java/kafka/*', path.join(jars, '*'))
      .replaceAll(/\/opt\/[\w/-]*jmx_prometheus_javaagent\.jar/g, agent)
      .replaceAll(/\bclientPort=\d+/g, `clientPort=${port}`)
      .replaceAll('0.0.0.0', '127.0.0.1')
      .replaceAll(/(?<=\.jar=127\.0\.0\.1:)(?:\d+|\$\w+)/g, String(metricsPort))
      // Nothing listens there, so that a broker waits for no place in ZooKeeper to get free.
      .replaceAll(/\bzookeeper([:/])2181\b/g, '127.0.0.1$11');
  const judge = async ({ argv: [program = '', ...args], environment }: StagedService) => {
    const { accepted, output } = await runTool({ argv: [program, ...args], env: environment, until });
    if (accepted) return [];
    const what = `it does not start with what it gets: ${lastWords(output)}`;
    return [
      { where: `services.${name}`, what, remedy: 'correct infra/config/kafka, infra/config/jmx or its start script' },
    ];
  };
  return inStage(subject, name, judge, edit);
}
