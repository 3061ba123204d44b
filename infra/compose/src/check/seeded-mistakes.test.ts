import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { COMPOSE_CONFIG, resolvePaths } from '@firewatch/native';
import { parse, parseDocument, type Document } from 'yaml';
import { READING_CHECKS, RUNNING_CHECKS } from './checks';
import type { CheckedFinding } from './finding';
import { ComposeFileError } from './read-compose-file';
import { runChecks } from './run-checks';
import { readSubject, type Subject } from './subject';

const paths = resolvePaths();
const composeFile = path.join(paths.root, 'docker-compose.yml');

/** Where a mistake is put: a copy of the real file, beside which it can have files of its own. */
interface Copy {
  readonly document: Document;
  readonly folder: string;
}

interface Mistake {
  readonly name: string;
  readonly seed: (copy: Copy) => void;
  /** Check, place and the words that tell of it: all that may be found. */
  readonly found: readonly (readonly [check: string, where: string, what: string | RegExp])[];
  /** A check that runs a program: these are left out of the others, since they take seconds. */
  readonly running?: string;
}

const set =
  (keys: string, value: unknown) =>
  ({ document }: Copy): void =>
    document.setIn(keys.split('/'), document.createNode(value));
const remove =
  (keys: string) =>
  ({ document }: Copy): void => {
    // What comes by a merge key has to be covered.
    if (!document.deleteIn(keys.split('/'))) document.setIn(keys.split('/'), null);
  };

/** Mounts a changed copy of a file or folder of the project in its place. */
const change =
  (service: string, source: string, edit: (copy: string) => void) =>
  ({ document, folder }: Copy): void => {
    const copy = path.join(folder, path.basename(source));
    fs.cpSync(path.join(paths.root, source), copy, { recursive: true });
    edit(copy);
    const volumes = parse(String(document.getIn(['services', service, 'volumes']))) as string[];
    const index = volumes.findIndex((volume) => volume.startsWith(`./${source}:`));
    if (index < 0) throw new Error(`${service} does not mount ${source}`);
    volumes[index] = (volumes[index] ?? '').replace(`./${source}`, copy);
    document.setIn(['services', service, 'volumes'], document.createNode(volumes));
  };
