import { AppError, isRetriable } from '../errors';

/** What to do with a record whose handling failed. */
export type Decision =
  /** A component is away or a race was lost: try the same record again for as long as it takes. */
  | 'wait'
  /** Nobody knows what went wrong: try a few times. */
  | 'retry'
  /** It will never succeed: put it aside. */
  | 'dead-letter';

/** An unexplained failure may have been bad luck this many times. */
export const MAX_UNEXPLAINED_ATTEMPTS = 5;

/** Decides by what the error says of itself; `attempt` is counted from 1. */
export function decide(error: unknown, attempt: number): Decision {
  if (isRetriable(error)) return 'wait';
  if (error instanceof AppError) return 'dead-letter';
  return attempt < MAX_UNEXPLAINED_ATTEMPTS ? 'retry' : 'dead-letter';
}

/** Why a record was put aside, from a closed list: fit for a metric's label. */
export function deadLetterReason(error: unknown): string {
  return error instanceof AppError ? error.code : 'internal_error';
}

/** The reason of a record that nothing was wrong with but that an operator had skipped. */
export const SKIPPED_BY_OPERATOR = 'skipped_by_operator';

/** The reasons that records are known to be put aside for. */
export const DEAD_LETTER_REASONS = [
  'undecodable_record',
  'user_not_found',
  'internal_error',
  SKIPPED_BY_OPERATOR,
] as const;
