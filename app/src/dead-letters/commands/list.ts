import type { Desk } from '../desk';
import { selectLetters } from '../find-letters';
import { toJson } from '../letter-json';
import { tableOf } from '../letter-table';

export interface ListOptions {
  topic?: string;
  reason?: string;
  since?: Date;
  all?: boolean;
  limit: number;
  json?: boolean;
}

/** Shows those that wait, or all, newest last. */
export async function list(desk: Desk, { all, limit, json, ...options }: ListOptions): Promise<void> {
  const { screen } = desk;
  const selection = await selectLetters(desk, { ...options, decided: all }, limit, 'newest');
  const listed = selection.inOrder();
  if (json === true) {
    screen.say(JSON.stringify(listed.map(toJson)));
    return;
  }
  if (listed.length === 0) {
    screen.say(all === true ? 'There is no such dead letter.' : 'Nothing waits.');
    return;
  }
  for (const line of tableOf(listed, screen)) screen.say(line);
  const shown = listed.length < selection.count ? `; the newest ${listed.length} are shown` : '';
  screen.say(`${selection.count} ${all === true ? 'in all' : selection.count === 1 ? 'waits' : 'wait'}${shown}`);
}
