import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Block } from '../catalogue/runbooks';
import { BlockError, type BlockContext, type BlockResult } from './block-context';
import { commandEnvironment } from './command-environment';

const COMMAND_MS = 180_000;
/** Between being asked to end and being made to. */
const GRACE_MS = 5000;
const MAX_OUTPUT = 64 * 1024;
const CUT_OFF = '\n(cut off)';

/** Through one pipe, or the order of what was written to stdout and stderr would be lost. */
const ONE_STREAM = 'exec bash -eu -o pipefail -c "$0" 2>&1';

/**
 * Runs a command by bash, which ends at its first failing part, in a process group of its own that does not outlive it when it is
 * aborted or takes too long. Output is what it wrote to stdout and stderr, as it came, without blank lines around it; 64 kB at most.
 */
export async function runCommand(block: Block, context: BlockContext): Promise<BlockResult> {
  const { root, signal, onOutput, timeoutMs = COMMAND_MS } = context;
  const bash = spawn('bash', ['-c', ONE_STREAM, block.code], {
    cwd: root,
    env: commandEnvironment(process.env, path.join(root, 'node_modules/.bin')),
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const output = { text: '', end: '' };
  const take = (text: string) => {
    const taken = text.slice(0, MAX_OUTPUT - output.text.length);
    output.text += taken;
    if (taken.length < text.length) output.end = CUT_OFF;
    if (taken !== '') onOutput?.(taken);
  };
  bash.stdout.setEncoding('utf8').on('data', take);

  const ended = new Promise<number | null>((resolve, reject) => {
    bash.once('error', reject);
    // Once whoever holds the pipe has ended, so that nothing of the output is missed.
    bash.once('close', resolve);
  });
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  // Somebody who left the group may still hold the pipe.
  const endGroup = () => void endProcessGroup(bash.pid).then(() => bash.stdout.destroy());
  stop.addEventListener('abort', endGroup, { once: true });
  try {
    const exitCode = await ended;
    signal.throwIfAborted();
    if (stop.aborted)
      throw new BlockError(block, `did not end within ${timeoutMs / 1000} s; it wrote: ${output.text.trim()}`);
    const text = output.text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
    return { output: text + output.end, exitCode: exitCode ?? 1 };
  } finally {
    stop.removeEventListener('abort', endGroup);
  }
}

async function endProcessGroup(pid: number | undefined): Promise<void> {
  if (pid === undefined || !signalGroup(pid, 'SIGTERM')) return;
  const end = Date.now() + GRACE_MS;
  while (signalGroup(pid, 0)) {
    if (Date.now() > end) {
      signalGroup(pid, 'SIGKILL');
      return;
    }
    await setTimeout(50);
  }
}

/** @returns false when nobody of the group is left */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
