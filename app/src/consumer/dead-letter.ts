import { counter, currentTraceContext } from '@firewatch/telemetry';
import { messageOf } from '../errors';
import { DEAD_LETTER_TOPIC } from '../events/topics';
import type { RecordSender } from '../outbox/ports';
import type { ReceivedRecord } from './received-record';
import { deadLetterReason } from './record-outcome';

const MAX_MESSAGE_LENGTH = 1_000;

/**
 * Sends a record to the dead-letter topic as it came: same key, value and headers, and in further headers where it came
 * from (`origin-*`), why (`error-*`), when, and the trace it was handled in. Resolves when it is stored; throws
 * DependencyUnavailableError when that is not possible now.
 */
export async function sendToDeadLetter(
  sender: RecordSender,
  group: string,
  record: ReceivedRecord,
  error: unknown,
): Promise<void> {
  const reason = deadLetterReason(error);
  await sender.send([
    {
      topic: DEAD_LETTER_TOPIC.name,
      key: record.key,
      value: record.value,
      headers: {
        ...record.headers,
        ...currentTraceContext(),
        'origin-topic': record.topic,
        'origin-partition': String(record.partition),
        'origin-offset': record.offset,
        'origin-group': group,
        'error-code': reason,
        'error-message': messageOf(error).slice(0, MAX_MESSAGE_LENGTH),
        'failed-at': new Date().toISOString(),
      },
    },
  ]);
  counter('dead_letter_events_total').inc({ topic: record.topic, reason });
}
