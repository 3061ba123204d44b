import path from 'node:path';
import { readDeclarations } from '../clock/declarations';
import { clockPrometheus, prometheusFlags } from '../clock/prometheus';
import { clockRules } from '../clock/rules';
import { CLOCK_FILE, renderRunningClock } from '../clock/running-clock';
import type { Component, ConfigFile, Context, ScrapeTarget } from '../platform/component';
import { readRuleFiles } from './alert-files';
import { onLoopback } from './loopback';
import { readSharedConfig } from './shared-config';

const SHARED = 'prometheus/prometheus.yml';

/** Flags that change with the clock. They are in a file, so that the supervisor's configuration stays as it is. */
const FLAGS_FILE = 'prometheus/flags';

/** The shared file with its intervals divided in a drill, and at rest replaced by those of the settings. */
function configuration(context: Context): string {
  const text = readSharedConfig(context, SHARED);
  return context.clockSpeed === undefined
    ? atRest(text, context.settings.scrapeIntervalSeconds)
    : clockPrometheus(`infra/config/${SHARED}`, text, context.clockSpeed);
}

function atRest(shared: string, interval: number): string {
  const seconds = { scrape_interval: interval, evaluation_interval: interval, scrape_timeout: Math.min(interval, 10) };
  let text = shared;
  for (const [name, value] of Object.entries(seconds)) {
    const line = new RegExp(`^ {2}${name}: \\d+s$`, 'm');
    if (!line.test(text)) throw new Error(`infra/config/${SHARED} sets no ${name}`);
    text = text.replace(line, `  ${name}: ${value}s`);
  }
  return text;
}

function flags({ clockSpeed }: Context): string {
  const lines = clockSpeed === undefined ? [] : prometheusFlags(clockSpeed);
  return ['# Written by the drill clock, one argument a line.', ...lines, ''].join('\n');
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A target in the form of file_sd. It names its job itself, by a label, so that one scrape configuration serves all. */
function targetGroup({ job, port, metricsPath, labels }: ScrapeTarget) {
  return {
    targets: [onLoopback(port)],
    labels: { job, ...(metricsPath === undefined ? {} : { __metrics_path__: metricsPath }), ...labels },
  };
}

function ruleFiles(context: Context): readonly ConfigFile[] {
  const { clockSpeed: speed } = context;
  const rules = readRuleFiles(context);
  const declarations = speed === undefined ? {} : readDeclarations(context).declarations;
  return rules.map(({ name, shown, text }) => ({
    path: `prometheus/rules/${name}`,
    content: speed === undefined ? text : clockRules(shown, text, declarations, speed),
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
      { path: FLAGS_FILE, content: flags(context) },
      { path: CLOCK_FILE, content: renderRunningClock(context.clockSpeed) },
      { path: 'prometheus/targets/native.json', content: json(allTargets(context).map(targetGroup)) },
      {
        path: 'prometheus/alertmanagers/native.json',
        content: json([{ targets: [onLoopback(context.settings.ports.alertmanager)] }]),
      },
      ...ruleFiles(context),
    ],
    sweptFolders: ['prometheus/rules'],
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
          // Where the links of alerts lead. Prometheus has no page of its own here: the console serves theirs.
          `--web.external-url=http://localhost:${ports.console}`,
          '--web.route-prefix=/',
          '--web.enable-lifecycle',
          // How long the first scrape waits for the lists of targets: by default 5 s, at each change of the clock.
          '--scrape.discovery-reload-interval=1s',
          '--enable-feature=exemplar-storage',
          '--log.format=json',
          `@${path.join(paths.config, FLAGS_FILE)}`,
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
