import { EVENT_TOPICS } from '../events/topics';
import { serve, stopServing } from './fixtures/registry-of-test';
import { writerSchemas } from './writer-schemas';

/** A registry that answers so. */
const answering = (status: number, body: unknown) =>
  serve((_request, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body)),
  );

const UNDECODABLE = { code: 'undecodable_record', retriable: false };
const UNAVAILABLE = { code: 'dependency_unavailable', dependency: 'schema-registry', retriable: true };

test('a schema is asked for by its id, and read', async () => {
  const asked: (string | undefined)[] = [];
  const url = await serve(({ url: path }, response) => {
    asked.push(path);
    response.end(JSON.stringify({ schema: JSON.stringify(EVENT_TOPICS['task.deleted'].schema) }));
  });
  const type = await writerSchemas(url).getSchema(7);
  expect({ asked, name: type.name }).toEqual({ asked: ['/schemas/ids/7'], name: 'firewatch.events.TaskDeleted' });
});

const DRAFT_4 = { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' };

test.each([
  ['JSON Schema', { schemaType: 'JSON', schema: JSON.stringify(DRAFT_4) }],
  ['Protobuf', { schemaType: 'PROTOBUF', schema: 'syntax = "proto3"; message M {}' }],
  ['a type that nobody knows', { schemaType: 'X'.repeat(1_000), schema: '' }],
  ['Avro that is no JSON', { schema: '{' }],
  ['Avro of an unknown type', { schema: '{"type":"nothing"}' }],
  ['Avro without a type', { schema: 'null' }],
  ['Avro that refers to others', { schema: '"string"', references: [{ name: 'a', subject: 'b', version: 1 }] }],
])('a schema that is %s cannot be read at any time: the record is at fault', async (_what, answer) => {
  const url = await answering(200, answer);
  await expect(writerSchemas(url).getSchema(7)).rejects.toMatchObject(UNDECODABLE);
});

test('a schema that the registry does not know is none', async () => {
  const url = await answering(404, { error_code: 40403, message: 'Schema not found' });
  await expect(writerSchemas(url).getSchema(7)).rejects.toMatchObject(UNDECODABLE);
});

test.each([
  ['fails', 500, { error_code: 50001 }],
  ['fails, and says nothing', 503, 'null'],
  ['is not asked under its address', 404, '<html>not found</html>'],
  ['is a proxy that answers with a page', 200, '<html>log in</html>'],
  ['answers with something else', 200, { schema: 7 }],
  ['takes no more questions', 429, {}],
])('a registry that %s is what is at fault', async (_what, status, body) => {
  const url = await answering(status, body);
  await expect(writerSchemas(url).getSchema(7)).rejects.toMatchObject(UNAVAILABLE);
});

test('so is one that never answers, after two seconds, and one that is not there', async () => {
  const url = await serve(() => undefined);
  await expect(writerSchemas(url).getSchema(7)).rejects.toMatchObject(UNAVAILABLE);
  await stopServing();
  await expect(writerSchemas(url).getSchema(7)).rejects.toMatchObject(UNAVAILABLE);
});
