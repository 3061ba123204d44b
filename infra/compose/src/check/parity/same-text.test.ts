import { composeConfig } from '../project';
import { sameText } from './same-text';

const { project } = composeConfig.parse({
  project: {
    name: 'x',
    services: { redis: { networks: { data: null } }, pod: { networks: { data: { aliases: ['task-service'] } } } },
  },
  references: [],
  programs: {},
});
const same = sameText(project);

test.each([
  ['http://127.0.0.1:8080', 'http://task-service:8080'],
  ['redis://127.0.0.1:6379', 'redis://redis:6379'],
  ['127.0.0.1:9092,127.0.0.1:9192', 'kafka-1:19092,kafka-2:19092'],
  ['--host=127.0.0.1', '--host=0.0.0.0'],
  ['--config.file=/home/a/.firewatch/config/p/prometheus.yml', '--config.file=/etc/prometheus/prometheus.yml'],
  ['-Dlog4j.configuration=file:/a/log4j.properties', '-Dlog4j.configuration=file:$config/kafka/log4j.properties'],
  [
    '-javaagent:/a/agent-1.0.1.jar=127.0.0.1:7071:/a/kafka.yml',
    '-javaagent:/opt/agent.jar=0.0.0.0:7071:/etc/kafka.yml',
  ],
  ['jdbc:h2:file:/a/data/registry;WRITE_DELAY=0', 'jdbc:h2:file:/registry;WRITE_DELAY=0'],
])('%s natively is %s in a container', (natively, here) => {
  expect(same(here)).toBe(same(natively));
});

test.each([
  ['http://127.0.0.1:8080', 'http://task-service:8081'],
  ['http://127.0.0.1:8080/a', 'http://task-service:8080/b'],
  ['--config=/a/consumer.yaml', '--config=/b/task-service.yaml'],
  ['redis', 'redis-1'],
])('%s natively is not %s in a container', (natively, here) => {
  expect(same(here)).not.toBe(same(natively));
});
