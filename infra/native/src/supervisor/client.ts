import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { Paths } from '../platform/paths';
import { listProcesses, memoryOf, processTree } from '../system/processes';
import { waitUntil } from '../system/wait-until';
import type { ProcessControl, ProcessState } from './process-control';

/** The supervisor's socket, in `paths.run`. */
export const SOCKET = 'process-compose.sock';

/** Its words for a process that neither runs nor is about to. */
const ENDED = ['Completed', 'Error', 'Skipped', 'Disabled'];

/** From the order to start a process until that is under way; one that has ended again by then is past it. */
const BEGIN_MS = 2_000;
/** For a killed process to be gone. */
const DEATH_MS = 5_000;
/** For the supervisor to start one again that has died. */
const REVIVAL_MS = 120_000;

export class SupervisorError extends Error {
  override readonly name = 'SupervisorError';
  /** True when nobody answers on the socket: the platform is not up. */
  readonly unreachable: boolean;
  constructor(message: string, options: { cause?: unknown; unreachable?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.unreachable = options.unreachable ?? false;
  }
}

interface RawState {
  readonly name: string;
  readonly status: string;
  readonly is_ready: string;
  readonly is_running: boolean;
  readonly pid: number;
  readonly restarts: number;
  readonly exit_code: number;
  /** Nanoseconds. */
  readonly age: number;
}

/** Client of the running supervisor. Every method throws SupervisorError. */
export class Supervisor implements ProcessControl {
  constructor(private readonly paths: Pick<Paths, 'run'>) {}

  async isUp(): Promise<boolean> {
    try {
      await this.call('GET', '/live');
      return true;
    } catch (error) {
      if (error instanceof SupervisorError && error.unreachable) return false;
      throw error;
    }
  }

  /** All processes, by name. */
  async list(): Promise<ProcessState[]> {
    const { data } = (await this.call('GET', '/processes')) as { data: RawState[] };
    return data.map(toState).sort((a, b) => a.name.localeCompare(b.name));
  }

  async state(name: string): Promise<ProcessState> {
    return toState((await this.call('GET', `/process/${encodeURIComponent(name)}`)) as RawState);
  }

  /** Bytes, of the process and its descendants, as proportional set size. 0 when it does not run. */
  async memory(name: string): Promise<number> {
    const { pid } = await this.state(name);
    return pid === undefined ? 0 : memoryOf(processTree(pid, listProcesses()));
  }

  /** Starts a process that does not run; does nothing when it does. Does not wait for it to be ready. */
  async start(name: string): Promise<void> {
    const state = await this.state(name);
    if (state.running) return;
    // Just after its end the supervisor still counts a process as running for a moment, and says so.
    let refusal: unknown;
    const started = await waitUntil(async () => {
      try {
        await this.call('POST', `/process/start/${encodeURIComponent(name)}`);
        return true;
      } catch (error) {
        refusal = error;
        if (error instanceof SupervisorError && error.message.includes('already running')) return false;
        throw error;
      }
    }, 5_000);
    if (!started && !(await this.state(name)).running) {
      throw new SupervisorError(`${name} could not be started`, { cause: refusal });
    }
    // It answers before it has begun: until then the state is still that of the last end, which would be taken for a new one.
    await waitUntil(async () => !ENDED.includes((await this.state(name)).status), BEGIN_MS, 50);
  }

  /** Stops a process and waits for its end. It stays stopped, its restart policy notwithstanding, until it is started again. */
  async stop(name: string, timeoutMs = 60_000): Promise<void> {
    const { running, status } = await this.state(name);
    if (!running && status !== 'Restarting' && status !== 'Pending' && status !== 'Terminating') return;
    await this.call('PATCH', `/process/stop/${encodeURIComponent(name)}`).catch((error: unknown) => {
      // One that ends within milliseconds is missed by the supervisor, which waits for it in vain, and fails to kill it.
      if (!(error instanceof SupervisorError && error.message.includes('process already finished'))) throw error;
    });
    const ended = async () => {
      const now = await this.state(name);
      return !now.running && now.status !== 'Restarting' && now.status !== 'Terminating';
    };
    if (!(await waitUntil(ended, timeoutMs))) throw new SupervisorError(`${name} did not end within ${timeoutMs} ms`);
  }

