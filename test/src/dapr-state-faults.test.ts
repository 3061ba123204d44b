import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppError } from '@firewatch/app/build/errors';
import { z } from 'zod';
import { mustCall, newAccount, type Account } from './platform/api-client';
import { eventually } from './platform/eventually';
import { supervisor, waitUntilAllReady } from './platform/processes';
import { redis, redisKey, summaryKey } from './platform/redis';
import { ScratchSidecar } from './platform/scratch-sidecar';
import { paths, settings } from './platform/settings';
import { sidecarOf } from './platform/sidecar';
import { SlowLink } from './platform/slow-link';
import { anything, newKey, stateStore, TIMEOUT_MS, writesFor } from './platform/state-store';

const OWNER = 'state-test';
const TTL_SECONDS = 600;
const RETURN_MS = 60_000;
/** For all that is not waiting. */
const MARGIN_MS = 1_000;
/** Of what Redis acknowledges, it may lose so much when it is killed while the disk is slow (`appendfsync everysec`). */
const MAY_BE_LOST_MS = 2_000;

const UNAVAILABLE = { code: 'dependency_unavailable', retriable: true, dependency: 'redis' };
const store = stateStore(OWNER);
const write = writesFor(TTL_SECONDS);

type Store = typeof store;

/** Each thing that can be asked of a store, on a value that has this ETag. */
function everything(asked: Store, key: string, etag = '1'): Record<string, () => Promise<unknown>> {
  return {
    get: () => asked.get(key, anything),
    getMany: () => asked.getMany([key, newKey()], anything),
    'set always': () => asked.set(write(key, 1)),
    'set on an ETag': () => asked.set({ ...write(key, 1), when: { etag } }),
    'set where absent': () => asked.set({ ...write(newKey(), 1), when: 'absent' }),
    setMany: () => asked.setMany([write(key, 1), write(newKey(), 1)]),
    delete: () => asked.delete(newKey()),
    'delete on an ETag': () => asked.delete(key, { etag }),
    deleteMany: () => asked.deleteMany([newKey(), newKey()]),
    transact: () => asked.transact([{ operation: 'upsert', key: newKey(), value: 1, ttlSeconds: TTL_SECONDS }]),
  };
}

/** Expects each to fail as something that may pass, in time, by the fault of that component. */
async function expectUnavailable(
  calls: Record<string, () => Promise<unknown>>,
  withinMs: number,
  dependency: 'dapr' | 'redis',
): Promise<void> {
  const wrong: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const start = performance.now();
    const outcome = await call().then(
      () => 'ok',
      (error: unknown) => `${(error as AppError).code} of ${String((error as { dependency?: string }).dependency)}`,
    );
    const duration = performance.now() - start;
    if (outcome !== `${UNAVAILABLE.code} of ${dependency}` || duration > withinMs) {
      wrong.push(`${name}: ${outcome} after ${duration} ms`);
    }
  }
  expect(wrong).toEqual([]);
}

interface Acknowledged {
  readonly key: string;
  readonly value: number;
  /** By performance.now(). */
  readonly at: number;
}

/** Writes values of their own one after the other, from now until `stop`, which gives those that were acknowledged. */
function keepWriting() {
  const acknowledged: Acknowledged[] = [];
  const end = new AbortController();
  const writing = (async () => {
    for (let value = 1; !end.signal.aborted; value += 1) {
      const key = newKey();
      try {
        await store.set({ ...write(key, value), when: 'absent' });
        acknowledged.push({ key, value, at: performance.now() });
      } catch (error) {
        // A conflict, too: the sidecar that lost a connection tries again by itself, and may meet its own first attempt.
        expect(error).toMatchObject({
          code: expect.stringMatching(/^(dependency_unavailable|state_conflict)$/) as string,
        });
      }
    }
  })();
  return {
    acknowledged,
    async stop() {
      end.abort();
      await writing;
    },
  };
}

async function missing(of: readonly Acknowledged[]): Promise<Acknowledged[]> {
  const lost: Acknowledged[] = [];
  for (let i = 0; i < of.length; i += 100) {
    const some = of.slice(i, i + 100);
    const read = await store.getMany(
      some.map(({ key }) => key),
      anything,
    );
    lost.push(...some.filter(({ value }, index) => read[index]?.value !== value));
  }
  return lost;
}

const redisAnswers = () => eventually(() => store.get(newKey(), anything), { timeout: RETURN_MS });

beforeAll(waitUntilAllReady);
afterAll(() => store.close());
afterEach(async () => {
  await supervisor.start('redis');
  await supervisor.waitUntilReady('redis', RETURN_MS);
  await redisAnswers();
}, RETURN_MS);

