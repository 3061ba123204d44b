import { CommandFailure, EXIT } from '../command-failure';
import type { Desk } from '../desk';
import { findLetters } from '../find-letters';
import { tableOf } from '../letter-table';
import { idOf, type Place } from '../place';

export interface DropOptions {
  reason: string;
  yes?: boolean;
}

/** Notes that these are not to be replayed, and why. The records stay on the topic until its retention ends. */
export async function drop(desk: Desk, places: readonly Place[], { reason, yes }: DropOptions): Promise<void> {
  const { screen, decisions } = desk;
  const listed = await findLetters(desk, places);
  const decided = listed.filter(({ decision }) => decision).map(({ letter }) => idOf(letter));
  if (decided.length > 0) {
    throw new CommandFailure(EXIT.failed, `Decided already: ${decided.join(', ')}. Nothing was done.`);
  }
  if (screen.confirm && yes !== true) {
    for (const line of tableOf(listed, screen)) screen.remark(line);
    if (!(await screen.confirm(`Drop ${listed.length}?`))) throw new CommandFailure(EXIT.failed, 'Nothing was done.');
  }
  let others = 0;
  for (const { letter } of listed) {
    const isOurs = await decisions.decide(letter, { decision: 'dropped', reason }, { anew: false });
    if (isOurs) screen.say(`dropped ${idOf(letter)}`);
    else {
      others += 1;
      screen.remark(`${idOf(letter)} was decided by somebody else meanwhile`);
    }
  }
  if (others > 0) throw new CommandFailure(EXIT.failed, `${others} of ${listed.length} were left as they are.`);
}
