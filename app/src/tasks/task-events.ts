import { newEvent, type DomainEvent } from '../events/event';
import type { Task } from './task';

/** The event that says the task was created. */
export function taskCreated(task: Task): DomainEvent<'task.created'> {
  return newEvent('task.created', snapshot(task));
}

/** The event that says which fields of the task were changed. */
export function taskUpdated(task: Task, changedFields: string[]): DomainEvent<'task.updated'> {
  return newEvent('task.updated', { ...snapshot(task), changedFields });
}

/** The event that says the task was completed. */
export function taskCompleted(task: Task): DomainEvent<'task.completed'> {
  const { id: taskId, ownerId, title, updatedAt } = task;
  return newEvent('task.completed', { taskId, ownerId, title, occurredAt: updatedAt.getTime() });
}

/** The event that says the task was given to its assignee, or taken back from the one before. */
export function taskAssigned(task: Task, previousAssigneeId: string | null): DomainEvent<'task.assigned'> {
  const { id: taskId, ownerId, title, assigneeId, updatedAt } = task;
  return newEvent('task.assigned', {
    ...{ taskId, ownerId, title, assigneeId, previousAssigneeId },
    occurredAt: updatedAt.getTime(),
  });
}

/** The event that says the task was deleted, at the time given. */
export function taskDeleted(task: Task, deletedAt: Date): DomainEvent<'task.deleted'> {
  return newEvent('task.deleted', { taskId: task.id, ownerId: task.ownerId, occurredAt: deletedAt.getTime() });
}

function snapshot(task: Task) {
  return {
    taskId: task.id,
    ownerId: task.ownerId,
    occurredAt: task.updatedAt.getTime(),
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    dueAt: task.dueAt?.getTime() ?? null,
    tags: task.tags,
    assigneeId: task.assigneeId,
  };
}
