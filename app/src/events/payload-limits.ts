import { isInstant } from '@firewatch/telemetry';
import { isUuid } from './headers';
import { isUnion, type FieldSchema, type RecordSchema, type TypeSchema } from './avro-schema';

/** More than any text that the service takes in a request: the whole body of one has 64 kB at most. Characters. */
const LONGEST_TEXT = 65_536;

/**
 * Why a payload cannot be stored although it fits its schema; undefined when it can. Avro's strings and longs hold more than
 * PostgreSQL's texts, UUIDs and times do.
 */
export function whyNotStorable(schema: RecordSchema, payload: Readonly<Record<string, unknown>>): string | undefined {
  for (const field of schema.fields) {
    const why = whyNotFitting(field, payload[field.name]);
    if (why !== undefined) return `${field.name} ${why}`;
  }
  return undefined;
}

function whyNotFitting(field: FieldSchema, value: unknown): string | undefined {
  if (Array.isArray(value)) return firstOf(value, (item) => whyNotFitting(field, item));
  if (typeof value === 'number' && isTime(field.type) && !isInstant(new Date(value))) {
    return `${value} is no time of the years 1 to 9999`;
  }
  if (typeof value !== 'string') return undefined;
  if (isIdField(field) && !isUuid(value)) return 'is no UUID';
  if (value.includes('\0')) return 'has the character U+0000, which no text of the database can have';
  return value.length > LONGEST_TEXT ? `has more than ${LONGEST_TEXT} characters` : undefined;
}

/** True for a field that holds the UUID of something, by its name. */
export function isIdField({ name }: Pick<FieldSchema, 'name'>): boolean {
  return name.endsWith('Id');
}

function isTime(type: TypeSchema): boolean {
  if (typeof type === 'string') return false;
  return isUnion(type) ? type.some(isTime) : type.logicalType === 'timestamp-millis';
}

function firstOf<Item>(items: readonly Item[], whyOf: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const why = whyOf(item);
    if (why !== undefined) return why;
  }
  return undefined;
}
