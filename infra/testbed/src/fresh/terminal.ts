import { CommandFailure, type Paths } from '@firewatch/native';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

const SCRIPTS = 'infra/testbed/fresh';
/** In the root. */
const BLOCKS = '/var/lib/terminal';

export interface Shown {
  /** Exit status of the last command that failed, or 0. */
  readonly status: number;
  /** What it printed, to stdout and stderr. */
  readonly output: string;
}

/** The terminal of a user of a bare machine. What it starts lives as long as it does. */
export class Terminal {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #results: AsyncIterator<string>;
  readonly #asked: Writable;
  readonly #folder: string;
  #output = '';
  #blocks = 0;

  /**
   * @param folder a root that `makeBareRoot` has made @param environment NAME=value
   * @param onLine gets each line that is printed
   */
  constructor(folder: string, paths: Paths, environment: readonly string[], onLine: (line: string) => void) {
    this.#folder = path.join(folder, BLOCKS);
    fs.mkdirSync(this.#folder, { recursive: true });
    const scripts = path.join(paths.root, SCRIPTS);
    fs.copyFileSync(path.join(scripts, 'terminal.sh'), path.join(this.#folder, 'terminal.sh'));
    const namespaces = ['--mount', '--pid', '--ipc', '--uts', '--fork', '--kill-child=KILL'];
    this.#child = spawn(
      'unshare',
      [...namespaces, path.join(scripts, 'enter-root.sh'), folder, `${BLOCKS}/terminal.sh`, ...environment],
      // Of its own group: Ctrl-C is for this program, which ends it.
      { stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'], detached: true },
    );
    const [, stdout, stderr, asked, results] = this.#child.stdio as [null, Readable, Readable, Writable, Readable];
    for (const stream of [stdout, stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.#output += `${line}\n`;
        onLine(line);
      });
    }
    this.#asked = asked.on('error', () => undefined);
    this.#results = createInterface({ input: results })[Symbol.asyncIterator]();
    // Not `close`: a process that the platform has left behind may hold the pipes until the namespace is gone.
    this.#ended = once(this.#child, 'exit');
  }

  /** Runs a block in the shell that ran those before. Throws CommandFailure when the shell has ended. */
  async run(code: string): Promise<Shown> {
    this.#blocks += 1;
    const name = `block-${this.#blocks}.sh`;
    fs.writeFileSync(path.join(this.#folder, name), code);
    this.#output = '';
    this.#asked.write(`${BLOCKS}/${name}\n`);
    const result = await this.#results.next();
    if (result.done === true) throw new CommandFailure('The shell of the bare machine has ended.');
    return { status: Number(result.value), output: this.#output };
  }

  /** Ends it with all that was started in it, and with its mounts. */
  async end(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      // The first process of the namespace, not its parent: the kernel lets that one end only when all others there have.
      const [first] = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
      process.kill(first === undefined || first === '' ? pid : Number(first), 'SIGKILL');
    }
    await this.#ended;
  }
}
