import type { ReminderChangeSet } from './reminders';
import { startReminders, type Reminders, type ReminderSettings } from './reminders-loop';

let reminders: Reminders | undefined;
afterEach(() => reminders?.stop());

const HOUR_MS = 3_600_000;

/** Runs the loop on what `lock` gives; resolves when it was asked for the given time. */
async function runUntilAsked(
  times: number,
  lock: (time: number) => number | Error,
  more: Partial<ReminderSettings> = {},
) {
  const { promise: asked, resolve } = Promise.withResolvers<undefined>();
  let count = 0;
  const start = performance.now();
  const changes: ReminderChangeSet = {
    lockDueTasks() {
      count += 1;
      if (count === times) resolve(undefined);
      const due = lock(count);
      if (due instanceof Error) return Promise.reject(due);
      const now = new Date();
      const task = { id: 'a', ownerId: 'o', title: 't', assigneeId: null, dueAt: now, updatedAt: now };
      return Promise.resolve(Array.from({ length: due }, () => task));
    },
    markReminded: () => Promise.resolve(),
    recordEvent: () => Promise.resolve(),
  };
  reminders = startReminders({
    inTransaction: (work) => work(changes),
    untilNextDue: () => Promise.resolve(undefined),
    now: () => new Date(),
    pollIntervalMs: HOUR_MS,
    batchSize: 2,
    ...more,
  });
  await asked;
  return { elapsed: performance.now() - start, count: () => count };
}

test('a full batch is followed by the next at once', async () => {
  const { elapsed } = await runUntilAsked(3, (time) => (time < 3 ? 2 : 0));
  expect(elapsed).toBeLessThan(1_000);
});

test('it waits until the next task is due', async () => {
  const { elapsed } = await runUntilAsked(2, () => 1, { untilNextDue: () => Promise.resolve(150) });
  expect(elapsed).toBeGreaterThanOrEqual(140);
});

test('it does not wait longer than the interval, though the next task be due much later', async () => {
  const later = { pollIntervalMs: 20, untilNextDue: () => Promise.resolve(HOUR_MS) };
  await expect(runUntilAsked(3, () => 0, later)).resolves.toBeDefined();
});

test('it goes on after a failure', async () => {
  await expect(
    runUntilAsked(3, (time) => (time < 3 ? new Error('away') : 1), { pollIntervalMs: 20 }),
  ).resolves.toBeDefined();
});

test('when it is stopped it ends at once and asks no more', async () => {
  const { count } = await runUntilAsked(1, () => 0);
  await reminders?.stop();
  expect(count()).toBe(1);
});
