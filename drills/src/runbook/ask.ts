import type { Block } from '../catalogue/runbooks';
import { BlockError, type BlockContext } from './block-context';

const ANSWER_MS = 15_000;

/** One request of a query. Throws BlockError when there is no answer or none in JSON, and the signal's reason when it is aborted. */
export async function ask(
  block: Block,
  { signal, timeoutMs = ANSWER_MS }: BlockContext,
  url: URL,
  init: RequestInit,
): Promise<{ readonly status: number; readonly json: unknown }> {
  const limit = Math.min(ANSWER_MS, timeoutMs);
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]) });
    return { status: response.status, json: await response.json() };
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new BlockError(block, `${url.host} gave no answer in JSON: ${reason}`, { cause: error });
  }
}
