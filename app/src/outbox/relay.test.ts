import { Client } from 'pg';
import { fetchPending } from './outbox-table';
import { startRelay } from './relay';

/** Nobody listens at port 1. */
const newClient = () => new Client({ host: '127.0.0.1', port: 1, user: 'nobody', connectionTimeoutMillis: 1_000 });

test('with the database away it stands by, tries again, and stops when told to', async () => {
  let attempts = 0;
  const { promise: triedAgain, resolve } = Promise.withResolvers<undefined>();
  let isClosed = false;
  const relay = startRelay({
    newClient() {
      attempts += 1;
      if (attempts === 2) resolve(undefined);
      return newClient();
    },
    fetch: fetchPending,
    encoder: { warmUp: () => Promise.resolve(), encode: () => Promise.reject(new Error('not to be called')) },
    sender: {
      send: () => Promise.reject(new Error('not to be called')),
      close: () => Promise.resolve(void (isClosed = true)),
    },
    pollIntervalMs: 1_000,
    batchSize: 100,
    retentionSeconds: 3_600,
  });
  await triedAgain;
  expect(relay.state()).toEqual({ role: 'standby', failing: undefined });
  await relay.stop();
  expect(isClosed).toBe(true);
});
