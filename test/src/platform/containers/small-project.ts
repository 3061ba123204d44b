import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askDocker } from '@firewatch/compose';
import { DOCKER_COMPOSE, ensureInstalled } from '@firewatch/native';
import { freePort } from '../free-port';
import { paths } from '../settings';
import { Engine } from './engine';

const IMAGE = 'firewatch-test/base:1';

/** A small platform of the kinds of services that the real one has: stores, jobs, what is built, what is started on request. */
export const PLATFORM = `
name: firewatch-commands
x-service: &service { image: ${IMAGE}, restart: unless-stopped, mem_limit: 16m }
x-checked: &checked { interval: 300ms, timeout: 2s, retries: 3 }
services:
  store:
    <<: *service
    command: [sh, -c, 'echo store is up; touch /tmp/ok; exec sleep 1000']
    init: true
    ports: ['127.0.0.1:\${REDIS_PORT:-6379}:6379']
    volumes: ['store-data:/data']
    healthcheck: { <<: *checked, test: [CMD, test, -e, /tmp/ok] }
  prepare:
    image: ${IMAGE}
    restart: 'no'
    command: [sh, -c, 'echo $$0 >> /data/prepared', '\${POSTGRES_PASSWORD:?is missing}']
    volumes: ['store-data:/data']
    mem_limit: 16m
    depends_on: { store: { condition: service_healthy } }
  app:
    <<: *service
    image: firewatch-test/app:dev
    build: .
    init: true
    command: [sh, -c, 'echo prepared $$(wc -l < /data/prepared) times; exec sleep 1000']
    volumes: ['store-data:/data:ro']
    depends_on: { prepare: { condition: service_completed_successfully } }
    healthcheck: { <<: *checked, test: [CMD, test, -e, /data/prepared] }
  seed:
    image: ${IMAGE}
    restart: 'no'
    command: [echo, seeded]
    mem_limit: 16m
    depends_on: { app: { condition: service_healthy } }
  traffic:
    <<: *service
    profiles: [traffic]
    init: true
    command: [sh, -c, 'echo at rate \${TRAFFIC_RATE:-3}; exec sleep 1000']
    healthcheck: { <<: *checked, test: [CMD, 'true'] }
volumes: { store-data: {} }
networks: { default: { internal: true } }
`;

/** A project in a folder of its own, on a container engine of its own with Compose itself; its compose file is yet to be written. */
export class SmallProject {
  private constructor(
    private readonly engine: Engine,
    private readonly folder: string,
    /** The project's folder. */
    readonly root: string,
    /** For the commands for containers. */
    readonly env: Record<string, string>,
  ) {}

  /** Resolves when the engine answers and has the image that the platform is made of. The first time it builds Compose, which takes minutes. */
  static async start(): Promise<SmallProject> {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'firewatch-commands-')));
    const root = path.join(folder, 'project');
    mkdirSync(path.join(folder, 'client/cli-plugins'), { recursive: true });
    mkdirSync(root);
    await ensureInstalled([DOCKER_COMPOSE], paths);
    symlinkSync(path.join(paths.bin, DOCKER_COMPOSE.binary), path.join(folder, 'client/cli-plugins/docker-compose'));
    const engine = await Engine.start();
    const { PATH = '', DOCKER_HOST = '' } = engine.env;
    const env = { PATH, DOCKER_HOST, DOCKER_CONFIG: path.join(folder, 'client'), REDIS_PORT: String(await freePort()) };
    await importImage(folder, env);
    writeFileSync(path.join(root, 'Dockerfile'), `FROM ${IMAGE}\nLABEL of=firewatch\n`);
    return new SmallProject(engine, folder, root, env);
  }

  /** Writes the compose file. */
  write(yaml: string): void {
    writeFileSync(path.join(this.root, 'docker-compose.yml'), yaml);
  }

  /** Ends the engine with its containers, and removes the folder. */
  async stop(): Promise<void> {
    await this.engine.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** An image of one static program, since none can be pulled here. */
async function importImage(folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  const files = path.join(folder, 'image');
  mkdirSync(path.join(files, 'bin'), { recursive: true });
  mkdirSync(path.join(files, 'tmp'));
  execFileSync('cp', ['/bin/busybox', path.join(files, 'bin/busybox')]);
  for (const name of ['sh', 'echo', 'sleep', 'test', 'touch', 'true', 'wc'])
    symlinkSync('busybox', path.join(files, 'bin', name));
  const archive = path.join(folder, 'image.tar');
  execFileSync('tar', ['-C', files, '-cf', archive, '.']);
  await askDocker(['import', archive, IMAGE], { env: { ...process.env, ...env } });
}
