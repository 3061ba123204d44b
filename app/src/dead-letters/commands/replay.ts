import { CommandFailure, EXIT } from '../command-failure';
import type { Desk } from '../desk';
import { findLetters, selectLetters } from '../find-letters';
import { tableOf } from '../letter-table';
import { idOf, type Place } from '../place';
import { obstaclesTo, replayLetter } from '../replay-letter';
import type { Screen } from '../screen';
import type { ListedLetter } from '../selection';

export interface ReplayOptions {
  all?: boolean;
  topic?: string;
  reason?: string;
  limit: number;
  dryRun?: boolean;
  yes?: boolean;
  force?: boolean;
}

/**
 * Sends dead letters to the topics that they came from. Those named by id are sent if all of them can be; of all that wait,
 * oldest first, those that can be.
 */
export async function replay(desk: Desk, places: readonly Place[], options: ReplayOptions): Promise<void> {
  const { screen } = desk;
  requireUsable(places, options, screen);
  const chosen = options.all === true ? await oldestWaiting(desk, options) : await findLetters(desk, places);
  const sendable = await withoutObstacles(desk, chosen, options);
  const left = chosen.length - sendable.length;
  if (options.dryRun === true) {
    for (const line of tableOf(sendable, screen)) screen.say(line);
    screen.say(`${sendable.length} would be replayed${left > 0 ? `, ${left} not` : ''}`);
  } else {
    await confirm(desk, sendable, options);
    await send(desk, sendable, options);
  }
  if (left > 0) throw new CommandFailure(EXIT.failed, `${left} of ${chosen.length} cannot be replayed.`);
}

function requireUsable(places: readonly Place[], options: ReplayOptions, { confirm }: Screen): void {
  const { topic, reason, yes, dryRun } = options;
  const isAll = options.all === true;
  if (isAll === places.length > 0) throw new CommandFailure(EXIT.usage, 'Say which: ids, or --all.');
  if (!isAll && (topic ?? reason) !== undefined) {
    throw new CommandFailure(EXIT.usage, '--topic and --reason choose among --all, not among ids.');
  }
  if (isAll && yes !== true && dryRun !== true && !confirm) {
    throw new CommandFailure(EXIT.usage, 'Without a terminal to ask at, --all needs --yes.');
  }
}

async function oldestWaiting(desk: Desk, { topic, reason, limit }: ReplayOptions): Promise<ListedLetter[]> {
  const selection = await selectLetters(desk, { topic, reason }, limit, 'oldest');
  const chosen = selection.inOrder();
  if (chosen.length === 0) throw new CommandFailure(EXIT.notFound, 'No such dead letter waits. Nothing was done.');
  if (chosen.length < selection.count) {
    desk.screen.remark(
      `${selection.count} wait; these are the oldest ${chosen.length}, the rest is for the next time.`,
    );
  }
  return chosen;
}

async function withoutObstacles(
  { decoder, screen }: Desk,
  chosen: readonly ListedLetter[],
  { all, force = false }: ReplayOptions,
): Promise<ListedLetter[]> {
  const sendable: ListedLetter[] = [];
  for (const listed of chosen) {
    const { refused, overruled } = await obstaclesTo(decoder, listed, { force });
    for (const why of overruled) screen.remark(`${idOf(listed.letter)}: forced although ${why}`);
    if (refused === undefined) sendable.push(listed);
    else screen.remark(`${idOf(listed.letter)}: not replayed, since ${refused}`);
  }
  if (all !== true && sendable.length < chosen.length) {
    throw new CommandFailure(EXIT.failed, 'Nothing was replayed.');
  }
  return sendable;
}

async function confirm({ screen }: Desk, sendable: readonly ListedLetter[], { all, yes }: ReplayOptions) {
  if (all !== true || yes === true || sendable.length === 0) return;
  for (const line of tableOf(sendable, screen)) screen.remark(line);
  if (await screen.confirm?.(`Replay ${sendable.length}?`)) return;
  throw new CommandFailure(EXIT.failed, 'Nothing was done.');
}

async function send(desk: Desk, sendable: readonly ListedLetter[], { force = false }: ReplayOptions): Promise<void> {
  const { screen, signal } = desk;
  let others = 0;
  for (const { letter } of sendable) {
    signal.throwIfAborted();
    const isOurs = await replayLetter(desk, letter, { anew: force });
    if (isOurs) screen.say(`replayed ${idOf(letter)} to ${letter.failure?.topic ?? ''}`);
    else {
      others += 1;
      screen.remark(`${idOf(letter)} was decided by somebody else meanwhile`);
    }
  }
  if (others > 0) throw new CommandFailure(EXIT.failed, `${others} of ${sendable.length} were left as they are.`);
}
