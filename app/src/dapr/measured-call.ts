import { histogram } from '@firewatch/telemetry';
import { AppError } from '../errors';

/** What is asked of the sidecar. */
export type DaprOperation =
  | 'get'
  | 'save'
  | 'delete'
  | 'bulk_get'
  | 'bulk_save'
  | 'bulk_delete'
  | 'transaction'
  | 'invoke'
  | 'publish'
  | 'bulk_publish';

/** Runs one call of the sidecar and measures it, by operation and outcome. What it throws is thrown on. */
export async function measuredCall<Result>(operation: DaprOperation, call: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  let outcome: 'ok' | 'error' = 'error';
  try {
    const result = await call();
    outcome = 'ok';
    return result;
  } catch (error) {
    // A lost race is an answer, not a failure of the sidecar.
    if (error instanceof AppError && error.code === 'state_conflict') outcome = 'ok';
    throw error;
  } finally {
    const seconds = (performance.now() - start) / 1_000;
    histogram('dapr_client_request_duration_seconds').observe({ operation, outcome }, seconds);
  }
}
