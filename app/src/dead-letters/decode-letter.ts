import { AppError, isRetriable } from '../errors';
import { fromHeaders } from '../events/headers';
import type { EventDecoder } from '../kafka/event-decoder';
import type { DeadLetter } from './dead-letter';
import { originTopicOf } from './original-record';

/** What a consumer would find in the record if it got it now. `why` stands for the error that it would be put aside with. */
export type Decoded = { payload: unknown } | { why: string };

/** Decodes as the consumers do. Throws DependencyUnavailableError when the registry does not tell the schema. */
export async function decodeLetter(decoder: EventDecoder, letter: DeadLetter): Promise<Decoded> {
  const topic = originTopicOf(letter);
  if (topic === undefined) return { why: 'it does not say which of our topics it came from' };
  if (!fromHeaders(letter.headers)) return { why: 'the record has no CloudEvents id and time' };
  try {
    return { payload: await decoder.decode(topic, letter.value) };
  } catch (error) {
    if (isRetriable(error) || !(error instanceof AppError)) throw error;
    return { why: error.message };
  }
}
