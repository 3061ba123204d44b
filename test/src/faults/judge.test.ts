import type { Change } from '../platform/journal';
import type { Evidence, StoredEvent, UserEvidence } from './evidence';
import { judge } from './judge';

const acknowledged = (topic: string, title?: string): Change => ({ topic, key: 't', title, outcome: 'acknowledged' });
const inDoubt = (topic: string, title?: string): Change => ({
  topic,
  key: topic === 'task.created' ? undefined : 't',
  title,
  outcome: 'in-doubt',
});

let offset = 0;
const event = (id: string, topic: string, title: string | null = null): StoredEvent => ({
  id,
  topic,
  key: 't',
  title,
  partition: 0,
  offset: (offset += 1),
});

const OPEN = { id: 't', ownerId: 'u', title: 'c', assigned: false, completed: false, deleted: false };
const ONE_OPEN = { open: 1, completed: 0, deleted: 0 };

/** A user with one open task, created as `a` and changed to `b` and `c`. */
const USER: UserEvidence = {
  userId: 'u',
  changes: [acknowledged('task.created', 'a'), acknowledged('task.updated', 'b'), acknowledged('task.updated', 'c')],
  tasks: [OPEN],
  cached: ONE_OPEN,
  answered: ONE_OPEN,
};
const A = event('1', 'task.created', 'a');
const B = event('2', 'task.updated', 'b');
const C = event('3', 'task.updated', 'c');

const evidence = (user: Partial<UserEvidence>, delivered = [A, B, C], audited = delivered): Evidence => ({
  users: [{ ...USER, ...user }],
  delivered,
  audited,
  notices: [],
});

test('each change once everywhere, in its order: nothing is found', () => {
  expect(judge(evidence({}))).toEqual({
    acknowledged: 3,
    inDoubt: 0,
    delivered: 3,
    redelivered: 0,
    lost: [],
    doubled: [],
    outOfOrder: [],
  });
});

test('a change without an event, or without a row of the audit log, is lost', () => {
  expect(judge(evidence({}, [A, C])).lost).toEqual([
    'task.updated t "b": not in Kafka',
    'task.updated t "b": not in the audit log',
  ]);
  expect(judge(evidence({}, [A, B, C], [A, B])).lost).toEqual(['task.updated t "c": not in the audit log']);
});

test('an event that is delivered again is no second effect', () => {
  const again = { ...B, offset: 99 };
  const verdict = judge(evidence({}, [A, B, C, again], [A, B, C]));
  expect(verdict).toMatchObject({ delivered: 3, redelivered: 1, lost: [], doubled: [], outOfOrder: [] });
});

test('a second event of one change is doubled, in Kafka and in the audit log', () => {
  const second = { ...C, id: '4', offset: 99 };
  expect(judge(evidence({}, [A, B, C, second])).doubled).toEqual([
    'task.updated t "c": one too many in Kafka, 4',
    'task.updated t "c": one too many in the audit log, 4',
  ]);
});

test('an event of a change that nobody made is one too many', () => {
  const unmade = event('5', 'task.deleted');
  expect(judge(evidence({}, [A, B, C, unmade])).doubled).toHaveLength(2);
});

test('updates that are stored in another order than they were made in are found', () => {
  expect(judge(evidence({}, [A, { ...B, offset: 99 }, C], [A, B, C])).outOfOrder).toEqual([
    'task.updated t "c", task.updated t "b" instead of task.updated t "b", task.updated t "c"',
  ]);
});

test('updates of one task in two partitions have no order', () => {
  expect(judge(evidence({}, [A, B, { ...C, partition: 1 }], [A, B, C])).outOfOrder).toEqual([
    'task.updated t: in several partitions',
  ]);
});

test('effects in another order than the records are found', () => {
  expect(judge(evidence({}, [A, B, C], [A, C, B])).outOfOrder).toHaveLength(1);
});

test.each([
  ['cached', 'the state store'],
  ['answered', 'the API'],
])('a summary that is not what the tasks amount to is found: %s', (where, name) => {
  const { doubled } = judge(evidence({ [where]: { open: 2, completed: 0, deleted: 0 } }));
  expect(doubled).toEqual([expect.stringContaining(`${name} says {"open":2`)]);
});

test('a summary that the state store has not is no wrong one', () => {
  expect(judge(evidence({ cached: undefined })).doubled).toEqual([]);
});

describe('an assignment', () => {
  const given = event('7', 'task.assigned');
  const assigned = evidence({ changes: [...USER.changes, acknowledged('task.assigned')] }, [A, B, C, given]);
  const judged = (...ids: string[]) => judge({ ...assigned, notices: ids.map((id) => ({ id, causeEventId: '7' })) });

  test('is lost to whom nobody tells of it', () => {
    expect(judged().lost).toEqual(['task.assigned t: nobody was told']);
  });

  test('that somebody is told of once is in order, be the notice delivered twice', () => {
    expect(judged('n')).toMatchObject({ lost: [], doubled: [] });
    expect(judged('n', 'n')).toMatchObject({ lost: [], doubled: [] });
  });

  test('that somebody is told of twice is doubled', () => {
    expect(judged('n', 'm').doubled).toEqual(['2 notices of the event 7']);
  });
});

describe('a change in doubt', () => {
  const D = event('6', 'task.updated', 'd');
  const doubtful = { changes: [...USER.changes, inDoubt('task.updated', 'd')] };

  test('that the task shows needs its event', () => {
    const made = { ...doubtful, tasks: [{ ...OPEN, title: 'd' }] };
    expect(judge(evidence(made)).lost).toHaveLength(2);
    expect(judge(evidence(made, [A, B, C, D]))).toMatchObject({ acknowledged: 3, inDoubt: 1, lost: [], doubled: [] });
  });

  test('that the task does not show must have none', () => {
    expect(judge(evidence(doubtful))).toMatchObject({ inDoubt: 1, lost: [], doubled: [] });
    expect(judge(evidence(doubtful, [A, B, C, D])).doubled).toHaveLength(2);
  });

  test.each([
    ['task.assigned', { assigned: true }, ONE_OPEN],
    ['task.completed', { completed: true }, { open: 0, completed: 1, deleted: 0 }],
    ['task.deleted', { deleted: true }, { open: 0, completed: 0, deleted: 1 }],
  ])('of %s shows in the task', (topic, state, summary) => {
    const made = { changes: [...USER.changes, inDoubt(topic)], tasks: [{ ...OPEN, ...state }] };
    expect(judge(evidence({ ...made, cached: summary, answered: summary })).lost).toHaveLength(2);
  });

  test('of a creation shows in a task of that title', () => {
    const made = { changes: [inDoubt('task.created', 'c')] };
    expect(judge(evidence(made, [])).lost).toEqual([
      'task.created t "c": not in Kafka',
      'task.created t "c": not in the audit log',
    ]);
    const none = { open: 0, completed: 0, deleted: 0 };
    expect(judge(evidence({ ...made, tasks: [], cached: none, answered: none }, [])).lost).toEqual([]);
  });
});
