import { DependencyUnavailableError, messageOf } from '../../errors';
import type { DeadLetter } from '../dead-letter';
import { decodeLetter, type Decoded } from '../decode-letter';
import type { Desk } from '../desk';
import { findLetters } from '../find-letters';
import { detailsOf } from '../letter-details';
import { toFullJson } from '../letter-json';
import type { Place } from '../place';

/** Shows all of one dead letter; with the registry away, the bytes of its value. */
export async function show(desk: Desk, place: Place, { json }: { json?: boolean }): Promise<void> {
  const { screen, consoleUrl } = desk;
  for (const listed of await findLetters(desk, [place])) {
    const decoded = await decodeIfPossible(desk, listed.letter);
    if (json === true) screen.say(JSON.stringify(toFullJson(listed, decoded)));
    else for (const line of detailsOf(listed, decoded, screen, consoleUrl)) screen.say(line);
  }
}

async function decodeIfPossible({ decoder }: Desk, letter: DeadLetter): Promise<Decoded> {
  try {
    return await decodeLetter(decoder, letter);
  } catch (error) {
    if (error instanceof DependencyUnavailableError) return { why: `${messageOf(error)} now` };
    throw error;
  }
}
