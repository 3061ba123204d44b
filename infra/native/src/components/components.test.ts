import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { components } from '.';
import type { Context, ProcessSpec } from '../platform/component';
import { resolvePaths } from '../platform/paths';
import { makePlan } from '../platform/plan';
import { writeFiles } from '../platform/write-files';
import { parseSettings } from '../settings';
import { PORTS, SECRETS, type PortName } from '../variables';

const secretOf = (variable: string): string => `secret-of-${variable.toLowerCase()}-0123456789abcdef`;

const context: Context = {
  settings: parseSettings(Object.fromEntries(Object.values(SECRETS).map(([name]) => [name, secretOf(name)]))),
  paths: resolvePaths(),
};
const secrets = Object.values(context.settings.secrets);
const plan = makePlan(components, context);
const processes = plan.processes.map((process): [string, ProcessSpec] => [process.name, process]);
const scrapeTargets = components.flatMap((component) => component.scrapeTargets?.(context) ?? []);
const files = components.flatMap((component) => component.files?.(context) ?? []);

function containsSecret(text: string): boolean {
  return secrets.some((secret) => text.includes(secret));
}

describe('the plan of all components', () => {
  test('has the processes that the logs, the metrics and the dashboards know by name', () => {
    expect(plan.processes.map(({ name }) => name).sort()).toEqual([
      'alertmanager',
      'console',
      'consumer',
      'consumer-daprd',
      'dead-mans-switch',
      'elasticsearch',
      'elasticsearch-exporter',
      'jaeger',
      'kafka-1',
      'kafka-2',
      'kafka-3',
      'kafka-prepare',
      'log-shipper',
      'node-exporter',
      'postgres',
      'postgres-exporter',
      'postgres-prepare',
      'process-exporter',
      'prometheus',
      'redis',
      'redis-exporter',
      'registry',
      'sentry',
      'slack-receiver',
      'task-service',
      'task-service-daprd',
      'toxiproxy',
      'traffic',
      'zookeeper',
    ]);
  });

  test('scrapes every component', () => {
    expect(scrapeTargets.map(({ job }) => job).sort()).toEqual([
      'alertmanager',
      'console',
      'consumer',
      'consumer-daprd',
      'dead-mans-switch',
      'elasticsearch',
      'jaeger',
      'kafka',
      'kafka',
      'kafka',
      'log-shipper',
      'node',
      'postgres',
      'process-exporter',
      'prometheus',
      'redis',
      'registry',
      'sentry',
      'slack-receiver',
      'task-service',
      'task-service-daprd',
      'toxiproxy',
      'traffic',
      'zookeeper',
    ]);
  });

  test('scrapes only ports that one of its processes declares', () => {
    const declared = plan.processes.flatMap(({ ports }) => Object.values(ports ?? {}));
    for (const { port } of scrapeTargets) expect(declared).toContain(port);
  });

  test('uses every port of the settings, but for those that only compose needs', () => {
    const declared = plan.processes.flatMap(({ ports }) => Object.values(ports ?? {}));
    const named = Object.entries(PORTS).flatMap(([name, [, , meaning]]) =>
      meaning.endsWith('(compose only)') ? [] : [context.settings.ports[name as PortName]],
    );
    expect(declared.sort()).toEqual(named.sort());
  });

  test('lets neither service wait for its sidecar', () => {
    for (const service of ['task-service', 'consumer']) {
      const dependencies = plan.processes.find(({ name }) => name === service)?.dependsOn ?? {};
      expect(Object.keys(dependencies)).toEqual(['postgres-prepare', 'kafka-prepare']);
    }
  });

  test('gives the admin token to the services and the Slack receiver, which have admin routes, and to no other process', () => {
    const holders = plan.processes.filter(({ env }) =>
      Object.values(env ?? {}).some((value) => value.includes(context.settings.secrets.adminToken)),
    );
    expect(holders.map(({ name }) => name).sort()).toEqual(['consumer', 'slack-receiver', 'task-service']);
    for (const { env } of holders) expect(env?.['ADMIN_TOKEN']).toBe(context.settings.secrets.adminToken);
  });

  test('gives the console its own token and the password of the user that reads logs, no other process these, and it no other secret', () => {
    const { consoleToken, elasticReaderPassword } = context.settings.secrets;
    for (const secret of [consoleToken, elasticReaderPassword]) {
      const holders = plan.processes.filter(({ env }) =>
        Object.values(env ?? {})
          .join('\n')
          .includes(secret),
      );
      expect(holders.map(({ name }) => name)).toEqual(['console']);
    }
    const values = Object.values(plan.processes.find(({ name }) => name === 'console')?.env ?? {}).join('\n');
    expect(secrets.filter((secret) => values.includes(secret)).sort()).toEqual(
      [consoleToken, elasticReaderPassword].sort(),
    );
  });

  test('lets the console wait for nothing, and shows its link first', () => {
    expect(plan.processes.find(({ name }) => name === 'console')?.dependsOn).toBeUndefined();
    expect(plan.links[0]).toEqual({ title: 'Console', url: 'http://localhost:8088' });
  });
});

