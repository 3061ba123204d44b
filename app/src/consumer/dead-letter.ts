import { counter, currentTraceContext } from '@firewatch/telemetry';
import { toDeadLetterHeaders } from '../dead-letters/failure-headers';
import { messageOf } from '../errors';
import { DEAD_LETTER_TOPIC } from '../events/topics';
import type { RecordSender } from '../outbox/ports';
import type { ReceivedRecord } from './received-record';
import { deadLetterReason } from './record-outcome';

const MAX_MESSAGE_LENGTH = 1_000;

/**
 * Sends a record to the dead-letter topic as it came, with what `toDeadLetterHeaders` adds to its headers. Resolves when it
 * is stored; throws DependencyUnavailableError when that is not possible now.
 */
export async function sendToDeadLetter(
  sender: RecordSender,
  group: string,
  record: ReceivedRecord,
  error: unknown,
): Promise<void> {
  const { topic, partition, offset, key, value } = record;
  const code = deadLetterReason(error);
  const message = messageOf(error).slice(0, MAX_MESSAGE_LENGTH);
  const failure = { topic, partition, offset, group, code, message, failedAt: new Date() };
  const headers = toDeadLetterHeaders(record.headers, failure, currentTraceContext());
  await sender.send([{ topic: DEAD_LETTER_TOPIC.name, key, value, headers }]);
  counter('dead_letter_events_total').inc({ topic, reason: code });
}
