import type { IHeaders } from 'kafkajs';

/** A header of a record: its name, and its bytes; null when the sender gave no value. */
export type RecordHeader = readonly [name: string, value: Buffer | null];

/** The headers of a record. A name may be repeated; the values of one name are in their order. */
export type RecordHeaders = readonly RecordHeader[];

/**
 * The headers of a record as KafkaJS hands them over. KafkaJS collects them in an object: the order of different names is not
 * kept, and a name that every object inherits (`toString`, `__proto__`) comes with the inherited thing before its values.
 */
export function receivedHeaders(headers: IHeaders | undefined): RecordHeader[] {
  return Object.entries(headers ?? {}).flatMap(([name, content]) =>
    valuesIn(content).map((value) => [name, value] as const),
  );
}

function valuesIn(content: unknown): (Buffer | null)[] {
  if (Array.isArray(content)) return content.flatMap((part: unknown) => (Array.isArray(part) ? [] : valuesIn(part)));
  if (content === null || Buffer.isBuffer(content)) return [content];
  return typeof content === 'string' ? [Buffer.from(content)] : [];
}

/** Headers of texts. */
export function headersOf(texts: Readonly<Record<string, string>>): RecordHeader[] {
  return Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)] as const);
}

/** The value of a header as text; of a repeated one the last. Undefined when it is absent or has no value. */
export function headerText(headers: RecordHeaders, name: string): string | undefined {
  return headers.findLast(([other]) => other === name)?.[1]?.toString();
}
