import type { TraceCarrier } from '@firewatch/telemetry';

/** Why a record was put aside, and where it stood. */
export interface Failure {
  topic: string;
  partition: number;
  /** A 64-bit number as text. */
  offset: string;
  /** The consumer group that could not handle it. */
  group: string;
  /** A stable code, see `errors.ts`. */
  code: string;
  message: string;
  failedAt: Date;
}

type Headers = Readonly<Record<string, string>>;

/** What a dead letter has besides the headers that the record came with. */
const ADDED = [
  'origin-topic',
  'origin-partition',
  'origin-offset',
  'origin-group',
  'origin-traceparent',
  'origin-tracestate',
  'error-code',
  'error-message',
  'failed-at',
];

/**
 * The headers of a dead letter: the record's own, where it came from (`origin-*`), why it was put aside (`error-*`), when,
 * and as `traceparent` the attempt that failed. The context that it came with is kept as `origin-traceparent` and
 * `origin-tracestate`.
 */
export function toDeadLetterHeaders(own: Headers, failure: Failure, attempt: TraceCarrier): Record<string, string> {
  const headers = {
    ...own,
    traceparent: attempt.traceparent ?? own['traceparent'],
    tracestate: attempt.traceparent === undefined ? own['tracestate'] : attempt.tracestate,
    'origin-topic': failure.topic,
    'origin-partition': String(failure.partition),
    'origin-offset': failure.offset,
    'origin-group': failure.group,
    'origin-traceparent': own['traceparent'],
    'origin-tracestate': own['tracestate'],
    'error-code': failure.code,
    'error-message': failure.message,
    'failed-at': failure.failedAt.toISOString(),
  };
  return withoutAbsent(headers);
}

/** What the headers of a dead letter say of its failure; undefined when they do not say where it came from. */
export function failureIn(headers: Headers): Failure | undefined {
  const { 'origin-topic': topic, 'origin-partition': partition = '', 'origin-offset': offset = '' } = headers;
  const failedAt = new Date(headers['failed-at'] ?? '');
  if (topic === undefined || !/^\d+$/.test(partition) || !/^\d+$/.test(offset)) return undefined;
  if (Number.isNaN(failedAt.getTime())) return undefined;
  return {
    topic,
    partition: Number(partition),
    offset,
    group: headers['origin-group'] ?? '',
    code: headers['error-code'] ?? '',
    message: headers['error-message'] ?? '',
    failedAt,
  };
}

/**
 * The headers that the record of a dead letter came with. Where it came without a trace context it has that of the attempt
 * that failed.
 */
export function ownHeaders(headers: Headers): Record<string, string> {
  const own: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !ADDED.includes(name)),
  );
  if (headers['origin-traceparent'] !== undefined) {
    own['traceparent'] = headers['origin-traceparent'];
    own['tracestate'] = headers['origin-tracestate'];
  }
  return withoutAbsent(own);
}

function withoutAbsent(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
