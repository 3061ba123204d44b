import { AppError, isRetriable } from '../errors';
import { fromHeaders, NO_ATTRIBUTES } from '../events/headers';
import { NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import type { EventDecoder } from '../kafka/event-decoder';
import { toNotificationEvent } from '../notifications/notification-event';
import type { DeadLetter } from './dead-letter';
import { originTopicOf } from './original-record';

/** What a consumer would find in the record if it got it now. `why` stands for the error that it would be put aside with. */
export type Decoded = { payload: unknown } | { why: string };

/** Decodes as the consumers do. Throws DependencyUnavailableError when the registry does not tell the schema. */
export async function decodeLetter(decoder: EventDecoder, letter: DeadLetter): Promise<Decoded> {
  const topic = originTopicOf(letter);
  if (topic === undefined) return { why: 'it does not say which of our topics it came from' };
  try {
    if (topic === NOTIFICATION_REQUESTED_TOPIC.name) return { payload: requestIn(letter.value) };
    if (!fromHeaders(letter.headers)) return { why: NO_ATTRIBUTES };
    return { payload: await decoder.decode(topic, letter.value) };
  } catch (error) {
    if (isRetriable(error) || !(error instanceof AppError)) throw error;
    return { why: error.message };
  }
}

function requestIn(value: Buffer | null): unknown {
  let event: unknown;
  try {
    event = JSON.parse(value?.toString() ?? '');
  } catch (error) {
    throw new AppError('undecodable_record', 'the message is no JSON', { cause: error });
  }
  return toNotificationEvent(event);
}
