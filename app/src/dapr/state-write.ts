import { AppError } from '../errors';
import { ownedKey } from './state-key';

/**
 * When a write is done: only if the value still has the ETag that came with it, or only if there is none (of several such writes
 * the first wins); or always (the last wins).
 */
export type WriteWhen = { readonly etag: string } | 'absent' | 'always';

/** What JSON can say but null, which is as good as no value. Fractions are rounded to six decimals. */
export type StateValue = object | string | number | boolean;

export interface StateWrite {
  readonly key: string;
  readonly value: StateValue;
  readonly when: WriteWhen;
  /** Whole seconds, from 1 on, from this write on; default: the store's own `ttlInSeconds`. */
  readonly ttlSeconds?: number;
}

/** One step of a transaction. It has no condition: Redis would not undo the other steps, and Dapr runs each step twice. */
export type StateOperation =
  | ({ readonly operation: 'upsert' } & Omit<StateWrite, 'when'>)
  | { readonly operation: 'delete'; readonly key: string };

/**
 * The store counts a value's writes from 1 on, so that no value has this ETag and the write is done only where there is none. Dapr's
 * own way, `concurrency: first-write` without an ETag, overwrites what was not written like that, and marks the key: no write
 * without an ETag is let in again.
 */
const NO_VALUES_ETAG = '-1';

/** A write as the sidecar takes it. Throws AppError `state_refused` when it can never be done. */
export function savedItem(owner: string, { when, ...write }: StateWrite) {
  const etag = when === 'always' ? undefined : when === 'absent' ? NO_VALUES_ETAG : when.etag;
  return { ...upserted(owner, write), ...(etag !== undefined && { etag }) };
}

/** A step of a transaction as the sidecar takes it. Throws AppError `state_refused` when it can never be done. */
export function transactionStep(owner: string, step: StateOperation) {
  if (step.operation === 'delete') return { operation: 'delete', request: { key: ownedKey(owner, step.key) } };
  return { operation: 'upsert', request: upserted(owner, step) };
}

function upserted(owner: string, { key, value, ttlSeconds }: Omit<StateWrite, 'when'>) {
  return {
    key: ownedKey(owner, key),
    value,
    ...(ttlSeconds !== undefined && { metadata: { ttlInSeconds: ttl(ttlSeconds) } }),
  };
}

/** For 0 and less Dapr would keep the value for ever, and a fraction it answers as if the store were away. */
function ttl(seconds: number): string {
  if (Number.isSafeInteger(seconds) && seconds >= 1) return String(seconds);
  throw new AppError('state_refused', `${seconds} is no time to live: give whole seconds, from 1 on`);
}
