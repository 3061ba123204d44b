import { remove, set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes with passwords. */
export const SECRETS_MISTAKES: readonly Mistake[] = [
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
];
