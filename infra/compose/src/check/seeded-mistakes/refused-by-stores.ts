import path from 'node:path';
import { change, replace } from './edits';
import type { Mistake } from './mistake';

/** What data stores and brokers refuse, or do not know. */
export const REFUSED_BY_STORES: readonly Mistake[] = [
  {
    name: 'a setting that PostgreSQL does not know',
    seed: change('postgres', 'infra/config/postgres/postgresql.conf', replace('max_connections', 'max_conections')),
    running: 'postgres-accepts',
    found: [
      ['postgres-accepts', 'services.postgres', 'PostgreSQL refuses what it gets'],
      ['parity-shared-config', 'services.postgres', 'natively it reads'],
    ],
  },
  {
    name: 'a directive that Redis does not know',
    seed: change('redis', 'infra/config/redis/redis.conf', replace('maxmemory 64mb', 'max-memory 64mb')),
    running: 'redis-accepts',
    found: [
      ['redis-accepts', 'services.redis', 'Redis does not start with what it gets'],
      ['parity-shared-config', 'services.redis', 'natively it reads'],
    ],
  },
  {
    name: 'a value that ZooKeeper refuses',
    seed: change('zookeeper', 'infra/config/kafka', (folder) =>
      replace('tickTime=2000', 'tickTime=two')(path.join(folder, 'zookeeper.properties')),
    ),
    running: 'zookeeper-accepts',
    found: [
      ['zookeeper-accepts', 'services.zookeeper', 'it does not start with what it gets'],
      ['parity-shared-config', 'services.zookeeper', 'natively it reads infra/config/kafka/log4j.properties'],
      ['parity-shared-config', 'services.zookeeper', 'natively it reads infra/config/kafka/zookeeper.properties'],
    ],
  },
  {
    name: 'a value that a broker refuses',
    seed: change('kafka-2', 'infra/config/kafka', (folder) =>
      replace('num.io.threads=4', 'num.io.threads=0')(path.join(folder, 'server.properties')),
    ),
    running: 'kafka-accepts',
    found: [
      ['kafka-accepts', 'services.kafka-2', /it does not start with what it gets: .*num\.io\.threads/],
      ['parity-shared-config', 'services.kafka-2', 'natively it reads infra/config/kafka/log4j.properties'],
      ['parity-shared-config', 'services.kafka-2', 'natively it reads infra/config/kafka/server.properties'],
    ],
  },
  {
    name: 'a setting that Kafka does not know',
    seed: change('kafka-3', 'infra/config/kafka', (folder) =>
      replace('num.io.threads=4', 'num.io.thread=4')(path.join(folder, 'server.properties')),
    ),
    running: 'kafka-names',
    found: [
      ['kafka-names', 'services.kafka-3', 'Kafka knows no setting num.io.thread'],
      ['parity-shared-config', 'services.kafka-3', 'natively it reads infra/config/kafka/log4j.properties'],
      ['parity-shared-config', 'services.kafka-3', 'natively it reads infra/config/kafka/server.properties'],
    ],
  },
  {
    name: 'rules that the JMX agent refuses',
    seed: change(
      'kafka-1',
      'infra/config/jmx/kafka.yml',
      replace(/^includeObjectNames:/m, 'includeObjectNames: 1\nother:'),
    ),
    running: 'kafka-accepts',
    found: [
      ['kafka-accepts', 'services.kafka-1', 'it does not start with what it gets'],
      ['parity-shared-config', 'services.kafka-1', 'natively it reads infra/config/jmx/kafka.yml'],
    ],
  },
  {
    name: 'a flag that a JVM does not know',
    seed: change(
      'elasticsearch',
      'infra/config/elasticsearch/jvm.options',
      replace('-XX:+UseSerialGC', '-XX:+UseCerealGC'),
    ),
    running: 'jvm-options-accepted',
    found: [
      ['jvm-options-accepted', 'services.elasticsearch', 'a JVM refuses its flags'],
      ['parity-shared-config', 'services.elasticsearch', 'natively it reads infra/config/elasticsearch/jvm.options'],
    ],
  },
];
