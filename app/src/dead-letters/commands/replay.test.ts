import { EXIT } from '../command-failure';
import { REQUEST } from '../../notifications/fixtures/request';
import { headerText } from '../../events/record-headers';
import { letterOfTest } from '../fixtures/dead-letter';
import { DECODABLE, deskOfTest } from '../fixtures/desk';
import { replay } from './replay';

const good = (partition: number, offset: string) => letterOfTest({ partition, offset, value: DECODABLE });
const poison = letterOfTest({ partition: 2, offset: '0', value: Buffer.from('poison') });
const place = ({ partition, offset }: { partition: number; offset: string }) => ({ partition, offset });
const DECIDED = { decision: 'dropped' as const, reason: 'x', decidedAt: new Date() };
const OPTIONS = { limit: 100 };

test('those named are sent to where they came from, and are decided', async () => {
  const letters = [good(0, '1'), good(1, '2'), good(1, '3')];
  const { desk, sent, said, decisions } = deskOfTest(letters);
  await replay(desk, letters.slice(0, 2).map(place), OPTIONS);
  expect(sent.map(({ topic, headers }) => [topic, headerText(headers, 'replayed-from')])).toEqual([
    ['task.deleted', 'dead-letter/0/1'],
    ['task.deleted', 'dead-letter/1/2'],
  ]);
  expect(said).toEqual(['replayed 0-1 to task.deleted', 'replayed 1-2 to task.deleted']);
  expect([...decisions.keys()]).toEqual(['0-1', '1-2']);
});

test('nothing is sent when one of those named was decided before', async () => {
  const letters = [good(0, '1'), good(1, '2')];
  const { desk, sent, remarks } = deskOfTest(letters, { '1-2': DECIDED });
  await expect(replay(desk, letters.map(place), OPTIONS)).rejects.toMatchObject({ exitCode: EXIT.failed });
  expect(sent).toEqual([]);
  expect(remarks.join()).toContain('it was dropped at');
});

test('what would come back is refused, and goes when it is forced', async () => {
  const { desk, sent, remarks } = deskOfTest([poison]);
  await expect(replay(desk, [place(poison)], OPTIONS)).rejects.toMatchObject({ exitCode: EXIT.failed });
  expect(sent).toEqual([]);
  expect(remarks.join()).toContain('it would come back');
  await replay(desk, [place(poison)], { ...OPTIONS, force: true });
  expect(sent).toHaveLength(1);
});

test('a request for a notification goes back as the event that it is, and what is none is refused', async () => {
  const data = { ...REQUEST, causedAt: REQUEST.causedAt.toISOString() };
  const event = { specversion: '1.0', id: REQUEST.notificationId, type: 'firewatch.notification.reminder', data };
  const request = (offset: string, value: object) =>
    letterOfTest({ offset, value: Buffer.from(JSON.stringify(value)) }, { topic: 'notification.requested' });
  const letters = [request('1', event), request('2', { ...event, type: 'firewatch.other' })];
  const { desk, sent, remarks } = deskOfTest(letters);
  await replay(desk, [], { ...OPTIONS, all: true, yes: true }).catch(() => undefined);
  expect(sent).toMatchObject([{ topic: 'notification.requested', value: letters[0]?.value }]);
  expect(remarks.join()).toContain('it would come back: the message is no request for a notification: type');
});

test('of all that wait those go that can, and the exit code says that others are left', async () => {
  const { desk, sent, decisions } = deskOfTest([good(0, '1'), poison, good(1, '2')], { '1-2': DECIDED });
  const ending = replay(desk, [], { ...OPTIONS, all: true, yes: true });
  await expect(ending).rejects.toMatchObject({ exitCode: EXIT.failed, message: '1 of 2 cannot be replayed.' });
  expect(sent).toHaveLength(1);
  expect([...decisions.keys()]).toEqual(['1-2', '0-1']);
});

test('a dry run says what would be done', async () => {
  const { desk, sent, said, decisions } = deskOfTest([good(0, '1')]);
  await replay(desk, [], { ...OPTIONS, all: true, dryRun: true });
  expect(said.at(-1)).toBe('1 would be replayed');
  expect([sent.length, decisions.size]).toEqual([0, 0]);
});

test.each([
  ['neither ids nor all', [], {}, EXIT.usage],
  ['both', [place(poison)], { all: true }, EXIT.usage],
  ['a filter with ids', [place(poison)], { topic: 'task.deleted' }, EXIT.usage],
  ['all, and nobody to ask', [], { all: true }, EXIT.usage],
  ['an id that is not there', [{ partition: 9, offset: '9' }], {}, EXIT.notFound],
  ['nothing that waits', [], { all: true, reason: 'no_such', yes: true }, EXIT.notFound],
])('%s: refused', async (_what, places, options, exitCode) => {
  const { desk, sent } = deskOfTest([good(0, '1')]);
  await expect(replay(desk, places, { ...OPTIONS, ...options })).rejects.toMatchObject({ exitCode });
  expect(sent).toEqual([]);
});

test.each([
  [true, 1],
  [false, 0],
])('all are asked about at a terminal: %s sends %i', async (answer, count) => {
  const { desk, sent } = deskOfTest([good(0, '1')]);
  const screen = { ...desk.screen, confirm: () => Promise.resolve(answer) };
  await replay({ ...desk, screen }, [], { ...OPTIONS, all: true }).catch(() => undefined);
  expect(sent).toHaveLength(count);
});

test('what somebody else decides meanwhile is left to them', async () => {
  const letter = good(0, '1');
  const { desk, sent, remarks } = deskOfTest([letter]);
  const decisions = { ...desk.decisions, decide: () => Promise.resolve(false) };
  const ending = replay({ ...desk, decisions }, [place(letter)], OPTIONS);
  await expect(ending).rejects.toMatchObject({ exitCode: EXIT.failed });
  expect(sent).toEqual([]);
  expect(remarks.join()).toContain('somebody else');
});
