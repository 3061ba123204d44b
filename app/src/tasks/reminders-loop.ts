import { counter, logger } from '@firewatch/telemetry';
import { messageOf } from '../errors';
import { pause } from '../retry';
import { remindOfDueTasks, type ReminderDependencies } from './reminders';

export interface ReminderSettings extends ReminderDependencies {
  /** Milliseconds until the next task is due that is not due yet; undefined when there is none. */
  untilNextDue(): Promise<number | undefined>;
  /** Looks for due tasks at least this often: a task may be made or moved so that it is due before all others. */
  pollIntervalMs: number;
  /** The most reminders of one transaction. */
  batchSize: number;
}

export interface Reminders {
  /** Ends after the transaction in hand. */
  stop(): Promise<void>;
}

const log = logger.child({ 'log.logger': 'tasks.reminders' });

/**
 * Reminds of tasks as they become due, until it is stopped. Any number of processes may do so on one database. With the
 * database away it goes on trying and says so once; what became due meanwhile is reminded of afterwards.
 */
export function startReminders(settings: ReminderSettings): Reminders {
  const stopping = new AbortController();
  const { signal } = stopping;
  // The series is there before the first reminder, so that a rate over it sees it.
  counter('reminders_raised_total').inc({}, 0);

  const done = (async () => {
    let isFailing = false;
    while (!signal.aborted) {
      try {
        const raised = await remindOfDueTasks(settings, settings.batchSize);
        if (isFailing) log.info('due tasks are reminded of again');
        isFailing = false;
        if (raised < settings.batchSize) await pause(await waitMs(), signal);
      } catch (error) {
        if (!isFailing) log.warn({ err: error }, `reminders wait: ${messageOf(error)}`);
        isFailing = true;
        await pause(settings.pollIntervalMs, signal);
      }
    }
  })();

  async function waitMs(): Promise<number> {
    return Math.min(settings.pollIntervalMs, (await settings.untilNextDue()) ?? Infinity);
  }

  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
