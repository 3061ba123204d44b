import { randomBytes, randomUUID } from 'node:crypto';
import { deleteTasks, mustCall, newAccount, type Account } from './platform/api-client';
import { eventually } from './platform/eventually';
import { readTrace, type Span } from './platform/jaeger';
import { childrenAlong, drawTrace, matches, type SpanPattern } from './platform/trace-edges';

const GROUPS = ['activity-projector', 'audit-log'] as const;

const SERVER: SpanPattern = { service: 'task-service', kind: 'server', name: 'POST /tasks' };
const PUBLISH: SpanPattern = { service: 'task-service', kind: 'producer', name: 'publish task.created' };
const handling = (group: string): SpanPattern => ({
  service: 'consumer',
  kind: 'consumer',
  name: 'process task.created',
  attributes: { 'messaging.consumer.group.name': group },
});
const database = (service: string): SpanPattern => ({ service, kind: 'client', name: /^pg/ });
const DAPR_CLIENT: SpanPattern = { service: 'consumer', kind: 'client', name: /^(GET|POST|PUT)/ };
// Dapr marks a call of a component's API as a client's span: it is the client of Redis.
const DAPRD: SpanPattern = { service: 'consumer-daprd', kind: 'client', name: /statestore/ };

/** The hops of a request to create a task. */
const EDGES: readonly (readonly [string, SpanPattern, SpanPattern])[] = [
  ['the request → its statements in PostgreSQL', SERVER, database('task-service')],
  ['the request → its event is published', SERVER, PUBLISH],
  ['published → handled by the projector', PUBLISH, handling('activity-projector')],
  ['published → handled by the audit log', PUBLISH, handling('audit-log')],
  ['projector → counts in PostgreSQL', handling('activity-projector'), database('consumer')],
  ['projector → calls its sidecar', handling('activity-projector'), DAPR_CLIENT],
  ['call of the sidecar → the sidecar handles it', DAPR_CLIENT, DAPRD],
  ['audit log → writes to PostgreSQL', handling('audit-log'), database('consumer')],
];

let account: Account;
const traceId = randomUUID().replaceAll('-', '');
const callersSpan = randomBytes(8).toString('hex');
let spans: Span[];

beforeAll(async () => {
  account = await newAccount();
  const answer = await mustCall(201, 'POST', '/tasks', {
    token: account.token,
    body: { title: 'Trace me' },
    headers: { traceparent: `00-${traceId}-${callersSpan}-01` },
  });
  expect(answer.traceId).toBe(traceId);
  spans = await eventually(
    async () => {
      const found = await readTrace(traceId);
      const missing = EDGES.filter(([, parent, child]) => childrenAlong(found, parent, child).length === 0);
      if (missing.length > 0)
        throw new Error(`no edge: ${missing.map(([name]) => name).join('; ')}\n${drawTrace(found)}`);
      return found;
    },
    { timeout: 45_000, interval: 500 },
  ).catch(() => readTrace(traceId));
});
afterAll(() => deleteTasks(account));

it.each(EDGES)('%s', (_, parent, child) => {
  if (childrenAlong(spans, parent, child).length === 0) throw new Error(`no such edge in\n${drawTrace(spans)}`);
});

it('begins at the span of the caller', () => {
  const server = spans.filter((span) => matches(span, SERVER));
  expect(server.map(({ parentId }) => parentId)).toEqual([callersSpan]);
});

it('has one span each for publishing and for each group, although many steps lie between them', () => {
  const count = (pattern: SpanPattern) => spans.filter((span) => matches(span, pattern)).length;
  expect(count(PUBLISH)).toBe(1);
  expect(GROUPS.map((group) => [group, count(handling(group))])).toEqual(GROUPS.map((group) => [group, 1]));
});

it('has no span whose parent is missing, but the first', () => {
  const ids = new Set(spans.map(({ id }) => id));
  const orphans = spans.filter(
    ({ parentId }) => parentId !== undefined && parentId !== callersSpan && !ids.has(parentId),
  );
  expect(orphans.map(({ service, name }) => `${service}: ${name}`)).toEqual([]);
});

it('runs forward in time: nothing is handled before it was published', () => {
  const start = (pattern: SpanPattern) => spans.find((span) => matches(span, pattern))?.start ?? Number.NaN;
  const published = start(PUBLISH);
  expect(published).toBeGreaterThan(start(SERVER));
  for (const group of GROUPS) expect(start(handling(group))).toBeGreaterThan(published);
});

it('gives two requests two traces', async () => {
  const [first, second] = [
    await mustCall(200, 'GET', '/tasks', { token: account.token }),
    await mustCall(200, 'GET', '/tasks', { token: account.token }),
  ];
  expect(first.traceId).not.toBe(second.traceId);
  const trace = await eventually(() => readTrace(first.traceId));
  expect(new Set(trace.map((span) => span.traceId))).toEqual(new Set([first.traceId]));
});
