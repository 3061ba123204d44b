import { z } from 'zod';
import { AppError } from '../errors';
import { headersOf, type RecordHeader } from '../events/record-headers';
import { NOTIFICATION_REQUESTED_TOPIC } from '../events/topics';
import type { ReceivedRecord } from './received-record';

/** A record of Kafka's, as the sidecar brings it among others. */
export interface DeliveredEntry {
  /** What the answer names it by; unique among the entries of one call. */
  entryId: string;
  /** The record's value, as JSON. */
  event: unknown;
  /** The CloudEvent's id, if it has one. */
  messageId: string | undefined;
  /** The record itself. Its value is the event written anew: the sidecar does not hand on its bytes. */
  record: ReceivedRecord;
}

/** What the Kafka component says of a record beside its headers, whose names these are not. */
const PLACE_PREFIX = '__';

/** Of an event's attributes one that is longer is not taken for one. */
const LONGEST_ATTRIBUTE = 512;

const envelope = z.object({ topic: z.string().optional().catch(undefined), entries: z.array(z.unknown()) });

const entry = z.object({ entryId: z.string(), event: z.unknown().optional(), metadata: z.unknown().optional() });

const attribute = z.string().max(LONGEST_ATTRIBUTE).optional().catch(undefined);
const attributes = z
  .object({ id: attribute, traceparent: attribute, tracestate: attribute })
  .catch({ id: undefined, traceparent: undefined, tracestate: undefined });

/**
 * The records in what the sidecar brings by a bulk subscription to a topic of Kafka's. Throws AppError `validation_failed` for what is no
 * bulk. Of an entry nothing is asked but its name: a record may have headers that are called as the sidecar calls its place, and one
 * such record must not have the others refused with it. A place that cannot be read is -1. An entry without a name, which no answer
 * can be about, is left out; the sidecar brings it again by itself.
 */
export function deliveredEntries(body: unknown): DeliveredEntry[] {
  const { success, data, error } = envelope.safeParse(body);
  if (!success) throw new AppError('validation_failed', 'The body is none of a bulk subscription', { cause: error });
  return data.entries.flatMap((each) => {
    const named = entry.safeParse(each);
    return named.success ? [toDelivered(named.data, data.topic ?? NOTIFICATION_REQUESTED_TOPIC.name)] : [];
  });
}

function toDelivered({ entryId, event, metadata }: z.output<typeof entry>, topic: string): DeliveredEntry {
  const { id, traceparent, tracestate } = attributes.parse(event);
  const about = textsIn(metadata);
  const key = about.get('__key');
  return {
    entryId,
    event,
    messageId: id,
    record: {
      topic,
      partition: Number(digits(about.get('__partition'), 9) ?? -1),
      offset: digits(about.get('__offset'), 19) ?? '-1',
      key: key === undefined ? null : Buffer.from(key),
      // Undefined, which JSON has no text for, is an event that is not there.
      value: event === undefined ? null : Buffer.from(JSON.stringify(event)),
      headers: [
        ...headersIn(about),
        // The trace context is in the event. Here it is kept by whoever knows headers only.
        ...headersOf({ ...(traceparent !== undefined && { traceparent }), ...(tracestate && { tracestate }) }),
      ],
    },
  };
}

function textsIn(metadata: unknown): Map<string, string> {
  const entries = typeof metadata === 'object' && metadata !== null ? Object.entries(metadata) : [];
  return new Map(entries.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

function headersIn(about: ReadonlyMap<string, string>): RecordHeader[] {
  const ofEvent = ['traceparent', 'tracestate'];
  return [...about]
    .filter(([name]) => !name.startsWith(PLACE_PREFIX) && !ofEvent.includes(name))
    .map(([name, text]) => [name, Buffer.from(text)] as const);
}

function digits(text: string | undefined, most: number): string | undefined {
  return text !== undefined && text.length <= most && /^\d+$/.test(text) ? text : undefined;
}
