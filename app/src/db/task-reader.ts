import { literal, Op, QueryTypes, type Sequelize, type WhereOptions } from 'sequelize';
import type { PageRequest } from '../paging/page';
import type { TaskFilter, TaskReader } from '../tasks/ports';
import type { Summary } from '../tasks/summary';
import type { Task } from '../tasks/task';
import { orUnavailable } from './failures';
import type { Models, TaskRow } from './models';
import { pageBinds } from './page-binds';

const SUMMARY = `
  SELECT count(*) FILTER (WHERE deleted_at IS NULL AND status = 'open')::int      AS open,
         count(*) FILTER (WHERE deleted_at IS NULL AND status = 'completed')::int AS completed,
         count(*) FILTER (WHERE deleted_at IS NOT NULL)::int                      AS deleted,
         count(*)::int                                                            AS total,
         max(updated_at)                                                          AS "lastEventAt"
    FROM tasks
   WHERE owner_id = $ownerId`;

type SummaryRow = Omit<Summary, 'userId' | 'lastEventAt'> & { lastEventAt: Date | null };

/** Reads of the tasks table. Each throws DependencyUnavailableError when the database is away. */
export function taskReader(sequelize: Sequelize, { tasks }: Models): TaskReader {
  return {
    async findTask(userId, taskId) {
      const where = { [Op.and]: [{ id: taskId, deletedAt: null }, ownedOrAssigned(userId)] };
      const row = await orUnavailable(() => tasks.findOne({ where }));
      return row ? toTask(row) : undefined;
    },
    async listTasks(userId, filter, page) {
      const order: [string, string][] = [
        ['createdAt', 'DESC'],
        ['id', 'DESC'],
      ];
      const rows = await orUnavailable(() => tasks.findAll({ ...taskPage(userId, filter, page), order }));
      return rows.map(toTask);
    },
    async summarise(ownerId) {
      const [row] = await orUnavailable(() =>
        sequelize.query<SummaryRow>(SUMMARY, { type: QueryTypes.SELECT, bind: { ownerId } }),
      );
      const { lastEventAt = null, ...counts } = row ?? { open: 0, completed: 0, deleted: 0, total: 0 };
      return { userId: ownerId, ...counts, lastEventAt: lastEventAt?.toISOString() ?? null };
    },
  };
}

/** The condition that a task is the user's own or was given to the user. */
export function ownedOrAssigned(userId: string): WhereOptions<TaskRow> {
  return { [Op.or]: [{ ownerId: userId }, { assigneeId: userId }] };
}

/**
 * The indexes tasks_page and tasks_assigned have the order of the pages: the database reads on from where the page before
 * ended, and stops when the page is full. What else is asked for is looked at row by row, in one user's tasks.
 */
function taskPage(
  userId: string,
  { scope, status, priority, tag, dueAfter, dueBefore }: TaskFilter,
  page: PageRequest,
) {
  const { limit, ...after } = pageBinds(page);
  const where: WhereOptions<TaskRow> = {
    ...(scope === 'owned' ? { ownerId: userId } : { assigneeId: userId }),
    deletedAt: null,
    ...(status && { status }),
    ...(priority && { priority }),
    ...((dueAfter ?? dueBefore) && {
      dueAt: { ...(dueAfter && { [Op.gte]: dueAfter }), ...(dueBefore && { [Op.lt]: dueBefore }) },
    }),
    [Op.and]: [
      literal('(created_at, id) < ($at, $id)'),
      // A parameter, unlike the rest: people's own words are not to stand in the statement, and so in the trace.
      ...(tag ? [literal('tags @> $tag')] : []),
    ],
  };
  return { where, limit, bind: { ...after, ...(tag && { tag }) } };
}

/** The domain's task from its row. */
export function toTask(row: TaskRow): Task {
  const { id, ownerId, title, description, status, priority, dueAt, tags, assigneeId } = row;
  const { createdAt, updatedAt, completedAt } = row;
  return {
    ...{ id, ownerId, title, description, status, priority, dueAt, tags, assigneeId },
    ...{ createdAt, updatedAt, completedAt },
  };
}
