import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';

export interface BoundOptions {
  /** Default: this process's. */
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets what it says, behind what is there already. */
  readonly log: string;
}

/** A process that ends with this one, whatever ends that. It hears nothing of Ctrl-C, which is for this process, that may still need it. */
export class BoundProcess {
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit');
  }

  /** @param argv program and arguments. Takes the program setpriv */
  static start(argv: readonly string[], { cwd, env, log }: BoundOptions): BoundProcess {
    const output = fs.openSync(log, 'a');
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...argv], {
      ...(cwd === undefined ? {} : { cwd }),
      env,
      stdio: ['ignore', output, output],
      detached: true,
    });
    fs.closeSync(output);
    return new BoundProcess(child);
  }

  hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Asks it to end, makes it end after `graceMs`, and waits for that. Harmless when it has ended. */
  async stop(graceMs: number): Promise<void> {
    if (this.hasEnded()) return;
    const late = setTimeout(() => this.child.kill('SIGKILL'), graceMs);
    this.child.kill('SIGTERM');
    await this.ended;
    clearTimeout(late);
  }
}
