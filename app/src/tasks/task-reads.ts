import { AppError } from '../errors';
import { readPage, type Page, type PageQuery } from '../paging/page';
import type { TaskFilter, TaskReader } from './ports';
import type { Task } from './task';

/** The task of its owner or of who it was assigned to. Throws AppError `task_not_found`, for all others and when it was deleted. */
export async function getTask(tasks: TaskReader, userId: string, taskId: string): Promise<Task> {
  const task = await tasks.findTask(userId, taskId);
  if (!task) throw new AppError('task_not_found', 'There is no such task');
  return task;
}

/** One page of the user's tasks that pass the filter, newest first. Throws AppError `invalid_cursor`. */
export function listTasks(
  tasks: TaskReader,
  userId: string,
  { limit, cursor, ...filter }: PageQuery & TaskFilter,
): Promise<Page<Task>> {
  return readPage(
    { limit, cursor },
    ({ createdAt: at, id }) => ({ at, id }),
    (page) => tasks.listTasks(userId, filter, page),
  );
}
