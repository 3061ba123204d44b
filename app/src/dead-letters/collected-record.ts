import { headerText } from '../events/record-headers';
import { NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import type { RecordSender } from '../outbox/ports';
import type { DeadLetter } from './dead-letter';
import type { Failure } from './failure-headers';
import { storeDeadLetter } from './store-dead-letter';

/** As Dapr calls what it knows of a record; it makes headers of them where it puts the record aside. */
const OF_DAPR = /^__/;

/** The consumer group of the subscription whose sidecar puts records aside. */
const GROUP = 'notification-delivery';

/** Where a record stood that Dapr's pub/sub put aside, and why it did, as far as can be told by what it is. */
export function failureOfAside({ headers, value, storedAt, partition, offset }: DeadLetter): Failure {
  const isReadable = isObject(value);
  // Of a record that does not say where it stood, or says it in a way that Dapr does not: where it was put.
  const origin = {
    partition: whole(headerText(headers, '__partition'), 9) ?? String(partition),
    offset: whole(headerText(headers, '__offset'), 19) ?? offset,
  };
  return {
    topic: headerText(headers, '__topic') ?? NOTIFICATION_REQUESTED_TOPIC.name,
    partition: Number(origin.partition),
    offset: origin.offset,
    group: GROUP,
    code: isReadable ? 'internal_error' : 'undecodable_record',
    message: isReadable
      ? 'the sidecar put it aside after its last retry'
      : 'the sidecar put it aside: it is no JSON object',
    failedAt: storedAt ?? new Date(),
  };
}

function whole(text: string | undefined, digits: number): string | undefined {
  return text !== undefined && text.length <= digits && /^\d+$/.test(text) ? text : undefined;
}

/** What Dapr's pub/sub put aside, as a dead letter among the others: same key and value, and of the headers those that are not Dapr's. */
export async function collectRecord(sender: RecordSender, letter: DeadLetter): Promise<void> {
  const { value, headers } = letter;
  const own = headers.filter(([name]) => !OF_DAPR.test(name));
  // Dapr keeps it as a header, and gives the record none.
  const key = letter.key ?? headers.findLast(([name]) => name === '__key')?.[1] ?? null;
  await storeDeadLetter(sender, { key, value, headers: own }, failureOfAside(letter), {});
}

function isObject(value: Buffer | null): boolean {
  try {
    const parsed: unknown = JSON.parse(value?.toString() ?? '');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
