import { CommandFailure } from '@firewatch/native/running';
import { spawn } from 'node:child_process';

/** How a command of Docker's ended. */
export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface DockerOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the command when it has not ended by then. */
  readonly timeoutMs?: number;
  /** Ends the command when it is aborted. */
  readonly signal?: AbortSignal;
  /** Called with each line that it prints on stderr, where Docker tells of its progress. */
  readonly onLine?: (line: string) => void;
}

/** There is no `docker` program on the PATH. */
export class DockerMissing extends CommandFailure {}

/** Runs `docker <words>` to its end, whatever that is. Throws DockerMissing, or CommandFailure when it was ended for taking too long. */
export function docker(words: readonly string[], options: DockerOptions = {}): Promise<Output> {
  const { env = process.env, timeoutMs, signal, onLine } = options;
  return new Promise((resolve, reject) => {
    const child = spawn('docker', words, { env, stdio: ['ignore', 'pipe', 'pipe'], ...(signal ? { signal } : {}) });
    let late = false;
    const timer = setTimeout(
      () => {
        late = true;
        child.kill('SIGKILL');
      },
      timeoutMs ?? 2 ** 31 - 1,
    );
    let stdout = '';
    let stderr = '';
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') onLine?.(line.trim());
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === 'ENOENT') reject(new DockerMissing(NO_DOCKER));
      // Aborted: `close` follows, and tells how it ended.
      else if (error.name !== 'AbortError') reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      if (late) {
        reject(
          new CommandFailure(`docker ${words[0] ?? ''} does not answer: ended after ${(timeoutMs ?? 0) / 1000} s.`),
        );
      } else resolve({ code: code ?? 128, stdout, stderr });
    });
  });
}

/** As `docker`, but @returns what it prints on stdout. Throws CommandFailure with Docker's words unless it ends with 0. */
export async function askDocker(words: readonly string[], options: DockerOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await docker(words, options);
  if (code === 0) return stdout;
  throw new CommandFailure(
    `docker ${words.slice(0, 2).join(' ')} failed with exit code ${code}:\n${lastWords(stderr)}`,
  );
}

/** The end of what a command said, which is where it says why it failed. */
export function lastWords(stderr: string, lines = 6): string {
  const said = stderr.split(/\r?\n/).filter((line) => line.trim() !== '');
  return said
    .slice(-lines)
    .map((line) => `    ${line.trim().slice(0, 500)}`)
    .join('\n');
}

const NO_DOCKER = 'There is no docker program on the PATH.';
