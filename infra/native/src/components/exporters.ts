import path from 'node:path';
import type { Artefact, Component, ProcessSpec } from '../platform/component';
import { ELASTICSEARCH_WRITER } from './elasticsearch';
import { LOOPBACK, onLoopback } from './loopback';
import { SMALL_HEAP } from './node-heap';
import { postgresMonitoring } from './postgres';

const exporter = (watched: string): string => path.join('/usr/bin', `prometheus-${watched}-exporter`);
const artefact = (watched: string): Artefact => ({
  kind: 'apt',
  packages: [`prometheus-${watched}-exporter`],
  probe: exporter(watched),
});

/** What tells something of the machine under the platform; all others are off. */
const NODE_COLLECTORS = [
  'cpu',
  'diskstats',
  'filefd',
  'filesystem',
  'loadavg',
  'meminfo',
  'netdev',
  'pressure',
  'stat',
  'time',
  'uname',
  'vmstat',
];

export const exporters: Component = {
  name: 'exporters',
  artefacts: ['postgres', 'redis', 'node', 'elasticsearch'].map(artefact),
  processes: (context): readonly ProcessSpec[] => {
    const { ports, secrets } = context.settings;
    const database = postgresMonitoring(context);
    return [
      {
        name: 'postgres-exporter',
        kind: 'service',
        argv: [exporter('postgres'), `--web.listen-address=${onLoopback(ports.postgresExporter)}`, '--log.format=json'],
        env: { DATA_SOURCE_URI: database.uri, DATA_SOURCE_USER: database.user, DATA_SOURCE_PASS: database.password },
        // Before, its role does not exist.
        dependsOn: { 'postgres-prepare': 'completed' },
        probe: { kind: 'http', port: ports.postgresExporter, path: '/' },
        ports: { metrics: ports.postgresExporter },
      },
      {
        name: 'redis-exporter',
        kind: 'service',
        argv: [exporter('redis'), '--web.listen-address', onLoopback(ports.redisExporter), '--log-format', 'json'],
        env: { REDIS_ADDR: `redis://${onLoopback(ports.redis)}`, REDIS_PASSWORD: secrets.redisPassword },
        probe: { kind: 'http', port: ports.redisExporter, path: '/health' },
        ports: { metrics: ports.redisExporter },
      },
      {
        name: 'node-exporter',
        kind: 'service',
        argv: [
          exporter('node'),
          `--web.listen-address=${onLoopback(ports.nodeExporter)}`,
          '--collector.disable-defaults',
          ...NODE_COLLECTORS.map((collector) => `--collector.${collector}`),
          '--log.format=json',
        ],
        probe: { kind: 'http', port: ports.nodeExporter, path: '/' },
        ports: { metrics: ports.nodeExporter },
      },
      {
        name: 'process-exporter',
        kind: 'service',
        argv: ['node', ...SMALL_HEAP, 'infra/native/build/bin/process-exporter.js'],
        env: {
          NODE_ENV: 'production',
          LOG_LEVEL: context.settings.logLevel,
          OTEL_SERVICE_NAME: 'process-exporter',
          HTTP_HOST: LOOPBACK,
          HTTP_PORT: String(ports.processExporter),
        },
        probe: { kind: 'http', port: ports.processExporter, path: '/readyz' },
        ports: { metrics: ports.processExporter },
      },
      {
        name: 'elasticsearch-exporter',
        kind: 'service',
        argv: [
          exporter('elasticsearch'),
          `--web.listen-address=${onLoopback(ports.elasticsearchExporter)}`,
          `--es.uri=http://${LOOPBACK}:${ports.elasticsearch}`,
          '--es.indices',
          '--log.format=json',
        ],
        env: { ES_USERNAME: ELASTICSEARCH_WRITER, ES_PASSWORD: secrets.elasticWriterPassword },
        probe: { kind: 'http', port: ports.elasticsearchExporter, path: '/healthz' },
        ports: { metrics: ports.elasticsearchExporter },
      },
    ];
  },
  // The jobs are named for what is watched.
  scrapeTargets: ({ settings: { ports } }) => [
    { job: 'postgres', port: ports.postgresExporter },
    { job: 'redis', port: ports.redisExporter },
    { job: 'node', port: ports.nodeExporter },
    { job: 'elasticsearch', port: ports.elasticsearchExporter },
    { job: 'process-exporter', port: ports.processExporter },
  ],
};
