import { letterOfTest } from './fixtures/dead-letter';
import { idOf } from './place';
import { Selection, type Wanted } from './selection';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));
const LETTERS = [
  letterOfTest({ partition: 0, offset: '9' }, { failedAt: at(3), topic: 'task.created' }),
  letterOfTest({ partition: 0, offset: '10' }, { failedAt: at(3), code: 'undecodable_record' }),
  letterOfTest({ partition: 1, offset: '1' }, { failedAt: at(1) }),
  letterOfTest({ partition: 1, offset: '2' }, { failedAt: at(5) }),
];
const DECISIONS = new Map([['1-2', { decision: 'dropped' as const, reason: 'x', decidedAt: at(9) }]]);

function select(wanted: Wanted, limit = 100, end: 'oldest' | 'newest' = 'oldest') {
  const selection = new Selection(wanted, DECISIONS, limit, end);
  for (const letter of LETTERS) selection.add(letter);
  return { ids: selection.inOrder().map(({ letter }) => idOf(letter)), count: selection.count };
}

test('those that wait, in the order in which they failed', () => {
  expect(select({}).ids).toEqual(['1-1', '0-9', '0-10']);
});

test.each<[string, Wanted, string[]]>([
  ['those decided too', { decided: true }, ['1-1', '0-9', '0-10', '1-2']],
  ['of a topic', { topic: 'task.created' }, ['0-9']],
  ['of a reason', { reason: 'undecodable_record' }, ['0-10']],
  ['since a time', { since: at(3) }, ['0-9', '0-10']],
  ['of nothing', { topic: 'task.created', reason: 'undecodable_record' }, []],
])('%s', (_what, wanted, ids) => {
  expect(select(wanted).ids).toEqual(ids);
});

test('no more than the limit is kept, from the end that is asked for; all are counted', () => {
  expect(select({}, 1, 'oldest')).toEqual({ ids: ['1-1'], count: 3 });
  expect(select({}, 1, 'newest')).toEqual({ ids: ['0-10'], count: 3 });
});
