import { AppError, DependencyUnavailableError } from '../errors';
import type { PendingEvent } from './pending-event';
import { headerText } from '../events/record-headers';
import { RecordRefusedError, type OutgoingRecord } from './ports';
import { publishEvents } from './publish-events';

const at = new Date('2026-11-24T00:00:00Z');

function event(id: string, payload: unknown = { n: id }): PendingEvent {
  return {
    id,
    eventId: `00000000-0000-4000-8000-${id.padStart(12, '0')}`,
    topic: 'task.created',
    key: 'task',
    payload,
    occurredAt: at,
    createdAt: at,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    tracestate: null,
  };
}

/** Encodes as JSON; the payloads 'bad' and 'later' fail as the real encoder fails. */
const encoder = {
  warmUp: () => Promise.resolve(),
  encode(_topic: string, payload: unknown) {
    if (payload === 'bad') return Promise.reject(new AppError('unencodable_event', 'does not fit'));
    if (payload === 'later') return Promise.reject(new DependencyUnavailableError('schema-registry'));
    return Promise.resolve(Buffer.from(JSON.stringify(payload)));
  },
};

/** Takes every batch unless `refuse` throws. */
function senderThat(refuse: (records: OutgoingRecord[]) => void = () => undefined) {
  const batches: OutgoingRecord[][] = [];
  return {
    batches,
    send: (records: OutgoingRecord[]) =>
      Promise.resolve().then(() => {
        refuse(records);
        batches.push(records);
      }),
    close: () => Promise.resolve(),
  };
}

const valuesOf = (batches: OutgoingRecord[][]) => batches.map((batch) => batch.map(({ value }) => value?.toString()));

test('a batch is sent once, in order, with CloudEvents headers', async () => {
  const sender = senderThat();
  const outcome = await publishEvents({ encoder, sender }, [event('1'), event('2')]);
  expect(outcome).toEqual({ published: ['1', '2'], parked: [] });
  expect(valuesOf(sender.batches)).toEqual([['{"n":"1"}', '{"n":"2"}']]);
  const [first] = sender.batches[0] ?? [];
  expect(first).toMatchObject({ topic: 'task.created', key: 'task' });
  const texts = ['ce_id', 'ce_type'].map((name) => headerText(first?.headers ?? [], name));
  expect(texts).toEqual(['00000000-0000-4000-8000-000000000001', 'firewatch.task.created']);
});

test('an event that can never be encoded is parked, the others are published', async () => {
  const sender = senderThat();
  const outcome = await publishEvents({ encoder, sender }, [event('1'), event('2', 'bad'), event('3')]);
  expect(outcome).toEqual({ published: ['1', '3'], parked: [{ id: '2', error: 'does not fit' }] });
});

test('an event that cannot be encoded yet holds back those after it', async () => {
  const sender = senderThat();
  const outcome = await publishEvents({ encoder, sender }, [event('1'), event('2', 'later'), event('3')]);
  expect(outcome.published).toEqual(['1']);
  expect(outcome.failure).toMatchObject({ dependency: 'schema-registry' });
});

test('with Kafka away everything stays pending', async () => {
  const sender = senderThat(() => {
    throw new DependencyUnavailableError('kafka');
  });
  const outcome = await publishEvents({ encoder, sender }, [event('1'), event('2')]);
  expect(outcome).toMatchObject({ published: [], parked: [], failure: { dependency: 'kafka' } });
});

test('a record that the broker refuses is found and parked alone', async () => {
  const sender = senderThat((records) => {
    if (records.some(({ value }) => value?.toString() === '{"n":"2"}'))
      throw new RecordRefusedError(new Error('too large'));
  });
  const outcome = await publishEvents({ encoder, sender }, [event('1'), event('2'), event('3')]);
  expect(outcome.published).toEqual(['1', '3']);
  expect(outcome.parked).toEqual([
    { id: '2', error: 'the broker refuses the record: too large (its value has 9 bytes)' },
  ]);
  expect(outcome.failure).toBeUndefined();
});

test('when the brokers go away while a refused record is looked for, the rest stays pending', async () => {
  const sender = senderThat((records) => {
    if (records.length > 1) throw new RecordRefusedError(new Error('too large'));
    if (records[0]?.value?.toString() === '{"n":"2"}') throw new DependencyUnavailableError('kafka');
  });
  const outcome = await publishEvents({ encoder, sender }, [event('1'), event('2'), event('3')]);
  expect(outcome).toMatchObject({ published: ['1'], parked: [], failure: { dependency: 'kafka' } });
});

test('a request without a trace has its event published as well', async () => {
  const sender = senderThat();
  const untraced = { ...event('1'), traceparent: null };
  expect(await publishEvents({ encoder, sender }, [untraced])).toEqual({ published: ['1'], parked: [] });
});

test('nothing is sent when nothing can be encoded', async () => {
  const sender = senderThat();
  await publishEvents({ encoder, sender }, [event('1', 'bad')]);
  expect(sender.batches).toEqual([]);
});