describe('Redis', () => {
  it(
    'keeps every acknowledged write, and its time to live, through a restart',
    async () => {
      const writer = keepWriting();
      await eventually(() => expect(writer.acknowledged.length).toBeGreaterThan(100));
      await supervisor.restart('redis');
      const before = writer.acknowledged.length;
      await eventually(() => expect(writer.acknowledged.length).toBeGreaterThan(before + 20), { timeout: RETURN_MS });
      await writer.stop();
      expect(await missing(writer.acknowledged)).toEqual([]);
      const [first] = writer.acknowledged;
      const age = performance.now() - (first?.at ?? 0);
      const millisecondsLeft = Number(await redis('PTTL', redisKey(OWNER, first?.key ?? '')));
      expect(millisecondsLeft).toBeGreaterThan(0);
      // It did not begin anew with the restart. Redis counts in whole milliseconds.
      expect(millisecondsLeft).toBeLessThanOrEqual(TTL_SECONDS * 1_000 - age + 1);
    },
    2 * RETURN_MS,
  );

  it(
    'that is killed keeps all but what it acknowledged in its last two seconds',
    async () => {
      const writer = keepWriting();
      const start = performance.now();
      await eventually(() => expect(performance.now() - start).toBeGreaterThan(2 * MAY_BE_LOST_MS));
      await supervisor.kill('redis');
      const killed = performance.now();
      await writer.stop();
      await redisAnswers();
      const lost = await missing(writer.acknowledged);
      expect(lost.filter(({ at }) => at < killed - MAY_BE_LOST_MS)).toEqual([]);
      expect(writer.acknowledged.filter(({ at }) => at < killed - MAY_BE_LOST_MS).length).toBeGreaterThan(100);
    },
    2 * RETURN_MS,
  );

  it(
    'that is killed leaves no transaction half done',
    async () => {
      const [a, b] = [newKey(), newKey()];
      const end = new AbortController();
      let last = 0;
      const writing = (async () => {
        for (let value = 1; !end.signal.aborted; value += 1) {
          const steps = [a, b].map((key) => ({ operation: 'upsert' as const, key, value, ttlSeconds: TTL_SECONDS }));
          const done = await store.transact(steps).then(
            () => true,
            () => false,
          );
          if (done) last = value;
        }
      })();
      await eventually(() => expect(last).toBeGreaterThan(100));
      await supervisor.kill('redis');
      end.abort();
      await writing;
      const [first, second] = await eventually(() => store.getMany([a, b], z.number()), { timeout: RETURN_MS });
      expect(first?.value).toBeGreaterThan(0);
      expect(second?.value).toBe(first?.value);
    },
    2 * RETURN_MS,
  );

  it(
    'that is away makes nothing wait, and is no conflict; back again it is used again',
    async () => {
      const key = newKey();
      await store.set(write(key, 'before'));
      await supervisor.stop('redis');
      await expectUnavailable(everything(store, key), TIMEOUT_MS, 'redis');
      await supervisor.start('redis');
      await supervisor.waitUntilReady('redis', RETURN_MS);
      const stored = await eventually(() => store.get(key, anything), { timeout: RETURN_MS });
      expect(stored).toEqual({ value: 'before', etag: '1' });
      await store.set({ ...write(key, 'after'), when: { etag: '1' } });
    },
    2 * RETURN_MS,
  );

  describe('that is full', () => {
    let limit: string;
    let account: Account;
    beforeAll(async () => {
      const [, configured] = (await redis('CONFIG', 'GET', 'maxmemory')) as string[];
      limit = String(configured);
      account = await newAccount();
    });
    afterEach(async () => {
      await redis('CONFIG', 'SET', 'maxmemory', limit);
    });

    it('evicts nothing, refuses writes as something that may pass, and goes on reading', async () => {
      const [kept, gone] = [newKey(), newKey()];
      await store.setMany([write(kept, 1), write(gone, 1)]);
      await redis('CONFIG', 'SET', 'maxmemory', '1');
      const writes = Object.entries(everything(store, kept)).filter(([name]) => /^(set|transact)/.test(name));
      expect(writes).toHaveLength(5);
      await expectUnavailable(Object.fromEntries(writes), MARGIN_MS, 'redis');
      expect(await store.get(kept, anything)).toEqual({ value: 1, etag: '1' });
      expect(await redis('INFO', 'stats')).toMatch(/^evicted_keys:0\r?$/m);

      // A delete is done, but not as part of a transaction: none of that is.
      const mixed = store.transact([
        { operation: 'delete', key: gone },
        { operation: 'upsert', key: kept, value: 2 },
      ]);
      await expect(mixed).rejects.toMatchObject(UNAVAILABLE);
      const read = await store.getMany([kept, gone], anything);
      expect(read.map(({ value }) => value)).toEqual([1, 1]);
      await store.delete(gone);

      await redis('CONFIG', 'SET', 'maxmemory', limit);
      await store.set({ ...write(kept, 2), when: { etag: '1' } });
    });

    it(
      'makes summaries count in the database and say that they are degraded, with one in the store and without, and readiness name Redis',
      async () => {
        const summary = async () => (await mustCall(200, 'GET', '/me/summary', { token: account.token })).body;
        const degraded = async () => (await mustCall(200, 'GET', '/readyz')).body['degraded'];
        await eventually(async () => expect(await summary()).toMatchObject({ source: 'cache', degraded: false }));
        await redis('CONFIG', 'SET', 'maxmemory', '1');
        await eventually(async () => expect(await degraded()).toContain('redis'));
        expect(await degraded()).not.toContain('dapr');
        expect(await summary()).toMatchObject({ source: 'database', degraded: true });
        await redis('DEL', summaryKey(account.id));
        expect(await summary()).toMatchObject({ source: 'database', degraded: true });

        await redis('CONFIG', 'SET', 'maxmemory', limit);
        await eventually(async () => expect(await degraded()).not.toContain('redis'));
        await eventually(async () => expect(await summary()).toMatchObject({ source: 'cache', degraded: false }));
      },
      RETURN_MS,
    );
  });
});

