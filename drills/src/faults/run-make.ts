import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { commandEnvironment } from '../runbook/command-environment';

/** For a start from nothing on a busy machine. */
const MAKE_MS = 600_000;

/** Runs targets of the Makefile as a person would. Throws with the end of what was printed when one fails. */
export async function runMake(root: string, targets: string): Promise<void> {
  const env = commandEnvironment(process.env, path.join(root, 'node_modules/.bin'));
  try {
    await promisify(execFile)('make', targets.split(' '), { cwd: root, env, timeout: MAKE_MS, maxBuffer: 1e8 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`make ${targets} failed: ${`${stdout}${stderr}`.trim().slice(-1_000)}`, { cause: error });
  }
}
