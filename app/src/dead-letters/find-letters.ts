import { CommandFailure, EXIT } from './command-failure';
import type { Desk } from './desk';
import { idOf, type Place } from './place';
import { Selection, type ListedLetter, type Wanted } from './selection';

type Reading = Pick<Desk, 'source' | 'decisions' | 'screen' | 'signal'>;

/** Reads the topic and chooses; throws DependencyUnavailableError when Kafka or the database is away. */
export async function selectLetters(
  { source, decisions, screen, signal }: Reading,
  wanted: Wanted,
  limit: number,
  end: 'oldest' | 'newest',
): Promise<Selection> {
  const selection = new Selection(wanted, await decisions.all(), limit, end);
  const onProgress = (done: number, total: number) => screen.progress(done, total);
  await source.read({ since: wanted.since }, (letter) => selection.add(letter), { onProgress, signal });
  return selection;
}

/**
 * The dead letters of these places, decided or not, in the order of the places. Throws CommandFailure that names every id that
 * the topic does not hold.
 */
export async function findLetters(
  { source, decisions, signal }: Reading,
  places: readonly Place[],
): Promise<ListedLetter[]> {
  const found = new Map<string, ListedLetter>();
  const decided = await decisions.all();
  const ids = new Set(places.map(idOf));
  await source.read(
    { places },
    (letter) => {
      const id = idOf(letter);
      if (ids.has(id)) found.set(id, { letter, decision: decided.get(id) });
    },
    { signal },
  );
  const missing = [...ids].filter((id) => !found.has(id));
  if (missing.length > 0) {
    throw new CommandFailure(EXIT.notFound, `No such dead letter: ${missing.join(', ')}. Nothing was done.`);
  }
  return [...ids].flatMap((id) => found.get(id) ?? []);
}
