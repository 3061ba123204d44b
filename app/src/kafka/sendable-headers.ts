import type { IHeaders } from 'kafkajs';
import type { RecordHeader, RecordHeaders } from '../events/record-headers';

/**
 * Headers in the form in which KafkaJS sends each of them as it is, also those without a value. Names of one spelling stay in
 * their order.
 */
export function sendableHeaders(headers: RecordHeaders): IHeaders {
  const byName = Map.groupBy(headers, ([name]) => name);
  // Not by assignment: `__proto__` is a name like any other.
  return Object.fromEntries([...byName].map(([name, ofName]) => [name, sendable(ofName)]));
}

function sendable(headers: readonly RecordHeader[]): IHeaders[string] {
  const values = headers.map(([, value]) => value);
  return values.every((value) => value !== null) ? values : (HeaderValues.from(values) as unknown as Buffer[]);
}

/**
 * KafkaJS 2.2.4 writes a header without a value, but cannot measure it: `Buffer.byteLength(null)` throws. It makes its pairs
 * of name and value by `map`. These pairs are measured as empty, which takes as many bytes on the wire as none, and written as
 * null.
 */
class HeaderValues extends Array<Buffer | null> {
  override map<Result>(toPair: (value: Buffer | null, index: number, values: (Buffer | null)[]) => Result): Result[] {
    return Array.from(this, (value, index) => {
      const pair = toPair(value, index, this);
      if (value !== null || typeof pair !== 'object' || pair === null) return pair;
      let isMeasured = false;
      return Object.defineProperty(pair, 'value', {
        get() {
          if (isMeasured) return null;
          isMeasured = true;
          return '';
        },
      });
    });
  }
}