describe.each(processes)('%s', (_name, process) => {
  test('has no secret among its arguments, nor in the command of its probe', () => {
    expect(containsSecret(process.argv.join(' '))).toBe(false);
    if (process.probe?.kind === 'exec') expect(containsSecret(process.probe.argv.join(' '))).toBe(false);
  });

  test('mentions no address of all interfaces', () => {
    expect(process.argv.join(' ')).not.toMatch(/0\.0\.0\.0|\[::\]|=:\d/);
  });
});

describe('the configuration files', () => {
  test('of which one holds a secret are readable by their owner only', () => {
    const open = files.filter(({ content, mode = 0o644 }) => containsSecret(content) && (mode & 0o077) !== 0);
    expect(open.map(({ path: file }) => file)).toEqual([]);
  });

  test('name no address of all interfaces', () => {
    for (const { content } of files) expect(content).not.toMatch(/0\.0\.0\.0/);
  });

  test('keep the brokers apart: id, address and folder', () => {
    const brokers = files.filter(({ path: file }) => /^kafka\/kafka-\d\.properties$/.test(file));
    for (const setting of ['broker.id', 'listeners', 'log.dirs']) {
      const values = brokers.map(({ content }) => new RegExp(`^${setting}=(.+)$`, 'm').exec(content)?.[1]);
      expect(new Set(values).size).toBe(3);
    }
    for (const { content } of brokers) expect(content).toMatch(/^listeners=PLAINTEXT:\/\/127\.0\.0\.1:\d+$/m);
  });
});

describe('the configuration of a drill', () => {
  const at = (clockSpeed: number) => {
    const rendered = components.flatMap((component) => component.files?.({ ...context, clockSpeed }) ?? []);
    return new Map(rendered.map(({ path: file, content }) => [file, content]));
  };
  const shared = (file: string) => fs.readFileSync(path.join(context.paths.root, file), 'utf8');

  test("is production's at the speed 1, byte for byte but for the webhooks", () => {
    const files = at(1);
    expect(files.get('prometheus/prometheus.yml')).toBe(shared('infra/config/prometheus/prometheus.yml'));
    const rules = [...files].filter(([file]) => file.startsWith('prometheus/rules/'));
    expect(rules.length).toBeGreaterThan(5);
    for (const [file, content] of rules) expect(content).toBe(shared(`alerts/rules/${path.basename(file)}`));
    const webhooks = path.join(context.paths.config, 'alertmanager/webhooks/');
    expect(files.get('alertmanager/alertmanager.yml')?.replaceAll(webhooks, '/etc/alertmanager/webhooks/')).toBe(
      shared('alerts/alertmanager.yml'),
    );
    expect(files.get('clock.json')).toBe('{"speed":1}\n');
  });

  test('is divided at the speed 10, and says so', () => {
    const files = at(10);
    expect(files.get('prometheus/prometheus.yml')).toContain('scrape_interval: 1500ms');
    expect(files.get('prometheus/rules/kafka.yml')).toContain('for: 6s');
    expect(files.get('alertmanager/alertmanager.yml')).toContain('group_wait: 1s');
    expect(files.get('prometheus/flags')).toContain('\n--query.lookback-delta=30s\n');
    expect(files.get('clock.json')).toBe('{"speed":10}\n');
  });
});

