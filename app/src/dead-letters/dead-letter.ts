import { isInstant, type TraceCarrier } from '@firewatch/telemetry';
import type { KafkaMessage } from 'kafkajs';
import { receivedHeaders } from '../events/record-headers';
import { readDeadLetterHeaders, type LetterHeaders } from './failure-headers';
import type { Place } from './place';

/** A record of the dead-letter topic; its headers are those that the record came with. */
export interface DeadLetter extends Place, Omit<LetterHeaders, 'own'> {
  key: Buffer | null;
  value: Buffer | null;
  headers: LetterHeaders['own'];
  /** When it was stored; undefined when its sender gave it a time outside of the years 1 to 9999. */
  storedAt: Date | undefined;
}

/** The dead letter in a record of that partition. */
export function toDeadLetter(partition: number, message: KafkaMessage): DeadLetter {
  const { own, ...rest } = readDeadLetterHeaders(receivedHeaders(message.headers));
  const storedAt = new Date(Number(message.timestamp));
  return {
    partition,
    offset: message.offset,
    key: message.key,
    value: message.value,
    headers: own,
    storedAt: isInstant(storedAt) ? storedAt : undefined,
    ...rest,
  };
}

/** When it failed; of a record that does not say, when it was stored. Undefined when that is not known either. */
export function failedAt({ failure, storedAt }: Pick<DeadLetter, 'failure' | 'storedAt'>): Date | undefined {
  return failure?.failedAt ?? storedAt;
}

/** The id of the trace in which it failed, which is that of its request; undefined where there was none. */
export function traceIdOf({ attempt }: { attempt: TraceCarrier }): string | undefined {
  return /^[\da-f]{2}-([\da-f]{32})-/.exec(attempt.traceparent ?? '')?.[1];
}

/** Order in which they failed, those of no known time first; of those that failed at once, order in which they stand. */
export function byAge(a: DeadLetter, b: DeadLetter): number {
  const [timeOfA, timeOfB] = [a, b].map((letter) => failedAt(letter)?.getTime() ?? Number.MIN_SAFE_INTEGER);
  return (timeOfA ?? 0) - (timeOfB ?? 0) || a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset));
}
