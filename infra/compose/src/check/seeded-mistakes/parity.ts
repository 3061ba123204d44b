import { remove, set } from './edits';
import type { Mistake } from './mistake';

/** Differences from the native platform that nobody meant. */
export const PARITY_MISTAKES: readonly Mistake[] = [
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
];
