import { Type } from 'avsc';
import { DependencyUnavailableError } from '../errors';
import { avroType } from '../events/avro-schema';
import { EVENT_TOPICS } from '../events/topics';
import { eventDecoder } from './event-decoder';

const TASK_ID = '11111111-1111-4111-8111-111111111111';
const OWNER_ID = '22222222-2222-4222-8222-222222222222';

const inWireFormat = (id: number, payload: Buffer) => {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  return Buffer.concat([header, payload]);
};

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
  const written = { taskId: TASK_ID, ownerId: OWNER_ID, occurredAt: 5, title: 'x', status: 'open', priority: 'low' };
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
  const value = inWireFormat(9, type.toBuffer({ taskId: TASK_ID, ownerId: OWNER_ID, occurredAt: 1 }));
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
  const answers = [Promise.reject(new DependencyUnavailableError('schema-registry')), Promise.resolve(older as never)];
  const decoder = eventDecoder({ getSchema: () => answers.shift() ?? Promise.reject(new Error('asked too often')) });
  const written = { taskId: TASK_ID, ownerId: OWNER_ID, occurredAt: 1 };
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

const CREATED = avroType(EVENT_TOPICS['task.created'].schema);
const TASK = {
  taskId: TASK_ID,
  ownerId: OWNER_ID,
  occurredAt: 5,
  title: 'x',
  description: null,
  status: 'open',
  priority: 'low',
  dueAt: null,
  tags: ['a'],
  assigneeId: null,
};

test.each([
  ['an id that is no UUID', { ownerId: "'; DROP" }, 'ownerId is no UUID'],
  ['an optional id that is no UUID', { assigneeId: '' }, 'assigneeId is no UUID'],
  ['a time after the year 9999', { occurredAt: 8_640_000_000_000_000 }, 'no time of the years 1 to 9999'],
  ['an optional time before the year 1', { dueAt: -8_640_000_000_000_000 }, 'no time of the years 1 to 9999'],
  ['U+0000 in a text', { title: 'a\0b' }, 'title has the character U+0000'],
  ['U+0000 in a list of texts', { tags: ['a', '\0'] }, 'tags has the character U+0000'],
  ['a text that no request could bring', { description: 'x'.repeat(70_000) }, 'description has more than'],
])('%s fits the schema, and is no event all the same', async (_what, changes, why) => {
  const decoder = eventDecoder({ getSchema: () => Promise.resolve(CREATED) });
  const value = inWireFormat(1, CREATED.toBuffer({ ...TASK, ...changes }));
  await expect(decoder.decode('task.created', value)).rejects.toMatchObject({
    code: 'undecodable_record',
    message: expect.stringContaining(why) as string,
  });
});

const LONG = Type.forSchema('long');

/** The count of an array's block, where avsc believes it, and the bytes after it. */
const blockOf = (count: number, ...rest: number[]) => Buffer.concat([LONG.toBuffer(count), Buffer.from(rest)]);

test.each([
  ['two hundred million texts', blockOf(200_000_000)],
  ['as many as a number can say', blockOf(2 ** 50)],
  ['a block whose length leads back', blockOf(-1, 0x01, 0x00)],
  ['more than there are', blockOf(3, 0x02, 0x61)],
])('an array that says it holds %s is refused at once', async (_what, tags) => {
  const decoder = eventDecoder({ getSchema: () => Promise.resolve(CREATED) });
  const whole = CREATED.toBuffer(TASK);
  // Of the value as it is, without its tags (one of one letter, and the end of the list) and the null after them.
  const poison = Buffer.concat([whole.subarray(0, whole.length - 5), tags]);
  const start = performance.now();
  await expect(decoder.decode('task.created', inWireFormat(1, poison))).rejects.toMatchObject({
    code: 'undecodable_record',
  });
  expect(performance.now() - start).toBeLessThan(500);
});

test('so it is where the writer has an array that we do not read', async () => {
  const fields = [
    ...EVENT_TOPICS['task.deleted'].schema.fields,
    { name: 'more', type: { type: 'array', items: 'string' } },
  ];
  const writer = avroType({ ...EVENT_TOPICS['task.deleted'].schema, fields });
  const decoder = eventDecoder({ getSchema: () => Promise.resolve(writer) });
  const event = { taskId: TASK_ID, ownerId: OWNER_ID, occurredAt: 5 };
  const good = writer.toBuffer({ ...event, more: ['a', 'b'] });
  expect({ ...(await decoder.decode('task.deleted', inWireFormat(1, good))) }).toEqual(event);
  const poison = Buffer.concat([writer.toBuffer({ ...event, more: [] }).subarray(0, -1), blockOf(2 ** 50)]);
  await expect(decoder.decode('task.deleted', inWireFormat(1, poison))).rejects.toMatchObject({
    code: 'undecodable_record',
  });
});