  async restart(name: string): Promise<void> {
    await this.stop(name);
    await this.start(name);
  }

  /** Waits until the process's readiness probe passes. Throws when it does not within `timeoutMs`. */
  async waitUntilReady(name: string, timeoutMs = 60_000): Promise<void> {
    const ready = async () => (await this.state(name)).ready;
    if (!(await waitUntil(ready, timeoutMs, 250))) {
      throw new SupervisorError(`${name} did not get ready within ${timeoutMs} ms`);
    }
  }

  /**
   * Sends a signal (default SIGKILL) to the process itself; the restart policy stays, so the supervisor will start it again.
   * @returns the pid that got the signal. Throws when the process does not run.
   */
  async kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<number> {
    const { pid } = await this.state(name);
    if (pid === undefined) throw new SupervisorError(`${name} does not run`);
    process.kill(pid, signal);
    return pid;
  }

  async takeDown(name: string): Promise<void> {
    const pid = await this.kill(name);
    // One that was only killed would be started again within seconds.
    await this.stop(name);
    if (!(await waitUntil(() => !isAlive(pid), DEATH_MS)))
      throw new SupervisorError(`${name} still lives, with pid ${pid}`);
  }

  async crash(name: string): Promise<void> {
    const pid = await this.kill(name);
    const isAnother = async () => ((await this.state(name)).pid ?? pid) !== pid;
    if (!(await waitUntil(isAnother, REVIVAL_MS))) {
      throw new SupervisorError(`${name} was not started again within ${REVIVAL_MS} ms`);
    }
  }

  async suspend(name: string): Promise<void> {
    await this.kill(name, 'SIGSTOP');
  }

  async resume(name: string): Promise<void> {
    if ((await this.state(name)).running) await this.kill(name, 'SIGCONT');
  }

  private call(method: string, route: string): Promise<unknown> {
    const socket = openSocketPath(this.paths.run);
    return new Promise<unknown>((resolve, reject) => {
      const request = http.request({ socketPath: socket.path, method, path: route, timeout: 90_000 }, (response) => {
        response.setEncoding('utf8');
        let body = '';
        response.on('data', (chunk: string) => (body += chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer = parseJson(body);
          if (response.statusCode === 200) resolve(answer);
          else reject(new SupervisorError(refusal(answer) ?? `${method} ${route}: HTTP ${response.statusCode ?? 0}`));
        });
      });
      request.on('timeout', () => request.destroy(new Error('no answer within 90 s')));
      request.on('error', (error: NodeJS.ErrnoException) => {
        const unreachable = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET'].includes(error.code ?? '');
        const message = unreachable
          ? 'The platform is not running'
          : `The supervisor does not answer: ${error.message}`;
        reject(new SupervisorError(message, { cause: error, unreachable }));
      });
      request.end();
    }).finally(() => socket.close());
  }
}

/** A socket's path may have 107 characters at most, so a long one is reached through its open folder. */
function openSocketPath(folder: string): { path: string; close: () => void } {
  const direct = path.join(folder, SOCKET);
  if (Buffer.byteLength(direct) <= 107 || !fs.existsSync(folder)) return { path: direct, close: () => undefined };
  const descriptor = fs.openSync(folder, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY);
  return { path: `/proc/self/fd/${descriptor}/${SOCKET}`, close: () => fs.closeSync(descriptor) };
}

function toState(raw: RawState): ProcessState {
  const running = raw.is_running;
  return {
    name: raw.name,
    status: raw.status,
    running,
    ready: running && raw.is_ready === 'Ready',
    ...(running && raw.pid > 0 ? { pid: raw.pid } : {}),
    restarts: raw.restarts,
    exitCode: raw.exit_code,
    uptimeSeconds: running ? Math.round(raw.age / 1e9) : 0,
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function refusal(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  return String(answer.error);
}
