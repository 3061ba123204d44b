import { readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { askDocker, Compose, ContainerProcesses } from '@firewatch/compose';
import { parse } from 'yaml';
import { z } from 'zod';
import { compose, runtime, type CommandResult } from '../platform/command';
import { PLATFORM, SmallProject } from '../platform/containers/small-project';

const MINUTE = 60_000;

const statusSchema = z.object({
  healthy: z.boolean(),
  healthyAfterSeconds: z.number().nullable(),
  memoryBytes: z.number().positive(),
  supervisor: z.object({ pid: z.null(), memoryBytes: z.literal(0) }),
  processes: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['service', 'job', 'manual']),
      health: z.enum(['healthy', 'completed', 'off', 'unhealthy']),
      status: z.string(),
      pid: z.number().nullable(),
      memoryBytes: z.number(),
      ports: z.record(z.string(), z.number()),
      uptimeSeconds: z.number(),
      restarts: z.number(),
    }),
  ),
});

let project: SmallProject;
let root: string;
let env: Record<string, string>;

const command = (...words: readonly string[]): Promise<CommandResult> => compose(['--root', root, ...words], env);
const choose = (...words: readonly string[]): Promise<CommandResult> => runtime(['--root', root, ...words], env);

beforeAll(async () => {
  project = await SmallProject.start();
  ({ root, env } = project);
}, 15 * MINUTE);

afterAll(() => project.stop(), 2 * MINUTE);

