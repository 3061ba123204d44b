import { AppError } from '../errors';
import type { DomainEvent } from '../events/event';
import type { TaskChangeSet } from './ports';
import type { Task } from './task';
import { assignTask, completeTask, createTask, deleteTask, updateTask } from './task-changes';

const OWNER = '22222222-2222-4222-8222-222222222222';
const COLLEAGUE = '33333333-3333-4333-8333-333333333333';
const NOBODY = '44444444-4444-4444-8444-444444444444';

/** One owner's tasks in memory; notes the order of the writes. */
function memory() {
  const tasks = new Map<string, Task>();
  const events: DomainEvent[] = [];
  const writes: string[] = [];
  const changes: TaskChangeSet = {
    insertTask: (task) => write(`insert`, () => tasks.set(task.id, task)),
    lockTask: (ownerId, taskId) => lock(taskId, (task) => task.ownerId === ownerId),
    lockSharedTask: (userId, taskId) => lock(taskId, (task) => task.ownerId === userId || task.assigneeId === userId),
    saveTask: (task) =>
      task.assigneeId === NOBODY
        ? Promise.reject(new AppError('assignee_not_found', 'nobody'))
        : write('save', () => tasks.set(task.id, task)),
    markTaskDeleted: (taskId) => write('mark deleted', () => tasks.delete(taskId)),
    recordEvent: (event) => write(`record ${event.topic}`, () => events.push(event)),
  };
  function write(what: string, effect: () => unknown): Promise<void> {
    writes.push(what);
    effect();
    return Promise.resolve();
  }
  function lock(taskId: string, mayHave: (task: Task) => boolean): Promise<Task | undefined> {
    writes.push('lock');
    const task = tasks.get(taskId);
    return Promise.resolve(task && mayHave(task) ? task : undefined);
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
  await expect(assignTask(deps, stranger, id, stranger)).rejects.toMatchObject(notFound);
  await expect(deleteTask(deps, stranger, id)).rejects.toMatchObject(notFound);
  expect(events).toHaveLength(1);
});

test('a task is given once, and each event says who has it and who had it', async () => {
  const { deps, events, writes } = memory();
  const { id } = await createTask(deps, OWNER, { title: 'One' });
  const given = await assignTask(deps, OWNER, id, COLLEAGUE);
  expect(given.assigneeId).toBe(COLLEAGUE);
  expect(writes.slice(2)).toEqual(['lock', 'save', 'record task.assigned']);
  await expect(assignTask(deps, OWNER, id, COLLEAGUE)).resolves.toEqual(given);
  await assignTask(deps, OWNER, id, OWNER);
  await assignTask(deps, OWNER, id, null);
  await assignTask(deps, OWNER, id, null);
  expect(events.slice(1).map(({ key, payload }) => ({ key, payload }))).toEqual(
    [
      { assigneeId: COLLEAGUE, previousAssigneeId: null },
      { assigneeId: OWNER, previousAssigneeId: COLLEAGUE },
      { assigneeId: null, previousAssigneeId: OWNER },
    ].map((who) => ({ key: id, payload: expect.objectContaining({ taskId: id, ownerId: OWNER, ...who }) as object })),
  );
});

test('a task cannot be given to nobody known, and stays with whom it was', async () => {
  const { deps, tasks, events } = memory();
  const { id } = await createTask(deps, OWNER, { title: 'One' });
  await expect(assignTask(deps, OWNER, id, NOBODY)).rejects.toMatchObject({ code: 'assignee_not_found' });
  expect(tasks.get(id)?.assigneeId).toBeNull();
  expect(events).toHaveLength(1);
});

test('an assignee may complete the task, and do nothing else with it; the event is the owner’s', async () => {
  const { deps, events } = memory();
  const { id } = await createTask(deps, OWNER, { title: 'One' });
  await assignTask(deps, OWNER, id, COLLEAGUE);
  const notFound = { code: 'task_not_found' };
  await expect(updateTask(deps, COLLEAGUE, id, { title: 'x' })).rejects.toMatchObject(notFound);
  await expect(assignTask(deps, COLLEAGUE, id, null)).rejects.toMatchObject(notFound);
  await expect(deleteTask(deps, COLLEAGUE, id)).rejects.toMatchObject(notFound);
  const completed = await completeTask(deps, COLLEAGUE, id);
  expect(completed).toMatchObject({ status: 'completed', ownerId: OWNER, assigneeId: COLLEAGUE });
  expect(events.at(-1)).toMatchObject({ topic: 'task.completed', payload: { ownerId: OWNER } });
});
