import type { EachBatchPayload } from 'kafkajs';
import { DependencyUnavailableError } from '../errors';
import { toHeaders } from '../events/headers';
import { avroType } from '../events/avro-schema';
import { EVENT_TOPICS } from '../events/topics';
import { eventDecoder } from '../kafka/event-decoder';
import { processBatch } from './partition-batch';
import { WaitingRecords } from './waiting-records';

// What KafkaJS is told to do with a batch; with real brokers it is tested in test/.

const ID = '7b6b0c2e-3a4e-4f6a-9d9c-0b1a2c3d4e5f';
const TYPE = avroType(EVENT_TOPICS['task.deleted'].schema);
const VALUE = Buffer.concat([Buffer.from([0, 0, 0, 0, 7]), TYPE.toBuffer({ taskId: ID, ownerId: ID, occurredAt: 5 })]);
const PLACE = { topic: 'task.deleted', partition: 3 };

const messageAt = (offset: string) => ({
  offset,
  key: null,
  value: VALUE,
  headers: toHeaders({ id: ID, topic: 'task.deleted', occurredAt: new Date() }),
});

interface Conditions {
  /** Offsets of which every attempt fails. */
  stuckAt?: string[];
  isInterrupted?: () => boolean;
}

/** Runs batches of one partition, as KafkaJS would. */
function partition({ stuckAt = [], isInterrupted = () => false }: Conditions = {}) {
  const log = { tried: [] as string[], resolved: [] as string[], committed: [] as string[], resumed: [] as number[] };
  const waiting = new WaitingRecords();
  const processing = {
    handler: {
      group: 'a-group',
      topics: ['task.deleted'] as const,
      handle({ offset }: { offset: string }) {
        log.tried.push(offset);
        return stuckAt.includes(offset)
          ? Promise.reject(new DependencyUnavailableError('dapr'))
          : Promise.resolve('processed' as const);
      },
    },
    decoder: eventDecoder({ getSchema: () => Promise.resolve(TYPE) }),
    deadLetters: { send: () => Promise.resolve(), close: () => Promise.resolve() },
    skips: { orderFor: () => undefined, done: () => undefined },
    waiting,
    isInterrupted,
    resumeAfter: (milliseconds: number) => void log.resumed.push(milliseconds),
    signal: new AbortController().signal,
  };
  const run = (...offsets: string[]) =>
    processBatch(processing, {
      batch: { ...PLACE, messages: offsets.map(messageAt) },
      resolveOffset: (offset: string) => void log.resolved.push(offset),
      commitOffsetsIfNecessary: ({ topics }: { topics: { partitions: { offset: string }[] }[] }) =>
        Promise.resolve(void log.committed.push(topics[0]?.partitions[0]?.offset ?? '')),
      heartbeat: () => Promise.resolve(),
      isRunning: () => true,
      isStale: () => false,
    } as unknown as EachBatchPayload);
  return { run, log, waiting, stuckAt };
}

test('records are done in their order, and committed after that', async () => {
  const { run, log } = partition();
  await run('1', '2', '3');
  expect(log).toEqual({ tried: ['1', '2', '3'], resolved: ['1', '2', '3'], committed: ['4'], resumed: [] });
});

test('a record that has to wait ends the batch after some quick attempts, and what was done before is committed', async () => {
  const { run, log, waiting } = partition({ stuckAt: ['2'] });
  await run('1', '2', '3');
  expect(log).toEqual({ tried: ['1', '2', '2', '2'], resolved: ['1'], committed: ['2'], resumed: [800] });
  expect(waiting.all()).toMatchObject([{ ...PLACE, offset: '2', attempts: 3, dependency: 'dapr' }]);
});

test('the next batch goes on counting, and begins with that record; once it is done the rest follows', async () => {
  const { run, log, waiting, stuckAt } = partition({ stuckAt: ['2'] });
  await run('2', '3');
  await run('2', '3');
  expect(log.resumed).toEqual([800, 1_600]);
  stuckAt.pop();
  await run('2', '3');
  expect(log.resolved).toEqual(['2', '3']);
  expect(waiting.all()).toEqual([]);
});

test('a group that is paused meanwhile does not have the partition paused beside it', async () => {
  let isPaused = false;
  const { run, log } = partition({ stuckAt: ['1'], isInterrupted: () => isPaused });
  const running = run('1', '2');
  isPaused = true;
  await running;
  expect(log).toEqual({ tried: ['1'], resolved: [], committed: [], resumed: [] });
});

test('what another member waits at is forgotten', async () => {
  const { run, waiting } = partition({ stuckAt: ['2'] });
  await run('2');
  waiting.keepOnly({ 'task.deleted': [3] });
  expect(waiting.all()).toHaveLength(1);
  waiting.keepOnly({ 'task.deleted': [4], 'task.created': [3] });
  expect(waiting.all()).toEqual([]);
});
