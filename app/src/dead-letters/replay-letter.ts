import { AppError } from '../errors';
import type { EventDecoder } from '../kafka/event-decoder';
import type { DeadLetter } from './dead-letter';
import { decodeLetter } from './decode-letter';
import type { Desk } from './desk';
import { originalRecord, originTopicOf } from './original-record';
import type { ListedLetter } from './selection';
import { describeTruncation, type Truncation } from './truncation';

/** What speaks against sending a dead letter again: it is `refused`, or the operator has `overruled` it. */
export interface Obstacles {
  refused: string | undefined;
  overruled: string[];
}

/**
 * What was decided before and what would only come back is refused unless it is forced; what has no topic to go to, and what is
 * not there as it was, always.
 * Throws DependencyUnavailableError when the registry does not tell a schema.
 */
export async function obstaclesTo(
  decoder: EventDecoder,
  { letter, decision }: ListedLetter,
  { force }: { force: boolean },
): Promise<Obstacles> {
  if (letter.truncation) return { refused: whyNotWhole(letter, letter.truncation), overruled: [] };
  const decoded = await decodeLetter(decoder, letter);
  const whys = [
    ...(decision ? [`it was ${decision.decision} at ${decision.decidedAt.toISOString()}`] : []),
    ...('why' in decoded ? [`it would come back: ${decoded.why}`] : []),
  ];
  const isForced = force && originTopicOf(letter) !== undefined;
  return isForced ? { refused: undefined, overruled: whys } : { refused: whys.join('; ') || undefined, overruled: [] };
}

function whyNotWhole({ failure }: DeadLetter, truncation: Truncation): string {
  const place = failure ? `${failure.topic}, partition ${failure.partition}, offset ${failure.offset}` : 'its topic';
  return `it is not there as it came, being too large (${describeTruncation(truncation)}): the record itself stands in ${place} until its retention ends`;
}

/**
 * Sends a dead letter to the topic it came from, and then stores that it was replayed; see `DecisionStore.decide` for what
 * an end between the two means. Throws DependencyUnavailableError, and RecordRefusedError when the broker will not take it.
 * @returns false when it was decided before, unless `anew`
 */
export async function replayLetter(
  { decisions, sender }: Pick<Desk, 'decisions' | 'sender'>,
  letter: DeadLetter,
  options: { anew: boolean },
): Promise<boolean> {
  const topic = originTopicOf(letter);
  if (topic === undefined) throw new AppError('undecodable_record', 'the record has no topic to go back to');
  return decisions.decide(letter, { decision: 'replayed', reason: null }, options, () =>
    sender.send([originalRecord(letter, topic)]),
  );
}
