import fs from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { Component, ConfigFile, Context } from '../platform/component';
import { onLoopback } from './loopback';
import { readSharedConfig } from './shared-config';

/** The production interval, from the shared file, is replaced by the one of the settings: the one difference between environments. */
function configuration(context: Context): string {
  const interval = context.settings.scrapeIntervalSeconds;
  const document = parseDocument(readSharedConfig(context, 'prometheus/prometheus.yml'));
  document.setIn(['global', 'scrape_interval'], `${interval}s`);
  document.setIn(['global', 'evaluation_interval'], `${interval}s`);
  document.setIn(['global', 'scrape_timeout'], `${Math.min(interval, 10)}s`);
  return document.toString({ lineWidth: 0 });
}

/** The alert rules as they are, without the tests that lie beside them. */
function ruleFiles({ paths }: Context): readonly ConfigFile[] {
  const folder = path.join(paths.root, 'alerts/rules');
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.yml') && !file.endsWith('.test.yml'))
    .map((file) => ({
      path: `prometheus/rules/${file}`,
      content: fs.readFileSync(path.join(folder, file), 'utf8'),
    }));
}

/** Its targets, `prometheus/targets/<job>.json`, are written with the plan, which knows those of all components. */
export const prometheus: Component = {
  name: 'prometheus',
  artefacts: ['prometheus', 'promtool'].map((binary) => ({
    kind: 'go',
    module: 'prometheus',
    package: `github.com/prometheus/prometheus/cmd/${binary}`,
    binary,
    // Targets come from files; service discovery of a dozen clouds would triple the time to build it.
    tags: 'remove_all_sd',
  })),
  directories: () => [{ path: 'prometheus' }],
  files: (context) => [
    { path: 'prometheus/prometheus.yml', content: configuration(context) },
    {
      path: 'prometheus/alertmanagers/native.json',
      content: `${JSON.stringify([{ targets: [onLoopback(context.settings.ports.alertmanager)] }], null, 2)}\n`,
    },
    ...ruleFiles(context),
  ],
  processes: ({ settings: { ports }, paths }) => [
    {
      name: 'prometheus',
      kind: 'service',
      argv: [
        path.join(paths.bin, 'prometheus'),
        `--config.file=${path.join(paths.config, 'prometheus/prometheus.yml')}`,
        `--storage.tsdb.path=${path.join(paths.data, 'prometheus')}`,
        '--storage.tsdb.retention.time=7d',
        `--web.listen-address=${onLoopback(ports.prometheus)}`,
        // The default is the machine's host name: links in alerts would be dead.
        `--web.external-url=http://localhost:${ports.prometheus}`,
        '--web.enable-lifecycle',
        '--enable-feature=exemplar-storage',
        '--log.format=json',
      ],
      probe: { kind: 'http', port: ports.prometheus, path: '/-/ready' },
      ports: { http: ports.prometheus },
    },
  ],
  scrapeTargets: ({ settings }) => [{ job: 'prometheus', port: settings.ports.prometheus }],
  links: ({ settings }) => [{ title: 'Prometheus', url: `http://localhost:${settings.ports.prometheus}` }],
};
