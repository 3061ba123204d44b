import { setTimeout } from 'node:timers/promises';
import type { Block } from '../catalogue/runbooks';
import { BlockError, type BlockContext, type BlockResult } from './block-context';
import { compareOutput } from './expected-output';
import { runBlock } from './run-block';

const TRY_AGAIN_AFTER_MS = 1000;
/** What a try has at least, so that the last one is not cut short. */
const LEAST_MS = 30_000;
const BLOCK_MS = 180_000;

export interface FollowedStep extends BlockResult {
  /** Why the output is not what the page says, or that the command failed; undefined if all is as the page says. */
  readonly mismatch?: string;
}

/**
 * Follows a step as a person would. A block that only reads is run again each second until it shows what the page says, or `timeoutMs`
 * are over; one without expected output once, for there is nothing to wait for. A block that changes something is run exactly once, and
 * has to end with exit code 0.
 * @returns the last output. Throws BlockError if the last try failed, and the signal's reason when it is aborted.
 */
export async function followStep(
  block: Block,
  context: BlockContext,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<FollowedStep> {
  if (block.changes) return judge(block, await runBlock(block, context));
  const end = Date.now() + timeoutMs;
  for (;;) {
    const left = Math.max(end - Date.now(), LEAST_MS);
    const attempt = { ...context, timeoutMs: Math.min(context.timeoutMs ?? BLOCK_MS, left) };
    const isLast = () => Date.now() + TRY_AGAIN_AFTER_MS > end;
    try {
      const step = judge(block, await runBlock(block, attempt));
      if (step.mismatch === undefined || isLast()) return step;
    } catch (error) {
      if (!(error instanceof BlockError) || isLast()) throw error;
    }
    await pause(context.signal);
  }
}

/** Rejects with the signal's own reason. */
async function pause(signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(TRY_AGAIN_AFTER_MS, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}

function judge(block: Block, result: BlockResult): FollowedStep {
  const mismatch = mismatchOf(block, result);
  return mismatch === undefined ? result : { ...result, mismatch };
}

function mismatchOf({ changes, expected }: Block, { output, exitCode }: BlockResult): string | undefined {
  if (changes && exitCode !== 0) return `the command ended with exit code ${exitCode ?? 'unknown'}`;
  return expected === undefined ? undefined : compareOutput(expected, output);
}
