import { AppError, DependencyUnavailableError } from '../errors';
import { refusalIn, type Refusal } from './refusal';

/**
 * What a failed call of the state store is worth. AppError `state_conflict`, retriable, when somebody else wrote first: read again, then
 * write again. AppError `state_refused` when the request can never be served. Else DependencyUnavailableError, also when the sidecar
 * came up without the store, which a restart of it mends.
 */
export function stateError(error: unknown): AppError {
  const refusal = refusalIn(error);
  if (refusal && isLostRace(refusal)) {
    return new AppError('state_conflict', 'the value was written meanwhile', { retriable: true, cause: error });
  }
  if (refusal?.status === 400 && !refusal.text.includes('ERR_STATE_STORE_NOT_FOUND')) {
    return new AppError('state_refused', 'the state store takes no such request', { cause: error });
  }
  return new DependencyUnavailableError('dapr', error);
}

/**
 * By the words of the store's script in Redis alone: the status, 409 "possible etag mismatch", stands for any failure of a write with an
 * ETag, be it that Redis is away.
 */
function isLostRace({ text }: Refusal): boolean {
  return /user_script:\d+: failed to (set key|delete)/.test(text);
}
