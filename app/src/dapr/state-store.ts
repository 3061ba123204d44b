import { StateConcurrencyEnum, StateConsistencyEnum, type DaprClient } from '@dapr/dapr';
import { histogram } from '@firewatch/telemetry';
import { AppError, DependencyUnavailableError, messageOf } from '../errors';

/** A stored value with its ETag; both undefined when there is none. */
export interface StoredValue {
  value: unknown;
  etag: string | undefined;
}

/** One state store of the sidecar. */
export class StateStore {
  constructor(
    private readonly client: DaprClient,
    private readonly storeName: string,
  ) {}

  /** The value under a key. Throws DependencyUnavailableError when sidecar or store do not answer in time. */
  async get(key: string): Promise<StoredValue> {
    return timed('get', async () => {
      try {
        // The SDK's get() drops the ETag; its getBulk() keeps it.
        const [item] = await this.client.state.getBulk(this.storeName, [key], { parallelism: 1 });
        if (typeof item?.['error'] === 'string' && item['error'] !== '') throw new Error(item['error']);
        const etag: unknown = item?.['etag'];
        const value: unknown = item?.['data'] ?? undefined;
        return { value, etag: typeof etag === 'string' && etag !== '' ? etag : undefined };
      } catch (error) {
        throw new DependencyUnavailableError('dapr', error);
      }
    });
  }

  /**
   * Stores a value for `ttlSeconds` if the key still has the ETag given (undefined: still has no value). Throws AppError
   * `state_conflict`, retriable, when it has not, else DependencyUnavailableError.
   */
  async save(key: string, value: unknown, etag: string | undefined, ttlSeconds: number): Promise<void> {
    await timed('save', async () => {
      const item = {
        key,
        value,
        ...(etag !== undefined && { etag }),
        options: {
          concurrency: StateConcurrencyEnum.CONCURRENCY_FIRST_WRITE,
          consistency: StateConsistencyEnum.CONSISTENCY_EVENTUAL,
        },
        metadata: { ttlInSeconds: String(ttlSeconds) },
      };
      const { error } = await this.client.state.save(this.storeName, [item]);
      if (!error) return;
      if (isConflict(error))
        throw new AppError('state_conflict', `${key} was written meanwhile`, { retriable: true, cause: error });
      throw new DependencyUnavailableError('dapr', error);
    });
  }

  /** True when the sidecar answers and its components are ready. Never throws. */
  async isHealthy(): Promise<boolean> {
    return this.client.health.isHealthy().catch(() => false);
  }

  /** Closes idle connections. */
  async close(): Promise<void> {
    await this.client.stop();
  }
}

/**
 * The SDK reports an answer other than 2xx as JSON in the message. Dapr says 409 for an ETag that is not the current one;
 * for a first write that came second, where there is no ETag to compare, it passes on the Redis script's refusal.
 */
export function isConflict(error: Error): boolean {
  const { status, error_msg: text } = parse(messageOf(error));
  if (status === 409) return true;
  return status !== undefined && typeof text === 'string' && /etag mismatch|failed to set key/i.test(text);
}

function parse(message: string): { status?: unknown; error_msg?: unknown } {
  try {
    const parsed: unknown = JSON.parse(message);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

async function timed<Result>(operation: 'get' | 'save', call: () => Promise<Result>): Promise<Result> {
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
