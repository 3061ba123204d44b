import { counter, histogram, SPANS, withSpan } from '@firewatch/telemetry';
import { newEvent, type DomainEvent } from '../events/event';
import type { InTransaction } from './ports';
import type { Task } from './task';

/** What a reminder tells of an open task whose time has come. */
export type DueTask = Pick<Task, 'id' | 'ownerId' | 'title' | 'assigneeId' | 'updatedAt'> & { dueAt: Date };

/** Writes of one transaction that reminds of due tasks. */
export interface ReminderChangeSet {
  /**
   * At most `limit` due tasks that were not reminded of at their present due time, the longest due first, locked until
   * the transaction ends. A task that another transaction has locked is left out.
   */
  lockDueTasks(limit: number): Promise<DueTask[]>;
  /** Remembers that the locked task was reminded of at its due time. */
  markReminded(taskId: string): Promise<void>;
  /** Hands the event to the outbox. Call it after the task was locked. */
  recordEvent(event: DomainEvent): Promise<void>;
}

export interface ReminderDependencies {
  inTransaction: InTransaction<ReminderChangeSet>;
  now(): Date;
}

/**
 * Raises `reminder.due` for tasks that are due, at most `limit`, in one transaction: each task is reminded of once for
 * each value of its due time, whatever else runs at the same time and wherever this stops.
 * @returns how many were raised; `limit` means that more may be due
 */
export async function remindOfDueTasks(deps: ReminderDependencies, limit: number): Promise<number> {
  const reminded = await deps.inTransaction(async (changes) => {
    const due = await changes.lockDueTasks(limit);
    for (const task of due) await remind(changes, task, deps.now());
    return due;
  });
  counter('reminders_raised_total').inc({}, reminded.length);
  for (const task of reminded) {
    histogram('reminder_delay_seconds').observe({}, delaySeconds(task, deps.now()));
  }
  return reminded.length;
}

/** Nobody's request leads to a reminder: it begins a trace, which its event carries on. */
async function remind(changes: ReminderChangeSet, task: DueTask, now: Date): Promise<void> {
  const attributes = { 'firewatch.event.type': 'firewatch.reminder.due' };
  await withSpan(SPANS.remind.name, { attributes, parent: {} }, async (span) => {
    const event = reminderDue(task, now);
    span.setAttribute('messaging.message.id', event.id);
    await changes.markReminded(task.id);
    await changes.recordEvent(event);
  });
}

function reminderDue(task: DueTask, now: Date): DomainEvent<'reminder.due'> {
  const { id: taskId, ownerId, title, assigneeId, dueAt } = task;
  return newEvent('reminder.due', {
    taskId,
    ownerId,
    occurredAt: now.getTime(),
    title,
    assigneeId,
    dueAt: dueAt.getTime(),
  });
}

/** A task may be made or moved when its time is over: then nobody could have reminded of it earlier. */
function delaySeconds({ dueAt, updatedAt }: DueTask, now: Date): number {
  return Math.max(0, now.getTime() - Math.max(dueAt.getTime(), updatedAt.getTime())) / 1_000;
}
