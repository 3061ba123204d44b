/**
 * The TypeScript type of a value under an Avro schema written `as const`, so that a schema and its type cannot drift
 * apart. Covers what our schemas use: records, arrays, enums, nullable unions, strings, booleans, ints, longs.
 */
export type AvroValue<Schema> = Schema extends 'string'
  ? string
  : Schema extends 'int' | 'long'
    ? number
    : Schema extends 'boolean'
      ? boolean
      : Schema extends 'null'
        ? null
        : Schema extends readonly (infer Branch)[]
          ? AvroValue<Branch>
          : Schema extends { readonly type: 'record'; readonly fields: infer Fields }
            ? AvroRecord<Fields>
            : Schema extends { readonly type: 'array'; readonly items: infer Items }
              ? AvroValue<Items>[]
              : Schema extends { readonly type: 'enum'; readonly symbols: readonly (infer Symbol)[] }
                ? Symbol
                : Schema extends { readonly type: infer Primitive }
                  ? AvroValue<Primitive>
                  : never;

type AvroRecord<Fields> = Fields extends readonly { readonly name: string; readonly type: unknown }[]
  ? { [Field in Fields[number] as Field['name']]: AvroValue<Field['type']> }
  : never;
