import type { Random } from './random';

/** What a user may do, with its share of the requests. The last four are honest mistakes, so that panels have 4xx to show. */
export const MIX = {
  list: 24,
  get: 18,
  create: 16,
  summary: 12,
  update: 11,
  complete: 7,
  assign: 4,
  delete: 5,
  get_missing: 1.2,
  create_invalid: 1.2,
  login_refused: 0.6,
} as const;

export type Operation = keyof typeof MIX;

const OPERATIONS = Object.keys(MIX) as Operation[];
const TOTAL = Object.values(MIX).reduce((sum, weight) => sum + weight, 0);

/** Operations that need a task to act on. */
const NEEDS_TASK: ReadonlySet<Operation> = new Set(['get', 'update', 'delete']);
const NEEDS_OPEN_TASK: ReadonlySet<Operation> = new Set(['complete', 'assign']);

/** A user with this many tasks deletes the oldest instead of creating another, so that the table stays bounded. */
export const MAX_TASKS_PER_USER = 30;

/** Draws an operation with the probability of its weight. */
export function drawOperation(random: Random): Operation {
  let remaining = random() * TOTAL;
  for (const operation of OPERATIONS) {
    remaining -= MIX[operation];
    if (remaining < 0) return operation;
  }
  return 'list';
}

/** What the user's tasks allow: counts of those it has, and of those not yet completed. */
export interface TaskCounts {
  readonly all: number;
  readonly open: number;
}

/** The drawn operation, or the one that makes sense in its place: nothing can be read, changed, completed or given away that is not there. */
export function fitToTasks(drawn: Operation, tasks: TaskCounts): Operation {
  if (drawn === 'create' && tasks.all >= MAX_TASKS_PER_USER) return 'delete';
  if (NEEDS_TASK.has(drawn) && tasks.all === 0) return 'create';
  if (NEEDS_OPEN_TASK.has(drawn) && tasks.open === 0) return fitToTasks('create', tasks);
  return drawn;
}
