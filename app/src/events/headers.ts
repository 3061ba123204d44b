import { isInstant } from '@firewatch/telemetry';
import { headerText, type RecordHeaders } from './record-headers';

const SOURCE = 'urn:firewatch:task-service';
const TYPE_PREFIX = 'firewatch.';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why a record is not one of our events when `fromHeaders` finds none. */
export const NO_ATTRIBUTES =
  'the headers hold no CloudEvents id (ce_id, a UUID) or no time of the years 1 to 9999 (ce_time)';

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

/**
 * The event's id and time from its headers.
 * @returns undefined when `ce_id` is no UUID or `ce_time` is no time of the years 1 to 9999: such a record is not one of ours.
 */
export function fromHeaders(headers: RecordHeaders): { id: string; occurredAt: Date } | undefined {
  const occurredAt = new Date(headerText(headers, 'ce_time') ?? '');
  const id = headerText(headers, 'ce_id') ?? '';
  if (!isUuid(id) || !isInstant(occurredAt)) return undefined;
  return { id, occurredAt };
}

/** True for a UUID of any version. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
