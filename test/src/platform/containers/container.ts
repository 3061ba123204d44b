import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { askDocker, docker } from '@firewatch/compose';
import { components, loadPlatform } from '@firewatch/native';
import { eventually } from '../eventually';
import type { Engine } from './engine';

/** Compose's hardening (`x-hardened` in docker-compose.yml), and the memory that it gives the services. */
const HARDENED = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--memory', '288m'];

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  /** What follows the image's entrypoint. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export type Health = 'starting' | 'healthy' | 'unhealthy';

/** A container that was started by a test as compose would start it, but on the machine's own network. */
export class Container {
  private constructor(
    private readonly engine: Engine,
    private readonly name: string,
  ) {}

  /** Does not wait for it to be ready. */
  static async start(engine: Engine, { name, image, command, env }: ContainerSpec): Promise<Container> {
    const words = [...HARDENED, '--network', 'host', '--health-interval', '1s', '--health-retries', '2'];
    await withEnvFile(env, (file) =>
      askDocker(['run', '--detach', '--name', name, ...words, '--env-file', file, image, ...command], {
        env: engine.env,
      }),
    );
    return new Container(engine, name);
  }

  /** Runs one to its end. @returns its exit code and all that it wrote */
  static async run(engine: Engine, { name, image, command, env }: ContainerSpec) {
    const words = [...HARDENED, '--network', 'host', '--rm', '--name', name];
    const { code, stdout, stderr } = await withEnvFile(env, (file) =>
      docker(['run', ...words, '--env-file', file, image, ...command], { env: engine.env }),
    );
    return { code, output: stdout + stderr };
  }

  /** Resolves when its health check says so. @throws Error with what the check and the program said last */
  async waitUntil(health: Health, timeout = 60_000): Promise<void> {
    await eventually(
      async () => {
        const now = await this.inspect('{{json .State.Health}}');
        if ((JSON.parse(now) as { Status: Health }).Status === health) return;
        throw new Error(`${this.name} is not ${health}: ${now}\n${(await this.log()).slice(-2_000)}`);
      },
      { timeout, interval: 250 },
    );
  }

  /** Of its first process. */
  async pid(): Promise<number> {
    return Number(await this.inspect('{{.State.Pid}}'));
  }

  /** Runs JavaScript in it, as its user. @returns what that prints */
  async evaluate(script: string): Promise<string> {
    return (await askDocker(['exec', this.name, 'node', '-e', script], { env: this.engine.env })).trim();
  }

  async log(): Promise<string> {
    const { stdout, stderr } = await docker(['logs', this.name], { env: this.engine.env });
    return stdout + stderr;
  }

  /** Asks it to end, and kills it after 20 s, as compose does. @returns its exit code */
  async stop(): Promise<number> {
    await askDocker(['stop', '--time', '20', this.name], { env: this.engine.env });
    return Number(await this.inspect('{{.State.ExitCode}}'));
  }

  async remove(): Promise<void> {
    await askDocker(['rm', '--force', this.name], { env: this.engine.env });
  }

  private async inspect(format: string): Promise<string> {
    return (await askDocker(['inspect', '--format', format, this.name], { env: this.engine.env })).trim();
  }
}

/** What the platform starts the process of this name with. @param env changes it */
export function nativeSpec(name: string, image: string, env: Readonly<Record<string, string>> = {}): ContainerSpec {
  const spec = loadPlatform(components).plan.processes.find((process) => process.name === name);
  if (spec === undefined) throw new Error(`the platform has no ${name}`);
  return { name, image, command: spec.argv.slice(1), env: { ...spec.env, ...env } };
}

/** Secrets are not for the process table. */
async function withEnvFile<T>(env: Readonly<Record<string, string>>, use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'firewatch-env-'));
  try {
    const file = path.join(folder, 'env');
    const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(file, lines.join(''), { mode: 0o600 });
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
