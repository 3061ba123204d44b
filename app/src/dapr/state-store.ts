import { StateConcurrencyEnum, StateConsistencyEnum, type DaprClient } from '@dapr/dapr';
import { AppError, DependencyUnavailableError } from '../errors';
import { measuredCall } from './measured-call';
import { refusalIn } from './refusal';

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
    return measuredCall('get', async () => {
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
    await measuredCall('save', async () => {
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
 * Dapr says 409 for an ETag that is not the current one; for a first write that came second, where there is no ETag to
 * compare, it passes on the Redis script's refusal.
 */
export function isConflict(error: Error): boolean {
  const refusal = refusalIn(error);
  if (!refusal) return false;
  return refusal.status === 409 || /etag mismatch|failed to set key/i.test(refusal.text);
}
