import { renderMetrics } from '@firewatch/telemetry';
import { observeBacklog, type Backlog } from './backlog';

/** Counts what is next in the list, and fails as with the database away when nothing is. */
function counts(...backlogs: Backlog[]) {
  const asked = { times: 0 };
  const count = () => {
    asked.times += 1;
    const next = backlogs.shift();
    return next === undefined ? Promise.reject(new Error('away')) : Promise.resolve(next);
  };
  return { count, asked };
}

async function exposed(metric: string): Promise<number> {
  const { body } = await renderMetrics();
  return Number(new RegExp(`^${metric} (\\S+)$`, 'm').exec(body)?.[1]);
}

/** Looks at every turn of the event loop; Jest's time limit is the limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

test('with the database away the last count stays, and the oldest event grows older', async () => {
  const { count, asked } = counts({ pending: 0, oldest: null }, { pending: 3, oldest: new Date(Date.now() - 60_000) });
  const stopping = new AbortController();
  const observing = observeBacklog(count, 1, stopping.signal);
  await until(() => asked.times > 2);
  expect(await exposed('outbox_pending_events')).toBe(3);
  const age = await exposed('outbox_oldest_pending_age_seconds');
  expect(age).toBeGreaterThanOrEqual(60);
  const { times } = asked;
  await until(() => asked.times > times + 2);
  expect(await exposed('outbox_oldest_pending_age_seconds')).toBeGreaterThan(age);
  stopping.abort();
  await observing;
});

test('an empty outbox has no oldest event', async () => {
  const { count, asked } = counts({ pending: 0, oldest: null });
  const stopping = new AbortController();
  const observing = observeBacklog(count, 1, stopping.signal);
  await until(() => asked.times > 1);
  expect(await exposed('outbox_pending_events')).toBe(0);
  expect(await exposed('outbox_oldest_pending_age_seconds')).toBe(0);
  stopping.abort();
  await observing;
});
