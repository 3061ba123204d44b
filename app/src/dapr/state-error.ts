import { AppError, DependencyUnavailableError } from '../errors';
import { refusalIn, type Refusal } from './refusal';

/**
 * What a failed call of the state store is worth. AppError `state_conflict`, retriable, when somebody else wrote first: read again, then
 * write again. AppError `state_refused` when the request can never be served. Else DependencyUnavailableError: of `redis` when the sidecar
 * says that the store failed or refused; of `dapr` when it does not answer, or came up without the store, which a restart of it mends.
 */
export function stateError(error: unknown): AppError {
  const refusal = refusalIn(error);
  if (!refusal || isWithoutStore(refusal)) return new DependencyUnavailableError('dapr', error);
  if (isLostRace(refusal)) {
    return new AppError('state_conflict', 'the value was written meanwhile', { retriable: true, cause: error });
  }
  if (refusal.status === 400) {
    return new AppError('state_refused', 'the state store takes no such request', { cause: error });
  }
  return storeFailure(refusal.text, error);
}

/** What Redis refuses with while it is up: it is full, a replica, or cannot save to its disk. */
const REFUSED_WRITE = /\b(?:OOM|READONLY|MISCONF|NOREPLICAS)\b/;

/** Redis is up, and can be read, but takes no writes for now. */
export class WritesRefusedError extends DependencyUnavailableError {
  constructor(cause?: unknown) {
    super('redis', cause, 'redis refuses writes');
    this.name = 'WritesRefusedError';
  }
}

/** The store's own failure, by what the sidecar says of it. */
export function storeFailure(text: string, cause: unknown): DependencyUnavailableError {
  return REFUSED_WRITE.test(text) ? new WritesRefusedError(cause) : new DependencyUnavailableError('redis', cause);
}

/** True when the call was given up: sidecar or store took too long, which the error does not tell. */
export function isGivenUp(error: unknown): boolean {
  return error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name);
}

function isWithoutStore({ text }: Refusal): boolean {
  return /ERR_STATE_STORE_NOT_(?:FOUND|CONFIGURED)/.test(text);
}

/**
 * By the words of the store's script in Redis alone: the status, 409 "possible etag mismatch", stands for any failure of a write with an
 * ETag, be it that Redis is unavailable.
 */
function isLostRace({ text }: Refusal): boolean {
  return /user_script:\d+: failed to (set key|delete)/.test(text);
}
