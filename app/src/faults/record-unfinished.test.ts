import type { EventHandler, ReceivedEvent } from '../consumer/received-record';
import { recordUnfinished } from './record-unfinished';

function groupOf(name: string) {
  const done: string[] = [];
  const handler: EventHandler = {
    group: name,
    topics: ['task.deleted'],
    handle(event) {
      done.push(event.offset);
      return Promise.resolve('processed');
    },
  };
  return { handler, done };
}

const eventAt = (partition: number, offset: string) =>
  ({ topic: 'task.deleted', partition, offset }) as ReceivedEvent<'task.deleted'>;

test('the next record of the group is not finished, all others are, and it is once the fault is withdrawn', async () => {
  const unfinished = recordUnfinished(['a', 'b']);
  const [a, b] = [groupOf('a'), groupOf('b')];
  const [ofA, ofB] = [unfinished.holding(a.handler), unfinished.holding(b.handler)];
  await ofA.handle(eventAt(0, '1'));
  const withdraw = unfinished.fault.setting.parse({ group: 'a', seconds: 60 }).inject();
  await ofB.handle(eventAt(0, '2'));
  const held = () => ofA.handle(eventAt(0, '2'));
  await expect(held()).rejects.toMatchObject({ retriable: true });
  await ofA.handle(eventAt(1, '2'));
  await expect(held()).rejects.toMatchObject({ retriable: true });
  withdraw();
  await held();
  expect([a.done, b.done]).toEqual([['1', '2', '2'], ['2']]);
});

test('a group that is not there is refused', () => {
  expect(recordUnfinished(['a']).fault.setting.safeParse({ group: 'b', seconds: 60 }).success).toBe(false);
});
