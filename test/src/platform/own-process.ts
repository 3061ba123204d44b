import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, closeSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { components, loadPlatform } from '@firewatch/native';
import { eventually } from './eventually';
import { paths } from './settings';

const READY_MS = 60_000;
const END_MS = 30_000;
const LOGS = path.join(paths.state, 'test-processes');

/** Another instance of one of the platform's services, on a port of its own, started and ended by a test. */
export class OwnProcess {
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly log: string,
  ) {
    this.ended = once(child, 'exit');
  }

  /**
   * Resolves when it is ready. It has the environment that the platform gives to the service of this name, but for its port and
   * `env`; it ends with this process, whatever ends that.
   * @throws Error with its last log lines, when it does not get ready
   */
  static async start(
    name: 'task-service' | 'consumer',
    env: Readonly<Record<string, string>> = {},
  ): Promise<OwnProcess> {
    const spec = loadPlatform(components).plan.processes.find((process) => process.name === name);
    if (spec === undefined) throw new Error(`the platform has no ${name}`);
    const port = await freePort();
    mkdirSync(LOGS, { recursive: true });
    const log = path.join(LOGS, `${name}-${port}.log`);
    const output = openSync(log, 'w');
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, ...spec.argv.slice(1)], {
      cwd: paths.root,
      env: { PATH: process.env['PATH'], ...spec.env, HTTP_PORT: String(port), ...env },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const started = new OwnProcess(child, port, log);
    try {
      await eventually(() => started.expectReady(), { timeout: READY_MS, interval: 100 });
    } catch (error) {
      await started.kill();
      throw error;
    }
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it has ended. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to end, if it runs, and resolves when it has. @throws Error when it takes longer than 30 s; it is killed then */
  async stop(): Promise<void> {
    const late = AbortSignal.timeout(END_MS);
    // Does nothing to one that has ended.
    late.addEventListener('abort', () => this.child.kill('SIGKILL'));
    await this.end('SIGTERM');
    if (late.aborted) throw new Error(`${this.log}: it did not end by itself`);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill(signal);
    await this.ended;
  }

  private async expectReady(): Promise<void> {
    const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (response?.status !== 200) throw new Error(`it is not ready:\n${readFileSync(this.log, 'utf8').slice(-2_000)}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
