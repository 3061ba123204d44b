import { toDocument } from './document';
import { recordsOf } from './formats/lines-of-test';

const READ_AT = new Date('2026-11-24T12:00:00.000Z');

function documentOf(process: string, line: string) {
  const [record] = recordsOf(process, [line]);
  if (record === undefined) throw new Error('a blank line');
  return toDocument(record, READ_AT);
}
const ecs = (fields: object) => JSON.stringify({ '@timestamp': '2026-11-24T02:12:50.000Z', ...fields });

test.each([
  ['kafka-1', '[2026-13-45 99:99:99,999] INFO m (a.B)'],
  ['kafka-1', '[2026-02-30 10:00:00,000] INFO m (a.B)'],
  ['kafka-1', '[2026-11-24 24:00:00,000] INFO m (a.B)'],
  ['kafka-1', '[0000-01-01 00:00:00,000] INFO m (a.B)'],
  ['registry', '2026-11-24 23:59:60,000 INFO [a.B] (main) m'],
  ['elasticsearch', '[2026-13-24T02:12:50,305][INFO ][o.e.N] [node] m'],
  ['postgres', '2016-12-31 23:59:60.000 UTC [1] LOG:  m'],
  ['postgres', '2026-99-99 99:99:99.999 UTC [1] LOG:  m'],
  ['redis', '1:M 31 Feb 2026 10:00:00.000 * m'],
  ['redis', '1:M 01 Foo 2026 10:00:00.000 * m'],
  ['redis', '1:signal-handler (1732413170305000000) m'],
  ['jaeger', '{"level":"info","ts":1732413170305000000,"msg":"m"}'],
  ['jaeger', '{"level":"info","ts":-1e300,"msg":"m"}'],
  ['jaeger', '{"level":"info","ts":1e400,"msg":"m"}'],
  ['jaeger', '2026/02/30 10:00:00 m'],
  ['prometheus', 'time=2026-11-24T25:00:00Z level=INFO msg=m'],
  ['toxiproxy', '{"level":"info","time":"2026-11-24T10:00:60Z","message":"m"}'],
  ['consumer-daprd', '{"level":"info","time":"+012026-11-24T10:00:00Z","msg":"m"}'],
  ['task-service', '{"@timestamp":"+275760-09-13T00:00:00.000Z","message":"m"}'],
  ['task-service', '{"@timestamp":"0001-01-01T00:00:00+14:00","message":"m"}'],
  ['process-compose', '26-02-30 10:00:00.000 INF m'],
])('%s: a line whose time does not exist is kept whole: %s', (process, line) => {
  const { source, outcome } = documentOf(process, line);
  expect(outcome).toBe('unparsed');
  expect(source).toMatchObject({ '@timestamp': READ_AT.toISOString(), message: line, tags: ['_unparsed'] });
});

