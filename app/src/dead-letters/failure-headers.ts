import { isInstant, type TraceCarrier } from '@firewatch/telemetry';
import { headersOf, headerText, type RecordHeaders, type RecordHeader } from '../events/record-headers';
import { parseTruncation, type Truncation } from './truncation';

/** Why a record was dead-lettered, and where it stood. */
export interface Failure {
  topic: string;
  /** -1 when it is not known. */
  partition: number;
  /** A 64-bit number as text; -1 when it is not known. */
  offset: string;
  /** The consumer group that could not handle it. */
  group: string;
  /** A stable code, see `errors.ts`. */
  code: string;
  message: string;
  failedAt: Date;
}

/** What the headers of a dead letter say. */
export interface LetterHeaders {
  /** Those that the record came with. */
  own: RecordHeaders;
  /** Undefined when they do not say where the record came from. */
  failure: Failure | undefined;
  /** The trace context of the attempt that failed. */
  attempt: TraceCarrier;
  /** Undefined when the record is there as it was. */
  truncation: Truncation | undefined;
}

/** Before the name of each header that we add. */
const OURS = 'dlq.';

/** Before the name of a header that the record came with, when that begins as ours do. */
const ESCAPE = 'dlq.own.';

/**
 * The headers of a dead letter: the record's own, each as it came, and under `dlq.` where it came from (`origin-*`), why it was
 * dead-lettered (`error-*`), when, in which attempt (`traceparent`, `tracestate`), and what of it was cut.
 */
export function toDeadLetterHeaders(
  own: RecordHeaders,
  failure: Failure,
  attempt: TraceCarrier,
  truncation?: Truncation,
): RecordHeader[] {
  const ours: Record<string, string | undefined> = {
    'origin-topic': failure.topic,
    'origin-partition': String(failure.partition),
    'origin-offset': failure.offset,
    'origin-group': failure.group,
    'error-code': failure.code,
    'error-message': failure.message,
    'failed-at': failure.failedAt.toISOString(),
    traceparent: attempt.traceparent,
    tracestate: attempt.tracestate,
    truncated: truncation && JSON.stringify(truncation),
  };
  const known = Object.entries(ours).flatMap(([name, text]) =>
    text === undefined ? [] : [[OURS + name, text] as const],
  );
  const escaped = own.map(([name, value]) => [name.startsWith(OURS) ? ESCAPE + name : name, value] as const);
  return [...escaped, ...headersOf(Object.fromEntries(known))];
}

/** Reads the headers of a dead letter, also of one from before ours had a prefix. */
export function readDeadLetterHeaders(headers: RecordHeaders): LetterHeaders {
  if (headerText(headers, `${OURS}origin-topic`) === undefined) return readEarlierHeaders(headers);
  const truncated = headerText(headers, `${OURS}truncated`);
  return {
    own: headers.flatMap(([name, value]) => {
      if (!name.startsWith(OURS)) return [[name, value]];
      return name.startsWith(ESCAPE) ? [[name.slice(ESCAPE.length), value]] : [];
    }),
    failure: failureIn(headers, OURS),
    attempt: contextIn(headers, OURS),
    truncation: truncated === undefined ? undefined : parseTruncation(truncated),
  };
}

function failureIn(headers: RecordHeaders, prefix: string): Failure | undefined {
  const text = (name: string) => headerText(headers, prefix + name);
  const topic = text('origin-topic');
  const partition = text('origin-partition') ?? '';
  const offset = text('origin-offset') ?? '';
  const failedAt = new Date(text('failed-at') ?? '');
  if (topic === undefined || !/^(-1|\d{1,9})$/.test(partition) || !/^(-1|\d{1,19})$/.test(offset)) return undefined;
  if (!isInstant(failedAt)) return undefined;
  return {
    topic,
    partition: Number(partition),
    offset,
    group: text('origin-group') ?? '',
    code: text('error-code') ?? '',
    message: text('error-message') ?? '',
    failedAt,
  };
}

function contextIn(headers: RecordHeaders, prefix: string): TraceCarrier {
  const traceparent = headerText(headers, `${prefix}traceparent`);
  const tracestate = headerText(headers, `${prefix}tracestate`);
  return { ...(traceparent !== undefined && { traceparent }), ...(tracestate !== undefined && { tracestate }) };
}

/** The names that ours had until they had a prefix; a record's own of the same name was lost then. */
const EARLIER = new Set([
  'origin-topic',
  'origin-partition',
  'origin-offset',
  'origin-group',
  'origin-traceparent',
  'origin-tracestate',
  'error-code',
  'error-message',
  'failed-at',
  'traceparent',
  'tracestate',
]);

function readEarlierHeaders(headers: RecordHeaders): LetterHeaders {
  const failure = failureIn(headers, '');
  const attempt = contextIn(headers, '');
  if (!failure) return { own: headers, failure, attempt, truncation: undefined };
  const published = Object.entries(contextIn(headers, 'origin-'));
  const own = headers.filter(([name]) => !EARLIER.has(name));
  const context = published.map(([name, text]) => [name, Buffer.from(String(text))] as const);
  return { own: [...own, ...context], failure, attempt, truncation: undefined };
}
