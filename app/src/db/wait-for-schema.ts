import { logger } from '@firewatch/telemetry';
import type { Sequelize } from 'sequelize';
import { messageOf } from '../errors';
import { pause } from '../retry';
import { isUnavailable } from './failures';
import { migrate } from './migrate';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

const log = logger.child({ 'log.logger': 'db' });

/**
 * Migrates as soon as the database can be reached, however long that takes; says in the log what it is waiting for.
 * Rejects at once when a migration itself fails.
 * @returns false when the signal was aborted first
 */
export async function waitForSchema(sequelize: Sequelize, signal: AbortSignal): Promise<boolean> {
  const isStopping = () => signal.aborted;
  for (let pauseMs = FIRST_PAUSE_MS; !isStopping(); pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      await migrate(sequelize);
      return true;
    } catch (error) {
      if (isStopping()) return false;
      if (!isUnavailable(error)) throw error;
      log.warn(`waiting for PostgreSQL, next attempt in ${pauseMs} ms: ${messageOf(error)}`);
    }
    await pause(pauseMs, signal);
  }
  return false;
}
