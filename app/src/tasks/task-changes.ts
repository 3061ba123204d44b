import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../errors';
import { countTaskChange } from './counters';
import type { InTransaction, TaskChangeSet } from './ports';
import type { NewTask, Task, TaskChanges } from './task';
import { taskAssigned, taskCompleted, taskCreated, taskDeleted, taskUpdated } from './task-events';

export interface TaskChangeDependencies {
  inTransaction: InTransaction<TaskChangeSet>;
  now(): Date;
}

/** Creates a task for its owner. The task and its `task.created` event are stored together, or neither is. */
export async function createTask(deps: TaskChangeDependencies, ownerId: string, fields: NewTask): Promise<Task> {
  const task = openTask(ownerId, fields, deps.now());
  await deps.inTransaction(async (changes) => {
    await changes.insertTask(task);
    await changes.recordEvent(taskCreated(task));
  });
  countTaskChange('created');
  return task;
}

/**
 * Changes fields of the owner's task. Fields that already have their value are no change; without any change nothing is
 * written and no event is sent. Throws AppError `task_not_found`.
 */
export async function updateTask(
  deps: TaskChangeDependencies,
  ownerId: string,
  taskId: string,
  wanted: TaskChanges,
): Promise<Task> {
  const { task, changed } = await deps.inTransaction(async (changes) => {
    const current = found(await changes.lockTask(ownerId, taskId));
    const differing = differences(current, wanted);
    if (Object.keys(differing).length === 0) return { task: current, changed: false };
    const updated = { ...current, ...differing, updatedAt: deps.now() };
    await changes.saveTask(updated);
    await changes.recordEvent(taskUpdated(updated, Object.keys(differing)));
    return { task: updated, changed: true };
  });
  if (changed) countTaskChange('updated');
  return task;
}

/**
 * Completes a task, for its owner or for who it is assigned to; completing it again changes nothing.
 * Throws AppError `task_not_found`.
 */
export async function completeTask(deps: TaskChangeDependencies, userId: string, taskId: string): Promise<Task> {
  const { task, changed } = await deps.inTransaction(async (changes) => {
    const current = found(await changes.lockSharedTask(userId, taskId));
    if (current.status === 'completed') return { task: current, changed: false };
    const completedAt = deps.now();
    const completed: Task = { ...current, status: 'completed', completedAt, updatedAt: completedAt };
    await changes.saveTask(completed);
    await changes.recordEvent(taskCompleted(completed));
    return { task: completed, changed: true };
  });
  if (changed) countTaskChange('completed');
  return task;
}

/**
 * Gives the owner's task to a user, or (null) takes it back. Who has it already gets it no second time: then nothing is
 * written and no event is sent. Throws AppError `task_not_found`, or `assignee_not_found` when there is no such user.
 */
export async function assignTask(
  deps: TaskChangeDependencies,
  ownerId: string,
  taskId: string,
  assigneeId: string | null,
): Promise<Task> {
  const { task, changed } = await deps.inTransaction(async (changes) => {
    const current = found(await changes.lockTask(ownerId, taskId));
    if (current.assigneeId === assigneeId) return { task: current, changed: false };
    const assigned = { ...current, assigneeId, updatedAt: deps.now() };
    await changes.saveTask(assigned);
    await changes.recordEvent(taskAssigned(assigned, current.assigneeId));
    return { task: assigned, changed: true };
  });
  if (changed) countTaskChange('assigned');
  return task;
}

/** Deletes the owner's task. Throws AppError `task_not_found`, also when it was deleted before. */
export async function deleteTask(deps: TaskChangeDependencies, ownerId: string, taskId: string): Promise<void> {
  await deps.inTransaction(async (changes) => {
    const task = found(await changes.lockTask(ownerId, taskId));
    const deletedAt = deps.now();
    await changes.markTaskDeleted(taskId, deletedAt);
    await changes.recordEvent(taskDeleted(task, deletedAt));
  });
  countTaskChange('deleted');
}

function openTask(ownerId: string, fields: NewTask, now: Date): Task {
  return {
    id: randomUUID(),
    ownerId,
    title: fields.title,
    description: fields.description ?? null,
    status: 'open',
    priority: fields.priority ?? 'normal',
    dueAt: fields.dueAt ?? null,
    tags: fields.tags ?? [],
    assigneeId: null,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
  };
}

function found(task: Task | undefined): Task {
  if (!task) throw new AppError('task_not_found', 'There is no such task');
  return task;
}

/** The wanted fields whose value is not the task's already. */
function differences(task: Task, wanted: TaskChanges): Partial<Task> {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([field, value]) => value !== undefined && !isDeepStrictEqual(task[field as keyof TaskChanges], value),
    ),
  );
}
