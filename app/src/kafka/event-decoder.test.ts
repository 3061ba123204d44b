import { Type } from 'avsc';
import { eventDecoder } from './event-decoder';

const inWireFormat = (id: number, payload: Buffer) => {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  return Buffer.concat([header, payload]);
};

/** What the registry's client throws when it was answered with that status. */
const answered = (status: number) => Object.assign(new Error('answered'), { status });

test('a value of an older schema is read with the defaults of ours', async () => {
  const older = Type.forSchema({
    type: 'record',
    name: 'TaskUpdated',
    namespace: 'firewatch.events',
    fields: [
      { name: 'taskId', type: 'string' },
      { name: 'ownerId', type: 'string' },
      { name: 'occurredAt', type: 'long' },
      { name: 'title', type: 'string' },
      { name: 'status', type: { type: 'enum', name: 'TaskStatus', symbols: ['open', 'completed'] } },
      { name: 'priority', type: { type: 'enum', name: 'TaskPriority', symbols: ['low', 'normal', 'high'] } },
    ],
  });
  const written = { taskId: 't', ownerId: 'o', occurredAt: 5, title: 'x', status: 'open', priority: 'low' };
  const decoder = eventDecoder({ getSchema: () => Promise.resolve(older as never) });
  const read = await decoder.decode('task.updated', inWireFormat(1, older.toBuffer(written)));
  expect({ ...read }).toEqual({
    ...written,
    description: null,
    dueAt: null,
    tags: [],
    assigneeId: null,
    changedFields: [],
  });
});

test('a value of an incompatible schema is no event of the topic', async () => {
  const other = Type.forSchema({ type: 'record', name: 'Other', fields: [{ name: 'x', type: 'string' }] });
  const decoder = eventDecoder({ getSchema: () => Promise.resolve(other as never) });
  const decoding = decoder.decode('task.deleted', inWireFormat(1, other.toBuffer({ x: 'y' })));
  await expect(decoding).rejects.toMatchObject({ code: 'undecodable_record', retriable: false });
});

test('each schema is asked for once', async () => {
  const asked: number[] = [];
  const type = Type.forSchema({
    type: 'record',
    name: 'TaskDeleted',
    namespace: 'firewatch.events',
    fields: ['taskId', 'ownerId']
      .map((name) => ({ name, type: 'string' }))
      .concat([{ name: 'occurredAt', type: 'long' }]),
  });
  const decoder = eventDecoder({
    getSchema: (id) => {
      asked.push(id);
      return Promise.resolve(type as never);
    },
  });
  const value = inWireFormat(9, type.toBuffer({ taskId: 't', ownerId: 'o', occurredAt: 1 }));
  await Promise.all([decoder.decode('task.deleted', value), decoder.decode('task.deleted', value)]);
  await decoder.decode('task.deleted', value);
  expect(asked).toEqual([9]);
});

test('a schema that could not be had is asked for again', async () => {
  const older = Type.forSchema({
    type: 'record',
    name: 'TaskDeleted',
    namespace: 'firewatch.events',
    fields: [
      { name: 'taskId', type: 'string' },
      { name: 'ownerId', type: 'string' },
      { name: 'occurredAt', type: 'long' },
    ],
  });
  const answers = [Promise.reject(answered(503)), Promise.resolve(older as never)];
  const decoder = eventDecoder({ getSchema: () => answers.shift() ?? Promise.reject(answered(404)) });
  const written = { taskId: 't', ownerId: 'o', occurredAt: 1 };
  const value = inWireFormat(9, older.toBuffer(written));
  await expect(decoder.decode('task.deleted', value)).rejects.toMatchObject({ retriable: true });
  expect({ ...(await decoder.decode('task.deleted', value)) }).toEqual(written);
});

test.each([
  ['nothing', null],
  ['fewer bytes than a header', Buffer.from([0, 0, 0])],
  ['a header alone', Buffer.from([0, 0, 0, 0, 1])],
  ['other bytes', Buffer.from('{"taskId":"t"}')],
])('%s is not in the wire format, and no schema is asked for', async (_what, value) => {
  const decoder = eventDecoder({ getSchema: () => Promise.reject(new Error('asked')) });
  await expect(decoder.decode('task.deleted', value)).rejects.toMatchObject({
    code: 'undecodable_record',
    message: 'the value is not in the schema registry’s wire format',
  });
});

test.each([
  ['does not know the schema', answered(404), { code: 'undecodable_record', retriable: false }],
  ['fails', answered(500), { code: 'dependency_unavailable', retriable: true }],
  ['does not answer', answered(400), { code: 'dependency_unavailable', retriable: true }],
  ['cannot be reached', new Error('connect ECONNREFUSED'), { code: 'dependency_unavailable', retriable: true }],
])('when the registry %s', async (_what, error, expected) => {
  const decoder = eventDecoder({ getSchema: () => Promise.reject(error) });
  await expect(decoder.decode('task.deleted', inWireFormat(1, Buffer.from([1, 2, 3])))).rejects.toMatchObject(expected);
});
