import type { Migration } from './migration';
import { usersAndTasks } from './0001-users-and-tasks';
import { outbox } from './0002-outbox';
import { auditLog } from './0003-audit-log';

/** Every migration, in the order they run. */
export const MIGRATIONS: readonly Migration[] = [usersAndTasks, outbox, auditLog];
