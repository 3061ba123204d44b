import type { DomainEvent } from '../events/event';
import type { TaskChangeSet } from './ports';
import type { Task } from './task';
import { completeTask, createTask, deleteTask, updateTask } from './task-changes';

const OWNER = '22222222-2222-4222-8222-222222222222';

/** One owner's tasks in memory; notes the order of the writes. */
function memory() {
  const tasks = new Map<string, Task>();
  const events: DomainEvent[] = [];
  const writes: string[] = [];
  const changes: TaskChangeSet = {
    insertTask: (task) => write(`insert`, () => tasks.set(task.id, task)),
    lockTask: (ownerId, taskId) => {
      writes.push('lock');
      const task = tasks.get(taskId);
      return Promise.resolve(task?.ownerId === ownerId ? task : undefined);
    },
    saveTask: (task) => write('save', () => tasks.set(task.id, task)),
    markTaskDeleted: (taskId) => write('mark deleted', () => tasks.delete(taskId)),
    recordEvent: (event) => write(`record ${event.topic}`, () => events.push(event)),
  };
  function write(what: string, effect: () => unknown): Promise<void> {
    writes.push(what);
    effect();
    return Promise.resolve();
  }
  let time = Date.parse('2026-11-24T00:00:00Z');
  return {
    tasks,
    events,
    writes,
    deps: {
      inTransaction: <Result>(work: (set: TaskChangeSet) => Promise<Result>) => work(changes),
      now: () => new Date((time += 1_000)),
    },
  };
}

test('a created task has its defaults, and its event is recorded after its row', async () => {
  const { deps, events, writes } = memory();
  const task = await createTask(deps, OWNER, { title: 'One' });
  expect(task).toMatchObject({ status: 'open', priority: 'normal', description: null, dueAt: null, tags: [] });
  expect(writes).toEqual(['insert', 'record task.created']);
  expect(events[0]).toMatchObject({ key: task.id, payload: { taskId: task.id, ownerId: OWNER, title: 'One' } });
});

test('an update names the fields that changed, and only those', async () => {
  const { deps, events, writes } = memory();
  const { id } = await createTask(deps, OWNER, { title: 'One', tags: ['a'] });
  const updated = await updateTask(deps, OWNER, id, { title: 'Two', tags: ['a'], description: undefined });
  expect(updated.title).toBe('Two');
  expect(events[1]?.payload).toMatchObject({
    title: 'Two',
    changedFields: ['title'],
    occurredAt: updated.updatedAt.getTime(),
  });
  expect(writes.slice(2)).toEqual(['lock', 'save', 'record task.updated']);
});

test('an update that changes nothing writes nothing', async () => {
  const { deps, writes } = memory();
  const task = await createTask(deps, OWNER, { title: 'One', dueAt: new Date(0) });
  await expect(updateTask(deps, OWNER, task.id, { title: 'One', dueAt: new Date(0) })).resolves.toEqual(task);
  expect(writes.slice(2)).toEqual(['lock']);
});

test('null clears a field', async () => {
  const { deps } = memory();
  const { id } = await createTask(deps, OWNER, { title: 'One', description: 'text', dueAt: new Date(0) });
  const cleared = await updateTask(deps, OWNER, id, { description: null, dueAt: null });
  expect(cleared).toMatchObject({ title: 'One', description: null, dueAt: null });
});

test('completing twice has one effect', async () => {
  const { deps, events } = memory();
  const { id } = await createTask(deps, OWNER, { title: 'One' });
  const first = await completeTask(deps, OWNER, id);
  const second = await completeTask(deps, OWNER, id);
  expect(first.completedAt).toEqual(first.updatedAt);
  expect(second).toEqual(first);
  expect(events.map(({ topic }) => topic)).toEqual(['task.created', 'task.completed']);
});

test('a deletion is told once, the second time there is no task', async () => {
  const { deps, events } = memory();
  const { id } = await createTask(deps, OWNER, { title: 'One' });
  await deleteTask(deps, OWNER, id);
  await expect(deleteTask(deps, OWNER, id)).rejects.toMatchObject({ code: 'task_not_found' });
  expect(events.map(({ topic }) => topic)).toEqual(['task.created', 'task.deleted']);
});

test('somebody else’s task is not found', async () => {
  const { deps, events } = memory();
  const { id } = await createTask(deps, OWNER, { title: 'One' });
  const stranger = '33333333-3333-4333-8333-333333333333';
  const notFound = { code: 'task_not_found', retriable: false };
  await expect(updateTask(deps, stranger, id, { title: 'x' })).rejects.toMatchObject(notFound);
  await expect(completeTask(deps, stranger, id)).rejects.toMatchObject(notFound);
  await expect(deleteTask(deps, stranger, id)).rejects.toMatchObject(notFound);
  expect(events).toHaveLength(1);
});
