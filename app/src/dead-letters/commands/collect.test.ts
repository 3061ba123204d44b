import { letterOfTest } from '../fixtures/dead-letter';
import { deskOfTest } from '../fixtures/desk';
import type { DeadLetter } from '../dead-letter';
import { headersOf } from '../../events/record-headers';
import { readDeadLetterHeaders } from '../failure-headers';
import { collect } from './collect';

/** What Dapr makes of the record at that place of `notification.requested`, and puts at this one. */
function asideOf(place: { partition: number; offset: string }, from: string, value: string): DeadLetter {
  const headers = headersOf({
    __topic: 'notification.requested',
    __partition: '2',
    __offset: from,
    __key: 'user',
    pubsubName: 'pubsub',
  });
  return letterOfTest({ ...place, headers, key: null, value: Buffer.from(value), failure: undefined, attempt: {} });
}

const poison = asideOf({ partition: 0, offset: '4' }, '17', 'poison');
const exhausted = asideOf({ partition: 0, offset: '5' }, '18', '{"id":"a"}');
const elsewhere = asideOf({ partition: 3, offset: '0' }, '19', '{"id":"b"}');

test('what was put aside becomes a dead letter with its origin and a reason, and is taken off', async () => {
  const { desk, sent, removed, said } = deskOfTest([], {}, [poison, exhausted, elsewhere]);
  await collect(desk, {});
  expect(sent.map(({ topic, key, value }) => [topic, key?.toString(), value?.toString()])).toEqual([
    ['dead-letter', 'user', 'poison'],
    ['dead-letter', 'user', '{"id":"a"}'],
    ['dead-letter', 'user', '{"id":"b"}'],
  ]);
  expect(sent.map(({ headers }) => readDeadLetterHeaders(headers).failure)).toMatchObject([
    {
      topic: 'notification.requested',
      partition: 2,
      offset: '17',
      group: 'notification-delivery',
      code: 'undecodable_record',
    },
    { offset: '18', code: 'internal_error', failedAt: exhausted.storedAt },
    { offset: '19', code: 'internal_error' },
  ]);
  expect(sent[0]?.headers.filter(([name]) => name.startsWith('__'))).toEqual([]);
  expect(removed.map(({ partition, offset }) => `${partition}-${offset}`)).toEqual(['0-5', '3-0']);
  expect(said[0]).toBe('collected notification.requested/2/17 of 2026-11-24T12:00:00.010Z: undecodable_record');
});

test('when sending fails, what was sent is taken off and no more', async () => {
  const { desk, sent, removed } = deskOfTest([], {}, [poison, exhausted, elsewhere]);
  const send = (records: Parameters<typeof desk.sender.send>[0]) =>
    sent.length === 1 ? Promise.reject(new Error('away')) : desk.sender.send(records);
  await expect(collect({ ...desk, sender: { ...desk.sender, send } }, {})).rejects.toThrow('away');
  expect(removed).toEqual([poison]);
});

test('a dry run says what there is and leaves it', async () => {
  const { desk, sent, removed, said } = deskOfTest([], {}, [poison]);
  await collect(desk, { dryRun: true });
  expect({ sent, removed }).toEqual({ sent: [], removed: [] });
  expect(said).toEqual(['would collect notification.requested/2/17 of 2026-11-24T12:00:00.010Z: undecodable_record']);
});

test('says so when there is nothing', async () => {
  const { desk, removed, said } = deskOfTest([]);
  await collect(desk, {});
  expect({ removed, said }).toEqual({ removed: [], said: ['Nothing was put aside.'] });
});
