import { AppError, isRetriable } from '../errors';
import type { SummaryCache, TaskReader } from './ports';
import type { SummaryAnswer } from './summary';

export interface SummaryDependencies {
  tasks: Pick<TaskReader, 'summarise'>;
  cache: SummaryCache;
}

const MAX_WRITE_ATTEMPTS = 10;

/**
 * The user's summary: from the state store when it is there, else counted in the database and put into the store.
 * While the state store cannot be read or written the answer comes from the database and says that it is degraded.
 */
export async function readSummary({ tasks, cache }: SummaryDependencies, userId: string): Promise<SummaryAnswer> {
  let version: string | undefined;
  try {
    const cached = await cache.read(userId);
    if (cached.summary) return { ...cached.summary, source: 'cache', degraded: false };
    version = cached.version;
  } catch (error) {
    if (!isRetriable(error)) throw error;
    return { ...(await tasks.summarise(userId)), source: 'database', degraded: true };
  }
  const summary = await tasks.summarise(userId);
  try {
    await cache.write(userId, summary, version);
  } catch (error) {
    if (!isRetriable(error)) throw error;
    return { ...summary, source: 'database', degraded: !isLostRace(error) };
  }
  return { ...summary, source: 'database', degraded: false };
}

/**
 * Counts the user's tasks anew and stores the result. Right after any redelivery and any concurrent call: the count is
 * taken after the version was read, and a write on a version that is no longer current is counted and tried again.
 * Throws a retriable error when the store or the database is away, or when others kept winning.
 */
export async function refreshSummary({ tasks, cache }: SummaryDependencies, userId: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { version } = await cache.read(userId);
    const summary = await tasks.summarise(userId);
    try {
      await cache.write(userId, summary, version);
      return;
    } catch (error) {
      if (!isLostRace(error) || attempt === MAX_WRITE_ATTEMPTS) throw error;
    }
  }
}

/** The other writer has counted as well as we did. */
function isLostRace(error: unknown): boolean {
  return error instanceof AppError && error.code === 'state_conflict';
}
