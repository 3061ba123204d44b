import type { Migration } from './migration';

/** As `isInstant` has it, which a migration must not follow when it changes. */
const EARLIEST = "timestamptz '0001-01-01 00:00:00Z'";
const LATEST = "timestamptz '9999-12-31 23:59:59.999Z'";

/** What the lists of the API return or are ordered by. */
const COLUMNS: readonly (readonly [table: string, ...columns: string[]])[] = [
  ['users', 'created_at'],
  ['tasks', 'due_at', 'created_at', 'updated_at', 'completed_at'],
  ['audit_log', 'occurred_at'],
  ['notifications', 'created_at'],
];

/**
 * PostgreSQL keeps times from 4713 BC to the year 294276, and `infinity`; a page that ended with one outside of the API's range had a
 * cursor that the service refused. A row with such a time keeps the nearest time that is in range; an event's payload stays as it was.
 */
export const timesInRange: Migration = {
  name: '0010-times-in-range',
  sql: COLUMNS.flatMap(([table, ...columns]) =>
    columns.map(
      (column) => `
    UPDATE ${table} SET ${column} = least(greatest(${column}, ${EARLIEST}), ${LATEST})
     WHERE ${column} NOT BETWEEN ${EARLIEST} AND ${LATEST};
    ALTER TABLE ${table} ADD CONSTRAINT ${table}_${column}_in_range CHECK (${column} BETWEEN ${EARLIEST} AND ${LATEST});`,
    ),
  ).join('\n'),
};
