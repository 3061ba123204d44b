import { z } from 'zod';
import { eventually } from './platform/eventually';
import { waitUntilAllReady } from './platform/processes';
import { redis, redisKey } from './platform/redis';
import { askSidecar, sidecarOf } from './platform/sidecar';
import { anything, newKey, stateStore, writesFor } from './platform/state-store';

// What a test leaves behind is gone soon.
const TTL_SECONDS = 300;
const OWNER = 'state-test';
const CONFLICT = { code: 'state_conflict', retriable: true };
const REFUSED = { code: 'state_refused', retriable: false };
const ABSENT = { value: undefined, etag: undefined };

const store = stateStore(OWNER);
const write = writesFor(TTL_SECONDS);

beforeAll(waitUntilAllReady);
afterAll(() => store.close());

describe('one value', () => {
  it('is read as it was written, until it is deleted', async () => {
    const key = newKey();
    const value = {
      text: 'ä "quoted" \u2028 \\ €',
      list: [1, -2.5, 1e21, 9_007_199_254_740_991],
      none: null,
      yes: true,
      no: {},
    };
    expect(await store.get(key, anything)).toEqual(ABSENT);
    await store.set(write(key, value));
    expect(await store.get(key, anything)).toEqual({ value, etag: '1' });
    await store.delete(key);
    expect(await store.get(key, anything)).toEqual(ABSENT);
    await store.delete(key);
  });

  it.each([0, '', false, [], 'text', 4.5])('may be %j', async (value) => {
    const key = newKey();
    await store.set(write(key, value));
    expect((await store.get(key, anything)).value).toEqual(value);
  });

  it('has its fractions rounded to six decimals by Dapr', async () => {
    const key = newKey();
    await store.set(write(key, { third: 1 / 3, seconds: 1_764_000_000.123_456_7 }));
    expect((await store.get(key, anything)).value).toEqual({ third: 0.333_333, seconds: 1_764_000_000.123_456_7 });
  });

  it('counts as absent in another form than the one asked for, and can be overwritten', async () => {
    const key = newKey();
    const form = z.object({ count: z.number() });
    await store.set(write(key, { count: 'many' }));
    const { value, etag } = await store.get(key, form);
    expect({ value, etag }).toEqual({ value: undefined, etag: '1' });
    await store.set({ ...write(key, { count: 2, more: 3 }), when: { etag: '1' } });
    expect(await store.get(key, form)).toEqual({ value: { count: 2 }, etag: '2' });
  });

  it('that is not even JSON cannot be read, and can be overwritten', async () => {
    const key = newKey();
    await redis('HSET', redisKey(OWNER, key), 'data', 'no JSON', 'version', '1');
    await expect(store.get(key, anything)).rejects.toMatchObject(REFUSED);
    await store.set(write(key, 1));
    expect(await store.get(key, anything)).toEqual({ value: 1, etag: '2' });
  });

  it('that is larger than the sidecar takes is refused, and will be', async () => {
    const key = newKey();
    await expect(store.set(write(key, 'x'.repeat(5_000_000)))).rejects.toMatchObject(REFUSED);
    expect(await store.get(key, anything)).toEqual(ABSENT);
  });
});

