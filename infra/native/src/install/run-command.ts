import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Gets stdout and stderr. */
  readonly log: string;
  /** Called with each line that it prints. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end. Throws CommandError, with the last lines that it printed, unless it exits with 0. */
export async function runCommand(argv: readonly [string, ...string[]], options: CommandOptions): Promise<void> {
  const [program, ...args] = argv;
  fs.mkdirSync(path.dirname(options.log), { recursive: true });
  const log = fs.openSync(options.log, 'a');
  fs.writeSync(log, `$ ${argv.join(' ')}\n`);
  const last: string[] = [];
  const take = (chunk: string) => {
    fs.writeSync(log, chunk);
    for (const line of chunk.split('\n').filter((text) => text.trim() !== '')) {
      last.push(line);
      if (last.length > 15) last.shift();
      options.onLine?.(line);
    }
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: options.cwd,
        env: options.env ?? process.env,
        stdio: ['inherit', 'pipe', 'pipe'],
      });
      child.stdout.setEncoding('utf8').on('data', take);
      child.stderr.setEncoding('utf8').on('data', take);
      child.once('error', (error) => reject(new CommandError(`${program} cannot be run: ${error.message}`)));
      child.once('close', (code, signal) => {
        if (code === 0) resolve();
        else reject(new CommandError(failure(argv, signal ?? `exit code ${code ?? 0}`, options.log, last)));
      });
    });
  } finally {
    fs.closeSync(log);
  }
}

function failure(argv: readonly string[], how: string, log: string, last: readonly string[]): string {
  return [`${argv.slice(0, 3).join(' ')} … failed with ${how}. All its output: ${log}`, ...last].join('\n    ');
}