const replace =
  (from: string | RegExp, to: string) =>
  (file: string): void => {
    const text = fs.readFileSync(file, 'utf8');
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} has no ${String(from)}`);
    fs.writeFileSync(file, changed);
  };

const MISTAKES: readonly Mistake[] = [
  // ── settings ──
  {
    name: 'an unknown variable',
    seed: set('services/grafana/environment/GF_SERVER_ROOT_URL', 'http://localhost:${GRAFANA_PROT:-3000}/'),
    found: [['variables', 'environment.GF_SERVER_ROOT_URL', 'nothing knows the variable GRAFANA_PROT']],
  },
  {
    name: 'a default that is not that of the schema',
    seed: set('services/kafka-prepare/environment/LOG_LEVEL', '${LOG_LEVEL:-debug}'),
    found: [
      ['variables', 'environment.LOG_LEVEL', 'the default of LOG_LEVEL is "debug"; the schema\'s is "info"'],
      ['parity-environment', 'services.kafka-prepare', 'LOG_LEVEL is debug, natively info'],
    ],
  },
  {
    name: 'a secret with a default',
    seed: set('services/redis-exporter/environment/REDIS_PASSWORD', '${REDIS_PASSWORD:-redis}'),
    found: [['variables', 'environment.REDIS_PASSWORD', 'the secret REDIS_PASSWORD has a default']],
  },
  {
    name: 'a secret that may be missing',
    seed: set('services/redis-exporter/environment/REDIS_PASSWORD', '${REDIS_PASSWORD}'),
    found: [['variables', 'environment.REDIS_PASSWORD', 'without the secret REDIS_PASSWORD']],
  },
  {
    name: 'a secret that may be empty',
    seed: set('services/redis-exporter/environment/REDIS_PASSWORD', '${REDIS_PASSWORD?is missing}'),
    found: [['variables', 'environment.REDIS_PASSWORD', 'or with an empty one, the start goes on']],
  },
  {
    name: 'a setting that has no effect',
    seed: set('services/traffic/environment/TRAFFIC_RATE', '3'),
    found: [['parity-settings', 'the file', 'the setting TRAFFIC_RATE is not used']],
  },
  // ── secrets ──
  {
    name: 'a default password',
    seed: set('services/grafana/environment/GF_SECURITY_ADMIN_PASSWORD', 'admin'),
    found: [
      ['secrets', 'services.grafana.environment.GF_SECURITY_ADMIN_PASSWORD', 'it is no secret of the settings'],
      ['parity-settings', 'the file', 'the setting GRAFANA_ADMIN_PASSWORD is not used'],
    ],
  },
  {
    name: 'no password',
    seed: remove('services/grafana/environment/GF_SECURITY_ADMIN_PASSWORD'),
    found: [
      [
        'secrets',
        'services.grafana.environment',
        'without GF_SECURITY_ADMIN_PASSWORD it has a password that everybody knows',
      ],
      ['parity-settings', 'the file', 'the setting GRAFANA_ADMIN_PASSWORD is not used'],
    ],
  },
  {
    name: 'a secret among the arguments',
    seed: set('services/redis/healthcheck/test', [
      'CMD-SHELL',
      'redis-cli -a ${REDIS_PASSWORD:?is missing} ping | grep -q PONG',
    ]),
    found: [['secrets', 'services.redis.healthcheck', 'the secret REDIS_PASSWORD is among the arguments']],
  },
  // ── images ──
  {
    name: 'an image without a version',
    seed: set('services/grafana/image', 'grafana/grafana:latest'),
    found: [
      ['images', 'services.grafana', 'grafana/grafana:latest is not pinned to an exact version'],
      ['images', 'infra/compose/image-contents.yml', 'no service uses grafana/grafana'],
      ['health', 'services.grafana', 'nobody has recorded what is in grafana/grafana:latest'],
    ],
  },
  {
    name: 'an image pinned to a minor version',
    seed: set('services/toxiproxy/image', 'ghcr.io/shopify/toxiproxy:2.5'),
    found: [
      ['images', 'services.toxiproxy', 'is not pinned to an exact version'],
      ['images', 'infra/compose/image-contents.yml', 'no service uses ghcr.io/shopify/toxiproxy'],
      ['health', 'services.toxiproxy', 'nobody has recorded what is in ghcr.io/shopify/toxiproxy:2.5'],
      ['parity-versions', 'image ghcr.io/shopify/toxiproxy', 'its version is 2.5, natively it is 2.5.0'],
    ],
  },
  {
    name: 'a stage that the Dockerfile does not have',
    seed: set('services/sentry/build/target', 'sentinel'),
    found: [['images', 'services.sentry', 'infra/compose/images/dapr/Dockerfile has no stage sentinel']],
  },
  // ── mounts ──
  {
    name: 'a missing file',
    seed: set(
      'services/toxiproxy/volumes/0',
      './infra/compose/config/toxiproxy/proxy.json:/etc/firewatch/proxies.json:ro',
    ),
    found: [['mounts', 'services.toxiproxy', 'there is no infra/compose/config/toxiproxy/proxy.json']],
  },
  {
    name: 'a folder in the place of a file',
    seed: set('services/toxiproxy/volumes/0', './infra/compose/config/toxiproxy:/etc/firewatch/proxies.json:ro'),
    found: [['mounts', 'services.toxiproxy', 'infra/compose/config/toxiproxy is a folder']],
  },
  {
    name: 'a mount that can be written to',
    seed: set(
      'services/toxiproxy/volumes/0',
      './infra/compose/config/toxiproxy/proxies.json:/etc/firewatch/proxies.json',
    ),
    found: [['mounts', 'services.toxiproxy', 'can be written to by the container']],
  },
  {
    name: 'a shared file that is not mounted',
    seed: ({ document }) => {
      const volumes = parse(String(document.getIn(['services', 'prometheus', 'volumes']))) as string[];
      const others = volumes.filter((volume) => !volume.includes('watchdog'));
      document.setIn(['services', 'prometheus', 'volumes'], document.createNode(others));
    },
    found: [['parity-shared-config', 'services.prometheus.volumes', 'natively it reads alerts/rules/watchdog.yml']],
  },
  {
    name: 'a file that cannot be parsed',
    seed: change('toxiproxy', 'infra/compose/config/toxiproxy/proxies.json', replace(/\]/, '')),
    found: [['formats', 'proxies.json', 'it cannot be parsed']],
  },
  // ── health and order ──
  {
    name: 'an absent binary in a health check',
    seed: set('services/toxiproxy/healthcheck/test', ['CMD', 'wget', '-q', 'http://127.0.0.1:8474/version']),
    found: [
      ['health', 'services.toxiproxy.healthcheck', 'wget is not among the programs of ghcr.io/shopify/toxiproxy:2.5.0'],
    ],
  },
  {
    name: "bash's words in a plain shell",
    seed: set('services/redis/healthcheck/test', ['CMD-SHELL', '[[ $$(redis-cli ping) == PONG ]]']),
    found: [['health', 'services.redis.healthcheck', '[[ is not among the programs of redis']],
  },
  {
    name: 'an absent binary in a start script',
    seed: set('services/redis/entrypoint', ['zsh', '-c']),
    found: [['health', 'services.redis.command', 'zsh is not among the programs of redis']],
  },
  {
    name: 'a service without a health check',
    seed: remove('services/filebeat/healthcheck'),
    found: [['health', 'services.filebeat', 'it has no health check']],
  },
  {
    name: 'an unhealthy dependency: one without a health check',
    seed: remove('services/logstash/healthcheck'),
    found: [
      ['health', 'services.logstash', 'it has no health check'],
      ['order', 'services.filebeat.depends_on.logstash', 'it never gets healthy'],
    ],
  },
  {
    name: 'an unhealthy dependency: one that is not started',
    seed: set('services/kibana/depends_on', { traffic: { condition: 'service_healthy' } }),
    found: [['order', 'services.kibana.depends_on.traffic', 'traffic is started by the profile traffic only']],
  },
  {
    name: 'a dependency on whatever has started',
    seed: set('services/console/depends_on', { prometheus: { condition: 'service_started' } }),
    found: [['order', 'services.console.depends_on.prometheus', 'whether it is healthy or not']],
  },
  {
    name: 'a dependency on the end of what does not end',
    seed: set('services/elasticsearch-prepare/restart', 'unless-stopped'),
    found: [
      ['hardening', 'services.elasticsearch-prepare', 'when it ends it is not treated as what it is'],
      ['order', 'services.kibana.depends_on.elasticsearch-prepare', 'its end never comes'],
      ['order', 'services.logstash.depends_on.elasticsearch-prepare', 'its end never comes'],
    ],
  },
  {
    name: 'a start before what it waits for natively',
    seed: remove('services/postgres-exporter/depends_on'),
    found: [
      [
        'parity-components',
        'services.postgres-exporter.depends_on',
        'natively it waits for postgres-prepare to be completed',
      ],
    ],
  },
  // ── addresses ──
  {
    name: 'a wrong port of a data source',
    seed: set('services/grafana/environment/PROMETHEUS_URL', 'http://prometheus:9091'),
    found: [['addresses', 'services.grafana.environment.PROMETHEUS_URL', 'prometheus does not listen on port 9091']],
  },
  {
    name: 'a wrong port of a scrape target',
    seed: change('prometheus', 'infra/compose/config/prometheus/targets', (folder) =>
      replace('redis-exporter:9121', 'redis-exporter:9122')(path.join(folder, 'compose.json')),
    ),
    found: [
      ['addresses', 'targets/compose.json', 'redis-exporter does not listen on port 9122'],
      ['parity-scrape-targets', 'targets', 'natively {job="redis"} at port 9121 is scraped'],
      ['parity-scrape-targets', 'targets', 'natively no {job="redis"} at port 9122 is scraped'],
    ],
  },
  {
    name: 'a scrape target under another label',
    seed: change('prometheus', 'infra/compose/config/prometheus/targets', (folder) =>
      replace('"job": "redis"', '"job": "redis-exporter"')(path.join(folder, 'compose.json')),
    ),
    found: [
      ['parity-scrape-targets', 'targets', 'natively {job="redis"} at port 9121 is scraped'],
      ['parity-scrape-targets', 'targets', 'natively no {job="redis-exporter"} at port 9121 is scraped'],
    ],
  },
  {
    name: 'a webhook of a service that is not there',
    seed: change('alertmanager', 'infra/compose/config/alertmanager/webhooks', (folder) =>
      replace('slack-receiver', 'slack')(path.join(folder, 'slack-critical')),
    ),
    found: [
      ['addresses', 'slack-critical', 'alertmanager calls slack:8084, but no service and no alias is named slack'],
    ],
  },
  {
    name: 'a server on no network of its client',
    seed: set('services/grafana/networks', ['edge', 'telemetry']),
    found: [['addresses', 'services.grafana.environment.ELASTICSEARCH_URL', 'the two share no network']],
  },
  {
    name: 'a broker list with a port that is not for the network',
    seed: set('services/kafka-ui/environment/KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS', 'kafka-1:9192'),
    found: [
      [
        'addresses',
        'services.kafka-ui.environment.KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS',
        'kafka-1 does not listen on port 9192',
      ],
    ],
  },
  // ── ports ──
  {
    name: 'a port published to the world',
    seed: set('services/toxiproxy/ports/0', '${TOXIPROXY_PORT:-8474}:8474'),
    found: [['ports', 'services.toxiproxy.ports[0]', 'port 8474 is published on all addresses']],
  },
  {
    name: 'a port that no setting documents',
    seed: set('services/filebeat/ports', ['127.0.0.1:5066:5066']),
    found: [['ports', 'services.filebeat.ports[0]', 'port 5066 of the host comes from no variable']],
  },
  {
    name: 'a port published twice',
    seed: set('services/filebeat/ports', ['127.0.0.1:${TOXIPROXY_PORT:-8474}:5066']),
    found: [['ports', 'services.', 'port 8474/tcp of the host is published by']],
  },
  {
    name: 'a published port on which nothing listens',
    seed: set('services/toxiproxy/ports/0', '127.0.0.1:${TOXIPROXY_PORT:-8474}:8475'),
    found: [['ports', 'services.toxiproxy.ports[0]', 'nothing in toxiproxy listens on port 8475']],
  },
  // ── networks ──
  {
    name: 'a data store at the edge',
    seed: set('services/redis/networks', ['data', 'edge']),
    found: [['networks', 'services.redis.networks', 'the data store redis can be reached from the network edge']],
  },
  {
    name: 'a service without a network of ours',
    seed: remove('services/dapr-dashboard/networks'),
    found: [['networks', 'services.dapr-dashboard', 'it names no network']],
  },
  // ── limits ──
  {
    name: 'no memory limit',
    seed: remove('services/traffic/mem_limit'),
    found: [['limits', 'services.traffic', 'it has no mem_limit']],
  },
  {
    name: 'a limit that the head does not count',
    seed: set('services/toxiproxy/mem_limit', '33m'),
    found: [['limits', 'the head of the file', /it states \d+ MiB; the limits of all default services are \d+ MiB/]],
  },
  {
    name: 'a log that is not rotated',
    seed: set('services/toxiproxy/logging', { driver: 'json-file' }),
    found: [['limits', 'services.toxiproxy.logging', 'its log grows without bound']],
  },
  // ── hardening ──
  {
    name: 'a root file system that can be written to',
    seed: set('services/toxiproxy/read_only', false),
    found: [['hardening', 'services.toxiproxy', 'its root file system can be written to']],
  },
  {
    name: 'capabilities',
    seed: set('services/toxiproxy/cap_drop', ['NET_RAW']),
    found: [['hardening', 'services.toxiproxy', 'it keeps capabilities that it does not need']],
  },
  {
    name: 'new privileges',
    seed: set('services/toxiproxy/security_opt', []),
    found: [['hardening', 'services.toxiproxy', 'its processes can gain privileges']],
  },
  {
    name: 'a privileged container',
    seed: set('services/toxiproxy/privileged', true),
    found: [['hardening', 'services.toxiproxy', 'it is privileged']],
  },
  {
    name: 'root',
    seed: set('services/toxiproxy/user', 'root'),
    found: [['hardening', 'services.toxiproxy', 'it runs as root']],
  },
  {
    name: 'an added capability',
    seed: set('services/grafana/cap_add', ['NET_ADMIN']),
    found: [['hardening', 'services.grafana', 'it is given capabilities']],
  },
  {
    name: "an image's own root",
    seed: remove('services/toxiproxy/user'),
    found: [['hardening', 'services.toxiproxy', 'it runs as root']],
  },
  {
    name: 'no restart',
    seed: set('services/toxiproxy/restart', 'on-failure'),
    found: [['hardening', 'services.toxiproxy', 'when it ends it is not treated as what it is']],
  },
  // ── parity ──
  {
    name: 'a service that natively is not there',
    seed: ({ document }) => {
      const toxiproxy = document.getIn(['services', 'toxiproxy'], true) as { clone: () => unknown };
      document.setIn(['services', 'chaosproxy'], toxiproxy.clone());
      document.deleteIn(['services', 'chaosproxy', 'ports']);
      set('services/chaosproxy/profiles', ['chaos'])({ document, folder: '' });
    },
    found: [['parity-components', 'services.chaosproxy', 'no native process is named chaosproxy']],
  },
  {
    name: 'a service that is missing',
    seed: ({ document }) => {
      document.deleteIn(['services', 'redis-exporter']);
    },
    found: [
      ['addresses', 'targets/compose.json', 'no service and no alias is named redis-exporter'],
      ['images', 'infra/compose/image-contents.yml', 'no service uses oliver006/redis_exporter'],
      ['limits', 'the head of the file', /it states/],
      ['parity-components', 'services', 'there is no service for the native process redis-exporter'],
      ['parity-settings', 'the file', 'REDIS_EXPORTER_PORT is not used'],
    ],
  },
  {
    name: 'a component that starts by itself, but natively on request',
    seed: (copy) => {
      remove('services/traffic/profiles')(copy);
      // Or it would be too much for the sum as well.
      set('services/traffic/mem_limit', '1m')(copy);
    },
    found: [
      ['limits', 'the head of the file', /it states/],
      ['parity-components', 'services.traffic', 'natively it starts on request only'],
    ],
  },
  {
    name: 'another environment than natively',
    seed: set('services/dead-mans-switch/environment/OTEL_SERVICE_NAME', 'dead-man'),
    found: [
      ['parity-environment', 'services.dead-mans-switch', 'OTEL_SERVICE_NAME is dead-man, natively dead-mans-switch'],
    ],
  },
  {
    name: 'a flag that it has natively is missing',
    seed: set('services/toxiproxy/command', [
      '-host',
      '0.0.0.0',
      '-port',
      '8474',
      '-config',
      '/etc/firewatch/proxies.json',
      '-proxy-metrics',
    ]),
    found: [['parity-flags', 'services.toxiproxy.command', 'natively it has -runtime-metrics']],
  },
  {
    name: 'another version than natively',
    seed: set('services/alertmanager/image', 'prom/alertmanager:v0.28.0'),
    found: [
      ['images', 'infra/compose/image-contents.yml', 'no service uses prom/alertmanager:v0.28.1'],
      ['health', 'services.alertmanager', 'nobody has recorded what is in prom/alertmanager:v0.28.0'],
      ['parity-versions', 'image prom/alertmanager', 'its version is v0.28.0, natively it is 0.28.1'],
    ],
  },
  {
    name: 'a variable of the provisioning that is not set',
    seed: remove('services/grafana/environment/JAEGER_URL'),
    found: [['grafana-accepts', 'services.grafana.environment', 'the provisioning uses JAEGER_URL, which is not set']],
  },
  // ── what the components' own programs refuse ──
  {
    name: 'rules that Prometheus refuses',
    seed: change('prometheus', 'alerts/rules/watchdog.yml', replace('vector(1)', 'vector(1')),
    running: 'prometheus-accepts',
    found: [
      ['prometheus-accepts', 'services.prometheus', 'promtool refuses what it mounts'],
      ['parity-shared-config', 'services.prometheus', 'natively it reads alerts/rules/watchdog.yml'],
    ],
  },
  {
    name: 'no list of targets',
    seed: ({ document }) => {
      const volumes = parse(String(document.getIn(['services', 'prometheus', 'volumes']))) as string[];
      const moved = volumes.map((volume) => volume.replace(':/etc/prometheus/targets:', ':/etc/prometheus/target:'));
      document.setIn(['services', 'prometheus', 'volumes'], document.createNode(moved));
    },
    running: 'prometheus-accepts',
    found: [
      ['prometheus-accepts', 'services.prometheus.volumes', 'no mounted file is one of targets/*.json'],
      ...Array.from(
        { length: 22 },
        () => ['parity-scrape-targets', 'targets', /^natively \{.*\} at port \d+ is scraped$/] as const,
      ),
    ],
  },
  {
    name: 'routes that Alertmanager refuses',
    seed: change(
      'alertmanager',
      'alerts/alertmanager.yml',
      replace('receiver: slack-unrouted', 'receiver: slack-nobody'),
    ),
    running: 'alertmanager-accepts',
    found: [
      ['alertmanager-accepts', 'services.alertmanager', 'amtool refuses what it mounts'],
      ['parity-shared-config', 'services.alertmanager', 'natively it reads alerts/alertmanager.yml'],
    ],
  },
  {
    name: 'a flag that Jaeger does not know',
    seed: ({ document }) => {
      const command = parse(String(document.getIn(['services', 'jaeger', 'command']))) as string[];
      document.setIn(['services', 'jaeger', 'command'], document.createNode([...command, '--badger.ttl=1h']));
    },
    running: 'go-programs-accept',
    found: [
      ['go-programs-accept', 'services.jaeger.command', 'unknown flag: --badger.ttl'],
      ['parity-flags', 'services.jaeger.command', 'natively it has no --badger.ttl=1h'],
    ],
  },
  {
    name: 'a webhook without its file',
    seed: change('alertmanager', 'infra/compose/config/alertmanager/webhooks', (folder) =>
      fs.rmSync(path.join(folder, 'slack-critical')),
    ),
    running: 'alertmanager-accepts',
    found: [
      ['alertmanager-accepts', 'services.alertmanager.volumes', 'the file /etc/alertmanager/webhooks/slack-critical'],
    ],
  },
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
  {
    name: 'a resource that a sidecar does not get',
    seed: ({ document }) => {
      const command = String(document.getIn(['services', 'consumer-daprd', 'command']));
      const without = command.replace('--resources-path /etc/dapr/subscriptions', '');
      if (without === command) throw new Error('the command is written otherwise');
      document.setIn(['services', 'consumer-daprd', 'command'], without);
    },
    running: 'dapr-accepts',
    found: [
      [
        'dapr-accepts',
        'services.consumer-daprd',
        'it was not given the Subscription notification-requested of its scope',
      ],
    ],
  },
];

const read = async (document: Document, folder: string): Promise<Subject> => {
  const file = path.join(folder, 'docker-compose.yml');
  fs.writeFileSync(file, document.toString({ lineWidth: 0 }));
  return readSubject(paths, { composeFile: file });
};
const show = ({ check, where, what }: CheckedFinding): string => `${check} | ${where} | ${what}`;
const matches = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seeded-mistake-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

// On a machine where the platform was never set up there is nothing to ask.
const isInstalled =
  fs.existsSync(path.join(paths.bin, COMPOSE_CONFIG.binary)) && fs.existsSync(path.join(paths.bin, 'amtool'));
(isInstalled ? describe : describe.skip)('of docker-compose.yml', () => {
  test('nothing is wrong', async () => {
    const results = await runChecks(await readSubject(paths), [...READING_CHECKS, ...RUNNING_CHECKS]);
    expect(results.flatMap(({ findings }) => findings.map(show))).toEqual([]);
  }, 180_000);

  test.each(MISTAKES)(
    'a seeded mistake is named: $name',
    async ({ seed, found, running }) => {
      const document = parseDocument(fs.readFileSync(composeFile, 'utf8'), { merge: true });
      seed({ document, folder });
      const checks = [...READING_CHECKS, ...RUNNING_CHECKS.filter(({ name }) => name === running)];
      const results = await runChecks(await read(document, folder), checks);
      const findings = results.flatMap(({ findings }) => findings);
      const unexpected = findings.filter(
        ({ check, where, what }) =>
          !found.some(([name, place, words]) => name === check && where.includes(place) && matches(what, words)),
      );
      const missing = found.filter(
        ([name, place, words]) =>
          !findings.some(({ check, where, what }) => name === check && where.includes(place) && matches(what, words)),
      );
      expect({ unexpected: unexpected.map(show), missing }).toEqual({ unexpected: [], missing: [] });
      expect(findings).toHaveLength(found.length);
    },
    180_000,
  );

  test.each(READING_CHECKS.concat(RUNNING_CHECKS))('the check $name has a seeded mistake', ({ name }) => {
    expect(MISTAKES.some(({ found }) => found.some(([check]) => check === name))).toBe(true);
  });

  test('a file that Compose cannot load is told of in its own words', async () => {
    const document = parseDocument(fs.readFileSync(composeFile, 'utf8'), { merge: true });
    set('services/redis/memory_limit', '1m')({ document, folder });
    const reading = read(document, folder);
    await expect(reading).rejects.toThrow(ComposeFileError);
    await expect(reading).rejects.toThrow(/services\.redis .*memory_limit/);
  });
});
