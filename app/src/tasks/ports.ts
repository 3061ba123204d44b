import type { DomainEvent } from '../events/event';
import type { PageRequest } from '../paging/page';
import type { Summary } from './summary';
import type { Task, TaskPriority, TaskScope, TaskStatus } from './task';

/** Writes that belong to one transaction: all of them happen, or none. */
export interface TaskChangeSet {
  insertTask(task: Task): Promise<void>;
  /**
   * The owner's task, locked until the transaction ends, so that changes of one task happen one after the other and its
   * events are written in that order.
   * @returns undefined when there is no such task, it is deleted, or it belongs to someone else
   */
  lockTask(ownerId: string, taskId: string): Promise<Task | undefined>;
  /** Like `lockTask`, also for the user that the task is assigned to. */
  lockSharedTask(userId: string, taskId: string): Promise<Task | undefined>;
  /** Throws AppError `assignee_not_found` when the task's assignee is no user. */
  saveTask(task: Task): Promise<void>;
  markTaskDeleted(taskId: string, deletedAt: Date): Promise<void>;
  /** Hands the event to the outbox. Call it after the task's row was inserted or locked. */
  recordEvent(event: DomainEvent): Promise<void>;
}

/** Runs work in one database transaction; an error thrown by the work rolls it back and is rethrown. */
export type InTransaction<ChangeSet> = <Result>(work: (changes: ChangeSet) => Promise<Result>) => Promise<Result>;

/** Which of a user's tasks to list: those that match all that is given. */
export interface TaskFilter {
  scope: TaskScope;
  status?: TaskStatus | undefined;
  priority?: TaskPriority | undefined;
  /** A task must have all of these. */
  tag?: string[] | undefined;
  /** Due at this time or later. */
  dueAfter?: Date | undefined;
  /** Due before this time. */
  dueBefore?: Date | undefined;
}

/** Reads outside a transaction. */
export interface TaskReader {
  /** @returns undefined when there is no such task, it is deleted, or it is neither the user's nor assigned to the user */
  findTask(userId: string, taskId: string): Promise<Task | undefined>;
  /** Newest first by creation, then id. */
  listTasks(userId: string, filter: TaskFilter, page: PageRequest): Promise<Task[]>;
  summarise(ownerId: string): Promise<Summary>;
}

/** A summary with the version that a write must name, so that nobody overwrites what was not seen. */
export interface CachedSummary {
  summary: Summary | undefined;
  /** Undefined when nothing is stored. */
  version: string | undefined;
}

/** The per-user summaries of the state store: a cache with a time to live. */
export interface SummaryCache {
  /** Throws a retriable error when the store does not answer in time, or takes no writes: what it holds grows old then. */
  read(ownerId: string): Promise<CachedSummary>;
  /**
   * Stores the summary if the stored version is still the one given (undefined: still nothing stored).
   * Throws a retriable AppError with code `state_conflict` when somebody else wrote meanwhile.
   */
  write(ownerId: string, summary: Summary, version: string | undefined): Promise<void>;
}
