import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FieldSchema, RecordSchema } from './avro-schema';
import { CURRENT_SCHEMAS, readReleased, RELEASED, releaseBreaks, writeReleased } from './released-schemas';
import { schemaBreaks } from './schema-breaks';
import { TASK_CREATED } from './schemas';

const released = readReleased(RELEASED);

test('the schemas of this build read what the released ones wrote', () => {
  expect(released.size).toBeGreaterThan(0);
  expect(releaseBreaks(released, CURRENT_SCHEMAS)).toEqual([]);
});

/** `task.created` with one field made another. */
const withField = (name: string, change: (field: FieldSchema) => FieldSchema): RecordSchema => ({
  ...TASK_CREATED,
  fields: TASK_CREATED.fields.map((field) => (field.name === name ? change(field) : field)),
});
const withMore = (field: FieldSchema): RecordSchema => ({ ...TASK_CREATED, fields: [...TASK_CREATED.fields, field] });
const ofType = (type: FieldSchema['type']) => (field: FieldSchema) => ({ ...field, type });
const withoutDefault = ({ name, type }: FieldSchema) => ({ name, type });

test.each<[string, RecordSchema, string]>([
  [
    'a new field without default',
    withMore({ name: 'colour', type: 'string' }),
    'field "colour": is new and has no default',
  ],
  ['a default that is gone', withField('description', withoutDefault), 'field "description": has no default any more'],
  ['another type', withField('title', ofType('int')), 'field "title": cannot read "string" as "int"'],
  [
    'null allowed no more',
    withField('assigneeId', ofType('string')),
    'field "assigneeId": cannot read "null" as "string"',
  ],
  [
    'other items',
    withField('tags', ofType({ type: 'array', items: 'int' })),
    'field "tags": cannot read "string" as "int"',
  ],
  [
    'an enum without one of its symbols',
    withField('priority', ofType({ type: 'enum', name: 'TaskPriority', symbols: ['low', 'high'] } as never)),
    'field "priority": has lost "normal"',
  ],
  [
    'a number that stands for something else',
    withField('occurredAt', ofType({ type: 'long', logicalType: 'timestamp-micros' })),
    'field "occurredAt": was timestamp-millis and is timestamp-micros',
  ],
  [
    'a number that stands for nothing any more',
    withField('occurredAt', ofType('long')),
    'field "occurredAt": was timestamp-millis and is a plain value',
  ],
])('%s breaks, and the field is named', (_what, current, problem) => {
  expect(schemaBreaks(TASK_CREATED, current)).toEqual([problem]);
});

test('each field that breaks is named', () => {
  const current = {
    ...TASK_CREATED,
    fields: TASK_CREATED.fields.map((field) => ({ ...field, type: 'bytes' as const, default: '' })),
  };
  expect(schemaBreaks(TASK_CREATED, current).length).toBeGreaterThan(5);
});

test('another name of the record breaks', () => {
  expect(schemaBreaks(TASK_CREATED, { ...TASK_CREATED, name: 'TaskMade' })).toEqual([
    expect.stringMatching(/^the record: /),
  ]);
});

test.each<[string, RecordSchema]>([
  ['a new field with a default', withMore({ name: 'colour', type: ['null', 'string'], default: null })],
  ['a field that is gone', { ...TASK_CREATED, fields: TASK_CREATED.fields.filter(({ name }) => name !== 'tags') }],
  [
    'one more symbol',
    withField(
      'status',
      ofType({ type: 'enum', name: 'TaskStatus', symbols: ['open', 'completed', 'waiting'] } as never),
    ),
  ],
  ['a field that may be null now', withField('title', ofType(['null', 'string']))],
  ['other words about it', { ...TASK_CREATED, doc: 'Said in another way.' }],
])('%s breaks nothing', (_what, current) => {
  expect(schemaBreaks(TASK_CREATED, current)).toEqual([]);
});

test('a released topic has to stay, a new one may come', () => {
  const one = new Map([['task.created', TASK_CREATED]]);
  expect(releaseBreaks(one, new Map())).toEqual(['task.created: is not declared any more']);
  expect(releaseBreaks(new Map(), one)).toEqual([]);
  expect(releaseBreaks(one, new Map([['task.created', withField('title', ofType('int'))]]))).toEqual([
    'task.created: field "title": cannot read "string" as "int"',
  ]);
});

describe('a folder of released schemas', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'released-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('gives back what was written into it, a file a topic', () => {
    writeReleased(path.join(folder, 'new'), CURRENT_SCHEMAS);
    expect(readdirSync(path.join(folder, 'new')).sort()).toEqual(
      [...CURRENT_SCHEMAS.keys()].map((topic) => `${topic}.avsc`).sort(),
    );
    expect(readReleased(path.join(folder, 'new'))).toEqual(new Map(CURRENT_SCHEMAS));
  });

  test('that is not there holds none', () => {
    expect(readReleased(path.join(folder, 'none')).size).toBe(0);
  });
});
