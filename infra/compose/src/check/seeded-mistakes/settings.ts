import { remove, set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes in variables and their defaults. */
export const SETTINGS_MISTAKES: readonly Mistake[] = [
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
  {
    name: 'a variable of the provisioning that is not set',
    seed: remove('services/grafana/environment/JAEGER_URL'),
    found: [['grafana-accepts', 'services.grafana.environment', 'the provisioning uses JAEGER_URL, which is not set']],
  },
];
