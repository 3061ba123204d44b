import path from 'node:path';
import type { Component } from '../platform/component';
import { LOOPBACK } from './loopback';

export const toxiproxy: Component = {
  name: 'toxiproxy',
  artefacts: [
    { kind: 'go', module: 'toxiproxy', package: 'github.com/Shopify/toxiproxy/v2/cmd/server', binary: 'toxiproxy' },
  ],
  // No proxy stands between the components in normal use: a drill adds the one that it needs.
  files: () => [{ path: 'toxiproxy/proxies.json', content: '[]\n' }],
  processes: ({ settings: { ports }, paths }) => [
    {
      name: 'toxiproxy',
      kind: 'service',
      argv: [
        path.join(paths.bin, 'toxiproxy'),
        '-host',
        LOOPBACK,
        '-port',
        String(ports.toxiproxy),
        '-config',
        path.join(paths.config, 'toxiproxy/proxies.json'),
        '-proxy-metrics',
        '-runtime-metrics',
      ],
      // At `debug`, the default, each probe and each scrape is a line.
      env: { LOG_LEVEL: 'info' },
      probe: { kind: 'http', port: ports.toxiproxy, path: '/version' },
      ports: { http: ports.toxiproxy },
    },
  ],
  scrapeTargets: ({ settings }) => [{ job: 'toxiproxy', port: settings.ports.toxiproxy }],
};
