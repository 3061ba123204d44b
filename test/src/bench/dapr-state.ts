import { randomUUID } from 'node:crypto';
import { settings } from '../platform/settings';
import type { Benchmark, PreparedBenchmark, Side } from './benchmark';
import { HttpConnection } from './http-connection';
import { percentiles } from './percentiles';
import { RedisConnection } from './redis-connection';
import { sendInTurn } from './send-in-turn';

const CALLS = 500;
const WARM_UP = 3;
const STATE = '/v1.0/state/statestore';
const TTL_SECONDS = 600;

/** About the size of a user's summary. */
const VALUE = { open: 12, completed: 345, overdue: 1, lastEventAt: new Date().toISOString(), note: 'x'.repeat(100) };

/**
 * Milliseconds of reading and of writing one value: by the sidecar, which keeps a version of each and takes a request of HTTP for each;
 * and by `GET` and `SET` of Redis itself, on a connection that is open.
 */
export const daprState: Benchmark = {
  name: 'dapr-state',
  title: 'A value read and written by the sidecar, and in Redis itself',
  warmUp: WARM_UP,
  async prepare(): Promise<PreparedBenchmark> {
    const { ports, secrets } = settings();
    const key = `bench:${randomUUID()}`;
    const sidecar = new HttpConnection(ports.consumerDaprHttp, {
      'dapr-api-token': secrets.consumerDaprApiToken,
      'content-type': 'application/json',
    });
    const redis = await RedisConnection.open();
    const entry = JSON.stringify([{ key, value: VALUE, metadata: { ttlInSeconds: String(TTL_SECONDS) } }]);
    const save = () => sidecar.send('POST', STATE, entry);
    const set = () => redis.send('SET', key, JSON.stringify(VALUE), 'EX', String(TTL_SECONDS));
    await save();
    await set();
    return {
      sides: [
        side('get', () => sidecar.send('GET', `${STATE}/${key}`)),
        side('Redis GET', () => redis.send('GET', key)),
        side('save', save),
        side('Redis SET', set),
      ],
      userIds: [],
      async close() {
        await sidecar.send('DELETE', `${STATE}/${key}`);
        await redis.send('DEL', key);
        sidecar.close();
        redis.close();
      },
    };
  },
};

function side(name: string, call: () => Promise<unknown>): Side {
  return { name, measure: async () => percentiles(await sendInTurn(CALLS, call)) };
}
