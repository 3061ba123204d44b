import { z } from 'zod';
import { fetchJson } from './json-http';
import { settings } from './settings';

const tagSchema = z.object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) });
const traceSchema = z.object({
  spans: z.array(
    z.object({
      traceID: z.string(),
      spanID: z.string(),
      operationName: z.string(),
      processID: z.string(),
      references: z.array(z.object({ refType: z.string(), traceID: z.string(), spanID: z.string() })),
      startTime: z.number(),
      duration: z.number(),
      tags: z.array(tagSchema),
    }),
  ),
  processes: z.record(z.string(), z.object({ serviceName: z.string() })),
});

export type SpanKind = 'server' | 'client' | 'producer' | 'consumer' | 'internal';

/** A span as Jaeger gives it, with its service and kind resolved. */
export interface Span {
  readonly traceId: string;
  readonly id: string;
  /** Within the same trace; absent for a root. */
  readonly parentId?: string;
  readonly service: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Microseconds since 1970. */
  readonly start: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

const answerSchema = z.object({ data: z.array(traceSchema) });

const baseUrl = (): string => `http://127.0.0.1:${settings().ports.jaegerUi}`;

/**
 * All spans that Jaeger has of a trace so far.
 * @throws Error when it has none
 */
export async function readTrace(traceId: string): Promise<Span[]> {
  const { data } = await fetchJson(`${baseUrl()}/api/traces/${traceId}`, answerSchema);
  return data.flatMap(spansOf);
}

/** Spans of a service in some of its traces of the last hour. */
export async function findSpans(service: string): Promise<Span[]> {
  const search = new URLSearchParams({ service, lookback: '1h', limit: '20' });
  const { data } = await fetchJson(`${baseUrl()}/api/traces?${search.toString()}`, answerSchema);
  return data.flatMap(spansOf).filter((span) => span.service === service);
}

function spansOf({ spans, processes }: z.infer<typeof traceSchema>): Span[] {
  return spans.map((span) => {
    const attributes = Object.fromEntries(span.tags.map(({ key, value }) => [key, value]));
    const parent = span.references.find((reference) => reference.refType === 'CHILD_OF');
    return {
      traceId: span.traceID,
      id: span.spanID,
      ...(parent?.traceID === span.traceID ? { parentId: parent.spanID } : {}),
      service: processes[span.processID]?.serviceName ?? '',
      name: span.operationName,
      kind: kindOf(attributes['span.kind']),
      start: span.startTime,
      attributes,
    };
  });
}

function kindOf(tag: unknown): SpanKind {
  return tag === 'server' || tag === 'client' || tag === 'producer' || tag === 'consumer' ? tag : 'internal';
}
