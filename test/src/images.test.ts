import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  buildImage,
  checkImage,
  chooseImages,
  describeImage,
  readFileSystem,
  readImageConfig,
  readOwnImages,
  type OwnImage,
} from '@firewatch/compose';
import { findGo } from '@firewatch/native';
import { BASES, makeBases } from './platform/containers/base-images';
import { Container, nativeSpec } from './platform/containers/container';
import { Engine } from './platform/containers/engine';
import { whyNoContainers } from './platform/containers/why-no-containers';
import { freePort } from './platform/free-port';
import { supervisor, waitUntilAllReady } from './platform/processes';
import { paths, settings } from './platform/settings';
import { SlowLink } from './platform/slow-link';

const MAKE_MS = 600_000;
const RETURN_MS = 120_000;
const SERVICES = ['task-service', 'consumer'] as const;
const NOBODY = '10001';

const [image] = chooseImages(readOwnImages(paths.root), ['app']) as [OwnImage];
let engine: Engine;

const obstacle = whyNoContainers();
if (obstacle !== undefined) process.stderr.write(`Our images are neither built nor run here: ${obstacle}.\n`);
const whereContainersRun = obstacle === undefined ? describe : describe.skip;

beforeAll(async () => {
  await waitUntilAllReady();
  engine = await Engine.start();
  await makeBases(engine.env);
  await buildImage(paths.root, image, { buildArgs: BASES, network: 'host', env: engine.env });
}, MAKE_MS);

// There is none when it could not be started.
afterAll(() => (engine as Engine | undefined)?.stop(), RETURN_MS);

whereContainersRun('the image of the services', () => {
  it('keeps the rules of the house', async () => {
    const entries = await readFileSystem(image.reference, () => false, engine.env);
    expect(checkImage(image.name, await readImageConfig(image.reference, engine.env), entries)).toEqual([]);
  });

  it('has a bill of materials, with Debian, Node.js, and no package but what the lock file gives to production', async () => {
    const { ingredients } = await describeImage(image.reference, { go: findGo(paths) ?? 'go', env: engine.env });
    const named = ingredients.map(({ kind, name, version }) =>
      `${kind} ${name} ${kind === 'npm' ? version : ''}`.trim(),
    );
    expect(named).toEqual(expect.arrayContaining(['deb libc6', 'generic node', 'npm @firewatch/app 0.1.0']));
    const lock = JSON.parse(readFileSync(path.join(paths.root, 'package-lock.json'), 'utf8')) as Lock;
    const forProduction = Object.entries(lock.packages)
      .filter(([, { dev }]) => dev !== true)
      .map(([place, { name, version }]) => `npm ${name ?? place.replace(/^.*node_modules\//, '')} ${version ?? ''}`);
    const inImage = named.filter((name) => name.startsWith('npm '));
    expect(inImage.length).toBeGreaterThan(100);
    expect(inImage.filter((name) => !forProduction.includes(name))).toEqual([]);
  });

  it('runs the job that prepares Kafka', async () => {
    const { code, output } = await Container.run(engine, nativeSpec('kafka-prepare', image.reference));
    expect({ code, output }).toEqual({ code: 0, output: expect.any(String) as string });
  });

  it(
    'is unhealthy while the service cannot reach PostgreSQL, and healthy again when it can',
    async () => {
      const link = await SlowLink.open(settings().ports.postgres);
      const spec = nativeSpec('task-service', image.reference, {
        HTTP_PORT: String(await freePort()),
        OUTBOX_RELAY: 'off',
      });
      const database = new URL(spec.env['DATABASE_URL'] ?? '');
      database.port = String(link.port);
      const second = await Container.start(engine, {
        ...spec,
        name: 'second-task-service',
        env: { ...spec.env, DATABASE_URL: database.href },
      });
      try {
        await second.waitUntil('healthy');
        await link.cut();
        await second.waitUntil('unhealthy');
        await link.mend();
        await second.waitUntil('healthy');
      } finally {
        await second.remove();
        await link.close();
      }
    },
    RETURN_MS,
  );
});

whereContainersRun('the services, from their image in place of the native ones', () => {
  const containers = new Map<string, Container>();

  beforeAll(async () => {
    for (const name of SERVICES) await supervisor.stop(name);
    for (const name of SERVICES) containers.set(name, await Container.start(engine, nativeSpec(name, image.reference)));
    for (const container of containers.values()) await container.waitUntil('healthy');
  }, RETURN_MS);

  afterAll(async () => {
    for (const container of containers.values()) await container.remove();
    for (const name of SERVICES) await supervisor.start(name);
    for (const name of SERVICES) await supervisor.waitUntilReady(name, RETURN_MS);
  }, 2 * RETURN_MS);

  const containerOf = (name: string): Container => {
    const container = containers.get(name);
    if (container === undefined) throw new Error(`no container of ${name}`);
    return container;
  };

  it.each(SERVICES)('%s runs as nobody, without a capability, and can become nobody else', async (name) => {
    const status = readFileSync(`/proc/${await containerOf(name).pid()}/status`, 'utf8');
    const field = (key: string) => new RegExp(`^${key}:\\s+(.*)$`, 'm').exec(status)?.[1]?.split(/\s+/);
    expect(field('Uid')).toEqual(Array(4).fill(NOBODY));
    expect(field('Gid')).toEqual(Array(4).fill(NOBODY));
    expect([...(field('CapEff') ?? []), ...(field('CapBnd') ?? [])]).toEqual(Array(2).fill('0000000000000000'));
    expect(field('NoNewPrivs')).toEqual(['1']);
  });

  it.each(SERVICES)('%s can write nowhere', async (name) => {
    const attempts = ['/app/x', '/tmp/x', '/x', '/usr/local/lib/firewatch/x', '/var/tmp/x'];
    const script = `
      const attempt = (file) => { try { require('fs').writeFileSync(file, ''); return 'written'; } catch (error) { return error.code; } };
      console.log(JSON.stringify(${JSON.stringify(attempts)}.map(attempt)));`;
    expect(JSON.parse(await containerOf(name).evaluate(script))).toEqual(attempts.map(() => 'EROFS'));
  });

  it(
    'pass the suites of the API and of the events',
    async () => {
      const jest = path.join(paths.root, 'node_modules/.bin/jest');
      const result = await promisify(execFile)(
        process.execPath,
        [jest, '--config', 'test/jest.in-containers.config.js', '--runInBand'],
        { cwd: paths.root },
      ).catch((error: unknown) => error as { stderr: string });
      expect(result.stderr).toMatch(/^Test Suites: 2 passed, 2 total$/m);
      expect(result.stderr).not.toMatch(/\d (skipped|failed)/);
    },
    MAKE_MS,
  );

  it.each(SERVICES)('%s ends in order, and in time, when its container is stopped', async (name) => {
    expect(await containerOf(name).stop()).toBe(0);
    expect(await containerOf(name).log()).toContain('stopped with exit code 0');
  });
});

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly name?: string; readonly version?: string; readonly dev?: boolean }>
  >;
}
