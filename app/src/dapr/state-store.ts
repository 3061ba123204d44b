import type { DaprClient } from '@dapr/dapr';
import type { z } from 'zod';
import { DependencyUnavailableError, type AppError } from '../errors';
import { measuredCall } from './measured-call';
import { isGivenUp, stateError } from './state-error';
import { ownedKey } from './state-key';
import { answeredItems, storedValue, type AnsweredItem, type StoredValue } from './state-read';
import { savedItem, transactionStep, type StateOperation, type StateWrite, type WriteWhen } from './state-write';

/** Reads under way at a time for one bulk read. */
const PARALLEL_READS = 10;

/** How long a sidecar may take to show that it is not what a call waited for. Milliseconds. */
const SIDECAR_CHECK_MS = 250;

/**
 * The values that one app owns in a state store of the sidecar, whoever reads and writes them. What can fail throws AppError:
 * - `state_refused`, before anything is sent, for a key or a time to live that is none; later, for what the store can never do.
 * - `state_conflict`, retriable, when the condition of a write does not hold. It may have been this very write that was done first: the
 *   sidecar tries once more when it loses the answer.
 * - DependencyUnavailableError of `dapr` or `redis`, when sidecar or store do not answer in time, or the store refuses for now. A write that
 *   was not answered may have been done all the same.
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
      if (error) throw await this.failureOf(error);
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

  /** True when the sidecar answers. Never throws. */
  async isHealthy(): Promise<boolean> {
    return this.client.health.isHealthy().catch(() => false);
  }

  /** Writes `key`, to see whether it can: not measured among the calls that do some work. Throws as `set` does. */
  async tryWriting(key: string): Promise<void> {
    await this.save([savedItem(this.owner, { key, value: true, when: 'always', ttlSeconds: 60 })]);
  }

  /** Closes idle connections. */
  async close(): Promise<void> {
    await this.client.stop();
  }

  private async read(owned: string[]): Promise<Map<string, AnsweredItem>> {
    // The SDK's get() drops the ETag; its getBulk() keeps it.
    const answer = this.client.state.getBulk(this.storeName, owned, { parallelism: PARALLEL_READS });
    return answeredItems(await answer.catch((error: unknown) => this.fail(error)));
  }

  private async save(items: ReturnType<typeof savedItem>[]): Promise<void> {
    const { error } = await this.client.state.save(this.storeName, items);
    if (error) throw await this.failureOf(error);
  }

  private async runTransaction(steps: ReturnType<typeof transactionStep>[]): Promise<void> {
    await this.client.state.transaction(this.storeName, steps).catch((error: unknown) => this.fail(error));
  }

  private async fail(error: unknown): Promise<never> {
    throw await this.failureOf(error);
  }

  /** What a failed call is worth. A sidecar that answers at once is not what was waited for: it waits for the store, longer than we do. */
  private async failureOf(error: unknown): Promise<AppError> {
    if (!isGivenUp(error)) return stateError(error);
    const late = AbortSignal.timeout(SIDECAR_CHECK_MS);
    const answers = await Promise.race([
      this.isHealthy(),
      new Promise<false>((resolve) => late.addEventListener('abort', () => resolve(false))),
    ]);
    return answers
      ? new DependencyUnavailableError('redis', error, 'redis did not answer in time')
      : new DependencyUnavailableError('dapr', error);
  }
}
