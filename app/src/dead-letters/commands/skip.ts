import { pause } from '../../retry';
import { CommandFailure, EXIT } from '../command-failure';
import type { Desk } from '../desk';
import type { Skip } from '../ports';

export interface SkipOptions {
  reason: string;
  yes?: boolean;
}

const POLL_MS = 500;

/**
 * Has a group leave behind the record that it waits at: the running consumer puts it into the dead-letter topic and goes on. Only
 * the group's next record can be skipped.
 * @param patienceMs how long the consumer is given
 */
export async function skip(
  { skips, screen, signal }: Desk,
  record: Omit<Skip, 'reason'>,
  { reason, yes }: SkipOptions,
  patienceMs: number,
): Promise<void> {
  const { group, topic, partition, offset } = record;
  const what = `${topic}, partition ${partition}, offset ${offset}`;
  const place = await skips.placeOf(group, topic, partition);
  if (!place) throw new CommandFailure(EXIT.notFound, `The topic ${topic} has no partition ${partition}.`);
  if (place.next === place.end)
    throw new CommandFailure(EXIT.failed, `${group} has read all of ${topic}, partition ${partition}.`);
  if (place.next !== offset) {
    throw new CommandFailure(
      EXIT.failed,
      `${group} is at offset ${place.next} of ${topic}, partition ${partition}; only that record can be skipped. Nothing was done.`,
    );
  }
  if (screen.confirm && yes !== true && !(await screen.confirm(`Have ${group} skip ${what}?`))) {
    throw new CommandFailure(EXIT.failed, 'Nothing was done.');
  }
  await skips.order({ ...record, reason });
  const end = Date.now() + patienceMs;
  while (!(await skips.isDone(record))) {
    signal.throwIfAborted();
    await pause(POLL_MS, signal);
    if (Date.now() < end) continue;
    throw new CommandFailure(
      EXIT.failed,
      `The order is stored, but no consumer has carried it out within ${patienceMs / 1_000} s. One does as soon as it tries ${what} again: is the consumer running (make dev-status)?`,
    );
  }
  screen.say(`skipped ${what}, for ${group}; it is a dead letter now: firewatch dlq list --reason skipped_by_operator`);
}
