import { z } from 'zod';
import { AppError } from '../errors';
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

const metadata = z
  .object({
    __topic: z.string(),
    __partition: z.coerce.number().int().nonnegative(),
    __offset: z.string().regex(/^\d+$/),
    __key: z.string().optional(),
  })
  .catchall(z.string());

const envelope = z.object({ entries: z.array(z.object({ entryId: z.string(), event: z.unknown(), metadata })) });

const text = z.string().optional().catch(undefined);
const attributes = z
  .object({ id: text, traceparent: text, tracestate: text })
  .catch({ id: undefined, traceparent: undefined, tracestate: undefined });

/**
 * The records in what the sidecar brings by a bulk subscription to a topic of Kafka's. Throws AppError `validation_failed` for anything
 * else. What the events are does not matter here.
 */
export function deliveredEntries(body: unknown): DeliveredEntry[] {
  const { success, data, error } = envelope.safeParse(body);
  if (!success) throw new AppError('validation_failed', 'The body is none of a bulk subscription', { cause: error });
  return data.entries.map(({ entryId, event, metadata: about }) => {
    const { id, traceparent, tracestate } = attributes.parse(event);
    return {
      entryId,
      event,
      messageId: id,
      record: {
        topic: about.__topic,
        partition: about.__partition,
        offset: about.__offset,
        key: about.__key === undefined ? null : Buffer.from(about.__key),
        value: Buffer.from(JSON.stringify(event)),
        headers: {
          ...headersIn(about),
          // The trace context is in the event. Here it is kept by whoever knows headers only.
          ...(traceparent !== undefined && { traceparent }),
          ...(tracestate !== undefined && tracestate !== '' && { tracestate }),
        },
      },
    };
  });
}

function headersIn(about: z.output<typeof metadata>): Record<string, string> {
  const headers = Object.entries(about).filter(([name]) => !name.startsWith(PLACE_PREFIX));
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}
