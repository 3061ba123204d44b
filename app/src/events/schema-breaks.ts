import { messageOf } from '../errors';
import {
  avroType,
  isUnion,
  type DetailedType,
  type FieldSchema,
  type RecordSchema,
  type TypeSchema,
} from './avro-schema';

/**
 * Why values written with `released` could not all be read with `current`: one line for each field that breaks, none when
 * they can be read (BACKWARD). Stricter in two things that Avro lets pass: a default that was released stays, since records from
 * before its field may still be in the topic; and a number keeps what it stands for (`logicalType`).
 */
export function schemaBreaks(released: RecordSchema, current: RecordSchema): string[] {
  const before = new Map(released.fields.map((field) => [field.name, field]));
  const breaks = current.fields.flatMap((field) => {
    const problem = fieldBreak(before.get(field.name), field);
    return problem === undefined ? [] : [`field "${field.name}": ${problem}`];
  });
  return breaks.length > 0 ? breaks : recordBreak(released, current);
}

function fieldBreak(before: FieldSchema | undefined, now: FieldSchema): string | undefined {
  const hasDefault = 'default' in now;
  if (before === undefined) return hasDefault ? undefined : 'is new and has no default';
  if ('default' in before && !hasDefault) return 'has no default any more';
  return typeBreak(before.type, now.type);
}

function typeBreak(before: TypeSchema, now: TypeSchema): string | undefined {
  const reason = resolutionError(before, now);
  if (reason !== undefined) {
    const known = symbolsIn(now);
    const lost = known.length === 0 ? [] : symbolsIn(before).filter((symbol) => !known.includes(symbol));
    return lost.length === 0 ? reason : `has lost ${lost.map((symbol) => `"${symbol}"`).join(', ')}`;
  }
  const meanings = [meaningOf(before), meaningOf(now)] as const;
  return meanings[0] === meanings[1] ? undefined : `was ${meanings[0]} and is ${meanings[1]}`;
}

/** What no single field shows, such as another name of the record. */
function recordBreak(released: RecordSchema, current: RecordSchema): string[] {
  const reason = resolutionError(released, current);
  return reason === undefined ? [] : [`the record: ${reason}`];
}

function resolutionError(writer: RecordSchema | TypeSchema, reader: RecordSchema | TypeSchema): string | undefined {
  try {
    avroType(reader).createResolver(avroType(writer));
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function symbolsIn(type: TypeSchema): readonly string[] {
  return detailsIn(type).flatMap(({ symbols }) => symbols ?? []);
}

function meaningOf(type: TypeSchema): string {
  const meanings = detailsIn(type).flatMap(({ logicalType }) => logicalType ?? []);
  return meanings.length === 0 ? 'a plain value' : meanings.join(' or ');
}

/** The types of a type, from the outside in, as far as they say more than their name. */
function detailsIn(type: TypeSchema): readonly DetailedType[] {
  if (typeof type === 'string') return [];
  if (isUnion(type)) return type.flatMap(detailsIn);
  return [type, ...(type.items === undefined ? [] : detailsIn(type.items))];
}