describe('a platform in containers', () => {
  beforeAll(() => project.write(PLATFORM));

  test(
    'up makes the settings, builds, starts in order, runs the jobs, and tells when all is healthy',
    async () => {
      const { code, stdout, stderr } = await command('up');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/Build 1 image of our own/);
      expect(stdout).toMatch(/4 of 4 healthy/);
      expect(stdout).toMatch(/Log in as demo@firewatch\.example .*\n {2}Healthy [\d.]+ s after make dev-up/);
      expect(statSync(path.join(root, '.env.local')).mode & 0o777).toBe(0o600);
    },
    2 * MINUTE,
  );

  test('status has the shape of the native one', async () => {
    const { code, stdout } = await command('status', '--json');
    const status = statusSchema.parse(JSON.parse(stdout));
    expect({ code, healthy: status.healthy }).toEqual({ code: 0, healthy: true });
    expect(status.healthyAfterSeconds).toBeGreaterThan(0);
    const store = status.processes.find(({ name }) => name === 'store');
    expect(store).toMatchObject({
      kind: 'service',
      health: 'healthy',
      ports: { 6379: Number(env['REDIS_PORT']) },
      restarts: 0,
    });
    expect(store?.pid).toBeGreaterThan(0);
    expect(store?.memoryBytes).toBeGreaterThan(0);
    expect(Object.fromEntries(status.processes.map((each) => [each.name, each.health]))).toEqual({
      store: 'healthy',
      prepare: 'completed',
      app: 'healthy',
      seed: 'completed',
      traffic: 'off',
    });
  });

  test('runtime notices it, and refuses what would go another way', async () => {
    await expect(choose('use')).resolves.toMatchObject({ stdout: 'compose\n' });
    const native = await choose('--runtime', 'native', 'start');
    expect(native).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('make dev-down first') as string,
    });
    const bench = await choose('native-only', 'bench');
    expect(bench).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('make bench works on the native platform only') as string,
    });
  });

  test('stop leaves a service stopped, restart brings it back', async () => {
    await expect(command('stop', 'store')).resolves.toMatchObject({ code: 0 });
    const { code, stdout } = await command('status');
    expect({ code, stdout }).toEqual({
      code: 3,
      stdout: expect.stringMatching(/^store +unhealthy \(exited with \d+\)/m) as string,
    });
    const restarted = await command('restart', 'store');
    expect(restarted).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^store is healthy after [\d.]+ s\.$/m) as string,
    });
  });

  test('logs come with the name of their service, and without it from one alone', async () => {
    const all = await command('logs', '--no-follow');
    expect(all.stdout).toMatch(/^seed-1 +\| seeded$/m);
    const one = await command('logs', '--no-follow', '--lines', '1', 'store');
    expect(one).toMatchObject({ code: 0, stdout: 'store is up\n' });
  });

  test(
    'traffic runs at the rate given, at another one, and ends',
    async () => {
      await expect(command('traffic', 'start', '--rate', '7')).resolves.toMatchObject({
        code: 0,
        stdout: 'traffic runs: 7 requests/s\n',
      });
      await expect(command('logs', '--no-follow', 'traffic')).resolves.toMatchObject({ stdout: 'at rate 7\n' });
      await expect(command('traffic', 'start')).resolves.toMatchObject({ stdout: 'traffic runs: 3 requests/s\n' });
      await expect(command('logs', '--no-follow', 'traffic')).resolves.toMatchObject({ stdout: 'at rate 3\n' });
      await expect(command('traffic', 'stop')).resolves.toMatchObject({ code: 0, stdout: 'traffic stopped\n' });
      await expect(command('traffic', 'stop')).resolves.toMatchObject({ code: 0, stdout: 'no traffic was running\n' });
    },
    2 * MINUTE,
  );

  test('drills find those that work in containers, and are told which do not', async () => {
    const { code, stdout } = await command('drill', 'list', '--json');
    const names = z.array(z.object({ name: z.string() })).parse(JSON.parse(stdout));
    expect(code).toBe(0);
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['KafkaBrokerDown', 'quiet']));
    await expect(command('drill', 'run', 'DaprIssuerCertificateExpiring')).resolves.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('can be drilled on the native platform only') as string,
    });
  });

  describe('a container as faults treat it', () => {
    let processes: ContainerProcesses;
    const before = { ...process.env };
    beforeAll(async () => {
      const { DOCKER_HOST = '', DOCKER_CONFIG = '' } = env;
      Object.assign(process.env, { DOCKER_HOST, DOCKER_CONFIG });
      const asked = new Compose(root, { ...process.env, ...env });
      processes = new ContainerProcesses({ compose: asked, model: await asked.model() });
      await processes.waitUntilReady('store');
    });
    afterAll(() => {
      process.env = before;
    });

    test('taken down, it stays down until it is started, and is ready once its check passes', async () => {
      await processes.takeDown('store');
      await expect(processes.state('store')).resolves.toMatchObject({
        status: 'exited with 137',
        running: false,
        ready: false,
      });
      await expect(processes.takeDown('store')).rejects.toThrow('store does not run');
      await processes.start('store');
      await processes.waitUntilReady('store');
      await expect(processes.state('store')).resolves.toMatchObject({ status: 'healthy', running: true, ready: true });
    });

    test('crashed, it runs again with another process', async () => {
      const { pid } = await processes.state('store');
      await processes.crash('store');
      const after = await processes.state('store');
      expect(after.running).toBe(true);
      expect(after.pid).not.toBe(pid);
    });

    test('suspended, it is there and does nothing until it is resumed', async () => {
      const { pid } = await processes.state('store');
      const isStopped = () => /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
      await processes.suspend('store');
      expect(isStopped()).toBe(true);
      await processes.resume('store');
      expect(isStopped()).toBe(false);
      await expect(processes.state('store')).resolves.toMatchObject({ pid, running: true });
    });

    test('suspended, it can be restarted all the same, and has to run to be suspended', async () => {
      await processes.suspend('store');
      await processes.restart('store');
      await processes.waitUntilReady('store');
      await processes.stop('store');
      await expect(processes.suspend('store')).rejects.toThrow('store does not run');
      await expect(processes.resume('store')).resolves.toBeUndefined();
      await processes.start('store');
    });

    test('one that does not get healthy is told of', async () => {
      await processes.stop('store');
      await expect(processes.waitUntilReady('store', 500)).rejects.toThrow(
        /^store did not get healthy within 0.5 s: it is exited with \d+$/,
      );
      await processes.start('store');
    });

    test('a job runs once more, and one that was never started is begun', async () => {
      await processes.start('prepare');
      await processes.start('traffic');
      await processes.waitUntilReady('traffic');
      await processes.stop('traffic');
      await expect(processes.state('traffic')).resolves.toMatchObject({ running: false });
    });
  });

  test('a service that there is none of is answered with those that there are', async () => {
    const { code, stderr } = await command('restart', 'stor');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'There is no service stor. The services are: app, prepare, seed, store, traffic.\n',
    });
  });

  test(
    'down removes the containers and keeps data and images, by which containers are chosen again; --remove-data removes the data',
    async () => {
      await expect(command('down')).resolves.toMatchObject({
        code: 0,
        stdout: expect.stringContaining('stopped') as string,
      });
      await expect(command('status')).resolves.toMatchObject({
        code: 4,
        stderr: expect.stringContaining('To start it: make dev-up') as string,
      });
      const reason = 'a container engine answers and has all 2 images';
      await expect(choose('start')).resolves.toMatchObject({
        stdout: 'compose\n',
        stderr: `Runtime: compose, since ${reason}.\n`,
      });
      await expect(command('up')).resolves.toMatchObject({ code: 0, stderr: '' });
      // By the job of each of the two starts, and by what a fault did.
      await expect(command('logs', '--no-follow', 'app')).resolves.toMatchObject({ stdout: 'prepared 3 times\n' });
      await expect(command('down', '--remove-data')).resolves.toMatchObject({ code: 0 });
      await expect(askDocker(['volume', 'ls', '--quiet'], { env: { ...process.env, ...env } })).resolves.toBe('');
      await expect(command('down')).resolves.toMatchObject({ code: 0, stdout: 'Nothing was running.\n' });
    },
    2 * MINUTE,
  );
});