test.each([
  ['0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z', '2026.11.24'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z', '2026.11.24'],
  ['2026-10-25T12:00:00.000Z', '2026-10-25T12:00:00.000Z', '2026.10.25'],
  ['2026-10-25T11:59:59.000Z', '2026-10-25T11:59:59.000Z', '2026.11.24'],
  ['2026-11-25T12:00:00.000Z', '2026-11-25T12:00:00.000Z', '2026.11.25'],
  ['2026-11-25T12:00:01.000Z', '2026-11-25T12:00:01.000Z', '2026.11.24'],
  ['2026-11-24T02:12:50.123456789+01:00', '2026-11-24T01:12:50.123Z', '2026.11.24'],
])('the time %s is kept, and makes no index of its own far from today', (time, timestamp, day) => {
  const { source, index } = documentOf('task-service', JSON.stringify({ '@timestamp': time, message: 'm' }));
  expect(source).toMatchObject({ '@timestamp': timestamp, message: 'm' });
  expect(index).toBe(`firewatch-logs-${day}`);
});

test.each([
  [42, '42'],
  [{ a: [1] }, '{"a":[1]}'],
  [['x', null], '["x",null]'],
  [null, 'null'],
  [true, 'true'],
  ['', ''],
])('a message that is %j is kept as text', (message, text) => {
  expect(documentOf('task-service', ecs({ message })).source['message']).toBe(text);
  const time = '2026-11-24T02:12:50Z';
  expect(documentOf('consumer-daprd', JSON.stringify({ time, msg: message })).source['message']).toBe(text);
  expect(documentOf('jaeger', JSON.stringify({ ts: 1, msg: message })).source['message']).toBe(text);
  expect(documentOf('toxiproxy', JSON.stringify({ level: 'info', message })).source['message']).toBe(text);
  const wrapped = JSON.stringify({ level: 'info', process: 'a', replica: 0, message: { a: 1 } });
  expect(documentOf('something', wrapped).source['message']).toBe('{"a":1}');
});

test.each([
  ['depth', `{"@timestamp":"2026-11-24T02:12:50Z","message":"m","x":${'['.repeat(5000)}${']'.repeat(5000)}}`],
  ['depth', `{"@timestamp":"2026-11-24T02:12:50Z","message":"m","x":${'['.repeat(50)}${']'.repeat(50)}}`],
  ['depth', ecs({ message: 'm', ['a.'.repeat(100_000)]: 1 })],
  [
    'fields',
    ecs({ message: 'm', ...Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, 1])) }),
  ],
  ['name', ecs({ message: 'm', '': 1 })],
  ['name', ecs({ message: 'm', 'a..b': 1 })],
  ['name', ecs({ message: 'm', ['n'.repeat(40_000)]: 1 })],
])('a line beyond a limit is kept whole, with the reason (%s)', (kind, line) => {
  const { source, outcome, problem } = documentOf('task-service', line);
  expect(outcome).toBe('unparsed');
  expect(problem?.kind).toBe(kind);
  expect(source).toMatchObject({ message: line, tags: ['_unparsed'], error: { message: problem?.message } });
});

test('names of an object’s prototype are fields like others', () => {
  const line = `{"@timestamp":"2026-11-24T02:12:50Z","message":"m","__proto__":{"polluted":1},"__proto__.x":2,"constructor.prototype.y":3}`;
  const { source, outcome } = documentOf('task-service', line);
  expect(outcome).toBe('indexed');
  expect(JSON.parse(JSON.stringify(source))).toMatchObject(
    JSON.parse('{"__proto__":{"polluted":1,"x":2},"constructor":{"prototype":{"y":3}}}') as object,
  );
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  const pairs = documentOf('prometheus', 'ts=2026-11-24T02:12:50Z level=constructor msg=m __proto__=x toString=y');
  expect(JSON.stringify(pairs.source)).toContain('"labels":{"__proto__":"x","toString":"y"}');
  expect(pairs.source['log']).toMatchObject({ level: 'constructor' });
  for (const process of ['__proto__', 'constructor', 'toString'])
    expect(documentOf(process, 'm').source).toMatchObject({ message: 'm', service: { name: process } });
});

test('lone surrogates and numbers that JSON does not have can be sent', () => {
  const line = `{"@timestamp":"2026-11-24T02:12:50Z","message":"a\\ud800","k\\udfff":"\\ud800","n":1e400}`;
  expect(documentOf('task-service', line).source).toMatchObject({
    message: 'a\uFFFD',
    'k\uFFFD': '\uFFFD',
    n: 'Infinity',
  });
});

test('an indented line after a JSON line goes into its message, and costs it nothing else', () => {
  const [record] = recordsOf('task-service', [ecs({ message: 'm', 'log.level': 'warn' }), `${' '.repeat(3)}and this`]);
  if (record === undefined) throw new Error('no record');
  const { source, outcome } = toDocument(record, READ_AT);
  expect(outcome).toBe('indexed');
  expect(source).toMatchObject({ message: 'm\n   and this', log: { level: 'warn' } });
});
