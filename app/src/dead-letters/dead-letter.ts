import type { KafkaMessage } from 'kafkajs';
import { headerText } from '../events/headers';
import { failureIn, type Failure } from './failure-headers';
import type { Place } from './place';

/** A record of the dead-letter topic. */
export interface DeadLetter extends Place {
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, string>;
  /** When it was stored. */
  storedAt: Date;
  /** Undefined for a record that none of our consumers put there. */
  failure: Failure | undefined;
}

/** The dead letter in a record of that partition. */
export function toDeadLetter(partition: number, message: KafkaMessage): DeadLetter {
  const headers = headerText(message.headers);
  return {
    partition,
    offset: message.offset,
    key: message.key,
    value: message.value,
    headers,
    storedAt: new Date(Number(message.timestamp)),
    failure: failureIn(headers),
  };
}

/** When it failed; of a record that does not say, when it was stored. */
export function failedAt({ failure, storedAt }: DeadLetter): Date {
  return failure?.failedAt ?? storedAt;
}

/** The id of the trace in which it failed, which is that of its request; undefined where there was none. */
export function traceIdOf({ headers }: DeadLetter): string | undefined {
  return /^[\da-f]{2}-([\da-f]{32})-/.exec(headers['traceparent'] ?? '')?.[1];
}

/** Order in which they failed; of those that failed at once, order in which they stand. */
export function byAge(a: DeadLetter, b: DeadLetter): number {
  return (
    failedAt(a).getTime() - failedAt(b).getTime() ||
    a.partition - b.partition ||
    Number(BigInt(a.offset) - BigInt(b.offset))
  );
}
