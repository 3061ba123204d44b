import { remove, set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes in health checks, and in what waits for them. */
export const HEALTH_AND_ORDER_MISTAKES: readonly Mistake[] = [
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
];
