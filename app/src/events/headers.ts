import type { IHeaders } from 'kafkajs';

const SOURCE = 'urn:firewatch:task-service';
const TYPE_PREFIX = 'firewatch.';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Attributes of an event as its record's headers carry them (CloudEvents 1.0, Kafka protocol binding, binary mode). */
export interface EventAttributes {
  id: string;
  /** Topic name; on the wire the type is `firewatch.<topic>`. */
  topic: string;
  occurredAt: Date;
}

/** The CloudEvents headers of an event's record. */
export function toHeaders(event: EventAttributes): Record<string, string> {
  return {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: `${TYPE_PREFIX}${event.topic}`,
    ce_source: SOURCE,
    ce_time: event.occurredAt.toISOString(),
    'content-type': 'application/avro',
  };
}

/** Header values as text; of a repeated header the last one counts. Absent values are left out. */
export function headerText(headers: IHeaders | undefined): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) text[name] = last.toString();
  }
  return text;
}

/**
 * The event's id and time from its headers.
 * @returns undefined when `ce_id` is no UUID or `ce_time` is no time: such a record is not one of ours.
 */
export function fromHeaders(headers: Record<string, string>): { id: string; occurredAt: Date } | undefined {
  const occurredAt = new Date(headers['ce_time'] ?? '');
  const id = headers['ce_id'] ?? '';
  if (!UUID.test(id) || Number.isNaN(occurredAt.getTime())) return undefined;
  return { id, occurredAt };
}
