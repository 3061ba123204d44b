import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './eventually';
import { paths } from './settings';

const READY_MS = 60_000;
const END_MS = 30_000;
const LOGS = path.join(paths.state, 'test-processes');

export interface ChildSpec {
  /** Of its log file; no other child's at the same time. */
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  /** A URL that is answered with a success once the child is ready. */
  readonly readyUrl: string;
}

/** A process that a test started: it ends with the test's own process, whatever ends that. */
export class Child {
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly logFile: string,
  ) {
    this.ended = once(child, 'exit');
  }

  /** Resolves when it is ready. @throws Error with its last log lines, when it does not get ready */
  static async start({ name, argv, env, readyUrl }: ChildSpec): Promise<Child> {
    mkdirSync(LOGS, { recursive: true });
    const log = path.join(LOGS, `${name}.log`);
    const output = openSync(log, 'w');
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...argv], {
      cwd: paths.root,
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const started = new Child(child, log);
    try {
      await eventually(() => started.expectReady(readyUrl), { timeout: READY_MS, interval: 100 });
    } catch (error) {
      await started.kill();
      throw error;
    }
    return started;
  }

  /** What it has written until now. */
  get log(): string {
    return readFileSync(this.logFile, 'utf8');
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
    if (late.aborted) throw new Error(`${this.logFile}: it did not end by itself`);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.hasEnded()) return;
    this.child.kill(signal);
    await this.ended;
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async expectReady(url: string): Promise<void> {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (response?.ok !== true) throw new Error(`it is not ready:\n${this.log.slice(-2_000)}`);
  }
}
