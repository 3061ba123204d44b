import { groupReadiness } from './group-readiness';

const NOW = 1_795_487_000_123;
const TOPICS = ['task.created', 'task.deleted'];

const group = (name: string, changes: { age?: number; waitedMs?: number; dependency?: 'schema-registry' } = {}) => ({
  group: name,
  topics: TOPICS,
  heartbeatAgeSeconds: () => changes.age ?? 1,
  waiting: () =>
    changes.waitedMs === undefined
      ? []
      : [
          {
            topic: 'task.created',
            partition: 3,
            offset: '42',
            attempts: 7,
            since: NOW - changes.waitedMs,
            message: 'no',
            dependency: changes.dependency,
          },
        ],
});

const NONE = new Set<string>();

test.each([
  ['all move', group('a'), NONE, true, { a: 'up' }],
  ['a record waits for a moment', group('a', { waitedMs: 9_000 }), NONE, true, { a: 'up' }],
  [
    'a record waits for something',
    group('a', { waitedMs: 11_000, dependency: 'schema-registry' }),
    NONE,
    true,
    { a: 'down', 'schema-registry': 'down' },
  ],
  [
    'a record waits for longer than a minute',
    group('a', { waitedMs: 61_000, dependency: 'schema-registry' }),
    NONE,
    false,
    { a: 'down', 'schema-registry': 'down' },
  ],
  ['a record waits, nobody knows for what', group('a', { waitedMs: 61_000 }), NONE, false, { a: 'down' }],
  ['the coordinator has given it up', group('a', { age: 31 }), NONE, false, { a: 'down' }],
  ['a topic is missing', group('a'), new Set(['task.deleted']), true, { a: 'down', 'topic task.deleted': 'down' }],
  [
    'a topic of nobody’s is missing',
    group('a'),
    new Set(['dead-letter']),
    true,
    { a: 'up', 'topic dead-letter': 'down' },
  ],
  [
    'all topics are missing',
    group('a'),
    new Set(TOPICS),
    false,
    { a: 'down', 'topic task.created': 'down', 'topic task.deleted': 'down' },
  ],
])('%s', (_what, one, missing, ready, dependencies) => {
  expect(groupReadiness([one], missing, NOW)).toEqual({ ready, dependencies });
});

test('one group that does not move is enough, and none that is started is not ready', () => {
  expect(groupReadiness([group('a'), group('b', { waitedMs: 61_000 })], NONE, NOW)).toEqual({
    ready: false,
    dependencies: { a: 'up', b: 'down' },
  });
  expect(groupReadiness([], NONE, NOW).ready).toBe(false);
});
