import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import type { Context, ProcessSpec } from '../platform/component';
import { resolvePaths } from '../platform/paths';
import { makePlan } from '../platform/plan';
import { writeFiles } from '../platform/write-files';
import { parseSettings } from '../settings';
import { SECRETS } from '../variables';
import { dapr } from './dapr';
import { daprCliFiles } from './dapr-cli';

const context: Context = {
  settings: parseSettings(
    Object.fromEntries(Object.values(SECRETS).map(([name]) => [name, `${name}-${'x'.repeat(32)}`])),
  ),
  paths: resolvePaths(),
};
const sidecars = dapr.processes(context).filter(({ name }) => name.endsWith('-daprd'));
const config = (file: string): string => path.join(context.paths.config, 'dapr', file);

describe('the run file of the Dapr CLI', () => {
  const [file] = daprCliFiles(context, sidecars);
  const { version, apps } = parse(file?.content ?? '') as { version: number; apps: Record<string, unknown>[] };

  test('has for each sidecar what the CLI has a key for', () => {
    expect(version).toBe(1);
    expect(apps.map(({ appID }) => appID)).toEqual(['task-service', 'consumer']);
    expect(apps[0]).toEqual({
      appID: 'task-service',
      appPort: 8080,
      appProtocol: 'http',
      appChannelAddress: '127.0.0.1',
      configFilePath: config('configurations/task-service.yaml'),
      resourcesPaths: [config('components'), config('subscriptions'), config('resiliency')],
      apiListenAddresses: '127.0.0.1',
      daprHTTPPort: 3500,
      daprGRPCPort: 3511,
      daprInternalGRPCPort: 3521,
      metricsPort: 9190,
      enableAppHealthCheck: true,
      appHealthCheckPath: '/healthz',
      appHealthProbeInterval: 5,
      appHealthProbeTimeout: 2000,
      appHealthThreshold: 3,
      placementHostAddress: '',
      schedulerHostAddress: '',
      appDirPath: config('run/task-service-daprd'),
      runtimePath: config('run/task-service-daprd'),
      daprdLogDestination: 'console',
    });
  });

  test('holds no secret, as the CLI would show it', () => {
    for (const secret of Object.values(context.settings.secrets)) expect(file?.content).not.toContain(secret);
  });
});

describe('what the CLI starts as daprd', () => {
  const state = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-'));
  const paths = { ...context.paths, config: path.join(state, 'config'), data: path.join(state, 'data') };
  const program = path.join(state, 'daprd');
  /** Stands in for daprd, and tells what it was started with. */
  const telling = (sidecar: ProcessSpec): ProcessSpec => ({ ...sidecar, argv: [program, ...sidecar.argv.slice(1)] });
  const start = (name: string, ...args: string[]) => {
    const launcher = path.join(paths.config, `dapr/run/${name}/.dapr/bin/daprd`);
    const told = execFileSync(launcher, args, { encoding: 'utf8', env: { PATH: process.env.PATH } });
    return JSON.parse(told) as { args: string[]; env: Record<string, string> };
  };

  beforeAll(() => {
    fs.writeFileSync(
      program,
      `#!${process.execPath}\nconsole.log(JSON.stringify({ args: process.argv.slice(2), env: process.env }));\n`,
      { mode: 0o700 },
    );
    const files = (from: Context) => daprCliFiles(from, sidecars.map(telling));
    const moved = { ...context, paths };
    writeFiles(makePlan([{ name: 'dapr', files, processes: () => [] }], moved), moved, undefined);
  });
  afterAll(() => {
    fs.rmSync(state, { recursive: true });
  });

  test("has the CLI's flags, and then those that a run file has no key for", () => {
    expect(start('consumer-daprd', '--app-id', 'consumer', '--config', 'a b.yaml').args).toEqual([
      ...['--app-id', 'consumer', '--config', 'a b.yaml'],
      ...['--config', config('name-resolution.yaml')],
      ...['--dapr-internal-grpc-listen-address', '127.0.0.1', '--metrics-listen-address', '127.0.0.1'],
      ...['--enable-mtls', '--sentry-address', '127.0.0.1:3531', '--control-plane-trust-domain', 'firewatch'],
      ...['--dapr-block-shutdown-duration', '2s', '--dapr-graceful-shutdown-seconds', '5', '--log-as-json'],
    ]);
  });

  test.each(sidecars.map((sidecar): [string, ProcessSpec] => [sidecar.name, sidecar]))(
    'has the environment that %s has under supervision',
    (name, sidecar) => {
      expect(start(name).env).toMatchObject({ ...sidecar.env, FIREWATCH_HOME: paths.state });
    },
  );
});
