import fs from 'node:fs';
import path from 'node:path';
import type { Component, ConfigFile, Context, ScrapeTarget } from '../platform/component';
import { onLoopback } from './loopback';
import { readSharedConfig } from './shared-config';

/** The production intervals of the shared file are replaced by those of the settings: the one difference between environments. */
function configuration(context: Context): string {
  const interval = context.settings.scrapeIntervalSeconds;
  const seconds = { scrape_interval: interval, evaluation_interval: interval, scrape_timeout: Math.min(interval, 10) };
  let text = readSharedConfig(context, 'prometheus/prometheus.yml');
  for (const [name, value] of Object.entries(seconds)) {
    const line = new RegExp(`^ {2}${name}: \\d+s$`, 'm');
    if (!line.test(text)) throw new Error(`infra/config/prometheus/prometheus.yml sets no ${name}`);
    text = text.replace(line, `  ${name}: ${value}s`);
  }
  return text;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A target in the form of file_sd. It names its job itself, by a label, so that one scrape configuration serves all. */
function targetGroup({ job, port, metricsPath, labels }: ScrapeTarget) {
  return {
    targets: [onLoopback(port)],
    labels: { job, ...(metricsPath === undefined ? {} : { __metrics_path__: metricsPath }), ...labels },
  };
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

/** @param watched what it scrapes besides itself */
export function createPrometheus(watched: readonly Component[]): Component {
  const scrapeTargets = ({ settings }: Context): readonly ScrapeTarget[] => [
    { job: 'prometheus', port: settings.ports.prometheus },
  ];
  const allTargets = (context: Context): readonly ScrapeTarget[] => [
    ...watched.flatMap((component) => component.scrapeTargets?.(context) ?? []),
    ...scrapeTargets(context),
  ];
  return {
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
      { path: 'prometheus/targets/native.json', content: json(allTargets(context).map(targetGroup)) },
      {
        path: 'prometheus/alertmanagers/native.json',
        content: json([{ targets: [onLoopback(context.settings.ports.alertmanager)] }]),
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
    scrapeTargets,
    links: ({ settings }) => [
      { title: 'Prometheus (query API)', url: `http://localhost:${settings.ports.prometheus}/api/v1/targets` },
    ],
  };
}
