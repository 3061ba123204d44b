import { collectRecord, failureOfAside } from '../collected-record';
import type { DeadLetter } from '../dead-letter';
import type { Desk } from '../desk';
import type { Place } from '../place';
import { printable } from '../printable';

export interface CollectOptions {
  dryRun?: boolean;
}

/** Puts what Dapr's pub/sub has put aside among the dead letters, and takes it off Dapr's topic. */
export async function collect({ aside, sender, screen, signal }: Desk, { dryRun }: CollectOptions): Promise<void> {
  const letters: DeadLetter[] = [];
  await aside.read({}, (letter) => letters.push(letter), { signal });
  if (letters.length === 0) {
    screen.say('Nothing was put aside.');
    return;
  }
  if (dryRun === true) {
    for (const letter of letters) screen.say(`would collect ${describe(letter)}`);
    return;
  }
  const collected = new Map<number, Place>();
  try {
    for (const letter of letters) {
      signal.throwIfAborted();
      await collectRecord(sender, letter);
      // Those of one partition come in their order, so that what is before the last one was sent, too.
      collected.set(letter.partition, letter);
      screen.say(`collected ${describe(letter)}`);
    }
  } finally {
    if (collected.size > 0) await aside.removeThrough([...collected.values()]);
  }
}

function describe(letter: DeadLetter): string {
  const { topic, partition, offset, code, failedAt } = failureOfAside(letter);
  return `${printable(topic)}/${partition}/${printable(offset)} of ${failedAt.toISOString()}: ${code}`;
}
