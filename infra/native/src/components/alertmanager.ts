import fs from 'node:fs';
import path from 'node:path';
import type { Component } from '../platform/component';
import { onLoopback } from './loopback';

export const alertmanager: Component = {
  name: 'alertmanager',
  artefacts: [
    {
      kind: 'go',
      module: 'alertmanager',
      package: 'github.com/prometheus/alertmanager/cmd/alertmanager',
      binary: 'alertmanager',
    },
    { kind: 'go', module: 'alertmanager', package: 'github.com/prometheus/alertmanager/cmd/amtool', binary: 'amtool' },
  ],
  directories: () => [{ path: 'alertmanager' }],
  files: ({ paths }) => [
    {
      path: 'alertmanager/alertmanager.yml',
      content: fs.readFileSync(path.join(paths.root, 'alerts/alertmanager.yml'), 'utf8'),
    },
  ],
  processes: ({ settings: { ports }, paths }) => [
    {
      name: 'alertmanager',
      kind: 'service',
      argv: [
        path.join(paths.bin, 'alertmanager'),
        `--config.file=${path.join(paths.config, 'alertmanager/alertmanager.yml')}`,
        `--storage.path=${path.join(paths.data, 'alertmanager')}`,
        `--web.listen-address=${onLoopback(ports.alertmanager)}`,
        // The default is the machine's host name: links in messages would be dead.
        `--web.external-url=http://localhost:${ports.alertmanager}`,
        // There is one: no gossip, and so no second port.
        '--cluster.listen-address=',
        '--log.format=json',
      ],
      probe: { kind: 'http', port: ports.alertmanager, path: '/-/ready' },
      ports: { http: ports.alertmanager },
    },
  ],
  scrapeTargets: ({ settings }) => [{ job: 'alertmanager', port: settings.ports.alertmanager }],
  links: ({ settings }) => [{ title: 'Alertmanager', url: `http://localhost:${settings.ports.alertmanager}` }],
};
