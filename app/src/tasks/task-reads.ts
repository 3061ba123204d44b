import { AppError } from '../errors';
import { decodeCursor, encodeCursor } from './cursor';
import type { TaskReader } from './ports';
import type { Task, TaskStatus } from './task';

export interface ListQuery {
  status?: TaskStatus | undefined;
  /** At most this many items a page. */
  limit: number;
  /** `nextCursor` of the page before; absent for the first page. */
  cursor?: string | undefined;
}

/** The owner's task. Throws AppError `task_not_found`, also for a deleted task and for somebody else's. */
export async function getTask(tasks: TaskReader, ownerId: string, taskId: string): Promise<Task> {
  const task = await tasks.findTask(ownerId, taskId);
  if (!task) throw new AppError('task_not_found', 'There is no such task');
  return task;
}

/** One page of the owner's tasks, newest first; `nextCursor` is null on the last page. Throws `invalid_cursor`. */
export async function listTasks(
  tasks: TaskReader,
  ownerId: string,
  { status, limit, cursor }: ListQuery,
): Promise<{ items: Task[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  // One more than asked for tells whether another page follows.
  const found = await tasks.listTasks({ ownerId, status, limit: limit + 1, after });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor(last) : null };
}