describe('by a slow way to Redis', () => {
  let link: SlowLink;
  let sidecar: ScratchSidecar;
  let slowStore: Store;
  beforeAll(async () => {
    link = await SlowLink.open(settings().ports.redis);
    sidecar = await ScratchSidecar.start({
      appId: 'consumer',
      resources: [readFileSync(path.join(paths.root, 'infra/config/dapr/components/statestore.yaml'), 'utf8')],
      env: { REDIS_ADDRESS: `127.0.0.1:${link.port}` },
    });
    slowStore = stateStore(OWNER, sidecar.settings);
  }, RETURN_MS);
  afterAll(async () => {
    await sidecar.stop();
    await link.close();
  });
  afterEach(() => link.mend());

  it('that takes less than the time-out, everything is done', async () => {
    await link.slow(TIMEOUT_MS / 5);
    const key = newKey();
    await slowStore.set({ ...write(key, 1), when: 'absent' });
    expect(await slowStore.get(key, anything)).toEqual({ value: 1, etag: '1' });
  });

  it('that takes longer, everything is given up in time, and goes on as soon as it is well', async () => {
    const key = newKey();
    await slowStore.set(write(key, 1));
    await link.slow(10 * TIMEOUT_MS);
    await expectUnavailable(everything(slowStore, key), TIMEOUT_MS + MARGIN_MS, 'redis');
    await link.mend();
    await eventually(() => slowStore.set(write(key, 2)), { timeout: RETURN_MS });
  });

  it('a write that was given up may have been done', async () => {
    const key = newKey();
    await link.slow(4 * TIMEOUT_MS);
    await expect(slowStore.set({ ...write(key, 1), when: 'absent' })).rejects.toMatchObject(UNAVAILABLE);
    await eventually(async () => expect((await store.get(key, anything)).value).toBe(1));
  });

  it('that is cut, everything fails at once, and goes on as soon as it is back', async () => {
    const key = newKey();
    await slowStore.set(write(key, 1));
    await link.cut();
    await expectUnavailable(everything(slowStore, key), TIMEOUT_MS, 'redis');
    await link.mend();
    const stored = await eventually(() => slowStore.get(key, anything), { timeout: RETURN_MS });
    expect(stored).toEqual({ value: 1, etag: '1' });
  });
});

describe('a sidecar', () => {
  it('that came up without the store is one that is away', async () => {
    const without = await ScratchSidecar.start({ appId: 'consumer' });
    try {
      await expectUnavailable(everything(stateStore(OWNER, without.settings), newKey()), MARGIN_MS, 'dapr');
    } finally {
      await without.stop();
    }
  });

  it(
    'that is killed is missed at once; back again it has all that there was',
    async () => {
      const key = newKey();
      const killable = stateStore(OWNER, sidecarOf('task-service'));
      await killable.set(write(key, 1));
      await supervisor.stop('task-service-daprd');
      await expectUnavailable(everything(killable, key), MARGIN_MS, 'dapr');
      await supervisor.start('task-service-daprd');
      await supervisor.waitUntilReady('task-service-daprd', RETURN_MS);
      expect(await killable.get(key, anything)).toEqual({ value: 1, etag: '1' });

      const pid = await supervisor.kill('task-service-daprd');
      await eventually(async () => expect((await supervisor.state('task-service-daprd')).pid).not.toBe(pid));
      const stored = await eventually(() => killable.get(key, anything), { timeout: RETURN_MS });
      expect(stored).toEqual({ value: 1, etag: '1' });
    },
    2 * RETURN_MS,
  );
});
