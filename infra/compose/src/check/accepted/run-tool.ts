import { spawn } from 'node:child_process';

export interface Run {
  readonly argv: readonly [string, ...string[]];
  /** All that it gets, besides PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** What a program that goes on prints when it has read its configuration. */
  readonly until?: RegExp;
  /** For it to end, or to print what is waited for. Default 60 s. */
  readonly timeoutMs?: number;
}

export interface Ran {
  /** It printed what it was run until; without `until`, it exited with 0. */
  readonly accepted: boolean;
  /** All that it printed so far, on stdout and stderr. */
  readonly output: string;
}

/** The program is not on this machine. */
export class ToolMissingError extends Error {
  override readonly name = 'ToolMissingError';
}

/** Runs a component's own program on what it would be given in its container. Throws ToolMissingError. */
export function runTool(run: Run): Promise<Ran> {
  return withTool(run, (ran) => Promise.resolve(ran));
}

/** The same, but a program that goes on is ended only when `use` is done. */
export async function withTool<T>(run: Run, use: (ran: Ran) => Promise<T>): Promise<T> {
  const [program, ...args] = run.argv;
  const { PATH = '', HOME = '' } = process.env;
  // A group of its own: it may start others, as a shell does.
  const child = spawn(program, args, {
    env: { PATH, HOME, ...run.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    return await use(await settled(child, run));
  } finally {
    if (child.pid !== undefined) {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
      await ended;
    }
  }
}

function settled(child: ReturnType<typeof spawn>, { argv, until, timeoutMs = 60_000 }: Run): Promise<Ran> {
  return new Promise((resolve, reject) => {
    let output = '';
    const settle = (accepted: boolean) => {
      clearTimeout(timer);
      resolve({ accepted, output });
    };
    const timer = setTimeout(() => {
      output += `\n(nothing more after ${timeoutMs / 1000} s)`;
      settle(false);
    }, timeoutMs);
    const take = (chunk: string) => {
      output += chunk;
      if (until?.test(output) === true) settle(true);
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(error.code === 'ENOENT' ? new ToolMissingError(`${argv[0]} is not installed: make dev-up`) : error);
    });
    child.once('close', (code) => settle(until === undefined && code === 0));
  });
}

/** The last lines of what a program printed, on one; without where in a Java program it happened. */
export function lastWords(output: string, lines = 4): string {
  const said = output.split('\n').map((line) => line.trim());
  return said
    .filter((line) => line !== '' && !/^at [\w.$]+\./.test(line))
    .slice(-lines)
    .join(' | ');
}
