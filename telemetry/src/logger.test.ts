import { context, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

import { readTelemetryConfig } from './config';
import { createLogger } from './logger';

const SPAN = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: TraceFlags.SAMPLED,
};

beforeAll(() => context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

/** A logger and the documents it has written. */
function record(env: Record<string, string> = {}) {
  const lines: string[] = [];
  const { config } = readTelemetryConfig({ OTEL_SERVICE_NAME: 'task-service', ...env });
  const logger = createLogger(config, { write: (line) => void lines.push(line) });
  return { logger, documents: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>), lines };
}

test('writes one ECS document a line', () => {
  const { logger, documents, lines } = record();
  logger.warn({ 'event.action': 'tried' }, 'a message');
  expect(lines[0]?.endsWith('}\n')).toBe(true);
  expect(documents()).toMatchObject([
    {
      'log.level': 'warn',
      message: 'a message',
      'service.name': 'task-service',
      'event.dataset': 'task-service',
      'event.action': 'tried',
    },
  ]);
  expect(documents()[0]?.['@timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('keeps to the level that is set', () => {
  const { logger, documents } = record({ LOG_LEVEL: 'error' });
  logger.warn('left out');
  logger.error('written');
  expect(documents().map((document) => document['message'])).toEqual(['written']);
});

test('names the active span, in children too, and no span where there is none', () => {
  const { logger, documents } = record();
  const child = logger.child({ 'log.logger': 'relay' });
  logger.info('outside');
  context.with(trace.setSpanContext(ROOT_CONTEXT, SPAN), () => child.info('inside'));
  const [outside, inside] = documents();
  expect(outside).not.toHaveProperty(['trace.id']);
  expect(outside).not.toHaveProperty(['span.id']);
  expect(inside).toMatchObject({ 'trace.id': SPAN.traceId, 'span.id': SPAN.spanId, 'log.logger': 'relay' });
});

test('writes errors as ECS fields', () => {
  const { logger, documents } = record();
  logger.error({ err: new TypeError('not this') }, 'it failed');
  expect(documents()).toMatchObject([
    {
      message: 'it failed',
      error: { type: 'TypeError', message: 'not this', stack_trace: expect.any(String) as string },
    },
  ]);
});

test.each([
  [{ password: 'S3CRET' }],
  [{ passwordHash: 'S3CRET' }],
  [{ accessToken: 'S3CRET' }],
  [{ token: 'S3CRET' }],
  [{ email: 'S3CRET' }],
  [{ displayName: 'S3CRET' }],
  [{ authorization: 'S3CRET' }],
  [{ cookie: 'S3CRET' }],
  [{ body: { password: 'S3CRET', email: 'S3CRET' } }],
  [{ user: { email: 'S3CRET', displayName: 'S3CRET' } }],
  [{ headers: { authorization: 'S3CRET', cookie: 'S3CRET' } }],
  [{ req: { headers: { authorization: 'S3CRET', 'dapr-api-token': 'S3CRET', 'x-admin-token': 'S3CRET' } } }],
  [{ res: { headers: { 'set-cookie': 'S3CRET' } } }],
])('redacts %j', (fields) => {
  const { logger, lines } = record();
  logger.info(fields, 'with secrets');
  logger.child(fields).info('with secrets in the child');
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toContain('[redacted]');
    expect(line).not.toContain('S3CRET');
  }
});