describe('the rendered configuration', () => {
  const state = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-'));
  const paths = { ...context.paths, config: path.join(state, 'config'), data: path.join(state, 'data') };
  beforeAll(() => {
    writeFiles(plan, { ...context, paths }, undefined);
  });
  afterAll(() => {
    fs.rmSync(state, { recursive: true });
  });

  test('of Prometheus differs from the shared file by its interval only', () => {
    const shared = fs.readFileSync(path.join(paths.root, 'infra/config/prometheus/prometheus.yml'), 'utf8');
    const rendered = fs.readFileSync(path.join(paths.config, 'prometheus/prometheus.yml'), 'utf8');
    const differing = shared.split('\n').filter((line) => !rendered.split('\n').includes(line));
    expect(differing).toEqual(['  scrape_interval: 15s', '  evaluation_interval: 15s', '  scrape_timeout: 10s']);
    expect(rendered).toContain('scrape_interval: 5s');
  });

  test('of Prometheus names every target with its job', () => {
    const written = fs.readFileSync(path.join(paths.config, 'prometheus/targets/native.json'), 'utf8');
    const groups = JSON.parse(written) as { targets: string[]; labels: { job: string } }[];
    const pairs = groups.map(({ targets, labels }) => [labels.job, ...targets]);
    expect(pairs).toEqual(scrapeTargets.map(({ job, port }) => [job, `127.0.0.1:${port}`]));
  });

  test('tells that the clock is at rest, and gives Prometheus no flag of it', () => {
    expect(fs.readFileSync(path.join(paths.config, 'clock.json'), 'utf8')).toBe('{"speed":null}\n');
    const flags = fs.readFileSync(path.join(paths.config, 'prometheus/flags'), 'utf8');
    expect(flags).toMatch(/^#.*\n$/);
    const { argv = [] } = plan.processes.find(({ name }) => name === 'prometheus') ?? {};
    expect(argv.at(-1)).toBe(`@${path.join(context.paths.config, 'prometheus/flags')}`);
  });

  test.each(['prometheus', 'alertmanager'])('lets the links of %s lead to the console', (name) => {
    const { argv } = plan.processes.find((process) => process.name === name) ?? {};
    expect(argv).toEqual(
      expect.arrayContaining([
        `--web.external-url=http://localhost:${context.settings.ports.console}`,
        '--web.route-prefix=/',
      ]),
    );
  });

  // On a machine where the platform was never set up there is nothing to ask.
  const promtool = path.join(context.paths.bin, 'promtool');
  (fs.existsSync(promtool) ? test : test.skip)('of Prometheus is accepted by promtool', () => {
    execFileSync(promtool, ['check', 'config', path.join(paths.config, 'prometheus/prometheus.yml')], {
      stdio: 'pipe',
    });
  });

  test('of Alertmanager differs from the shared file by where the webhooks are, and each is there', () => {
    const shared = fs.readFileSync(path.join(paths.root, 'alerts/alertmanager.yml'), 'utf8').split('\n');
    const rendered = fs.readFileSync(path.join(paths.config, 'alertmanager/alertmanager.yml'), 'utf8').split('\n');
    const differing = rendered.filter((line) => !shared.includes(line));
    const named = differing.map((line) => /^ +(?:- |)(?:api_url_file|url_file): (\S+)$/.exec(line)?.[1] ?? line);
    const folder = path.join(paths.config, 'alertmanager/webhooks');
    expect(named.sort()).toEqual(fs.readdirSync(folder).map((file) => path.join(folder, file)));
    for (const file of named) expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.readFileSync(path.join(folder, 'slack-critical'), 'utf8')).toBe(
      'http://127.0.0.1:8084/services/critical\n',
    );
  });

  const amtool = path.join(context.paths.bin, 'amtool');
  (fs.existsSync(amtool) ? test : test.skip)('of Alertmanager is accepted by amtool', () => {
    execFileSync(amtool, ['check-config', path.join(paths.config, 'alertmanager/alertmanager.yml')], { stdio: 'pipe' });
  });
});
