import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import { dlqEnvironment } from './dlq-environment';

const PROGRAM = 'app/build/bin/dlq.js';
/** As a shell says of a command that a signal ended. */
const EXIT_BY_SIGNAL = 128;

/**
 * Runs the application's program for dead letters on this terminal, with what it has to know of the platform. Signals are its
 * to handle.
 * @returns its exit code
 */
export async function runDlq(words: readonly string[]): Promise<number> {
  const paths = resolvePaths();
  const env = dlqEnvironment(process.env, paths);
  const child = spawn(process.execPath, [path.join(paths.root, PROGRAM), ...words], { env, stdio: 'inherit' });
  // Ctrl-C reaches the whole foreground group: this process only has to outlive it. Others reach this process alone.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? EXIT_BY_SIGNAL + (signal === null ? 0 : os.constants.signals[signal])),
    );
  });
}
