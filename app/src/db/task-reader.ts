import { Op, QueryTypes, type Sequelize } from 'sequelize';
import type { TaskReader } from '../tasks/ports';
import type { Summary } from '../tasks/summary';
import type { Task } from '../tasks/task';
import { orUnavailable } from './failures';
import type { Models, TaskRow } from './models';

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
    async findTask(ownerId, taskId) {
      const row = await orUnavailable(() => tasks.findOne({ where: { id: taskId, ownerId, deletedAt: null } }));
      return row ? toTask(row) : undefined;
    },
    async listTasks({ ownerId, status, limit, after }) {
      const where = {
        ownerId,
        deletedAt: null,
        ...(status && { status }),
        ...(after && {
          [Op.or]: [
            { createdAt: { [Op.lt]: after.createdAt } },
            { createdAt: after.createdAt, id: { [Op.lt]: after.id } },
          ],
        }),
      };
      const order: [string, string][] = [
        ['createdAt', 'DESC'],
        ['id', 'DESC'],
      ];
      const rows = await orUnavailable(() => tasks.findAll({ where, limit, order }));
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

/** The domain's task from its row. */
export function toTask(row: TaskRow): Task {
  const { id, ownerId, title, description, status, priority, dueAt, tags, assigneeId } = row;
  const { createdAt, updatedAt, completedAt } = row;
  return {
    ...{ id, ownerId, title, description, status, priority, dueAt, tags, assigneeId },
    ...{ createdAt, updatedAt, completedAt },
  };
}
