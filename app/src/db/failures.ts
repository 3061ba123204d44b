import {
  ConnectionAcquireTimeoutError,
  ConnectionError,
  DatabaseError,
  ForeignKeyConstraintError,
  TimeoutError,
  UniqueConstraintError,
} from 'sequelize';
import { DependencyUnavailableError } from '../errors';

/**
 * SQLSTATE classes that say the server cannot serve now, not that the statement is wrong: connection exceptions (08),
 * insufficient resources (53), operator intervention (57: shutdown, start-up, cancelled by timeout), and rollbacks that
 * may be tried again (40: serialisation failure, deadlock).
 */
const UNAVAILABLE_CLASSES = ['08', '53', '57', '40'];

/** SQLSTATE 25P03 ends a transaction that idled too long, 55P03 is a lock that was not to be had, 25006 a read-only server. */
const UNAVAILABLE_STATES = ['25P03', '55P03', '25006'];

/** What the pg driver says, without a code, when the connection is lost under a statement. */
const LOST_CONNECTION =
  /connection terminated|connection ended|client has encountered a connection error|query read timeout|timeout expired|not queryable|closed state/i;

const NETWORK_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];

/** Runs a database call; when the database is what failed, throws DependencyUnavailableError instead of the driver's. */
export async function orUnavailable<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw isUnavailable(error) ? new DependencyUnavailableError('database', error) : error;
  }
}

/** True when the error means that the database cannot be reached or cannot serve at the moment. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof ConnectionError || error instanceof ConnectionAcquireTimeoutError) return true;
  if (error instanceof TimeoutError) return true;
  const cause = error instanceof DatabaseError ? error.parent : error;
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause ? String(cause.code) : '';
  return (
    NETWORK_CODES.includes(code) ||
    UNAVAILABLE_STATES.includes(code) ||
    (/^[0-9A-Z]{5}$/.test(code) && UNAVAILABLE_CLASSES.includes(code.slice(0, 2))) ||
    LOST_CONNECTION.test(cause.message)
  );
}

/** True when the statement violated the unique constraint of that name. */
export function violatesUnique(error: unknown, constraint: string): boolean {
  return error instanceof UniqueConstraintError && constraintOf(error.parent) === constraint;
}

/** True when the statement violated the foreign key of that name. */
export function violatesForeignKey(error: unknown, constraint: string): boolean {
  return error instanceof ForeignKeyConstraintError && error.index === constraint;
}

function constraintOf(error: Error): string | undefined {
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
}
