import type { Migration } from './migration';
import { usersAndTasks } from './0001-users-and-tasks';
import { outbox } from './0002-outbox';
import { auditLog } from './0003-audit-log';
import { assignmentsAndReminders } from './0004-assignments-and-reminders';
import { refreshTokens } from './0005-refresh-tokens';
import { notifications } from './0006-notifications';
import { activity } from './0007-activity';
import { deadLetterDecisions } from './0008-dead-letter-decisions';
import { outboxMarks } from './0009-outbox-marks';
import { timesInRange } from './0010-times-in-range';
import { recordSkips } from './0011-record-skips';

/** Every migration, in the order they run. */
export const MIGRATIONS: readonly Migration[] = [
  usersAndTasks,
  outbox,
  auditLog,
  assignmentsAndReminders,
  refreshTokens,
  notifications,
  activity,
  deadLetterDecisions,
  outboxMarks,
  timesInRange,
  recordSkips,
];
