import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { change, replace } from './edits';
import type { Mistake } from './mistake';

/** What Prometheus, Alertmanager and Jaeger refuse. */
export const REFUSED_BY_MONITORING: readonly Mistake[] = [
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
];