/** The platform with something else in the place of a part of one service. */
function broken(service: string, part: object): string {
  const model = parse(PLATFORM, { merge: true }) as { services: Record<string, object> };
  model.services[service] = { ...model.services[service], ...part };
  // JSON is YAML.
  return JSON.stringify(model);
}

describe('what is in the way is named', () => {
  afterEach(async () => {
    project.write(PLATFORM);
    await command('down', '--remove-data');
  }, 2 * MINUTE);

  test.each<[string, string, object, RegExp]>([
    [
      'a dependency that does not get healthy, by what its check and its log say',
      'store',
      { healthcheck: { test: ['CMD-SHELL', 'echo refused; exit 1'], interval: '300ms', retries: 2 } },
      /store \(port \d+\) failed: unhealthy.*\nIts health check says: refused\nIts log ends with\n +store is up\n/,
    ],
    [
      'a job that fails, by its exit code',
      'prepare',
      { command: ['sh', '-c', 'echo no such table; exit 7'] },
      /prepare failed: exited, exit code 7, .*\nIts log ends with\n +no such table\n/,
    ],
    [
      'an image that is nowhere, by its name',
      'store',
      { image: 'nowhere.invalid/store:1' },
      /These images are not here, and cannot be pulled: nowhere\.invalid\/store:1\./,
    ],
    [
      'limits beyond the memory of the machine',
      'store',
      { mem_limit: '100t' },
      /Too little memory: the container engine has [\d.]+ GB, and the limits of the services come to 102400\.\d GB/,
    ],
    ['a mistake in the file', 'store', { prots: [] }, /docker-compose\.yml cannot be used:\n.*prots/],
  ])(
    '%s',
    async (_, service, part, expected) => {
      project.write(broken(service, part));
      const { code, stderr } = await command('up');
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(expected) as string });
    },
    2 * MINUTE,
  );

  test('a port that is taken, by its holder', async () => {
    project.write(PLATFORM);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await compose(['--root', root, 'up'], { ...env, REDIS_PORT: String(port) });
    await new Promise((resolve) => server.close(resolve));
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port}, which store needs (6379), is taken by pid ${process.pid} (`);
  });
});
