import { z } from 'zod';
import type { Span, TraceAnswer, TracesAnswer, TraceSummary } from './api';
import { ConsoleError, SilentComponentError } from './problem';
import { moment, toMillis } from './time-range';
import { ask, read, type Upstream } from './upstream';

const SHOWN = 15;
/** What a list is chosen from: enough to find slow ones, few enough for a small heap. */
const SEARCHED = 40;
/** What Jaeger's own process traces of itself helps nobody here. */
const NOT_OURS = /^jaeger/;

const tags = z.array(z.object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }));
const traceSchema = z.object({
  traceID: z.string(),
  spans: z.array(
    z.object({
      spanID: z.string(),
      operationName: z.string(),
      processID: z.string(),
      references: z.array(z.object({ refType: z.string(), traceID: z.string(), spanID: z.string() })),
      startTime: z.number(),
      duration: z.number(),
      tags,
      logs: z.array(z.object({ timestamp: z.number(), fields: tags })).nullish(),
    }),
  ),
  processes: z.record(z.string(), z.object({ serviceName: z.string() })),
});
type JaegerTrace = z.output<typeof traceSchema>;

const traceAnswer = z.object({ data: z.array(traceSchema).nullable() });
const services = z.object({ data: z.array(z.string()).nullable() });

export const traceId = z.string().regex(/^[0-9a-f]{16,32}$/i, 'is no id of a trace');

/** Throws ConsoleError `not_found` for a trace that Jaeger does not have. */
export async function readTrace(jaeger: Upstream, id: string): Promise<TraceAnswer> {
  const { status, body } = await ask(jaeger, `/api/traces/${id}`);
  const missing = new ConsoleError(
    'not_found',
    `Jaeger has no trace ${id}: it was not sampled, is older than what Jaeger keeps, or is still on its way`,
  );
  if (status === 404) throw missing;
  const { data, success } = traceAnswer.safeParse(body);
  if (!success) throw new SilentComponentError(jaeger.name, `what it answers (${status}) cannot be understood`);
  const spans = (data.data ?? []).flatMap(spansOf);
  const root = rootOf(spans);
  if (!root) throw missing;
  return { id, title: `${root.service}: ${root.name}`, spans };
}

export const tracesQuery = z.strictObject({
  service: z.string().max(100).optional(),
  from: moment.default('now-1h'),
  to: moment.default('now'),
});

/**
 * What failed, what was slow and what came last in a window of time. A service that Jaeger does not know gives the traces of all: what
 * has no spans of its own shows in those of others.
 */
export async function searchTraces(
  jaeger: Upstream,
  { service, from, to }: z.output<typeof tracesQuery>,
): Promise<TracesAnswer> {
  const now = Date.now();
  const window = { start: toMillis(from, now), end: toMillis(to, now) };
  if (window.start >= window.end)
    throw new ConsoleError('malformed_request', `from: has to be before to; it is ${from}`);
  const known = ((await read(jaeger, '/api/services', services)).data ?? [])
    .filter((name) => !NOT_OURS.test(name))
    .sort();
  const isKnown = service !== undefined && known.includes(service);
  // A sidecar's spans are in the traces of its service.
  const asked = isKnown ? [service] : known.filter((name) => !name.endsWith('-daprd'));
  const search = (more: Readonly<Record<string, string>>) => searchEach(jaeger, asked, window, more);
  const latest = await search({});
  const slow = await search({ minDuration: '250ms' });
  const all = new Map([...latest, ...slow].map((trace) => [trace.id, trace]));
  return {
    services: known,
    ...(service !== undefined && { service }),
    unknownService: service !== undefined && !isKnown,
    from: new Date(window.start).toISOString(),
    to: new Date(window.end).toISOString(),
    failed: (await search({ tags: '{"error":"true"}' })).slice(0, SHOWN),
    slowest: [...all.values()].sort((a, b) => b.duration - a.duration).slice(0, SHOWN),
    latest: latest.slice(0, SHOWN),
  };
}

/** The newest first. @param window milliseconds since 1970 */
async function searchEach(
  jaeger: Upstream,
  names: readonly string[],
  { start, end }: { readonly start: number; readonly end: number },
  more: Readonly<Record<string, string>>,
): Promise<readonly TraceSummary[]> {
  const found = new Map<string, TraceSummary>();
  // One after the other: the answers are large, the heap is not.
  for (const service of names) {
    const parameters = new URLSearchParams({
      service,
      start: String(start * 1000),
      end: String(end * 1000),
      limit: String(SEARCHED),
      ...more,
    });
    const { data } = await read(jaeger, `/api/traces?${parameters.toString()}`, traceAnswer);
    for (const trace of data ?? []) found.set(trace.traceID, summarise(trace));
  }
  return [...found.values()].sort((a, b) => b.start - a.start);
}

function spansOf({ traceID, spans, processes }: JaegerTrace): readonly Span[] {
  return spans.map((span) => {
    const attributes = Object.fromEntries(span.tags.map(({ key, value }) => [key, value]));
    const parent = span.references.find(({ refType, traceID: of }) => refType === 'CHILD_OF' && of === traceID);
    return {
      id: span.spanID,
      ...(parent && { parentId: parent.spanID }),
      service: processes[span.processID]?.serviceName ?? '?',
      name: span.operationName,
      kind: String(attributes['span.kind'] ?? 'internal'),
      start: span.startTime,
      duration: span.duration,
      failed: attributes['error'] === true || attributes['otel.status_code'] === 'ERROR',
      attributes,
      events: (span.logs ?? []).map(({ timestamp, fields }) => {
        const { event = 'event', ...rest } = Object.fromEntries(fields.map(({ key, value }) => [key, String(value)]));
        return { at: timestamp, name: event, attributes: rest };
      }),
    };
  });
}

/** The first span that has no parent here: it names the trace. */
function rootOf(spans: readonly Span[]): Span | undefined {
  const ids = new Set(spans.map(({ id }) => id));
  return spans
    .filter(({ parentId }) => parentId === undefined || !ids.has(parentId))
    .sort((a, b) => a.start - b.start)[0];
}

function summarise(trace: JaegerTrace): TraceSummary {
  const spans = spansOf(trace);
  const start = Math.min(...spans.map((span) => span.start));
  const root = rootOf(spans);
  return {
    id: trace.traceID,
    title: root?.name ?? '',
    service: root?.service ?? '',
    start,
    duration: Math.max(...spans.map((span) => span.start + span.duration)) - start,
    spans: spans.length,
    services: [...new Set(spans.map((span) => span.service))],
    failed: spans.some(({ failed }) => failed),
  };
}