describe('a condition', () => {
  it('lets one of ten win that write first at the same moment', async () => {
    const key = newKey();
    const writers = Array.from({ length: 10 }, (_, writer) => writer);
    const results = await Promise.allSettled(
      writers.map((writer) => store.set({ ...write(key, writer), when: 'absent' })),
    );
    const winners = writers.filter((writer) => results[writer]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(CONFLICT);
    expect((await store.get(key, anything)).value).toBe(winners[0]);
  });

  it('on an ETag lets one of two win that have read the same', async () => {
    const key = newKey();
    await store.set(write(key, 'before'));
    const [one, other] = [stateStore(OWNER), stateStore(OWNER, sidecarOf('task-service'))];
    const { etag = '' } = await one.get(key, anything);
    expect((await other.get(key, anything)).etag).toBe(etag);
    await one.set({ ...write(key, 'one'), when: { etag } });
    await expect(other.set({ ...write(key, 'other'), when: { etag } })).rejects.toMatchObject(CONFLICT);
    await expect(other.delete(key, { etag })).rejects.toMatchObject(CONFLICT);
    const now = await other.get(key, anything);
    expect(now.value).toBe('one');
    await other.delete(key, { etag: now.etag ?? '' });
    expect(await one.get(key, anything)).toEqual(ABSENT);
  });

  it('loses no increment of ten that count together', async () => {
    const key = newKey();
    const increment = async (): Promise<void> => {
      const { value = 0, etag } = await store.get(key, z.number());
      try {
        await store.set({ ...write(key, value + 1), when: etag === undefined ? 'absent' : { etag } });
      } catch (error) {
        expect(error).toMatchObject(CONFLICT);
        await increment();
      }
    };
    await Promise.all(Array.from({ length: 10 }, increment));
    expect(await store.get(key, anything)).toEqual({ value: 10, etag: '10' });
  });

  it('binds only the write that has it: writes of both kinds may follow each other', async () => {
    const key = newKey();
    await store.set({ ...write(key, 1), when: 'absent' });
    await store.set(write(key, 2));
    await expect(store.set({ ...write(key, 3), when: 'absent' })).rejects.toMatchObject(CONFLICT);
    await store.set({ ...write(key, 4), when: { etag: '2' } });
    await store.transact([{ operation: 'upsert', key, value: 5, ttlSeconds: TTL_SECONDS }]);
    await expect(store.set({ ...write(key, 6), when: 'absent' })).rejects.toMatchObject(CONFLICT);
    expect((await store.get(key, anything)).value).toBe(5);
  });

  it('on an ETag holds where there is no value any more, and ETags begin again', async () => {
    const key = newKey();
    await store.set(write(key, 1));
    await store.set(write(key, 2));
    await store.delete(key);
    await store.set({ ...write(key, 3), when: { etag: '2' } });
    expect(await store.get(key, anything)).toEqual({ value: 3, etag: '1' });
  });
});

describe('a time to live', () => {
  const secondsLeft = async (key: string) => Number(await redis('TTL', redisKey(OWNER, key)));

  it('ends a value, which then can be written first again', async () => {
    const key = newKey();
    await store.set({ ...write(key, 1), ttlSeconds: 1 });
    expect((await store.get(key, anything)).value).toBe(1);
    await eventually(async () => expect(await store.get(key, anything)).toEqual(ABSENT), { timeout: 5_000 });
    await store.set({ ...write(key, 2), when: 'absent' });
  });

  it('is that of the last write, and a day where none is given', async () => {
    const key = newKey();
    await store.set({ ...write(key, 1), ttlSeconds: 5 });
    await store.set({ ...write(key, 2), ttlSeconds: 100 });
    expect(await secondsLeft(key)).toBeGreaterThan(90);
    await store.set({ key, value: 3, when: 'always' });
    expect(await secondsLeft(key)).toBeGreaterThan(86_390);
    await store.transact([{ operation: 'upsert', key, value: 4, ttlSeconds: 50 }]);
    expect(await secondsLeft(key)).toBeLessThanOrEqual(50);
  });
});

describe('many values', () => {
  it('are written, read in the order asked for, and deleted', async () => {
    const keys = Array.from({ length: 50 }, newKey);
    await store.setMany(keys.map((key, value) => write(key, value)));
    const asked = [...keys].reverse();
    const read = await store.getMany([newKey(), ...asked], z.number());
    expect(read.map(({ value }) => value)).toEqual([undefined, ...keys.map((_, value) => value).reverse()]);
    await store.deleteMany(keys);
    expect(await store.getMany(keys, anything)).toEqual(keys.map(() => ABSENT));
  });

  it('may be none', async () => {
    await store.setMany([]);
    await store.deleteMany([]);
    await store.transact([]);
    expect(await store.getMany([], anything)).toEqual([]);
  });

  it('are written each for itself: a conflict of one is told, and the others are done', async () => {
    const [taken, free] = [newKey(), newKey()];
    await store.set(write(taken, 'before'));
    const writes = [taken, free].map((key) => ({ ...write(key, 'after'), when: 'absent' as const }));
    await expect(store.setMany(writes)).rejects.toMatchObject(CONFLICT);
    const read = await store.getMany([taken, free], anything);
    expect(read.map(({ value }) => value)).toEqual(['before', 'after']);
  });
});

describe('a transaction', () => {
  it('does all of its steps', async () => {
    const [changed, made, gone] = [newKey(), newKey(), newKey()];
    await store.setMany([write(changed, 1), write(gone, 1)]);
    await store.transact([
      { operation: 'upsert', key: changed, value: 2, ttlSeconds: TTL_SECONDS },
      { operation: 'upsert', key: made, value: 2, ttlSeconds: TTL_SECONDS },
      { operation: 'delete', key: gone },
    ]);
    const read = await store.getMany([changed, made, gone], anything);
    expect(read.map(({ value }) => value)).toEqual([2, 2, undefined]);
  });

  it.each([
    ['a key that is none', { operation: 'upsert', request: { key: 'a||b', value: 1 } }, 400],
    ['an operation that is none', { operation: 'increment', request: { key: 'a' } }, 400],
    [
      'a time to live that is none',
      { operation: 'upsert', request: { key: 'a', value: 1, metadata: { ttlInSeconds: 'x' } } },
      500,
    ],
  ])('does nothing where Dapr refuses a step: %s', async (_what, step, status) => {
    const key = newKey();
    const good = { operation: 'upsert', request: { key: `${OWNER}:${key}`, value: 1 } };
    const answer = await askSidecar('consumer', 'POST', '/state/statestore/transaction', { operations: [good, step] });
    expect(answer.status).toBe(status);
    expect(await store.get(key, anything)).toEqual(ABSENT);
  });

  // The two reasons why StateOperation has no condition: the day these fail it can have one.
  it('is run twice over by Dapr, step by step, where the store has a write time-out', async () => {
    const key = newKey();
    await store.transact([{ operation: 'upsert', key, value: 1, ttlSeconds: TTL_SECONDS }]);
    expect(await store.get(key, anything)).toEqual({ value: 1, etag: '2' });
  });
  it('is not undone by Redis where an ETag does not match', async () => {
    const [kept, done] = [newKey(), newKey()];
    await store.set(write(kept, 'before'));
    const steps = [kept, done].map((key) => ({
      operation: 'upsert',
      request: { key: `${OWNER}:${key}`, value: 'after', etag: '99', metadata: { ttlInSeconds: String(TTL_SECONDS) } },
    }));
    const { status } = await askSidecar('consumer', 'POST', '/state/statestore/transaction', { operations: steps });
    expect(status).toBe(500);
    const read = await store.getMany([kept, done], anything);
    expect(read.map(({ value }) => value)).toEqual(['before', 'after']);
  });

  it('is seen by nobody half done', async () => {
    const [a, b] = [newKey(), newKey()];
    const end = new AbortController();
    const writing = (async () => {
      for (let value = 1; value <= 300; value += 1) {
        await store.transact([a, b].map((key) => ({ operation: 'upsert', key, value, ttlSeconds: TTL_SECONDS })));
      }
    })().finally(() => end.abort());
    const seen = new Set<string>();
    while (!end.signal.aborted) {
      const both = 'return {redis.call("HGET", KEYS[1], "data"), redis.call("HGET", KEYS[2], "data")}';
      const [first, second] = (await redis('EVAL', both, '2', redisKey(OWNER, a), redisKey(OWNER, b))) as string[];
      expect(first).toBe(second);
      seen.add(String(first));
    }
    await writing;
    expect(seen.size).toBeGreaterThan(10);
  });
});

describe('an app', () => {
  it('has keys of its own, by whichever sidecar it comes', async () => {
    const key = newKey();
    const consumers = stateStore('consumer', sidecarOf('task-service'));
    const services = stateStore('task-service', sidecarOf('consumer'));
    await consumers.set(write(key, 'of the consumer'));
    expect(await services.get(key, anything)).toEqual(ABSENT);
    await services.set({ ...write(key, 'of the task service'), when: 'absent' });
    await services.delete(key);
    expect((await stateStore('consumer').get(key, anything)).value).toBe('of the consumer');
    expect(await redis('EXISTS', redisKey('consumer', key))).toBe(1);
  });
});
