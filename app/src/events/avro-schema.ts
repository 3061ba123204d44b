import { Type } from 'avsc';
import { withinBytes } from './bounded-avro';

/** A type as a schema declares it: a primitive's name, a union's branches, or more about one type. */
export type TypeSchema = string | readonly TypeSchema[] | DetailedType;

export interface DetailedType {
  readonly type: string;
  /** An enum's. */
  readonly symbols?: readonly string[];
  /** An array's. */
  readonly items?: TypeSchema;
  readonly logicalType?: string;
}

export interface FieldSchema {
  readonly name: string;
  readonly type: TypeSchema;
  readonly doc?: string;
  /** Absent when a value has to be there; `null` is a default. */
  readonly default?: unknown;
}

/** A record schema as data: what `schemas.ts` declares, and what a released file holds. */
export interface RecordSchema {
  readonly type: 'record';
  readonly name: string;
  readonly namespace: string;
  readonly doc: string;
  readonly fields: readonly FieldSchema[];
}

/** The codec of a schema; what it decodes takes no more memory than its bytes. Throws avsc's error when the schema is none. */
export function avroType(schema: RecordSchema | TypeSchema): Type {
  // avsc writes into what it is given.
  return Type.forSchema(structuredClone(schema) as Parameters<typeof Type.forSchema>[0], { typeHook: withinBytes });
}

/** True for a union; Array.isArray does not tell read-only arrays apart. */
export function isUnion(type: TypeSchema): type is readonly TypeSchema[] {
  return Array.isArray(type);
}
