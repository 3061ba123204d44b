import { counter, currentTraceContext } from '@firewatch/telemetry';
import { storeDeadLetter } from '../dead-letters/store-dead-letter';
import { shortMessageOf } from '../errors';
import type { RecordSender } from '../outbox/ports';
import type { ReceivedRecord } from './received-record';
import { deadLetterReason } from './record-outcome';

/**
 * Sends a record to the dead-letter topic as it came, with where it came from and why it is there. Resolves when it is stored;
 * throws DependencyUnavailableError when that is not possible now.
 * @param code by default that of the error
 */
export async function sendToDeadLetter(
  sender: RecordSender,
  group: string,
  record: ReceivedRecord,
  error: unknown,
  code: string = deadLetterReason(error),
): Promise<void> {
  const { topic, partition, offset } = record;
  const failure = { topic, partition, offset, group, code, message: shortMessageOf(error), failedAt: new Date() };
  await storeDeadLetter(sender, record, failure, currentTraceContext());
  counter('dead_letter_events_total').inc({ topic, reason: code });
}
