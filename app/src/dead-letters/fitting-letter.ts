import type { TraceCarrier } from '@firewatch/telemetry';
import type { RecordHeader, RecordHeaders } from '../events/record-headers';
import { DEAD_LETTER_TOPIC } from '../events/topics';
import type { OutgoingRecord } from '../outbox/ports';
import { toDeadLetterHeaders, type Failure } from './failure-headers';
import { cutPart, type Truncation } from './truncation';

/** A record that is to be dead-lettered. */
export interface FailedRecord {
  key: Buffer | null;
  value: Buffer | null;
  headers: RecordHeaders;
}

/** What a batch of one record takes besides its key, its value and its headers, at most. Bytes. */
const BATCH_BYTES = 128;

/** What a header takes besides its name and its value, at most. Bytes. */
const HEADER_BYTES = 10;

/** Of what was cut this many headers are described; the names of the longest are shortened. */
const DESCRIBED_HEADERS = 5;
const DESCRIBED_NAME = 60;

/** Of the room in a dead letter this share may go to error message, names of headers and what was cut. */
const OVERHEAD_SHARE = 1 / 2;

/** What a UTF-16 unit of a text takes at most. */
const BYTES_PER_CHARACTER = 3;

/**
 * The dead letter of a record that takes at most `limit` bytes on the wire, which have to be 4,096 at least. All of the record
 * is in it if that fits. Else its longest parts are cut to one length, be they key, value or headers, and headers whose names
 * alone take too much are left out; then the dead letter says so, with the size and the hash of what was cut.
 */
export function fittingLetter(
  record: FailedRecord,
  failure: Failure,
  attempt: TraceCarrier,
  limit: number,
): OutgoingRecord {
  const whole = letterOf(record, failure, attempt);
  if (sizeOf(whole) <= limit) return whole;
  const longestMessage = Math.floor((limit * OVERHEAD_SHARE) / 4 / BYTES_PER_CHARACTER);
  const short = { ...failure, message: failure.message.slice(0, longestMessage) };
  const kept = headersWithin(record.headers, (limit * OVERHEAD_SHARE) / 4);
  const leftOut = record.headers.length - kept.length;
  // With the longest description there can be, what is left is for the parts.
  const parts = [record.key, record.value, ...kept.map(([, value]) => value)].map((part) => part?.length ?? 0);
  const bare = letterOf(
    { key: null, value: null, headers: kept.map(([name]) => [name, null]) },
    short,
    attempt,
    longestDescription(record, kept),
  );
  const longest = longestPart(parts, limit - sizeOf(bare));
  const cut = (part: Buffer | null) => part && part.subarray(0, longest);
  const headers = kept.map(([name, value]) => [name, cut(value)] as const);
  const truncation = describe(record, kept, leftOut, longest);
  return letterOf({ key: cut(record.key), value: cut(record.value), headers }, short, attempt, truncation);
}

function letterOf(
  { key, value, headers }: FailedRecord,
  failure: Failure,
  attempt: TraceCarrier,
  truncation?: Truncation,
): OutgoingRecord {
  const all = toDeadLetterHeaders(headers, failure, attempt, truncation);
  return { topic: DEAD_LETTER_TOPIC.name, key, value, headers: all };
}

/** What a record takes on the wire at most, alone in its batch and not compressed. Bytes. */
export function sizeOf({ key, value, headers }: Pick<OutgoingRecord, 'key' | 'value' | 'headers'>): number {
  const ofHeaders = headers.reduce((sum, header) => sum + sizeOfHeader(header), 0);
  return BATCH_BYTES + Buffer.byteLength(key ?? '') + (value?.length ?? 0) + ofHeaders;
}

function sizeOfHeader([name, value]: RecordHeader): number {
  return HEADER_BYTES + Buffer.byteLength(name) + (value?.length ?? 0);
}

/** The first headers, as many as have names that fit. */
function headersWithin(headers: RecordHeaders, room: number): RecordHeader[] {
  let left = room;
  return headers.filter(([name]) => {
    // Escaping may make a name longer.
    left -= sizeOfHeader([`dlq.own.${name}`, null]);
    return left >= 0;
  });
}

/** The greatest length to which parts can be cut so that all of them take no more than `room`. */
function longestPart(sizes: readonly number[], room: number): number {
  let left = room;
  const ascending = sizes.toSorted((a, b) => a - b);
  for (const [index, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size > share) return Math.max(0, share);
    left -= size;
  }
  return Number.MAX_SAFE_INTEGER;
}

function describe(record: FailedRecord, kept: RecordHeaders, leftOut: number, longest: number): Truncation {
  const cut = kept
    .filter(([, value]) => value !== null && value.length > longest)
    .toSorted(([, a], [, b]) => (b?.length ?? 0) - (a?.length ?? 0));
  return {
    ...(record.key && record.key.length > longest && { key: cutPart(record.key) }),
    ...(record.value && record.value.length > longest && { value: cutPart(record.value) }),
    headers: cut
      .slice(0, DESCRIBED_HEADERS)
      .map(([name, value]) => ({ name: shortName(name), ...cutPart(value ?? Buffer.alloc(0)) })),
    otherHeaders: leftOut + Math.max(0, cut.length - DESCRIBED_HEADERS),
  };
}

function shortName(name: string): string {
  return name.slice(0, DESCRIBED_NAME).replace(/[^\x20-\x7e]/g, '?');
}

/** What `describe` says when everything is cut. */
function longestDescription(record: FailedRecord, kept: RecordHeaders): Truncation {
  return describe(record, kept, Number.MAX_SAFE_INTEGER, -1);
}
