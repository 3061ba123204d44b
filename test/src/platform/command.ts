import { execFile } from 'node:child_process';
import path from 'node:path';
import { paths } from './settings';

/** How a command ended. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const PLATFORM = path.join('infra', 'native', 'build', 'bin', 'platform.js');
const COMPOSE = path.join('infra', 'compose', 'build', 'bin', 'compose.js');
const RUNTIME = path.join('infra', 'compose', 'build', 'bin', 'runtime.js');
const FIREWATCH = path.join('drills', 'build', 'bin', 'firewatch.js');
const TIMEOUT_MS = 300_000;

/** Runs `platform …` as the Makefile does. @param env added to this process's environment */
export function platform(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  return run(PLATFORM, words, env);
}

/** Runs `compose …` as the Makefile does. @param env added to this process's environment */
export function compose(words: readonly string[], env: Readonly<Record<string, string>>): Promise<CommandResult> {
  return run(COMPOSE, words, env);
}

/** Asks which runtime is to be used, as the Makefile does. @param env added to this process's environment */
export function runtime(words: readonly string[], env: Readonly<Record<string, string>>): Promise<CommandResult> {
  return run(RUNTIME, words, env);
}

/** Runs `firewatch …`. */
export function firewatch(...words: readonly string[]): Promise<CommandResult> {
  return run(FIREWATCH, words, {});
}

/** Runs a program of the application that ends by itself, such as `kafka-prepare`. @param env added to this process's environment */
export function appProgram(name: string, env: Readonly<Record<string, string>>): Promise<CommandResult> {
  return run(path.join('app', 'build', 'bin', `${name}.js`), [], env);
}

/** Runs a program of `test/`, such as `bench`, as the Makefile does. @param env added to this process's environment */
export function testProgram(
  name: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return run(path.join('test', 'build', 'bin', `${name}.js`), words, env);
}

/** @throws Error with what the command said, unless it ended with 0 */
export async function mustSucceed(result: Promise<CommandResult>): Promise<CommandResult> {
  const { code, stdout, stderr } = await result;
  if (code !== 0) throw new Error(`exit code ${code}\n${stdout.slice(-2_000)}\n${stderr.slice(-2_000)}`);
  return { code, stdout, stderr };
}

function run(script: string, words: readonly string[], env: Readonly<Record<string, string>>): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...words],
      { cwd: paths.root, env: { ...process.env, ...env }, timeout: TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 128;
        resolve({ code, stdout, stderr });
      },
    );
  });
}
