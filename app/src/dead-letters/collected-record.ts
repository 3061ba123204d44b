import { DEAD_LETTER_TOPIC, NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import type { OutgoingRecord } from '../outbox/ports';
import type { DeadLetter } from './dead-letter';
import { toDeadLetterHeaders, type Failure } from './failure-headers';

/** As Dapr calls what it knows of a record; it makes headers of them where it puts the record aside. */
const OF_DAPR = /^__/;

/** The consumer group of the subscription whose sidecar puts records aside. */
const GROUP = 'notification-delivery';

/** Where a record stood that Dapr's pub/sub put aside, and why it did, as far as can be told by what it is. */
export function failureOfAside({ headers, value, storedAt, partition, offset }: DeadLetter): Failure {
  const isReadable = isObject(value);
  return {
    topic: headers['__topic'] ?? NOTIFICATION_REQUESTED_TOPIC.name,
    // Of a record that does not say: where it was put.
    partition: Number(headers['__partition'] ?? partition),
    offset: headers['__offset'] ?? offset,
    group: GROUP,
    code: isReadable ? 'internal_error' : 'undecodable_record',
    message: isReadable
      ? 'the sidecar put it aside after its last retry'
      : 'the sidecar put it aside: it is no JSON object',
    failedAt: storedAt,
  };
}

/** What Dapr's pub/sub put aside, as a dead letter among the others: same key and value, and of the headers those that are not Dapr's. */
export function collectedRecord(letter: DeadLetter): OutgoingRecord {
  const { value, headers } = letter;
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_DAPR.test(name)));
  return {
    topic: DEAD_LETTER_TOPIC.name,
    // Dapr keeps it as a header, and gives the record none.
    key: letter.key ?? headers['__key'] ?? null,
    value,
    headers: toDeadLetterHeaders(own, failureOfAside(letter), {}),
  };
}

function isObject(value: Buffer | null): boolean {
  try {
    const parsed: unknown = JSON.parse(value?.toString() ?? '');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
