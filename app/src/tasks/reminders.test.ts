import type { DomainEvent } from '../events/event';
import { remindOfDueTasks, type DueTask, type ReminderChangeSet } from './reminders';

const at = (time: string) => new Date(`2026-11-24T${time}Z`);

function task(id: string, more: Partial<DueTask> = {}): DueTask {
  const updatedAt = at('08:00:00');
  return { id, ownerId: 'owner', title: `Task ${id}`, assigneeId: null, dueAt: at('10:00:00'), updatedAt, ...more };
}

/** Due tasks in memory; notes what is written, in its order. */
function memory(due: DueTask[]) {
  const events: DomainEvent[] = [];
  const writes: string[] = [];
  const changes: ReminderChangeSet = {
    lockDueTasks: (limit) => Promise.resolve(due.splice(0, limit)),
    markReminded: (taskId) => Promise.resolve(void writes.push(`mark ${taskId}`)),
    recordEvent: (event) => {
      writes.push(`record ${event.key}`);
      events.push(event);
      return Promise.resolve();
    },
  };
  const inTransaction = <Result>(work: (set: ReminderChangeSet) => Promise<Result>) => work(changes);
  return { events, writes, deps: { inTransaction, now: () => at('10:00:01') } };
}

test('each due task is marked and told of, in one transaction', async () => {
  const { deps, events, writes } = memory([task('a', { assigneeId: 'helper' }), task('b')]);
  await expect(remindOfDueTasks(deps, 10)).resolves.toBe(2);
  expect(writes).toEqual(['mark a', 'record a', 'mark b', 'record b']);
  expect(events[0]).toMatchObject({
    topic: 'reminder.due',
    key: 'a',
    occurredAt: at('10:00:01'),
    payload: { taskId: 'a', ownerId: 'owner', title: 'Task a', assigneeId: 'helper', dueAt: at('10:00:00').getTime() },
  });
});

test('no more are raised at once than asked for', async () => {
  const { deps, events } = memory(['a', 'b', 'c'].map((id) => task(id)));
  await expect(remindOfDueTasks(deps, 2)).resolves.toBe(2);
  await expect(remindOfDueTasks(deps, 2)).resolves.toBe(1);
  await expect(remindOfDueTasks(deps, 2)).resolves.toBe(0);
  expect(events.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
});

test('a failure is the caller’s to know', async () => {
  const { deps } = memory([task('a')]);
  const inTransaction = () => Promise.reject(new Error('away'));
  await expect(remindOfDueTasks({ ...deps, inTransaction }, 2)).rejects.toThrow('away');
});
