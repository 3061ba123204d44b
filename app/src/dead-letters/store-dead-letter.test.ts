import { KafkaJSProtocolError } from 'kafkajs';
import { DependencyUnavailableError } from '../errors';
import { RecordRefusedError, type OutgoingRecord } from '../outbox/ports';
import { readDeadLetterHeaders } from './failure-headers';
import { FAILURE } from './fixtures/failure';
import { sizeOf } from './fitting-letter';
import { storeDeadLetter } from './store-dead-letter';

/** A topic that takes records of so many bytes; the sizes of those it refused, and what it took. */
function topicThatTakes(most: number) {
  const refused: number[] = [];
  const stored: OutgoingRecord[] = [];
  const tooLarge = new KafkaJSProtocolError({ type: 'MESSAGE_TOO_LARGE', message: 'too large', code: 10 } as never);
  const sender = {
    send(records: OutgoingRecord[]) {
      for (const record of records) {
        if (sizeOf(record) > most) {
          refused.push(sizeOf(record));
          return Promise.reject(new RecordRefusedError(tooLarge));
        }
        stored.push(record);
      }
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  return { sender, refused, stored };
}

const large = { key: Buffer.from('k'), value: Buffer.alloc(1_500_000, 'v'), headers: [] };

test.each([
  ['as declared', 2_000_000, 0],
  ['less than declared', 600_000, 1],
  ['very little', 20_000, 2],
  ['next to nothing', 5_000, 3],
])('a topic that takes %s gets a form that fits it', async (_what, most, refusals) => {
  const { sender, refused, stored } = topicThatTakes(most);
  await storeDeadLetter(sender, large, FAILURE, {});
  expect(refused).toHaveLength(refusals);
  expect(stored).toHaveLength(1);
  expect(readDeadLetterHeaders(stored[0]?.headers ?? []).truncation?.value?.bytes).toBe(1_500_000);
});

test('what is small already is not sent again and again', async () => {
  const { sender, refused } = topicThatTakes(10);
  const storing = storeDeadLetter(sender, { ...large, value: null }, FAILURE, {});
  await expect(storing).rejects.toMatchObject({
    dependency: 'kafka',
    retriable: true,
    message: expect.stringContaining('make dev-restart SERVICE=kafka-prepare') as string,
  });
  expect(refused).toHaveLength(1);
});

test('with Kafka unavailable nothing is cut: it is said so', async () => {
  const away = new DependencyUnavailableError('kafka');
  const sender = { send: () => Promise.reject(away), close: () => Promise.resolve() };
  await expect(storeDeadLetter(sender, large, FAILURE, {})).rejects.toBe(away);
});
