import type { DaprClient } from '@dapr/dapr';
import type { z } from 'zod';
import { measuredCall } from './measured-call';
import { stateError } from './state-error';
import { ownedKey } from './state-key';
import { answeredItems, storedValue, type AnsweredItem, type StoredValue } from './state-read';
import { savedItem, transactionStep, type StateOperation, type StateWrite, type WriteWhen } from './state-write';

/** Reads under way at a time for one bulk read. */
const PARALLEL_READS = 10;

/**
 * The values that one app owns in a state store of the sidecar, whoever reads and writes them. What can fail throws AppError:
 * - `state_refused`, before anything is sent, for a key or a time to live that is none; later, for what the store can never do.
 * - `state_conflict`, retriable, when the condition of a write does not hold. It may have been this very write that was done first: the
 *   sidecar tries once more when it loses the answer.
 * - DependencyUnavailableError when sidecar or store do not answer in time. A write may have been done all the same.
 */
export class StateStore {
  constructor(
    private readonly client: DaprClient,
    private readonly storeName: string,
    /** The id of the app whose values these are. */
    private readonly owner: string,
  ) {}

  async get<Value>(key: string, schema: z.ZodType<Value>): Promise<StoredValue<Value>> {
    const owned = ownedKey(this.owner, key);
    return measuredCall('get', async () => storedValue((await this.read([owned])).get(owned), schema));
  }

  /** The values of these keys, in their order, which need not be of one moment. One that cannot be read fails them all. */
  async getMany<Value>(keys: readonly string[], schema: z.ZodType<Value>): Promise<StoredValue<Value>[]> {
    const owned = keys.map((key) => ownedKey(this.owner, key));
    return measuredCall('bulk_get', async () => {
      const items = await this.read(owned);
      return owned.map((key) => storedValue(items.get(key), schema));
    });
  }

  /**
   * A condition on an ETag holds as well where there is no value any more. ETags count the writes of a value: one that is made anew
   * after its end begins again.
   */
  async set(write: StateWrite): Promise<void> {
    const item = savedItem(this.owner, write);
    await measuredCall('save', () => this.save([item]));
  }

  /** Each write for itself: when this throws, some of them may have been done. */
  async setMany(writes: readonly StateWrite[]): Promise<void> {
    const items = writes.map((write) => savedItem(this.owner, write));
    await measuredCall('bulk_save', () => this.save(items));
  }

  /** Does nothing where there is no value. @param when default: always */
  async delete(key: string, when: Exclude<WriteWhen, 'absent'> = 'always'): Promise<void> {
    const owned = ownedKey(this.owner, key);
    await measuredCall('delete', async () => {
      const options = when === 'always' ? {} : { etag: when.etag };
      const { error } = await this.client.state.delete(this.storeName, owned, options);
      if (error) throw stateError(error);
    });
  }

  /** Deletes all of them at once. */
  async deleteMany(keys: readonly string[]): Promise<void> {
    const steps = keys.map((key) => transactionStep(this.owner, { operation: 'delete', key }));
    await measuredCall('bulk_delete', () => this.runTransaction(steps));
  }

  /** Does all of it in this order, or nothing: nobody sees a part of it, nor does a crash leave one. */
  async transact(operations: readonly StateOperation[]): Promise<void> {
    const steps = operations.map((operation) => transactionStep(this.owner, operation));
    await measuredCall('transaction', () => this.runTransaction(steps));
  }

  /** True when the sidecar answers and its components are ready. Never throws. */
  async isHealthy(): Promise<boolean> {
    return this.client.health.isHealthy().catch(() => false);
  }

  /** Closes idle connections. */
  async close(): Promise<void> {
    await this.client.stop();
  }

  private async read(owned: string[]): Promise<Map<string, AnsweredItem>> {
    // The SDK's get() drops the ETag; its getBulk() keeps it.
    const answer = this.client.state.getBulk(this.storeName, owned, { parallelism: PARALLEL_READS });
    return answeredItems(await answer.catch(fail));
  }

  private async save(items: ReturnType<typeof savedItem>[]): Promise<void> {
    const { error } = await this.client.state.save(this.storeName, items);
    if (error) throw stateError(error);
  }

  private async runTransaction(steps: ReturnType<typeof transactionStep>[]): Promise<void> {
    await this.client.state.transaction(this.storeName, steps).catch(fail);
  }
}

function fail(error: unknown): never {
  throw stateError(error);
}
